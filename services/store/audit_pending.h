// What was done or refused, on its way into the audit trail.
//
// An audit record is first a *pending* one, out of the feed:
//   collection  audit.pending
//   id          <20 digits: microseconds since 1970>-<32 random hex digits>
//   value       duikou.type.v1.AuditRecord
// HistoryStore puts it into the very commit that it tells of. The access role
// seals pending records into a chain later (services/access/audit_sealer.h), so
// that writers never meet there.
//
//   AuditWrites writes(request.origin, clock.Now());
//   writes.Add("projects", "p-1", before_revision, before, after);
//   for (Mutation& mutation : writes.Take()) commit.push_back(mutation);
#ifndef DUIKOU_SERVICES_STORE_AUDIT_PENDING_H_
#define DUIKOU_SERVICES_STORE_AUDIT_PENDING_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "duikou/type/v1/audit_record.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/store/store.h"

namespace duikou {

inline constexpr char kAuditPending[] = "audit.pending";

// The history number of a write that has no history.
inline constexpr Revision kNoHistory = -1;

// A pending record holds no more writes, and ends once it is so large; what a
// commit writes beyond goes into further ones.
inline constexpr int kMaxAuditedWrites = 5'000;
inline constexpr size_t kMaxAuditBytes = 512 << 10;

// The put of a pending record under an id that nobody else has.
Mutation PendingAudit(const type::v1::AuditRecord& record);

// The writes of one commit as pending records. Not thread-safe.
class AuditWrites {
 public:
  AuditWrites(const Origin& origin, absl::Time now);

  // `history_number` is that of the write's history entry; no value before: the
  // record is created; none after: it is deleted.
  void Add(absl::string_view collection, absl::string_view id,
           Revision history_number, std::optional<absl::string_view> before,
           std::optional<absl::string_view> after);

  // A write that has no history; what was there before is not known.
  void AddWithoutHistory(absl::string_view collection, absl::string_view id,
                         std::optional<absl::string_view> after) {
    Add(collection, id, kNoHistory, std::nullopt, after);
  }

  // None where nothing was added.
  std::vector<Mutation> Take();

 private:
  void Finish();

  type::v1::AuditRecord record_;
  size_t bytes_ = 0;
  std::vector<Mutation> finished_;
};

google::protobuf::Timestamp ToTimestamp(absl::Time time);
absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_AUDIT_PENDING_H_
