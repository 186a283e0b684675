// From quotas to a confirmed plan of the sample programme, by the duikou
// command, on both layouts: a declined offer, a pin, a re-solve and an
// amendment on the way; two offices that confirm at once; and one sum
// everywhere.
#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/command_line.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/store/testing/temporary_directory.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

namespace pb = ::duikou::assignment::v1;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr char kPlan[] = "programmes/hubei/annualPlans/2015";
// By a unit or area, or empty for all, and by fund kind; all three in one.
using Sums = std::map<std::pair<std::string, std::string>, int64_t>;

std::string IdOf(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

class PlanTest : public SampleTest {
 protected:
  struct Told {
    int code = 0;
    std::string out;
    std::string err;
  };

  // `duikou plan …`.
  Told Plan(std::vector<std::string> arguments) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    cli::Terminal terminal{.in = in, .out = out, .err = err};
    terminal.variable = [this](const std::string& name) -> std::string {
      return name == "XDG_STATE_HOME" ? state_.path() : "";
    };
    arguments.insert(arguments.begin(), "plan");
    for (const std::string& option :
         {std::string("--server"), Servers(), std::string("--programme"),
          std::string("hubei"), std::string("--deadline"),
          std::string("60s")}) {
      arguments.push_back(option);
    }
    const int code = cli::RunCommandLine(arguments, terminal);
    return {code, out.str(), err.str()};
  }
  Told Must(const std::vector<std::string>& arguments) {
    Told told = Plan(arguments);
    EXPECT_EQ(told.code, 0)
        << absl::StrJoin(arguments, " ") << ": " << told.out << told.err;
    return told;
  }
  std::string Servers() {
    std::vector<std::string> entries;
    for (const auto& [role, services] : RoleServices()) {
      entries.push_back(absl::StrCat(role, "=", deployment().address(role)));
    }
    return absl::StrJoin(entries, ",");
  }

  pb::AnnualPlan Fetch() {
    pb::GetAnnualPlanRequest request;
    request.set_name(kPlan);
    const auto got =
        Do(deployment().assignment(), &AssignmentStub::GetAnnualPlan, request);
    EXPECT_TRUE(got.ok()) << got;
    return got.response;
  }
  pb::PlanVersion Current() {
    pb::GetPlanVersionRequest request;
    request.set_name(Fetch().current_version());
    const auto got =
        Do(deployment().assignment(), &AssignmentStub::GetPlanVersion, request);
    EXPECT_TRUE(got.ok()) << got;
    return got.response;
  }
  // What universities owe of economic cooperation: nothing in the sample.
  std::map<std::string, int64_t> QuotasOfUniversities(int year) {
    std::map<std::string, int64_t> sums;
    profiles::v1::ListQuotasRequest request;
    request.set_parent("programmes/hubei");
    request.set_page_size(1000);
    const auto got =
        Do(deployment().profiles(), &ProfilesStub::ListQuotas, request);
    EXPECT_TRUE(got.ok()) << got;
    EXPECT_EQ(got.response.next_page_token(), "");
    for (const auto& quota : got.response.quotas()) {
      const std::string unit = IdOf(quota.unit());
      if (quota.year() == year && quota.fund_kind() == "cooperation" &&
          (unit == "hzau" || unit == "cug" || unit == "ctgu")) {
        sums[unit] += quota.amount_fen();
      }
    }
    return sums;
  }
  std::vector<pb::PlanShare> Shares() {
    pb::ListPlanSharesRequest request;
    request.set_parent(kPlan);
    request.set_page_size(1000);
    std::vector<pb::PlanShare> shares;
    do {
      const auto got = Do(deployment().assignment(),
                          &AssignmentStub::ListPlanShares, request);
      EXPECT_TRUE(got.ok()) << got;
      shares.insert(shares.end(), got.response.plan_shares().begin(),
                    got.response.plan_shares().end());
      request.set_page_token(got.response.next_page_token());
    } while (!request.page_token().empty());
    return shares;
  }

  // The area of each project, by the catalogue.
  const std::map<std::string, std::string>& AreasOfProjects() {
    if (!areas_.empty()) return areas_;
    catalogue::v1::ListProjectsRequest request;
    request.set_parent("programmes/hubei");
    request.set_page_size(1000);
    const auto got =
        Do(deployment().catalogue(), &CatalogueStub::ListProjects, request);
    EXPECT_TRUE(got.ok()) << got;
    for (const auto& project : got.response.projects()) {
      areas_[project.name()] = project.area();
    }
    return areas_;
  }

  // Of whatever says who gives how much of which kind to which project.
  template <typename Shares>
  Sums SumsOf(const Shares& shares) {
    const auto& areas = AreasOfProjects();
    Sums sums;
    for (const auto& share : shares) {
      for (const std::string& subject :
           {share.supporter(), areas.at(share.project()), std::string()}) {
        sums[{subject, share.fund_kind()}] += share.amount_fen();
      }
    }
    return sums;
  }
  // As the version states them.
  static Sums TotalsOf(const pb::PlanVersion& version) {
    Sums totals;
    for (const auto& balance : version.balances()) {
      if (balance.given_fen() == 0) continue;
      totals[{balance.supporter(), balance.fund_kind()}] = balance.given_fen();
    }
    for (const auto& total : version.area_totals()) {
      totals[{total.area(), total.fund_kind()}] = total.amount_fen();
    }
    for (const auto& total : version.kind_totals()) {
      totals[{"", total.fund_kind()}] = total.amount_fen();
    }
    return totals;
  }

  // The version's shares sum up to what it states, by unit, by area and by fund
  // kind, to the fen; so does what duikou prints, as a sheet and as JSON.
  void ExpectOneSumEverywhere(const pb::PlanVersion& version) {
    const Sums sums = SumsOf(version.shares());
    EXPECT_EQ(TotalsOf(version), sums);
    EXPECT_EQ(SumsOf(SharesOfSheet(version.number())), sums);
    const pb::PlanVersion printed = PrintedVersion(version.number());
    EXPECT_EQ(SumsOf(printed.shares()), sums);
    EXPECT_EQ(TotalsOf(printed), sums);
  }
  // What was confirmed too: the shares that were proposed, and commitments.
  void ExpectCommitted(const pb::PlanVersion& version) {
    const Sums sums = SumsOf(version.shares());
    EXPECT_EQ(SumsOf(Shares()), sums);
    EXPECT_EQ(SumsOf(CommitmentsOfPlan()), sums);
  }

  pb::PlanVersion PrintedVersion(int number) {
    const Told json = Must({"show", "2015", "--version", absl::StrCat(number),
                            "--output", "json"});
    pb::PlanVersion version;
    const auto parsed =
        google::protobuf::util::JsonStringToMessage(json.out, &version);
    EXPECT_TRUE(parsed.ok()) << parsed.ToString() << json.out;
    return version;
  }
  std::vector<pb::PlannedShare> SharesOfSheet(int number) {
    std::vector<pb::PlannedShare> shares;
    const Told csv = Must(
        {"show", "2015", "--version", absl::StrCat(number), "--output", "csv"});
    for (const absl::string_view line : absl::StrSplit(csv.out, '\n')) {
      const std::vector<std::string> cells =
          absl::StrSplit(line, absl::ByAnyChar(",\r"));
      int64_t fen = 0;
      if (cells.size() < 4 || !absl::SimpleAtoi(cells[3], &fen)) continue;
      pb::PlannedShare& share = shares.emplace_back();
      share.set_project(cells[0]);
      share.set_supporter(cells[1]);
      share.set_fund_kind(cells[2]);
      share.set_amount_fen(fen);
    }
    return shares;
  }

  std::vector<profiles::v1::Commitment> CommitmentsOfPlan() {
    std::vector<profiles::v1::Commitment> commitments;
    profiles::v1::ListCommitmentsRequest request;
    request.set_parent("programmes/hubei");
    request.set_page_size(1000);
    do {
      const auto got =
          Do(deployment().profiles(), &ProfilesStub::ListCommitments, request);
      EXPECT_TRUE(got.ok()) << got;
      for (const auto& commitment : got.response.commitments()) {
        if (IdOf(commitment.name()).rfind("plan-2015-", 0) != 0) continue;
        commitments.push_back(commitment);
      }
      request.set_page_token(got.response.next_page_token());
    } while (!request.page_token().empty());
    return commitments;
  }

  void AcceptAll() {
    for (const pb::PlanShare& share : Shares()) {
      if (share.state() != pb::PlanShare::STATE_OFFERED) continue;
      for (const pb::ShareSide side :
           {pb::SHARE_SIDE_SUPPORTER, pb::SHARE_SIDE_RECIPIENT}) {
        pb::AnswerShareRequest request;
        request.set_name(share.name());
        request.set_answer(pb::ANSWER_ACCEPT);
        request.set_side(side);
        const auto answered = Do(deployment().assignment(),
                                 &AssignmentStub::AnswerShare, request);
        EXPECT_TRUE(answered.ok()) << answered;
      }
    }
  }

  // Both at the same plan, at the same moment.
  std::vector<Answer<pb::AnnualPlan>> ConfirmTwiceAtOnce() {
    pb::ConfirmAnnualPlanRequest request;
    request.set_name(kPlan);
    request.set_etag(Fetch().etag());
    std::vector<Answer<pb::AnnualPlan>> answers(2);
    std::vector<std::thread> offices;
    for (Answer<pb::AnnualPlan>& answer : answers) {
      offices.emplace_back([&] {
        answer = Do(deployment().assignment(),
                    &AssignmentStub::ConfirmAnnualPlan, request);
      });
    }
    for (std::thread& office : offices) office.join();
    return answers;
  }

  const TemporaryDirectory state_;
  std::map<std::string, std::string> areas_;
};
DUIKOU_ON_BOTH_LAYOUTS(PlanTest);

