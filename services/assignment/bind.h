// The assignment role, for the table of roles.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_BIND_H_
#define DUIKOU_SERVICES_ASSIGNMENT_BIND_H_

#include "absl/status/status.h"
#include "services/rpc/host.h"

namespace duikou {

// Adds duikou.assignment.v1.AssignmentService and CompetitionService, and the
// end of the former's runs to what the host closes.
absl::Status BindAssignment(const HostContext& host, Bindings& bindings);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_BIND_H_
