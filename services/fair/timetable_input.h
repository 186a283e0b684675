// TimetableInput: a fair and its meetings as the solver takes them, and back.
//
//   ASSIGN_OR_RETURN(TimetableInput input, MakeTimetableInput(state,
//   meetings)); const auto faults = CheckTimetable(input.problem,
//   PlacementsOf(input));
//
// Meetings keep their order. Cancelled and missed ones are no part of it; one
// that was held stays where it was. A table's seats and what it has are bits of
// its equipment: a bit a thing that a meeting needs, and one a number of seats.
// Pure.
#ifndef DUIKOU_SERVICES_FAIR_TIMETABLE_INPUT_H_
#define DUIKOU_SERVICES_FAIR_TIMETABLE_INPUT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "matcher/fair/timetable.h"
#include "services/fair/fair_state.h"
#include "services/fair/slot_times.h"

namespace duikou {

struct TimetableInput {
  explicit TimetableInput(const fair::v1::Fair& fair) : slots(fair) {}

  TimetableProblem problem;
  SlotTimes slots;
  // By the problem's numbers.
  std::vector<fair::v1::Meeting> meetings;
  std::vector<std::string> table_ids;
  std::vector<std::string> hall_ids;
  std::vector<const fair::v1::Participant*> participants;
  std::vector<std::string> person_names;

  absl::flat_hash_map<std::string, int32_t> table_by_id;
  absl::flat_hash_map<std::string, int32_t> participant_by_unit;

  // kNone where there is none of that id.
  int32_t TableOf(absl::string_view id) const;
};

// Borrows the participants of `state`. FAILED_PRECONDITION where meetings need
// more kinds of equipment than the solver tells apart, or the fair has no slot
// or no table.
absl::StatusOr<TimetableInput> MakeTimetableInput(
    const FairState& state, const std::vector<fair::v1::Meeting>& meetings);

// Where the meetings of the input are.
Timetable PlacementsOf(const TimetableInput& input);

// Writes a placement into a meeting.
void Place(const TimetableInput& input, const FairPlacement& placement,
           fair::v1::Meeting& meeting);

// The first table that is free in the slot and has what the meeting needs;
// kNone where there is none. Numbers of the input.
int32_t FreeTable(const TimetableInput& input, int32_t meeting, int32_t slot);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_TIMETABLE_INPUT_H_
