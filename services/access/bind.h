// The role access.
#ifndef DUIKOU_SERVICES_ACCESS_BIND_H_
#define DUIKOU_SERVICES_ACCESS_BIND_H_

#include "absl/status/status.h"
#include "services/rpc/host.h"

namespace duikou {

// Where nobody can sign in yet, prints the code that makes the first
// administrator: to the log, and into the file that the options name.
absl::Status BindAccess(const HostContext& host, Bindings& bindings);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_BIND_H_
