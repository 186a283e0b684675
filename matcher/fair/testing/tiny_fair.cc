#include "matcher/fair/testing/tiny_fair.h"

#include <algorithm>
#include <limits>

namespace duikou::testing {
namespace {

using Kind = FairDemandKind;

class FairDice {
 public:
  explicit FairDice(uint64_t seed) : random_(seed * 7'919 + 17) {}
  // Both ends included.
  int32_t Between(int32_t least, int32_t most) {
    return least + static_cast<int32_t>(random_() % (most - least + 1));
  }
  bool OneIn(int32_t n) { return Between(1, n) == 1; }

 private:
  std::mt19937_64 random_;
};

// What a fair has; each is there in about half of them.
struct FairFeatures {
  bool halls, walk, days, sessions, away, persons, optional, fixed, orders;
  bool equipment, closed_tables, difference, limits;
};

FairFeatures RandomFeatures(FairDice& dice) {
  const auto coin = [&] { return dice.OneIn(2); };
  return {coin(), coin(), dice.OneIn(4), coin(), coin(),        coin(), coin(),
          coin(), coin(), coin(),        coin(), dice.OneIn(3), coin()};
}

std::vector<int32_t> SomeSlots(FairDice& dice, int32_t slots) {
  std::vector<int32_t> some;
  for (int32_t s = 0; s < slots; ++s) {
    if (dice.OneIn(5)) some.push_back(s);
  }
  return some;
}

void AddHall(const FairFeatures& features, FairDice& dice,
             TimetableProblem& problem) {
  const int32_t slots = dice.Between(2, 4);
  const bool two_days = features.days && slots > 2;
  for (int32_t s = 0; s < slots; ++s) {
    const bool later = two_days && s >= slots / 2;
    problem.slots.push_back({.day = later,
                             .start_minute = 540 + 30 * s,
                             .end_minute = 560 + 30 * s,
                             .session = features.sessions && s >= slots / 2});
  }
  problem.halls = features.halls ? 2 : 1;
  if (features.walk && features.halls) {
    const int32_t minutes = dice.Between(5, 45);
    problem.walk_minutes = {0, minutes, minutes, 0};
  }
  const int32_t tables = dice.Between(1, 3);
  for (int32_t t = 0; t < tables; ++t) {
    FairTable table{.hall = dice.Between(0, problem.halls - 1)};
    if (features.equipment) table.equipment = dice.Between(0, 3);
    if (features.closed_tables) table.unavailable = SomeSlots(dice, slots);
    problem.tables.push_back(table);
  }
}

FairMeeting RandomMeeting(const FairFeatures& features, FairDice& dice,
                          const TimetableProblem& problem) {
  const int32_t participants =
      static_cast<int32_t>(problem.participants.size());
  FairMeeting meeting{.first = dice.Between(0, participants - 1)};
  meeting.second =
      (meeting.first + dice.Between(1, participants - 1)) % participants;
  if (features.persons && dice.OneIn(2)) {
    meeting.persons = {dice.Between(0, 1)};
  }
  meeting.must_hold = !features.optional || dice.OneIn(3);
  meeting.importance = dice.Between(0, 4);
  if (features.equipment && dice.OneIn(3)) meeting.needs = dice.Between(1, 2);
  if (features.sessions && dice.OneIn(2)) {
    meeting.session = dice.Between(0, 1);
  }
  if (features.fixed) {
    if (dice.OneIn(4)) {
      meeting.fixed_slot =
          dice.Between(0, static_cast<int32_t>(problem.slots.size()) - 1);
    }
    if (dice.OneIn(4)) meeting.fixed_hall = dice.Between(0, problem.halls - 1);
    if (dice.OneIn(6)) {
      meeting.fixed_table =
          dice.Between(0, static_cast<int32_t>(problem.tables.size()) - 1);
    }
  }
  return meeting;
}

}  // namespace

TimetableProblem SmallFair(
    int32_t slots, int32_t tables, int32_t participants,
    const std::vector<std::pair<int32_t, int32_t>>& who) {
  TimetableProblem problem;
  for (int32_t s = 0; s < slots; ++s) {
    problem.slots.push_back(
        {.start_minute = 540 + 30 * s, .end_minute = 560 + 30 * s});
  }
  problem.tables.resize(tables);
  problem.participants.resize(participants);
  for (const auto& [first, second] : who) {
    problem.meetings.push_back(
        {.first = first, .second = second, .must_hold = true});
  }
  return problem;
}

TimetableProblem TinyFair(uint64_t seed) {
  FairDice dice(seed);
  const FairFeatures features = RandomFeatures(dice);
  TimetableProblem problem;
  AddHall(features, dice, problem);
  const int32_t slots = static_cast<int32_t>(problem.slots.size());
  problem.participants.resize(dice.Between(2, 5));
  if (features.persons) problem.persons.resize(2);
  for (FairPresence& presence : problem.participants) {
    if (features.away) presence.unavailable = SomeSlots(dice, slots);
  }
  for (FairPresence& presence : problem.persons) {
    if (features.away) presence.unavailable = SomeSlots(dice, slots);
  }
  const size_t places = problem.slots.size() * problem.tables.size();
  const int32_t meetings = dice.Between(0, places > 8 ? 4 : 5);
  for (int32_t m = 0; m < meetings; ++m) {
    problem.meetings.push_back(RandomMeeting(features, dice, problem));
    // What no problem may have is asked for no more.
    if (ValidateTimetableProblem(problem).ok()) continue;
    problem.meetings[m].fixed_slot = kNone;
    problem.meetings[m].fixed_table = kNone;
  }
  for (int32_t m = 1; m < meetings && features.orders; ++m) {
    if (dice.OneIn(3)) {
      problem.orders.push_back({dice.Between(0, m - 1), m});
    }
  }
  if (features.difference) {
    problem.most_break_difference = dice.Between(0, 1);
  }
  for (size_t p = 0; p < problem.participants.size() && features.limits; ++p) {
    problem.most_meetings.push_back(dice.OneIn(2) ? kNone : dice.Between(0, 2));
  }
  return problem;
}

TimetableProblem Disturbed(TimetableProblem problem, std::mt19937_64& random) {
  const int32_t slots = static_cast<int32_t>(problem.slots.size());
  const int32_t from = static_cast<int32_t>(random() % slots);
  const int32_t to = random() % 2 == 0 ? from + 1 : slots;
  const auto lose = [&](std::vector<int32_t>& unavailable) {
    for (int32_t s = from; s < to; ++s) {
      if (std::find(unavailable.begin(), unavailable.end(), s) ==
          unavailable.end()) {
        unavailable.push_back(s);
      }
    }
  };
  if (random() % 3 != 0) {
    lose(problem.participants[random() % problem.participants.size()]
             .unavailable);
    return problem;
  }
  const int32_t hall = static_cast<int32_t>(random() % problem.halls);
  for (FairTable& table : problem.tables) {
    if (table.hall == hall) lose(table.unavailable);
  }
  return problem;
}

FairOracle::FairOracle(const TimetableProblem& problem) : problem_(problem) {
  const auto add = [&](FairDemand demand) { demands_.push_back(demand); };
  for (int32_t m = 0; m < static_cast<int32_t>(problem.meetings.size()); ++m) {
    const FairMeeting& meeting = problem.meetings[m];
    if (meeting.must_hold) add({.kind = Kind::kMustHold, .meeting = m});
    if (meeting.session != kNone) add({.kind = Kind::kSession, .meeting = m});
    if (meeting.fixed_slot != kNone) {
      add({.kind = Kind::kFixedSlot, .meeting = m});
    }
    if (meeting.fixed_hall != kNone || meeting.fixed_table != kNone) {
      add({.kind = Kind::kFixedPlace, .meeting = m});
    }
    if (meeting.needs != 0) add({.kind = Kind::kEquipment, .meeting = m});
  }
  for (size_t i = 0; i < problem.orders.size(); ++i) {
    add({.kind = Kind::kOrder, .order = static_cast<int32_t>(i)});
  }
  for (size_t p = 0; p < problem.participants.size(); ++p) {
    add({.kind = Kind::kParticipantAway,
         .participant = static_cast<int32_t>(p)});
    add({.kind = Kind::kMostMeetings, .participant = static_cast<int32_t>(p)});
  }
  for (size_t q = 0; q < problem.persons.size(); ++q) {
    add({.kind = Kind::kPersonAway, .person = static_cast<int32_t>(q)});
  }
  add({.kind = Kind::kTables});
  add({.kind = Kind::kWalk});
  add({.kind = Kind::kBreakDifference});
  met_ = demands_;
}

void FairOracle::MeetOnly(const std::vector<FairDemand>& demands) {
  met_ = demands;
}

bool FairOracle::Meets(FairDemand demand) const {
  return std::find(met_.begin(), met_.end(), demand) != met_.end();
}

bool FairOracle::MayBe(int32_t m, FairPlacement placement) const {
  const FairMeeting& meeting = problem_.meetings[m];
  const auto [slot, t] = placement;
  const auto in = [](const std::vector<int32_t>& list, int32_t one) {
    return std::count(list.begin(), list.end(), one) > 0;
  };
  if (Meets({.kind = Kind::kSession, .meeting = m}) &&
      problem_.slots[slot].session != meeting.session) {
    return false;
  }
  if (Meets({.kind = Kind::kFixedSlot, .meeting = m}) &&
      slot != meeting.fixed_slot) {
    return false;
  }
  for (const int32_t p : {meeting.first, meeting.second}) {
    if (Meets({.kind = Kind::kParticipantAway, .participant = p}) &&
        in(problem_.participants[p].unavailable, slot)) {
      return false;
    }
  }
  for (const int32_t q : meeting.persons) {
    if (Meets({.kind = Kind::kPersonAway, .person = q}) &&
        in(problem_.persons[q].unavailable, slot)) {
      return false;
    }
  }
  if (!Meets({.kind = Kind::kTables})) return true;
  const FairTable& table = problem_.tables[t];
  if (in(table.unavailable, slot)) return false;
  if (Meets({.kind = Kind::kEquipment, .meeting = m}) &&
      (table.equipment & meeting.needs) != meeting.needs) {
    return false;
  }
  if (!Meets({.kind = Kind::kFixedPlace, .meeting = m})) return true;
  return (meeting.fixed_hall == kNone || meeting.fixed_hall == table.hall) &&
         (meeting.fixed_table == kNone || meeting.fixed_table == t);
}

bool FairOracle::InOrder(int32_t one, int32_t slot, int32_t other,
                         int32_t there) const {
  for (size_t i = 0; i < problem_.orders.size(); ++i) {
    const auto [before, after] = problem_.orders[i];
    const bool same = before == one && after == other && slot >= there;
    const bool turned = before == other && after == one && there >= slot;
    if ((same || turned) &&
        Meets({.kind = Kind::kOrder, .order = static_cast<int32_t>(i)})) {
      return false;
    }
  }
  return true;
}

bool FairOracle::Apart(int32_t one, FairPlacement at, int32_t other,
                       FairPlacement there) const {
  if (!InOrder(one, at.slot, other, there.slot)) return false;
  if (at == there && Meets({.kind = Kind::kTables})) return false;
  const FairMeeting& a = problem_.meetings[one];
  const FairMeeting& b = problem_.meetings[other];
  bool share = a.first == b.first || a.first == b.second ||
               a.second == b.first || a.second == b.second;
  for (const int32_t q : a.persons) {
    share = share || std::count(b.persons.begin(), b.persons.end(), q) > 0;
  }
  if (!share) return true;
  if (at.slot == there.slot) return false;
  if (at.slot > there.slot) std::swap(at, there);
  const FairSlot& from = problem_.slots[at.slot];
  const FairSlot& to = problem_.slots[there.slot];
  if (problem_.walk_minutes.empty() || from.day != to.day ||
      !Meets({.kind = Kind::kWalk})) {
    return true;
  }
  const int32_t walk =
      problem_.walk_minutes[problem_.tables[at.table].hall * problem_.halls +
                            problem_.tables[there.table].hall];
  return to.start_minute - from.end_minute >= walk;
}

std::vector<FairPlacement> FairOracle::Choices(int32_t meeting) const {
  std::vector<FairPlacement> choices = {{}};
  for (int32_t s = 0; s < static_cast<int32_t>(problem_.slots.size()); ++s) {
    for (int32_t t = 0; t < static_cast<int32_t>(problem_.tables.size()); ++t) {
      if (MayBe(meeting, {s, t})) choices.push_back({s, t});
    }
  }
  return choices;
}

int64_t FairOracle::BreaksOf(int32_t participant,
                             const Timetable& timetable) const {
  std::vector<bool> used(problem_.slots.size());
  for (size_t m = 0; m < timetable.size(); ++m) {
    const FairMeeting& meeting = problem_.meetings[m];
    if (timetable[m].slot != kNone &&
        (meeting.first == participant || meeting.second == participant)) {
      used[timetable[m].slot] = true;
    }
  }
  int64_t breaks = 0;
  for (size_t s = 0; s < used.size(); ++s) {
    for (size_t t = s + 2; t < used.size(); ++t) {
      const bool idle = std::none_of(used.begin() + s + 1, used.begin() + t,
                                     [](bool there) { return there; });
      breaks += used[s] && used[t] && idle &&
                problem_.slots[s].day == problem_.slots[t].day;
    }
  }
  return breaks;
}

bool FairOracle::Even(const Timetable& timetable) const {
  if (problem_.most_break_difference == kNone ||
      !Meets({.kind = Kind::kBreakDifference})) {
    return true;
  }
  std::vector<int64_t> breaks;
  for (size_t p = 0; p < problem_.participants.size(); ++p) {
    const int32_t participant = static_cast<int32_t>(p);
    bool meets = false;
    for (size_t m = 0; m < timetable.size(); ++m) {
      const FairMeeting& meeting = problem_.meetings[m];
      meets = meets ||
              (timetable[m].slot != kNone &&
               (meeting.first == participant || meeting.second == participant));
    }
    if (meets) breaks.push_back(BreaksOf(participant, timetable));
  }
  if (breaks.empty()) return true;
  const auto [least, most] = std::minmax_element(breaks.begin(), breaks.end());
  return *most - *least <= problem_.most_break_difference;
}

bool FairOracle::Few(const Timetable& timetable) const {
  for (size_t p = 0; p < problem_.most_meetings.size(); ++p) {
    const int32_t participant = static_cast<int32_t>(p);
    if (problem_.most_meetings[p] == kNone ||
        !Meets({.kind = Kind::kMostMeetings, .participant = participant})) {
      continue;
    }
    int32_t room = problem_.most_meetings[p];
    int32_t others = 0;
    for (size_t m = 0; m < timetable.size(); ++m) {
      const FairMeeting& meeting = problem_.meetings[m];
      if (meeting.first != participant && meeting.second != participant) {
        continue;
      }
      room -= meeting.must_hold;
      others += timetable[m].slot != kNone && !meeting.must_hold;
    }
    if (others > 0 && others > room) return false;
  }
  return true;
}

bool FairOracle::ForEach(
    size_t meeting, const std::vector<bool>& settled, Timetable& timetable,
    const std::function<bool(const Timetable&)>& look) const {
  if (meeting == timetable.size()) return look(timetable);
  if (settled[meeting]) {
    return ForEach(meeting + 1, settled, timetable, look);
  }
  const int32_t m = static_cast<int32_t>(meeting);
  for (const FairPlacement& choice : Choices(m)) {
    bool apart = true;
    for (size_t other = 0; other < timetable.size() && apart; ++other) {
      if (other == meeting || timetable[other].slot == kNone) continue;
      if (other > meeting && !settled[other]) continue;
      apart = choice.slot == kNone ||
              Apart(m, choice, static_cast<int32_t>(other), timetable[other]);
    }
    if (!apart) continue;
    timetable[meeting] = choice;
    if (!ForEach(meeting + 1, settled, timetable, look)) return false;
  }
  timetable[meeting] = {};
  return true;
}

std::optional<FairOracle::Best> FairOracle::FindBest() const {
  std::optional<Best> best;
  Timetable timetable(problem_.meetings.size());
  const std::vector<bool> settled(timetable.size());
  ForEach(0, settled, timetable, [&](const Timetable& found) {
    Best here{.timetable = found};
    for (size_t m = 0; m < found.size(); ++m) {
      const bool must =
          Meets({.kind = Kind::kMustHold, .meeting = static_cast<int32_t>(m)});
      if (found[m].slot == kNone && must) return true;
      if (found[m].slot != kNone && !problem_.meetings[m].must_hold) {
        here.importance += problem_.meetings[m].importance;
      }
    }
    for (size_t p = 0; p < problem_.participants.size(); ++p) {
      here.breaks += BreaksOf(static_cast<int32_t>(p), found);
    }
    if (best.has_value() && (here.importance < best->importance ||
                             (here.importance == best->importance &&
                              here.breaks >= best->breaks))) {
      return true;
    }
    if (Even(found) && Few(found)) best = here;
    return true;
  });
  return best;
}

bool FairOracle::Feasible() const { return FindBest().has_value(); }

bool FairOracle::Keeps(const Timetable& timetable) const {
  for (size_t m = 0; m < timetable.size(); ++m) {
    const int32_t meeting = static_cast<int32_t>(m);
    if (timetable[m].slot == kNone) {
      if (Meets({.kind = Kind::kMustHold, .meeting = meeting})) return false;
      continue;
    }
    if (timetable[m].table == kNone || !MayBe(meeting, timetable[m])) {
      return false;
    }
    for (size_t other = 0; other < m; ++other) {
      if (timetable[other].slot != kNone &&
          !Apart(meeting, timetable[m], static_cast<int32_t>(other),
                 timetable[other])) {
        return false;
      }
    }
  }
  return Even(timetable) && Few(timetable);
}

// What is fixed where it cannot be any more is free again.
TimetableProblem FairOracle::Freed() const {
  TimetableProblem freed = problem_;
  for (size_t m = 0; m < freed.meetings.size(); ++m) {
    if (Choices(static_cast<int32_t>(m)).size() > 1) continue;
    FairMeeting& meeting = freed.meetings[m];
    meeting.fixed_slot = meeting.fixed_hall = meeting.fixed_table = kNone;
  }
  return freed;
}

int64_t FairOracle::LeastRepair(const Timetable& published,
                                const RepairOptions& options) const {
  int64_t least = std::numeric_limits<int64_t>::max();
  // Meetings not held stay so.
  std::vector<bool> settled;
  for (const FairPlacement& placement : published) {
    settled.push_back(placement.slot == kNone);
  }
  Timetable timetable(published.size());
  const TimetableProblem freed = Freed();
  FairOracle(freed).ForEach(0, settled, timetable, [&](const Timetable& found) {
    int64_t cost = 0;
    for (size_t m = 0; m < found.size(); ++m) {
      if (settled[m]) continue;
      if (found[m].slot == kNone) {
        cost += problem_.meetings[m].must_hold ? options.must_drop_cost
                                               : options.drop_cost;
        continue;
      }
      cost += found[m].slot != published[m].slot ||
              problem_.tables[found[m].table].hall !=
                  problem_.tables[published[m].table].hall;
    }
    least = std::min(least, cost);
    return true;
  });
  return least;
}

}  // namespace duikou::testing
