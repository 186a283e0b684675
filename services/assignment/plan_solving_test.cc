// A plan that is solved: what a version is, what pins and bans do to it, and
// what a run is.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assignment/run_records.h"
#include "services/assignment/testing/plan_test.h"
#include "services/programme/testing/small_programme.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kDeadRun[] =
    "name: 'programmes/hubei/annualPlans/2015/runs/r-dead'";

class PlanSolvingTest : public testing::PlanTest {
 protected:
  // The plan's last run: of a process that is gone.
  void PutDeadRun(const std::string& id = "r-dead") {
    AssignmentRun dead;
    dead.set_name(absl::StrCat(kPlan, "/runs/", id));
    dead.set_state(AssignmentRun::STATE_RUNNING);
    dead.set_runner("runner-dead");
    dead.mutable_update_time()->set_seconds(
        absl::ToUnixSeconds(server_->clock().Now()));
    AnnualPlan plan = Plan();
    plan.clear_etag();
    plan.set_last_run(dead.name());
    CommitRequest commit{.partition = "hubei"};
    commit.mutations = {
        PutRun(dead, ::duikou::Expectation::Absent()),
        Mutation::Put("annualPlans", "2015", plan.SerializeAsString(),
                      ::duikou::Expectation::Any())};
    ASSERT_TRUE(store_.Commit(commit).ok());
  }
};