TEST_P(PlanTest, AnAmountIsSplitIntoQuotasByTheFactorMethod) {
  const std::string file = state_.File("factors.json");
  std::ofstream(file) << R"({
    "factors": [{"display_name": {"zh": "财政收入"}, "weight": 3},
                {"weight": 1, "inverse": true}],
    "targets": [
      {"subject": "units/cug", "values": [600, 2]},
      {"subject": "units/hzau", "values": [200, 1], "cap_fen": 10000000},
      {"subject": "programmes/hubei/units/ctgu", "values": [200, 1]}]})";
  ASSERT_TRUE(QuotasOfUniversities(2019).empty());
  const std::vector<std::string> split = {"split", "100万元", "--file", file};
  const Told shown = Must(split);
  EXPECT_THAT(shown.out, HasSubstr("财政收入 ×3"));
  EXPECT_THAT(shown.out, HasSubstr("封顶"));
  EXPECT_THAT(shown.out, HasSubstr("合计 100万元"));

  std::vector<std::string> create = split;
  create.insert(create.end(),
                {"--create-quotas", "--year", "2019", "--fund-kind",
                 "cooperation", "--validate-only"});
  Must(create);
  EXPECT_TRUE(QuotasOfUniversities(2019).empty());
  create.pop_back();
  Must(create);
  // (3 × 0.6 + 0.2) ÷ 4 is half for cug, a quarter for each of the others; what
  // the cap of hzau leaves goes two to one.
  EXPECT_THAT(QuotasOfUniversities(2019),
              ElementsAre(Pair("ctgu", 30'000'000), Pair("cug", 60'000'000),
                          Pair("hzau", 10'000'000)));
  EXPECT_EQ(Plan(create).code, 1);  // they are there

  std::ofstream(file) << R"({"factors": [{"weight": 1}], "targets":
    [{"subject": "areas/420527", "values": [1]}]})";
  const Told of_area = Plan(create);
  EXPECT_NE(of_area.code, 0);
  EXPECT_THAT(of_area.err, HasSubstr("quotas are of units"));
}

