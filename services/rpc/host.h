// Host: one gRPC server with the roles that were bound to it.
//
// A role is a function that makes its services from what the host gives:
//
//   absl::Status BindProfiles(const HostContext& host, Bindings& bindings) {
//     auto service = std::make_unique<ProfilesServiceImpl>(host);
//     bindings.AddService("duikou.profiles.v1.ProfilesService",
//                         std::move(service));
//     return absl::OkStatus();
//   }
//
//   ASSIGN_OR_RETURN(std::unique_ptr<Host> host,
//                    Host::Start(context, {.listen = "127.0.0.1:0"},
//                                {BindProfiles}));
//   ... host->port() ... host->Stop();
//
// Beside the roles it serves grpc.health.v1.Health (for each service and for
// "") and reflection. Stopping is graceful: health says NOT_SERVING, calls
// under way get the grace period, then are cancelled; then the closers run, the
// last one first.
#ifndef DUIKOU_SERVICES_RPC_HOST_H_
#define DUIKOU_SERVICES_RPC_HOST_H_

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "grpcpp/impl/service_type.h"
#include "grpcpp/server.h"
#include "prometheus/registry.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/rpc/rpc_runtime.h"
#include "services/rpc/tls.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou {

// How the role access lets people in.
struct AccessOptions {
  // People must sign in. Without, who reaches the server may do everything.
  bool sign_in = false;
  // Links may sign in without a password, from this machine.
  bool sample = false;
  // The key that seals the audit trail; empty: one that ends with the process.
  std::string audit_key_file;
  // Where the code that makes the first administrator is written; empty:
  // nowhere.
  std::string setup_code_file;
};

// What a role is made of. All of it outlives the host.
struct HostContext {
  Store& store;
  Clock& clock;
  IdGenerator& ids;
  spdlog::logger& logger;
  prometheus::Registry& registry;
  RpcRuntime& rpc;
  AccessOptions access = {};
  // No other process can have the store open.
  bool sole_process = false;
};

// What a role adds to the host.
class Bindings {
 public:
  // `name` is the service's full name in its proto, and its health's.
  void AddService(std::string name, std::unique_ptr<grpc::Service> service) {
    services_.push_back({std::move(name), std::move(service)});
  }
  // Runs when no call is under way any more, before the services go.
  void AddCloser(std::function<void()> closer) {
    closers_.push_back(std::move(closer));
  }

 private:
  friend class Host;
  struct Bound {
    std::string name;
    std::unique_ptr<grpc::Service> service;
  };
  std::vector<Bound> services_;
  std::vector<std::function<void()>> closers_;
};

using BindRole = std::function<absl::Status(const HostContext&, Bindings&)>;

struct HostOptions {
  // host:port; port 0 takes a free one.
  std::string listen = "127.0.0.1:0";
  RpcTls tls;
  // Larger requests are RESOURCE_EXHAUSTED. An import of 32 MiB fits.
  int max_receive_bytes = 33 << 20;
  // Calls that run at once; more are RESOURCE_EXHAUSTED. Each has a thread.
  int max_threads = 256;
  // Completion queues, and threads that wait at each. As measured by
  // serve_benchmark on two cores: more of them only take turns.
  int completion_queues = 2;
  int min_pollers = 1;
  int max_pollers = 2;
  // How long calls under way may take when the host stops.
  absl::Duration grace_period = absl::Seconds(10);
};

// Thread-safe.
class Host {
 public:
  // Binds the roles in order and serves. INVALID_ARGUMENT where `listen` is
  // none; UNAVAILABLE where it is taken; else the first role's error.
  static absl::StatusOr<std::unique_ptr<Host>> Start(
      const HostContext& context, const HostOptions& options,
      const std::vector<BindRole>& roles);
  // Stops, if nobody did.
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  int port() const { return port_; }
  // host:port with the port that was taken.
  std::string address() const;

  // The full names of the roles' services.
  std::vector<std::string> service_names() const;

  // A channel to this host that needs no socket, for roles that call others.
  // Not to be used once the host stops.
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // Returns when all is closed. Does nothing the second time.
  void Stop();

 private:
  Host(const HostContext& context, const HostOptions& options)
      : context_(context), options_(options) {}
  absl::Status Serve();
  void SetServing(bool serving);
  void Drain();

  const HostContext context_;
  const HostOptions options_;
  Bindings bindings_;
  std::unique_ptr<grpc::Server> server_;
  int port_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_HOST_H_
