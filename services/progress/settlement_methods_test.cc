// A unit's year against what it owes: figures, signature, and the year closed.
#include "services/progress/settlement_methods.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/programme/testing/small_programme.h"
#include "services/progress/testing/ledger_world.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/testing/parse_text.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;
using pb::Settlement;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::LedgerWorld;
using testing::Parse;
using ::testing::StartsWith;

class SettlementMethodsTest : public ::testing::Test {
 protected:
  template <typename T>
  static T Ok(absl::StatusOr<T> result) {
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? *std::move(result) : T();
  }
  template <typename T>
  static std::string Error(const absl::StatusOr<T>& result) {
    return result.status().ToString();
  }
  LedgerEntry Add(int64_t fen, const std::string& more = "") {
    return Ok(world_.Create(*world_.Office(), LedgerWorld::Money(fen, more)));
  }
  // `grant: quota + carried, arrived, short, reached`, one a line.
  static std::string Funds(const Settlement& settlement) {
    std::string text;
    for (const pb::SettledFund& fund : settlement.funds()) {
      absl::StrAppend(&text, fund.fund_kind(), ": ", fund.quota_fen(), " + ",
                      fund.carried_fen(), ", ", fund.arrived_fen(), ", ",
                      fund.short_fen(), ", ", fund.reached_basis_points(),
                      "\n");
    }
    return text;
  }
  void Assess(int year, const std::string& text) {
    Ok(world_.settlements().CreateAssessment(
        *world_.Office(), Parse<pb::CreateAssessmentRequest>(absl::StrCat(
                              "parent: 'programmes/hubei' assessment_id: '",
                              year, "' assessment { ", text, " }"))));
  }
  std::vector<std::string> List(CallContext& call, int year) {
    const auto response = Ok(world_.settlements().ListSettlements(
        call, Parse<pb::ListSettlementsRequest>(
                  absl::StrCat("parent: 'programmes/hubei' year: ", year))));
    std::vector<std::string> ids;
    for (const Settlement& settlement : response.settlements()) {
      ids.push_back(std::string(LastId(settlement.name())));
    }
    return ids;
  }

  MemoryStore store_;
  LedgerWorld world_{store_};
};

TEST_F(SettlementMethodsTest, ShowsWhatArrivedAgainstTheQuotas) {
  Add(400);
  Add(333);
  const Settlement year = world_.Settlement("city--2015");
  EXPECT_EQ(year.state(), Settlement::STATE_OPEN);
  EXPECT_EQ(Funds(year),
            "coop: 2000 + 0, 0, 2000, 0\n"
            "grant: 1000 + 0, 733, 267, 7330\n");
  EXPECT_EQ(year.funds(1).committed_fen(), 700);
  EXPECT_EQ(year.score_basis_points(), 3665);
  EXPECT_EQ(year.entry_count(), 2);
  EXPECT_EQ(year.ledger_digest(), world_.Account("city--2015").digest());
}

TEST_F(SettlementMethodsTest, CountsNeitherWhatWaitsNorWhatRecipientsPaid) {
  Ok(world_.Create(*world_.Supporter("city", "city"), LedgerWorld::Money(5)));
  Add(7, "disbursement { payer: SIDE_RECIPIENT }");
  const LedgerEntry disputed = Ok(
      world_.Create(*world_.Supporter("city", "city"), LedgerWorld::Money(11)));
  Ok(world_.Dispute(*world_.Office(), disputed.name()));
  const Settlement year = world_.Settlement("city--2015");
  EXPECT_EQ(year.funds(1).arrived_fen(), 0);
  EXPECT_EQ(year.funds(1).unconfirmed_fen(), 5);
  EXPECT_EQ(year.unconfirmed_count(), 1);
  EXPECT_EQ(year.disputed_count(), 1);
  Ok(world_.Sign("city--2015"));
  EXPECT_THAT(Error(world_.Settle("city--2015")),
              AllOf(StartsWith("FAILED_PRECONDITION"),
                    HasSubstr("1 entries wait for confirmation and 1 are "
                              "disputed")));
}

