// The annual assignment's solver: a plan, and how good it is at least.
//
//   absl::StatusOr<AssignmentSolution> solution =
//       SolveAssignment(problem, {.most_steps = 1'000'000'000});
//   solution->plan, solution->value, solution->bound, solution->gap_bp;
//   // again after a pin, quickly:
//   problem.pairs[7].pinned = true;
//   SolveAssignment(problem, {.plan = solution->plan,
//                             .prices = solution->prices});
//
// Problem: problem.h. Method: column generation over pairs' amounts gives
// prices (master.h) whose bound is proven in integers (pricing.h); its
// fractional plan is rounded, then improved by ruin and recreate
// (assignment_search.h) with turns of better prices; where pins alone may be
// impossible, feasibility.h decides; a small problem goes on to branch and
// bound over amounts (branch_and_bound.h) until it is proved. Complexity: a
// linear program of about needs + supplies + projects rows, exponential for the
// proof; `most_steps` limits it. Work is counted in steps, never in time: the
// same input gives the same plan. Limits: those of problem.h; amounts are exact
// to the fen, all sums 128-bit. Reference: G. Desaulniers, J. Desrosiers, M.
// Solomon (eds.): Column Generation (2005).
#ifndef DUIKOU_MATCHER_ASSIGNMENT_SOLVER_H_
#define DUIKOU_MATCHER_ASSIGNMENT_SOLVER_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/status/statusor.h"
#include "matcher/assignment/problem.h"
#include "matcher/assignment/solution.h"

namespace duikou {

// How far a solve has come.
struct AssignmentProgress {
  bool has_plan = false;
  absl::int128 value = 0;
  absl::int128 bound = 0;
  int32_t gap_bp = 0;  // as in AssignmentSolution
  int64_t work = 0;    // steps done
};

struct AssignmentOptions {
  // Steps, each an arc looked at or about as much else, before the search
  // stops; 10⁹ take about 5 s on one core of 2020.
  int64_t most_steps = 2'000'000'000;
  // Ends where bound − value ≤ enough_gap; ≥ 0.
  absl::int128 enough_gap = 0;
  // Polled in the calling thread, some hundred times a second; true ends the
  // solve with what there is.
  std::function<bool()> cancelled;
  // Called in the calling thread when plan or bound have become better.
  std::function<void(const AssignmentProgress&)> progress;
  // Runs all tasks, in any order and on any threads, and returns when they are
  // done; null: everything runs in the calling thread. The plan does not depend
  // on it.
  std::function<void(std::vector<std::function<void()>>)> parallel_for;
  // Warm start: an earlier plan of these projects and supporters and its
  // prices. Either may be empty; what does not fit any more is left out.
  AssignmentPlan plan;
  AssignmentPrices prices;
};

// INVALID_ARGUMENT naming the field where problem or options are out of range;
// INTERNAL where the linear programming library fails.
absl::StatusOr<AssignmentSolution> SolveAssignment(
    const AssignmentProblem& problem, const AssignmentOptions& options);

// (bound − value) ÷ |bound| in basis points, rounded up; the greatest int32
// where that is more, or where the bound alone is 0.
int32_t GapOf(absl::int128 value, absl::int128 bound);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_SOLVER_H_
