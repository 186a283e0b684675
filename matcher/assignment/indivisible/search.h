// Branch and bound above a cutoff.
//
//   Search search(model, &work);
//   // Nothing is worth more than the cutoff, or `best` now holds it:
//   if (search.Exhaust(root, point, cutoff, best)) …
//
// Problem: in the root domain, find a solution worth more than the cutoff or
// prove that there is none; having found one, go on above it.
// Method: at each node better prices, a bound, a repaired answer, then every
// choice is struck out that cannot reach the cutoff when it is forced
// (Lagrangian::Force), until that changes little. It branches on the item with
// the fewest possibilities left, the least loss first, depth first. A node with
// all items placed is valued exactly, so a bound of rounded loads proves too.
// Complexity: exponential; limited by `work` and `most_nodes`.
// Reference: Posta, Ferland, Michelon (2012). Thread-safety: one thread.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_SEARCH_H_
#define DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_SEARCH_H_

#include <cstdint>
#include <limits>

#include "matcher/assignment/indivisible/domain.h"
#include "matcher/assignment/indivisible/lagrangian.h"
#include "matcher/assignment/indivisible/local_search.h"
#include "matcher/assignment/indivisible/model.h"

namespace duikou::indivisible {

struct SearchOptions {
  int32_t node_steps = 8;  // of better prices a node
  int64_t most_nodes = std::numeric_limits<int64_t>::max();
};

class Search {
 public:
  Search(const Model& model, Work* work, const SearchOptions& options,
         const ParallelFor* parallel_for = nullptr);

  // True when the tree is exhausted. `point` belongs to `root`.
  bool Exhaust(const Domain& root, const PricePoint& point, int64_t cutoff,
               Incumbent& best);

  int64_t nodes() const { return nodes_; }

 private:
  enum class Outcome { kClosed, kOpen, kStopped };

  bool Explore(Domain domain, PricePoint point, Incumbent& best);
  // Bound, answers, strikes; leaves in `loss` what forcing costs.
  Outcome Tighten(Domain& domain, PricePoint& point, ForcedLoss& loss,
                  Incumbent& best);
  bool StrikeOut(Domain& domain, const ForcedLoss& loss, int64_t slack,
                 int32_t* struck);
  int32_t BranchItem(const Domain& domain, const ForcedLoss& loss) const;
  void Raise(const Incumbent& best);
  void Repair(const Domain& domain, const PricePoint& point, Incumbent& best);
  int64_t Slack(const PricePoint& point) const;

  const Model& model_;
  Work* work_;
  SearchOptions options_;
  Lagrangian lagrangian_;
  LocalSearch local_;
  int64_t cutoff_ = 0;
  int64_t nodes_ = 0;
};

}  // namespace duikou::indivisible

#endif  // DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_SEARCH_H_
