// A call's whole way through a server: made, opened, applied to, closed,
// scored, ranked and awarded; and what is refused on it.
#include "services/assignment/competition_service.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/assignment/competition_ranking.h"
#include "services/assignment/testing/assignment_server.h"
#include "services/base/clock.h"
#include "services/programme/testing/small_programme.h"
#include "services/rpc/resource_name.h"
#include "services/store/history_store.h"
#include "services/store/memory/memory_store.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using pb::Application;
using pb::Call;
using pb::CallRanking;
using Stub = pb::CompetitionService::Stub;
using ::testing::AllOf;
using testing::AssignmentServer;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Parse;
using testing::PutText;

constexpr char kTheCall[] = "programmes/hubei/calls/roads";
constexpr char kName[] = "name: 'programmes/hubei/calls/roads' ";
// 10 m yuan, by need (60, of 100 points) and plan (40, of 10); a day for
// applications.
constexpr char kFields[] = R"(
  display_name { zh: "农村公路" }
  supporter: "programmes/hubei/units/fund"
  fund_kind: "policy" year: 2015
  amount_fen: 1000000000 least_share_fen: 50000000 most_share_fen: 600000000
  criteria { id: "need" display_name { zh: "必要性" } weight: 60
             most_points: 100 }
  criteria { id: "plan" display_name { zh: "方案" } weight: 40
             most_points: 10 }
  application_due_time { seconds: 1420156800 }
  least_score: 5000)";

class CompetitionServiceTest : public ::testing::Test {
 protected:
  CompetitionServiceTest() : store_(memory_, history_clock_) {
    testing::WriteSmallProgramme(store_);
    for (const char* id : {"a", "b", "c", "d"}) PutProject(id, kReady);
    server_ = std::make_unique<AssignmentServer>(store_);
  }

  static constexpr char kReady[] =
      "readiness: READINESS_FEASIBILITY_STUDY state: STATE_OPEN";

  void PutProject(const std::string& id, const std::string& more,
                  int64_t total_fen = 500'000'000) {
    PutText(store_, "projects", id,
            absl::StrCat(R"(display_name { zh: "路" } area: "@areas/zigui"
                            sector: "@sectors/tea"
                            recipient: "@units/county"
                            first_year: 2014 last_year: 2016
                            fund_needs { fund_kind: "policy" total_fen: )",
                         total_fen, " } ", more));
  }
  void PutCommitment(const std::string& project, int64_t fen) {
    PutText(
        store_, "commitments", absl::StrCat("m-", project),
        absl::StrCat("supporter: '@units/fund' project: '@projects/", project,
                     "' fund_kind: 'policy' year: 2015 ", "amount_fen: ", fen));
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Do(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                           const Request&,
                                                           Response*),
                              const std::string& text) {
    return server_->Do(method, Parse<Request>(text));
  }
  template <typename T>
  static T Ok(absl::StatusOr<T> result) {
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? *std::move(result) : T();
  }
  template <typename T>
  static std::string Error(const absl::StatusOr<T>& result) {
    return result.status().ToString();
  }

  // A value in `more` wins.
  absl::StatusOr<Call> Create(const std::string& more = "") {
    auto request = Parse<pb::CreateCallRequest>(absl::StrCat(
        "parent: 'programmes/hubei' call_id: 'roads' call {", kFields, "}"));
    EXPECT_TRUE(google::protobuf::TextFormat::MergeFromString(
        more, request.mutable_call()));
    return server_->Do(&Stub::CreateCall, request);
  }
  absl::StatusOr<Call> Update(const std::string& fields,
                              const std::string& path) {
    return Do(&Stub::UpdateCall,
              absl::StrCat("call { ", kName, fields,
                           " } update_mask { paths: '", path, "' }"));
  }
  absl::StatusOr<Call> Open() { return Do(&Stub::OpenCall, kName); }
  absl::StatusOr<Call> Close() { return Do(&Stub::CloseCall, kName); }
  Call Get() { return Ok(Do(&Stub::GetCall, kName)); }
  void MakeOpen() {
    Ok(Create());
    Ok(Open());
  }
  // After the due time.
  void MakeScoring() {
    server_->clock().Advance(absl::Hours(25));
    Ok(Close());
  }

