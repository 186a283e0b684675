// What went wrong at a fair, written into it, and the timetable that changes
// least because of it. Pure.
#ifndef DUIKOU_SERVICES_FAIR_FAIR_REPAIR_H_
#define DUIKOU_SERVICES_FAIR_FAIR_REPAIR_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/fair/fair_state.h"

namespace duikou {

// Writes absences at participants of the state and lost places at its fair.
// INVALID_ARGUMENT naming the field where a participant, slot, hall or table is
// none.
absl::Status TakeMishaps(const fair::v1::RepairTimetableRequest& request,
                         FairState& state);

// Moves meetings of the state and fills in all but the fair; `changed` are the
// numbers of the meetings moved or dropped.
absl::Status RepairMeetings(const fair::v1::RepairTimetableRequest& request,
                            absl::Time now, FairState& state,
                            std::vector<int>& changed,
                            fair::v1::RepairTimetableResponse& response);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAIR_REPAIR_H_
