// Solves the annual assignment (problem.h), with a proof of how good it is.
//
//   absl::StatusOr<AssignmentSolution> best = SolveAssignment(problem, {});
//   best->plan; best->value; best->bound; best->gap_bp;
//
// Problem: problem.h.
// Method: prices on open needs, quotas, means, floors and the numbers of
// partners and projects (Lagrangian relaxation) leave one small problem a pair,
// solved exactly with its 0-or-at-least-so-much amounts; the least bound over
// all prices is found by column generation: columns are a pair's amounts,
// chosen by reduced cost over all pairs, in a linear program (CLP). Its prices,
// rounded to integers, give the bound in exact arithmetic. Plans come from
// rounding its amounts and from a local search that takes a few projects out
// and puts them back, by true gains or by prices. Small problems are closed by
// branch and bound with the same bounds.
// Complexity: O(pairs × kinds) a pricing pass, some dozen passes; the proof is
// exponential in the worst case, so `most_work` limits it. Work is counted in
// steps (a project put back, a simplex iteration), never in time: the same
// input gives the same plan, whatever the executor does. Limits: those of
// ValidateAssignmentProblem. Amounts are int64 fen, worth and bounds int128
// (10^6 points × 2^16 × 9·10^15 fen × 10^9 pairs < 10^36). The linear program
// computes in doubles: it proposes, integers decide. Reference: M. Lübbecke, J.
// Desrosiers: Selected topics in column generation (2005); D. Pisinger, S.
// Ropke: Large neighborhood search (2010).
#ifndef DUIKOU_MATCHER_ASSIGNMENT_SOLVER_H_
#define DUIKOU_MATCHER_ASSIGNMENT_SOLVER_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/statusor.h"
#include "matcher/assignment/problem.h"
#include "matcher/assignment/solution.h"

namespace duikou {

struct AssignmentProgress {
  absl::int128 value = 0;
  absl::int128 bound = 0;
  int32_t gap_bp = 0;
  // Of most_work.
  int64_t work = 0;
};

struct AssignmentOptions {
  // Steps before the search stops unproved; some 20 µs each.
  int64_t most_work = 200'000;
  // Stops where gap_bp is not over this.
  int32_t enough_gap_bp = 0;
  // Polled every few milliseconds; true ends the search with what there is.
  std::function<bool()> cancelled;
  // Called in the calling thread, at first and whenever value or bound is
  // better.
  std::function<void(const AssignmentProgress&)> progress;
  // Runs all tasks, in any order and on any threads, and returns when they are
  // done; tasks share nothing that one of them writes. Null: one after another.
  std::function<void(std::vector<std::function<void()>>)> parallel_for;
  // Warm start: an earlier plan and its prices, by the indices of this problem.
  // What does not fit any more is left out. Either may be empty.
  AssignmentPlan start;
  AssignmentPrices prices;
};

// INVALID_ARGUMENT as ValidateAssignmentProblem and, for `start`, ValidatePlan;
// INTERNAL where the linear solver fails.
absl::StatusOr<AssignmentSolution> SolveAssignment(
    const AssignmentProblem& problem, const AssignmentOptions& options);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_SOLVER_H_
