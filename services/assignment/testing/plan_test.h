// PlanTest: the base of tests of a plan's way through a server, on the small
// programme and with quotas of 2015.
//
//   class PlanSolvingTest : public testing::PlanTest {};
//   TEST_F(PlanSolvingTest, …) { Create(); EXPECT_EQ(Solve().number(), 1); }
#ifndef DUIKOU_SERVICES_ASSIGNMENT_TESTING_PLAN_TEST_H_
#define DUIKOU_SERVICES_ASSIGNMENT_TESTING_PLAN_TEST_H_

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "duikou/assignment/v1/assignment_records.pb.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/assignment/certificate.h"
#include "matcher/assignment/solver.h"
#include "services/assignment/plan_input.h"
#include "services/assignment/plan_problem.h"
#include "services/assignment/plan_versions.h"
#include "services/assignment/testing/assignment_server_test.h"
#include "services/programme/testing/small_programme.h"
#include "services/rpc/resource_name.h"
#include "services/store/record_lookup.h"

namespace duikou::testing {

// Means and quotas: fund gives 4 m of grants at most and owes 3 m; city states
// no means and owes 1 m of grants, 30 m of cooperation.
class PlanTest : public AssignmentServerTest {
 protected:
  using Stub = assignment::v1::AssignmentService::Stub;
  using AnnualPlan = assignment::v1::AnnualPlan;
  using AssignmentRun = assignment::v1::AssignmentRun;
  using PlanShare = assignment::v1::PlanShare;
  using PlanVersion = assignment::v1::PlanVersion;

  static constexpr char kPlan[] = "programmes/hubei/annualPlans/2015";
  static constexpr char kName[] = "name: 'programmes/hubei/annualPlans/2015' ";
  static constexpr char kFundTea1[] =
      "supporter: 'programmes/hubei/units/fund' "
      "project: 'programmes/hubei/projects/tea-1' ";
  static constexpr char kCityTea2[] =
      "supporter: 'programmes/hubei/units/city' "
      "project: 'programmes/hubei/projects/tea-2' ";

