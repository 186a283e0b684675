// RoleServer: a role in a host of its own, for tests, over a channel without a
// socket; for the role's services, as they are in its protos.
//
//   class FairServer : public RoleServer<FairService, TimetableService> {
//    public:
//     explicit FairServer(Store& store) : RoleServer(store, BindFair) {}
//   };
//   FairServer server(store);
//   auto fair = server.Do(&FairService::Stub::GetFair, request);  // StatusOr
#ifndef DUIKOU_SERVICES_RPC_TESTING_ROLE_SERVER_H_
#define DUIKOU_SERVICES_RPC_TESTING_ROLE_SERVER_H_

#include <memory>
#include <tuple>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "grpcpp/grpcpp.h"
#include "matcher/base/check.h"
#include "prometheus/registry.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/rpc/access_control.h"
#include "services/rpc/host.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou::testing {

// Thread-safe.
template <typename... Services>
class RoleServer {
 public:
  // The store must outlive the server. It is 2015.
  RoleServer(Store& store, BindRole bind, bool sole_process = false)
      : clock_(absl::FromUnixSeconds(1'420'070'400)),
        logger_("test"),
        runtime_(ids_, logger_, registry_, store, access_, {}) {
    auto host = Host::Start({.store = store,
                             .clock = clock_,
                             .ids = ids_,
                             .logger = logger_,
                             .registry = registry_,
                             .rpc = runtime_,
                             .sole_process = sole_process},
                            {}, {std::move(bind)});
    DUIKOU_CHECK(host.ok()) << host.status().ToString();
    host_ = *std::move(host);
    stubs_ = {Services::NewStub(host_->InProcessChannel())...};
  }

  SimulatedClock& clock() { return clock_; }

  // One call of a method of one of the services.
  template <typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Do(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                           const Request&,
                                                           Response*),
                              const Request& request) {
    Stub& stub = *std::get<std::unique_ptr<Stub>>(stubs_);
    Response response;
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (status.ok()) return response;
    return absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                        status.error_message());
  }

 private:
  SimulatedClock clock_;
  RandomIdGenerator ids_;
  spdlog::logger logger_;
  prometheus::Registry registry_;
  NoSignIn access_;
  RpcRuntime runtime_;
  std::unique_ptr<Host> host_;
  std::tuple<std::unique_ptr<typename Services::Stub>...> stubs_;
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_RPC_TESTING_ROLE_SERVER_H_
