// Why a plan is as it is: what binds each quota and floor, and what it costs to
// have it otherwise.
//
//   Balance(problem, &solution);                       // fills in quotas, …
//   absl::StatusOr<PriceMove> move =
//       PriceOfMove(problem, solution, {.project = 3, .supporter = 5}, {});
//   move->loss;                                        // points × fen
//   std::vector<SupporterReason> who = ReasonsFor(problem, solution, 3);
//
// Problem: the worth that a wish by hand costs; for a project, why its partners
// and not others. Method: the prices that prove the bound say what any pair
// loses at least; forcing a pair or an amount is priced exactly by solving
// again with a pin (or ban), from the plan and prices at hand. Complexity: one
// solve a move; O(pairs) for reasons. Reference: as solver.h.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_EXPLAIN_H_
#define DUIKOU_MATCHER_ASSIGNMENT_EXPLAIN_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/status/statusor.h"
#include "matcher/assignment/problem.h"
#include "matcher/assignment/solution.h"
#include "matcher/assignment/solver.h"

namespace duikou {

// Fills in `quotas`, `floors` and `needs` from the plan and the prices.
// REQUIRES: valid; the prices are of this problem.
void Balance(const AssignmentProblem& problem, AssignmentSolution* solution);

// What someone would like to have otherwise.
struct AssignmentMove {
  int32_t project = kNone;
  int32_t supporter = kNone;
  // kNone: just to be a partner, or not to be one.
  FundKindIndex kind = kNone;
  // Exactly so much of `kind`; 0: nothing of it.
  Money amount;
  // The pair is to be no partner at all; kind and amount are not looked at.
  bool without = false;
};

struct PriceMove {
  // Pins and limits forbid it; `clash` says which, the move's own pin included.
  bool possible = true;
  std::vector<RuleCase> clash;
  // The present value less the best with the move, as far as it is known: it is
  // between `loss_at_least` and `loss`, and exact where they are the same. May
  // be negative where the present plan is not the best.
  absl::int128 loss = 0;
  absl::int128 loss_at_least = 0;
  bool exact = false;
  // The plan found with the move.
  AssignmentPlan plan;
};

// Solves again with the move, from the solution; `options` limit that (their
// plan and prices are not looked at). INVALID_ARGUMENT where the move is not
// about a listed pair; else as SolveAssignment.
absl::StatusOr<PriceMove> PriceOfMove(const AssignmentProblem& problem,
                                      const AssignmentSolution& solution,
                                      const AssignmentMove& move,
                                      const AssignmentOptions& options);

// Why a supporter is a project's partner, or is not.
enum class SupporterWhy : uint8_t {
  kPartner = 0,      // its share is worth it
  kPinned = 1,       // a pin says so
  kNotAllowed = 2,   // not allowed in any kind, or banned
  kNothingOpen = 3,  // others meet the need
  kMeans = 4,        // its means are used up
  kPlaces = 5,       // it has as many projects as it takes
  kPartners = 6,     // the project has as many partners as it takes
  kSizes = 7,        // what is left is less than a least share, or not whole
  kWorth = 8,        // possible, but worth less than what it would replace
};

struct SupporterReason {
  int32_t supporter = kNone;
  SupporterWhy why = SupporterWhy::kWorth;
  // The best score of the kinds that it may give.
  Score score = 0;
  // At least what the bound falls by where the pair's being a partner is turned
  // round: forced where it is none, forbidden where it is one; ≥ 0. By prices,
  // so that it is quick; PriceOfMove is exact.
  absl::int128 loses_at_least = 0;
};

// One for each listed pair of the project: partners first, then by what it
// loses, then by supporter.
std::vector<SupporterReason> ReasonsFor(const AssignmentProblem& problem,
                                        const AssignmentSolution& solution,
                                        int32_t project);

// Of a clash: the change of one rule that would do and changes least, as a
// share of its limit; taking a pin away comes last. nullopt: the clash is
// empty.
std::optional<RuleCase> LeastRelaxation(const std::vector<RuleCase>& clash);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_EXPLAIN_H_
