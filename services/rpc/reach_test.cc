// What Serve() does with a handler's answer where the caller reaches its own
// alone.
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

#include "duikou/catalogue/v1/catalogue_service.grpc.pb.h"
#include "grpcpp/create_channel.h"
#include "gtest/gtest.h"
#include "prometheus/registry.h"
#include "services/base/json_log.h"
#include "services/rpc/host.h"
#include "services/rpc/serve.h"
#include "services/store/memory/memory_store.h"
#include "spdlog/sinks/ostream_sink.h"

namespace duikou {
namespace {

using catalogue::v1::CatalogueService;
using catalogue::v1::GetProjectRequest;
using catalogue::v1::Project;

constexpr char kReachedService[] = "duikou.catalogue.v1.CatalogueService";

using ReachedHandler = std::function<absl::StatusOr<Project>(CallContext&)>;

class ReachedService final : public CatalogueService::Service {
 public:
  ReachedService(const HostContext& host, ReachedHandler handler)
      : rpc_(host.rpc, kReachedService), handler_(std::move(handler)) {}

  grpc::Status GetProject(grpc::ServerContext* context,
                          const GetProjectRequest* request,
                          Project* response) override {
    return Serve(rpc_, context, "GetProject", *request, response,
                 [this](CallContext& call, const GetProjectRequest&) {
                   return handler_(call);
                 });
  }

 private:
  ServiceRuntime rpc_;
  ReachedHandler handler_;
};

// Whoever calls is of a county, or of the office where it says `office`.
class Countyman final : public AccessControl {
 public:
  Answer Identify(absl::string_view authorization, absl::Time) override {
    auto caller = std::make_shared<Caller>();
    caller->actor = "people/li";
    caller->signed_in = true;
    caller->memberships.push_back(
        {"hubei",
         "county",
         {authorization == "office" ? type::v1::PERMISSION_GROUP_OFFICE
                                    : type::v1::PERMISSION_GROUP_RECIPIENT}});
    return std::shared_ptr<const Caller>(std::move(caller));
  }
  std::optional<Answer> TryIdentify(absl::string_view authorization) override {
    return Identify(authorization, absl::InfiniteFuture());
  }
  absl::Status WaitUntil(Revision, absl::Time) override {
    return absl::OkStatus();
  }
};

class ReachTest : public ::testing::Test {
 protected:
  grpc::StatusCode Get(ReachedHandler handler,
                       const std::string& authorization = "",
                       const std::string& programme = "hubei") {
    auto host = Host::Start(
        context_, {}, {[&](const HostContext& context, Bindings& bindings) {
          bindings.AddService(kReachedService, std::make_unique<ReachedService>(
                                                   context, handler));
          return absl::OkStatus();
        }});
    EXPECT_TRUE(host.ok()) << host.status();
    const auto stub = CatalogueService::NewStub(grpc::CreateChannel(
        (*host)->address(), grpc::InsecureChannelCredentials()));
    grpc::ClientContext client;
    if (!authorization.empty()) {
      client.AddMetadata(kAuthorizationMetadata, authorization);
    }
    GetProjectRequest request;
    request.set_name("programmes/" + programme + "/projects/p");
    Project project;
    const grpc::Status status = stub->GetProject(&client, request, &project);
    return status.error_code();
  }

  std::ostringstream log_;
  std::shared_ptr<spdlog::logger> logger_ =
      MakeJsonLogger(std::make_shared<spdlog::sinks::ostream_sink_mt>(log_));
  MemoryStore store_;
  SystemClock clock_;
  SequentialIdGenerator ids_;
  prometheus::Registry registry_;
  Countyman access_;
  RpcRuntime runtime_{ids_, *logger_, registry_, store_, access_, {}};
  HostContext context_{store_, clock_, ids_, *logger_, registry_, runtime_};
};

absl::StatusOr<Project> Blindly(CallContext&) { return Project(); }

absl::StatusOr<Project> AfterALook(CallContext& call) {
  EXPECT_EQ(call.reach().recipient.units.size(), 1u);
  return Project();
}

TEST_F(ReachTest, AnAnswerThatNobodyKeptToTheReachIsAnErrorOfOurs) {
  EXPECT_EQ(Get(Blindly), grpc::StatusCode::INTERNAL);
}

TEST_F(ReachTest, AnAnswerAfterALookAtTheReachGoesOut) {
  EXPECT_EQ(Get(AfterALook), grpc::StatusCode::OK);
}

TEST_F(ReachTest, WhoReachesEverythingNeedsNoLook) {
  EXPECT_EQ(Get(Blindly, "office"), grpc::StatusCode::OK);
}

TEST_F(ReachTest, ARefusedCallDoesNotReachTheHandler) {
  bool reached = false;
  EXPECT_EQ(Get(
                [&](CallContext& call) {
                  reached = true;
                  return Blindly(call);
                },
                "office", "henan"),
            grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_FALSE(reached);
}

}  // namespace
}  // namespace duikou
