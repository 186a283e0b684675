// A plan that is proposed, answered and confirmed.
#include "services/assignment/plan_shares.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assignment/testing/plan_test.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using ::testing::AllOf;
using ::testing::HasSubstr;

class PlanSharesTest : public testing::PlanTest {};

TEST_F(PlanSharesTest, ADeclinedShareComesBackNoMore) {
  Create();
  Solve();
  Propose();
  const std::vector<PlanShare> shares =
      PlanShares("supporter: 'programmes/hubei/units/fund'");
  ASSERT_FALSE(shares.empty());
  const PlanShare& first = shares[0];
  EXPECT_THAT(Error(Answer(first.name(), "SUPPORTER", "DECLINE")),
              HasSubstr("reason: is required"));
  EXPECT_THAT(Error(Answer(first.name(), "SUPPORTER", "COUNTER reason: 'x'")),
              HasSubstr("amount_fen: is required"));
  const PlanShare declined =
      Ok(Answer(first.name(), "SUPPORTER", "DECLINE reason: '资金已另作安排'"));
  EXPECT_EQ(declined.state(), PlanShare::STATE_DECLINED);
  EXPECT_THAT(Error(Confirm(Plan().etag())), HasSubstr("is declined"));
  const PlanVersion again = Solve();
  EXPECT_EQ(AmountOf(again, "fund", std::string(LastId(first.project()))), 0);
  ASSERT_EQ(again.constraints_size(), 1);
  EXPECT_EQ(again.constraints(0).kind(), pb::ShareConstraint::KIND_DECLINED);
  EXPECT_EQ(again.constraints(0).reason(), "资金已另作安排");
  // Only what is proposed is confirmed.
  EXPECT_THAT(Error(Confirm(Plan().etag())), HasSubstr("propose it first"));
}

TEST_F(PlanSharesTest, ACounterProposalThatIsPinnedIsAgreed) {
  Create();
  Solve();
  Propose();
  const PlanShare share = PlanShares(
      "supporter: 'programmes/hubei/units/city' project: "
      "'programmes/hubei/projects/hotel'")[0];
  Ok(Answer(share.name(), "SUPPORTER",
            "COUNTER amount_fen: 4000000000 reason: '能力所限'"));
  Ok(Answer(share.name(), "RECIPIENT", "ACCEPT"));
  EXPECT_THAT(Error(Confirm(Plan().etag())), HasSubstr("counter-proposal"));
  Ok(Do(&Stub::PinShare,
        absl::StrCat(kName,
                     "supporter: 'programmes/hubei/units/city' project: "
                     "'programmes/hubei/projects/hotel' fund_kind: 'coop' "
                     "amount_fen: 4000000000 reason: '同意'")));
  Solve();
  Propose();
  const PlanShare anew =
      Ok(Do(&Stub::GetPlanShare, absl::StrCat("name: '", share.name(), "'")));
  EXPECT_EQ(anew.amount_fen(), 4'000'000'000);
  EXPECT_EQ(anew.supporter_answer().answer(), pb::ANSWER_ACCEPT);
  EXPECT_EQ(anew.recipient_answer().answer(), pb::ANSWER_UNSPECIFIED);
  EXPECT_EQ(anew.state(), PlanShare::STATE_OFFERED);
}

TEST_F(PlanSharesTest, IsConfirmedOnceAndForGood) {
  Create();
  Solve();
  Propose();
  const std::string unanswered = Plan().etag();
  EXPECT_THAT(Error(Confirm(unanswered)), HasSubstr("is not answered yet"));
  AcceptAll();
  const PlanVersion version = Current();
  const std::string seen = Plan().etag();
  const AnnualPlan confirmed = Ok(Confirm(seen));
  EXPECT_EQ(confirmed.state(), AnnualPlan::STATE_CONFIRMED);
  EXPECT_EQ(confirmed.confirmed_version(), version.name());
  EXPECT_THAT(Error(Confirm(seen)),
              AllOf(HasSubstr("ABORTED"), HasSubstr("it was confirmed by"),
                    HasSubstr(version.name())));
  std::vector<std::string> planned = Shares(version);
  std::sort(planned.begin(), planned.end());
  EXPECT_EQ(Commitments(), planned);
  for (const PlanShare& share : PlanShares()) {
    EXPECT_NE(share.commitment(), "");
    EXPECT_THAT(Error(Answer(share.name(), "SUPPORTER", "ACCEPT")),
                HasSubstr("is not proposed"));
  }
  for (const std::string& error :
       {Error(Do(&Stub::SolveAnnualPlan, kName)),
        Error(
            Do(&Stub::PinShare, absl::StrCat(kName, kFundTea1, "reason: 'x'"))),
        Error(Do(&Stub::UpdateAnnualPlan,
                 absl::StrCat("annual_plan { ", kName, "note: 'x' }"))),
        Error(Do(
            &Stub::ProposeAnnualPlan,
            absl::StrCat(kName, "answer_due_time { seconds: 1520156800 }")))}) {
    EXPECT_THAT(error, AllOf(HasSubstr("FAILED_PRECONDITION"),
                             HasSubstr("is confirmed")));
  }
  EXPECT_THAT(Error(Do(&Stub::DeleteAnnualPlan, kName)),
              HasSubstr("only a draft is deleted"));
}

TEST_F(PlanSharesTest, WhoDoesNotAnswerInTimeAgrees) {
  Create();
  Solve();
  Propose();
  server_->clock().Advance(absl::Hours(48));
  const std::vector<PlanShare> shares = PlanShares();
  EXPECT_THAT(Error(Answer(shares[0].name(), "SUPPORTER", "ACCEPT")),
              HasSubstr("its due time has passed"));
  EXPECT_EQ(Ok(Confirm(Plan().etag())).state(), AnnualPlan::STATE_CONFIRMED);
}

}  // namespace
}  // namespace duikou
