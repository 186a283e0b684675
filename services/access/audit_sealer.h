// AuditSealer: takes what is pending in the audit trail into the chain.
//
//   AuditSealer sealer(store, clock, logger, registry, key, kept, {});
//   RETURN_IF_ERROR(sealer.CheckChains());  // before anything is sealed
//   sealer.Start();                         // until it is destroyed
//
// A thread looks at the partition "-", at every programme's and at those whose
// heads were kept. Where a partition's head has moved, its pending records are
// sealed in the order of their commits, up to a thousand in one commit: the
// entries, the deletion of the pending ones, and the new head under the old
// one's exact revision. So a record is pending or sealed, never both or
// neither, and of two processes that seal at once one begins anew: the chain
// never forks.
//
// It is no watchman: a chain that does not continue what was kept is sealed on,
// for what happens now has to be sealed too, but the kept head stays, so that
// it is found; the log and duikou_audit_broken_chains tell of it at once.
#ifndef DUIKOU_SERVICES_ACCESS_AUDIT_SEALER_H_
#define DUIKOU_SERVICES_ACCESS_AUDIT_SEALER_H_

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "prometheus/counter.h"
#include "prometheus/gauge.h"
#include "prometheus/registry.h"
#include "services/access/audit_chain.h"
#include "services/access/audit_key.h"
#include "services/access/kept_heads.h"
#include "services/base/clock.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou {

struct AuditSealerOptions {
  // How often it looks. What is pending is not protected yet.
  absl::Duration interval = absl::Milliseconds(500);
  // How long one call of the store may take; also how long stopping may take
  // where the store hangs.
  absl::Duration call_timeout = absl::Seconds(5);
  // Entries a commit.
  int batch = 1'000;
};

// Thread-safe.
class AuditSealer {
 public:
  // All but the options outlive it.
  AuditSealer(Store& store, const Clock& clock, spdlog::logger& logger,
              prometheus::Registry& registry, const AuditKey& key,
              KeptHeads& kept, AuditSealerOptions options);
  // Seals what is there, and stops.
  ~AuditSealer();
  AuditSealer(const AuditSealer&) = delete;
  AuditSealer& operator=(const AuditSealer&) = delete;

  // FAILED_PRECONDITION where a chain was sealed with another key.
  absl::Status CheckChains() ABSL_LOCKS_EXCLUDED(mutex_);

  void Start() ABSL_LOCKS_EXCLUDED(stop_mutex_);

  // Seals what is pending now, in every partition. The first error where there
  // was any; the others were sealed nevertheless.
  absl::Status SealAll() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // What is known of a chain.
  struct Chain {
    Revision looked_at = -1;  // the partition's head then
    AuditHead head;           // as this sealer last saw it
    bool broken = false;      // it does not continue the kept head
  };

  void Run() ABSL_LOCKS_EXCLUDED(mutex_, stop_mutex_);
  absl::StatusOr<std::vector<std::string>> Partitions()
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status SealPartition(const std::string& partition)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status SealListed(const std::string& partition, Chain& chain,
                          const std::vector<Record>& pending)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status SealBatch(const std::string& partition,
                         absl::Span<const Record> pending, AuditHead& head);
  absl::StatusOr<std::vector<Record>> ListPending(const std::string& partition);
  // Looks whether the head continues what was kept, and is of this key.
  absl::Status TakeHead(const std::string& partition, Chain& chain)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status CheckKey(const std::string& partition, const AuditHead& head);
  absl::StatusOr<bool> Continues(const std::string& partition,
                                 const AuditHead& head);
  void Keep() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Report(const std::string& what, const absl::Status& status)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  CallLimits Limits() const;

  Store& store_;
  const Clock& clock_;
  spdlog::logger& logger_;
  const AuditKey& key_;
  KeptHeads& kept_;
  const AuditSealerOptions options_;
  prometheus::Counter& sealed_;
  prometheus::Counter& failures_;
  prometheus::Gauge& broken_;

  absl::Mutex mutex_;  // of one round over the partitions
  std::map<std::string, Chain> chains_ ABSL_GUARDED_BY(mutex_);
  // The last failure of each, empty where all is well.
  std::map<std::string, std::string> reported_ ABSL_GUARDED_BY(mutex_);

  absl::Mutex stop_mutex_;
  bool stopping_ ABSL_GUARDED_BY(stop_mutex_) = false;
  std::thread thread_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_AUDIT_SEALER_H_
