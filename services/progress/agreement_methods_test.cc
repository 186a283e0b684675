// Agreements on a store: what is refused, what the server works out, and what a
// plan makes.
#include "services/progress/agreement_methods.h"

#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/progress/agreement_sheet.h"
#include "services/progress/indicator_methods.h"
#include "services/progress/testing/progress_fixture.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

using progress::v1::AdvanceAgreementRequest;
using progress::v1::Agreement;
using progress::v1::CreateAgreementsFromPlanRequest;
using progress::v1::CreateAgreementsFromPlanResponse;
using progress::v1::CreateIndicatorRequest;
using progress::v1::DeleteAgreementRequest;
using progress::v1::DeleteIndicatorRequest;
using progress::v1::Indicator;
using progress::v1::LedgerEntry;
using progress::v1::ListAgreementsRequest;
using progress::v1::ReportNewsRequest;
using progress::v1::UpdateAgreementRequest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kName[] = "programmes/hubei/agreements/a";

class AgreementMethodsTest : public testing::ProgressFixture {
 protected:
  absl::StatusOr<Agreement> Try(const std::string& more) {
    return agreements_.CreateAgreement(Call(), NewAgreement("a", more));
  }
  absl::StatusOr<Agreement> Advance(const std::string& text) {
    auto request = Text<AdvanceAgreementRequest>(text);
    request.set_name(kName);
    return agreements_.AdvanceAgreement(Call("people/li"), request);
  }
  absl::StatusOr<Agreement> Report(const std::string& text) {
    auto request = Text<ReportNewsRequest>(text);
    request.set_name(kName);
    return agreements_.ReportNews(Call("people/li"), request);
  }
  absl::StatusOr<Agreement> Update(const std::string& text) {
    auto request = Text<UpdateAgreementRequest>(text);
    request.mutable_agreement()->set_name(kName);
    return agreements_.UpdateAgreement(Call(), request);
  }
  std::vector<std::string> List(CallContext& call, const std::string& text) {
    auto request = Text<ListAgreementsRequest>(text);
    request.set_parent("programmes/hubei");
    const auto response = Ok(agreements_.ListAgreements(call, request));
    std::vector<std::string> ids;
    for (const Agreement& agreement : response.agreements()) {
      ids.emplace_back(LastId(agreement.name()));
    }
    return ids;
  }
  CreateAgreementsFromPlanResponse FromPlan(const std::string& more = "") {
    return Ok(agreements_.CreateAgreementsFromPlan(
        Call(), Text<CreateAgreementsFromPlanRequest>(
                    "parent: 'programmes/hubei' year: 2016 " + more)));
  }
  void Commit(const std::string& id, const std::string& text) {
    testing::PutText(store_, "commitments", id, text);
  }
};

TEST_F(AgreementMethodsTest, TheServerWorksOutWhatIsItsOwn) {
  const Agreement agreement = Create("a", R"pb(
    contract_sums { side: SIDE_SUPPORTER fund_kind: "grant" amount_fen: 500 }
    contract_sums {
      side: SIDE_RECIPIENT
      fund_kind: "coop"
      amount_fen: 200
      private_capital: true
    }
    milestones {
      id: "m"
      display_name { zh: "开工" }
      due_date: "2016-05-01"
      done_date: "2016-01-01"
    }
    stage: STAGE_BUILDING
    contract_total_fen: 3
    commitments: "@commitments/forged")pb");
  EXPECT_EQ(agreement.name(), kName);
  EXPECT_EQ(agreement.stage(), Agreement::STAGE_NEGOTIATING);
  EXPECT_EQ(agreement.contract_total_fen(), 700);
  EXPECT_EQ(agreement.private_total_fen(), 200);
  EXPECT_EQ(agreement.milestones(0).done_date(), "");
  EXPECT_THAT(agreement.commitments(), IsEmpty());
}

