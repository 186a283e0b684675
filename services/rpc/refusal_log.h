// RefusalLog: takes calls that were refused into the audit trail.
//
//   RefusalLog refusals(store, clock, logger, registry, {});
//   refusals.Record("hubei", {.actor = "people/li", .method = method,
//                             .call_id = id, .source = "10.0.0.7"},
//                   AuditEntry::OUTCOME_REFUSED, "is not a member");
//
// Nobody waits for it: a thread writes pending audit records
// (services/store/audit_pending.h), many in a commit. The first refusal of its
// kind (the same partition, actor, method, source or network of an IPv6 source,
// and outcome) is written at once; those of the same kind in the minute after
// it become one record more, with their count. So a flood costs two records a
// minute, and all counts together are the calls. Where more kinds come than are
// kept apart, or the store does not take them, what is beyond is counted in one
// record of nobody in particular, and in duikou_audit_refusals_merged_total;
// none is lost silently.
//
// Texts are cut to what a record should carry. What names a programme that
// there is not is kept with what belongs to none, so that nobody fills the
// store with partitions.
#ifndef DUIKOU_SERVICES_RPC_REFUSAL_LOG_H_
#define DUIKOU_SERVICES_RPC_REFUSAL_LOG_H_

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <thread>
#include <tuple>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "duikou/access/v1/access_service.pb.h"
#include "duikou/type/v1/audit_record.pb.h"
#include "prometheus/counter.h"
#include "prometheus/registry.h"
#include "services/base/clock.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou {

struct RefusalLogOptions {
  // How long refusals of one kind are counted together.
  absl::Duration window = absl::Minutes(1);
  // How often the thread looks.
  absl::Duration interval = absl::Milliseconds(200);
  // Kinds that are kept apart at once, and records that wait for the store.
  size_t most_kinds = 5'000;
  size_t most_waiting = 5'000;
  // Records a commit.
  size_t batch = 500;
  absl::Duration call_timeout = absl::Seconds(5);
};

// Thread-safe.
class RefusalLog {
 public:
  using Outcome = access::v1::AuditEntry::Outcome;

  // All but the options outlive it.
  RefusalLog(Store& store, const Clock& clock, spdlog::logger& logger,
             prometheus::Registry& registry, RefusalLogOptions options);
  // Closes it.
  ~RefusalLog();
  RefusalLog(const RefusalLog&) = delete;
  RefusalLog& operator=(const RefusalLog&) = delete;

  // Takes some microseconds. After Close() it does nothing.
  void Record(absl::string_view partition, const Origin& origin,
              Outcome outcome, absl::string_view reason)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Writes all there is, what is still being counted too. The first error; what
  // was not written is kept for later.
  absl::Status Flush() ABSL_LOCKS_EXCLUDED(mutex_, writing_);

  // Flushes and ends; logs how many could not be written.
  void Close() ABSL_LOCKS_EXCLUDED(mutex_, writing_);

 private:
  // Partition, actor, method, the source's network, outcome.
  using Kind =
      std::tuple<std::string, std::string, std::string, std::string, int>;
  struct Waiting {
    std::string partition;
    Mutation put;
    int count = 0;
  };

  void Run();
  // Ends windows that are over, or all.
  void EndWindows(bool all) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Enqueue(std::string partition, const type::v1::AuditRecord& record)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Merge(int count) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  absl::Status WriteWaiting() ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // The partition where the programme's trail is.
  absl::StatusOr<std::string> Existing(const std::string& partition)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(writing_);
  CallLimits Limits() const;

  Store& store_;
  const Clock& clock_;
  spdlog::logger& logger_;
  const RefusalLogOptions options_;
  prometheus::Counter& refused_;
  prometheus::Counter& merged_;

  absl::Mutex mutex_;
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  // What comes after the first of a kind.
  struct Window {
    absl::Time end;
    type::v1::AuditRecord later;  // a count of 0: nothing yet
  };
  std::map<Kind, Window> windows_ ABSL_GUARDED_BY(mutex_);
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  type::v1::AuditRecord beyond_ ABSL_GUARDED_BY(mutex_);  // merged ones

  absl::Mutex writing_ ABSL_ACQUIRED_BEFORE(mutex_);
  absl::flat_hash_set<std::string> existing_ ABSL_GUARDED_BY(writing_);
  std::thread thread_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_REFUSAL_LOG_H_
