#include "services/fair/timetable_input.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/container/btree_set.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/fair_rules.h"

namespace duikou {

using fair::v1::Closure;
using fair::v1::Delegate;
using fair::v1::Fair;
using fair::v1::Hall;
using fair::v1::Meeting;
using fair::v1::Participant;
using fair::v1::Slot;
using fair::v1::Table;

namespace {

constexpr int kMostBits = 64;
constexpr int32_t kAnyNumber = std::numeric_limits<int32_t>::max();

// Which bit stands for what.
class Bits {
 public:
  Bits(const Fair& fair, const std::vector<Meeting>& meetings) {
    absl::btree_set<std::string> needed;
    for (const Meeting& meeting : meetings) {
      needed.insert(meeting.equipment().begin(), meeting.equipment().end());
    }
    for (const std::string& each : needed) {
      things_.emplace(each, static_cast<int>(things_.size()));
    }
    absl::btree_set<int32_t> seats;
    for (const Hall& hall : fair.halls()) {
      for (const Table& table : hall.tables()) seats.insert(SeatsOf(table));
    }
    seats_.assign(seats.begin(), seats.end());
  }

  int count() const { return static_cast<int>(things_.size() + seats_.size()); }

  EquipmentBits Of(const Table& table) const {
    EquipmentBits bits = ThingsIn(table.equipment());
    for (size_t i = 0; i < seats_.size() && seats_[i] <= SeatsOf(table); ++i) {
      bits |= SeatBit(i);
    }
    return bits;
  }

  // More people than any table seats get one of the largest.
  EquipmentBits Needed(const Meeting& meeting, int32_t people) const {
    EquipmentBits bits = ThingsIn(meeting.equipment());
    if (seats_.empty()) return bits;
    const auto enough = std::lower_bound(seats_.begin(), seats_.end(), people);
    return bits | SeatBit(enough == seats_.end() ? seats_.size() - 1
                                                 : enough - seats_.begin());
  }

 private:
  static int32_t SeatsOf(const Table& table) {
    return table.capacity() == 0 ? kAnyNumber : table.capacity();
  }
  EquipmentBits SeatBit(size_t i) const {
    return EquipmentBits{1} << (things_.size() + i);
  }
  template <typename Names>
  EquipmentBits ThingsIn(const Names& names) const {
    EquipmentBits bits = 0;
    for (const std::string& name : names) {
      const auto found = things_.find(name);
      if (found != things_.end()) bits |= EquipmentBits{1} << found->second;
    }
    return bits;
  }

