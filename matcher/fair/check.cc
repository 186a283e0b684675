#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

#include "matcher/base/status_macros.h"
#include "matcher/fair/timetable.h"
#include "matcher/fair/validate.h"

namespace duikou {
namespace {

using Kind = FairViolationKind;

bool IsAway(const FairPresence& presence, int32_t slot) {
  const std::vector<int32_t>& away = presence.unavailable;
  return std::find(away.begin(), away.end(), slot) != away.end();
}

// Idle slots between two that are used, on one day.
struct FairBreak {
  int32_t first = kNone;
  int32_t last = kNone;
};

// Of a participant, from the slots that it uses, ascending.
std::vector<FairBreak> BreaksBetween(const TimetableProblem& problem,
                                     const std::vector<int32_t>& used) {
  std::vector<FairBreak> breaks;
  for (size_t i = 1; i < used.size(); ++i) {
    if (used[i] - used[i - 1] < 2) continue;
    if (problem.slots[used[i]].day != problem.slots[used[i - 1]].day) continue;
    breaks.push_back({used[i - 1] + 1, used[i] - 1});
  }
  return breaks;
}

// By participant, the slots it uses, ascending.
std::vector<std::vector<int32_t>> UsedSlots(const TimetableProblem& problem,
                                            const Timetable& timetable) {
  std::vector<std::vector<int32_t>> used(problem.participants.size());
  for (size_t m = 0; m < timetable.size(); ++m) {
    if (timetable[m].slot == kNone) continue;
    used[problem.meetings[m].first].push_back(timetable[m].slot);
    used[problem.meetings[m].second].push_back(timetable[m].slot);
  }
  for (std::vector<int32_t>& slots : used) {
    std::sort(slots.begin(), slots.end());
  }
  return used;
}

// Collects what a timetable breaks.
class TimetableChecker {
 public:
  TimetableChecker(const TimetableProblem& problem, const Timetable& timetable)
      : problem_(problem), timetable_(timetable) {}

  std::vector<FairViolation> Check() {
    for (size_t m = 0; m < timetable_.size(); ++m) {
      CheckMeeting(static_cast<int32_t>(m));
    }
    for (const FairOrder& order : problem_.orders) {
      const int32_t before = timetable_[order.before].slot;
      const int32_t after = timetable_[order.after].slot;
      if (before == kNone || after == kNone || before < after) continue;
      Add({.kind = Kind::kOrder,
           .meeting = order.before,
           .other = order.after});
    }
    CheckTables();
    CheckPresences(problem_.participants.size(), true);
    CheckPresences(problem_.persons.size(), false);
    CheckBreaks();
    CheckMostMeetings();
    std::stable_sort(found_.begin(), found_.end(),
                     [](const FairViolation& a, const FairViolation& b) {
                       return std::tie(a.kind, a.meeting, a.participant) <
                              std::tie(b.kind, b.meeting, b.participant);
                     });
    return std::move(found_);
  }

 private:
  void Add(FairViolation violation) {
    violation.severity = violation.kind < Kind::kBreak ? FairSeverity::kBlocks
                                                       : FairSeverity::kWarns;
    found_.push_back(violation);
  }

  void CheckMeeting(int32_t m) {
    const FairMeeting& meeting = problem_.meetings[m];
    const int32_t slot = timetable_[m].slot;
    if (slot == kNone) {
      Add({.kind = meeting.must_hold ? Kind::kNotHeld : Kind::kLeftOut,
           .meeting = m});
      return;
    }
    if (meeting.session != kNone &&
        meeting.session != problem_.slots[slot].session) {
      Add({.kind = Kind::kSession, .meeting = m, .slot = slot});
    }
    if (meeting.fixed_slot != kNone && meeting.fixed_slot != slot) {
      Add({.kind = Kind::kFixedSlot, .meeting = m, .slot = slot});
    }
    CheckAway(m);
    CheckTable(m);
  }

