#include "services/access/audit_snapshot.h"

#include "matcher/base/status_macros.h"
#include "services/access/audit_chain.h"
#include "services/store/audit_pending.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

constexpr int kSnapshotAttempts = 5;

}  // namespace

absl::StatusOr<AuditSnapshot> TakeAuditSnapshot(Store& store,
                                                const std::string& partition,
                                                CallLimits limits) {
  AuditSnapshot snapshot;
  ASSIGN_OR_RETURN(AuditHead before, ReadAuditHead(store, partition, limits));
  for (int i = 0; i < kSnapshotAttempts; ++i) {
    ASSIGN_OR_RETURN(snapshot.pending,
                     ListWholly(store, partition, kAuditPending, "", limits));
    ASSIGN_OR_RETURN(const AuditHead after,
                     ReadAuditHead(store, partition, limits));
    snapshot.end = after.number;
    if (after.number == before.number) break;  // nothing was sealed between
    before = after;
  }
  return snapshot;
}

}  // namespace duikou
