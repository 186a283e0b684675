#include "matcher/fair/tables.h"

#include <algorithm>
#include <utility>

namespace duikou {
namespace {

// Tables for meetings by augmenting paths.
class Matching {
 public:
  Matching(absl::Span<const TableSet> sets, size_t tables)
      : sets_(sets),
        table_of_(sets.size(), kNone),
        meeting_at_(tables, kNone) {}

  void Take(int32_t meeting, int32_t table) {
    if (table == kNone || meeting_at_[table] != kNone) return;
    if (!sets_[meeting][table]) return;
    table_of_[meeting] = table;
    meeting_at_[table] = meeting;
  }

  // False: no path; reached() are then the meetings that share all the tables
  // they can have.
  bool Place(int32_t meeting) {
    reached_.assign(sets_.size(), false);
    seen_.assign(meeting_at_.size(), false);
    return Augment(meeting);
  }

  const std::vector<int32_t>& table_of() const { return table_of_; }
  const std::vector<bool>& reached() const { return reached_; }

 private:
  bool Augment(int32_t meeting) {
    reached_[meeting] = true;
    const int32_t tables = static_cast<int32_t>(meeting_at_.size());
    for (int32_t t = 0; t < tables; ++t) {  // a free one moves nobody
      if (sets_[meeting][t] && meeting_at_[t] == kNone) {
        return Seat(meeting, t);
      }
    }
    for (int32_t t = 0; t < tables; ++t) {
      if (!sets_[meeting][t] || seen_[t]) continue;
      seen_[t] = true;
      if (Augment(meeting_at_[t])) return Seat(meeting, t);
    }
    return false;
  }

  bool Seat(int32_t meeting, int32_t table) {
    table_of_[meeting] = table;
    meeting_at_[table] = meeting;
    return true;
  }

  const absl::Span<const TableSet> sets_;
  std::vector<int32_t> table_of_;
  std::vector<int32_t> meeting_at_;  // by table
  std::vector<bool> reached_, seen_;
};

}  // namespace

FairTables::FairTables(const TimetableProblem& problem,
                       std::vector<int32_t> zone_of_hall, int32_t zones)
    : problem_(problem),
      zone_of_hall_(std::move(zone_of_hall)),
      available_(problem.slots.size()),
      in_zone_(zones) {
  for (size_t t = 0; t < problem.tables.size(); ++t) {
    const FairTable& table = problem.tables[t];
    in_zone_[zone_of_hall_[table.hall]].set(t);
    for (TableSet& slot : available_) slot.set(t);
    for (const int32_t slot : table.unavailable) available_[slot].reset(t);
  }
  type_of_.resize(problem.meetings.size());
  for (size_t m = 0; m < type_of_.size(); ++m) {
    type_of_[m] = TypeWith(static_cast<int32_t>(m), Demands());
  }
}

TableSet FairTables::SetOf(const FairMeeting& meeting, Demands demands) const {
  TableSet set;
  for (size_t t = 0; t < problem_.tables.size(); ++t) {
    const FairTable& table = problem_.tables[t];
    const bool lacks =
        demands.equipment && (meeting.needs & ~table.equipment) != 0;
    const bool elsewhere =
        demands.place &&
        ((meeting.fixed_hall != kNone && meeting.fixed_hall != table.hall) ||
         (meeting.fixed_table != kNone &&
          meeting.fixed_table != static_cast<int32_t>(t)));
    if (!lacks && !elsewhere) set.set(t);
  }
  return set;
}

int32_t FairTables::TypeWith(int32_t meeting, Demands demands) {
  const TableSet set = SetOf(problem_.meetings[meeting], demands);
  const auto found = std::find(types_.begin(), types_.end(), set);
  if (found != types_.end()) {
    return static_cast<int32_t>(found - types_.begin());
  }
  types_.push_back(set);
  return types() - 1;
}

std::vector<int32_t> FairTables::Within(int32_t type) const {
  std::vector<int32_t> within;
  for (int32_t t = 0; t < types(); ++t) {
    if ((types_[t] & ~types_[type]).none()) within.push_back(t);
  }
  return within;
}

bool FairTables::Laminar() const {
  for (const TableSet& one : types_) {
    for (const TableSet& other : types_) {
      const TableSet both = one & other;
      if (both.any() && both != one && both != other) return false;
    }
  }
  return true;
}

int32_t FairTables::Capacity(absl::Span<const int32_t> types, int32_t slot,
                             int32_t zone) const {
  TableSet all;
  for (const int32_t type : types) all |= types_[type];
  return static_cast<int32_t>(
      (all & available_[slot] & in_zone_[zone]).count());
}

bool FairTables::Usable(int32_t meeting, int32_t slot, int32_t table) const {
  return available_[slot][table] && types_[type_of_[meeting]][table];
}

int32_t FairTables::zone_of_table(int32_t table) const {
  return zone_of_hall_[problem_.tables[table].hall];
}

TableMatch FairTables::Match(absl::Span<const int32_t> meetings, int32_t slot,
                             int32_t zone,
                             absl::Span<const int32_t> preferred) const {
  std::vector<int32_t> types;
  for (const int32_t meeting : meetings) types.push_back(type_of_[meeting]);
  return MatchTypes(types, slot, zone, preferred);
}

TableMatch FairTables::MatchTypes(absl::Span<const int32_t> types, int32_t slot,
                                  int32_t zone,
                                  absl::Span<const int32_t> preferred) const {
  std::vector<TableSet> sets;
  for (const int32_t type : types) {
    sets.push_back(types_[type] & available_[slot] & in_zone_[zone]);
  }
  Matching matching(sets, problem_.tables.size());
  const int32_t size = static_cast<int32_t>(types.size());
  for (int32_t i = 0; i < size && !preferred.empty(); ++i) {
    matching.Take(i, preferred[i]);
  }
  TableMatch match;
  for (int32_t i = 0; i < size; ++i) {
    if (matching.table_of()[i] != kNone || matching.Place(i)) continue;
    if (!match.crowded.empty()) continue;
    for (int32_t j = 0; j < size; ++j) {
      if (matching.reached()[j]) match.crowded.push_back(types[j]);
    }
  }
  std::sort(match.crowded.begin(), match.crowded.end());
  match.crowded.erase(std::unique(match.crowded.begin(), match.crowded.end()),
                      match.crowded.end());
  match.tables = matching.table_of();
  return match;
}

}  // namespace duikou
