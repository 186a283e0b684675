// A call's whole way through a server: made, opened, applied to, closed,
// scored, ranked and awarded; and what is refused on it.
#include "services/assignment/competition_service.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assignment/testing/competition_test.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::kName;
using testing::kTheCall;

class CompetitionServiceTest : public testing::CompetitionTest {};

TEST_F(CompetitionServiceTest, GoesFromADraftToAnAward) {
  MakeRanked();
  const CallRanking ranking = Rank();
  EXPECT_THAT(
      Lines(ranking),
      ElementsAre("1 c 8200: 300 ALL", "2 a 8000: 500 ALL",
                  "3 b 7400: 200 REST", "4 d 4000: 0 BELOW_LEAST_SCORE"));
  EXPECT_EQ(ranking.ranked(2).award_text().zh(), "部分支持：总额余下 200万元");
  EXPECT_EQ(ranking.ranked(3).award_text().en(),
            "its score, 40.00, is below the least, 50.00");
  EXPECT_EQ(ranking.ranked(0).parts(0).part(), 5'400);
  EXPECT_EQ(ranking.ranked(0).parts(1).part(), 2'800);
  EXPECT_EQ(ranking.awarded_fen(), 1'000'000'000);
  EXPECT_EQ(ranking.left_fen(), 0);

  const CallRanking awarded = Ok(Award(ranking.etag()));
  EXPECT_EQ(awarded.state(), Call::STATE_AWARDED);
  EXPECT_EQ(Lines(awarded), Lines(ranking));
  EXPECT_EQ(Lines(Rank()), Lines(ranking));
  EXPECT_EQ(Get().state(), Call::STATE_AWARDED);
  EXPECT_EQ(Get().awarded_fen(), 1'000'000'000);
  EXPECT_THAT(
      Commitments(),
      ElementsAre("fund>a policy 500 竞争性分配 programmes/hubei/calls/roads",
                  "fund>b policy 200 竞争性分配 programmes/hubei/calls/roads",
                  "fund>c policy 300 竞争性分配 programmes/hubei/calls/roads"));
  EXPECT_TRUE(store_.Get("hubei", "references", "settlements/fund--2015").ok());
  const Application partly = GetApplication("b");
  EXPECT_EQ(partly.state(), Application::STATE_AWARDED);
  EXPECT_EQ(partly.rank(), 3);
  EXPECT_EQ(partly.awarded_fen(), 200'000'000);
  EXPECT_THAT(partly.commitment(), HasSubstr("programmes/hubei/commitments/"));
  EXPECT_EQ(GetApplication("d").state(), Application::STATE_NOT_AWARDED);
  EXPECT_EQ(GetApplication("d").commitment(), "");
}

TEST_F(CompetitionServiceTest, ACallIsOfAKindThatItsSupporterGives) {
  EXPECT_THAT(Error(Create("supporter: 'programmes/hubei/units/city'")),
              HasSubstr("call.fund_kind: \"policy\" is not given by units of"));
  EXPECT_THAT(Error(Create("supporter: 'programmes/hubei/units/county'")),
              HasSubstr("call.supporter"));
  EXPECT_THAT(Error(Create("year: 2021")), HasSubstr("call.year: 2021"));
  EXPECT_THAT(Error(Create("most_share_fen: 1000000001")),
              HasSubstr("most_share_fen: 1000000001 is more than amount_fen"));
  EXPECT_THAT(Error(Create("least_share_fen: 600000001")),
              HasSubstr("least_share_fen: 600000001 is more than the most"));
  EXPECT_THAT(Error(Create("criteria { id: 'need' display_name { zh: '又' } "
                           "weight: 1 most_points: 1 }")),
              HasSubstr("criteria[2]"));
}

TEST_F(CompetitionServiceTest, ApplicationsComeWhileTheCallIsOpenAlone) {
  EXPECT_EQ(Ok(Create()).state(), Call::STATE_DRAFT);
  EXPECT_THAT(Error(Apply("a", 500)), HasSubstr("is not open; it is a draft"));
  EXPECT_EQ(Ok(Open()).state(), Call::STATE_OPEN);
  const Application applied = Ok(Apply("a", 500));
  EXPECT_EQ(applied.name(), absl::StrCat(kTheCall, "/applications/a"));
  EXPECT_EQ(applied.supporter(), "programmes/hubei/units/fund");
  EXPECT_EQ(applied.applicant(), "anonymous");
  EXPECT_THAT(Error(Apply("a", 400)),
              AllOf(HasSubstr("ALREADY_EXISTS"), HasSubstr("exists already")));
  EXPECT_EQ(
      Ok(Do(&Stub::WithdrawApplication, NameOf("applications", "a"))).state(),
      Application::STATE_WITHDRAWN);
  EXPECT_THAT(
      Error(Do(&Stub::WithdrawApplication, NameOf("applications", "a"))),
      HasSubstr("is not put forward"));
  EXPECT_EQ(
      Ok(Do(&Stub::SubmitApplication, NameOf("applications", "a"))).state(),
      Application::STATE_SUBMITTED);
  EXPECT_THAT(Error(Do(&Stub::SubmitApplication, NameOf("applications", "a"))),
              HasSubstr("is not withdrawn"));
  EXPECT_EQ(Ok(Do(&Stub::UpdateApplication,
                  absl::StrCat("application { ", NameOf("applications", "a"),
                               "amount_fen: 300000000 }")))
                .amount_fen(),
            300'000'000);
  EXPECT_THAT(Error(Close()), HasSubstr("its due time has not come"));
  server_->clock().Advance(absl::Hours(25));
  EXPECT_THAT(Error(Apply("b", 500)), HasSubstr("its due time has passed"));
  Ok(Close());
  EXPECT_THAT(Error(Apply("b", 500)), HasSubstr("it is being scored"));
  EXPECT_THAT(
      Error(Do(&Stub::WithdrawApplication, NameOf("applications", "a"))),
      HasSubstr("it is being scored"));
}

TEST_F(CompetitionServiceTest, AProjectNeedsAFeasibilityStudyFirst) {
  MakeOpen();
  PutProject("idea", "readiness: READINESS_PROPOSAL state: STATE_OPEN");
  EXPECT_THAT(Error(Apply("idea", 100)),
              AllOf(HasSubstr("FAILED_PRECONDITION"),
                    HasSubstr("projects/idea: has no feasibility study yet")));
  PutProject("hidden", "readiness: READINESS_APPROVED state: STATE_DRAFT");
  EXPECT_THAT(Error(Apply("hidden", 100)),
              HasSubstr("projects/hidden: is not open to supporters"));
  EXPECT_THAT(Error(Apply("tea-1", 100)), HasSubstr("needs no \"policy\""));
  EXPECT_THAT(Error(Apply("none", 100)), HasSubstr("does not exist"));
  EXPECT_THAT(Error(Apply("a", 501)),
              HasSubstr("amount_fen: 501000000 is more than the project's"));
  EXPECT_THAT(Error(Apply("a", 49)),
              HasSubstr("is not within the call's shares"));
  EXPECT_THAT(Error(Apply("a", 601)),
              HasSubstr("is not within the call's shares"));
  EXPECT_THAT(Error(Apply("a", 100, 101)),
              HasSubstr("least_amount_fen: 101000000 is more than amount_fen"));
}

TEST_F(CompetitionServiceTest, OnceOpenedOnlyTextsAndALaterDueTimeChange) {
  MakeOpen();
  EXPECT_EQ(Ok(Update("display_name { zh: '新名' }", "display_name"))
                .display_name()
                .zh(),
            "新名");
  EXPECT_THAT(Error(Update("amount_fen: 5000000000", "amount_fen")),
              HasSubstr("is open; only its texts and its due time change"));
  EXPECT_THAT(Error(Update("application_due_time { seconds: 1420156799 }",
                           "application_due_time")),
              HasSubstr("its due time only moves later"));
  Ok(Update("application_due_time { seconds: 1420243200 }",
            "application_due_time"));
  EXPECT_THAT(Error(Do(&Stub::DeleteCall, kName)),
              HasSubstr("only a draft is deleted, and it is open"));
}

TEST_F(CompetitionServiceTest, IsOpenedAnewAsLongAsNobodyHasScored) {
  MakeOpen();
  Ok(Apply("a", 500));
  Ok(Do(&Stub::CloseCall, absl::StrCat(kName, "before_due_time: true")));
  EXPECT_EQ(Ok(Open()).state(), Call::STATE_OPEN);
  MakeScoring();
  EXPECT_THAT(Error(Open()), HasSubstr("its due time has passed; set another"));
  Ok(Update("application_due_time { seconds: 1420416000 }",
            "application_due_time"));
  Ok(Score("a", 1, 1));
  EXPECT_THAT(Error(Open()), HasSubstr("has been scored"));
}

TEST_F(CompetitionServiceTest, IsCancelledWithAReasonOrDeletedAsADraft) {
  Ok(Create());
  EXPECT_THAT(Error(Do(&Stub::CancelCall, absl::StrCat(kName, "reason: 'x'"))),
              HasSubstr("is not open or being scored; it is a draft"));
  EXPECT_TRUE(Do(&Stub::DeleteCall, kName).ok());
  MakeOpen();
  const Call cancelled =
      Ok(Do(&Stub::CancelCall, absl::StrCat(kName, "reason: '资金调整'")));
  EXPECT_EQ(cancelled.state(), Call::STATE_CANCELLED);
  EXPECT_EQ(cancelled.cancel_reason(), "资金调整");
  EXPECT_THAT(Error(Open()), HasSubstr("it is cancelled"));
  EXPECT_THAT(Error(Do(&Stub::RankApplications, kName)),
              HasSubstr("is not being scored"));
}

TEST_F(CompetitionServiceTest, WhatWasDoneIsInTheHistory) {
  MakeRanked();
  Ok(Award(Rank().etag()));
  const auto calls = Ok(Do(&Stub::ListHistory, kName));
  EXPECT_EQ(calls.entries_size(), 4);  // made, opened, closed, awarded
  const auto sheets = Ok(Do(&Stub::ListHistory, NameOf("scores", "a")));
  EXPECT_EQ(sheets.entries_size(), 2);  // applied for, scored
}

TEST_F(CompetitionServiceTest, ListsAreOfStatesAndYears) {
  MakeRanked();
  const std::string parent = "parent: 'programmes/hubei' ";
  EXPECT_EQ(Ok(Do(&Stub::ListCalls, parent)).calls_size(), 1);
  EXPECT_EQ(Ok(Do(&Stub::ListCalls, parent + "year: 2016")).calls_size(), 0);
  EXPECT_EQ(
      Ok(Do(&Stub::ListCalls, parent + "states: STATE_OPEN")).calls_size(), 0);
  const std::string of_call = absl::StrCat("parent: '", kTheCall, "' ");
  EXPECT_EQ(Ok(Do(&Stub::ListApplications, of_call)).applications_size(), 4);
  EXPECT_EQ(Ok(Do(&Stub::ListApplications, of_call + "states: STATE_WITHDRAWN"))
                .applications_size(),
            0);
  EXPECT_EQ(
      Ok(Do(&Stub::ListApplicationScores, of_call)).application_scores_size(),
      4);
}

}  // namespace
}  // namespace duikou
