// Makes the gateway of a server.
#ifndef DUIKOU_SERVICES_MAIN_OPEN_GATEWAY_H_
#define DUIKOU_SERVICES_MAIN_OPEN_GATEWAY_H_

#include <memory>

#include "absl/status/statusor.h"
#include "prometheus/registry.h"
#include "services/gateway/gateway.h"
#include "services/main/server_options.h"
#include "services/rpc/host.h"

namespace duikou {

// In front of the host's services, which it calls without a socket, and of
// those that --upstream names. Both outlive it. The message of an error names
// the flag.
absl::StatusOr<std::unique_ptr<Gateway>> OpenGateway(
    const ServerOptions& options, Host& host, prometheus::Registry& registry);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MAIN_OPEN_GATEWAY_H_
