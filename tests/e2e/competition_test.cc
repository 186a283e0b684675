// From a call to its award in the sample programme, by the duikou command, on
// both layouts: two offices that award at once, one sum everywhere, and what
// was awarded counts from then on.
#include <algorithm>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "clients/cli/command_line.h"
#include "deploy/sample/competition_loader.h"
#include "deploy/sample/programme.h"
#include "duikou/assignment/v1/competition_service.pb.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/testing/temporary_directory.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

namespace apb = ::duikou::assignment::v1;
using ::testing::HasSubstr;

constexpr int64_t kFenPerWan = 1'000'000;

class CompetitionTest : public SampleTest {
 protected:
  struct Told {
    int code = 0;
    std::string out;
    std::string err;
  };

  // `duikou call …`.
  Told Run(std::vector<std::string> arguments) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    cli::Terminal terminal{.in = in, .out = out, .err = err};
    terminal.variable = [this](const std::string& name) -> std::string {
      return name == "XDG_STATE_HOME" ? state_.path() : "";
    };
    std::vector<std::string> servers;
    for (const auto& [role, service] : RoleServices()) {
      servers.push_back(absl::StrCat(role, "=", deployment().address(role)));
    }
    arguments.insert(arguments.begin(), "call");
    for (const std::string& option :
         {std::string("--server"), absl::StrJoin(servers, ","),
          std::string("--programme"), std::string("hubei")}) {
      arguments.push_back(option);
    }
    const int code = cli::RunCommandLine(arguments, terminal);
    return {code, out.str(), err.str()};
  }
  Told Must(const std::vector<std::string>& arguments) {
    Told told = Run(arguments);
    EXPECT_EQ(told.code, 0)
        << absl::StrJoin(arguments, " ") << ": " << told.out << told.err;
    return told;
  }

  static bool CanApply(const catalogue::v1::Project& project) {
    return project.state() == catalogue::v1::Project::STATE_OPEN &&
           project.readiness() >=
               catalogue::v1::Project::READINESS_FEASIBILITY_STUDY &&
           project.first_year() <= 2016 && project.last_year() >= 2016 &&
           std::any_of(project.fund_needs().begin(), project.fund_needs().end(),
                       [](const auto& need) {
                         const int64_t open = need.has_open_fen()
                                                  ? need.open_fen()
                                                  : need.total_fen();
                         return need.fund_kind() == "policy" &&
                                open >= 300 * kFenPerWan;
                       });
  }
  // Ids of projects that need 300 万元 of policy funds and have a study.
  std::vector<std::string> Projects(size_t count) {
    std::vector<std::string> ids;
    catalogue::v1::ListProjectsRequest request;
    request.set_parent("programmes/hubei");
    request.set_page_size(1000);
    const auto got =
        Do(deployment().catalogue(), &CatalogueStub::ListProjects, request);
    EXPECT_TRUE(got.ok()) << got;
    for (const auto& project : got.response.projects()) {
      if (ids.size() < count && CanApply(project)) {
        ids.push_back(project.name().substr(project.name().rfind('/') + 1));
      }
    }
    EXPECT_EQ(ids.size(), count);
    return ids;
  }

  // Makes, opens and closes a call of `wan` 万元, applied to for 80 each.
  void MakeClosed(const std::string& id, int wan,
                  const std::vector<std::string>& projects) {
    Must({"create", id, "--display-name", "农村公路竞争性分配", "--supporter",
          "transport", "--fund-kind", "policy", "--year", "2016", "--amount",
          absl::StrCat(wan, "万元"), "--criterion", "need,必要性,60,100",
          "--criterion", "plan,方案,40,10", "--application-due-time", "336h"});
    Must({"open", id});
    for (const std::string& project : projects) {
      Must({"apply", id, project, "--amount", "80万元", "--least", "20万元"});
    }
    Must({"close", id, "--before-due-time"});
  }
  apb::CallRanking Ranking(const std::string& id) {
    apb::RankApplicationsRequest request;
    request.set_name(absl::StrCat("programmes/hubei/calls/", id));
    const auto got = Do(deployment().competition(),
                        &CompetitionStub::RankApplications, request);
    EXPECT_TRUE(got.ok()) << got;
    return got.response;
  }
  // By project.
  std::map<std::string, int64_t> CommitmentsOf(const std::string& id) {
    std::map<std::string, int64_t> fen;
    profiles::v1::ListCommitmentsRequest request;
    request.set_parent("programmes/hubei");
    request.set_page_size(1000);
    do {
      const auto got =
          Do(deployment().profiles(), &ProfilesStub::ListCommitments, request);
      EXPECT_TRUE(got.ok()) << got;
      for (const auto& commitment : got.response.commitments()) {
        if (commitment.source() !=
            absl::StrCat("竞争性分配 programmes/hubei/calls/", id)) {
          continue;
        }
        EXPECT_EQ(commitment.supporter(), "programmes/hubei/units/transport");
        fen[commitment.project()] += commitment.amount_fen();
      }
      request.set_page_token(got.response.next_page_token());
    } while (!request.page_token().empty());
    return fen;
  }

  // Both of the same ranking, at the same moment.
  std::vector<Answer<apb::CallRanking>> AwardTwiceAtOnce(
      const std::string& id, const std::string& etag) {
    apb::AwardCallRequest request;
    request.set_name(absl::StrCat("programmes/hubei/calls/", id));
    request.set_etag(etag);
    std::vector<Answer<apb::CallRanking>> answers(2);
    std::vector<std::thread> offices;
    for (Answer<apb::CallRanking>& answer : answers) {
      offices.emplace_back([&] {
        answer = Do(deployment().competition(), &CompetitionStub::AwardCall,
                    request);
      });
    }
    for (std::thread& office : offices) office.join();
    return answers;
  }

  const TemporaryDirectory state_;
};
DUIKOU_ON_BOTH_LAYOUTS(CompetitionTest);

