// The resources of this role as the standard methods take them: how their ids
// come about, what they must hold, and when they may go.
#ifndef DUIKOU_SERVICES_PROFILES_RESOURCES_H_
#define DUIKOU_SERVICES_PROFILES_RESOURCES_H_

#include "absl/status/status.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "services/rpc/standard_methods.h"
#include "services/rpc/write_context.h"

namespace duikou {

// Parents form no cycle. Kept while anything names it, or is kept under it for
// others: reminders.
Resource<profiles::v1::Unit> UnitResource();

// The id is that of a supporter.
Resource<profiles::v1::CapabilityProfile> ProfileResource();

// Ids: `{unit}--{area}`.
Resource<profiles::v1::Pairing> PairingResource();

// Ids: `{unit}--{year}--{fund kind}`.
Resource<profiles::v1::Quota> QuotaResource();

// The subject, where there is one, exists.
Resource<profiles::v1::Reminder> ReminderResource();

// Notes that the caller has taken it in: FAILED_PRECONDITION where somebody has
// already.
absl::Status Acknowledge(WriteContext& context,
                         profiles::v1::Reminder& reminder);

Resource<profiles::v1::Commitment> CommitmentResource();
Resource<profiles::v1::Cooperation> CooperationResource();

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROFILES_RESOURCES_H_
