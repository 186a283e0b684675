// Assignment of indivisible projects: each item (project) to at most one agent
// (supporter), with a proof of how good the answer is.
//
//   IndivisibleProblem problem;
//   problem.agents = {{.quota = 60, .under_penalty = 800,
//                      .over_penalty = 1200}};
//   problem.items = {{.choices = {{.agent = 0, .worth = 9'000, .load = 30}}}};
//   absl::StatusOr<IndivisibleSolution> best = SolveIndivisible(problem, {});
//   best->agent_of[0];            // 0: the item goes to the first agent
//   best->value, best->bound;     // equal when best->status is kOptimal
//
// Problem: maximise Σ worth(i,j)·x(i,j) − Σ under_j·(quota_j − load_j)⁺ −
// Σ over_j·(load_j − quota_j)⁺ with load_j = Σ load(i,j)·x(i,j) within the
// agent's capacity, each item at one agent at most (exactly one where
// `must_place`). The generalised assignment problem is the case without quotas.
//
// Method: a price on each item's "one agent at most" leaves one knapsack an
// agent, solved by dynamic programming over its load; the least sum of prices
// and knapsacks is the bound (volume algorithm). Answers come from repairing
// the knapsacks' choices and from solving small neighbourhoods (a few agents,
// chosen where prices say worth is lost) to optimality. Where the gap is small
// a branch and bound closes it: it asks for a solution above a cutoff that
// starts near the bound, and forced knapsacks (forward × backward tables)
// strike out every choice that cannot reach the cutoff.
//
// Complexity: O(choices · cells) for one bound, a cell being a load that the
// DP tells apart; exponential in the worst case for the proof, so `most_cells`
// limits it. Work is counted in cells, never in time: the same input gives the
// same answer on every machine, whatever the executor does.
//
// Limits: at most kIndivisibleMostItems items and agents; |worth|, load, quota
// and capacity at most kIndivisibleMostAmount; the sum over items of the
// largest |worth| plus all penalties that loads can cause, and the loads that
// an agent could take in all, at most kIndivisibleMostTotal. Beyond them the
// call fails with INVALID_ARGUMENT. Loads are divided by their common divisor;
// where an agent still has more than kIndivisibleMostCells cells, bounds come
// from loads rounded down (still proven, less tight) while answers and the
// search's leaves use the exact loads.
//
// Reference: M. Posta, J. Ferland, P. Michelon: An exact method with variable
// fixing for solving the generalized assignment problem (2012); F. Barahona,
// R. Anbil: The volume algorithm (2000).
#ifndef DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_SOLVER_H_
#define DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_SOLVER_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace duikou {

inline constexpr int64_t kIndivisibleMostItems = 1 << 20;
inline constexpr int64_t kIndivisibleMostAmount = int64_t{1} << 50;
inline constexpr int64_t kIndivisibleMostTotal = int64_t{1} << 50;
inline constexpr int64_t kIndivisibleMostCells = 1 << 16;
inline constexpr int32_t kNotPlaced = -1;

// An agent that may take an item; an agent without one may not.
struct IndivisibleChoice {
  int32_t agent = 0;
  int64_t worth = 0;  // may be negative
  int64_t load = 0;   // >= 0
};

struct IndivisibleItem {
  // At most one an agent, ordered by agent.
  std::vector<IndivisibleChoice> choices;
  bool must_place = false;
};

struct IndivisibleAgent {
  std::optional<int64_t> capacity;  // nullopt: no hard ceiling
  int64_t quota = 0;
  int64_t under_penalty = 0;  // a unit of load below the quota, >= 0
  int64_t over_penalty = 0;   // a unit of load above it, >= 0
};

struct IndivisibleProblem {
  std::vector<IndivisibleAgent> agents;
  std::vector<IndivisibleItem> items;
};

// Runs all tasks, in any order and on any threads, and returns when they are
// done. Tasks share nothing that one of them writes.
using ParallelFor = std::function<void(std::vector<std::function<void()>>)>;

// Proves "no solution is worth more than `bound`" (certificate.h checks it):
// the Lagrangian bound of the prices.
struct IndivisibleCertificate {
  // Price of item i = prices[i] / scale; >= 0 unless the item must be placed.
  std::vector<int64_t> prices;
  int64_t scale = 1;
  // Loads are floored to multiples of `unit`; 1 is always allowed.
  int64_t unit = 1;
  int64_t bound = 0;
};

struct IndivisibleOptions {
  // DP cells before the search stops; 10⁹ cells take 0.3 to 1 s on one core of
  // 2020. The default is about a minute.
  int64_t most_cells = 100'000'000'000;
  // Stops when bound − value <= enough_gap.
  int64_t enough_gap = 0;
  // Polled in the calling thread, every 4·10⁶ to 10⁹ cells; true ends the solve
  // with what there is.
  std::function<bool()> cancelled;
  // Null: everything runs in the calling thread.
  ParallelFor parallel_for;
  // Warm start: an earlier answer and its prices. Either may be empty, and both
  // are made to fit where the problem has changed since (same item order).
  std::vector<int32_t> agent_of;
  std::vector<int64_t> prices;
  int64_t price_scale = 1;
};

enum class IndivisibleStatus : uint8_t { kOptimal, kInfeasible, kLimitReached };

struct IndivisibleSolution {
  IndivisibleStatus status = IndivisibleStatus::kLimitReached;
  // False when the limit came before any answer: then only `bound` holds.
  bool has_assignment = false;
  std::vector<int32_t> agent_of;  // by item; kNotPlaced
  int64_t value = 0;
  // No solution is worth more. Equal to `value` where optimal; without meaning
  // where infeasible.
  int64_t bound = 0;
  // bound < certificate.bound exactly when an exhausted search proved the rest
  // (and kInfeasible, when the certificate alone does not).
  bool bound_by_search = false;
  IndivisibleCertificate certificate;
  int64_t cells = 0;  // work done
  int64_t nodes = 0;  // of the search
};

absl::StatusOr<IndivisibleSolution> SolveIndivisible(
    const IndivisibleProblem& problem, const IndivisibleOptions& options);

// The objective of an assignment, or INVALID_ARGUMENT naming the item or agent
// that it breaks.
absl::StatusOr<int64_t> IndivisibleValue(const IndivisibleProblem& problem,
                                         const std::vector<int32_t>& agent_of);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_SOLVER_H_
