// Tiny problems with every rule of the model, each on or off, and all of their
// plans: what the solver is measured by.
//
//   AssignmentProblem problem = TinyProblem(seed);
//   std::optional<absl::int128> best = BestByTrying(problem);
//
// Thread-safety: free functions of their arguments.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_TESTING_TINY_PROBLEM_H_
#define DUIKOU_MATCHER_ASSIGNMENT_TESTING_TINY_PROBLEM_H_

#include <cstdint>
#include <functional>
#include <optional>

#include "absl/numeric/int128.h"
#include "matcher/assignment/plan.h"
#include "matcher/assignment/problem.h"

namespace duikou {

// Valid, the same for the same seed, with at most a few thousand plans.
AssignmentProblem TinyProblem(uint64_t seed);

// All plans whose amounts keep within needs, listed pairs and kinds, whatever
// else they break; until `look` returns false.
void ForEachPlan(const AssignmentProblem& problem,
                 const std::function<bool(const AssignmentPlan&)>& look);

// The worth of the best plan that breaks no rule; nullopt: each breaks one.
std::optional<absl::int128> BestByTrying(const AssignmentProblem& problem);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_TESTING_TINY_PROBLEM_H_
