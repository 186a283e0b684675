#include "matcher/assignment/explain.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/assignment/compare.h"
#include "matcher/assignment/solver.h"
#include "matcher/assignment/testing/tiny_problem.h"
#include "matcher/testing/cases.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Two projects of 100 fen; two supporters that owe 80 each and prefer the
// first.
AssignmentProblem Contested() {
  AssignmentProblem problem;
  problem.projects = {{.id = "p0"}, {.id = "p1"}};
  problem.supporters = {{.id = "s0"}, {.id = "s1"}};
  for (auto& project : problem.projects) {
    project.funds[0] = {.open = Money::Fen(100)};
    project.most_partners = 1;
  }
  for (auto& supporter : problem.supporters) {
    supporter.funds[0] = {
        .gives = true, .means = Money::Fen(100), .quota = Money::Fen(80)};
  }
  const std::vector<Score> scores = {9'000, 8'000, 3'000, 1'000};
  for (int i = 0; i < 4; ++i) {
    problem.pairs.push_back({.project = i / 2, .supporter = i % 2});
    problem.pairs[i].funds[0] = {.allowed = true, .score = scores[i]};
  }
  problem.settings = {.split_penalty = 0, .change_penalty = 0};
  return problem;
}

AssignmentSolution Solved(const AssignmentProblem& problem) {
  const absl::StatusOr<AssignmentSolution> solution =
      SolveAssignment(problem, {});
  EXPECT_TRUE(solution.ok()) << solution.status();
  return *solution;
}

QuotaBinding BindingOf(const AssignmentProblem& problem, int32_t supporter) {
  for (const QuotaBalance& balance : Solved(problem).quotas) {
    if (balance.supporter == supporter) return balance.binding;
  }
  ADD_FAILURE() << "no balance of " << supporter;
  return QuotaBinding::kMet;
}

TEST(ExplainTest, QuotaThatIsMetIsMet) {
  EXPECT_EQ(BindingOf(Contested(), 0), QuotaBinding::kMet);
}

TEST(ExplainTest, QuotaOverTheMeansIsBoundByThem) {
  AssignmentProblem problem = Contested();
  problem.supporters[0].funds[0].means = Money::Fen(50);
  EXPECT_EQ(BindingOf(problem, 0), QuotaBinding::kMeans);
}

TEST(ExplainTest, QuotaOverWhatItsProjectsNeedIsBoundByTheirNumber) {
  AssignmentProblem problem = Contested();
  problem.supporters[0].funds[0].means.reset();
  problem.supporters[0].funds[0].quota = Money::Fen(150);
  problem.supporters[0].most_projects = 1;
  EXPECT_EQ(BindingOf(problem, 0), QuotaBinding::kMostProjects);
}

TEST(ExplainTest, QuotaWithoutAProjectHasNone) {
  AssignmentProblem problem = Contested();
  problem.pairs[1].banned = problem.pairs[3].banned = true;
  EXPECT_EQ(BindingOf(problem, 1), QuotaBinding::kNoProject);
}

TEST(ExplainTest, QuotaWhoseProjectOthersUseBetterIsBoundByWorth) {
  AssignmentProblem problem = Contested();
  problem.pairs[3].banned = true;
  problem.pairs[2].banned = true;
  problem.projects[0].most_partners = 0;
  problem.supporters[0].funds[0].quota = Money::Fen(100);
  EXPECT_EQ(BindingOf(problem, 1), QuotaBinding::kWorth);
}

