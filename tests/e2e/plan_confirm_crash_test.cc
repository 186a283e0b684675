// kill -9 of the server while a plan is being confirmed or amended: it is
// wholly so afterwards, or wholly not, and the same request settles which.
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gtest/gtest.h"
#include "services/programme/testing/small_programme.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

namespace pb = ::duikou::assignment::v1;
using pb::AnnualPlan;
using pb::AssignmentRun;
using pb::PlanShare;
using pb::PlanVersion;

constexpr int kFirstYear = 2014;
constexpr int kLastYear = 2020;
constexpr int kMostKillsAPlan = 3;
constexpr int kAmendments = 10;
constexpr int kProjects = 40;
// Enough that a confirmation writes a few dozen records at once.
constexpr int kLeastShares = 20;

// Supporter, project, fund kind.
using ShareKey = std::tuple<std::string, std::string, std::string>;
using Amounts = std::map<ShareKey, int64_t>;

template <typename Share>
ShareKey KeyOf(const Share& share) {
  return {share.supporter(), share.project(), share.fund_kind()};
}

// Two supporters, each with means for 16 shares of a million yuan a year, and
// projects that need more than both give in all years.
absl::Status WriteProgramme(Store& store) {
  testing::WriteSmallProgramme(store);
  for (const char* unit : {"fund", "city"}) {
    testing::PutText(store, "profiles", unit, R"pb(
      strengths { sector: "@sectors/tea" strength: 90 }
      givings {
        fund_kind: "grant"
        usual_fen: 100000000
        most_fen: 100000000
        means_fen: 1600000000
      })pb");
  }
  for (int i = 0; i < kProjects; ++i) {
    testing::PutText(store, "projects", absl::StrCat("park-", i), R"pb(
      display_name { zh: "茶叶加工园" }
      area: "@areas/zigui"
      sector: "@sectors/tea"
      fund_needs { fund_kind: "grant" total_fen: 3000000000 }
      shareable: true
      first_year: 2014
      last_year: 2020
      state: STATE_OPEN
      publish_time { seconds: 1400000000 })pb");
  }
  return absl::OkStatus();
}

// Where in a call a kill falls: about where the ones before have found the
// commit to be, at random to either side.
class Aim {
 public:
  absl::Duration Next() {
    return delay_ * std::uniform_real_distribution<double>(0.6, 1.4)(random_);
  }
  // Whether the last kill came after the commit.
  void Tell(bool too_late) { delay_ = too_late ? delay_ * 0.7 : delay_ * 1.3; }

 private:
  std::minstd_rand random_{20'150'101};
  absl::Duration delay_ = absl::Milliseconds(3);
};

class PlanConfirmCrashTest : public ::testing::TestWithParam<Layout> {
 protected:
  void SetUp() override {
    auto started = Deployment::Start(GetParam(), {.fill = WriteProgramme});
    ASSERT_TRUE(started.ok()) << started.status();
    deployment_ = *std::move(started);
  }

  AssignmentStub& stub() { return deployment_->assignment(); }

  static std::string PlanName(int year) {
    return absl::StrCat("programmes/hubei/annualPlans/", year);
  }
  template <typename Request, typename Response>
  Response Must(grpc::Status (AssignmentStub::*method)(grpc::ClientContext*,
                                                       const Request&,
                                                       Response*),
                const Request& request) {
    const auto answer = Do(stub(), method, request);
    EXPECT_TRUE(answer.ok()) << answer << " " << request.ShortDebugString();
    return answer.response;
  }
  AnnualPlan Plan(int year) {
    pb::GetAnnualPlanRequest request;
    request.set_name(PlanName(year));
    return Must(&AssignmentStub::GetAnnualPlan, request);
  }
  PlanVersion Version(const std::string& name) {
    pb::GetPlanVersionRequest request;
    request.set_name(name);
    return Must(&AssignmentStub::GetPlanVersion, request);
  }
  std::vector<PlanShare> Shares(int year) {
    pb::ListPlanSharesRequest request;
    request.set_parent(PlanName(year));
    request.set_page_size(1000);
    const auto all = Must(&AssignmentStub::ListPlanShares, request);
    EXPECT_EQ(all.next_page_token(), "");
    return {all.plan_shares().begin(), all.plan_shares().end()};
  }
  Amounts Commitments(int year) {
    profiles::v1::ListCommitmentsRequest request;
    request.set_parent("programmes/hubei");
    request.set_page_size(1000);
    const auto all =
        Do(deployment_->profiles(), &ProfilesStub::ListCommitments, request);
    EXPECT_TRUE(all.ok()) << all;
    EXPECT_EQ(all.response.next_page_token(), "");
    Amounts amounts;
    for (const auto& commitment : all.response.commitments()) {
      if (commitment.year() != year) continue;
      EXPECT_TRUE(
          amounts.emplace(KeyOf(commitment), commitment.amount_fen()).second)
          << commitment.ShortDebugString();
    }
    return amounts;
  }