  absl::flat_hash_map<std::string, int> things_;
  std::vector<int32_t> seats_;  // ascending
};

void AddSlots(const Fair& fair, TimetableInput& input) {
  absl::flat_hash_map<std::string, int32_t> sessions;
  for (int i = 0; i < fair.slots_size(); ++i) {
    const auto [session, inserted] = sessions.emplace(
        fair.slots(i).session(), static_cast<int32_t>(sessions.size()));
    input.problem.slots.push_back({.day = input.slots[i].day,
                                   .start_minute = input.slots[i].start_minute,
                                   .end_minute = input.slots[i].end_minute,
                                   .session = session->second});
  }
}

int32_t SessionOf(const Fair& fair, const TimetableInput& input,
                  const std::string& session) {
  if (session.empty()) return kNone;
  for (int i = 0; i < fair.slots_size(); ++i) {
    if (fair.slots(i).session() == session) {
      return input.problem.slots[i].session;
    }
  }
  return kNone;
}

void AddTables(const Fair& fair, const Bits& bits, TimetableInput& input) {
  const int32_t halls = fair.halls_size();
  input.problem.halls = std::max(halls, 1);
  for (int32_t from = 0; from < halls; ++from) {
    for (int32_t to = 0; to < halls; ++to) {
      input.problem.walk_minutes.push_back(from == to ? 0
                                                      : fair.walk_minutes());
    }
  }
  for (int32_t h = 0; h < halls; ++h) {
    input.hall_ids.push_back(fair.halls(h).id());
    for (const Table& table : fair.halls(h).tables()) {
      input.table_by_id.emplace(table.id(),
                                static_cast<int32_t>(input.table_ids.size()));
      input.table_ids.push_back(table.id());
      input.problem.tables.push_back({.hall = h, .equipment = bits.Of(table)});
    }
  }
}

void AddClosures(const Fair& fair, TimetableInput& input) {
  for (size_t t = 0; t < input.table_ids.size(); ++t) {
    FairTable& table = input.problem.tables[t];
    absl::btree_set<int32_t> closed;
    for (const Closure& closure : fair.closures()) {
      if (closure.hall() != input.hall_ids[table.hall] &&
          closure.table() != input.table_ids[t]) {
        continue;
      }
      for (int32_t slot = 0; slot < input.slots.size(); ++slot) {
        const std::string& id = input.slots[slot].id;
        if (closure.slots().empty() ||
            std::find(closure.slots().begin(), closure.slots().end(), id) !=
                closure.slots().end()) {
          closed.insert(slot);
        }
      }
    }
    table.unavailable.assign(closed.begin(), closed.end());
  }
}

FairPresence PresenceOf(const Participant& participant,
                        const SlotTimes& slots) {
  const auto lists = [](const auto& ids, const std::string& id) {
    return std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  FairPresence presence;
  for (int32_t slot = 0; slot < slots.size(); ++slot) {
    const std::string& id = slots[slot].id;
    const bool comes = participant.available_slots().empty() ||
                       lists(participant.available_slots(), id);
    if (!comes || lists(participant.missed_slots(), id)) {
      presence.unavailable.push_back(slot);
    }
  }
  return presence;
}

// The people who have to be in every meeting of a participant and can be of
// several, by participant.
std::vector<std::vector<int32_t>> AddPeople(const FairState& state,
                                            TimetableInput& input) {
  absl::flat_hash_map<std::string, int32_t> persons;
  std::vector<std::vector<int32_t>> leaders;
  for (const Participant& participant : state.participants) {
    input.participant_by_unit.emplace(
        participant.unit(), static_cast<int32_t>(input.participants.size()));
    input.participants.push_back(&participant);
    input.problem.participants.push_back(PresenceOf(participant, input.slots));
    std::vector<int32_t>& own = leaders.emplace_back();
    for (const Delegate& person : participant.delegates()) {
      if (!person.leader() || person.shared_id().empty()) continue;
      const auto [found, inserted] = persons.emplace(
          person.shared_id(), static_cast<int32_t>(persons.size()));
      if (inserted) {
        input.problem.persons.emplace_back();
        input.person_names.push_back(person.display_name());
      }
      own.push_back(found->second);
    }
  }
  return leaders;
}

int32_t PeopleOf(const Participant& participant) {
  return std::max(participant.delegates_size(), 1);
}

bool TakesPlace(const TimetableInput& input, const Meeting& meeting) {
  return meeting.state() != Meeting::STATE_CANCELLED &&
         meeting.state() != Meeting::STATE_MISSED &&
         input.participant_by_unit.contains(meeting.supporter()) &&
         input.participant_by_unit.contains(meeting.recipient());
}

void AddMeeting(const Fair& fair, const Bits& bits,
                const std::vector<std::vector<int32_t>>& leaders,
                const Meeting& meeting, TimetableInput& input) {
  FairMeeting& added = input.problem.meetings.emplace_back();
  added.first = input.participant_by_unit.at(meeting.supporter());
  added.second = input.participant_by_unit.at(meeting.recipient());
  absl::btree_set<int32_t> persons(leaders[added.first].begin(),
                                   leaders[added.first].end());
  persons.insert(leaders[added.second].begin(), leaders[added.second].end());
  added.persons.assign(persons.begin(), persons.end());
  added.importance =
      std::clamp(meeting.importance(), int32_t{1}, kMaxImportance);
  added.needs =
      bits.Needed(meeting, PeopleOf(*input.participants[added.first]) +
                               PeopleOf(*input.participants[added.second]));
  added.session = SessionOf(fair, input, meeting.session());
  if (meeting.pinned() || meeting.state() == Meeting::STATE_HELD) {
    const int slot = input.slots.IndexOf(meeting.slot());
    added.fixed_slot = slot == SlotTimes::kNoSlot ? kNone : slot;
    added.fixed_table = input.TableOf(meeting.table());
  }
  added.must_hold = meeting.must_hold() || added.fixed_slot != kNone;
  input.meetings.push_back(meeting);
}

void AddLimits(const FairState& state, TimetableInput& input) {
  for (const Participant& participant : state.participants) {
    const int32_t most = MostMeetings(state.fair, participant);
    input.problem.most_meetings.push_back(most == 0 ? kNone : most);
  }
}

void AddOrders(TimetableInput& input) {
  absl::flat_hash_map<std::string, int32_t> by_name;
  for (size_t i = 0; i < input.meetings.size(); ++i) {
    by_name.emplace(input.meetings[i].name(), static_cast<int32_t>(i));
  }
  for (size_t i = 0; i < input.meetings.size(); ++i) {
    absl::btree_set<int32_t> before;
    for (const std::string& name : input.meetings[i].after()) {
      const auto found = by_name.find(name);
      if (found != by_name.end()) before.insert(found->second);
    }
    for (const int32_t first : before) {
      input.problem.orders.push_back(
          {.before = first, .after = static_cast<int32_t>(i)});
    }
  }
}

absl::Status CheckThereIsRoom(const Fair& fair, const Bits& bits) {
  if (fair.slots().empty() || TableCount(fair) == 0) {
    return Refused(absl::StatusCode::kFailedPrecondition, fair.name(),
                   "还没有时段或桌子", "has no slot or no table yet");
  }
  if (bits.count() <= kMostBits) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, fair.name(),
                 "设备和座位数的种类过多",
                 "has too many kinds of equipment and numbers of seats");
}

}  // namespace

int32_t TimetableInput::TableOf(absl::string_view id) const {
  const auto found = table_by_id.find(id);
  return found == table_by_id.end() ? kNone : found->second;
}

absl::StatusOr<TimetableInput> MakeTimetableInput(
    const FairState& state, const std::vector<Meeting>& meetings) {
  TimetableInput input(state.fair);
  const Bits bits(state.fair, meetings);
  RETURN_IF_ERROR(CheckThereIsRoom(state.fair, bits));
  AddSlots(state.fair, input);
  AddTables(state.fair, bits, input);
  AddClosures(state.fair, input);
  const std::vector<std::vector<int32_t>> leaders = AddPeople(state, input);
  for (const Meeting& meeting : meetings) {
    if (!TakesPlace(input, meeting)) continue;
    AddMeeting(state.fair, bits, leaders, meeting, input);
  }
  AddLimits(state, input);
  AddOrders(input);
  if (state.fair.has_most_break_difference()) {
    input.problem.most_break_difference = state.fair.most_break_difference();
  }
  return input;
}

Timetable PlacementsOf(const TimetableInput& input) {
  Timetable timetable;
  for (const Meeting& meeting : input.meetings) {
    FairPlacement placement;
    const int slot = input.slots.IndexOf(meeting.slot());
    if (slot != SlotTimes::kNoSlot) {
      placement.slot = slot;
      placement.table = input.TableOf(meeting.table());
    }
    timetable.push_back(placement);
  }
  return timetable;
}

void Place(const TimetableInput& input, const FairPlacement& placement,
           Meeting& meeting) {
  meeting.clear_slot();
  meeting.clear_table();
  if (placement.slot == kNone) return;
  meeting.set_slot(input.slots[placement.slot].id);
  if (placement.table != kNone) {
    meeting.set_table(input.table_ids[placement.table]);
  }
}

int32_t FreeTable(const TimetableInput& input, int32_t meeting, int32_t slot) {
  const Timetable timetable = PlacementsOf(input);
  const EquipmentBits needs = input.problem.meetings[meeting].needs;
  for (size_t t = 0; t < input.problem.tables.size(); ++t) {
    const FairTable& table = input.problem.tables[t];
    const int32_t number = static_cast<int32_t>(t);
    const bool fits =
        (needs & ~table.equipment) == 0 &&
        std::find(table.unavailable.begin(), table.unavailable.end(), slot) ==
            table.unavailable.end();
    if (!fits) continue;
    bool taken = false;
    for (size_t other = 0; other < timetable.size(); ++other) {
      taken |= static_cast<int32_t>(other) != meeting &&
               timetable[other] == FairPlacement{slot, number};
    }
    if (!taken) return number;
  }
  return kNone;
}

}  // namespace duikou
