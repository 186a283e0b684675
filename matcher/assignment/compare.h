// Two plans of a problem side by side: who gains, who loses, and by how much.
//
//   PlanComparison change = ComparePlans(problem, before, after);
//   change.worth.total();            // after − before, points × fen
//   change.supporters[0].given;      // by kind, after − before
//
// Method: sums of both; O(plan + pairs). Plain values; thread-compatible.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_COMPARE_H_
#define DUIKOU_MATCHER_ASSIGNMENT_COMPARE_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/numeric/int128.h"
#include "matcher/assignment/plan.h"
#include "matcher/assignment/problem.h"

namespace duikou {

// After − before, in fen by kind.
using AmountChange = std::array<int64_t, kMaxFundKinds>;

// A share that differs.
struct ShareChange {
  int32_t project = kNone;
  int32_t supporter = kNone;
  std::array<Money, kMaxFundKinds> before = {};
  std::array<Money, kMaxFundKinds> after = {};
};

// A project or a supporter that gets or gives otherwise.
struct PartyChange {
  int32_t index = kNone;
  AmountChange given = {};
  // Of a supporter's quotas: the shortfall, after − before; of a project 0.
  AmountChange short_by = {};
  // Partners or projects, after − before.
  int32_t partners = 0;
  // Score × amount, after − before.
  absl::int128 fit = 0;
};

// A floor that is met otherwise.
struct FloorChange {
  int32_t floor = kNone;
  int64_t given = 0;     // after − before, fen
  int64_t short_by = 0;  // after − before, fen
};

struct PlanComparison {
  PlanWorth before;
  PlanWorth after;
  // After − before, part by part; losses that grow are positive.
  PlanWorth worth;
  // Only what differs: shares by project and supporter, parties by number.
  std::vector<ShareChange> shares;
  std::vector<PartyChange> projects;
  std::vector<PartyChange> supporters;
  std::vector<FloorChange> floors;
};

// REQUIRES: all three are valid.
PlanComparison ComparePlans(const AssignmentProblem& problem,
                            const AssignmentPlan& before,
                            const AssignmentPlan& after);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_COMPARE_H_
