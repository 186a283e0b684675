#include "matcher/assignment/indivisible/solver.h"

#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/assignment/indivisible/certificate.h"
#include "matcher/testing/cases.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

IndivisibleSolution Solve(const IndivisibleProblem& problem,
                          const IndivisibleOptions& options = {}) {
  absl::StatusOr<IndivisibleSolution> solution =
      SolveIndivisible(problem, options);
  EXPECT_TRUE(solution.ok()) << solution.status();
  return *std::move(solution);
}

std::string WhyNot(const IndivisibleProblem& problem,
                   const IndivisibleOptions& options = {}) {
  return std::string(SolveIndivisible(problem, options).status().message());
}

// Like a year's plan: each item with everybody, quotas that the loads just
// fill.
IndivisibleProblem Year(int32_t items, int32_t agents, uint64_t seed) {
  std::mt19937_64 random(seed);
  IndivisibleProblem problem;
  int64_t total = 0;
  for (int32_t i = 0; i < items; ++i) {
    const int64_t load = 5 + static_cast<int64_t>(random() % 120);
    total += load;
    IndivisibleItem item;
    for (int32_t j = 0; j < agents; ++j) {
      const int64_t score = static_cast<int64_t>(random() % 1000);
      item.choices.push_back({.agent = j, .worth = score * load, .load = load});
    }
    problem.items.push_back(std::move(item));
  }
  for (int32_t j = 0; j < agents; ++j) {
    problem.agents.push_back(
        {.quota = total / agents, .under_penalty = 800, .over_penalty = 1200});
  }
  return problem;
}

// All tasks at once, each in a thread of its own, the last first.
void AllAtOnce(std::vector<std::function<void()>> tasks) {
  std::vector<std::thread> threads;
  for (size_t t = tasks.size(); t-- > 0;) threads.emplace_back(tasks[t]);
  for (std::thread& thread : threads) thread.join();
}

TEST(IndivisibleSolverTest, EmptyProblemIsOptimalAtZero) {
  const IndivisibleSolution solution = Solve({});
  EXPECT_EQ(solution.status, IndivisibleStatus::kOptimal);
  EXPECT_EQ(solution.value, 0);
  EXPECT_EQ(solution.bound, 0);
  EXPECT_THAT(solution.agent_of, IsEmpty());
}

TEST(IndivisibleSolverTest, NoItemsOwesTheQuotas) {
  const IndivisibleSolution solution =
      Solve({.agents = {{.quota = 10, .under_penalty = 3}}});
  EXPECT_EQ(solution.status, IndivisibleStatus::kOptimal);
  EXPECT_EQ(solution.value, -30);
}

TEST(IndivisibleSolverTest, OneItemGoesWhereItIsWorthMost) {
  const IndivisibleSolution solution =
      Solve({.agents = {{}, {}},
             .items = {{.choices = {{.agent = 0, .worth = 5, .load = 1},
                                    {.agent = 1, .worth = 6, .load = 1}}}}});
  EXPECT_EQ(solution.status, IndivisibleStatus::kOptimal);
  EXPECT_THAT(solution.agent_of, ElementsAre(1));
}

TEST(IndivisibleSolverTest, ItemThatCostsMoreThanItGainsIsLeft) {
  const IndivisibleSolution solution =
      Solve({.agents = {{.quota = 0, .over_penalty = 10}},
             .items = {{.choices = {{.agent = 0, .worth = 25, .load = 3}}}}});
  EXPECT_EQ(solution.status, IndivisibleStatus::kOptimal);
  EXPECT_THAT(solution.agent_of, ElementsAre(kNotPlaced));
}

TEST(IndivisibleSolverTest, AllForbiddenIsOptimalUnlessOneMustBePlaced) {
  IndivisibleProblem problem{.agents = {{}}, .items = {{}, {}}};
  EXPECT_EQ(Solve(problem).status, IndivisibleStatus::kOptimal);
  problem.items[1].must_place = true;
  const IndivisibleSolution solution = Solve(problem);
  EXPECT_EQ(solution.status, IndivisibleStatus::kInfeasible);
  EXPECT_FALSE(solution.has_assignment);
}

