// HealthPage: /healthz, from the health checks of the roles' servers.
//
//   HealthPage page(channels);
//   page.Answer(exchange);
#ifndef DUIKOU_SERVICES_GATEWAY_HEALTH_PAGE_H_
#define DUIKOU_SERVICES_GATEWAY_HEALTH_PAGE_H_

#include <memory>
#include <vector>

#include "grpcpp/channel.h"
#include "services/gateway/http_message.h"

namespace duikou {

// Thread-safe.
class HealthPage {
 public:
  explicit HealthPage(std::vector<std::shared_ptr<grpc::Channel>> servers)
      : servers_(std::move(servers)) {}

  // 200 where each server says within 2 s that it is serving, else 503.
  void Answer(std::shared_ptr<HttpExchange> exchange) const;

 private:
  const std::vector<std::shared_ptr<grpc::Channel>> servers_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_GATEWAY_HEALTH_PAGE_H_
