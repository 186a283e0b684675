// FindPlan: a plan that keeps the rules that hold, or the proof that there is
// none. Internal to feasibility.h, which says how.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_PLAN_FINDER_H_
#define DUIKOU_MATCHER_ASSIGNMENT_PLAN_FINDER_H_

#include <cstdint>
#include <vector>

#include "matcher/assignment/feasibility.h"
#include "matcher/assignment/plan.h"
#include "matcher/assignment/problem.h"
#include "matcher/base/work.h"

namespace duikou {

// Over every amount and number.
inline constexpr int64_t kNoRuleLimit = int64_t{1} << 58;

// Only `pairs` (of the problem's) may give; each rule holds as its use says.
FeasibilityAnswer FindPlan(const AssignmentProblem& problem,
                           const std::vector<int32_t>& pairs,
                           const std::vector<RuleCase>& rules,
                           const std::vector<PinRules::Use>& uses, Work* work);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_PLAN_FINDER_H_