TEST_F(AgreementMethodsTest, RefusesWhatDoesNotHoldTogether) {
  struct Case {
    const char* more;
    const char* error;
  };
  const Case cases[] = {
      {"supporter: '@units/county' recipient: '@units/city'",
       "agreement.supporter: programmes/hubei/units/county is not on "
       "SIDE_SUPPORTER"},
      {"recipient: '@units/bare'",
       "agreement.recipient: programmes/hubei/units/bare is not on "
       "SIDE_RECIPIENT"},
      {"recipient: '@units/none'", "agreement.recipient: "},
      {"placements { area: '@areas/none' sector: '@sectors/tea' parts: 1 }",
       "agreement.placements[1].area: "},
      {"placements { area: '@areas/zigui' sector: '@sectors/tea' parts: 1 }",
       "agreement.placements: their parts add up to 10001, not 10000"},
      {"project: '@projects/none'", "agreement.project: "},
      {"recipient: '@units/city' project: '@projects/hotel'",
       "agreement.project: was put forward by programmes/hubei/units/county, "
       "which is not the recipient"},
      {"project: '@projects/tea-1'",
       "agreement.placements: none lies in the project's area, "
       "programmes/hubei/areas/zigui"},
      {"contract_sums { side: SIDE_SUPPORTER fund_kind: 'gold' amount_fen: 1 }",
       "agreement.contract_sums[0].fund_kind: \"gold\" is no fund kind of the "
       "programme"},
      {"sign_date: '2016-02-30'", "agreement.sign_date: \"2016-02-30\""}};
  for (const Case& c : cases) {
    EXPECT_THAT(Error(Try(c.more)),
                HasSubstr(absl::StrCat("INVALID_ARGUMENT: ", c.error)))
        << c.more;
  }
  EXPECT_THAT(List(Call(), ""), IsEmpty());
}

TEST_F(AgreementMethodsTest, AProjectLiesInAnAreaOrBelowIt) {
  EXPECT_TRUE(Try("project: '@projects/hotel'").ok());
  auto request = NewAgreement("b", "project: '@projects/tea-1'");
  request.mutable_agreement()->mutable_placements(0)->set_area(
      "programmes/hubei/areas/maoping");
  EXPECT_TRUE(agreements_.CreateAgreement(Call(), request).ok());
}

TEST_F(AgreementMethodsTest, AnUpdateKeepsWhatWasReached) {
  Create("a", R"pb(milestones {
                     id: "m"
                     display_name { zh: "开工" }
                     due_date: "2016-05-01"
                   })pb");
  Ok(Report("milestone: 'm' date: '2016-04-30'"));
  const Agreement updated = Ok(Update(R"pb(agreement {
                                             milestones {
                                               id: "m"
                                               display_name { zh: "动工" }
                                               due_date: "2016-05-02"
                                               done_date: "2016-01-01"
                                             }
                                             milestones {
                                               id: "n"
                                               display_name { zh: "完工" }
                                               due_date: "2016-09-01"
                                               done_date: "2016-01-01"
                                             }
                                           })pb"));
  EXPECT_EQ(updated.milestones(0).display_name().zh(), "动工");
  EXPECT_EQ(updated.milestones(0).done_date(), "2016-04-30");
  EXPECT_EQ(updated.milestones(1).done_date(), "");
}

TEST_F(AgreementMethodsTest, StepsAreKeptWithTheirAuthor) {
  Create("a");
  const Agreement agreement = Ok(Advance(
      "stage: STAGE_PREPARING date: '2016-02-01' evidence: '立项批复'"));
  EXPECT_EQ(agreement.stage(), Agreement::STAGE_PREPARING);
  ASSERT_EQ(agreement.stage_steps_size(), 1);
  EXPECT_EQ(agreement.stage_steps(0).author(), "people/li");
  EXPECT_EQ(agreement.stage_steps(0).evidence(), "立项批复");
  EXPECT_EQ(ToTime(agreement.news_time()), clock_.Now());
  EXPECT_THAT(
      Error(Advance("stage: STAGE_IN_PRODUCTION date: '2016-03-01' "
                    "evidence: 'x'")),
      HasSubstr("FAILED_PRECONDITION: programmes/hubei/agreements/a: stage is "
                "PREPARING, which cannot become IN_PRODUCTION"));
  EXPECT_THAT(
      Error(Advance("stage: STAGE_BUILDING date: '2016-06-02' evidence: 'x'")),
      HasSubstr("INVALID_ARGUMENT: date: 2016-06-02 is still to come"));
  EXPECT_THAT(
      Error(Advance("stage: STAGE_BUILDING date: 'June' evidence: 'x'")),
      HasSubstr("INVALID_ARGUMENT: date: \"June\" is not a date"));
}

TEST_F(AgreementMethodsTest, WhatIsUnderWayStaysSigned) {
  Create("a");
  Ok(Advance("stage: STAGE_PREPARING date: '2016-02-01' evidence: 'x'"));
  EXPECT_THAT(Error(Update("agreement {} update_mask { paths: 'sign_date' }")),
              HasSubstr("INVALID_ARGUMENT: agreement.sign_date: is required"));
}

