// CreateAgreementsFromPlan: the agreements that a year's commitments ask for.
//
//   ASSIGN_OR_RETURN(
//       CreateAgreementsFromPlanResponse response,
//       CreateAgreementsFromPlan(agreements.engine(), call, request));
//
// The commitments of one supporter for one project are carried out by one
// agreement. It is there where one names any of them, or where one of the two
// is under way; that one is linked to those it does not name yet. Else it is
// made, called `{supporter}--{project}--{year}`, with the project's name,
// place, recipient and leader, and the commitments as its contract sums. All of
// it is one commit, which fails and is tried anew where a commitment changes
// meanwhile or another call makes the same agreements: calls that are repeated
// or run side by side make each agreement once.
//
// Complexity: reads all commitments and agreements of the programme.
#ifndef DUIKOU_SERVICES_PROGRESS_AGREEMENTS_FROM_PLAN_H_
#define DUIKOU_SERVICES_PROGRESS_AGREEMENTS_FROM_PLAN_H_

#include "absl/status/statusor.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/rpc/call_context.h"
#include "services/rpc/resource_engine.h"

namespace duikou {

// INVALID_ARGUMENT naming `year` where it is none of the programme's;
// FAILED_PRECONDITION naming a project without a recipient.
// REQUIRES: `agreements` is the engine of agreements.
absl::StatusOr<progress::v1::CreateAgreementsFromPlanResponse>
CreateAgreementsFromPlan(
    ResourceEngine& agreements, CallContext& call,
    const progress::v1::CreateAgreementsFromPlanRequest& request);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_AGREEMENTS_FROM_PLAN_H_