TEST_P(CompetitionTest, GoesFromACallToItsAward) {
  const std::vector<std::string> projects = Projects(4);
  MakeClosed("roads", 200, projects);
  for (size_t i = 0; i < projects.size(); ++i) {
    Must({"score", "roads", projects[i], absl::StrCat("need=", 90 - 10 * i),
          "plan=5", "--note", "前期扎实"});
  }
  const Told shown = Must({"rank", "roads"});
  EXPECT_THAT(shown.out, HasSubstr("必要性"));
  EXPECT_THAT(shown.out, HasSubstr("74.00"));  // 0.6 × 90 + 0.4 × 50
  EXPECT_THAT(shown.out, HasSubstr("部分支持：总额余下 40万元"));
  EXPECT_THAT(shown.out, HasSubstr("共分配 200万元"));
  EXPECT_THAT(Must({"rank", "roads", "--output", "csv"}).out,
              HasSubstr("AWARD_REASON_NOTHING_LEFT"));
  Must({"award", "roads", "--validate-only"});
  EXPECT_TRUE(CommitmentsOf("roads").empty());

  const apb::CallRanking ranking = Ranking("roads");
  const auto answers = AwardTwiceAtOnce("roads", ranking.etag());
  const int winner = answers[0].ok() ? 0 : 1;
  ASSERT_TRUE(answers[winner].ok()) << answers[0] << "; " << answers[1];
  const grpc::Status& lost = answers[1 - winner].status;
  EXPECT_EQ(lost.error_code(), grpc::StatusCode::ABORTED)
      << lost.error_message();
  EXPECT_THAT(lost.error_message(), HasSubstr("it was awarded by"));
  std::map<std::string, int64_t> awards;
  for (const auto& place : ranking.ranked()) {
    if (place.awarded_fen() > 0) {
      awards[place.project()] = place.awarded_fen();
    }
  }
  EXPECT_EQ(awards.size(), 3);
  EXPECT_EQ(CommitmentsOf("roads"), awards);
  EXPECT_THAT(Must({"show", "roads"}).out, HasSubstr("已获支持"));
  EXPECT_THAT(Must({"list", "--state", "awarded", "--output", "csv"}).out,
              HasSubstr("programmes/hubei/calls/roads"));

  // What was awarded is not needed any more.
  MakeClosed("more-roads", 500, {projects[0]});
  Must({"score", "more-roads", projects[0], "need=1", "plan=1"});
  EXPECT_EQ(Ranking("more-roads").ranked(0).open_fen(),
            ranking.ranked(0).open_fen() - 80 * kFenPerWan);
  EXPECT_THAT(Must({"sheets", "more-roads", projects[0]}).out,
              HasSubstr("need=1 plan=1"));
  Must({"remove-sheet", "more-roads", projects[0], "anonymous", "--yes"});
  EXPECT_THAT(Must({"rank", "more-roads"}).out, HasSubstr("尚未评分"));
  EXPECT_THAT(
      Run({"remove-sheet", "more-roads", projects[0], "li", "--yes"}).err,
      HasSubstr("people/li 没有给该申报评分"));
  Must({"cancel", "more-roads", "--reason", "资金调整"});
  EXPECT_EQ(Run({"award", "more-roads", "--yes"}).code, 1);
}

