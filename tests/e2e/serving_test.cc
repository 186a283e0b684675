// What a server promises whatever it serves: health, reflection, deadlines,
// least revisions, metrics, and an end without harm to the calls under way.
#include <signal.h>

#include <algorithm>
#include <string>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

namespace pb = ::duikou::matching::v1;
using ::testing::AnyOf;
using ::testing::HasSubstr;

// Of its own, since these tests end servers.
class ServingTest : public ::testing::TestWithParam<Layout> {
 protected:
  void Start(DeploymentOptions options = {}) {
    auto started = Deployment::Start(GetParam(), std::move(options));
    ASSERT_TRUE(started.ok()) << started.status();
    deployment_ = *std::move(started);
    catalogue::v1::CreateProgrammeRequest request;
    request.set_programme_id("p");
    catalogue::v1::Programme& programme = *request.mutable_programme();
    programme.mutable_display_name()->set_zh("规划");
    programme.set_first_year(2014);
    programme.set_last_year(2020);
    programme.add_fund_kinds()->set_id("grant");
    programme.mutable_fund_kinds(0)->mutable_display_name()->set_zh("援助");
    const auto created =
        Do(deployment_->catalogue(), &CatalogueStub::CreateProgramme, request);
    ASSERT_TRUE(created.ok()) << created;
  }

  // A call that waits until its deadline.
  Answer<pb::RecommendProjectsResponse> Wait(absl::Duration deadline) {
    pb::RecommendProjectsRequest request;
    request.set_supporter("programmes/p/units/u");
    return Do(deployment_->matching(), &MatchingStub::RecommendProjects,
              request, {.deadline = deadline, .min_revision = "p=1000000"});
  }

  // Returns when the role's process has a call of ours under way.
  void AwaitRunning(const std::string& role) {
    const absl::Time deadline = absl::Now() + absl::Seconds(30);
    while (!absl::StrContains(deployment_->Metrics(role),
                              "duikou_rpc_calls_running 1")) {
      ASSERT_LT(absl::Now(), deadline);
      absl::SleepFor(absl::Milliseconds(2));
    }
  }

  std::unique_ptr<Deployment> deployment_;
};
DUIKOU_ON_BOTH_LAYOUTS(ServingTest);

TEST_P(ServingTest, HealthKnowsEachServiceAndTheWhole) {
  Start();
  for (const auto& [role, services] : RoleServices()) {
    for (const std::string& service : services) {
      EXPECT_TRUE(IsServing(deployment_->channel(role), service)) << service;
    }
    EXPECT_TRUE(IsServing(deployment_->channel(role), "")) << role;
    EXPECT_FALSE(IsServing(deployment_->channel(role), "duikou.nothing.v1.No"));
  }
}

TEST_P(ServingTest, ReflectionListsTheServices) {
  Start();
  for (const auto& [role, services] : RoleServices()) {
    const auto context = NewContext({});
    // ServerReflectionRequest{list_services: "*"}.
    const RawAnswer answer =
        DoRaw(deployment_->channel(role),
              "grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo",
              "\x3a\x01*", *context);
    ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
    ASSERT_EQ(answer.messages.size(), 1);
    for (const std::string& service : services) {
      EXPECT_THAT(answer.messages[0], HasSubstr(service));
    }
    EXPECT_THAT(answer.messages[0], HasSubstr("grpc.health.v1.Health"));
  }
}