TEST_F(AgreementMethodsTest, NewsSayWhatTheyAreAbout) {
  Create("a", R"pb(promises { id: "p" text: "通水通电" })pb");
  EXPECT_THAT(Error(Report("")), HasSubstr("INVALID_ARGUMENT: text: "));
  EXPECT_THAT(Error(Report("text: 'x' undo: true")),
              HasSubstr("INVALID_ARGUMENT: undo: "));
  EXPECT_THAT(Error(Report("text: 'x' date: '2016-05-01'")),
              HasSubstr("INVALID_ARGUMENT: date: "));
  EXPECT_THAT(Error(Report("milestone: 'm'")),
              HasSubstr("INVALID_ARGUMENT: milestone: "));
  EXPECT_THAT(Error(Report("promise: 'p' date: '2016-06-02'")),
              HasSubstr("INVALID_ARGUMENT: date: 2016-06-02 is still to come"));
  const Agreement kept = Ok(Report("promise: 'p'"));
  EXPECT_EQ(kept.promises(0).kept_date(), "2016-06-01");
  EXPECT_EQ(kept.news(0).author(), "people/li");
  const Agreement undone = Ok(Report("promise: 'p' undo: true text: '未通水'"));
  EXPECT_EQ(undone.promises(0).kept_date(), "");
  EXPECT_TRUE(undone.news(1).undo());
}

TEST_F(AgreementMethodsTest, ListsWhatIsAskedForAndReached) {
  Create("a", "signed_at: '渝交会'");
  Create("b",
         "display_name { zh: '酒店' } project: '@projects/hotel' "
         "first_year: 2014");
  auto request = NewAgreement("c", "supporter: '@units/city'");
  request.mutable_agreement()->mutable_placements(0)->set_area(
      "programmes/hubei/areas/badong");
  Ok(agreements_.CreateAgreement(Call(), request));

  EXPECT_THAT(List(Call(), ""), ElementsAre("a", "b", "c"));
  EXPECT_THAT(List(Call(), "area: '@areas/yichang'"), ElementsAre("a", "b"));
  EXPECT_THAT(List(Call(), "area: '@areas/reservoir'"), ElementsAre("c"));
  EXPECT_THAT(List(Call(), "sector: '@sectors/industry' query: '酒店'"),
              ElementsAre("b"));
  EXPECT_THAT(List(Call(), "project: '@projects/hotel'"), ElementsAre("b"));
  EXPECT_THAT(List(Call(), "active_year: 2015"), ElementsAre("b"));
  EXPECT_THAT(List(Call(), "signed_at: '渝交会'"), ElementsAre("a"));
  EXPECT_THAT(List(CallOf("city", ""), ""), ElementsAre("c"));
  EXPECT_THAT(List(CallOf("", "city"), ""), IsEmpty());
  EXPECT_THAT(List(CallOf("", "county"), ""), ElementsAre("a", "b", "c"));
}

