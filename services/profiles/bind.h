// The role `profiles`, as the server's table of roles takes it.
#ifndef DUIKOU_SERVICES_PROFILES_BIND_H_
#define DUIKOU_SERVICES_PROFILES_BIND_H_

#include "absl/status/status.h"
#include "services/rpc/host.h"

namespace duikou {

absl::Status BindProfiles(const HostContext& host, Bindings& bindings);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROFILES_BIND_H_
