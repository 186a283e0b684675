// The tables of one agent against every subset.
#include "matcher/assignment/indivisible/knapsack.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace duikou::indivisible {
namespace {

struct Case {
  AgentModel agent;
  int32_t base = 0;
  std::vector<KnapsackEntry> entries;
};

int64_t Between(std::mt19937_64& random, int64_t least, int64_t most) {
  return least + static_cast<int64_t>(random() % (most - least + 1));
}

// `large` values need tables of 64 bits.
Case RandomCase(std::mt19937_64& random, int64_t count, bool large) {
  Case result;
  AgentModel& agent = result.agent;
  agent.cells = static_cast<int32_t>(Between(random, 0, 60));
  agent.capacity = agent.cells;
  agent.quota = Between(random, 0, 40);
  const int64_t factor = large ? int64_t{1} << 33 : 1;
  agent.under_penalty = Between(random, 0, 9) * factor;
  agent.over_penalty = Between(random, 0, 9) * factor;
  result.base = static_cast<int32_t>(Between(random, 0, agent.cells));
  for (int64_t k = 0; k < count; ++k) {
    result.entries.push_back(
        {.value = Between(random, -30, 60) * factor,
         .cells = static_cast<int32_t>(Between(random, 0, 15)),
         .choice = static_cast<int32_t>(k)});
  }
  return result;
}

// The best over all subsets that have entry `k` in state `in`; k < 0: over all.
int64_t BruteForce(const Case& instance, int32_t k, bool in) {
  int64_t best = kNever;
  const size_t count = instance.entries.size();
  for (uint32_t subset = 0; subset < (1u << count); ++subset) {
    if (k >= 0 && ((subset >> k) & 1u) != (in ? 1u : 0u)) continue;
    int64_t load = instance.base;
    int64_t value = 0;
    for (size_t e = 0; e < count; ++e) {
      if ((subset >> e) & 1u) {
        load += instance.entries[e].cells;
        value += instance.entries[e].value;
      }
    }
    if (load > instance.agent.cells) continue;
    best = std::max(best, value + instance.agent.Terminal(load));
  }
  return best;
}

int64_t ValueOf(const Case& instance, const std::vector<int32_t>& taken) {
  int64_t load = instance.base;
  int64_t value = 0;
  for (int32_t k : taken) {
    load += instance.entries[k].cells;
    value += instance.entries[k].value;
  }
  EXPECT_LE(load, instance.agent.cells);
  return value + instance.agent.Terminal(load);
}

TEST(KnapsackTest, SolveFindsTheBestSubset) {
  std::mt19937_64 random(714);
  Knapsack knapsack;
  for (int32_t round = 0; round < 2000; ++round) {
    SCOPED_TRACE(round);
    const Case instance =
        RandomCase(random, Between(random, 0, 10), round % 4 == 0);
    std::vector<KnapsackEntry> entries = instance.entries;
    std::vector<int32_t> taken;
    const int64_t value =
        knapsack.Solve(instance.agent, instance.base, entries, &taken);
    EXPECT_EQ(value, BruteForce(instance, -1, false));
    EXPECT_EQ(value, ValueOf(instance, taken));
  }
}

TEST(KnapsackTest, ForcedValuesBoundAndAreExactUnderACeiling) {
  std::mt19937_64 random(2014);
  Knapsack knapsack;
  int32_t exact = 0;
  for (int32_t round = 0; round < 1500; ++round) {
    SCOPED_TRACE(round);
    const Case instance =
        RandomCase(random, Between(random, 1, 9), round % 4 == 0);
    std::vector<ForcedValues> forced;
    knapsack.SolveForced(instance.agent, instance.base, instance.entries,
                         &forced);
    int64_t sum = instance.base;
    for (const KnapsackEntry& entry : instance.entries) sum += entry.cells;
    for (size_t k = 0; k < forced.size(); ++k) {
      const int64_t with = BruteForce(instance, static_cast<int32_t>(k), true);
      const int64_t without =
          BruteForce(instance, static_cast<int32_t>(k), false);
      EXPECT_GE(forced[k].with, with);
      EXPECT_GE(forced[k].without, without);
      if (sum <= instance.agent.cells) continue;
      EXPECT_EQ(forced[k].with, with);
      EXPECT_EQ(forced[k].without, without);
      ++exact;
    }
  }
  EXPECT_GT(exact, 1000);
}

// Enough entries that a core is struck out first, against the plain table that
// forced values come from.
TEST(KnapsackTest, StrikingOutEntriesKeepsTheValue) {
  std::mt19937_64 random(997);
  Knapsack knapsack;
  for (int32_t round = 0; round < 300; ++round) {
    SCOPED_TRACE(round);
    Case instance = RandomCase(random, Between(random, 40, 120), false);
    instance.agent.quota = Between(random, 0, 400);
    instance.agent.cells = static_cast<int32_t>(Between(random, 0, 500));
    instance.base = 0;
    for (KnapsackEntry& entry : instance.entries) {
      // Values near the loads' own ratio are the hard ones.
      entry.cells += 1;
      entry.value = entry.cells * 40 + Between(random, -25, 25);
    }
    std::vector<ForcedValues> forced;
    const int64_t plain = knapsack.SolveForced(instance.agent, instance.base,
                                               instance.entries, &forced);
    std::vector<KnapsackEntry> entries = instance.entries;
    std::vector<int32_t> taken;
    const int64_t value =
        knapsack.Solve(instance.agent, instance.base, entries, &taken);
    EXPECT_EQ(value, plain);
    EXPECT_EQ(value, ValueOf(instance, taken));
  }
}

}  // namespace
}  // namespace duikou::indivisible
