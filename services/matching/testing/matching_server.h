// MatchingServer: the matching role in a host of its own, for tests, with a
// stub over a channel without a socket.
//
//   MemoryStore store;
//   MatchingServer server(store, absl::FromCivil(...));
//   server.stub().RecommendProjects(server.Call().get(), request, &response);
#ifndef DUIKOU_SERVICES_MATCHING_TESTING_MATCHING_SERVER_H_
#define DUIKOU_SERVICES_MATCHING_TESTING_MATCHING_SERVER_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "duikou/matching/v1/matching_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"
#include "matcher/base/check.h"
#include "prometheus/registry.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/matching/bind.h"
#include "services/rpc/access_control.h"
#include "services/rpc/call_context.h"
#include "services/rpc/host.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou::testing {

// Thread-safe but for Call().
class MatchingServer {
 public:
  // The store must outlive the server.
  explicit MatchingServer(Store& store,
                          absl::Time now = absl::FromUnixSeconds(1'420'070'400))
      : clock_(now),
        logger_("test"),
        runtime_(ids_, logger_, registry_, store, access_, {}) {
    const HostContext context{.store = store,
                              .clock = clock_,
                              .ids = ids_,
                              .logger = logger_,
                              .registry = registry_,
                              .rpc = runtime_};
    auto host = Host::Start(context, {}, {BindMatching});
    DUIKOU_CHECK(host.ok()) << host.status().ToString();
    host_ = *std::move(host);
    stub_ = matching::v1::MatchingService::NewStub(host_->InProcessChannel());
  }

  matching::v1::MatchingService::Stub& stub() { return *stub_; }
  SimulatedClock& clock() { return clock_; }
  Host& host() { return *host_; }

  // A context with a deadline; `min_revisions` such as `hubei=7`.
  static std::unique_ptr<grpc::ClientContext> Call(
      const std::string& min_revisions = "") {
    auto context = std::make_unique<grpc::ClientContext>();
    context->set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
    if (!min_revisions.empty()) {
      context->AddMetadata(kMinRevisionMetadata, min_revisions);
    }
    return context;
  }

  // One call of `method`, such as &Stub::RecommendProjects.
  template <typename Request, typename Response>
  std::pair<grpc::Status, Response> Do(
      grpc::Status (matching::v1::MatchingService::Stub::*method)(
          grpc::ClientContext*, const Request&, Response*),
      const Request& request, const std::string& min_revisions = "") {
    Response response;
    const auto context = Call(min_revisions);
    grpc::Status status =
        (stub_.get()->*method)(context.get(), request, &response);
    return {std::move(status), std::move(response)};
  }

 private:
  SimulatedClock clock_;
  SequentialIdGenerator ids_;
  spdlog::logger logger_;
  prometheus::Registry registry_;
  NoSignIn access_;
  RpcRuntime runtime_;
  std::unique_ptr<Host> host_;
  std::unique_ptr<matching::v1::MatchingService::Stub> stub_;
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_MATCHING_TESTING_MATCHING_SERVER_H_
