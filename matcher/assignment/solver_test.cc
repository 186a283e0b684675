#include "matcher/assignment/solver.h"

#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/assignment/certificate.h"
#include "matcher/assignment/testing/random_year.h"
#include "matcher/assignment/testing/tiny_problem.h"
#include "matcher/testing/cases.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

AssignmentSolution SolveIt(const AssignmentProblem& problem,
                           const AssignmentOptions& options = {}) {
  const absl::StatusOr<AssignmentSolution> solution =
      SolveAssignment(problem, options);
  EXPECT_TRUE(solution.ok()) << solution.status();
  return solution.ok() ? *solution : AssignmentSolution();
}

TEST(AssignmentOracleTest, TinyProblemsAreSolvedToTheBestOfAllPlans) {
  int32_t infeasible = 0, searched = 0, losing = 0;
  for (uint64_t seed = 1; seed <= testing::Cases(2'000); ++seed) {
    SCOPED_TRACE(seed);
    const AssignmentProblem problem = TinyProblem(seed);
    ASSERT_TRUE(ValidateAssignmentProblem(problem).ok());
    const std::optional<absl::int128> best = BestByTrying(problem);
    const AssignmentSolution solution = SolveIt(problem);
    const CertificateCheck check = CheckSolution(problem, solution);
    EXPECT_THAT(check.faults, IsEmpty());
    if (!best) {
      EXPECT_EQ(solution.status, AssignmentStatus::kInfeasible);
      ++infeasible;
      continue;
    }
    ASSERT_EQ(solution.status, AssignmentStatus::kOptimal);
    EXPECT_EQ(solution.value, *best);
    EXPECT_EQ(solution.gap_bp, 0);
    searched += solution.bound_by_search;
    losing += *best < 0;
  }
  // Each sort came up.
  EXPECT_GT(infeasible, testing::Cases(100));
  EXPECT_GT(searched, testing::Cases(100));
  EXPECT_GT(losing, testing::Cases(100));
}

// Two projects of 100 fen, two supporters; the first supporter fits the first
// project and the second the second.
AssignmentProblem TwoByTwo() {
  AssignmentProblem problem;
  problem.projects = {{.id = "p0"}, {.id = "p1"}};
  problem.supporters = {{.id = "s0"}, {.id = "s1"}};
  for (auto& project : problem.projects) {
    project.funds[0] = {.open = Money::Fen(100)};
  }
  for (auto& supporter : problem.supporters) {
    supporter.funds[0] = {.gives = true, .means = Money::Fen(100)};
  }
  for (int p = 0; p < 2; ++p) {
    for (int s = 0; s < 2; ++s) {
      problem.pairs.push_back({.project = p, .supporter = s});
      problem.pairs.back().funds[0] = {.allowed = true,
                                       .score = p == s ? 9'000 : 4'000};
    }
  }
  problem.settings.split_penalty = 0;
  problem.settings.change_penalty = 0;
  return problem;
}

AssignmentShare Share(int32_t project, int32_t supporter, int64_t fen) {
  return {
      .project = project, .supporter = supporter, .amounts = {Money::Fen(fen)}};
}

TEST(AssignmentSolverTest, EmptyProblemIsNothingToDo) {
  const AssignmentSolution solution = SolveIt({});
  EXPECT_EQ(solution.status, AssignmentStatus::kOptimal);
  EXPECT_TRUE(solution.nothing_to_do);
  EXPECT_TRUE(solution.has_plan);
  EXPECT_THAT(solution.plan, IsEmpty());
}

TEST(AssignmentSolverTest, QuotasThatNobodysNeedCanMeetAreOwedInFull) {
  AssignmentProblem problem = TwoByTwo();
  for (AssignmentPair& pair : problem.pairs) pair.banned = true;
  problem.supporters[0].funds[0].quota = Money::Fen(70);
  problem.floors = {{.projects = {0}, .amount = Money::Fen(30)}};
  const AssignmentSolution solution = SolveIt(problem);
  EXPECT_EQ(solution.status, AssignmentStatus::kOptimal);
  EXPECT_TRUE(solution.nothing_to_do);
  EXPECT_EQ(solution.value, -70 * 6'000 - 30 * 8'000);
  EXPECT_THAT(CheckSolution(problem, solution).faults, IsEmpty());
}

TEST(AssignmentSolverTest, EachGivesWhereItFits) {
  const AssignmentSolution solution = SolveIt(TwoByTwo());
  EXPECT_EQ(solution.status, AssignmentStatus::kOptimal);
  EXPECT_THAT(solution.plan, ElementsAre(Share(0, 0, 100), Share(1, 1, 100)));
  EXPECT_EQ(solution.value, 2 * 100 * 9'000);
}

TEST(AssignmentSolverTest, LargestAmountsAreExactToTheFen) {
  AssignmentProblem problem = TwoByTwo();
  const int64_t most = Money::kMaxFen / 2;
  for (int i = 0; i < 2; ++i) {
    problem.projects[i].funds[0].open = Money::Fen(most - i);
    problem.supporters[i].funds[0].means = Money::Fen(most);
    problem.supporters[i].funds[0].quota = Money::Fen(most);
  }
  problem.settings.quota_penalty = kMaxPenalty;
  const AssignmentSolution solution = SolveIt(problem);
  EXPECT_EQ(solution.value, absl::int128(9'000) * (2 * most - 1) - kMaxPenalty);
  EXPECT_THAT(CheckSolution(problem, solution).faults, IsEmpty());
}

TEST(AssignmentSolverTest, RefusesWhatIsOutOfRange) {
  const auto why = [](const AssignmentProblem& problem,
                      const AssignmentOptions& options) {
    return std::string(SolveAssignment(problem, options).status().message());
  };
  EXPECT_THAT(why({.fund_kinds = 0}, {}), HasSubstr("fund_kinds"));
  EXPECT_THAT(why({}, {.most_steps = -1}), HasSubstr("most_steps"));
  EXPECT_THAT(why({}, {.enough_gap = -1}), HasSubstr("enough_gap"));
  EXPECT_THAT(why({}, {.plan = {Share(0, 0, 1)}}), HasSubstr("plan[0]"));
}

// All tasks at once, each in a thread of its own, the last first.
void AllAtOnce(std::vector<std::function<void()>> tasks) {
  std::vector<std::thread> threads;
  for (size_t t = tasks.size(); t-- > 0;) threads.emplace_back(tasks[t]);
  for (std::thread& thread : threads) thread.join();
}

AssignmentProblem SomeYear(uint64_t seed) {
  return RandomYear({.projects = 90, .supporters = 14, .seed = seed});
}

TEST(AssignmentSolverTest, YearIsWithinThreePercentAndCertified) {
  const AssignmentProblem problem = SomeYear(1);
  ASSERT_TRUE(ValidateAssignmentProblem(problem).ok());
  const AssignmentSolution solution =
      SolveIt(problem, {.most_steps = 50'000'000});
  EXPECT_THAT(CheckSolution(problem, solution).faults, IsEmpty());
  EXPECT_EQ(solution.status, AssignmentStatus::kLimitReached);
  EXPECT_LE(solution.gap_bp, 300);
}

TEST(AssignmentSolverTest, PlanDoesNotDependOnTheExecutor) {
  const AssignmentProblem problem = SomeYear(2);
  const AssignmentOptions alone{.most_steps = 30'000'000};
  AssignmentOptions together = alone;
  together.parallel_for = AllAtOnce;
  const AssignmentSolution one = SolveIt(problem, alone);
  const AssignmentSolution many = SolveIt(problem, together);
  EXPECT_EQ(one.plan, many.plan);
  EXPECT_EQ(one.bound, many.bound);
  EXPECT_EQ(one.prices.need, many.prices.need);
  EXPECT_EQ(one.work, many.work);
}

TEST(AssignmentSolverTest, CancelKeepsWhatThereIs) {
  const AssignmentProblem problem = SomeYear(3);
  bool seen = false;
  const AssignmentSolution solution =
      SolveIt(problem, {.cancelled = [&] { return seen; },
                        .progress =
                            [&](const AssignmentProgress& progress) {
                              seen = progress.has_plan;
                            }});
  EXPECT_TRUE(solution.cancelled);
  EXPECT_EQ(solution.status, AssignmentStatus::kLimitReached);
  EXPECT_TRUE(solution.has_plan);
  EXPECT_THAT(CheckSolution(problem, solution).faults, IsEmpty());
}

TEST(AssignmentSolverTest, CancelledAtOnceStillProvesABound) {
  const AssignmentProblem problem = SomeYear(3);
  const AssignmentSolution solution =
      SolveIt(problem, {.cancelled = [] { return true; }});
  EXPECT_TRUE(solution.cancelled);
  EXPECT_THAT(CheckSolution(problem, solution).faults, IsEmpty());
}

TEST(AssignmentSolverTest, ProgressOnlyGetsBetter) {
  std::vector<AssignmentProgress> seen;
  SolveIt(SomeYear(4), {.most_steps = 30'000'000,
                        .progress = [&](const AssignmentProgress& progress) {
                          seen.push_back(progress);
                        }});
  ASSERT_GT(seen.size(), 2);
  for (size_t i = 1; i < seen.size(); ++i) {
    EXPECT_GT(seen[i].value, seen[i - 1].value);
    EXPECT_LE(seen[i].bound, seen[i - 1].bound);
    EXPECT_GE(seen[i].work, seen[i - 1].work);
  }
}

TEST(AssignmentSolverTest, EnoughGapEndsEarly) {
  const AssignmentProblem problem = SomeYear(5);
  const AssignmentSolution first = SolveIt(problem, {.most_steps = 60'000'000});
  const AssignmentSolution solution =
      SolveIt(problem, {.enough_gap = first.bound / 10});
  EXPECT_LE(solution.bound - solution.value, first.bound / 10);
  EXPECT_LT(solution.work, first.work);
  EXPECT_FALSE(solution.cancelled);
}

// Whether nothing but its own limits keeps the pair from being a partner.
bool IsFree(const AssignmentProblem& problem, const AssignmentPair& pair) {
  if (problem.projects[pair.project].most_partners > 0) return false;
  if (problem.supporters[pair.supporter].most_projects > 0) return false;
  for (int k = 0; k < problem.fund_kinds; ++k) {
    const ShareLimits limits = LimitsOf(problem, pair, k);
    const FundNeed& need = problem.projects[pair.project].funds[k];
    if (limits.least <= limits.most && !need.all_or_nothing) return true;
  }
  return false;
}

TEST(AssignmentSolverTest, AfterAPinTheOldPlanIsKeptUpAtATenthOfTheWork) {
  AssignmentProblem problem = SomeYear(6);
  const AssignmentSolution first =
      SolveIt(problem, {.most_steps = 200'000'000});
  // The first pair that could be a partner and is none becomes one.
  for (AssignmentPair& pair : problem.pairs) {
    bool partner = false;
    for (const AssignmentShare& share : first.plan) {
      partner = partner || (share.project == pair.project &&
                            share.supporter == pair.supporter);
    }
    if (partner || !IsFree(problem, pair)) continue;
    pair.pinned = true;
    break;
  }
  const AssignmentSolution again = SolveIt(
      problem,
      {.most_steps = 20'000'000, .plan = first.plan, .prices = first.prices});
  EXPECT_THAT(CheckSolution(problem, again).faults, IsEmpty());
  EXPECT_TRUE(again.has_plan);
  EXPECT_LE(again.value, first.bound);
  EXPECT_GE(again.value, first.value - first.bound / 100);
  EXPECT_LT(again.work, first.work / 8);
}

TEST(AssignmentSolverTest, PinnedNeedThatIsAllOrNothingIsFilledUp) {
  AssignmentProblem problem = TwoByTwo();
  problem.projects[0].funds[0].all_or_nothing = true;
  problem.supporters[1].funds[0].means = Money::Fen(60);
  problem.pairs[1].pinned = true;  // the second supporter, of the first project
  problem.pairs[1].funds[0].at_least = Money::Fen(50);
  const AssignmentSolution solution = SolveIt(problem);
  EXPECT_EQ(solution.status, AssignmentStatus::kOptimal);
  EXPECT_THAT(CheckSolution(problem, solution).faults, IsEmpty());
  EXPECT_THAT(solution.plan, ElementsAre(Share(0, 0, 50), Share(0, 1, 50),
                                         Share(1, 0, 50), Share(1, 1, 10)));
}

}  // namespace
}  // namespace duikou
