// Knapsack: the search behind FindPortfolio (portfolio.h says the problem), on
// plain numbers: items with options, each an amount range in one budget.
//
//   KnapsackProblem problem{.budgets = {500}, .most_items = 3};
//   problem.items = {{.options = {{.budget = 0, .score = 7, .least = 100,
//                                  .most = 300}}}};
//   KnapsackSolution best = SolveKnapsack(problem);   // 7 × 300
//
// Problem: take at most `most_items` items, each by one option with an amount
// within [least, most], so that the amounts of a budget stay within it and
// Σ score × amount is the greatest; `required` items must be taken.
// Method: branch and bound, as portfolio.h describes.
// Limits: scores 0 … 10,000, amounts and budgets 1 … Money::kMaxFen; worth is
// a 128-bit integer.
#ifndef DUIKOU_MATCHER_RANKER_KNAPSACK_H_
#define DUIKOU_MATCHER_RANKER_KNAPSACK_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/numeric/int128.h"
#include "matcher/base/score.h"

namespace duikou {

enum class SolveStatus : uint8_t { kOptimal, kInfeasible, kLimitReached };

struct KnapsackOption {
  int32_t budget = 0;
  Score score = 0;
  int64_t least = 0;
  int64_t most = 0;
};

struct KnapsackItem {
  // Options of one budget at most once.
  std::vector<KnapsackOption> options;
  bool required = false;
};

struct KnapsackProblem {
  // nullopt: without a ceiling.
  std::vector<std::optional<int64_t>> budgets;
  // In an order that does not depend on the machine: it breaks ties.
  std::vector<KnapsackItem> items;
  int64_t most_items = 0;
  // Bounds that are computed before the search stops.
  int64_t most_nodes = 100'000;
};

struct KnapsackChoice {
  int32_t item = 0;
  int32_t option = 0;
  int64_t amount = 0;
};

struct KnapsackSolution {
  SolveStatus status = SolveStatus::kInfeasible;
  std::vector<KnapsackChoice> choices;  // by item
  absl::int128 value = 0;
  // No solution is worth more; equal to `value` where optimal.
  absl::int128 bound = 0;
  int64_t nodes = 0;
};

KnapsackSolution SolveKnapsack(const KnapsackProblem& problem);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_RANKER_KNAPSACK_H_
