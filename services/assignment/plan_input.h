// PlanInput: what a programme's state, a plan's settings and its constraints
// amount to for the solver, as one message that is kept with each version.
//
//   ASSIGN_OR_RETURN(pb::PlanInput input,
//                    MakePlanInput(*view, plan, constraints, base));
//   const AssignmentProblem problem = ToProblem(input);   // plan_problem.h
//
// A supporter's means are its stated ones, less what it has promised in the
// year; a quota is what it owes, less the same, and never a ceiling. Projects
// are those open in the year with an open need. What keeps a pair apart:
// dismissed, its own project, a kind not given or not needed, a score below the
// least, and, where pairings are a rule, an area it is not paired with; a pin
// overrides what is dismissed, the least score and that rule.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_PLAN_INPUT_H_
#define DUIKOU_SERVICES_ASSIGNMENT_PLAN_INPUT_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/assignment/v1/assignment_records.pb.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "services/programme/programme_view.h"

namespace duikou {

// The settings with each default filled in.
assignment::v1::AssignmentSettings EffectiveSettings(
    const assignment::v1::AssignmentSettings& settings);

// `base`: the version that is solved again, or null. The same state gives the
// same message, byte for byte. FAILED_PRECONDITION where a pin is on a project
// that is not open in the year, or on a unit that gives nothing.
absl::StatusOr<assignment::v1::PlanInput> MakePlanInput(
    const ProgrammeView& view, const assignment::v1::AnnualPlan& plan,
    const std::vector<assignment::v1::ShareConstraint>& constraints,
    const assignment::v1::PlanVersion* base);

// FAILED_PRECONDITION where the quotas, or the open needs, of a fund kind add
// up to more than money can be (Money::kMaxFen); it names the unit, or project,
// of which the most is.
absl::Status CheckSums(absl::string_view programme,
                       const assignment::v1::PlanInput& input);

// In hexadecimal.
std::string DigestOfInput(const assignment::v1::PlanInput& input);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_PLAN_INPUT_H_
