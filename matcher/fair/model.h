// A fair's timetable problem, prepared: where each meeting can be at all.
//
//   const FairModel model(problem, FairModel::Zones::kFew);
//   for (const FairPlace& place : model.places(meeting)) …
//
// Problem: timetable.h without its tables (tables.h): a meeting is at a place,
// a slot and a zone of halls. Method: zones are single halls where somebody
// might have to hurry from one to another, else one zone is all halls; places
// lost to absence, session, what is fixed, tables, a limit of no meetings, or
// to the order of meetings that must be held are left out. Refers to the
// problem, which outlives it; thread-compatible. Internal to the folder.
#ifndef DUIKOU_MATCHER_FAIR_MODEL_H_
#define DUIKOU_MATCHER_FAIR_MODEL_H_

#include <bitset>
#include <cstdint>
#include <vector>

#include "matcher/fair/tables.h"
#include "matcher/fair/timetable.h"

namespace duikou {

using SlotSet = std::bitset<kMaxFairSlots>;

struct FairPlace {
  int32_t slot = kNone;  // kNone: not held
  int32_t zone = kNone;

  friend bool operator==(const FairPlace&, const FairPlace&) = default;
};

// A participant that has no more than `most` of these meetings, which are more
// and none of which must be held.
struct FairLimit {
  int32_t participant = kNone;
  int32_t most = 0;
  std::vector<int32_t> meetings;
};

class FairModel {
 public:
  enum class Zones : uint8_t {
    kFew,    // as few as keep the rules of walking
    kHalls,  // one a hall
  };

  // REQUIRES: a valid problem.
  FairModel(const TimetableProblem& problem, Zones zones);

  const TimetableProblem& problem() const { return problem_; }
  const FairTables& tables() const { return tables_; }
  FairTables& tables() { return tables_; }
  int32_t slots() const { return static_cast<int32_t>(problem_.slots.size()); }
  int32_t zones() const { return tables_.zones(); }
  int32_t meetings() const {
    return static_cast<int32_t>(problem_.meetings.size());
  }
  int32_t participants() const {
    return static_cast<int32_t>(problem_.participants.size());
  }

  // Who can be in one meeting at a time: participants, then persons.
  int32_t resources() const { return static_cast<int32_t>(users_.size()); }
  // Of a meeting; and the meetings of a resource, ascending.
  const std::vector<int32_t>& needs(int32_t meeting) const {
    return needs_[meeting];
  }
  const std::vector<int32_t>& users(int32_t resource) const {
    return users_[resource];
  }
  const SlotSet& away(int32_t resource) const { return away_[resource]; }

  // Ascending by slot, then zone.
  const std::vector<FairPlace>& places(int32_t meeting) const {
    return places_[meeting];
  }
  bool Possible(int32_t meeting, FairPlace place) const {
    return possible_[(meeting * slots() + place.slot) * zones() + place.zone];
  }
  bool must_hold(int32_t meeting) const { return must_hold_[meeting]; }
  // Leaves the meeting these places alone, and says whether it must be held.
  // REQUIRES: they are among its places, ascending.
  void Confine(int32_t meeting, std::vector<FairPlace> places, bool must_hold);

  const std::vector<FairLimit>& limits() const { return limits_; }
  // Which of them the meeting counts against.
  const std::vector<int32_t>& limits_of(int32_t meeting) const {
    return limits_of_[meeting];
  }

  // The meetings that an order names after, or before, this one.
  const std::vector<int32_t>& later(int32_t meeting) const {
    return later_[meeting];
  }
  const std::vector<int32_t>& earlier(int32_t meeting) const {
    return earlier_[meeting];
  }

  // Of the day that the slot is in.
  int32_t first_of_day(int32_t slot) const { return first_of_day_[slot]; }
  int32_t last_of_day(int32_t slot) const { return last_of_day_[slot]; }
  // Whether nobody can be at both, as the walk takes longer than there is. Of
  // one slot: whether they are two zones.
  bool TooFar(FairPlace one, FairPlace other) const;
  // The number of slots beyond which nothing is too far.
  int32_t reach() const { return reach_; }

  // Minutes from the end of slot `from` to the start of `to` on the same day.
  int32_t MinutesBetween(int32_t from, int32_t to) const;

 private:
  void FindResources();
  void FindDays();
  void FindPlaces();
  void FindLimits();
  void KeepOrders();
  void SetPlaces(int32_t meeting, std::vector<FairPlace> places);
  SlotSet OpenSlots(int32_t meeting) const;

  const TimetableProblem& problem_;
  std::vector<int32_t> walk_;  // minutes, by zones; empty: none that matters
  FairTables tables_;
  std::vector<std::vector<int32_t>> needs_, users_;
  std::vector<SlotSet> away_;
  std::vector<std::vector<FairPlace>> places_;
  std::vector<bool> possible_;
  std::vector<bool> must_hold_;
  std::vector<std::vector<int32_t>> later_, earlier_;
  std::vector<FairLimit> limits_;
  std::vector<std::vector<int32_t>> limits_of_;
  std::vector<int32_t> first_of_day_, last_of_day_;
  int32_t reach_ = 0;
};

// 0 or 1 by participant so that each meeting is between a 0 and a 1; empty:
// there is no such division. Each part that hangs together has fewer 0.
std::vector<int32_t> TwoSides(const FairModel& model);

// Tables for all meetings held; `preferred` as in FairTables::Match, by
// meeting, or empty. Those for which there is none have kNone.
Timetable SeatMeetings(const FairModel& model,
                       const std::vector<FairPlace>& places,
                       const Timetable& preferred);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_MODEL_H_
