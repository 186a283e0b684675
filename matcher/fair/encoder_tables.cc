#include <algorithm>
#include <numeric>

#include "matcher/fair/cardinality.h"
#include "matcher/fair/encoder.h"

namespace duikou {
namespace {

// Larger sums of meetings × room are not written down for what they imply.
constexpr int64_t kMostCounted = 300'000;

}  // namespace

void FairEncoder::AddTables() {
  if (options_.demands) {
    for (int32_t m = 0; m < model_.meetings(); ++m) {
      for (const bool equipment : {false, true}) {
        for (const bool place : {false, true}) {
          model_.tables().TypeWith(m, {equipment, place});
        }
      }
    }
  } else if (model_.tables().types() == 1 && zones_ == 1) {
    side_ = TwoSides(model_);
  }
  for (int32_t type = 0; type < model_.tables().types(); ++type) {
    LimitTypes(model_.tables().Within(type));
  }
  LimitAll();
}

// No more meetings than places at tables in all slots: implied, and hard to
// find out slot by slot.
void FairEncoder::LimitAll() {
  std::vector<int32_t> types(model_.tables().types());
  std::iota(types.begin(), types.end(), 0);
  int32_t room = 0;
  for (int32_t i = 0; i < slots_ * zones_; ++i) {
    room += model_.tables().Capacity(types, i / zones_, i % zones_);
  }
  std::vector<SatLiteral> held;
  for (const SatLiteral literal : held_) {
    if (literal != -kSatTrue) held.push_back(literal);
  }
  if (int64_t{room} * static_cast<int64_t>(held.size()) > kMostCounted) return;
  AtMost(held, room, {tables_guard_}, sat_);
}

void FairEncoder::LimitTypes(const std::vector<int32_t>& types) {
  if (!limited_.insert(types).second) return;
  for (int32_t s = 0; s < slots_; ++s) {
    for (int32_t z = 0; z < zones_; ++z) LimitTypesAt(types, s, z);
  }
}

void FairEncoder::LimitTypesAt(const std::vector<int32_t>& types, int32_t slot,
                               int32_t zone) {
  const int32_t tables = model_.tables().Capacity(types, slot, zone);
  std::vector<SatLiteral> here;
  for (int32_t m = 0; m < model_.meetings(); ++m) {
    const SatLiteral counted = CountedAt(m, types, slot, zone);
    if (counted != -kSatTrue) here.push_back(counted);
  }
  const int32_t meetings = static_cast<int32_t>(here.size());
  if (meetings <= tables) return;
  const bool alike = model_.tables().types() == 1 && zones_ == 1;
  if (options_.demands || !alike ||
      !LimitByParticipants(slot, tables, meetings)) {
    AtMost(here, tables, {tables_guard_}, sat_);
  }
}

// True where the meeting is there and of one of the types, by those of its
// demands that hold.
SatLiteral FairEncoder::CountedAt(int32_t meeting,
                                  const std::vector<int32_t>& types,
                                  int32_t slot, int32_t zone) {
  const SatLiteral here = at(meeting, FairPlace{slot, zone});
  if (here == -kSatTrue) return here;
  const auto counts = [&](int32_t type) {
    return std::binary_search(types.begin(), types.end(), type);
  };
  FairTables& tables = model_.tables();
  if (!options_.demands) {
    return counts(tables.type_of(meeting)) ? here : -kSatTrue;
  }
  if (counts(tables.TypeWith(meeting, {false, false}))) return here;
  if (!counts(tables.type_of(meeting))) return -kSatTrue;
  const Guards& guards = guards_[meeting];
  const SatLiteral counted = sat_->NewVariable();
  sat_->AddClause({-here, -guards.equipment, -guards.place, counted});
  if (counts(tables.TypeWith(meeting, {true, false}))) {
    sat_->AddClause({-here, -guards.equipment, counted});
  }
  if (counts(tables.TypeWith(meeting, {false, true}))) {
    sat_->AddClause({-here, -guards.place, counted});
  }
  return counted;
}

// Meetings are as many as participants of one side, or half of all. False:
// counting these would be more.
bool FairEncoder::LimitByParticipants(int32_t slot, int32_t tables,
                                      int32_t meetings) {
  const bool two_sides = !side_.empty();
  std::vector<SatLiteral> used;
  for (int32_t p = 0; p < model_.participants(); ++p) {
    const SatLiteral literal = used_[p * slots_ + slot];
    if (literal == -kSatTrue || (two_sides && side_[p] != 0)) continue;
    used.push_back(literal);
  }
  const int32_t most = two_sides ? tables : 2 * tables;
  if (int64_t{most} * static_cast<int64_t>(used.size()) >
      int64_t{tables} * meetings) {
    return false;
  }
  AtMost(used, most, {}, sat_);
  return true;
}

int32_t FairEncoder::TypeNow(int32_t meeting) const {
  if (!options_.demands) return model_.tables().type_of(meeting);
  return model_.tables().TypeWith(meeting,
                                  {sat_->IsTrue(guards_[meeting].equipment),
                                   sat_->IsTrue(guards_[meeting].place)});
}

bool FairEncoder::LimitCrowds(const std::vector<FairPlace>& places) {
  if (!sat_->IsTrue(tables_guard_)) return true;
  std::vector<std::vector<int32_t>> types(slots_ * zones_);
  for (int32_t m = 0; m < model_.meetings(); ++m) {
    if (places[m].slot == kNone) continue;
    types[places[m].slot * zones_ + places[m].zone].push_back(TypeNow(m));
  }
  std::set<std::vector<int32_t>> crowded;
  for (int32_t i = 0; i < slots_ * zones_; ++i) {
    TableMatch match =
        model_.tables().MatchTypes(types[i], i / zones_, i % zones_, {});
    if (!match.crowded.empty()) crowded.insert(std::move(match.crowded));
  }
  for (const std::vector<int32_t>& set : crowded) LimitTypes(set);
  return crowded.empty();
}

}  // namespace duikou
