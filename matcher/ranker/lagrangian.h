// Lagrangian: the relaxation that bounds a knapsack with several budgets and a
// limit of items (knapsack.h).
//
//   Lagrangian dual = MinimiseDual(problem);
//   dual.bound;                   // no solution is worth more
//   dual.OptionWorth(option);     // what an option adds to the relaxation
//
// Problem: with a price λ ≥ 0 a unit of each limited budget and μ ≥ 0 an item,
//   D = Σ λ·budget + μ·most_items + Σ items max(0, best option's worth),
//   worth = max over amounts of (score − λ)·amount − μ   (required: no max 0)
// is a bound for any λ and μ; the smaller the better. Method: μ is best where
// just `most_items` items are worth more than it; D is then convex in each λ,
// so bisection over the integers 0 … 10,000 for one budget after the other,
// until a round changes nothing (at most 8 rounds). Complexity: O(rounds ·
// budgets · log · items). Limits: all terms are 128-bit integers. Reference: A.
// Geoffrion: Lagrangean relaxation for integer programming (1974).
#ifndef DUIKOU_MATCHER_RANKER_LAGRANGIAN_H_
#define DUIKOU_MATCHER_RANKER_LAGRANGIAN_H_

#include <vector>

#include "matcher/ranker/knapsack.h"

namespace duikou {

struct Lagrangian {
  std::vector<Score> prices;  // by budget
  absl::int128 item_price = 0;
  absl::int128 bound = 0;

  // Net of both prices; may be negative.
  absl::int128 OptionWorth(const KnapsackOption& option) const;
  // Of the best option.
  absl::int128 ItemWorth(const KnapsackItem& item) const;
};

Lagrangian MinimiseDual(const KnapsackProblem& problem);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_RANKER_LAGRANGIAN_H_
