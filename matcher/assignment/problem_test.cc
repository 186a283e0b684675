#include "matcher/assignment/problem.h"

#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/assignment/certificate.h"
#include "matcher/assignment/plan.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

// Two projects, two supporters, one kind; all pairs allowed.
AssignmentProblem Small() {
  AssignmentProblem problem;
  problem.projects = {{.id = "p0"}, {.id = "p1"}};
  problem.supporters = {{.id = "s0"}, {.id = "s1"}};
  for (auto& project : problem.projects) {
    project.funds[0] = {.open = Money::Fen(100), .least_share = Money::Fen(20)};
  }
  for (auto& supporter : problem.supporters) {
    supporter.funds[0] = {.gives = true, .quota = Money::Fen(80)};
  }
  for (int p = 0; p < 2; ++p) {
    for (int s = 0; s < 2; ++s) {
      problem.pairs.push_back({.project = p, .supporter = s});
      problem.pairs.back().funds[0] = {.allowed = true,
                                       .score = 1'000 * (1 + p + s)};
    }
  }
  problem.settings = {.quota_penalty = 10'000, .split_penalty = 7};
  return problem;
}

TEST(AssignmentProblemTest, AcceptsWhatIsInRange) {
  EXPECT_TRUE(ValidateAssignmentProblem(Small()).ok());
}

struct BadInput {
  std::string says;
  std::function<void(AssignmentProblem&)> spoil;
};

TEST(AssignmentProblemTest, EveryBadInputNamesItsField) {
  const Money too_much = Money::Fen(Money::kMaxFen + 1);
  const std::vector<BadInput> cases = {
      {"fund_kinds", [](auto& p) { p.fund_kinds = 0; }},
      {"fund_kinds", [](auto& p) { p.fund_kinds = kMaxFundKinds + 1; }},
      {"projects[1].id: is empty", [](auto& p) { p.projects[1].id = ""; }},
      {"projects[1].id: is taken", [](auto& p) { p.projects[1].id = "p0"; }},
      {"projects[1].funds[0].open: is negative",
       [](auto& p) { p.projects[1].funds[0].open = Money::Fen(-1); }},
      {"projects[0].funds[0].open: is over",
       [&](auto& p) { p.projects[0].funds[0].open = too_much; }},
      {"projects[0].funds[0].least_share",
       [](auto& p) { p.projects[0].funds[0].least_share = Money::Fen(-5); }},
      {"projects[0].funds[1]: there is no such",
       [](auto& p) { p.projects[0].funds[1].open = Money::Fen(1); }},
      {"projects[0].most_partners",
       [](auto& p) { p.projects[0].most_partners = -1; }},
      {"projects[1].funds[0].open, summed up",
       [](auto& p) {
         p.projects[0].funds[0].open = Money::Fen(Money::kMaxFen);
       }},
      {"supporters[0].id: is empty", [](auto& p) { p.supporters[0].id = ""; }},
      {"supporters[1].id: is taken",
       [](auto& p) { p.supporters[1].id = "s0"; }},
      {"supporters[0].funds[0].quota: is negative",
       [](auto& p) { p.supporters[0].funds[0].quota = Money::Fen(-1); }},
      {"supporters[1].funds[0].quota, summed up",
       [](auto& p) {
         p.supporters[0].funds[0].quota = Money::Fen(Money::kMaxFen);
       }},
      {"supporters[0].funds[0].means",
       [](auto& p) { p.supporters[0].funds[0].means = Money::Fen(-1); }},
      {"supporters[0].funds[0].least: is over most",
       [](auto& p) {
         p.supporters[0].funds[0].least = Money::Fen(9);
         p.supporters[0].funds[0].most = Money::Fen(8);
       }},
      {"supporters[0].funds[2]: there is no such",
       [](auto& p) { p.supporters[0].funds[2].gives = true; }},
      {"supporters[1].most_projects",
       [](auto& p) { p.supporters[1].most_projects = -2; }},
      {"pairs[2].project", [](auto& p) { p.pairs[2].project = 2; }},
      {"pairs[2].supporter", [](auto& p) { p.pairs[2].supporter = -1; }},
      {"pairs[1]: this project and supporter",
       [](auto& p) { p.pairs[1] = p.pairs[0]; }},
      {"pairs[0].banned: the pair is pinned and banned",
       [](auto& p) { p.pairs[0].pinned = p.pairs[0].banned = true; }},
      {"pairs[0].funds[0].score",
       [](auto& p) { p.pairs[0].funds[0].score = -1; }},
      {"pairs[0].funds[0].score",
       [](auto& p) { p.pairs[0].funds[0].score = 10'001; }},
      {"pairs[0].funds[0].previous",
       [&](auto& p) { p.pairs[0].funds[0].previous = too_much; }},
      {"pairs[0].funds[0].fixed: is set without a pin",
       [](auto& p) { p.pairs[0].funds[0].fixed = Money::Fen(20); }},
      {"pairs[0].funds[0].at_least: is set without a pin",
       [](auto& p) { p.pairs[0].funds[0].at_least = Money::Fen(20); }},
      {"pairs[0].funds[0].at_least: is over fixed",
       [](auto& p) {
         p.pairs[0].pinned = true;
         p.pairs[0].funds[0].fixed = Money::Fen(20);
         p.pairs[0].funds[0].at_least = Money::Fen(21);
       }},
      {"pairs[0].funds[3]: there is no such",
       [](auto& p) { p.pairs[0].funds[3].allowed = true; }},
      {"floors[0].amount: is negative",
       [](auto& p) {
         p.floors = {{.projects = {0}, .amount = Money::Fen(-1)}};
       }},
      {"floors[0].kind",
       [](auto& p) { p.floors = {{.projects = {0}, .kind = 1}}; }},
      {"floors[0].projects[1]: is listed twice",
       [](auto& p) {
         p.floors = {{.projects = {0, 0}}};
       }},
      {"floors[0].projects[0]",
       [](auto& p) { p.floors = {{.projects = {5}}}; }},
      {"settings.quota_penalty",
       [](auto& p) { p.settings.quota_penalty = -1; }},
      {"settings.floor_penalty",
       [](auto& p) { p.settings.floor_penalty = kMaxPenalty + 1; }},
      {"settings.split_penalty",
       [](auto& p) { p.settings.split_penalty = -1; }},
      {"settings.change_penalty",
       [](auto& p) { p.settings.change_penalty = -1; }},
  };
  for (const BadInput& bad : cases) {
    AssignmentProblem problem = Small();
    bad.spoil(problem);
    const absl::Status status = ValidateAssignmentProblem(problem);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << bad.says;
    EXPECT_THAT(std::string(status.message()), HasSubstr(bad.says));
  }
}

TEST(AssignmentPlanTest, WorthIsTheSumOfItsParts) {
  AssignmentProblem problem = Small();
  problem.settings.change_penalty = 3;
  problem.settings.floor_penalty = 5;
  problem.pairs[3].funds[0].previous = Money::Fen(30);
  problem.floors = {{.projects = {0, 1}, .amount = Money::Fen(150)}};
  const AssignmentPlan plan = {
      {.project = 0, .supporter = 0, .amounts = {Money::Fen(60)}},
      {.project = 0, .supporter = 1, .amounts = {Money::Fen(40)}}};
  const PlanWorth worth = WorthOf(problem, plan);
  EXPECT_EQ(worth.fit, 60 * 1'000 + 40 * 2'000);
  EXPECT_EQ(worth.quota_loss, (20 + 40) * 10'000);
  EXPECT_EQ(worth.floor_loss, 50 * 5);
  EXPECT_EQ(worth.split_loss, 7);
  EXPECT_EQ(worth.change_loss, (60 + 40 + 30) * 3);
}

TEST(AssignmentPlanTest, NamesEveryBrokenRule) {
  AssignmentProblem problem = Small();
  problem.projects[0].most_partners = 1;
  problem.supporters[0].most_projects = 1;
  problem.supporters[0].funds[0].means = Money::Fen(100);
  problem.supporters[1].funds[0].most = Money::Fen(50);
  problem.pairs[3].pinned = true;
  const AssignmentPlan plan = {
      {.project = 0, .supporter = 0, .amounts = {Money::Fen(90)}},
      {.project = 0, .supporter = 1, .amounts = {Money::Fen(51)}},
      {.project = 1, .supporter = 0, .amounts = {Money::Fen(19)}}};
  using R = AssignmentRule;
  EXPECT_EQ(BreachesOf(problem, plan),
            (std::vector<RuleCase>{{R::kPin, 1, 1, kNone, 0, 0},
                                   {R::kOpenNeed, 0, kNone, 0, 100, 141},
                                   {R::kMeans, kNone, 0, 0, 100, 109},
                                   {R::kMostPartners, 0, kNone, kNone, 1, 2},
                                   {R::kMostProjects, kNone, 0, kNone, 1, 2},
                                   {R::kLeastShare, 1, 0, 0, 20, 19},
                                   {R::kMostToOne, 0, 1, 0, 50, 51}}));
}

TEST(AssignmentPlanTest, RefusesWhatIsNoPlan) {
  const AssignmentProblem problem = Small();
  const AssignmentShare share = {
      .project = 0, .supporter = 0, .amounts = {Money::Fen(60)}};
  EXPECT_TRUE(ValidatePlan(problem, {share}).ok());
  EXPECT_THAT(std::string(ValidatePlan(problem, {share, share}).message()),
              HasSubstr("plan[1]: is out of order"));
  EXPECT_THAT(
      std::string(
          ValidatePlan(problem, {{.project = 7, .supporter = 0}}).message()),
      HasSubstr("plan[0].project"));
}

TEST(CertificateTest, FindsAFalseValueAndPricesThatProveNothing) {
  const AssignmentProblem problem = Small();
  AssignmentSolution solution{.has_plan = true, .value = 1};
  EXPECT_THAT(CheckSolution(problem, solution).faults,
              ::testing::Contains(HasSubstr("value: is -1600000, not 1")));
  EXPECT_THAT(CheckSolution(problem, solution).faults,
              ::testing::Contains(HasSubstr("prices: not one for each")));
}

}  // namespace
}  // namespace duikou
