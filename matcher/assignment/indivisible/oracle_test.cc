// The solver against every assignment of small random problems.
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/assignment/indivisible/certificate.h"
#include "matcher/assignment/indivisible/solver.h"
#include "matcher/testing/cases.h"

namespace duikou {
namespace {

// What a random problem has; each feature is on in about half of them.
struct Features {
  bool must_place;
  bool capacity;
  bool under;
  bool over;
  bool forbidden;
  bool negative_worth;
  bool common_load;
  int64_t unit;  // of all amounts
};

class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}
  // Both ends included.
  int64_t Between(int64_t least, int64_t most) {
    return least + static_cast<int64_t>(random_() % (most - least + 1));
  }
  bool Coin() { return (random_() >> 11) % 2 == 0; }

 private:
  std::mt19937_64 random_;
};

Features RandomFeatures(Dice& dice) {
  return {.must_place = dice.Coin(),
          .capacity = dice.Coin(),
          .under = dice.Coin(),
          .over = dice.Coin(),
          .forbidden = dice.Coin(),
          .negative_worth = dice.Coin(),
          .common_load = dice.Coin(),
          // The last is coarser than a table tells apart.
          .unit = std::vector<int64_t>{1, 1, 1, 1, 1, 7, 100,
                                       9'973'111}[dice.Between(0, 7)]};
}

IndivisibleAgent RandomAgent(const Features& features, Dice& dice) {
  IndivisibleAgent agent;
  if (features.capacity && dice.Between(0, 3) > 0) {
    agent.capacity = dice.Between(0, 25) * features.unit;
  }
  if (features.under || features.over) {
    agent.quota = dice.Between(0, 25 * features.unit);
  }
  if (features.under) agent.under_penalty = dice.Between(0, 12);
  if (features.over) agent.over_penalty = dice.Between(0, 15);
  return agent;
}

IndivisibleProblem RandomProblem(Dice& dice) {
  const Features features = RandomFeatures(dice);
  IndivisibleProblem problem;
  const int64_t agents = dice.Between(1, 4);
  const int64_t items = dice.Between(0, 6);
  for (int64_t j = 0; j < agents; ++j) {
    problem.agents.push_back(RandomAgent(features, dice));
  }
  for (int64_t i = 0; i < items; ++i) {
    IndivisibleItem item;
    item.must_place = features.must_place && dice.Between(0, 2) > 0;
    int64_t load = dice.Between(0, 12) * features.unit + dice.Between(0, 1);
    for (int32_t j = 0; j < agents; ++j) {
      if (features.forbidden && dice.Between(0, 3) == 0) continue;
      if (!features.common_load) {
        load = dice.Between(0, 12) * features.unit + dice.Between(0, 1);
      }
      const int64_t worth =
          dice.Between(features.negative_worth ? -60 : 0, 90) * features.unit;
      item.choices.push_back({.agent = j, .worth = worth, .load = load});
    }
    problem.items.push_back(item);
  }
  return problem;
}

// The best value over all assignments; nullopt: none is feasible.
std::optional<int64_t> BruteForce(const IndivisibleProblem& problem) {
  const int32_t agents = static_cast<int32_t>(problem.agents.size());
  std::vector<int32_t> agent_of(problem.items.size(), kNotPlaced);
  std::optional<int64_t> best;
  while (true) {
    const absl::StatusOr<int64_t> value = IndivisibleValue(problem, agent_of);
    if (value.ok() && (!best || *value > *best)) best = *value;
    size_t i = 0;
    while (i < agent_of.size() && ++agent_of[i] == agents) {
      agent_of[i++] = kNotPlaced;
    }
    if (i == agent_of.size()) return best;
  }
}

void ExpectProven(const IndivisibleProblem& problem,
                  const IndivisibleSolution& solution) {
  const absl::StatusOr<int64_t> value =
      IndivisibleValue(problem, solution.agent_of);
  ASSERT_TRUE(value.ok()) << value.status();
  EXPECT_EQ(solution.value, *value);
  const absl::StatusOr<int64_t> bound =
      IndivisibleBound(problem, solution.certificate);
  ASSERT_TRUE(bound.ok()) << bound.status();
  EXPECT_LE(*bound, solution.certificate.bound);
  if (solution.certificate.unit == 1) {
    EXPECT_EQ(*bound, solution.certificate.bound);
  }
  EXPECT_EQ(solution.bound_by_search,
            solution.bound < solution.certificate.bound);
}

TEST(IndivisibleOracleTest, SmallProblemsAreSolvedToOptimality) {
  int32_t infeasible = 0;
  int32_t with_penalty = 0;
  for (uint64_t seed = 1; seed <= testing::Cases(1'500); ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const IndivisibleProblem problem = RandomProblem(dice);
    const std::optional<int64_t> best = BruteForce(problem);
    const absl::StatusOr<IndivisibleSolution> solution =
        SolveIndivisible(problem, {.most_cells = 1'000'000'000});
    ASSERT_TRUE(solution.ok()) << solution.status();
    if (!best) {
      EXPECT_EQ(solution->status, IndivisibleStatus::kInfeasible);
      EXPECT_FALSE(solution->has_assignment);
      ++infeasible;
      continue;
    }
    ASSERT_EQ(solution->status, IndivisibleStatus::kOptimal);
    ASSERT_TRUE(solution->has_assignment);
    EXPECT_EQ(solution->value, *best);
    EXPECT_EQ(solution->bound, *best);
    ExpectProven(problem, *solution);
    with_penalty += *best < 0;
  }
  // Both kinds came up.
  EXPECT_GT(infeasible, testing::Cases(50));
  EXPECT_GT(with_penalty, testing::Cases(50));
}

TEST(IndivisibleOracleTest, AnyLimitLeavesTheOptimumBetweenValueAndBound) {
  for (uint64_t seed = 1; seed <= testing::Cases(600); ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed * 7919);
    const IndivisibleProblem problem = RandomProblem(dice);
    const std::optional<int64_t> best = BruteForce(problem);
    const absl::StatusOr<IndivisibleSolution> solution =
        SolveIndivisible(problem, {.most_cells = dice.Between(0, 3000)});
    ASSERT_TRUE(solution.ok()) << solution.status();
    if (!best) {
      EXPECT_FALSE(solution->has_assignment);
      continue;
    }
    EXPECT_NE(solution->status, IndivisibleStatus::kInfeasible);
    EXPECT_GE(solution->bound, *best);
    if (!solution->has_assignment) continue;
    EXPECT_LE(solution->value, *best);
    ExpectProven(problem, *solution);
  }
}

}  // namespace
}  // namespace duikou
