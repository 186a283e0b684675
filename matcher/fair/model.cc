#include "matcher/fair/model.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <queue>
#include <utility>

namespace duikou {
namespace {

// Whether somebody could have to walk longer than there is between two slots
// that follow each other.
bool WalkMatters(const TimetableProblem& problem) {
  if (problem.walk_minutes.empty()) return false;
  const int32_t longest = *std::max_element(problem.walk_minutes.begin(),
                                            problem.walk_minutes.end());
  for (size_t s = 1; s < problem.slots.size(); ++s) {
    const FairSlot& before = problem.slots[s - 1];
    const FairSlot& after = problem.slots[s];
    if (before.day == after.day &&
        after.start_minute - before.end_minute < longest) {
      return true;
    }
  }
  return false;
}

std::vector<int32_t> ZonesOf(const TimetableProblem& problem, bool halls) {
  std::vector<int32_t> zones(problem.halls, 0);
  if (halls) std::iota(zones.begin(), zones.end(), 0);
  return zones;
}

// Meetings, each after all that come before it.
std::vector<int32_t> InOrder(const std::vector<std::vector<int32_t>>& earlier,
                             const std::vector<std::vector<int32_t>>& later) {
  std::vector<int32_t> order, open(earlier.size());
  for (size_t m = 0; m < earlier.size(); ++m) {
    open[m] = static_cast<int32_t>(earlier[m].size());
    if (open[m] == 0) order.push_back(static_cast<int32_t>(m));
  }
  for (size_t i = 0; i < order.size(); ++i) {
    for (const int32_t next : later[order[i]]) {
      if (--open[next] == 0) order.push_back(next);
    }
  }
  return order;
}

}  // namespace

FairModel::FairModel(const TimetableProblem& problem, Zones zones)
    : problem_(problem),
      walk_(WalkMatters(problem) ? problem.walk_minutes
                                 : std::vector<int32_t>()),
      tables_(problem,
              ZonesOf(problem, zones == Zones::kHalls || !walk_.empty()),
              zones == Zones::kHalls || !walk_.empty() ? problem.halls : 1) {
  FindResources();
  FindDays();
  later_.resize(problem.meetings.size());
  earlier_.resize(problem.meetings.size());
  for (const FairOrder& order : problem.orders) {
    later_[order.before].push_back(order.after);
    earlier_[order.after].push_back(order.before);
  }
  for (const FairMeeting& meeting : problem.meetings) {
    must_hold_.push_back(meeting.must_hold);
  }
  FindPlaces();
  FindLimits();
  KeepOrders();
}

void FairModel::FindResources() {
  const int32_t participants = this->participants();
  for (const auto* presences : {&problem_.participants, &problem_.persons}) {
    for (const FairPresence& presence : *presences) {
      SlotSet& away = away_.emplace_back();
      for (const int32_t slot : presence.unavailable) away.set(slot);
    }
  }
  users_.resize(away_.size());
  for (const FairMeeting& meeting : problem_.meetings) {
    std::vector<int32_t>& needs = needs_.emplace_back();
    needs = {meeting.first, meeting.second};
    for (const int32_t person : meeting.persons) {
      needs.push_back(participants + person);
    }
    for (const int32_t resource : needs) {
      users_[resource].push_back(static_cast<int32_t>(needs_.size()) - 1);
    }
  }
}

void FairModel::FindDays() {
  first_of_day_.resize(slots());
  last_of_day_.resize(slots());
  for (int32_t s = 0; s < slots(); ++s) {
    const bool same =
        s > 0 && problem_.slots[s - 1].day == problem_.slots[s].day;
    first_of_day_[s] = same ? first_of_day_[s - 1] : s;
    for (int32_t t = first_of_day_[s]; t <= s; ++t) last_of_day_[t] = s;
  }
  if (walk_.empty()) return;
  const int32_t longest = *std::max_element(walk_.begin(), walk_.end());
  for (int32_t s = 0; s < slots(); ++s) {
    for (int32_t t = s + 1; t <= last_of_day_[s]; ++t) {
      if (MinutesBetween(s, t) < longest) reach_ = std::max(reach_, t - s);
    }
  }
}

int32_t FairModel::MinutesBetween(int32_t from, int32_t to) const {
  return problem_.slots[to].start_minute - problem_.slots[from].end_minute;
}

bool FairModel::TooFar(FairPlace one, FairPlace other) const {
  if (one.zone == other.zone) return false;
  if (one.slot == other.slot) return true;
  if (one.slot > other.slot) std::swap(one, other);
  if (walk_.empty() || last_of_day_[one.slot] < other.slot) return false;
  return MinutesBetween(one.slot, other.slot) <
         walk_[one.zone * zones() + other.zone];
}

SlotSet FairModel::OpenSlots(int32_t meeting) const {
  const FairMeeting& fair_meeting = problem_.meetings[meeting];
  SlotSet open;
  for (int32_t s = 0; s < slots(); ++s) {
    open[s] =
        (fair_meeting.session == kNone ||
         fair_meeting.session == problem_.slots[s].session) &&
        (fair_meeting.fixed_slot == kNone || fair_meeting.fixed_slot == s);
  }
  for (const int32_t resource : needs_[meeting]) open &= ~away_[resource];
  return open;
}

void FairModel::FindPlaces() {
  places_.resize(meetings());
  possible_.resize(size_t{problem_.meetings.size()} * slots() * zones());
  // Whether a type has a table somewhere, by type, slot and zone.
  std::vector<bool> has_table;
  for (int32_t type = 0; type < tables_.types(); ++type) {
    for (int32_t s = 0; s < slots(); ++s) {
      for (int32_t z = 0; z < zones(); ++z) {
        has_table.push_back(tables_.Capacity({type}, s, z) > 0);
      }
    }
  }
  for (int32_t m = 0; m < meetings(); ++m) {
    const SlotSet open = OpenSlots(m);
    std::vector<FairPlace> places;
    for (int32_t s = 0; s < slots(); ++s) {
      for (int32_t z = 0; z < zones() && open[s]; ++z) {
        if (has_table[(tables_.type_of(m) * slots() + s) * zones() + z]) {
          places.push_back({s, z});
        }
      }
    }
    SetPlaces(m, std::move(places));
  }
}

void FairModel::SetPlaces(int32_t meeting, std::vector<FairPlace> places) {
  const size_t from = size_t{static_cast<size_t>(meeting)} * slots() * zones();
  std::fill_n(possible_.begin() + from, slots() * zones(), false);
  for (const FairPlace& place : places) {
    possible_[from + place.slot * zones() + place.zone] = true;
  }
  places_[meeting] = std::move(places);
}

void FairModel::FindLimits() {
  limits_of_.resize(meetings());
  for (size_t p = 0; p < problem_.most_meetings.size(); ++p) {
    if (problem_.most_meetings[p] == kNone) continue;
    FairLimit limit{.participant = static_cast<int32_t>(p)};
    for (const int32_t m : users_[p]) {
      if (!problem_.meetings[m].must_hold) limit.meetings.push_back(m);
    }
    const int32_t others = static_cast<int32_t>(limit.meetings.size());
    const int32_t must = static_cast<int32_t>(users_[p].size()) - others;
    limit.most = std::max(0, problem_.most_meetings[p] - must);
    if (limit.most >= others) continue;
    for (const int32_t m : limit.meetings) {
      limits_of_[m].push_back(static_cast<int32_t>(limits_.size()));
      if (limit.most == 0) SetPlaces(m, {});
    }
    limits_.push_back(std::move(limit));
  }
}

void FairModel::Confine(int32_t meeting, std::vector<FairPlace> places,
                        bool must_hold) {
  must_hold_[meeting] = must_hold;
  SetPlaces(meeting, std::move(places));
}

void FairModel::KeepOrders() {
  if (problem_.orders.empty()) return;
  std::vector<int32_t> order = InOrder(earlier_, later_);
  for (const bool forwards : {true, false}) {
    for (const int32_t m : order) {
      std::vector<FairPlace> places = places_[m];
      for (const int32_t other : forwards ? earlier_[m] : later_[m]) {
        if (!must_hold_[other]) continue;
        std::erase_if(places, [&](const FairPlace& place) {
          if (places_[other].empty()) return false;
          return forwards ? place.slot <= places_[other].front().slot
                          : place.slot >= places_[other].back().slot;
        });
      }
      SetPlaces(m, std::move(places));
    }
    std::reverse(order.begin(), order.end());
  }
}

std::vector<int32_t> TwoSides(const FairModel& model) {
  std::vector<int32_t> side(model.participants(), kNone);
  for (int32_t p = 0; p < model.participants(); ++p) {
    if (side[p] != kNone) continue;
    std::vector<int32_t> part = {p};
    std::array<int32_t, 2> count = {1, 0};
    side[p] = 0;
    for (size_t i = 0; i < part.size(); ++i) {
      for (const int32_t m : model.users(part[i])) {
        const int32_t other = model.needs(m)[model.needs(m)[0] == part[i]];
        if (side[other] == side[part[i]]) return {};
        if (side[other] != kNone) continue;
        side[other] = 1 - side[part[i]];
        ++count[side[other]];
        part.push_back(other);
      }
    }
    if (count[0] <= count[1]) continue;
    for (const int32_t member : part) side[member] = 1 - side[member];
  }
  return side;
}

Timetable SeatMeetings(const FairModel& model,
                       const std::vector<FairPlace>& places,
                       const Timetable& preferred) {
  Timetable timetable(places.size());
  std::vector<std::vector<int32_t>> at(model.slots() * model.zones());
  for (int32_t m = 0; m < model.meetings(); ++m) {
    if (places[m].slot == kNone) continue;
    timetable[m].slot = places[m].slot;
    at[places[m].slot * model.zones() + places[m].zone].push_back(m);
  }
  for (size_t i = 0; i < at.size(); ++i) {
    std::vector<int32_t> wanted;
    for (const int32_t m : at[i]) {
      wanted.push_back(preferred.empty() ? kNone : preferred[m].table);
    }
    const int32_t slot = static_cast<int32_t>(i) / model.zones();
    const int32_t zone = static_cast<int32_t>(i) % model.zones();
    const TableMatch match = model.tables().Match(at[i], slot, zone, wanted);
    for (size_t j = 0; j < at[i].size(); ++j) {
      timetable[at[i][j]].table = match.tables[j];
    }
  }
  return timetable;
}

}  // namespace duikou
