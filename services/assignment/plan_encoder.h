// A plan and its proof as the messages of a version.
//
//   pb::PlanVersion version = EncodePlan("hubei", input, problem, plan, bound);
//   AddProof("hubei", input, solution, version);
//
// Pure functions.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_PLAN_ENCODER_H_
#define DUIKOU_SERVICES_ASSIGNMENT_PLAN_ENCODER_H_

#include "absl/numeric/int128.h"
#include "absl/strings/string_view.h"
#include "duikou/assignment/v1/assignment_records.pb.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "matcher/assignment/plan.h"
#include "matcher/assignment/problem.h"
#include "matcher/assignment/solution.h"

namespace duikou {

// A version's shares, totals, balances and worth; what proves nothing but the
// bound is left unspecified. `programme` is its id.
assignment::v1::PlanVersion EncodePlan(absl::string_view programme,
                                       const assignment::v1::PlanInput& input,
                                       const AssignmentProblem& problem,
                                       const AssignmentPlan& plan,
                                       absl::int128 bound);
// What binds whom, and prices. REQUIRES: `version` was made of this solution.
void AddProof(absl::string_view programme,
              const assignment::v1::PlanInput& input,
              const AssignmentSolution& solution,
              assignment::v1::PlanVersion& version);

assignment::v1::RuleCase EncodeRule(absl::string_view programme,
                                    const assignment::v1::PlanInput& input,
                                    const RuleCase& rule);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_PLAN_ENCODER_H_
