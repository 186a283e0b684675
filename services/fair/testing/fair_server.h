// FairServer: the role `fair` in a host of its own, for tests, over a
// channel without a socket.
//
//   MemoryStore store;
//   FairServer server(store);
//   auto fair = server.Do(&Stub::GetFair, request);   // StatusOr
#ifndef DUIKOU_SERVICES_FAIR_TESTING_FAIR_SERVER_H_
#define DUIKOU_SERVICES_FAIR_TESTING_FAIR_SERVER_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "duikou/fair/v1/fair_service.grpc.pb.h"
#include "duikou/fair/v1/timetable_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"
#include "matcher/base/check.h"
#include "prometheus/registry.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/fair/bind.h"
#include "services/rpc/access_control.h"
#include "services/rpc/host.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou::testing {

// Thread-safe.
class FairServer {
 public:
  using Stub = fair::v1::FairService::Stub;
  using TimetableStub = fair::v1::TimetableService::Stub;

  // The store must outlive the server. It is 2015.
  explicit FairServer(Store& store)
      : clock_(absl::FromUnixSeconds(1'420'070'400)),
        logger_("test"),
        runtime_(ids_, logger_, registry_, store, access_, {}) {
    auto host = Host::Start({.store = store,
                             .clock = clock_,
                             .ids = ids_,
                             .logger = logger_,
                             .registry = registry_,
                             .rpc = runtime_},
                            {}, {BindFair});
    DUIKOU_CHECK(host.ok()) << host.status().ToString();
    host_ = *std::move(host);
    stub_ = fair::v1::FairService::NewStub(host_->InProcessChannel());
    timetables_ =
        fair::v1::TimetableService::NewStub(host_->InProcessChannel());
  }

  SimulatedClock& clock() { return clock_; }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Do(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                           const Request&,
                                                           Response*),
                              const Request& request) {
    return DoOn(*stub_, method, request);
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Do(
      grpc::Status (TimetableStub::*method)(grpc::ClientContext*,
                                            const Request&, Response*),
      const Request& request) {
    return DoOn(*timetables_, method, request);
  }

 private:
  template <typename AnyStub, typename Request, typename Response>
  absl::StatusOr<Response> DoOn(
      AnyStub& stub,
      grpc::Status (AnyStub::*method)(grpc::ClientContext*, const Request&,
                                      Response*),
      const Request& request) {
    Response response;
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    const grpc::Status status = (stub.*method)(&context, request, &response);
    if (status.ok()) return response;
    return absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                        status.error_message());
  }

  SimulatedClock clock_;
  RandomIdGenerator ids_;
  spdlog::logger logger_;
  prometheus::Registry registry_;
  NoSignIn access_;
  RpcRuntime runtime_;
  std::unique_ptr<Host> host_;
  std::unique_ptr<Stub> stub_;
  std::unique_ptr<TimetableStub> timetables_;
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_FAIR_TESTING_FAIR_SERVER_H_