  void CheckAway(int32_t m) {
    const FairMeeting& meeting = problem_.meetings[m];
    const int32_t slot = timetable_[m].slot;
    for (const int32_t participant : {meeting.first, meeting.second}) {
      if (!IsAway(problem_.participants[participant], slot)) continue;
      Add({.kind = Kind::kParticipantAway,
           .meeting = m,
           .participant = participant,
           .slot = slot});
    }
    for (const int32_t person : meeting.persons) {
      if (!IsAway(problem_.persons[person], slot)) continue;
      Add({.kind = Kind::kPersonAway,
           .meeting = m,
           .person = person,
           .slot = slot});
    }
  }

  void CheckTable(int32_t m) {
    const FairMeeting& meeting = problem_.meetings[m];
    const int32_t slot = timetable_[m].slot;
    const int32_t t = timetable_[m].table;
    const auto add = [&](Kind kind) {
      Add({.kind = kind, .meeting = m, .slot = slot, .table = t});
    };
    if (t == kNone) return add(Kind::kNoTable);
    const FairTable& table = problem_.tables[t];
    if (meeting.fixed_hall != kNone && meeting.fixed_hall != table.hall) {
      add(Kind::kFixedHall);
    }
    if (meeting.fixed_table != kNone && meeting.fixed_table != t) {
      add(Kind::kFixedTable);
    }
    if (IsAway({table.unavailable}, slot)) add(Kind::kTableAway);
    if ((meeting.needs & ~table.equipment) != 0) add(Kind::kEquipment);
  }

  void CheckTables() {
    std::map<std::pair<int32_t, int32_t>, int32_t> last;  // by slot, table
    for (size_t m = 0; m < timetable_.size(); ++m) {
      const auto [slot, table] = timetable_[m];
      if (table == kNone) continue;
      const int32_t meeting = static_cast<int32_t>(m);
      const auto [at, first] = last.try_emplace({slot, table}, meeting);
      if (first) continue;
      Add({.kind = Kind::kTableTwice,
           .meeting = at->second,
           .other = meeting,
           .slot = slot,
           .table = table});
      at->second = meeting;
    }
  }

  // That nobody is twice at once, or has to hurry too much.
  void CheckPresences(size_t size, bool participants) {
    std::vector<std::vector<int32_t>> meetings(size);
    for (size_t m = 0; m < timetable_.size(); ++m) {
      if (timetable_[m].slot == kNone) continue;
      const FairMeeting& meeting = problem_.meetings[m];
      const std::vector<int32_t> present =
          participants ? std::vector<int32_t>{meeting.first, meeting.second}
                       : meeting.persons;
      for (const int32_t who : present) {
        meetings[who].push_back(static_cast<int32_t>(m));
      }
    }
    for (size_t who = 0; who < size; ++who) {
      std::stable_sort(meetings[who].begin(), meetings[who].end(),
                       [&](int32_t a, int32_t b) {
                         return timetable_[a].slot < timetable_[b].slot;
                       });
      for (size_t i = 1; i < meetings[who].size(); ++i) {
        CheckNext(static_cast<int32_t>(who), participants, meetings[who], i);
      }
    }
  }

  // The i-th of somebody's meetings against those before it.
  void CheckNext(int32_t who, bool participant,
                 const std::vector<int32_t>& meetings, size_t i) {
    const int32_t m = meetings[i];
    const int32_t slot = timetable_[m].slot;
    FairViolation violation{.other = m,
                            .participant = participant ? who : kNone,
                            .person = participant ? kNone : who,
                            .slot = slot};
    if (timetable_[meetings[i - 1]].slot == slot) {
      violation.kind =
          participant ? Kind::kParticipantTwice : Kind::kPersonTwice;
      violation.meeting = meetings[i - 1];
      Add(violation);
    }
    for (size_t j = i; j-- > 0;) {
      const int32_t before = meetings[j];
      if (problem_.slots[timetable_[before].slot].day !=
          problem_.slots[slot].day) {
        break;
      }
      if (timetable_[before].slot == slot || !TooFar(before, m)) continue;
      violation.kind = participant ? Kind::kParticipantWalk : Kind::kPersonWalk;
      violation.meeting = before;
      Add(violation);
    }
  }

