// The timetable's rules as clauses.
//
//   Sat sat;
//   FairEncoder encoder(model, {.breaks = true}, &sat);
//   if (sat.Solve({encoder.at(3, 5)}, …) == SatAnswer::kYes)
//     if (encoder.LimitCrowds(encoder.Read())) …  // a timetable
//
// Method: a variable a meeting and place; who is used in a slot; ends of breaks
// from who was used before; totalisers for tables and breaks. Implied: how
// many slots a participant uses at least and at most, over all and within
// sessions; without them a search cannot count. Limits on sets of table types
// (tables.h) beyond those within one type are added where an answer breaks
// them. With `demands` each demand of the problem has a literal, under which
// alone it holds. Complexity: O(meetings × slots × zones) variables, clauses
// by a factor of about ten. Reference: M. Bofill et al.: Scheduling B2B
// meetings (CP 2014); Constraint solving approaches to the business-to-business
// meeting scheduling problem (JAIR 2022). Refers to model and sat, which
// outlive it; thread-compatible. Internal to the folder.
#ifndef DUIKOU_MATCHER_FAIR_ENCODER_H_
#define DUIKOU_MATCHER_FAIR_ENCODER_H_

#include <cstdint>
#include <set>
#include <vector>

#include "matcher/fair/model.h"
#include "matcher/fair/sat.h"

namespace duikou {

struct FairEncoderOptions {
  // Whether breaks are counted; where their difference is limited they are.
  bool breaks = false;
  bool demands = false;
};

// Whether the model is small enough to be encoded; others are left to the local
// search.
bool CanEncode(const FairModel& model);

class FairEncoder {
 public:
  struct Demand {
    FairDemand demand;
    SatLiteral literal = kSatTrue;
  };

  // The model is given more table types where there are demands.
  FairEncoder(FairModel& model, FairEncoderOptions options, Sat* sat);

  SatLiteral held(int32_t meeting) const { return held_[meeting]; }
  // −kSatTrue: never.
  SatLiteral at(int32_t meeting, int32_t slot) const {
    return at_[meeting * slots_ + slot];
  }
  SatLiteral at(int32_t meeting, FairPlace place) const {
    return in_[(meeting * slots_ + place.slot) * zones_ + place.zone];
  }
  // Of participants, [participant][j]: it has more than j breaks. True where it
  // has; it may be where it has not.
  const std::vector<std::vector<SatLiteral>>& breaks() const { return breaks_; }
  const std::vector<Demand>& demands() const { return demands_; }

  // REQUIRES: the last answer was kYes, and nothing was added since.
  std::vector<FairPlace> Read() const;
  // Whether every slot has tables for what is there; else adds the limits that
  // were broken. REQUIRES: as Read(), of which `places` are.
  bool LimitCrowds(const std::vector<FairPlace>& places);

 private:
  // The literals of one meeting's demands; kSatTrue unless they are asked for.
  struct Guards {
    SatLiteral must_hold = kSatTrue;
    SatLiteral session = kSatTrue;
    SatLiteral fixed_slot = kSatTrue;
    SatLiteral place = kSatTrue;
    SatLiteral equipment = kSatTrue;
  };

  SatLiteral Guard(FairDemand demand);
  void MakeGuards();
  void GuardMeeting(int32_t meeting);
  // encoder.cc: meetings, their order, and who is in them.
  void AddMeeting(int32_t meeting);
  void AddPlaces(int32_t meeting);
  void AddLadder(int32_t meeting);
  void AddDemands(int32_t meeting);
  SatLiteral By(int32_t meeting, int32_t slot) const;
  void AddOrders();
  void AddResource(int32_t resource);
  void AddWalks(int32_t resource);
  void AddLimits();
  // encoder_tables.cc
  void AddTables();
  void LimitAll();
  void LimitTypes(const std::vector<int32_t>& types);
  void LimitTypesAt(const std::vector<int32_t>& types, int32_t slot,
                    int32_t zone);
  SatLiteral CountedAt(int32_t meeting, const std::vector<int32_t>& types,
                       int32_t slot, int32_t zone);
  bool LimitByParticipants(int32_t slot, int32_t tables, int32_t meetings);
  int32_t TypeNow(int32_t meeting) const;
  // encoder_breaks.cc: breaks, and how many slots are used.
  std::vector<SlotSet> Sessions() const;
  void AddCounts(int32_t resource);
  void CountWithin(int32_t resource, const SlotSet& slots);
  void CountDemanded(int32_t participant);
  void CountDemandedWithin(int32_t participant, int32_t session);
  void AddBreaks(int32_t participant);
  void AddBreaksOfDay(int32_t participant, int32_t first, int32_t last,
                      std::vector<SatLiteral>* ends);
  void LimitDifference();

  FairModel& model_;
  const FairEncoderOptions options_;
  Sat* const sat_;
  const int32_t slots_;
  const int32_t zones_;
  std::vector<Demand> demands_;
  std::vector<Guards> guards_;           // by meeting
  std::vector<SatLiteral> order_guard_;  // by order
  std::vector<SatLiteral> away_guard_;   // by resource
  std::vector<SatLiteral> limit_guard_;  // by limit
  SatLiteral tables_guard_ = kSatTrue;
  SatLiteral walk_guard_ = kSatTrue;
  SatLiteral difference_guard_ = kSatTrue;
  std::vector<SatLiteral> held_;             // by meeting
  std::vector<SatLiteral> at_;               // by meeting, slot
  std::vector<SatLiteral> in_;               // by meeting, slot, zone
  std::vector<std::vector<SatLiteral>> by_;  // by meeting in an order, slot
  std::vector<SatLiteral> used_;             // by participant, slot
  std::vector<std::vector<SatLiteral>> breaks_;
  // On each side of the meetings, if they are between two sides.
  std::vector<int32_t> side_;
  std::set<std::vector<int32_t>> limited_;  // sets of types
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_ENCODER_H_
