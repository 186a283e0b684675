#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "matcher/fair/timetable.h"
#include "matcher/fair/validate.h"

namespace duikou {
namespace {

constexpr int32_t kMinutesOfDay = 24 * 60;

absl::Status Invalid(const std::string& field, const std::string& what) {
  return absl::InvalidArgumentError(absl::StrCat(field, ": ", what));
}

absl::Status CheckRange(const std::string& field, int64_t value, int64_t least,
                        int64_t most) {
  if (value >= least && value <= most) return absl::OkStatus();
  return Invalid(field,
                 absl::StrCat("is ", value, ", not ", least, " … ", most));
}

// An index into something of `size`.
absl::Status CheckIndex(const std::string& field, int64_t index, size_t size) {
  if (index >= 0 && index < static_cast<int64_t>(size)) return absl::OkStatus();
  return Invalid(
      field, absl::StrCat("is ", index, ", of which there are only ", size));
}

absl::Status CheckIndexOrNone(const std::string& field, int64_t index,
                              size_t size) {
  return index == kNone ? absl::OkStatus() : CheckIndex(field, index, size);
}

// Each known, and none twice.
absl::Status CheckIndexes(const std::string& field,
                          const std::vector<int32_t>& indexes, size_t size) {
  std::vector<bool> seen(size);
  for (size_t i = 0; i < indexes.size(); ++i) {
    const std::string path = absl::StrCat(field, "[", i, "]");
    RETURN_IF_ERROR(CheckIndex(path, indexes[i], size));
    if (seen[indexes[i]]) return Invalid(path, "is there twice");
    seen[indexes[i]] = true;
  }
  return absl::OkStatus();
}

absl::Status CheckSizes(const TimetableProblem& problem) {
  RETURN_IF_ERROR(
      CheckRange("slots.size", problem.slots.size(), 1, kMaxFairSlots));
  RETURN_IF_ERROR(CheckRange("halls", problem.halls, 1, kMaxFairHalls));
  RETURN_IF_ERROR(
      CheckRange("tables.size", problem.tables.size(), 1, kMaxFairTables));
  RETURN_IF_ERROR(CheckRange("participants.size", problem.participants.size(),
                             0, kMaxFairParticipants));
  RETURN_IF_ERROR(
      CheckRange("persons.size", problem.persons.size(), 0, kMaxFairPersons));
  RETURN_IF_ERROR(CheckRange("meetings.size", problem.meetings.size(), 0,
                             kMaxFairMeetings));
  RETURN_IF_ERROR(
      CheckRange("orders.size", problem.orders.size(), 0, kMaxFairOrders));
  if (problem.most_break_difference == kNone) return absl::OkStatus();
  return CheckRange("most_break_difference", problem.most_break_difference, 0,
                    kMaxFairSlots);
}

absl::Status CheckSlots(const TimetableProblem& problem) {
  for (size_t i = 0; i < problem.slots.size(); ++i) {
    const FairSlot& slot = problem.slots[i];
    const std::string path = absl::StrCat("slots[", i, "]");
    RETURN_IF_ERROR(CheckRange(path + ".day", slot.day, 0, kMaxFairSlots));
    RETURN_IF_ERROR(CheckRange(path + ".start_minute", slot.start_minute, 0,
                               kMinutesOfDay - 1));
    RETURN_IF_ERROR(CheckRange(path + ".end_minute", slot.end_minute,
                               slot.start_minute + 1, kMinutesOfDay));
    RETURN_IF_ERROR(
        CheckRange(path + ".session", slot.session, 0, kMaxFairSlots - 1));
    if (i == 0) continue;
    const FairSlot& before = problem.slots[i - 1];
    if (slot.day < before.day) {
      return Invalid(path + ".day", "is before that of the slot before");
    }
    if (slot.day == before.day && slot.start_minute < before.end_minute) {
      return Invalid(path + ".start_minute",
                     "is before the end of the slot before");
    }
  }
  return absl::OkStatus();
}

absl::Status CheckHalls(const TimetableProblem& problem) {
  const size_t halls = problem.halls;
  if (!problem.walk_minutes.empty() &&
      problem.walk_minutes.size() != halls * halls) {
    return Invalid(
        "walk_minutes",
        absl::StrCat("has ", problem.walk_minutes.size(),
                     " entries, not one for each two of ", halls, " halls"));
  }
  for (size_t i = 0; i < problem.walk_minutes.size(); ++i) {
    const std::string path = absl::StrCat("walk_minutes[", i, "]");
    const int32_t minutes = problem.walk_minutes[i];
    const size_t from = i / halls, to = i % halls;
    RETURN_IF_ERROR(
        CheckRange(path, minutes, 0, from == to ? 0 : kMinutesOfDay));
    if (minutes != problem.walk_minutes[to * halls + from]) {
      return Invalid(path, "is not the same the other way");
    }
  }
  for (size_t t = 0; t < problem.tables.size(); ++t) {
    const std::string path = absl::StrCat("tables[", t, "]");
    RETURN_IF_ERROR(CheckIndex(path + ".hall", problem.tables[t].hall, halls));
    RETURN_IF_ERROR(CheckIndexes(path + ".unavailable",
                                 problem.tables[t].unavailable,
                                 problem.slots.size()));
  }
  return absl::OkStatus();
}

absl::Status CheckPresences(const TimetableProblem& problem) {
  for (size_t i = 0; i < problem.participants.size(); ++i) {
    RETURN_IF_ERROR(CheckIndexes(
        absl::StrCat("participants[", i, "].unavailable"),
        problem.participants[i].unavailable, problem.slots.size()));
  }
  for (size_t i = 0; i < problem.persons.size(); ++i) {
    RETURN_IF_ERROR(CheckIndexes(absl::StrCat("persons[", i, "].unavailable"),
                                 problem.persons[i].unavailable,
                                 problem.slots.size()));
  }
  return absl::OkStatus();
}

absl::Status CheckMostMeetings(const TimetableProblem& problem) {
  const std::vector<int32_t>& most = problem.most_meetings;
  if (!most.empty() && most.size() != problem.participants.size()) {
    return Invalid(
        "most_meetings",
        absl::StrCat("has ", most.size(), " entries, not one for ", "each of ",
                     problem.participants.size(), " participants"));
  }
  for (size_t p = 0; p < most.size(); ++p) {
    if (most[p] == kNone) continue;
    RETURN_IF_ERROR(CheckRange(absl::StrCat("most_meetings[", p, "]"), most[p],
                               0, kMaxFairMeetings));
  }
  return absl::OkStatus();
}

absl::Status CheckMeeting(const TimetableProblem& problem,
                          const FairMeeting& meeting, const std::string& path) {
  RETURN_IF_ERROR(
      CheckIndex(path + ".first", meeting.first, problem.participants.size()));
  RETURN_IF_ERROR(CheckIndex(path + ".second", meeting.second,
                             problem.participants.size()));
  if (meeting.first == meeting.second) {
    return Invalid(path + ".second", "is the first: a meeting with itself");
  }
  RETURN_IF_ERROR(
      CheckIndexes(path + ".persons", meeting.persons, problem.persons.size()));
  RETURN_IF_ERROR(
      CheckRange(path + ".importance", meeting.importance, 0, kMaxImportance));
  RETURN_IF_ERROR(CheckIndexOrNone(path + ".fixed_slot", meeting.fixed_slot,
                                   problem.slots.size()));
  RETURN_IF_ERROR(CheckIndexOrNone(path + ".fixed_hall", meeting.fixed_hall,
                                   problem.halls));
  RETURN_IF_ERROR(CheckIndexOrNone(path + ".fixed_table", meeting.fixed_table,
                                   problem.tables.size()));
  if (meeting.session == kNone) return absl::OkStatus();
  for (const FairSlot& slot : problem.slots) {
    if (slot.session == meeting.session) return absl::OkStatus();
  }
  return Invalid(path + ".session",
                 absl::StrCat("is ", meeting.session, ", which no slot is in"));
}

bool Contains(const std::vector<int32_t>& slots, int32_t slot) {
  return std::find(slots.begin(), slots.end(), slot) != slots.end();
}

absl::Status CheckFixedSlot(const TimetableProblem& problem,
                            const FairMeeting& meeting,
                            const std::string& path) {
  const int32_t slot = meeting.fixed_slot;
  if (slot == kNone) return absl::OkStatus();
  if (meeting.session != kNone &&
      meeting.session != problem.slots[slot].session) {
    return Invalid(path + ".fixed_slot", "lies in another session");
  }
  for (const int32_t participant : {meeting.first, meeting.second}) {
    if (Contains(problem.participants[participant].unavailable, slot)) {
      return Invalid(path + ".fixed_slot",
                     absl::StrCat("participants[", participant,
                                  "] is not available then"));
    }
  }
  for (const int32_t person : meeting.persons) {
    if (Contains(problem.persons[person].unavailable, slot)) {
      return Invalid(
          path + ".fixed_slot",
          absl::StrCat("persons[", person, "] is not available then"));
    }
  }
  return absl::OkStatus();
}

absl::Status CheckFixedPlace(const TimetableProblem& problem,
                             const FairMeeting& meeting,
                             const std::string& path) {
  if (meeting.fixed_table == kNone) return absl::OkStatus();
  const FairTable& table = problem.tables[meeting.fixed_table];
  if (meeting.fixed_hall != kNone && meeting.fixed_hall != table.hall) {
    return Invalid(path + ".fixed_table", "stands in another hall");
  }
  if ((meeting.needs & ~table.equipment) != 0) {
    return Invalid(path + ".fixed_table", "lacks equipment that is needed");
  }
  if (meeting.fixed_slot != kNone &&
      Contains(table.unavailable, meeting.fixed_slot)) {
    return Invalid(path + ".fixed_table",
                   "cannot be used in the meeting's fixed slot");
  }
  return absl::OkStatus();
}

absl::Status CheckOrders(const TimetableProblem& problem) {
  const size_t meetings = problem.meetings.size();
  std::vector<std::vector<int32_t>> later(meetings);
  std::vector<int32_t> open(meetings), order;
  for (size_t i = 0; i < problem.orders.size(); ++i) {
    const FairOrder& pair = problem.orders[i];
    const std::string path = absl::StrCat("orders[", i, "]");
    RETURN_IF_ERROR(CheckIndex(path + ".before", pair.before, meetings));
    RETURN_IF_ERROR(CheckIndex(path + ".after", pair.after, meetings));
    later[pair.before].push_back(pair.after);
    ++open[pair.after];
  }
  for (size_t m = 0; m < meetings; ++m) {
    if (open[m] == 0) order.push_back(static_cast<int32_t>(m));
  }
  for (size_t i = 0; i < order.size(); ++i) {
    for (const int32_t next : later[order[i]]) {
      if (--open[next] == 0) order.push_back(next);
    }
  }
  if (order.size() == meetings) return absl::OkStatus();
  // Each that is left waits for another that is: going back ends in a circle.
  std::vector<int32_t> waits_for(meetings, kNone);
  int32_t on_circle = kNone;
  for (size_t i = 0; i < problem.orders.size(); ++i) {
    const auto [before, after] = problem.orders[i];
    if (open[before] == 0 || open[after] == 0) continue;
    waits_for[after] = static_cast<int32_t>(i);
    on_circle = after;
  }
  for (size_t i = 0; i < meetings; ++i) {
    on_circle = problem.orders[waits_for[on_circle]].before;
  }
  return Invalid(absl::StrCat("orders[", waits_for[on_circle], "]"),
                 "is part of a circle");
}

}  // namespace

absl::Status ValidateFair(const TimetableProblem& problem, FixedPlaces fixed) {
  RETURN_IF_ERROR(CheckSizes(problem));
  RETURN_IF_ERROR(CheckSlots(problem));
  RETURN_IF_ERROR(CheckHalls(problem));
  RETURN_IF_ERROR(CheckPresences(problem));
  RETURN_IF_ERROR(CheckMostMeetings(problem));
  for (size_t m = 0; m < problem.meetings.size(); ++m) {
    const FairMeeting& meeting = problem.meetings[m];
    const std::string path = absl::StrCat("meetings[", m, "]");
    RETURN_IF_ERROR(CheckMeeting(problem, meeting, path));
    if (fixed == FixedPlaces::kMayBeLost) continue;
    RETURN_IF_ERROR(CheckFixedSlot(problem, meeting, path));
    RETURN_IF_ERROR(CheckFixedPlace(problem, meeting, path));
  }
  return CheckOrders(problem);
}

absl::Status ValidateTimetableProblem(const TimetableProblem& problem) {
  return ValidateFair(problem, FixedPlaces::kMustBePossible);
}

absl::Status ValidateTimetable(const TimetableProblem& problem,
                               const Timetable& timetable) {
  if (timetable.size() != problem.meetings.size()) {
    return Invalid("timetable",
                   absl::StrCat("has ", timetable.size(), " meetings, not ",
                                problem.meetings.size()));
  }
  for (size_t m = 0; m < timetable.size(); ++m) {
    const std::string path = absl::StrCat("timetable[", m, "]");
    RETURN_IF_ERROR(CheckIndexOrNone(path + ".slot", timetable[m].slot,
                                     problem.slots.size()));
    RETURN_IF_ERROR(CheckIndexOrNone(path + ".table", timetable[m].table,
                                     problem.tables.size()));
    if (timetable[m].slot == kNone && timetable[m].table != kNone) {
      return Invalid(path + ".table", "is given where no slot is");
    }
  }
  return absl::OkStatus();
}

}  // namespace duikou
