// Server: the whole of duikou-server but its command line and its signals.
//
//   ASSIGN_OR_RETURN(std::unique_ptr<Server> server, Server::Start(options));
//   ... server->address() ...
//   server->Stop();
#ifndef DUIKOU_SERVICES_MAIN_SERVER_H_
#define DUIKOU_SERVICES_MAIN_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "prometheus/exposer.h"
#include "prometheus/registry.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/gateway/gateway.h"
#include "services/main/role_table.h"
#include "services/main/server_options.h"
#include "services/rpc/access_control.h"
#include "services/rpc/host.h"
#include "services/rpc/refusal_log.h"
#include "services/rpc/rpc_runtime.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou {

// Thread-safe.
class Server {
 public:
  // Opens the store and serves. The message of an error is for people.
  static absl::StatusOr<std::unique_ptr<Server>> Start(
      const ServerOptions& options);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::string address() const { return host_->address(); }
  // What a program that started the server waits for, as one line of JSON.
  std::string ReadyLine() const;
  // Null where the server plays no gateway.
  Gateway* gateway() { return gateway_.get(); }
  Host& host() { return *host_; }
  Store& store() { return *history_; }

  // Drains and closes all. Does nothing the second time.
  void Stop();

 private:
  explicit Server(const ServerOptions& options);
  absl::Status Open();
  absl::Status Serve(const std::vector<Role>& roles);
  absl::Status ServeMetrics();

  const ServerOptions options_;
  const std::shared_ptr<spdlog::logger> logger_;
  SystemClock clock_;
  RandomIdGenerator ids_;
  const std::shared_ptr<prometheus::Registry> registry_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Store> history_;  // around store_
  std::unique_ptr<AccessControl> access_;
  std::unique_ptr<RefusalLog> refusals_;
  std::unique_ptr<RpcRuntime> rpc_;
  std::unique_ptr<prometheus::Exposer> exposer_;
  std::unique_ptr<Host> host_;
  std::unique_ptr<Gateway> gateway_;  // goes before the host it calls
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MAIN_SERVER_H_
