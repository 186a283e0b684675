// Why a plan is as it is, and what a change by hand would cost.
//
//   PairCost cost = CostOfPair(problem, solution, /*project=*/3,
//   /*supporter=*/7); cost.kind == CostKind::kAtLeast; cost.cost; MovePrice
//   price = PriceMove(problem, solution, {{.supporter = 7,
//                                                    .project = 3}});
#ifndef DUIKOU_MATCHER_ASSIGNMENT_EXPLAIN_H_
#define DUIKOU_MATCHER_ASSIGNMENT_EXPLAIN_H_

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/status/statusor.h"
#include "matcher/assignment/problem.h"
#include "matcher/assignment/solution.h"
#include "matcher/assignment/solver.h"

namespace duikou {

enum class CostKind : uint8_t {
  kExact,       // by solving with the pair forced, to the proof
  kAtLeast,     // a proven lower limit of the cost
  kImpossible,  // no plan has the pair
};

// What it costs to have a supporter in a project that the plan has not.
struct PairCost {
  int32_t project = kNone;
  int32_t supporter = kNone;
  // The best score over the kinds that are allowed.
  Score score = 0;
  CostKind kind = CostKind::kAtLeast;
  // Points × fen: kExact what the best plan with the pair is worth less than
  // the solution's; kAtLeast no plan with the pair costs less. ≥ 0.
  absl::int128 cost = 0;
  // Of kImpossible: what stands against it.
  std::vector<RuleCase> clash;
};

// By the prices, at once. REQUIRES: the solution is of the problem.
PairCost CostOfPair(const AssignmentProblem& problem,
                    const AssignmentSolution& solution, int32_t project,
                    int32_t supporter);

// By solving again from the solution within `options`; kExact only where both
// are proved best, kAtLeast by the bound otherwise.
absl::StatusOr<PairCost> SolveCostOfPair(const AssignmentProblem& problem,
                                         const AssignmentSolution& solution,
                                         int32_t project, int32_t supporter,
                                         AssignmentOptions options);

// The supporters that could take the project and do not (or the projects that
// the supporter could take and does not), least cost first, then by index;
// pairs that cannot be come last.
std::vector<PairCost> CostsOfProject(const AssignmentProblem& problem,
                                     const AssignmentSolution& solution,
                                     int32_t project);
std::vector<PairCost> CostsOfSupporter(const AssignmentProblem& problem,
                                       const AssignmentSolution& solution,
                                       int32_t supporter);

// A change by hand: the pair's amounts from now on, all zero: it is taken out.
struct AssignmentMove {
  int32_t project = kNone;
  int32_t supporter = kNone;
  std::array<Money, kMaxFundKinds> amounts = {};
};

// How a quota or floor is met before and after.
struct BalanceChange {
  int32_t supporter = kNone;  // of a quota
  int32_t floor = kNone;      // of a floor
  FundKindIndex kind = kNone;
  Money short_before;
  Money short_after;
};

struct MovePrice {
  // The plan with the changes made, and nothing else changed.
  AssignmentPlan plan;
  absl::int128 value = 0;
  absl::int128 value_change = 0;  // value − the worth of the plan before
  // Against the solution's bound.
  int32_t gap_bp = 0;
  // What the plan breaks that it did not break before.
  std::vector<RuleCase> breaches;
  // Where what is missing changes; quotas by supporter and kind, then floors.
  std::vector<BalanceChange> changes;
};

// INVALID_ARGUMENT naming the field ("moves[1].project: …") where an index is
// unknown, an amount out of range or of no kind, or a pair moved twice.
absl::StatusOr<MovePrice> PriceMove(const AssignmentProblem& problem,
                                    const AssignmentSolution& solution,
                                    const std::vector<AssignmentMove>& moves);

// A supporter that gives more or less, or a project that gets so.
struct PartyChange {
  int32_t index = kNone;
  FundKindIndex kind = kNone;
  Money before;
  Money after;
};

struct PlanComparison {
  absl::int128 value_before = 0;
  absl::int128 value_after = 0;
  // Shares that differ: as they are after; all amounts zero: gone.
  std::vector<AssignmentShare> differences;
  // Who gains most first, then by index and kind.
  std::vector<PartyChange> supporters;
  std::vector<PartyChange> projects;
  std::vector<BalanceChange> changes;
};

// Both plans by the rules and scores of one problem. REQUIRES: all are valid.
PlanComparison ComparePlans(const AssignmentProblem& problem,
                            const AssignmentPlan& before,
                            const AssignmentPlan& after);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_EXPLAIN_H_