  // A plan of the year that only has to be confirmed.
  void MakePlan(int year) {
    pb::CreateAnnualPlanRequest create;
    create.set_parent("programmes/hubei");
    create.set_annual_plan_id(absl::StrCat(year));
    create.mutable_annual_plan()->mutable_settings()->set_most_steps(1'000'000);
    Must(&AssignmentStub::CreateAnnualPlan, create);
    pb::SolveAnnualPlanRequest solve;
    solve.set_name(PlanName(year));
    pb::GetAssignmentRunRequest look;
    look.set_name(Must(&AssignmentStub::SolveAnnualPlan, solve).name());
    AssignmentRun run;
    do {
      absl::SleepFor(absl::Milliseconds(5));
      run = Must(&AssignmentStub::GetAssignmentRun, look);
    } while (run.state() == AssignmentRun::STATE_RUNNING);
    ASSERT_EQ(run.state(), AssignmentRun::STATE_SUCCEEDED)
        << run.ShortDebugString();
    pb::ProposeAnnualPlanRequest propose;
    propose.set_name(PlanName(year));
    propose.mutable_answer_due_time()->set_seconds(
        absl::ToUnixSeconds(absl::Now() + absl::Hours(24)));
    Must(&AssignmentStub::ProposeAnnualPlan, propose);
    AcceptAll(year);
  }
  void AcceptAll(int year) {
    const std::vector<PlanShare> shares = Shares(year);
    ASSERT_GE(shares.size(), kLeastShares);
    for (const PlanShare& share : shares) {
      for (const pb::ShareSide side :
           {pb::SHARE_SIDE_SUPPORTER, pb::SHARE_SIDE_RECIPIENT}) {
        pb::AnswerShareRequest request;
        request.set_name(share.name());
        request.set_answer(pb::ANSWER_ACCEPT);
        request.set_side(side);
        Must(&AssignmentStub::AnswerShare, request);
      }
    }
  }

