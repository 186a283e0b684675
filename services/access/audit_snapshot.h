// AuditSnapshot: the audit trail of a partition at one moment, while a sealer
// moves records from pending into the chain.
//
//   ASSIGN_OR_RETURN(AuditSnapshot now,
//                    TakeAuditSnapshot(store, "hubei", limits));
//   // Read the chain up to now.end; now.pending is the rest.
#ifndef DUIKOU_SERVICES_ACCESS_AUDIT_SNAPSHOT_H_
#define DUIKOU_SERVICES_ACCESS_AUDIT_SNAPSHOT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/store/store.h"

namespace duikou {

struct AuditSnapshot {
  int64_t end = 0;              // the last entry of the chain; 0: there is none
  std::vector<Record> pending;  // by id, which begins with the time
};

// Each record is in the chain up to the end, or pending. Where sealing never
// rests long enough to tell, one may be both; none is neither.
absl::StatusOr<AuditSnapshot> TakeAuditSnapshot(Store& store,
                                                const std::string& partition,
                                                CallLimits limits);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_AUDIT_SNAPSHOT_H_
