// The role `fair`, as the server's table of roles takes it.
#ifndef DUIKOU_SERVICES_FAIR_BIND_H_
#define DUIKOU_SERVICES_FAIR_BIND_H_

#include "absl/status/status.h"
#include "services/rpc/host.h"

namespace duikou {

// Adds FairService and TimetableService of duikou.fair.v1, and the end of the
// latter's runs to what the host closes.
absl::Status BindFair(const HostContext& host, Bindings& bindings);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_BIND_H_