TEST_F(PlanSolvingTest, SolvesQuotasIntoAProvenVersion) {
  Create();
  const PlanVersion version = Solve("reason: '初稿'");
  EXPECT_EQ(version.number(), 1);
  EXPECT_EQ(version.reason(), "初稿");
  EXPECT_EQ(version.origin(), PlanVersion::ORIGIN_SOLVED);
  EXPECT_EQ(version.worth().gap_basis_points(), 0);
  EXPECT_EQ(version.worth().change_loss_fen(), 0);
  EXPECT_LE(version.worth().value_fen(), version.worth().bound_fen());
  ExpectTotalsAgree(version);
  // Both teas are met. Fund gives no more than its means, 400 万元, and no less
  // than its quota, 300; city owes 100 and gives more: a quota is no ceiling.
  const int64_t of_fund =
      AmountOf(version, "fund", "tea-1") + AmountOf(version, "fund", "tea-2");
  const int64_t of_city =
      AmountOf(version, "city", "tea-1") + AmountOf(version, "city", "tea-2");
  EXPECT_EQ(of_fund + of_city, 800'000'000);
  EXPECT_LE(of_fund, 400'000'000);
  EXPECT_GE(of_fund, 300'000'000);
  EXPECT_EQ(AmountOf(version, "city", "hotel"), 5'000'000'000);
  // Policy funds are given by departments alone, and fund gives none.
  EXPECT_EQ(AmountOf(version, "city", "clinic"), 0);
}

TEST_F(PlanSolvingTest, AVersionIsMadeAgainFromItsInputAndCertified) {
  Create(
      "floors { area: 'programmes/hubei/areas/reservoir' "
      "amount_fen: 900000000 }");
  const PlanVersion version = Solve();
  ExpectMadeAgain(version);
  ASSERT_EQ(version.floors_size(), 1);
  // Zigui, its places and Badong: both teas, and the clinic that nobody gives.
  EXPECT_EQ(version.floors(0).given_fen(), 800'000'000);
  EXPECT_EQ(version.floors(0).short_fen(), 100'000'000);
}

TEST_F(PlanSolvingTest, APinHoldsAndABanToo) {
  Create();
  Solve();
  Ok(Do(
      &Stub::PinShare,
      absl::StrCat(kName, kCityTea2,
                   "fund_kind: 'grant' amount_fen: 150000000 reason: '协商'")));
  const AnnualPlan plan =
      Ok(Do(&Stub::BanShare, absl::StrCat(kName, kFundTea1, "reason: '不符'")));
  EXPECT_EQ(plan.constraints_size(), 2);
  const PlanVersion version = Solve("reason: '锁定后重算'");
  EXPECT_EQ(version.number(), 2);
  EXPECT_EQ(AmountOf(version, "city", "tea-2"), 150'000'000);
  EXPECT_EQ(AmountOf(version, "fund", "tea-1"), 0);
  ExpectMadeAgain(version);
  EXPECT_EQ(version.constraints_size(), 2);
  ExpectTotalsAgree(version);
  Ok(Do(&Stub::ReleaseShare, absl::StrCat(kName, kFundTea1)));
  EXPECT_THAT(Error(Do(&Stub::ReleaseShare, absl::StrCat(kName, kFundTea1))),
              HasSubstr("NOT_FOUND"));
  EXPECT_EQ(Plan().constraints_size(), 1);
}

TEST_F(PlanSolvingTest, APinThatCannotHoldIsAnAnswerThatSaysWhy) {
  Create();
  // Fund gives no cooperation.
  Ok(Do(&Stub::PinShare,
        absl::StrCat(kName,
                     "supporter: 'programmes/hubei/units/fund' project: "
                     "'programmes/hubei/projects/hotel' fund_kind: 'coop' "
                     "reason: 'x'")));
  const AssignmentRun run = SolveAs();
  EXPECT_EQ(run.state(), AssignmentRun::STATE_INFEASIBLE)
      << run.ShortDebugString();
  ASSERT_FALSE(run.clash().empty());
  EXPECT_THAT(run.clash(0).text().en(), HasSubstr("hotel"));
  EXPECT_EQ(run.failure().zh(), "锁定与限制不能同时成立");
  EXPECT_EQ(Plan().current_version(), "");
}

TEST_F(PlanSolvingTest, OneRunAtATimeAndOneThatDiedIsFailed) {
  Create();
  ASSERT_NO_FATAL_FAILURE(PutDeadRun());
  EXPECT_THAT(Error(Do(&Stub::SolveAnnualPlan, kName)),
              HasSubstr("is being solved, by"));
  EXPECT_THAT(Error(Do(&Stub::DeleteAnnualPlan, kName)),
              HasSubstr("is being solved"));
  server_->clock().Advance(kRunLease);
  const AssignmentRun shown = Ok(Do(&Stub::GetAssignmentRun, kDeadRun));
  EXPECT_EQ(shown.state(), AssignmentRun::STATE_FAILED);
  EXPECT_EQ(shown.failure().zh(), "求解未完成，服务器进程已结束");
  EXPECT_EQ(shown.failure().en(), "its process ended before it did");
  EXPECT_EQ(Solve().number(), 1);
  EXPECT_THAT(Error(Do(&Stub::CancelAssignmentRun, kDeadRun)),
              HasSubstr("has ended already"));
}

TEST_F(PlanSolvingTest, WhereNoOtherProcessCanBeADeadRunIsFailedAtOnce) {
  server_ = std::make_unique<testing::AssignmentServer>(store_,
                                                        /*sole_process=*/true);
  Create();
  ASSERT_NO_FATAL_FAILURE(PutDeadRun());
  EXPECT_EQ(Ok(Do(&Stub::GetAssignmentRun, kDeadRun)).state(),
            AssignmentRun::STATE_FAILED);
  EXPECT_EQ(Solve().number(), 1);
  ASSERT_NO_FATAL_FAILURE(PutDeadRun("r-dead-too"));
  EXPECT_TRUE(Do(&Stub::DeleteAnnualPlan, kName).ok());
}

TEST_F(PlanSolvingTest, OneSupporterGivesWhatItMay) {
  testing::DeleteRecord(store_, "profiles", "city");
  Create();
  const PlanVersion version = Solve();
  // All of its means, and no more: both teas need twice of it.
  EXPECT_EQ(
      AmountOf(version, "fund", "tea-1") + AmountOf(version, "fund", "tea-2"),
      400'000'000);
  EXPECT_EQ(AmountOf(version, "city", "hotel"), 0);
  ExpectTotalsAgree(version);
  ExpectMadeAgain(version);
}

TEST_F(PlanSolvingTest, AllThatIsBannedLeavesTheQuotasOwed) {
  Create();
  for (const char* unit : {"fund", "city"}) {
    for (const char* project : {"tea-1", "tea-2", "hotel", "clinic"}) {
      Ok(Do(&Stub::BanShare,
            absl::StrCat(kName,
                         "reason: '不符' supporter: "
                         "'programmes/hubei/units/",
                         unit, "' project: 'programmes/hubei/projects/",
                         project, "'")));
    }
  }
  const PlanVersion version = Solve();
  EXPECT_THAT(Shares(version), IsEmpty());
  EXPECT_TRUE(version.nothing_to_do());
  ASSERT_EQ(version.balances_size(), 3);
  for (const auto& balance : version.balances()) {
    EXPECT_EQ(balance.given_fen(), 0);
    EXPECT_EQ(balance.short_fen(), balance.quota_fen());
    EXPECT_EQ(balance.binding(),
              assignment::v1::SupporterBalance::BINDING_NO_PROJECT);
  }
  ExpectMadeAgain(version);
}

TEST_F(PlanSolvingTest, TheLargestQuotaIsOwedToTheFen) {
  // With what city owes, all the money that can be counted.
  constexpr int64_t kMostFen = 9'000'000'000'000'000 - 3'100'000'000;
  Quota("fund", "grant", kMostFen);
  Create();
  const PlanVersion version = Solve();
  ExpectTotalsAgree(version);
  ExpectMadeAgain(version);
  int owed = 0;
  for (const auto& balance : version.balances()) {
    if (LastId(balance.supporter()) != "fund") continue;
    ++owed;
    EXPECT_EQ(balance.quota_fen(), kMostFen);
    EXPECT_EQ(balance.short_fen(), kMostFen - balance.given_fen());
  }
  EXPECT_EQ(owed, 1);
}

TEST_F(PlanSolvingTest, QuotasThatAreTooMuchTogetherAreRefused) {
  Create();
  Quota("fund", "grant", 9'000'000'000'000'000);
  EXPECT_THAT(Error(Do(&Stub::SolveAnnualPlan, kName)),
              AllOf(HasSubstr("FAILED_PRECONDITION"),
                    HasSubstr("programmes/hubei/units/fund: owes "
                              "90,000,000,000,000 yuan of \"grant\" in 2015, "
                              "the most of all units; together it is over "
                              "90,000,000,000,000 yuan")));
  EXPECT_EQ(Plan().version_count(), 0);
}

TEST_F(PlanSolvingTest, NothingToDoIsAnAnswer) {
  Create();
  for (const char* project : {"tea-1", "tea-2", "hotel", "clinic"}) {
    testing::DeleteRecord(store_, "projects", project);
  }
  const PlanVersion version = Solve();
  EXPECT_THAT(Shares(version), IsEmpty());
  EXPECT_TRUE(version.nothing_to_do());
  // The quotas stay owed.
  EXPECT_EQ(version.balances(0).short_fen(), version.balances(0).quota_fen());
}

}  // namespace
}  // namespace duikou