TEST_P(PlanTest, GoesFromQuotasToAConfirmedPlanAndItsAmendment) {
  Must({"create", "2015", "--most-steps", "40000000"});
  Must({"solve", "2015", "--reason", "初稿"});
  const pb::PlanVersion first = Current();
  ASSERT_GT(first.share_count(), 20);
  EXPECT_LE(first.worth().value_fen(), first.worth().bound_fen());
  ExpectOneSumEverywhere(first);

  // A supporter declines the first share; the second is pinned as it is.
  Must({"propose", "2015", "--due", "336h"});
  const pb::PlannedShare declined = first.shares(0);
  const pb::PlannedShare pinned = first.shares(first.shares_size() - 1);
  Must({"answer", "2015", IdOf(declined.supporter()), IdOf(declined.project()),
        "decline", "--fund-kind", declined.fund_kind(), "--reason",
        "资金已另作安排", "--side", "supporter"});
  const Told refused = Plan({"confirm", "2015", "--yes"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.err, HasSubstr("当前状态不允许：" + std::string(kPlan)));
  EXPECT_THAT(refused.err, HasSubstr("已被谢绝"));
  EXPECT_THAT(Plan({"confirm", "2015", "--yes", "--language", "en"}).err,
              HasSubstr("is declined"));
  Must({"pin", "2015", IdOf(pinned.supporter()), IdOf(pinned.project()),
        "--fund-kind", pinned.fund_kind(), "--amount",
        absl::StrCat(pinned.amount_fen(), "分"), "--reason", "续建项目"});

  Must({"solve", "2015", "--reason", "谢绝和锁定后重算"});
  const pb::PlanVersion second = Current();
  EXPECT_EQ(second.number(), 2);
  int64_t of_declined = 0;
  int64_t of_pinned = 0;
  for (const auto& share : second.shares()) {
    const auto same = [&](const pb::PlannedShare& other) {
      return share.project() == other.project() &&
             share.supporter() == other.supporter() &&
             share.fund_kind() == other.fund_kind();
    };
    if (same(declined)) of_declined += share.amount_fen();
    if (same(pinned)) of_pinned += share.amount_fen();
  }
  EXPECT_EQ(of_declined, 0);
  EXPECT_EQ(of_pinned, pinned.amount_fen());
  ExpectOneSumEverywhere(second);
  EXPECT_THAT(Must({"compare", "2015", "1", "2", "--language", "en"}).out,
              HasSubstr("shares that stay"));
  EXPECT_THAT(Must({"why", "2015", "--project", IdOf(declined.project()),
                    "--output", "json"})
                  .out,
              HasSubstr("loses_at_least_fen"));

  Must({"propose", "2015", "--due", "336h"});
  AcceptAll();
  const auto answers = ConfirmTwiceAtOnce();
  const int winner = answers[0].ok() ? 0 : 1;
  ASSERT_TRUE(answers[winner].ok()) << answers[0] << "; " << answers[1];
  const grpc::Status& lost = answers[1 - winner].status;
  EXPECT_EQ(lost.error_code(), grpc::StatusCode::ABORTED)
      << lost.error_message();
  EXPECT_THAT(lost.error_message(), HasSubstr("it was confirmed by"));
  ExpectCommitted(second);
  EXPECT_EQ(Plan({"solve", "2015"}).code, 1);

  const pb::PlannedShare gone = second.shares(1);
  Must({"amend", "2015", IdOf(gone.supporter()), IdOf(gone.project()),
        "--fund-kind", gone.fund_kind(), "--reason", "项目终止"});
  const pb::PlanVersion third = Current();
  EXPECT_EQ(third.number(), 3);
  EXPECT_EQ(third.reason(), "项目终止");
  EXPECT_EQ(third.share_count(), second.share_count() - 1);
  ExpectOneSumEverywhere(third);
  ExpectCommitted(third);
  EXPECT_EQ(Fetch().confirmed_version(), second.name());
  EXPECT_THAT(Must({"versions", "2015"}).out, HasSubstr("项目终止"));
}

}  // namespace
}  // namespace duikou::e2e