  // What the call answers while the server is killed, which serves again
  // afterwards.
  template <typename Request, typename Response>
  Answer<Response> KillDuring(
      grpc::Status (AssignmentStub::*method)(grpc::ClientContext*,
                                             const Request&, Response*),
      const Request& request) {
    Answer<Response> answer;
    absl::Notification begins;
    std::thread caller([&] {
      begins.Notify();
      answer = Do(stub(), method, request);
    });
    begins.WaitForNotification();
    absl::SleepFor(aim_.Next());
    deployment_->Kill9("assignment");
    caller.join();
    if (!answer.ok()) {
      EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::UNAVAILABLE)
          << answer;
    }
    const absl::Status restarted = deployment_->Restart("assignment");
    EXPECT_TRUE(restarted.ok()) << restarted;
    return answer;
  }

  // The plan says that it is confirmed, every share is a commitment, and both
  // are those of its current version to the fen; or it says that it is not,
  // and there are none.
  void ExpectWhole(int year) {
    const AnnualPlan plan = Plan(year);
    const bool confirmed = plan.state() == AnnualPlan::STATE_CONFIRMED;
    EXPECT_EQ(plan.confirmed_version(),
              confirmed ? plan.proposed_version() : "");
    EXPECT_EQ(plan.has_confirm_time(), confirmed);
    const PlanVersion version = Version(plan.current_version());
    Amounts planned, shared;
    int64_t total = 0;
    for (const auto& share : version.shares()) {
      planned[KeyOf(share)] = share.amount_fen();
      total += share.amount_fen();
    }
    for (const PlanShare& share : Shares(year)) {
      shared[KeyOf(share)] = share.amount_fen();
      EXPECT_EQ(share.commitment().empty(), !confirmed) << share.name();
    }
    ASSERT_EQ(version.kind_totals_size(), 1);
    EXPECT_EQ(version.kind_totals(0).amount_fen(), total);
    EXPECT_EQ(shared, planned);
    EXPECT_EQ(Commitments(year), confirmed ? planned : Amounts());
  }

  // Kills the server while the plan is confirmed, until one kill came too late,
  // and settles what is left open by the same request.
  void ConfirmUnderKills(int year) {
    pb::ConfirmAnnualPlanRequest confirm;
    confirm.set_name(PlanName(year));
    confirm.set_etag(Plan(year).etag());
    confirm.set_request_id(absl::StrCat("confirm-", year));
    AnnualPlan found = Plan(year);
    for (int kill = 0;
         kill < kMostKillsAPlan && found.state() != AnnualPlan::STATE_CONFIRMED;
         ++kill) {
      const auto answer =
          KillDuring(&AssignmentStub::ConfirmAnnualPlan, confirm);
      ExpectWhole(year);
      found = Plan(year);
      const bool confirmed = found.state() == AnnualPlan::STATE_CONFIRMED;
      aim_.Tell(confirmed);
      if (answer.ok()) {
        EXPECT_TRUE(confirmed);
        EXPECT_EQ(answer.response.SerializeAsString(),
                  found.SerializeAsString());
      }
    }
    const AnnualPlan again = Must(&AssignmentStub::ConfirmAnnualPlan, confirm);
    ExpectWhole(year);
    EXPECT_EQ(again.state(), AnnualPlan::STATE_CONFIRMED);
    EXPECT_EQ(again.SerializeAsString(), Plan(year).SerializeAsString());
    if (found.state() != AnnualPlan::STATE_CONFIRMED) return;
    EXPECT_EQ(again.SerializeAsString(), found.SerializeAsString());
  }

  // All shares of the current version, a yuan less each.
  pb::AmendAnnualPlanRequest Amendment(int year, int number) {
    pb::AmendAnnualPlanRequest amend;
    amend.set_name(PlanName(year));
    amend.set_reason("年中调减");
    amend.set_request_id(absl::StrCat("amend-", year, "-", number));
    const PlanVersion version = Version(Plan(year).current_version());
    for (const auto& share : version.shares()) {
      pb::ShareAmendment& change = *amend.add_changes();
      change.set_project(share.project());
      change.set_supporter(share.supporter());
      change.set_fund_kind(share.fund_kind());
      change.set_amount_fen(share.amount_fen() - 100);
    }
    return amend;
  }
  void AmendUnderKill(int year, int number) {
    const pb::AmendAnnualPlanRequest amend = Amendment(year, number);
    const AnnualPlan before = Plan(year);
    const auto answer = KillDuring(&AssignmentStub::AmendAnnualPlan, amend);
    ExpectWhole(year);
    const AnnualPlan found = Plan(year);
    const bool amended = found.version_count() > before.version_count();
    aim_.Tell(amended);
    if (!amended) {
      EXPECT_FALSE(answer.ok());
      EXPECT_EQ(found.SerializeAsString(), before.SerializeAsString());
    }
    const PlanVersion again = Must(&AssignmentStub::AmendAnnualPlan, amend);
    ExpectWhole(year);
    EXPECT_EQ(again.number(), before.version_count() + 1);
    EXPECT_EQ(Plan(year).version_count(), before.version_count() + 1);
    EXPECT_EQ(Plan(year).current_version(), again.name());
    if (answer.ok()) {
      EXPECT_EQ(again.SerializeAsString(), answer.response.SerializeAsString());
    }
  }

  std::unique_ptr<Deployment> deployment_;
  Aim aim_;
};
DUIKOU_ON_BOTH_LAYOUTS(PlanConfirmCrashTest);

TEST_P(PlanConfirmCrashTest, Kill9LeavesAPlanConfirmedWhollyOrNotAtAll) {
  for (int year = kFirstYear; year <= kLastYear; ++year) {
    ASSERT_NO_FATAL_FAILURE(MakePlan(year)) << year;
    ASSERT_NO_FATAL_FAILURE(ExpectWhole(year)) << year;
    ASSERT_NO_FATAL_FAILURE(ConfirmUnderKills(year)) << year;
  }
}

TEST_P(PlanConfirmCrashTest, Kill9LeavesAnAmendmentMadeWhollyOrNotAtAll) {
  ASSERT_NO_FATAL_FAILURE(MakePlan(kFirstYear));
  pb::ConfirmAnnualPlanRequest confirm;
  confirm.set_name(PlanName(kFirstYear));
  confirm.set_etag(Plan(kFirstYear).etag());
  Must(&AssignmentStub::ConfirmAnnualPlan, confirm);
  for (int number = 0; number < kAmendments; ++number) {
    ASSERT_NO_FATAL_FAILURE(AmendUnderKill(kFirstYear, number)) << number;
  }
}

}  // namespace
}  // namespace duikou::e2e
