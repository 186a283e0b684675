// AuditVerifier: looks for what was altered, removed, reordered or cut off in
// the audit trail of a partition, and for records that are not what the trail
// tells.
//
//   AuditVerifier verifier(store, key, "hubei");
//   ASSIGN_OR_RETURN(VerifyAuditResponse found,
//                    verifier.Verify({{kept.number, kept.seal}}, limits,
//                    alive));
//
// Method: reads the chain once, in order. Each entry proves by its own seal
// that it is as it was sealed, at which place and after which entry; so one
// entry that is not right is one problem, and what follows it is still checked.
// A run of missing entries is one problem. The seals that the caller kept must
// be found at their places. Then the histories and records are compared
// (audit_history.h).
//
// Who knows the key can make any chain: against that the seals kept elsewhere
// help.
#ifndef DUIKOU_SERVICES_ACCESS_AUDIT_VERIFIER_H_
#define DUIKOU_SERVICES_ACCESS_AUDIT_VERIFIER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/access/v1/access_service.pb.h"
#include "services/access/audit_chain.h"
#include "services/access/audit_history.h"
#include "services/access/audit_key.h"
#include "services/store/store.h"

namespace duikou {

// For one use. Not thread-safe.
class AuditVerifier {
 public:
  // A place in the chain and the seal that must be there.
  using KeptSeal = std::pair<int64_t, std::string>;

  // The store and the key outlive it.
  AuditVerifier(Store& store, const AuditKey& key, std::string partition)
      : store_(store),
        key_(key),
        partition_(std::move(partition)),
        history_(store, partition_) {}

  // All but the head's parent. `alive` ends it early with its error. The first
  // 1,000 problems.
  absl::StatusOr<access::v1::VerifyAuditResponse> Verify(
      const std::vector<KeptSeal>& kept, CallLimits limits,
      const std::function<absl::Status()>& alive);

 private:
  using Problem = access::v1::AuditProblem;

  absl::Status ReadHead();
  // What is pending, and the entries behind the last one read.
  absl::Status ReadTrail();
  absl::Status ReadPending();
  absl::Status ReadChain();
  void TakeEntry(const Record& record);
  // What is wrong with the entry at its place, which counts as lost then.
  void TakeBadEntry(int64_t place, const type::v1::SealedAuditRecord& entry,
                    bool authentic);
  void Trust(const type::v1::SealedAuditRecord& entry);
  void TakeGap(int64_t from, int64_t to);
  absl::Status CheckHead();
  void CheckKept(const std::vector<KeptSeal>& kept);
  // How many entries are gone, with what they told.
  int64_t LostEntries() const;
  void Report(int64_t number, Problem::Kind kind, absl::string_view zh,
              absl::string_view en);
  void WriteProblems(access::v1::VerifyAuditResponse& response) const;

  Store& store_;
  const AuditKey& key_;
  const std::string partition_;
  AuditedHistory history_;
  CallLimits limits_;
  const std::function<absl::Status()>* alive_ = nullptr;

  AuditHead head_;  // before the chain was read
  bool head_damaged_ = false;
  int64_t entries_ = 0;
  int pending_ = 0;
  std::string last_id_;    // of the record read last
  int64_t last_ = 0;       // the last place that was reached
  bool last_good_ = true;  // whether its entry is what was sealed
  std::string last_seal_;
  // Seals of good entries at the places that are asked for.
  std::map<int64_t, std::string> wanted_seals_;
  // Places without their entry, and those whose entry was found at another.
  std::vector<std::pair<int64_t, int64_t>> gone_;
  std::set<int64_t> elsewhere_;
  std::vector<Problem> problems_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_AUDIT_VERIFIER_H_
