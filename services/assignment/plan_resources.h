// The resources that assignment owns, with their rules, as StandardMethods
// takes them, and what is demanded of shares.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_PLAN_RESOURCES_H_
#define DUIKOU_SERVICES_ASSIGNMENT_PLAN_RESOURCES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "services/assignment/run_records.h"
#include "services/rpc/standard_methods.h"
#include "services/rpc/write_context.h"

namespace duikou {

// The id is a year of the programme. A confirmed plan's settings, floors and
// note stay; one that is proposed or confirmed, or being solved, is not
// deleted; what is deleted takes all below it along.
Resource<assignment::v1::AnnualPlan> AnnualPlanResource(const RunWatch& watch);
// These are written by this role alone.
Resource<assignment::v1::PlanVersion> PlanVersionResource();
Resource<assignment::v1::AssignmentRun> AssignmentRunResource();
Resource<assignment::v1::PlanShare> PlanShareResource();

// Sets the demand in the plan in place of one on the same share.
// INVALID_ARGUMENT where project, supporter, kind or amount do not go together;
// FAILED_PRECONDITION where the plan is confirmed, or the pair is demanded and
// forbidden at once.
absl::Status SetConstraint(WriteContext& context,
                           const assignment::v1::ShareConstraint& constraint,
                           assignment::v1::AnnualPlan& plan);
// An empty `fund_kind`: all demands on the pair. NOT_FOUND where there is none.
absl::Status ReleaseConstraint(absl::string_view project,
                               absl::string_view supporter,
                               absl::string_view fund_kind,
                               assignment::v1::AnnualPlan& plan);

// FAILED_PRECONDITION where the plan is confirmed.
absl::Status CheckNotConfirmed(const assignment::v1::AnnualPlan& plan);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_PLAN_RESOURCES_H_
