// Moving one meeting by hand, and what the timetable then breaks. Pure.
//
//   RETURN_IF_ERROR(Move(state, request, meeting, response));
//   response.faults(0).is_new()
#ifndef DUIKOU_SERVICES_FAIR_MEETING_MOVES_H_
#define DUIKOU_SERVICES_FAIR_MEETING_MOVES_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/fair/fair_state.h"

namespace duikou {

// All that the meetings break where they are, what blocks first.
// FAILED_PRECONDITION as MakeTimetableInput().
absl::StatusOr<std::vector<fair::v1::Fault>> FaultsOf(
    const FairState& state, const std::vector<fair::v1::Meeting>& meetings);

// Puts the meeting, one of the state's, where the request says and fills in
// what breaks: new faults first. INVALID_ARGUMENT naming slot or table where
// there is none; FAILED_PRECONDITION where a new fault blocks, unless the
// request forces it or only asks.
absl::Status Move(const FairState& state,
                  const fair::v1::MoveMeetingRequest& request,
                  fair::v1::Meeting& meeting,
                  fair::v1::MoveMeetingResponse& response);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_MEETING_MOVES_H_
