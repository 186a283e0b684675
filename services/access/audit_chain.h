// The chain of the audit trail, as it is stored, out of the feed:
//   collection    id                value
//   audit         <20 digits>       duikou.type.v1.SealedAuditRecord
//   audit.heads   head              duikou.type.v1.AuditHead
// Each partition has its own chain. A seal is a MAC, under a key that is not in
// the store, over the entry, its place and the seal before it. So whoever can
// write the store but does not have the key can neither change an entry, nor
// move it, nor put one in; and as each entry carries the seal before it, taking
// one out is seen too. What is cut off at the end is found by a head that was
// kept elsewhere (kept_heads.h, AuditCheckpoint).
//
//   ASSIGN_OR_RETURN(AuditHead head, ReadAuditHead(store, "hubei"));
//   SealedAuditRecord next = SealAfter(key, "hubei", head, pending, now);
//   IsAuthentic(key, "hubei", next);  // true
#ifndef DUIKOU_SERVICES_ACCESS_AUDIT_CHAIN_H_
#define DUIKOU_SERVICES_ACCESS_AUDIT_CHAIN_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "duikou/type/v1/audit_record.pb.h"
#include "services/access/audit_key.h"
#include "services/store/store.h"

namespace duikou {

inline constexpr char kAuditChain[] = "audit";
inline constexpr char kAuditHeads[] = "audit.heads";
inline constexpr char kAuditHead[] = "head";

// The id of the entry at a place, and the place of an id; none where it is no
// such id.
std::string AuditEntryId(int64_t number);
std::optional<int64_t> AuditNumberOf(absl::string_view id);

// Where a chain ends. Number 0: it has no entries.
struct AuditHead {
  int64_t number = 0;
  std::string seal;
  absl::Time seal_time = absl::InfinitePast();
  Revision revision = 0;  // of the head's record; 0: there is none
};

// DATA_LOSS where the record is damaged.
absl::StatusOr<AuditHead> ReadAuditHead(Store& store,
                                        absl::string_view partition,
                                        CallLimits limits = {});

// The entry that follows `head`: `pending` is the record as it was stored.
type::v1::SealedAuditRecord SealAfter(const AuditKey& key,
                                      absl::string_view partition,
                                      const AuditHead& head,
                                      const Record& pending, absl::Time now);

// Whether the key sealed the entry for the place that it says it has.
bool IsAuthentic(const AuditKey& key, absl::string_view partition,
                 const type::v1::SealedAuditRecord& entry);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_AUDIT_CHAIN_H_
