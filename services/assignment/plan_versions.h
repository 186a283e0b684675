// Versions of a plan: made from a solution or by hand, written with what they
// were made from, and read again.
//
//   ASSIGN_OR_RETURN(KeptVersion base, ReadKeptVersion(store, limits, name));
//   pb::PlanVersion next = MakeVersion("hubei", base.evidence.input(), problem,
//                                      solution);
//   AddVersion(context, next, evidence, plan);   // into the same commit
#ifndef DUIKOU_SERVICES_ASSIGNMENT_PLAN_VERSIONS_H_
#define DUIKOU_SERVICES_ASSIGNMENT_PLAN_VERSIONS_H_

#include <string>

#include "absl/numeric/int128.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/assignment/v1/assignment_records.pb.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "matcher/assignment/problem.h"
#include "matcher/assignment/solution.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

struct KeptVersion {
  assignment::v1::PlanVersion version;
  assignment::v1::PlanEvidence evidence;
};

// By the version's name. NOT_FOUND where there is none.
absl::StatusOr<assignment::v1::PlanVersion> ReadVersion(
    Store& store, CallLimits limits, const std::string& name);
// With what it was made from.
absl::StatusOr<KeptVersion> ReadKeptVersion(Store& store, CallLimits limits,
                                            const std::string& name);

absl::int128 BoundOf(const assignment::v1::PlanEvidence& evidence);
void SetBound(absl::int128 bound, assignment::v1::PlanEvidence& evidence);

assignment::v1::PlanEvidence MakeEvidence(
    const assignment::v1::PlanInput& input, const AssignmentSolution& solution);

// The plan with the worth and the bound that it has in the problem, what binds
// whom worked out from the prices. REQUIRES: both are valid.
AssignmentSolution SolutionWith(const AssignmentProblem& problem,
                                AssignmentPlan plan,
                                const assignment::v1::PlanEvidence& evidence);

// All but name, number, origin, reason, base, author and times.
assignment::v1::PlanVersion MakeVersion(absl::string_view programme,
                                        const assignment::v1::PlanInput& input,
                                        const AssignmentProblem& problem,
                                        const AssignmentSolution& solution);

// Numbers and names the version, adds it and its evidence to the write, and
// makes it the plan's current one. The author is who calls.
void AddVersion(WriteContext& context,
                const assignment::v1::PlanEvidence& evidence,
                assignment::v1::PlanVersion& version,
                assignment::v1::AnnualPlan& plan);

// Leaves shares, balances and totals away.
void KeepOutline(assignment::v1::PlanVersion& version);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_PLAN_VERSIONS_H_