  static std::string NameOf(const std::string& collection,
                            const std::string& project) {
    return absl::StrCat("name: '", kTheCall, "/", collection, "/", project,
                        "' ");
  }
  // In 万元.
  absl::StatusOr<Application> Apply(const std::string& project, int64_t asked,
                                    int64_t least = 0) {
    return Do(&Stub::CreateApplication,
              absl::StrCat("parent: '", kTheCall, "' application { project: ",
                           "'programmes/hubei/projects/", project,
                           "' amount_fen: ", asked * 1'000'000,
                           " least_amount_fen: ", least * 1'000'000, " }"));
  }
  Application GetApplication(const std::string& project) {
    return Ok(Do(&Stub::GetApplication, NameOf("applications", project)));
  }
  absl::StatusOr<pb::ApplicationScores> Score(const std::string& project,
                                              int need, int plan) {
    return Do(
        &Stub::ScoreApplication,
        absl::StrCat(NameOf("scores", project),
                     "points { criterion: 'plan' points: ", plan,
                     " } points { criterion: 'need' points: ", need, " }"));
  }
  CallRanking Rank() { return Ok(Do(&Stub::RankApplications, kName)); }
  absl::StatusOr<CallRanking> Award(const std::string& etag,
                                    bool validate_only = false) {
    pb::AwardCallRequest request;
    request.set_name(kTheCall);
    request.set_etag(etag);
    request.set_validate_only(validate_only);
    return server_->Do(&Stub::AwardCall, request);
  }

