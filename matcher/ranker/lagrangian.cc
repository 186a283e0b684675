#include "matcher/ranker/lagrangian.h"

#include <algorithm>
#include <functional>

namespace duikou {
namespace {

// Sets the best item price for dual.prices, and the bound of both.
void PriceItems(const KnapsackProblem& problem, Lagrangian& dual) {
  dual.item_price = 0;
  dual.bound = 0;
  for (size_t b = 0; b < problem.budgets.size(); ++b) {
    if (problem.budgets[b].has_value()) {
      dual.bound += absl::int128(dual.prices[b]) * *problem.budgets[b];
    }
  }
  int64_t places = problem.most_items;
  std::vector<absl::int128> worths;
  worths.reserve(problem.items.size());
  for (const KnapsackItem& item : problem.items) {
    const absl::int128 worth = dual.ItemWorth(item);
    if (item.required) {
      dual.bound += worth;
      --places;
    } else if (worth > 0) {
      worths.push_back(worth);
    }
  }
  if (places < 0) places = 0;
  if (static_cast<int64_t>(worths.size()) > places) {
    std::nth_element(worths.begin(), worths.begin() + places, worths.end(),
                     std::greater<>());
    dual.item_price = worths[places];
    worths.resize(places);
  }
  // μ·most_items and the −μ of each item taken cancel.
  for (absl::int128 worth : worths) dual.bound += worth;
}

}  // namespace

absl::int128 Lagrangian::OptionWorth(const KnapsackOption& option) const {
  const Score margin = option.score - prices[option.budget];
  return absl::int128(margin) * (margin > 0 ? option.most : option.least) -
         item_price;
}

absl::int128 Lagrangian::ItemWorth(const KnapsackItem& item) const {
  absl::int128 best = OptionWorth(item.options.front());
  for (const KnapsackOption& option : item.options) {
    best = std::max(best, OptionWorth(option));
  }
  return best;
}

Lagrangian MinimiseDual(const KnapsackProblem& problem) {
  constexpr int kMostRounds = 8;
  Lagrangian dual;
  dual.prices.assign(problem.budgets.size(), 0);
  PriceItems(problem, dual);
  auto bound_at = [&](size_t budget, Score price) {
    Lagrangian trial = dual;
    trial.prices[budget] = price;
    PriceItems(problem, trial);
    return trial.bound;
  };
  bool changed = true;
  for (int round = 0; changed && round < kMostRounds; ++round) {
    changed = false;
    for (size_t b = 0; b < problem.budgets.size(); ++b) {
      if (!problem.budgets[b].has_value()) continue;
      Score low = 0;
      Score high = kFull;
      while (low < high) {
        const Score middle = (low + high) / 2;
        // Convex, so a step that does not fall is behind the minimum.
        if (bound_at(b, middle) <= bound_at(b, middle + 1)) {
          high = middle;
        } else {
          low = middle + 1;
        }
      }
      if (bound_at(b, low) < dual.bound) {
        dual.prices[b] = low;
        PriceItems(problem, dual);
        changed = true;
      }
    }
  }
  return dual;
}

}  // namespace duikou
