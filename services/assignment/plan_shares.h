// The shares of a plan on their way: proposed to supporters and counties,
// answered, and become commitments.
//
//   RETURN_IF_ERROR(ProposeShares(context, version, due, plan));
//   RETURN_IF_ERROR(AnswerFor(context, side, request, share));
//   RETURN_IF_ERROR(ConfirmShares(context, plan));
//
// Each works within the write of the plan or share: all or nothing. An answer
// checks the plan in its commit, so that none comes in after a confirmation.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_PLAN_SHARES_H_
#define DUIKOU_SERVICES_ASSIGNMENT_PLAN_SHARES_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "services/rpc/caller.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

// A share's record.
struct KeptShare {
  assignment::v1::PlanShare share;
  Revision revision = 0;
};

// By id.
absl::StatusOr<std::vector<KeptShare>> ReadShares(Store& store,
                                                  CallLimits limits,
                                                  const std::string& programme,
                                                  const std::string& year);

// What was declined, as bans; shares that are pinned in the plan are left out.
std::vector<assignment::v1::ShareConstraint> DeclinedIn(
    const std::vector<KeptShare>& shares,
    const assignment::v1::AnnualPlan& plan);

// Writes the version's shares in place of what was proposed before; who has
// accepted the amount, or asked for it, need not answer again.
absl::Status ProposeShares(WriteContext& context,
                           const assignment::v1::PlanVersion& version,
                           const assignment::v1::AnnualPlan& plan);

// FAILED_PRECONDITION where it is too late; INVALID_ARGUMENT where amount or
// reason do not go with the answer.
absl::Status AnswerFor(WriteContext& context, Side side,
                       const assignment::v1::AnswerShareRequest& request,
                       assignment::v1::PlanShare& share);

// FAILED_PRECONDITION while a share is declined, countered or, before the due
// time, unanswered; else writes a commitment for each.
absl::Status ConfirmShares(WriteContext& context,
                           const assignment::v1::AnnualPlan& plan);

// Makes shares and commitments those of the version, which amends the plan.
absl::Status AmendShares(WriteContext& context,
                         const assignment::v1::PlanVersion& version,
                         const assignment::v1::AnnualPlan& plan);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_PLAN_SHARES_H_
