// The matching role, for the table of roles.
#ifndef DUIKOU_SERVICES_MATCHING_BIND_H_
#define DUIKOU_SERVICES_MATCHING_BIND_H_

#include "absl/status/status.h"
#include "services/rpc/host.h"

namespace duikou {

// Adds duikou.matching.v1.MatchingService.
absl::Status BindMatching(const HostContext& host, Bindings& bindings);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_BIND_H_
