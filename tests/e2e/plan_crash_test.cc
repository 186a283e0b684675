// kill -9 of the server in the middle of a run: the last version is there,
// whole, the run has failed, and another may begin.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "gtest/gtest.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

namespace pb = ::duikou::assignment::v1;
using pb::AssignmentRun;

constexpr char kCrashedPlan[] = "programmes/hubei/annualPlans/2016";
constexpr absl::Duration kMostPatience = absl::Seconds(60);

class PlanCrashTest : public ::testing::TestWithParam<Layout> {
 protected:
  void SetUp() override {
    auto started = Deployment::Start(GetParam());
    ASSERT_TRUE(started.ok()) << started.status();
    deployment_ = *std::move(started);
    ASSERT_TRUE(ImportSample(*deployment_, "hubei").ok());
    pb::CreateAnnualPlanRequest request;
    request.set_parent("programmes/hubei");
    request.set_annual_plan_id("2016");
    request.mutable_annual_plan()->mutable_settings()->set_most_steps(
        20'000'000);
    const auto created = Do(stub(), &AssignmentStub::CreateAnnualPlan, request);
    ASSERT_TRUE(created.ok()) << created;
  }

  AssignmentStub& stub() { return deployment_->assignment(); }

  pb::AnnualPlan Plan() {
    pb::GetAnnualPlanRequest request;
    request.set_name(kCrashedPlan);
    const auto got = Do(stub(), &AssignmentStub::GetAnnualPlan, request);
    EXPECT_TRUE(got.ok()) << got;
    return got.response;
  }
  pb::PlanVersion Version(const std::string& name) {
    pb::GetPlanVersionRequest request;
    request.set_name(name);
    const auto got = Do(stub(), &AssignmentStub::GetPlanVersion, request);
    EXPECT_TRUE(got.ok()) << got;
    return got.response;
  }
  AssignmentRun Begin() {
    pb::SolveAnnualPlanRequest request;
    request.set_name(kCrashedPlan);
    const auto begun = Do(stub(), &AssignmentStub::SolveAnnualPlan, request);
    EXPECT_TRUE(begun.ok()) << begun;
    return begun.response;
  }
  AssignmentRun Look(const std::string& name) {
    pb::GetAssignmentRunRequest request;
    request.set_name(name);
    const auto got = Do(stub(), &AssignmentStub::GetAssignmentRun, request);
    EXPECT_TRUE(got.ok()) << got;
    return got.response;
  }
  // Waits until the run has found a plan and says so.
  void AwaitAPlan(const std::string& name) {
    const absl::Time patience = absl::Now() + kMostPatience;
    while (!Look(name).has_plan()) {
      ASSERT_LT(absl::Now(), patience) << Look(name).ShortDebugString();
      absl::SleepFor(absl::Milliseconds(100));
    }
  }
  // The run once it has ended.
  AssignmentRun Await(const std::string& name) {
    const absl::Time patience = absl::Now() + kMostPatience;
    AssignmentRun run = Look(name);
    while (run.state() == AssignmentRun::STATE_RUNNING &&
           absl::Now() < patience) {
      absl::SleepFor(absl::Milliseconds(100));
      run = Look(name);
    }
    return run;
  }
  void SetMostSteps(int64_t steps) {
    pb::UpdateAnnualPlanRequest request;
    request.mutable_annual_plan()->set_name(kCrashedPlan);
    request.mutable_annual_plan()->mutable_settings()->set_most_steps(steps);
    request.mutable_update_mask()->add_paths("settings.most_steps");
    const auto updated = Do(stub(), &AssignmentStub::UpdateAnnualPlan, request);
    ASSERT_TRUE(updated.ok()) << updated;
  }

  std::unique_ptr<Deployment> deployment_;
};
DUIKOU_ON_BOTH_LAYOUTS(PlanCrashTest);

TEST_P(PlanCrashTest, Kill9InARunLeavesTheLastVersionWhole) {
  const AssignmentRun solved = Await(Begin().name());
  ASSERT_EQ(solved.state(), AssignmentRun::STATE_SUCCEEDED)
      << solved.ShortDebugString();
  const pb::PlanVersion before = Version(solved.version());
  ASSERT_GT(before.share_count(), 0);

  SetMostSteps(200'000'000'000);
  const AssignmentRun killed = Begin();
  ASSERT_NO_FATAL_FAILURE(AwaitAPlan(killed.name()));
  EXPECT_EQ(Look(killed.name()).state(), AssignmentRun::STATE_RUNNING);
  deployment_->Kill9("assignment");
  ASSERT_TRUE(deployment_->Restart("assignment").ok());

  // A process that has the store alone knows at once.
  if (GetParam() == Layout::kOneProcess) {
    EXPECT_EQ(Look(killed.name()).state(), AssignmentRun::STATE_FAILED);
  }
  EXPECT_EQ(Await(killed.name()).state(), AssignmentRun::STATE_FAILED);
  EXPECT_EQ(Plan().current_version(), before.name());
  EXPECT_EQ(Plan().version_count(), 1);
  EXPECT_EQ(Version(before.name()).SerializeAsString(),
            before.SerializeAsString());

  SetMostSteps(20'000'000);
  const AssignmentRun again = Await(Begin().name());
  EXPECT_EQ(again.state(), AssignmentRun::STATE_SUCCEEDED)
      << again.ShortDebugString();
  EXPECT_EQ(Plan().version_count(), 2);
}

TEST_P(PlanCrashTest, ARunThatIsCancelledMakesNoVersion) {
  SetMostSteps(200'000'000'000);
  const AssignmentRun begun = Begin();
  pb::CancelAssignmentRunRequest request;
  request.set_name(begun.name());
  const auto asked = Do(stub(), &AssignmentStub::CancelAssignmentRun, request);
  ASSERT_TRUE(asked.ok()) << asked;
  EXPECT_TRUE(asked.response.cancel_requested());
  EXPECT_EQ(Await(begun.name()).state(), AssignmentRun::STATE_CANCELLED);
  EXPECT_EQ(Plan().version_count(), 0);
}

}  // namespace
}  // namespace duikou::e2e