  // REQUIRES: `before` lies in an earlier slot of the same day.
  bool TooFar(int32_t before, int32_t after) const {
    const auto [from_slot, from] = timetable_[before];
    const auto [to_slot, to] = timetable_[after];
    if (from == kNone || to == kNone || problem_.walk_minutes.empty()) {
      return false;
    }
    const int32_t minutes = problem_.slots[to_slot].start_minute -
                            problem_.slots[from_slot].end_minute;
    return minutes <
           problem_.walk_minutes[problem_.tables[from].hall * problem_.halls +
                                 problem_.tables[to].hall];
  }

  void CheckBreaks() {
    const auto used = UsedSlots(problem_, timetable_);
    std::vector<int32_t> breaks(used.size());
    int32_t fewest = kMaxFairSlots;
    for (size_t p = 0; p < used.size(); ++p) {
      for (const FairBreak& idle : BreaksBetween(problem_, used[p])) {
        ++breaks[p];
        Add({.kind = Kind::kBreak,
             .participant = static_cast<int32_t>(p),
             .slot = idle.first,
             .last_slot = idle.last});
      }
      if (!used[p].empty()) fewest = std::min(fewest, breaks[p]);
    }
    if (problem_.most_break_difference == kNone) return;
    for (size_t p = 0; p < used.size(); ++p) {
      if (breaks[p] - fewest <= problem_.most_break_difference) continue;
      Add({.kind = Kind::kBreakDifference,
           .participant = static_cast<int32_t>(p)});
    }
  }

  void CheckMostMeetings() {
    if (problem_.most_meetings.empty()) return;
    std::vector<int32_t> held(problem_.participants.size());
    std::vector<int32_t> must(problem_.participants.size());
    for (size_t m = 0; m < timetable_.size(); ++m) {
      const FairMeeting& meeting = problem_.meetings[m];
      for (const int32_t p : {meeting.first, meeting.second}) {
        must[p] += meeting.must_hold;
        held[p] += timetable_[m].slot != kNone;
      }
    }
    for (size_t p = 0; p < held.size(); ++p) {
      const int32_t most = problem_.most_meetings[p];
      if (most == kNone || held[p] <= std::max(most, must[p])) continue;
      Add({.kind = Kind::kTooManyMeetings,
           .participant = static_cast<int32_t>(p)});
    }
  }

  const TimetableProblem& problem_;
  const Timetable& timetable_;
  std::vector<FairViolation> found_;
};

}  // namespace

absl::StatusOr<std::vector<FairViolation>> CheckTimetable(
    const TimetableProblem& problem, const Timetable& timetable) {
  RETURN_IF_ERROR(ValidateFair(problem, FixedPlaces::kMayBeLost));
  RETURN_IF_ERROR(ValidateTimetable(problem, timetable));
  return TimetableChecker(problem, timetable).Check();
}

bool CanBeHeld(const std::vector<FairViolation>& violations) {
  return std::none_of(violations.begin(), violations.end(),
                      [](const FairViolation& violation) {
                        return violation.severity == FairSeverity::kBlocks;
                      });
}

int64_t ImportanceOf(const TimetableProblem& problem,
                     const Timetable& timetable) {
  int64_t importance = 0;
  for (size_t m = 0; m < timetable.size(); ++m) {
    if (timetable[m].slot == kNone || problem.meetings[m].must_hold) continue;
    importance += problem.meetings[m].importance;
  }
  return importance;
}

std::vector<int32_t> BreaksByParticipant(const TimetableProblem& problem,
                                         const Timetable& timetable) {
  std::vector<int32_t> breaks;
  for (const std::vector<int32_t>& used : UsedSlots(problem, timetable)) {
    breaks.push_back(static_cast<int32_t>(BreaksBetween(problem, used).size()));
  }
  return breaks;
}

int64_t BreaksOf(const TimetableProblem& problem, const Timetable& timetable) {
  const std::vector<int32_t> breaks = BreaksByParticipant(problem, timetable);
  return std::accumulate(breaks.begin(), breaks.end(), int64_t{0});
}

}  // namespace duikou