TEST(IndivisibleSolverTest, CeilingsTooLowForAllAreProvenInfeasible) {
  // Three of load 2 that must be placed; two agents with room for 3 each.
  IndivisibleProblem problem{.agents = {{.capacity = 3}, {.capacity = 3}}};
  for (int32_t i = 0; i < 3; ++i) {
    problem.items.push_back({.choices = {{.agent = 0, .worth = 1, .load = 2},
                                         {.agent = 1, .worth = 1, .load = 2}},
                             .must_place = true});
  }
  EXPECT_EQ(Solve(problem).status, IndivisibleStatus::kInfeasible);
}

TEST(IndivisibleSolverTest, EqualAnswersAreSettledTheSameWayEachTime) {
  IndivisibleProblem problem;
  for (int32_t j = 0; j < 4; ++j) problem.agents.push_back({.capacity = 2});
  for (int32_t i = 0; i < 6; ++i) {
    IndivisibleItem item;
    for (int32_t j = 0; j < 4; ++j) {
      item.choices.push_back({.agent = j, .worth = 7, .load = 1});
    }
    problem.items.push_back(item);
  }
  const IndivisibleSolution solution = Solve(problem);
  EXPECT_EQ(solution.value, 42);
  EXPECT_EQ(Solve(problem).agent_of, solution.agent_of);
}

TEST(IndivisibleSolverTest, AnswerDoesNotDependOnTheExecutor) {
  const IndivisibleProblem problem = Year(120, 40, 5);
  const IndivisibleOptions alone{.most_cells = testing::Cases(300'000'000)};
  IndivisibleOptions together = alone;
  together.parallel_for = AllAtOnce;
  const IndivisibleSolution one = Solve(problem, alone);
  const IndivisibleSolution many = Solve(problem, together);
  EXPECT_EQ(one.agent_of, many.agent_of);
  EXPECT_EQ(one.certificate.prices, many.certificate.prices);
  EXPECT_EQ(one.bound, many.bound);
  EXPECT_EQ(one.cells, many.cells);
}

TEST(IndivisibleSolverTest, YearIsWithinAPercentAndItsBoundHolds) {
  const IndivisibleProblem problem = Year(120, 20, 6);
  const IndivisibleSolution solution =
      Solve(problem, {.most_cells = 400'000'000});
  ASSERT_TRUE(solution.has_assignment);
  EXPECT_EQ(*IndivisibleValue(problem, solution.agent_of), solution.value);
  EXPECT_EQ(*IndivisibleBound(problem, solution.certificate),
            solution.certificate.bound);
  EXPECT_LE(solution.bound - solution.value, solution.bound / 100);
}

TEST(IndivisibleSolverTest, CancelKeepsWhatThereIs) {
  const IndivisibleProblem problem = Year(200, 40, 7);
  int64_t polls = 0;
  const IndivisibleSolution solution =
      Solve(problem, {.cancelled = [&polls] { return ++polls > 20; }});
  EXPECT_EQ(solution.status, IndivisibleStatus::kLimitReached);
  ASSERT_TRUE(solution.has_assignment);
  EXPECT_EQ(*IndivisibleValue(problem, solution.agent_of), solution.value);
  EXPECT_GE(solution.bound, solution.value);
  EXPECT_EQ(polls, 21);
}

TEST(IndivisibleSolverTest, EnoughGapEndsEarly) {
  const IndivisibleProblem problem = Year(120, 20, 8);
  const IndivisibleSolution first =
      Solve(problem, {.most_cells = testing::Cases(400'000'000)});
  const int64_t gap = first.bound / 20;
  const IndivisibleSolution solution = Solve(problem, {.enough_gap = gap});
  EXPECT_LE(solution.bound - solution.value, gap);
  EXPECT_LT(solution.cells, first.cells);
}