  PlanTest() {
    Quota("fund", "grant", 300'000'000);
    Quota("city", "grant", 100'000'000);
    Quota("city", "coop", 3'000'000'000);
    server_ = std::make_unique<AssignmentServer>(store_);
  }

  void Quota(const std::string& unit, const std::string& kind, int64_t fen) {
    PutText(
        store_, "quotas", absl::StrCat(unit, "--2015--", kind),
        absl::StrCat("unit: 'programmes/hubei/units/", unit,
                     "' year: 2015 fund_kind: '", kind, "' amount_fen: ", fen));
  }

  AnnualPlan Create(const std::string& fields = "") {
    return Ok(Do(&Stub::CreateAnnualPlan,
                 absl::StrCat("parent: 'programmes/hubei' annual_plan_id: "
                              "'2015' annual_plan { ",
                              fields, " }")));
  }
  AnnualPlan Plan() { return Ok(Do(&Stub::GetAnnualPlan, kName)); }
  PlanVersion Version(const std::string& name) {
    return Ok(Do(&Stub::GetPlanVersion, absl::StrCat("name: '", name, "'")));
  }
  PlanVersion Current() { return Version(Plan().current_version()); }

  // The run's end.
  AssignmentRun Await(const std::string& name) {
    AssignmentRun run;
    do {
      absl::SleepFor(absl::Milliseconds(2));
      run = Ok(Do(&Stub::GetAssignmentRun, absl::StrCat("name: '", name, "'")));
    } while (run.state() == AssignmentRun::STATE_RUNNING);
    return run;
  }
  AssignmentRun SolveAs(const std::string& more = "") {
    return Await(
        Ok(Do(&Stub::SolveAnnualPlan, absl::StrCat(kName, more))).name());
  }
  PlanVersion Solve(const std::string& more = "") {
    const AssignmentRun run = SolveAs(more);
    EXPECT_EQ(run.state(), AssignmentRun::STATE_SUCCEEDED)
        << run.ShortDebugString();
    return Version(run.version());
  }

  // `fund>tea-1 grant 300` in 万元.
  static std::vector<std::string> Shares(const PlanVersion& version) {
    std::vector<std::string> lines;
    for (const assignment::v1::PlannedShare& share : version.shares()) {
      lines.push_back(absl::StrCat(std::string(LastId(share.supporter())), ">",
                                   std::string(LastId(share.project())), " ",
                                   share.fund_kind(), " ",
                                   share.amount_fen() / 1'000'000));
    }
    return lines;
  }
  static int64_t AmountOf(const PlanVersion& version,
                          const std::string& supporter,
                          const std::string& project) {
    int64_t fen = 0;
    for (const assignment::v1::PlannedShare& share : version.shares()) {
      if (LastId(share.supporter()) == supporter &&
          LastId(share.project()) == project) {
        fen += share.amount_fen();
      }
    }
    return fen;
  }
  // Whatever is summed, it is the same money.
  static void ExpectTotalsAgree(const PlanVersion& version) {
    std::map<std::string, int64_t> by_share, by_kind, by_area, by_supporter;
    for (const auto& share : version.shares()) {
      by_share[share.fund_kind()] += share.amount_fen();
    }
    for (const auto& total : version.kind_totals()) {
      by_kind[total.fund_kind()] += total.amount_fen();
    }
    for (const auto& total : version.area_totals()) {
      by_area[total.fund_kind()] += total.amount_fen();
    }
    for (const auto& balance : version.balances()) {
      if (balance.given_fen() == 0) continue;
      by_supporter[balance.fund_kind()] += balance.given_fen();
    }
    EXPECT_EQ(by_kind, by_share);
    EXPECT_EQ(by_area, by_share);
    EXPECT_EQ(by_supporter, by_share);
  }

  // By what is kept with it, and with its base.
  void ExpectMadeAgain(const PlanVersion& version) {
    const auto kept = ReadKeptVersion(store_, {}, version.name());
    ASSERT_TRUE(kept.ok()) << kept.status();
    const assignment::v1::PlanInput& input = kept->evidence.input();
    EXPECT_EQ(version.input_digest(), DigestOfInput(input));
    const AssignmentProblem problem = ToProblem(input);
    AssignmentOptions options;
    options.most_steps = input.settings().most_steps();
    if (!version.base_version().empty()) {
      const auto base = ReadKeptVersion(store_, {}, version.base_version());
      ASSERT_TRUE(base.ok()) << base.status();
      options.plan = ToPlan(input, base->version.shares());
      options.prices = MapPrices(DecodePrices(base->evidence.prices()),
                                 base->evidence.input(), input);
    }
    const auto again = SolveAssignment(problem, options);
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(again->plan, ToPlan(input, version.shares()));
    EXPECT_EQ(again->bound, BoundOf(kept->evidence));
    EXPECT_THAT(CheckSolution(problem, *again).faults, ::testing::IsEmpty());
  }

  AnnualPlan Propose() {
    // A day later.
    return Ok(
        Do(&Stub::ProposeAnnualPlan,
           absl::StrCat(kName, "answer_due_time { seconds: 1420156800 }")));
  }
  std::vector<PlanShare> PlanShares(const std::string& more = "") {
    const auto response = Ok(Do(&Stub::ListPlanShares,
                                absl::StrCat("parent: '", kPlan, "' ", more)));
    return {response.plan_shares().begin(), response.plan_shares().end()};
  }
  absl::StatusOr<PlanShare> Answer(const std::string& name,
                                   const std::string& side,
                                   const std::string& answer) {
    return Do(&Stub::AnswerShare,
              absl::StrCat("name: '", name, "' side: SHARE_SIDE_", side,
                           " answer: ANSWER_", answer));
  }
  void AcceptAll() {
    for (const PlanShare& share : PlanShares()) {
      if (share.version() != Plan().proposed_version()) continue;
      Ok(Answer(share.name(), "SUPPORTER", "ACCEPT"));
      Ok(Answer(share.name(), "RECIPIENT", "ACCEPT"));
    }
  }
  absl::StatusOr<AnnualPlan> Confirm(const std::string& etag) {
    assignment::v1::ConfirmAnnualPlanRequest request;
    request.set_name(kPlan);
    request.set_etag(etag);
    return server_->Do(&Stub::ConfirmAnnualPlan, request);
  }
  // When the commitments of the unit were changed last; 0: never.
  Revision MarkOf(absl::string_view unit) {
    const auto mark = store_.Get("hubei", "references",
                                 absl::StrCat("settlements/", unit, "--2015"));
    return mark.ok() ? mark->revision : 0;
  }
  // The commitments there are: `fund>tea-1 grant 300`.
  std::vector<std::string> Commitments() {
    std::vector<std::string> lines;
    const auto records = ListWholly(store_, "hubei", "commitments");
    for (const Record& record : *records) {
      profiles::v1::Commitment commitment;
      EXPECT_TRUE(commitment.ParseFromString(record.value));
      EXPECT_EQ(commitment.year(), 2015);
      EXPECT_GE(MarkOf(LastId(commitment.supporter())), record.revision);
      lines.push_back(absl::StrCat(
          std::string(LastId(commitment.supporter())), ">",
          std::string(LastId(commitment.project())), " ",
          commitment.fund_kind(), " ", commitment.amount_fen() / 1'000'000));
    }
    std::sort(lines.begin(), lines.end());
    return lines;
  }
};

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_ASSIGNMENT_TESTING_PLAN_TEST_H_
