#include "services/fair/meeting_moves.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "matcher/fair/timetable.h"
#include "services/base/violation.h"
#include "services/fair/fair_rules.h"
#include "services/fair/fault_words.h"
#include "services/fair/timetable_input.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;
using pb::Fault;
using pb::Meeting;

namespace {

absl::StatusOr<std::vector<Fault>> FaultsIn(const TimetableInput& input) {
  ASSIGN_OR_RETURN(const std::vector<FairViolation> violations,
                   CheckTimetable(input.problem, PlacementsOf(input)));
  std::vector<Fault> faults;
  for (const FairViolation& violation : violations) {
    faults.push_back(EncodeFault(input, violation));
  }
  std::stable_sort(faults.begin(), faults.end(),
                   [](const Fault& a, const Fault& b) {
                     return a.severity() < b.severity();
                   });
  return faults;
}

// What makes two faults the same.
std::string Identity(const Fault& fault) {
  std::string text =
      absl::StrCat(fault.code(), "|", fault.unit(), "|", fault.person(), "|",
                   fault.slot(), "|", fault.table());
  for (const std::string& meeting : fault.meetings()) {
    absl::StrAppend(&text, "|", meeting);
  }
  return text;
}

// Writes slot and table, a free one where none is asked for.
absl::Status PlaceAsAsked(const FairState& state,
                          const pb::MoveMeetingRequest& request,
                          Meeting& meeting) {
  ASSIGN_OR_RETURN(const TimetableInput input,
                   MakeTimetableInput(state, state.meetings));
  meeting.set_pinned(request.pinned() && !request.slot().empty());
  meeting.clear_slot();
  meeting.clear_table();
  if (request.slot().empty()) {
    if (request.table().empty()) return absl::OkStatus();
    return Refused(absl::StatusCode::kInvalidArgument, "slot", "未填写",
                   "is required with a table");
  }
  const int slot = input.slots.IndexOf(request.slot());
  if (slot == SlotTimes::kNoSlot) return NoSuch("slot", request.slot());
  meeting.set_slot(request.slot());
  if (!request.table().empty()) {
    if (input.TableOf(request.table()) == kNone) {
      return NoSuch("table", request.table());
    }
    meeting.set_table(request.table());
    return absl::OkStatus();
  }
  const auto found = std::find_if(
      input.meetings.begin(), input.meetings.end(),
      [&](const Meeting& each) { return each.name() == meeting.name(); });
  if (found == input.meetings.end()) return absl::OkStatus();
  const int32_t table = FreeTable(
      input, static_cast<int32_t>(found - input.meetings.begin()), slot);
  if (table != kNone) meeting.set_table(input.table_ids[table]);
  return absl::OkStatus();
}

absl::Status CheckMayBe(const pb::MoveMeetingRequest& request,
                        const pb::MoveMeetingResponse& response) {
  if (response.new_blocking() == 0 || request.force() ||
      request.validate_only()) {
    return absl::OkStatus();
  }
  const Fault& first = response.faults(0);
  return Refused(absl::StatusCode::kFailedPrecondition, request.name(),
                 absl::StrCat("不能移动：", first.text().zh()),
                 absl::StrCat("cannot be moved there: ", first.text().en()));
}

}  // namespace

absl::StatusOr<std::vector<Fault>> FaultsOf(
    const FairState& state, const std::vector<Meeting>& meetings) {
  ASSIGN_OR_RETURN(const TimetableInput input,
                   MakeTimetableInput(state, meetings));
  return FaultsIn(input);
}

absl::Status Move(const FairState& state, const pb::MoveMeetingRequest& request,
                  Meeting& meeting, pb::MoveMeetingResponse& response) {
  ASSIGN_OR_RETURN(const std::vector<Fault> before,
                   FaultsOf(state, state.meetings));
  absl::flat_hash_set<std::string> known;
  for (const Fault& fault : before) known.insert(Identity(fault));
  RETURN_IF_ERROR(PlaceAsAsked(state, request, meeting));
  std::vector<Meeting> meetings = state.meetings;
  for (Meeting& each : meetings) {
    if (each.name() == meeting.name()) each = meeting;
  }
  ASSIGN_OR_RETURN(std::vector<Fault> after, FaultsOf(state, meetings));
  for (Fault& fault : after) {
    fault.set_is_new(!known.contains(Identity(fault)));
  }
  std::stable_partition(after.begin(), after.end(),
                        [](const Fault& fault) { return fault.is_new(); });
  response.clear_faults();
  response.set_new_blocking(0);
  for (Fault& fault : after) {
    if (fault.is_new() && fault.severity() == Fault::SEVERITY_BLOCKS) {
      response.set_new_blocking(response.new_blocking() + 1);
    }
    *response.add_faults() = std::move(fault);
  }
  return CheckMayBe(request, response);
}

}  // namespace duikou
