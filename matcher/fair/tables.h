// Tables: how many meetings a slot can have, and which table each gets.
//
//   FairTables tables(problem, zone_of_hall, zones);
//   tables.Capacity({tables.type_of(3)}, slot, zone);
//   TableMatch match = tables.Match(meetings, slot, zone, preferred);
//   if (!match.crowded.empty()) tables.Capacity(match.crowded, slot, zone);
//
// Problem: meetings that can use the same tables are of one type; those in one
// slot and zone (halls between which nobody has to hurry) get tables iff no set
// of types has more meetings than tables (Hall's theorem). So a timetable needs
// slots and zones alone, tables come last: they are no part of the search.
// Method: augmenting paths; where they end is a crowded set. Complexity:
// O(meetings × tables × meetings) a match. Refers to the problem, which
// outlives it; thread-compatible. Internal to the folder.
#ifndef DUIKOU_MATCHER_FAIR_TABLES_H_
#define DUIKOU_MATCHER_FAIR_TABLES_H_

#include <bitset>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "matcher/fair/timetable.h"

namespace duikou {

using TableSet = std::bitset<kMaxFairTables>;

struct TableMatch {
  // By meeting asked about; kNone: there is none for it.
  std::vector<int32_t> tables;
  // Empty where each has one; else types with more meetings than tables.
  std::vector<int32_t> crowded;
};

class FairTables {
 public:
  // Which of a meeting's demands are looked at.
  struct Demands {
    bool equipment = true;
    bool place = true;  // fixed hall or table
  };

  // REQUIRES: a valid problem.
  FairTables(const TimetableProblem& problem, std::vector<int32_t> zone_of_hall,
             int32_t zones);

  int32_t zones() const { return static_cast<int32_t>(in_zone_.size()); }
  int32_t types() const { return static_cast<int32_t>(types_.size()); }
  int32_t type_of(int32_t meeting) const { return type_of_[meeting]; }
  // The type that the meeting would be of with fewer demands; makes it where it
  // is new.
  int32_t TypeWith(int32_t meeting, Demands demands);
  // The types that can use no other tables than `type` can; itself among them.
  std::vector<int32_t> Within(int32_t type) const;
  // Whether of any two types one can use all tables that the other can, or
  // none. Then no set of types is crowded unless those within some type are.
  bool Laminar() const;
  // Tables that can be used by any of the types then and there.
  int32_t Capacity(absl::Span<const int32_t> types, int32_t slot,
                   int32_t zone) const;
  bool Usable(int32_t meeting, int32_t slot, int32_t table) const;
  int32_t zone_of_table(int32_t table) const;

  // Tables for the meetings in one slot and zone; each keeps its `preferred`
  // where that goes (by meeting asked about, kNone: none, or empty).
  TableMatch Match(absl::Span<const int32_t> meetings, int32_t slot,
                   int32_t zone, absl::Span<const int32_t> preferred) const;
  // Likewise for meetings of the types given.
  TableMatch MatchTypes(absl::Span<const int32_t> types, int32_t slot,
                        int32_t zone,
                        absl::Span<const int32_t> preferred) const;

 private:
  TableSet SetOf(const FairMeeting& meeting, Demands demands) const;

  const TimetableProblem& problem_;
  const std::vector<int32_t> zone_of_hall_;
  std::vector<TableSet> types_;
  std::vector<int32_t> type_of_;     // by meeting
  std::vector<TableSet> available_;  // by slot
  std::vector<TableSet> in_zone_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_TABLES_H_
