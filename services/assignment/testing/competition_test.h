// CompetitionTest: the base of tests of a call's way through a server, on the
// small programme with four projects more, `a` to `d`, that each need 5 m yuan
// of policy funds.
//
//   class ScoreSheetsTest : public testing::CompetitionTest {};
//   TEST_F(ScoreSheetsTest, …) { MakeRanked(); EXPECT_THAT(Lines(Rank()), …); }
#ifndef DUIKOU_SERVICES_ASSIGNMENT_TESTING_COMPETITION_TEST_H_
#define DUIKOU_SERVICES_ASSIGNMENT_TESTING_COMPETITION_TEST_H_

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "duikou/assignment/v1/competition_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "google/protobuf/text_format.h"
#include "gtest/gtest.h"
#include "services/assignment/testing/assignment_server_test.h"
#include "services/programme/testing/small_programme.h"
#include "services/rpc/resource_name.h"
#include "services/store/record_lookup.h"

namespace duikou::testing {

inline constexpr char kTheCall[] = "programmes/hubei/calls/roads";
inline constexpr char kName[] = "name: 'programmes/hubei/calls/roads' ";
// 10 m yuan, by need (60, of 100 points) and plan (40, of 10); a day for
// applications.
inline constexpr char kFields[] = R"(
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

class CompetitionTest : public AssignmentServerTest {
 protected:
  using Application = assignment::v1::Application;
  using Call = assignment::v1::Call;
  using CallRanking = assignment::v1::CallRanking;
  using Stub = assignment::v1::CompetitionService::Stub;

  CompetitionTest() {
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

  // A value in `more` wins.
  absl::StatusOr<Call> Create(const std::string& more = "") {
    auto request = Parse<assignment::v1::CreateCallRequest>(absl::StrCat(
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
  absl::StatusOr<assignment::v1::ApplicationScores> Score(
      const std::string& project, int need, int plan) {
    return Do(
        &Stub::ScoreApplication,
        absl::StrCat(NameOf("scores", project),
                     "points { criterion: 'plan' points: ", plan,
                     " } points { criterion: 'need' points: ", need, " }"));
  }
  // As another person would have scored it; `sheet` as text.
  void AddSheet(const std::string& project, const std::string& sheet) {
    const std::string id = absl::StrCat("roads/", project);
    const absl::StatusOr<Record> record = store_.Get("hubei", "scores", id);
    assignment::v1::ApplicationScores scores;
    ASSERT_TRUE(record.ok() && scores.ParseFromString(record->value));
    *scores.add_sheets() = Parse<assignment::v1::ScoreSheet>(sheet);
    CommitRequest commit{.partition = "hubei"};
    commit.mutations.push_back(
        Mutation::Put("scores", id, scores.SerializeAsString(),
                      ::duikou::Expectation::Exactly(record->revision)));
    ASSERT_TRUE(store_.Commit(commit).ok());
  }
  absl::StatusOr<assignment::v1::ApplicationScores> Remove(
      const std::string& project, const std::string& assessor) {
    return Do(
        &Stub::RemoveScoreSheet,
        absl::StrCat(NameOf("scores", project), "assessor: '", assessor, "'"));
  }
  CallRanking Rank() { return Ok(Do(&Stub::RankApplications, kName)); }
  absl::StatusOr<CallRanking> Award(const std::string& etag,
                                    bool validate_only = false) {
    assignment::v1::AwardCallRequest request;
    request.set_name(kTheCall);
    request.set_etag(etag);
    request.set_validate_only(validate_only);
    return server_->Do(&Stub::AwardCall, request);
  }

  // `1 a 8000: 300 ALL`, in 万元.
  static std::vector<std::string> Lines(const CallRanking& ranking) {
    std::vector<std::string> lines;
    for (const assignment::v1::RankedApplication& place : ranking.ranked()) {
      lines.push_back(absl::StrCat(
          place.rank(), " ", std::string(LastId(place.project())), " ",
          place.score(), ": ", place.awarded_fen() / 1'000'000, " ",
          assignment::v1::AwardReason_Name(place.award_reason()).substr(13)));
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
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_ASSIGNMENT_TESTING_COMPETITION_TEST_H_