TEST(ExplainTest, QuotaBelowTheLeastShareIsBoundBySizes) {
  AssignmentProblem problem = Contested();
  problem.projects[1].funds[0].least_share = Money::Fen(90);
  problem.supporters[1].funds[0].most = Money::Fen(70);
  problem.pairs[1].banned = true;
  problem.pairs[3].funds[0].allowed = true;
  problem.projects[1].funds[0].open = Money::Fen(95);
  // It may give at most 70 where 90 is the least: nothing is open to it.
  EXPECT_EQ(BindingOf(problem, 1), QuotaBinding::kNoProject);
  problem.supporters[1].funds[0].most = Money();
  problem.supporters[1].funds[0].means = Money::Fen(94);
  problem.supporters[1].funds[0].least = Money::Fen(50);
  problem.pairs[2].pinned = true;
  problem.pairs[2].funds[0].fixed = Money::Fen(95);
  problem.projects[1].most_partners = 0;
  problem.projects[1].funds[0].open = Money::Fen(120);
  // 25 are left of a need that is given out in shares of 90.
  EXPECT_EQ(BindingOf(problem, 1), QuotaBinding::kSizes);
}

TEST(ExplainTest, ShadowPricesSayWhatOneMoreIsWorth) {
  AssignmentProblem problem = Contested();
  problem.projects[0].most_partners = problem.projects[1].most_partners = 0;
  problem.supporters[1].funds[0].gives = false;
  problem.supporters[1].funds[0].quota = Money();
  problem.supporters[0].funds[0].means = Money::Fen(150);
  const AssignmentSolution solution = Solved(problem);
  // 100 to the first project, 50 to the second: one more of means earns 3,000,
  // one more of the first need 9,000 − 3,000.
  ASSERT_THAT(solution.quotas, SizeIs(1));
  EXPECT_EQ(solution.quotas[0].means_price, 3'000);
  EXPECT_EQ(solution.quotas[0].quota_price, 0);
  ASSERT_THAT(solution.needs, SizeIs(1));
  EXPECT_EQ(solution.needs[0].project, 0);
  EXPECT_EQ(solution.needs[0].price, 6'000);
}

TEST(ExplainTest, MissedFloorCostsItsPenaltyAFen) {
  AssignmentProblem problem = Contested();
  problem.floors = {{.projects = {1}, .amount = Money::Fen(130)}};
  const AssignmentSolution solution = Solved(problem);
  ASSERT_THAT(solution.floors, SizeIs(1));
  EXPECT_EQ(solution.floors[0].short_by, Money::Fen(30));
  EXPECT_EQ(solution.floors[0].price, -8'000);
}

TEST(ExplainTest, ForcingAPairIsPricedExactly) {
  const AssignmentProblem problem = Contested();
  const AssignmentSolution solution = Solved(problem);
  // 9,000 + 1,000 a fen now, or 8,000 + 3,000.
  EXPECT_EQ(solution.value, 100 * 11'000);
  const auto move =
      PriceOfMove(problem, solution, {.project = 0, .supporter = 0}, {});
  ASSERT_TRUE(move.ok()) << move.status();
  EXPECT_TRUE(move->exact);
  EXPECT_EQ(move->loss, 100 * 1'000);
  EXPECT_THAT(move->plan, SizeIs(2));
}

TEST(ExplainTest, GoingWithoutAPartnerIsPricedToo) {
  const AssignmentProblem problem = Contested();
  const AssignmentSolution solution = Solved(problem);
  const auto move = PriceOfMove(
      problem, solution, {.project = 1, .supporter = 0, .without = true}, {});
  ASSERT_TRUE(move.ok()) << move.status();
  EXPECT_EQ(move->loss, 100 * 1'000);
  const auto none =
      PriceOfMove(problem, solution, {.project = 1, .supporter = 7}, {});
  EXPECT_EQ(none.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(ExplainTest, MoveThatCannotBeNamesItsClash) {
  AssignmentProblem problem = Contested();
  problem.pairs[0].pinned = true;
  const AssignmentSolution solution = Solved(problem);
  const auto move =
      PriceOfMove(problem, solution, {.project = 0, .supporter = 1}, {});
  ASSERT_TRUE(move.ok()) << move.status();
  EXPECT_FALSE(move->possible);
  EXPECT_THAT(move->clash, SizeIs(3));
}

TEST(ExplainTest, ReasonsNamePartnersFirstAndWhyOthersAreNone) {
  AssignmentProblem problem = Contested();
  problem.supporters.push_back({.id = "s2"});
  problem.pairs.push_back({.project = 0, .supporter = 2});
  const AssignmentSolution solution = Solved(problem);
  const std::vector<SupporterReason> reasons = ReasonsFor(problem, solution, 0);
  ASSERT_THAT(reasons, SizeIs(3));
  EXPECT_EQ(reasons[0].supporter, 1);
  EXPECT_EQ(reasons[0].why, SupporterWhy::kPartner);
  EXPECT_EQ(reasons[1].supporter, 0);
  EXPECT_EQ(reasons[1].why, SupporterWhy::kNothingOpen);
  EXPECT_EQ(reasons[1].score, 9'000);
  EXPECT_EQ(reasons[2].why, SupporterWhy::kNotAllowed);
}

TEST(ExplainTest, PriceBoundsOfAPairHoldAgainstAllPlans) {
  int32_t compared = 0;
  for (uint64_t seed = 1; seed <= testing::Cases(150); ++seed) {
    SCOPED_TRACE(seed);
    const AssignmentProblem problem = TinyProblem(seed);
    const AssignmentSolution solution = Solved(problem);
    if (solution.status != AssignmentStatus::kOptimal) continue;
    for (int32_t p = 0; p < problem.projects.size(); ++p) {
      for (const SupporterReason& reason : ReasonsFor(problem, solution, p)) {
        if (reason.why == SupporterWhy::kNotAllowed) continue;
        // The best of the plans in which it is the other way round.
        const auto partner = [&](const AssignmentPlan& plan) {
          for (const AssignmentShare& share : plan) {
            if (share.project == p && share.supporter == reason.supporter) {
              return true;
            }
          }
          return false;
        };
        const bool now = partner(solution.plan);
        ForEachPlan(problem, [&](const AssignmentPlan& plan) {
          if (partner(plan) != now && BreachesOf(problem, plan).empty()) {
            EXPECT_LE(WorthOf(problem, plan).total(),
                      solution.price_bound - reason.loses_at_least);
            ++compared;
          }
          return true;
        });
      }
    }
  }
  EXPECT_GT(compared, testing::Cases(1'000));
}

TEST(CompareTest, SamePlansDifferInNothing) {
  const AssignmentProblem problem = Contested();
  const AssignmentPlan plan = Solved(problem).plan;
  const PlanComparison change = ComparePlans(problem, plan, plan);
  EXPECT_EQ(change.worth.total(), 0);
  EXPECT_THAT(change.shares, IsEmpty());
  EXPECT_THAT(change.projects, IsEmpty());
  EXPECT_THAT(change.supporters, IsEmpty());
}

TEST(CompareTest, SaysWhoGainsAndWhoLoses) {
  AssignmentProblem problem = Contested();
  problem.floors = {{.projects = {0}, .amount = Money::Fen(100)}};
  const AssignmentPlan before = {
      {.project = 0, .supporter = 0, .amounts = {Money::Fen(90)}}};
  const AssignmentPlan after = {
      {.project = 0, .supporter = 1, .amounts = {Money::Fen(100)}}};
  const PlanComparison change = ComparePlans(problem, before, after);
  EXPECT_EQ(change.worth.fit, 100 * 8'000 - 90 * 9'000);
  EXPECT_EQ(change.worth.quota_loss, 0);
  EXPECT_EQ(change.worth.floor_loss, -10 * 8'000);
  EXPECT_THAT(change.shares, SizeIs(2));
  ASSERT_THAT(change.projects, SizeIs(1));
  EXPECT_EQ(change.projects[0].given[0], 10);
  EXPECT_EQ(change.projects[0].partners, 0);
  ASSERT_THAT(change.supporters, SizeIs(2));
  EXPECT_EQ(change.supporters[0].given[0], -90);
  EXPECT_EQ(change.supporters[0].short_by[0], 80);
  EXPECT_EQ(change.supporters[0].partners, -1);
  EXPECT_EQ(change.supporters[1].short_by[0], -80);
  ASSERT_THAT(change.floors, SizeIs(1));
  EXPECT_EQ(change.floors[0].short_by, -10);
}

}  // namespace
}  // namespace duikou
