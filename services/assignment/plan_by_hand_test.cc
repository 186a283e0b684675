// A plan that is changed by hand: demands on it, moves and their price,
// amendments.
#include "services/assignment/plan_by_hand.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/assignment/solver.h"
#include "services/assignment/plan_problem.h"
#include "services/assignment/plan_versions.h"
#include "services/assignment/testing/plan_test.h"

namespace duikou {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class PlanByHandTest : public testing::PlanTest {};

TEST_F(PlanByHandTest, BadDemandsAreRefusedWithTheirReason) {
  Create();
  const auto pin = [&](const std::string& text) {
    return Error(
        Do(&Stub::PinShare, absl::StrCat(kName, "reason: 'x' ", text)));
  };
  EXPECT_THAT(
      pin(absl::StrCat(kFundTea1, "fund_kind: 'grant' amount_fen: 300000001")),
      HasSubstr("is more than the project's open need 300000000"));
  EXPECT_THAT(pin(absl::StrCat(kFundTea1, "fund_kind: 'coop'")),
              HasSubstr("the project needs no \"coop\""));
  EXPECT_THAT(pin(absl::StrCat(kFundTea1, "amount_fen: 5")),
              HasSubstr("amount_fen: is of one fund kind"));
  EXPECT_THAT(pin("supporter: 'programmes/hubei/units/county' project: "
                  "'programmes/hubei/projects/tea-1'"),
              HasSubstr("is not a supporter"));
  EXPECT_THAT(pin("supporter: 'programmes/hubei/units/none' project: "
                  "'programmes/hubei/projects/tea-1'"),
              HasSubstr("does not exist"));
  Ok(Do(&Stub::BanShare, absl::StrCat(kName, kFundTea1, "reason: 'x'")));
  EXPECT_THAT(pin(absl::StrCat(kFundTea1, "fund_kind: 'grant'")),
              HasSubstr("the pair is banned already"));
}

TEST_F(PlanByHandTest, AMoveTellsItsPriceBeforeItIsMade) {
  Create();
  const PlanVersion before = Solve();
  const int64_t there = AmountOf(before, "fund", "tea-1") > 0
                            ? AmountOf(before, "fund", "tea-1")
                            : AmountOf(before, "city", "tea-1");
  const bool fund = AmountOf(before, "fund", "tea-1") > 0;
  const std::string from = fund ? "fund" : "city";
  const std::string to = fund ? "city" : "fund";
  const std::string move = absl::StrCat(
      kName,
      "project: 'programmes/hubei/projects/tea-1' fund_kind: 'grant' "
      "from_supporter: 'programmes/hubei/units/",
      from, "' amount_fen: ", there / 2, " ");
  const std::string away = absl::StrCat(move, " validate_only: true");
  const auto price = Ok(Do(&Stub::MoveShare, away));
  EXPECT_GT(price.price_fen(), 0);
  EXPECT_THAT(price.breaches(), IsEmpty());
  EXPECT_EQ(Plan().version_count(), 1);
  const auto moved =
      Ok(Do(&Stub::MoveShare, absl::StrCat(move, "reason: 'x'")));
  EXPECT_EQ(moved.price_fen(), price.price_fen());
  EXPECT_EQ(moved.version().number(), 2);
  const PlanVersion after = Current();
  EXPECT_EQ(after.origin(), PlanVersion::ORIGIN_MOVED);
  EXPECT_EQ(AmountOf(after, from, "tea-1"), there - there / 2);
  // One fen of rounding at most.
  EXPECT_NEAR(before.worth().value_fen() - after.worth().value_fen(),
              price.price_fen(), 1);
  ExpectTotalsAgree(after);
  const auto difference =
      Ok(Do(&Stub::ComparePlanVersions,
            absl::StrCat("from_version: '", before.name(), "' to_version: '",
                         after.name(), "'")));
  ASSERT_EQ(difference.shares_size(), 1);
  EXPECT_EQ(difference.shares(0).from_fen(), there);
  EXPECT_EQ(difference.shares(0).to_fen(), there - there / 2);
  // Beyond the open need.
  EXPECT_THAT(
      Error(Do(&Stub::MoveShare,
               absl::StrCat(kName,
                            "project: 'programmes/hubei/projects/tea-1' "
                            "fund_kind: 'grant' to_supporter: "
                            "'programmes/hubei/units/",
                            to, "' amount_fen: 300000001"))),
      AllOf(HasSubstr("FAILED_PRECONDITION"), HasSubstr("it breaks")));
}

TEST_F(PlanByHandTest, AnAmendmentIsAVersionThatCommitmentsFollow) {
  Create();
  Solve();
  EXPECT_THAT(Error(Do(&Stub::AmendAnnualPlan,
                       absl::StrCat(kName, "reason: 'x' changes { ", kFundTea1,
                                    "fund_kind: 'grant' }"))),
              HasSubstr("is not confirmed"));
  Propose();
  AcceptAll();
  Ok(Confirm(Plan().etag()));
  const PlanVersion amended =
      Ok(Do(&Stub::AmendAnnualPlan,
            absl::StrCat(kName,
                         "reason: '年中调减' changes { supporter: "
                         "'programmes/hubei/units/city' project: "
                         "'programmes/hubei/projects/hotel' fund_kind: "
                         "'coop' amount_fen: 3500000000 }")));
  EXPECT_EQ(amended.number(), 2);
  EXPECT_EQ(amended.origin(), PlanVersion::ORIGIN_AMENDED);
  EXPECT_EQ(amended.reason(), "年中调减");
  EXPECT_EQ(AmountOf(amended, "city", "hotel"), 3'500'000'000);
  ExpectTotalsAgree(amended);
  std::vector<std::string> planned = Shares(amended);
  std::sort(planned.begin(), planned.end());
  EXPECT_EQ(Commitments(), planned);
  // A share that goes takes its commitment along.
  const Revision marked = MarkOf("city");
  const PlanVersion less =
      Ok(Do(&Stub::AmendAnnualPlan,
            absl::StrCat(kName,
                         "reason: '终止' changes { supporter: "
                         "'programmes/hubei/units/city' project: "
                         "'programmes/hubei/projects/hotel' fund_kind: "
                         "'coop' }")));
  EXPECT_GT(MarkOf("city"), marked);
  planned = Shares(less);
  std::sort(planned.begin(), planned.end());
  EXPECT_EQ(Commitments(), planned);
  EXPECT_EQ(Plan().confirmed_version(),
            "programmes/hubei/annualPlans/2015/"
            "versions/0001");
  EXPECT_THAT(
      Error(Do(&Stub::AmendAnnualPlan,
               absl::StrCat(kName, "reason: 'x' changes { ", kFundTea1,
                            "fund_kind: 'grant' amount_fen: 900000000 }"))),
      HasSubstr("it breaks"));
}

TEST_F(PlanByHandTest, AnAmendmentDecidesAPinnedShareAnew) {
  Create();
  Solve();
  Ok(Do(
      &Stub::PinShare,
      absl::StrCat(kName, kCityTea2,
                   "fund_kind: 'grant' amount_fen: 150000000 reason: '协商'")));
  Ok(Do(&Stub::BanShare, absl::StrCat(kName, kFundTea1, "reason: '不符'")));
  Solve();
  Propose();
  AcceptAll();
  Ok(Confirm(Plan().etag()));
  const PlanVersion amended =
      Ok(Do(&Stub::AmendAnnualPlan,
            absl::StrCat(kName, "reason: '项目终止' changes { ", kCityTea2,
                         "fund_kind: 'grant' }")));
  EXPECT_EQ(AmountOf(amended, "city", "tea-2"), 0);
  ASSERT_EQ(amended.constraints_size(), 1);
  EXPECT_EQ(amended.constraints(0).kind(),
            assignment::v1::ShareConstraint::KIND_BAN);
  EXPECT_EQ(Plan().constraints_size(), 1);
  ExpectTotalsAgree(amended);
  // What the pin had ruled out counts in the bound again.
  const auto kept = ReadKeptVersion(store_, {}, amended.name());
  ASSERT_TRUE(kept.ok()) << kept.status();
  const AssignmentProblem problem = ToProblem(kept->evidence.input());
  AssignmentOptions options;
  options.most_steps = 100'000'000;
  const auto best = SolveAssignment(problem, options);
  ASSERT_TRUE(best.ok()) << best.status();
  ASSERT_EQ(best->status, AssignmentStatus::kOptimal);
  EXPECT_GE(BoundOf(kept->evidence), best->value);
}

}  // namespace
}  // namespace duikou