TEST_P(CompetitionTest, AnApplicationIsChangedWithdrawnAndPutForwardAgain) {
  const std::vector<std::string> projects = Projects(1);
  const std::string& project = projects[0];
  Must({"create", "water", "--display-name", "饮水安全", "--supporter",
        "transport", "--fund-kind", "policy", "--year", "2016", "--amount",
        "50万元", "--criterion", "need,必要性,1,100", "--application-due-time",
        "2099-12-31"});
  const Told early = Run({"apply", "water", project, "--amount", "5万元"});
  EXPECT_EQ(early.code, 1);
  EXPECT_THAT(early.err, HasSubstr("须为申报中，现为草稿"));
  Must({"open", "water"});
  Must({"apply", "water", project, "--amount", "5万元"});
  Must({"change", "water", project, "--amount", "6万元", "--statement",
        "可研已批复"});
  Must({"withdraw", "water", project});
  EXPECT_THAT(Must({"show", "water"}).out, HasSubstr("已撤回"));
  Must({"submit", "water", project});
  EXPECT_THAT(Must({"show", "water", "--output", "csv"}).out,
              HasSubstr(absl::StrCat(project, ",", 6 * kFenPerWan,
                                     ",0,"
                                     "STATE_SUBMITTED")));
  Must({"cancel", "water", "--reason", "资金调整"});
}

TEST_P(CompetitionTest, TheSampleHasOneThatIsScoredAndNotAwarded) {
  const sample::Programme hubei = sample::MakeHubei(2014);
  sample::CompetitionLoader loader(deployment().channel("assignment"), "",
                                   absl::Now());
  EXPECT_FALSE(loader.IsLoaded(hubei));
  // What was begun can be run again.
  for (int i = 0; i < 2; ++i) {
    const grpc::Status status = loader.Load(hubei);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }
  EXPECT_TRUE(loader.IsLoaded(hubei));
  const apb::CallRanking ranking = Ranking("rural-roads-2015");
  EXPECT_EQ(ranking.ranked_size(), hubei.calls.at(0).applications.size());
  std::set<apb::AwardReason> reasons;
  for (const auto& place : ranking.ranked()) {
    EXPECT_EQ(place.assessor_count(), 1) << place.application();
    reasons.insert(place.award_reason());
  }
  EXPECT_EQ(reasons.count(apb::AWARD_REASON_ALL), 1);
  EXPECT_EQ(reasons.count(apb::AWARD_REASON_BELOW_LEAST_SCORE), 1);
  EXPECT_TRUE(CommitmentsOf("rural-roads-2015").empty());
}

}  // namespace
}  // namespace duikou::e2e