TEST_F(SettlementMethodsTest, WeighsWhatTheAssessmentNames) {
  Assess(2015,
         "items { id: 'a' fund_kind: 'grant' weight: 3 } "
         "items { id: 'b' indicator: 'programmes/hubei/indicators/jobs' "
         "weight: 1 goal: 30 } "
         "items { id: 'c' fund_kind: 'policy' weight: 90 }");
  Add(5000);
  Ok(world_.Create(
      *world_.Office(),
      LedgerWorld::Entry("count { indicator: '@indicators/jobs' value: 10 }")));
  const Settlement year = world_.Settlement("city--2015");
  ASSERT_EQ(year.indicators_size(), 1);
  EXPECT_EQ(year.indicators(0).value(), 10);
  EXPECT_EQ(year.indicators(0).reached_basis_points(), 3333);
  // Five times the quota is no more than all of it: (3 × 10,000 + 3,333) / 4.
  EXPECT_EQ(year.funds(1).reached_basis_points(), 50'000);
  EXPECT_EQ(year.score_basis_points(), 8333);
}

TEST_F(SettlementMethodsTest, TheAssessmentsOrderOfSourcesDecidesWhatCounts) {
  Add(500);
  Add(480,
      "alternative_to: '@ledgerEntries/city--2015--0000001' "
      "figure_source: FIGURE_SOURCE_STATISTICS");
  EXPECT_EQ(world_.Settlement("city--2015").funds(1).arrived_fen(), 480);
  Assess(2015, "source_order: FIGURE_SOURCE_SUPPORTER");
  EXPECT_EQ(world_.Settlement("city--2015").funds(1).arrived_fen(), 500);
}

TEST_F(SettlementMethodsTest, IsSignedAsSeenAndSettledAsSigned) {
  Add(1000);
  const Settlement seen = world_.Settlement("city--2015");
  pb::SignSettlementRequest sign;
  sign.set_name(seen.name());
  sign.set_figures_digest(seen.figures_digest());
  Add(1);
  const auto city = world_.Supporter("city", "city");
  EXPECT_THAT(Error(world_.settlements().SignSettlement(*city, sign)),
              AllOf(StartsWith("ABORTED"), HasSubstr("figures_digest")));
  EXPECT_THAT(Error(world_.Settle("city--2015")),
              HasSubstr("the unit has not signed"));
  sign.set_figures_digest(world_.Settlement("city--2015").figures_digest());
  sign.set_request_id("sign-1");
  const Settlement done = Ok(world_.settlements().SignSettlement(*city, sign));
  EXPECT_EQ(done.state(), Settlement::STATE_SIGNED);
  EXPECT_EQ(done.signed_by(), "people/city");
  EXPECT_EQ(
      Ok(world_.settlements().SignSettlement(*city, sign)).SerializeAsString(),
      done.SerializeAsString());
  EXPECT_THAT(Error(world_.Sign("city--2015")), HasSubstr("signed already"));

  // Whatever changes the figures opens the year again.
  Add(1);
  const Settlement changed = world_.Settlement("city--2015");
  EXPECT_EQ(changed.state(), Settlement::STATE_OPEN);
  EXPECT_EQ(changed.signed_by(), "people/city");
  EXPECT_THAT(
      Error(world_.Settle("city--2015")),
      AllOf(StartsWith("ABORTED"), HasSubstr("no longer those signed")));
  Ok(world_.Sign("city--2015"));
  const Settlement settled = Ok(world_.Settle("city--2015"));
  EXPECT_EQ(settled.state(), Settlement::STATE_SETTLED);
  EXPECT_EQ(settled.settled_by(), "people/office");
  EXPECT_EQ(world_.Settlement("city--2015").SerializeAsString(),
            settled.SerializeAsString());
  EXPECT_TRUE(world_.Account("city--2015").settled());
  EXPECT_THAT(Error(world_.Settle("city--2015")),
              HasSubstr("is settled already"));
  EXPECT_THAT(Error(world_.Sign("city--2015")), HasSubstr("is settled"));
}

TEST_F(SettlementMethodsTest, ASignatureCanBeTakenBackUntilItIsSettled) {
  Add(1000);
  pb::WithdrawSignatureRequest withdraw;
  withdraw.set_name("programmes/hubei/settlements/city--2015");
  const auto take_back = [&] {
    return world_.settlements().WithdrawSignature(*world_.Office(), withdraw);
  };
  EXPECT_THAT(Error(take_back()), HasSubstr("is not signed"));
  Ok(world_.Sign("city--2015"));
  EXPECT_EQ(Ok(take_back()).signed_by(), "");
  EXPECT_THAT(Error(world_.Settle("city--2015")),
              HasSubstr("the unit has not signed"));
  world_.Close("city--2015");
  EXPECT_THAT(Error(take_back()), HasSubstr("is settled"));
}

TEST_F(SettlementMethodsTest, AQuotaChangedAfterTheSignatureIsNoticed) {
  Add(1000);
  Ok(world_.Sign("city--2015"));
  testing::PutText(store_, "quotas", "city--2015--grant",
                   "unit: '@units/city' year: 2015 fund_kind: 'grant' "
                   "amount_fen: 999");
  EXPECT_THAT(Error(world_.Settle("city--2015")), StartsWith("ABORTED"));
}

TEST_F(SettlementMethodsTest, AShortfallIsOwedInTheNextYear) {
  Add(900);
  const Settlement next = world_.Settlement("city--2016");
  EXPECT_THAT(Funds(next), IsEmpty());
  EXPECT_THAT(Error(world_.Sign("city--2016")),
              HasSubstr("owes nothing and has no entries"));
  Add(5, "date: '2016-01-01'");
  EXPECT_THAT(Error(world_.Sign("city--2016")),
              AllOf(StartsWith("FAILED_PRECONDITION"),
                    HasSubstr("the year before, 2015, is not settled yet")));
  world_.Close("city--2015");
  EXPECT_EQ(Funds(world_.Settlement("city--2016")),
            "coop: 0 + 2000, 0, 2000, 0\n"
            "grant: 0 + 100, 5, 95, 500\n");
}

TEST_F(SettlementMethodsTest, AShortfallMayLapse) {
  Assess(2015, "carry: CARRY_NONE");
  Add(900);
  world_.Close("city--2015");
  EXPECT_THAT(Funds(world_.Settlement("city--2016")), IsEmpty());
}

TEST_F(SettlementMethodsTest, AYearSettledWithoutEntriesTakesNoneIn) {
  const Settlement settled = world_.Close("fund--2015");
  EXPECT_EQ(Funds(settled), "grant: 300 + 0, 0, 300, 0\n");
  EXPECT_THAT(
      Error(world_.Create(*world_.Office(),
                          LedgerWorld::Money(5, "supporter: '@units/fund'"))),
      HasSubstr("is settled; the first open one is 2016"));
}

TEST_F(SettlementMethodsTest, HowASettledYearWasAssessedStays) {
  Assess(2015, "news_days: 10");
  Add(900);
  world_.Close("city--2015");
  auto update = Parse<pb::UpdateAssessmentRequest>(
      "assessment { name: 'programmes/hubei/assessments/2015' "
      "carry: CARRY_NONE }");
  EXPECT_THAT(
      Error(world_.settlements().UpdateAssessment(*world_.Office(), update)),
      AllOf(StartsWith("FAILED_PRECONDITION"),
            HasSubstr("programmes/hubei/settlements/city--2015 is settled")));
  update.mutable_assessment()->clear_carry();
  update.mutable_assessment()->set_news_days(20);
  Ok(world_.settlements().UpdateAssessment(*world_.Office(), update));
}

TEST_F(SettlementMethodsTest, AssessmentsWeighWhatThereIs) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"items { id: 'a' weight: 1 }", "items[0]: is either of a fund kind"},
      {"items { id: 'a' weight: 1 fund_kind: 'gold' }",
       "items[0].fund_kind: the programme has no"},
      {"items { id: 'a' weight: 1 fund_kind: 'grant' goal: 1 }",
       "items[0].goal: is of an indicator"},
      {"items { id: 'a' weight: 1 fund_kind: 'grant' } "
       "items { id: 'b' weight: 1 fund_kind: 'grant' }",
       "items[1]: weighs what an earlier item weighs"},
      {"items { id: 'a' weight: 1 indicator: "
       "'programmes/hubei/indicators/green' goal: 1 }",
       "items[0].indicator: is a rate"},
      {"items { id: 'a' weight: 1 indicator: "
       "'programmes/hubei/indicators/jobs' }",
       "items[0].goal: must be more than 0"},
      {"source_order: FIGURE_SOURCE_OFFICE source_order: "
       "FIGURE_SOURCE_OFFICE",
       "source_order[1]: stands there twice"}};
  for (const auto& [text, error] : cases) {
    EXPECT_THAT(Error(world_.settlements().CreateAssessment(
                    *world_.Office(),
                    Parse<pb::CreateAssessmentRequest>(absl::StrCat(
                        "parent: 'programmes/hubei' assessment_id: '2015' "
                        "assessment { ",
                        text, " }")))),
                AllOf(StartsWith("INVALID_ARGUMENT"), HasSubstr(error)))
        << text;
  }
  EXPECT_THAT(Error(world_.settlements().CreateAssessment(
                  *world_.Office(),
                  Parse<pb::CreateAssessmentRequest>(
                      "parent: 'programmes/hubei' assessment_id: '2031' "
                      "assessment { }"))),
              HasSubstr("assessment_id: \"2031\" is not one of"));
}