  // `1 a 8000: 300 ALL`, in 万元.
  static std::vector<std::string> Lines(const CallRanking& ranking) {
    std::vector<std::string> lines;
    for (const pb::RankedApplication& place : ranking.ranked()) {
      lines.push_back(absl::StrCat(
          place.rank(), " ", std::string(LastId(place.project())), " ",
          place.score(), ": ", place.awarded_fen() / 1'000'000, " ",
          pb::AwardReason_Name(place.award_reason()).substr(13)));
    }
    return lines;
  }
  // `fund>a policy 300 竞争性分配 …`.
  std::vector<std::string> Commitments() {
    std::vector<std::string> lines;
    const auto records = ListWholly(store_, "hubei", "commitments");
    for (const Record& record : *records) {
      profiles::v1::Commitment commitment;
      EXPECT_TRUE(commitment.ParseFromString(record.value));
      EXPECT_EQ(commitment.year(), 2015);
      lines.push_back(absl::StrCat(
          std::string(LastId(commitment.supporter())), ">",
          std::string(LastId(commitment.project())), " ",
          commitment.fund_kind(), " ", commitment.amount_fen() / 1'000'000, " ",
          commitment.source()));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }

  // Scored: c 8200, a 8000, b 7400, d 4000.
  void MakeRanked() {
    MakeOpen();
    Ok(Apply("a", 500));
    Ok(Apply("b", 400, 100));
    Ok(Apply("c", 300));
    Ok(Apply("d", 100));
    MakeScoring();
    Ok(Score("a", 80, 8));
    Ok(Score("b", 70, 8));
    Ok(Score("c", 90, 7));
    Ok(Score("d", 40, 4));
  }

  MemoryStore memory_;
  SystemClock history_clock_;
  HistoryStore store_;
  std::unique_ptr<AssignmentServer> server_;
};

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

TEST_F(CompetitionServiceTest, ASheetOfTheSamePersonTakesThePlaceOfTheFirst) {
  MakeOpen();
  Ok(Apply("a", 500));
  EXPECT_THAT(Error(Score("a", 1, 1)), HasSubstr("is not being scored"));
  MakeScoring();
  Ok(Score("a", 10, 1));
  const pb::ApplicationScores scores = Ok(Score("a", 90, 7));
  ASSERT_EQ(scores.sheets_size(), 1);
  EXPECT_EQ(scores.sheets(0).assessor(), "anonymous");
  EXPECT_EQ(scores.sheets(0).points(0).criterion(), "need");
  EXPECT_EQ(scores.sheets(0).points(0).points(), 90);
  EXPECT_THAT(Error(Score("a", 101, 7)), HasSubstr("points[1].points: 101"));
  EXPECT_THAT(Error(Do(&Stub::ScoreApplication,
                       absl::StrCat(NameOf("scores", "a"),
                                    "points { criterion: 'need' }"))),
              HasSubstr("points: has none of the criterion \"plan\""));
  EXPECT_THAT(Error(Do(&Stub::ScoreApplication,
                       absl::StrCat(
                           NameOf("scores", "a"),
                           "points { criterion: 'need' "
                           "} points { criterion: 'plan' } points { criterion: "
                           "'looks' }"))),
              HasSubstr("points: has 3 entries, and the call has 2 criteria"));
}

TEST_F(CompetitionServiceTest, WhatWasWithdrawnIsNeitherScoredNorRanked) {
  MakeOpen();
  Ok(Apply("a", 500));
  Ok(Apply("b", 400));
  Ok(Do(&Stub::WithdrawApplication, NameOf("applications", "a")));
  MakeScoring();
  EXPECT_THAT(Error(Score("a", 1, 1)), HasSubstr("was withdrawn"));
  Ok(Score("b", 100, 10));
  EXPECT_THAT(Lines(Rank()), ElementsAre("1 b 10000: 400 ALL"));
  Ok(Award(Rank().etag()));
  EXPECT_EQ(GetApplication("a").state(), Application::STATE_WITHDRAWN);
}

TEST_F(CompetitionServiceTest, AnAwardIsOfTheRankingThatWasSeen) {
  MakeRanked();
  const std::string seen = Rank().etag();
  Ok(Score("d", 100, 10));
  EXPECT_THAT(Error(Award(seen)),
              AllOf(HasSubstr("ABORTED"), HasSubstr("it was scored since")));
  const std::string scored = Rank().etag();
  PutCommitment("c", 250'000'000);
  EXPECT_THAT(Error(Award(scored)),
              AllOf(HasSubstr("ABORTED"),
                    HasSubstr("what projects still need is less or more, such "
                              "as programmes/hubei/projects/c")));
  const CallRanking now = Rank();
  EXPECT_THAT(Lines(now),
              ElementsAre("1 d 10000: 100 ALL", "2 c 8200: 250 OPEN_NEED",
                          "3 a 8000: 500 ALL", "4 b 7400: 150 REST"));
  Ok(Update("display_name { zh: '改名' }", "display_name"));
  EXPECT_THAT(Error(Award(now.etag())), HasSubstr("the call was changed"));

  const CallRanking checked = Ok(Award(Rank().etag(), true));
  EXPECT_EQ(Lines(checked), Lines(now));
  EXPECT_EQ(Get().state(), Call::STATE_SCORING);
  EXPECT_EQ(Commitments().size(), 1);
  const std::string last = Rank().etag();
  Ok(Award(last));
  EXPECT_EQ(Commitments().size(), 5);
  EXPECT_THAT(Error(Award(last)),
              AllOf(HasSubstr("ABORTED"), HasSubstr("it was awarded by")));
}

TEST_F(CompetitionServiceTest, NothingIsAwardedWhileAnApplicationHasNoScore) {
  MakeOpen();
  Ok(Apply("a", 500));
  Ok(Apply("b", 400));
  MakeScoring();
  Ok(Score("b", 100, 10));
  const CallRanking ranking = Rank();
  EXPECT_THAT(Lines(ranking),
              ElementsAre("1 b 10000: 400 ALL", "0 a 0: 0 NOT_SCORED"));
  EXPECT_THAT(Error(Award(ranking.etag())),
              HasSubstr("applications/a: is not scored yet"));
  EXPECT_THAT(Commitments(), IsEmpty());
}

TEST_F(CompetitionServiceTest, AProjectThatIsGoneNeedsNothing) {
  MakeRanked();
  PutProject("c", "readiness: READINESS_APPROVED state: STATE_WITHDRAWN");
  EXPECT_THAT(
      Lines(Rank()),
      ElementsAre("1 c 8200: 0 NOTHING_NEEDED", "2 a 8000: 500 ALL",
                  "3 b 7400: 400 ALL", "4 d 4000: 0 BELOW_LEAST_SCORE"));
}

// What the view has not seen yet is found in the commit.
TEST_F(CompetitionServiceTest, AnAwardOverWhatIsOpenNamesTheProject) {
  MakeRanked();
  RankedCall ranked;
  ranked.ranking = Rank();
  ranked.applications.resize(ranked.ranking.ranked_size());
  for (int i = 0; i < ranked.ranking.ranked_size(); ++i) {
    ranked.applications[i].application =
        GetApplication(std::string(LastId(ranked.ranking.ranked(i).project())));
  }
  PutProject("c", kReady, 299'999'999);
  RandomIdGenerator ids;
  CallContext call({}, ids);
  WriteContext context(call, store_, ids, "hubei", history_clock_.Now());
  Call notice = Get();
  EXPECT_THAT(WriteAward(context, ranked, notice).ToString(),
              AllOf(HasSubstr("FAILED_PRECONDITION"),
                    HasSubstr("programmes/hubei/projects/c: does not need the "
                              "300000000 fen that it is awarded any more")));
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
