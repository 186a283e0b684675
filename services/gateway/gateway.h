// Gateway: the roles over HTTP, for browsers, Connect clients and curl.
//
//   ASSIGN_OR_RETURN(std::unique_ptr<Gateway> gateway,
//                    Gateway::Start(options, registry));
//   ... gateway->address() ... gateway->Stop(absl::Seconds(10));
//
//   POST /package.Service/Method   the Connect protocol (forwarder.h)
//   GET /healthz                   200 where every role is serving, else 503
//   GET /metrics                   Prometheus, for this machine alone
//   GET anything else              the web client (static_files.h)
#ifndef DUIKOU_SERVICES_GATEWAY_GATEWAY_H_
#define DUIKOU_SERVICES_GATEWAY_GATEWAY_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "prometheus/registry.h"
#include "services/gateway/forwarder.h"
#include "services/gateway/health_page.h"
#include "services/gateway/http_server.h"
#include "services/gateway/public_origins.h"
#include "services/gateway/static_files.h"

namespace duikou {

struct GatewayOptions {
  HttpServerOptions http;
  ForwarderOptions forwarder;
  std::vector<UpstreamService> services;
  std::string web_directory;     // of the built web client; empty: none
  bool metrics_for_all = false;  // else only from loopback addresses
  // Behind a proxy that ends TLS: where browsers find it.
  PublicOrigins public_origins;
};

// The services of an area, from `duikou/<area>/v1/<area>_service.proto`. Empty
// where there is no such area.
std::vector<std::string> ServicesOfArea(const std::string& area);

// Thread-safe.
class Gateway {
 public:
  // Loads the web client and serves. `registry` outlives the gateway. The
  // message of an error names the flag or file at fault.
  static absl::StatusOr<std::unique_ptr<Gateway>> Start(
      const GatewayOptions& options, prometheus::Registry& registry);
  // Stops without grace, if nobody did.
  ~Gateway();
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  int port() const { return server_->port(); }
  std::string address() const { return server_->address(); }

  // Accepts no more and lets what is under way take up to `grace`.
  void Stop(absl::Duration grace) { server_->Stop(grace); }

 private:
  Gateway(const GatewayOptions& options, prometheus::Registry& registry);
  void Handle(HttpRequest request, std::shared_ptr<HttpExchange> exchange);
  HttpResponse Metrics(const HttpRequest& request) const;

  const GatewayOptions options_;
  prometheus::Registry& registry_;
  // The generated services and the health check's.
  const std::unique_ptr<google::protobuf::DescriptorPool> pool_;
  StaticFiles files_;
  const HealthPage health_;
  Forwarder forwarder_;
  std::unique_ptr<HttpServer> server_;  // goes before what answers
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_GATEWAY_H_