TEST_F(SettlementMethodsTest, ListsThoseWhoOweHaveEntriesOrAreSettled) {
  Add(1, "supporter: '@units/bare'");
  EXPECT_THAT(List(*world_.Office(), 2015),
              ElementsAre("bare--2015", "city--2015", "fund--2015"));
  EXPECT_THAT(List(*world_.Office(), 2016), IsEmpty());
  world_.Close("fund--2015");
  // What it was short of.
  EXPECT_THAT(List(*world_.Office(), 2016), ElementsAre("fund--2016"));
  EXPECT_THAT(List(*world_.Supporter("city", "city"), 2015),
              ElementsAre("city--2015"));
  EXPECT_THAT(Error(world_.settlements().GetSettlement(
                  *world_.Supporter("city", "city"),
                  Parse<pb::GetSettlementRequest>(
                      "name: 'programmes/hubei/settlements/fund--2015'"))),
              StartsWith("PERMISSION_DENIED"));
}

TEST_F(SettlementMethodsTest, PagesGoOnAfterTheLastUnit) {
  Add(1, "supporter: '@units/bare'");
  auto request = Parse<pb::ListSettlementsRequest>(
      "parent: 'programmes/hubei' year: 2015 page_size: 2");
  const auto first =
      Ok(world_.settlements().ListSettlements(*world_.Office(), request));
  EXPECT_EQ(first.settlements_size(), 2);
  request.set_page_token(first.next_page_token());
  const auto second =
      Ok(world_.settlements().ListSettlements(*world_.Office(), request));
  ASSERT_EQ(second.settlements_size(), 1);
  EXPECT_EQ(LastId(second.settlements(0).unit()), "fund");
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(SettlementMethodsTest, OnlySupportersYearsOfTheProgrammeExist) {
  for (const char* id :
       {"county--2015", "none--2015", "city--2013", "city--2021", "city"}) {
    EXPECT_THAT(Error(world_.settlements().GetSettlement(
                    *world_.Office(),
                    Parse<pb::GetSettlementRequest>(absl::StrCat(
                        "name: 'programmes/hubei/settlements/", id, "'")))),
                StartsWith("NOT_FOUND"))
        << id;
  }
}

}  // namespace
}  // namespace duikou
