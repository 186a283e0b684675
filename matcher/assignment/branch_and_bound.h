// BranchAndBound: the proof for small problems. Internal to the solver.
//
//   BranchAndBound tree(model, prices, bound);
//   RETURN_IF_ERROR(tree.Explore(&incumbent, &work));   // as far as work goes
//   tree.bound();   // no plan is worth more
//
// Problem: the best plan and the proof of it. Method: best bound first; a node
// is a domain an arc, tightened by what needs, means, partners and projects
// leave; its bound is column generation's (master.h). It branches on whether an
// amount is 0, then on amounts, where the linear program is fractional, in the
// end on any, until nothing is left to decide. Complexity: exponential; limited
// by `work`. Reference: C. Barnhart et al.: Branch-and-price (1998).
// Thread-safety: one thread.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_BRANCH_AND_BOUND_H_
#define DUIKOU_MATCHER_ASSIGNMENT_BRANCH_AND_BOUND_H_

#include <cstdint>
#include <queue>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/status/status.h"
#include "matcher/assignment/master.h"
#include "matcher/assignment/model.h"
#include "matcher/base/work.h"

namespace duikou {

// The best plan known.
struct AssignmentIncumbent {
  bool found = false;
  absl::int128 value = 0;
  std::vector<int64_t> amounts;  // by arc
};

// Tightens domains by counting; false where no plan is left.
bool Propagate(const Model& model, std::vector<ArcDomain>& domains);

class BranchAndBound {
 public:
  // The model outlives it. No plan is worth more than `bound`.
  BranchAndBound(const Model& model, const AssignmentPrices& prices,
                 absl::int128 bound);

  // Goes on until `incumbent` is proved or work ends.
  absl::Status Explore(AssignmentIncumbent* incumbent, Work* work);

  // Nothing that is left to explore is worth more; what was explored is not
  // worth more than the incumbent.
  absl::int128 bound() const;
  bool exhausted() const { return open_.empty(); }

 private:
  struct Node {
    absl::int128 bound = 0;
    int32_t depth = 0;
    int64_t number = 0;
    std::vector<ArcDomain> domains;
    AssignmentPrices prices;

    // The queue gives the greatest first.
    friend bool operator<(const Node& a, const Node& b) {
      if (a.bound != b.bound) return a.bound < b.bound;
      if (a.depth != b.depth) return a.depth < b.depth;
      return a.number > b.number;
    }
  };

  absl::Status Visit(Node node, AssignmentIncumbent* incumbent, Work* work);
  void Branch(const Node& node, int32_t arc, int64_t below);
  void Push(const Node& parent, int32_t arc, ArcDomain domain);
  void Offer(const std::vector<double>& flows, AssignmentIncumbent* incumbent);
  int32_t BranchArc(const Node& node, const std::vector<double>& flows,
                    const std::vector<double>& uses) const;

  const Model& model_;
  ColumnPool pool_;
  std::priority_queue<Node> open_;
  int64_t made_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_BRANCH_AND_BOUND_H_