TEST_F(AgreementMethodsTest, IsDeletedOnlyWhileTheLedgerHasNothingOfIt) {
  Create("a");
  Create("b");
  Put("ledgerEntries",
      Entry(2016, 1,
            R"pb(agreement: "@agreements/a"
                 disbursement { fund_kind: "grant" amount_fen: 5 }
                 state: STATE_REPORTED)pb"));
  DeleteAgreementRequest request;
  request.set_name(kName);
  EXPECT_THAT(Error(agreements_.DeleteAgreement(Call(), request)),
              HasSubstr("FAILED_PRECONDITION: programmes/hubei/agreements/a: "
                        "the ledger has 1 entry of it"));
  request.set_name("programmes/hubei/agreements/b");
  Ok(agreements_.DeleteAgreement(Call(), request));
  EXPECT_THAT(List(Call(), ""), ElementsAre("a"));
}

// The first look is at a view that is behind: the second one, after the delete,
// is not.
TEST_F(AgreementMethodsTest, IsPutBackWhereAnEntryCameBeforeTheDelete) {
  const Agreement agreement = Create("a");
  CallContext behind(CallOptions{.method = "test"}, ids_);
  Ok(followed_.Get(behind, "hubei"));
  Put("ledgerEntries", Entry(2016, 1,
                             R"pb(agreement: "@agreements/a"
                                  disbursement { amount_fen: 5 }
                                  state: STATE_REPORTED)pb"));
  DeleteAgreementRequest request;
  request.set_name(kName);
  EXPECT_THAT(Error(agreements_.DeleteAgreement(behind, request)),
              HasSubstr("FAILED_PRECONDITION"));
  EXPECT_THAT(List(Call(), ""), ElementsAre("a"));
}

TEST_F(AgreementMethodsTest, APlanMakesOneAgreementASupporterAndProject) {
  Commit("c-1",
         "supporter: '@units/fund' project: '@projects/hotel' "
         "fund_kind: 'grant' year: 2016 amount_fen: 300");
  Commit("c-2",
         "supporter: '@units/fund' project: '@projects/hotel' "
         "fund_kind: 'policy' year: 2016 amount_fen: 500");
  Commit("c-3",
         "supporter: '@units/city' project: '@projects/hotel' "
         "fund_kind: 'coop' year: 2016 amount_fen: 700");
  Commit("c-4",
         "supporter: '@units/bare' project: '@projects/hotel' "
         "fund_kind: 'grant' year: 2015 amount_fen: 900");
  EXPECT_EQ(FromPlan("validate_only: true").agreements_size(), 2);
  EXPECT_THAT(List(Call(), ""), IsEmpty());

  const auto made = FromPlan("request_id: 'r'");
  ASSERT_EQ(made.agreements_size(), 2);
  EXPECT_EQ(made.existing_count(), 0);
  const Agreement& agreement = made.agreements(1);
  EXPECT_EQ(LastId(agreement.name()), "fund--hotel--2016");
  EXPECT_EQ(agreement.display_name().zh(), "江畔酒店");
  EXPECT_EQ(LastId(agreement.recipient()), "county");
  EXPECT_EQ(agreement.contract_total_fen(), 800);
  EXPECT_EQ(agreement.first_year(), 2016);
  EXPECT_EQ(agreement.stage(), Agreement::STAGE_NEGOTIATING);
  EXPECT_THAT(agreement.commitments(),
              ElementsAre("programmes/hubei/commitments/c-1",
                          "programmes/hubei/commitments/c-2"));
  EXPECT_NE(agreement.etag(), "");
  EXPECT_EQ(Ok(agreements_.GetAgreement(
                   Call(), Text<progress::v1::GetAgreementRequest>(
                               "name: '@agreements/fund--hotel--2016'")))
                .SerializeAsString(),
            agreement.SerializeAsString());
  EXPECT_EQ(FromPlan("request_id: 'r'").SerializeAsString(),
            made.SerializeAsString());

  Commit("c-5",
         "supporter: '@units/bare' project: '@projects/hotel' "
         "fund_kind: 'grant' year: 2016 amount_fen: 900");
  const auto again = FromPlan();
  ASSERT_EQ(again.agreements_size(), 1);
  EXPECT_EQ(LastId(again.agreements(0).name()), "bare--hotel--2016");
  EXPECT_EQ(again.existing_count(), 2);
}

TEST_F(AgreementMethodsTest, APlanGoesOnWithTheAgreementOfAnEarlierYear) {
  Create("a", "project: '@projects/hotel'");
  Commit("c-1",
         "supporter: '@units/fund' project: '@projects/hotel' "
         "fund_kind: 'grant' year: 2016 amount_fen: 300");
  const auto response = FromPlan();
  EXPECT_EQ(response.agreements_size(), 0);
  EXPECT_EQ(response.existing_count(), 1);
  const auto linked = Ok(agreements_.GetAgreement(
      Call(),
      Text<progress::v1::GetAgreementRequest>("name: '@agreements/a'")));
  EXPECT_THAT(linked.commitments(),
              ElementsAre("programmes/hubei/commitments/c-1"));
  EXPECT_THAT(Error(Update("agreement {} update_mask { paths: 'project' }")),
              HasSubstr("INVALID_ARGUMENT: agreement.project: cannot change"));
}

TEST_F(AgreementMethodsTest, APlanNeedsAYearOfTheProgrammeAndARecipient) {
  EXPECT_THAT(Error(agreements_.CreateAgreementsFromPlan(
                  Call(), Text<CreateAgreementsFromPlanRequest>(
                              "parent: 'programmes/hubei' year: 2021"))),
              HasSubstr("INVALID_ARGUMENT: year: "));
  Commit("c-1",
         "supporter: '@units/fund' project: '@projects/tea-1' "
         "fund_kind: 'grant' year: 2016 amount_fen: 300");
  EXPECT_THAT(
      Error(agreements_.CreateAgreementsFromPlan(
          Call(), Text<CreateAgreementsFromPlanRequest>(
                      "parent: 'programmes/hubei' year: 2016"))),
      HasSubstr("FAILED_PRECONDITION: programmes/hubei/projects/tea-1: has no "
                "recipient"));
}

TEST_F(AgreementMethodsTest, CallsSideBySideMakeEachAgreementOnce) {
  for (const char* unit : {"fund", "city", "bare"}) {
    Commit(unit, absl::StrCat("supporter: '@units/", unit,
                              "' project: '@projects/hotel' "
                              "fund_kind: 'grant' year: 2016 amount_fen: 300"));
  }
  constexpr int kCallers = 4;
  int made[kCallers] = {};
  std::vector<CallContext*> calls;
  for (int i = 0; i < kCallers; ++i) calls.push_back(&Call());
  std::vector<std::thread> threads;
  for (int i = 0; i < kCallers; ++i) {
    threads.emplace_back([&, i] {
      made[i] = Ok(agreements_.CreateAgreementsFromPlan(
                       *calls[i], Text<CreateAgreementsFromPlanRequest>(
                                      "parent: 'programmes/hubei' year: 2016")))
                    .agreements_size();
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(made[0] + made[1] + made[2] + made[3], 3);
  EXPECT_THAT(List(Call(), ""), SizeIs(3));
}

TEST_F(AgreementMethodsTest, TheSheetShowsWhatTheCallSees) {
  Create("a", R"pb(
    contract_sums {
      side: SIDE_SUPPORTER
      fund_kind: "grant"
      amount_fen: 50000000
    }
    milestones {
      id: "m"
      display_name { zh: "开工" }
      due_date: "2016-05-01"
    })pb");
  Ok(Report("milestone: 'm'"));
  const auto sheets = MakeAgreementSheet(store_, agreements_.methods());
  const Sheet sheet =
      Ok(sheets->Export(Call(), "programmes/hubei", TableLanguage::kZh, false));
  ASSERT_THAT(sheet.rows, SizeIs(2));
  std::string headings;
  std::string cells;
  for (const Cell& cell : sheet.rows[0].cells) headings += cell.text + "|";
  for (const Cell& cell : sheet.rows[1].cells) cells += cell.text + "|";
  EXPECT_THAT(headings, HasSubstr("合同总额（万元）"));
  EXPECT_THAT(headings, HasSubstr("合同无偿援助 grant（万元）"));
  EXPECT_THAT(cells,
              HasSubstr("茶厂|Tea works|fund|省基金|county|点军区政府|"));
  EXPECT_THAT(cells, HasSubstr("dianjun/tea=10000"));
  EXPECT_THAT(cells, HasSubstr("1 / 1"));
  EXPECT_THAT(Ok(sheets->Export(CallOf("bare", ""), "programmes/hubei",
                                TableLanguage::kZh, false))
                  .rows,
              SizeIs(1));
}

class IndicatorMethodsTest : public AgreementMethodsTest {
 protected:
  absl::StatusOr<Indicator> TryIndicator(const std::string& more) {
    return indicators_.CreateIndicator(
        Call(), Text<CreateIndicatorRequest>(absl::StrCat(
                    "parent: 'programmes/hubei' indicator_id: 'jobs' ",
                    "indicator { display_name { zh: '就业' } ", more, " }")));
  }
  IndicatorMethods indicators_{store_, clock_, ids_, followed_};
};

TEST_F(IndicatorMethodsTest, RefusesWhatDoesNotFitItsMeasure) {
  EXPECT_THAT(Error(TryIndicator("")),
              HasSubstr("INVALID_ARGUMENT: indicator.measure: "));
  EXPECT_THAT(Error(TryIndicator("measure: MEASURE_RATE by_labour_form: true")),
              HasSubstr("INVALID_ARGUMENT: indicator.by_labour_form: "));
  EXPECT_THAT(
      Error(TryIndicator("measure: MEASURE_COUNT relative_to_province: true")),
      HasSubstr("INVALID_ARGUMENT: indicator.relative_to_province: "));
  EXPECT_THAT(Error(TryIndicator("measure: MEASURE_COUNT target: 'jobs'")),
              HasSubstr("INVALID_ARGUMENT: indicator.target: \"jobs\" is no "
                        "target of the programme"));
}

TEST_F(IndicatorMethodsTest, IsDeletedOnlyWhileTheLedgerHasNothingOfIt) {
  Ok(TryIndicator("measure: MEASURE_COUNT by_labour_form: true"));
  Put("ledgerEntries",
      Entry(2016, 1,
            R"pb(count { indicator: "@indicators/jobs" value: 5 }
                 state: STATE_CONFIRMED)pb"));
  DeleteIndicatorRequest request;
  request.set_name("programmes/hubei/indicators/jobs");
  EXPECT_THAT(Error(indicators_.DeleteIndicator(Call(), request)),
              HasSubstr("FAILED_PRECONDITION"));
}

}  // namespace
}  // namespace duikou
