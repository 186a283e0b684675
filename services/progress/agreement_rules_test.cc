#include "services/progress/agreement_rules.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/rpc/testing/parse_text.h"

namespace duikou {
namespace {

using progress::v1::Agreement;
using progress::v1::StageStep;
using ::testing::HasSubstr;
using testing::Parse;

catalogue::v1::Programme Programme() {
  return Parse<catalogue::v1::Programme>(R"pb(first_year: 2014
                                              last_year: 2020
                                              fund_kinds { id: "grant" })pb");
}

Agreement SignedAgreement(const std::string& more = "") {
  auto agreement = Parse<Agreement>(
      R"pb(name: "programmes/hubei/agreements/a"
           supporter: "s"
           recipient: "r"
           stage: STAGE_NEGOTIATING
           placements { area: "a" sector: "t" parts: 10000 }
           sign_date: "2016-01-15")pb");
  EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(more, &agreement));
  return agreement;
}

std::string PathOf(const Agreement& agreement) {
  const auto found = CheckAgreement(agreement, Programme());
  return found.has_value() ? found->path : "";
}

TEST(AgreementRulesTest, TakesWhatHolds) {
  EXPECT_EQ(PathOf(SignedAgreement()), "");
  EXPECT_EQ(PathOf(SignedAgreement(R"pb(
              contract_sums { fund_kind: "grant" amount_fen: 5 }
              milestones { id: "m" due_date: "2016-05-01" }
              promises { id: "p" }
              promises { id: "q" due_date: "2016-05-01" }
              first_year: 2015)pb")),
            "");
}

TEST(AgreementRulesTest, NamesTheFieldThatBreaksARule) {
  struct Case {
    const char* more;
    const char* path;
  };
  const Case cases[] = {
      {R"pb(recipient: "s")pb", "recipient"},
      {R"pb(placements { area: "b" sector: "t" parts: 1 })pb", "placements"},
      {R"pb(placements { area: "a" sector: "t" parts: 1 })pb", "placements[1]"},
      {R"pb(contract_sums { fund_kind: "gold" })pb",
       "contract_sums[0].fund_kind"},
      {R"pb(milestones { id: "m" due_date: "2016-02-30" })pb",
       "milestones[0].due_date"},
      {R"pb(promises { id: "p" due_date: "soon" })pb", "promises[0].due_date"},
      {R"pb(sign_date: "15.1.2016")pb", "sign_date"},
      {R"pb(stage: STAGE_PREPARING sign_date: "")pb", "sign_date"},
      {R"pb(first_year: 16)pb", "first_year"}};
  for (const Case& c : cases)
    EXPECT_EQ(PathOf(SignedAgreement(c.more)), c.path);
}

TEST(AgreementRulesTest, WhatIsNegotiatedOrGivenUpNeedNotBeSigned) {
  EXPECT_EQ(PathOf(SignedAgreement(R"pb(sign_date: "")pb")), "");
  EXPECT_EQ(
      PathOf(SignedAgreement(R"pb(sign_date: "" stage: STAGE_TERMINATED)pb")),
      "");
}

TEST(AgreementRulesTest, TotalsAreThoseOfTheSums) {
  Agreement agreement = SignedAgreement(R"pb(
    contract_sums { fund_kind: "grant" amount_fen: 5 }
    contract_sums { fund_kind: "grant" amount_fen: 7 private_capital: true }
    contract_total_fen: 1)pb");
  agreement.clear_stage();
  CompleteAgreement(agreement);
  EXPECT_EQ(agreement.contract_total_fen(), 12);
  EXPECT_EQ(agreement.private_total_fen(), 7);
  EXPECT_EQ(agreement.stage(), Agreement::STAGE_NEGOTIATING);
}

TEST(AgreementRulesTest, WhatWasDoneStaysDoneByItsId) {
  const Agreement before = SignedAgreement(R"pb(
    milestones { id: "m" done_date: "2016-02-01" }
    milestones { id: "n" }
    promises { id: "p" kept_date: "2016-03-01" })pb");
  Agreement after = SignedAgreement(R"pb(
    milestones { id: "n" done_date: "2016-02-02" }
    milestones { id: "m" }
    promises { id: "p" }
    promises { id: "q" kept_date: "2016-03-02" })pb");
  KeepDone(before, after);
  EXPECT_EQ(after.milestones(0).done_date(), "");
  EXPECT_EQ(after.milestones(1).done_date(), "2016-02-01");
  EXPECT_EQ(after.promises(0).kept_date(), "2016-03-01");
  EXPECT_EQ(after.promises(1).kept_date(), "");
}

StageStep Step(Agreement::Stage stage, const std::string& date) {
  StageStep step;
  step.set_stage(stage);
  step.set_date(date);
  step.mutable_create_time()->set_seconds(7);
  return step;
}

// Which stages each may become, in the order of their numbers.
TEST(AgreementRulesTest, StepsGoUpOrDownByOneOrToTheEnd) {
  const std::string expected[] = {"", "2 5", "1 3 5", "2 4 5", "3"};
  for (int from = 1; from <= 4; ++from) {
    std::string allowed;
    for (int to = 1; to <= 5; ++to) {
      Agreement agreement = SignedAgreement();
      agreement.set_stage(static_cast<Agreement::Stage>(from));
      if (!AddStep(Step(static_cast<Agreement::Stage>(to), "2016-02-01"),
                   agreement)
               .ok()) {
        EXPECT_EQ(agreement.stage(), from);
        EXPECT_EQ(agreement.stage_steps_size(), 0);
        continue;
      }
      EXPECT_EQ(agreement.stage(), to);
      absl::StrAppend(&allowed, allowed.empty() ? "" : " ", to);
    }
    EXPECT_EQ(allowed, expected[from]) << "from " << from;
  }
}

TEST(AgreementRulesTest, ATerminationIsTakenBackToTheStageBefore) {
  Agreement agreement = SignedAgreement();
  ASSERT_TRUE(
      AddStep(Step(Agreement::STAGE_PREPARING, "2016-02-01"), agreement).ok());
  ASSERT_TRUE(
      AddStep(Step(Agreement::STAGE_TERMINATED, "2016-03-01"), agreement).ok());
  EXPECT_THAT(
      AddStep(Step(Agreement::STAGE_BUILDING, "2016-03-02"), agreement)
          .ToString(),
      HasSubstr("FAILED_PRECONDITION: programmes/hubei/agreements/a: stage is "
                "TERMINATED, which cannot become BUILDING"));
  EXPECT_TRUE(
      AddStep(Step(Agreement::STAGE_PREPARING, "2016-03-02"), agreement).ok());
  EXPECT_EQ(agreement.stage_steps_size(), 3);
  EXPECT_EQ(agreement.news_time().seconds(), 7);
}

TEST(AgreementRulesTest, ATerminationFromTheStartIsTakenBackToNegotiation) {
  Agreement agreement = SignedAgreement();
  ASSERT_TRUE(
      AddStep(Step(Agreement::STAGE_TERMINATED, "2016-02-01"), agreement).ok());
  EXPECT_TRUE(
      AddStep(Step(Agreement::STAGE_NEGOTIATING, "2016-02-01"), agreement)
          .ok());
}

TEST(AgreementRulesTest, StepsAreInTheOrderOfTheirDates) {
  Agreement agreement = SignedAgreement();
  ASSERT_TRUE(
      AddStep(Step(Agreement::STAGE_PREPARING, "2016-02-01"), agreement).ok());
  EXPECT_THAT(AddStep(Step(Agreement::STAGE_BUILDING, "2016-01-31"), agreement)
                  .ToString(),
              HasSubstr("date 2016-01-31 is before its last step, of "
                        "2016-02-01"));
  EXPECT_TRUE(
      AddStep(Step(Agreement::STAGE_BUILDING, "2016-02-01"), agreement).ok());
}

TEST(AgreementRulesTest, OnlyWhatIsSignedGoesOn) {
  Agreement agreement = SignedAgreement(R"pb(sign_date: "")pb");
  EXPECT_THAT(AddStep(Step(Agreement::STAGE_PREPARING, "2016-02-01"), agreement)
                  .ToString(),
              HasSubstr("sign_date is empty"));
}

TEST(AgreementRulesTest, StepsAreBounded) {
  Agreement agreement = SignedAgreement();
  for (int i = 0; i < kMostSteps; ++i) {
    ASSERT_TRUE(AddStep(Step(i % 2 == 0 ? Agreement::STAGE_PREPARING
                                        : Agreement::STAGE_NEGOTIATING,
                             "2016-02-01"),
                        agreement)
                    .ok());
  }
  EXPECT_EQ(
      AddStep(Step(Agreement::STAGE_PREPARING, "2016-02-01"), agreement).code(),
      absl::StatusCode::kResourceExhausted);
}

News NewsOf(const std::string& text) {
  return {.item = Parse<progress::v1::NewsItem>(text),
          .day = absl::CivilDay(2016, 5, 2)};
}

TEST(AgreementRulesTest, NewsReachMilestonesAndKeepPromises) {
  Agreement agreement = SignedAgreement(R"pb(milestones { id: "m" }
                                             promises { id: "p" })pb");
  ASSERT_TRUE(AddNews(NewsOf(R"pb(text: "x"
                                  milestone: "m"
                                  promise: "p"
                                  create_time { seconds: 5 })pb"),
                      agreement)
                  .ok());
  EXPECT_EQ(agreement.milestones(0).done_date(), "2016-05-02");
  EXPECT_EQ(agreement.promises(0).kept_date(), "2016-05-02");
  EXPECT_EQ(agreement.news(0).text(), "x");
  EXPECT_EQ(agreement.news_time().seconds(), 5);

  EXPECT_THAT(AddNews(NewsOf(R"pb(milestone: "m")pb"), agreement).ToString(),
              HasSubstr("milestone \"m\" is done already, on 2016-05-02"));
  ASSERT_TRUE(
      AddNews(NewsOf(R"pb(milestone: "m" undo: true)pb"), agreement).ok());
  EXPECT_EQ(agreement.milestones(0).done_date(), "");
  EXPECT_THAT(
      AddNews(NewsOf(R"pb(milestone: "m" undo: true)pb"), agreement).ToString(),
      HasSubstr("is open, and nothing is to undo"));
  EXPECT_THAT(AddNews(NewsOf(R"pb(promise: "x")pb"), agreement).ToString(),
              HasSubstr("INVALID_ARGUMENT: promise: "));
  EXPECT_EQ(agreement.news_size(), 2);
}

TEST(AgreementRulesTest, TheOldestNewsGo) {
  Agreement agreement = SignedAgreement();
  for (int i = 0; i < kMostNews + 2; ++i) {
    ASSERT_TRUE(
        AddNews(NewsOf(absl::StrCat("text: '", i, "'")), agreement).ok());
  }
  EXPECT_EQ(agreement.news_size(), kMostNews);
  EXPECT_EQ(agreement.news(0).text(), "2");
  EXPECT_EQ(agreement.news(kMostNews - 1).text(), absl::StrCat(kMostNews + 1));
}

}  // namespace
}  // namespace duikou