TEST(IndivisibleSolverTest, WarmStartIsNoWorseAndQuickAfterABan) {
  IndivisibleProblem problem = Year(120, 20, 9);
  const IndivisibleSolution first =
      Solve(problem, {.most_cells = testing::Cases(800'000'000)});
  // Its agent may not have the first item any more.
  std::vector<IndivisibleChoice>& choices = problem.items[0].choices;
  const int32_t banned = first.agent_of[0];
  choices.erase(choices.begin() + banned);
  const IndivisibleSolution again =
      Solve(problem, {.most_cells = testing::Cases(150'000'000),
                      .agent_of = first.agent_of,
                      .prices = first.certificate.prices,
                      .price_scale = first.certificate.scale});
  ASSERT_TRUE(again.has_assignment);
  EXPECT_NE(again.agent_of[0], banned);
  EXPECT_LE(again.bound, first.certificate.bound);
  EXPECT_LE(again.bound - again.value, again.bound / 100);
}

TEST(IndivisibleSolverTest, LimitOfZeroStillBounds) {
  const IndivisibleProblem problem = Year(30, 5, 10);
  const IndivisibleSolution solution = Solve(problem, {.most_cells = 0});
  EXPECT_EQ(solution.status, IndivisibleStatus::kLimitReached);
  EXPECT_EQ(*IndivisibleBound(problem, solution.certificate), solution.bound);
}

TEST(IndivisibleSolverTest, RefusesWhatExceedsItsLimits) {
  const IndivisibleItem item{.choices = {{.agent = 0, .worth = 1, .load = 1}}};
  EXPECT_THAT(WhyNot({.agents = {{.capacity = -1}}}),
              HasSubstr("agents[0].capacity"));
  EXPECT_THAT(WhyNot({.agents = {{.quota = -1}}}),
              HasSubstr("agents[0].quota"));
  EXPECT_THAT(WhyNot({.agents = {{.under_penalty = -1}}}),
              HasSubstr("agents[0].under_penalty"));
  EXPECT_THAT(WhyNot({.agents = {{.over_penalty = int64_t{1} << 51}}}),
              HasSubstr("agents[0].over_penalty"));
  EXPECT_THAT(WhyNot({.items = {item}}),
              HasSubstr("items[0].choices[0].agent"));
  IndivisibleProblem problem{.agents = {{}}, .items = {item, item}};
  problem.items[1].choices.push_back({.agent = 0});
  EXPECT_THAT(WhyNot(problem), HasSubstr("items[1].choices[1].agent"));
  problem.items[1] = item;
  problem.items[1].choices[0].load = -1;
  EXPECT_THAT(WhyNot(problem), HasSubstr("items[1].choices[0].load"));
  problem.items[1] = item;
  problem.items[1].choices[0].worth = INT64_MIN;
  EXPECT_THAT(WhyNot(problem), HasSubstr("items[1].choices[0].worth"));
  problem.items[1].choices[0].worth = kIndivisibleMostAmount;
  EXPECT_THAT(WhyNot(problem), HasSubstr("total"));
  problem = {.agents = {{.quota = int64_t{1} << 40,
                         .under_penalty = int64_t{1} << 40}}};
  EXPECT_THAT(WhyNot(problem), HasSubstr("total"));
}

TEST(IndivisibleSolverTest, LargestAmountsDoNotOverflow) {
  const int64_t half = kIndivisibleMostTotal / 4;
  const IndivisibleSolution solution =
      Solve({.agents = {{.capacity = half}, {.capacity = half - 1}},
             .items = {{.choices = {{.agent = 0, .worth = half, .load = half},
                                    {.agent = 1, .worth = 3, .load = half}},
                        .must_place = true},
                       {.choices = {{.agent = 0, .worth = half, .load = half},
                                    {.agent = 1, .worth = -half, .load = 7}},
                        .must_place = true}}});
  EXPECT_EQ(solution.status, IndivisibleStatus::kOptimal);
  EXPECT_THAT(solution.agent_of, ElementsAre(0, 1));
  EXPECT_EQ(solution.value, 0);
}

TEST(IndivisibleSolverTest, RefusesBadOptions) {
  EXPECT_THAT(WhyNot({}, {.most_cells = -1}), HasSubstr("most_cells"));
  EXPECT_THAT(WhyNot({}, {.enough_gap = -1}), HasSubstr("enough_gap"));
  EXPECT_THAT(WhyNot({}, {.price_scale = 0}), HasSubstr("price_scale"));
}

}  // namespace
}  // namespace duikou
