#include "services/fair/fair_repair.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "matcher/fair/timetable.h"
#include "services/base/violation.h"
#include "services/fair/fair_rules.h"
#include "services/fair/meeting_changes.h"
#include "services/fair/slot_times.h"
#include "services/fair/timetable_input.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;
using pb::Absence;
using pb::Closure;
using pb::Fair;
using pb::LostPlace;
using pb::Meeting;
using pb::Participant;

namespace {

absl::Status TakeAbsence(const Absence& absence, const std::string& path,
                         const SlotTimes& slots, FairState& state) {
  const Participant* found = state.FindParticipant(absence.unit());
  if (found == nullptr) return NoSuch(path + "unit", absence.unit());
  Participant& participant =
      state.participants[found - state.participants.data()];
  int until = slots.size();
  if (!absence.until_slot().empty()) {
    until = slots.IndexOf(absence.until_slot());
    if (until == SlotTimes::kNoSlot) {
      return NoSuch(path + "until_slot", absence.until_slot());
    }
  }
  participant.set_attendance(absence.until_slot().empty()
                                 ? Participant::ATTENDANCE_NO_SHOW
                                 : Participant::ATTENDANCE_LATE);
  participant.clear_missed_slots();
  for (int slot = 0; slot < until; ++slot) {
    participant.add_missed_slots(slots[slot].id);
  }
  return absl::OkStatus();
}

bool IsPlace(const Fair& fair, const LostPlace& place) {
  for (const pb::Hall& hall : fair.halls()) {
    if (!place.hall().empty() && hall.id() == place.hall()) return true;
    for (const pb::Table& table : hall.tables()) {
      if (place.hall().empty() && table.id() == place.table()) return true;
    }
  }
  return false;
}

void OpenAgain(const LostPlace& place, Fair& fair) {
  auto& closures = *fair.mutable_closures();
  closures.erase(std::remove_if(closures.begin(), closures.end(),
                                [&](const Closure& closure) {
                                  return closure.hall() == place.hall() &&
                                         closure.table() == place.table();
                                }),
                 closures.end());
}

absl::Status TakePlace(const LostPlace& place, const std::string& path,
                       const SlotTimes& slots, Fair& fair) {
  const bool hall = !place.hall().empty();
  if (!IsPlace(fair, place)) {
    return NoSuch(path + (hall ? "hall" : "table"),
                  hall ? place.hall() : place.table());
  }
  LostPlace whole = place;
  if (hall) whole.clear_table();
  OpenAgain(whole, fair);
  if (place.found()) return absl::OkStatus();
  Closure closure;
  closure.set_hall(whole.hall());
  closure.set_table(whole.table());
  int from = 0;
  int to = slots.size() - 1;
  for (const auto& [field, id, slot] :
       {std::tuple("from_slot", &place.from_slot(), &from),
        std::tuple("to_slot", &place.to_slot(), &to)}) {
    if (id->empty()) continue;
    *slot = slots.IndexOf(*id);
    if (*slot == SlotTimes::kNoSlot) return NoSuch(path + field, *id);
  }
  for (int slot = from; slot <= to; ++slot) closure.add_slots(slots[slot].id);
  if (closure.slots().empty()) {
    return Refused(absl::StatusCode::kInvalidArgument, path + "to_slot",
                   "早于 from_slot", "is before from_slot");
  }
  *fair.add_closures() = std::move(closure);
  return absl::OkStatus();
}

absl::StatusOr<int> FirstOpenSlot(const pb::RepairTimetableRequest& request,
                                  absl::Time now, const SlotTimes& slots) {
  if (request.first_open_slot().empty()) return slots.FirstAfter(now);
  const int slot = slots.IndexOf(request.first_open_slot());
  if (slot != SlotTimes::kNoSlot) return slot;
  return NoSuch("first_open_slot", request.first_open_slot());
}

}  // namespace

absl::Status TakeMishaps(const pb::RepairTimetableRequest& request,
                         FairState& state) {
  const SlotTimes slots(state.fair);
  for (int i = 0; i < request.absences_size(); ++i) {
    RETURN_IF_ERROR(TakeAbsence(
        request.absences(i), absl::StrCat("absences[", i, "]."), slots, state));
  }
  for (int i = 0; i < request.lost_places_size(); ++i) {
    RETURN_IF_ERROR(TakePlace(request.lost_places(i),
                              absl::StrCat("lost_places[", i, "]."), slots,
                              state.fair));
  }
  return absl::OkStatus();
}

absl::Status RepairMeetings(const pb::RepairTimetableRequest& request,
                            absl::Time now, FairState& state,
                            std::vector<int>& changed,
                            pb::RepairTimetableResponse& response) {
  ASSIGN_OR_RETURN(const TimetableInput input,
                   MakeTimetableInput(state, state.meetings));
  ASSIGN_OR_RETURN(const int first, FirstOpenSlot(request, now, input.slots));
  RepairOptions options;
  options.first_open_slot = first;
  const Timetable before = PlacementsOf(input);
  ASSIGN_OR_RETURN(const TimetableRepair repair,
                   RepairTimetable(input.problem, before, options));
  for (size_t i = 0; i < input.meetings.size(); ++i) {
    if (repair.timetable[i] == before[i]) continue;
    const int number = state.FindMeeting(input.meetings[i].name());
    Meeting& meeting = state.meetings[number];
    const Meeting old = meeting;
    Place(input, repair.timetable[i], meeting);
    if (meeting.slot().empty()) {
      meeting.clear_pinned();
      meeting.set_cancel_reason(request.reason());
    }
    changed.push_back(number);
    *response.add_changes() =
        ChangeOf(meeting, {old.slot(), old.table()},
                 {meeting.slot(), meeting.table()}, request.reason());
  }
  response.set_moved(static_cast<int32_t>(repair.moved.size()));
  response.set_dropped(static_cast<int32_t>(repair.dropped.size()));
  response.set_proved_least(repair.status == RepairStatus::kOptimal);
  response.set_cost_bound(repair.cost_bound);
  return absl::OkStatus();
}

}  // namespace duikou
