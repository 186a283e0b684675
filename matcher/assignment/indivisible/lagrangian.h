// The bound that prices give, the best prices, and what forcing a choice does.
//
//   Lagrangian lagrangian(model, &work);
//   PricePoint point = lagrangian.Evaluate(domain, prices);
//   lagrangian.Improve(domain, {.steps = 100, .target = 0}, point);
//   point.value;               // scaled: no solution in `domain` is worth more
//
// Problem: with a price u_i on "item i at one agent at most" (any sign where it
// must be placed), Σ u_i + Σ_j knapsack_j(worth − u) bounds every solution.
// Method: the volume algorithm (Barahona and Anbil 2000): steps from the best
// prices along an average of the knapsacks' choices, of Polyak's length towards
// `target`. Complexity: one knapsack an agent a step. Thread-safety: one
// thread; inside, the knapsacks run on the executor, and their sums do not
// depend on it.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_LAGRANGIAN_H_
#define DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_LAGRANGIAN_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "matcher/assignment/indivisible/domain.h"
#include "matcher/assignment/indivisible/knapsack.h"
#include "matcher/assignment/indivisible/model.h"
#include "matcher/assignment/indivisible/solver.h"

namespace duikou::indivisible {

// Counts the cells of a solve and says when to end it. One thread.
class Work {
 public:
  Work(int64_t most_cells, const std::function<bool()>* cancelled)
      : most_cells_(most_cells), cancelled_(cancelled) {}

  void Add(int64_t cells);
  bool Exhausted() const { return stopped_ || cells_ >= most_cells_; }
  bool cancelled() const { return stopped_; }
  int64_t cells() const { return cells_; }
  int64_t left() const {
    return cells_ < most_cells_ ? most_cells_ - cells_ : 0;
  }

 private:
  int64_t most_cells_;
  const std::function<bool()>* cancelled_;
  int64_t cells_ = 0;
  int64_t polled_at_ = 0;
  bool stopped_ = false;
};

struct PricePoint {
  std::vector<int64_t> prices;       // by item, scaled
  int64_t value = 0;                 // scaled bound
  std::vector<int64_t> agent_value;  // by agent: its knapsack, placed included
  std::vector<std::vector<int32_t>>
      taken;  // by agent: choices, placed excluded
};

struct ImproveOptions {
  int32_t steps = 0;
  int64_t target = 0;  // scaled; stops when the value is at most it
  double first_step = 1.0;
  double average = 0.15;  // weight of the newest choices
  // Aims this far below the best value (scaled) rather than at `target`, and
  // less far as progress slows. 0: aims at `target`.
  double reach = 0;
};

// What is lost at least (scaled, >= 0) if a possibility is forced.
struct ForcedLoss {
  std::vector<int64_t> of_choice;  // by choice; of open items only
  std::vector<int64_t> of_skip;    // by item
};

class Lagrangian {
 public:
  // `work` and what `parallel_for` points to outlive the object; it may be
  // null.
  Lagrangian(const Model& model, Work* work,
             const ParallelFor* parallel_for = nullptr);

  PricePoint Evaluate(const Domain& domain, std::vector<int64_t> prices);
  // Leaves the best point found in `point`; returns the reach at the end.
  double Improve(const Domain& domain, const ImproveOptions& options,
                 PricePoint& point);
  ForcedLoss Force(const Domain& domain, const PricePoint& point);

  // From the last Improve: how much of its choices took each choice.
  const std::vector<double>& share() const { return share_; }

 private:
  template <typename Task>
  void ForAgents(const Task& task);
  int32_t BaseCells(const Domain& domain, int32_t agent) const;

  const Model& model_;
  Work* work_;
  const ParallelFor* parallel_for_;
  std::vector<Knapsack> knapsacks_;  // one a task
  std::vector<std::vector<KnapsackEntry>> entries_;
  std::vector<double> share_;
};

}  // namespace duikou::indivisible

#endif  // DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_LAGRANGIAN_H_