TEST_P(ServingTest, AWaitEndsWithTheDeadline) {
  Start();
  const absl::Time start = absl::Now();
  const auto waited = Wait(absl::Milliseconds(300));
  EXPECT_EQ(waited.status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_LT(absl::Now() - start, absl::Seconds(20));
}

TEST_P(ServingTest, AStopLetsTheCallUnderWayEnd) {
  Start({.flags = {"--grace_period", "60s"}, .metrics = true});
  ServerProcess& server = deployment_->process("matching");
  Answer<pb::RecommendProjectsResponse> waited;
  std::thread caller([&] { waited = Wait(absl::Seconds(3)); });
  AwaitRunning("matching");
  server.Signal(SIGTERM);
  caller.join();
  // Ended by its own deadline, not by the server's end.
  EXPECT_EQ(waited.status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED)
      << waited;
  EXPECT_EQ(server.AwaitExit(), 0);
  EXPECT_FALSE(IsServing(deployment_->channel("matching"), ""));
  ASSERT_TRUE(deployment_->Restart("matching").ok());
}

TEST_P(ServingTest, TheGracePeriodIsTheLimit) {
  Start({.flags = {"--grace_period", "1s"}, .metrics = true});
  ServerProcess& server = deployment_->process("matching");
  Answer<pb::RecommendProjectsResponse> waited;
  std::thread caller([&] { waited = Wait(absl::Seconds(60)); });
  AwaitRunning("matching");
  server.Signal(SIGTERM);
  caller.join();
  EXPECT_THAT(waited.status.error_code(),
              AnyOf(grpc::StatusCode::CANCELLED, grpc::StatusCode::UNAVAILABLE))
      << waited;
  EXPECT_EQ(server.AwaitExit(), 0);
}

TEST_P(ServingTest, AnImportUnderWayIsFinishedBeforeTheEnd) {
  Start({.flags = {"--grace_period", "60s"}});
  std::string content = "领域编号,领域名称\n";
  constexpr int kRows = 4'000;
  for (int row = 0; row < kRows; ++row) {
    absl::StrAppend(&content, "s-", row, ",领域", row, "\n");
  }
  type::v1::ImportResourcesRequest request;
  request.set_parent("programmes/p");
  request.set_collection("sectors");
  request.set_content(content);
  const auto context = NewContext({});
  const auto reader =
      deployment_->catalogue().ImportResources(context.get(), request);
  type::v1::ImportResourcesResponse message;
  ASSERT_TRUE(reader->Read(&message));
  ServerProcess& server = deployment_->process("catalogue");
  server.Signal(SIGTERM);
  while (reader->Read(&message)) {
  }
  const grpc::Status status = reader->Finish();
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(message.summary().created(), kRows);
  EXPECT_EQ(server.AwaitExit(), 0);
  ASSERT_TRUE(deployment_->Restart("catalogue").ok());
  const auto exported = Export(*deployment_, "p", "sectors");
  ASSERT_TRUE(exported.ok()) << exported.status();
  EXPECT_EQ(std::count(exported->begin(), exported->end(), '\n'), kRows + 1);
}

TEST_P(ServingTest, ACallerWhoGoesEndsItsImport) {
  Start();
  std::string content = "领域编号,领域名称\n";
  for (int row = 0; row < 4'000; ++row) {
    absl::StrAppend(&content, "s-", row, ",领域", row, "\n");
  }
  type::v1::ImportResourcesRequest request;
  request.set_parent("programmes/p");
  request.set_collection("sectors");
  request.set_content(content);
  const auto context = NewContext({});
  const auto reader =
      deployment_->catalogue().ImportResources(context.get(), request);
  context->TryCancel();
  type::v1::ImportResourcesResponse message;
  while (reader->Read(&message)) {
  }
  EXPECT_EQ(reader->Finish().error_code(), grpc::StatusCode::CANCELLED);
  // All rows or none, whichever was first.
  const auto exported = Export(*deployment_, "p", "sectors");
  ASSERT_TRUE(exported.ok()) << exported.status();
  EXPECT_THAT(std::count(exported->begin(), exported->end(), '\n'),
              AnyOf(1, 4'001));
}

TEST_P(ServingTest, MetricsCountTheCallsByMethodAndCode) {
  Start({.metrics = true});
  catalogue::v1::GetAreaRequest get;
  get.set_name("programmes/p/areas/none");
  Do(deployment_->catalogue(), &CatalogueStub::GetArea, get);
  const std::string page = deployment_->Metrics("catalogue");
  EXPECT_THAT(page, HasSubstr("GetArea"));
  EXPECT_THAT(page, HasSubstr("NOT_FOUND"));
  EXPECT_THAT(page, HasSubstr("CreateProgramme"));
  EXPECT_THAT(page, HasSubstr("_bucket"));
}

}  // namespace
}  // namespace duikou::e2e
