#include "matcher/fair/encoder.h"

#include <algorithm>

#include "matcher/fair/cardinality.h"

namespace duikou {
namespace {

// Of meetings × slots × zones.
constexpr int64_t kMostEncoded = 1'000'000;

}  // namespace

bool CanEncode(const FairModel& model) {
  return int64_t{model.meetings()} * model.slots() * model.zones() <=
         kMostEncoded;
}

FairEncoder::FairEncoder(FairModel& model, FairEncoderOptions options, Sat* sat)
    : model_(model),
      options_(options),
      sat_(sat),
      slots_(model.slots()),
      zones_(model.zones()),
      guards_(model.meetings()),
      order_guard_(model.problem().orders.size(), kSatTrue),
      away_guard_(model.resources(), kSatTrue),
      limit_guard_(model.limits().size(), kSatTrue),
      held_(model.meetings(), -kSatTrue),
      at_(size_t{held_.size()} * slots_, -kSatTrue),
      in_(at_.size() * zones_, -kSatTrue),
      by_(model.meetings()),
      used_(size_t{model.problem().participants.size()} * slots_, -kSatTrue) {
  if (options_.demands) MakeGuards();
  const bool limited = model.problem().most_break_difference != kNone;
  for (int32_t m = 0; m < model_.meetings(); ++m) {
    // One that can be left out takes part in no clash.
    if (options_.demands && !model_.must_hold(m) && !limited) continue;
    AddMeeting(m);
  }
  AddOrders();
  for (int32_t r = 0; r < model_.resources(); ++r) AddResource(r);
  AddLimits();
  AddTables();
  if (options_.breaks || limited) {
    breaks_.resize(model_.participants());
    for (int32_t p = 0; p < model_.participants(); ++p) AddBreaks(p);
  }
  if (limited) LimitDifference();
}

SatLiteral FairEncoder::Guard(FairDemand demand) {
  demands_.push_back({demand, sat_->NewVariable()});
  return demands_.back().literal;
}

void FairEncoder::MakeGuards() {
  const TimetableProblem& problem = model_.problem();
  for (int32_t m = 0; m < model_.meetings(); ++m) GuardMeeting(m);
  for (size_t i = 0; i < order_guard_.size(); ++i) {
    order_guard_[i] = Guard(
        {.kind = FairDemandKind::kOrder, .order = static_cast<int32_t>(i)});
  }
  for (int32_t r = 0; r < model_.resources(); ++r) {
    if (model_.away(r).none() || model_.users(r).empty()) continue;
    const int32_t person = r - model_.participants();
    away_guard_[r] =
        person < 0
            ? Guard(
                  {.kind = FairDemandKind::kParticipantAway, .participant = r})
            : Guard({.kind = FairDemandKind::kPersonAway, .person = person});
  }
  tables_guard_ = Guard({.kind = FairDemandKind::kTables});
  if (model_.reach() > 0) walk_guard_ = Guard({.kind = FairDemandKind::kWalk});
  if (problem.most_break_difference == kNone) return;
  difference_guard_ = Guard({.kind = FairDemandKind::kBreakDifference});
  // Elsewhere nothing is gained by meetings that need not be held.
  for (size_t i = 0; i < limit_guard_.size(); ++i) {
    limit_guard_[i] = Guard({.kind = FairDemandKind::kMostMeetings,
                             .participant = model_.limits()[i].participant});
  }
}

void FairEncoder::GuardMeeting(int32_t m) {
  const FairMeeting& meeting = model_.problem().meetings[m];
  const auto guard = [&](FairDemandKind kind) {
    return Guard({.kind = kind, .meeting = m});
  };
  if (meeting.must_hold)
    guards_[m].must_hold = guard(FairDemandKind::kMustHold);
  if (meeting.session != kNone) {
    guards_[m].session = guard(FairDemandKind::kSession);
  }
  if (meeting.fixed_slot != kNone) {
    guards_[m].fixed_slot = guard(FairDemandKind::kFixedSlot);
  }
  if (meeting.fixed_hall != kNone || meeting.fixed_table != kNone) {
    guards_[m].place = guard(FairDemandKind::kFixedPlace);
  }
  if (meeting.needs != 0) {
    guards_[m].equipment = guard(FairDemandKind::kEquipment);
  }
}

void FairEncoder::AddMeeting(int32_t meeting) {
  AddPlaces(meeting);
  const bool must_hold = model_.must_hold(meeting);
  held_[meeting] =
      must_hold && !options_.demands ? kSatTrue : sat_->NewVariable();
  if (must_hold) {
    sat_->AddClause({-guards_[meeting].must_hold, held_[meeting]});
  }
  std::vector<SatLiteral> some = {-held_[meeting]};
  std::vector<SatLiteral> at;
  for (int32_t s = 0; s < slots_; ++s) {
    const SatLiteral here = this->at(meeting, s);
    if (here == -kSatTrue) continue;
    sat_->AddClause({-here, held_[meeting]});
    some.push_back(here);
    at.push_back(here);
  }
  sat_->AddClause(some);
  if (model_.later(meeting).empty() && model_.earlier(meeting).empty()) {
    AtMostOne(at, sat_);
  } else {
    AddLadder(meeting);
  }
  if (options_.demands) AddDemands(meeting);
}

void FairEncoder::AddPlaces(int32_t meeting) {
  std::vector<SatLiteral> zones;
  for (int32_t s = 0; s < slots_; ++s) {
    zones.clear();
    for (int32_t z = 0; z < zones_; ++z) {
      if (!options_.demands && !model_.Possible(meeting, {s, z})) continue;
      zones.push_back(sat_->NewVariable());
      in_[(meeting * slots_ + s) * zones_ + z] = zones.back();
    }
    if (zones.empty()) continue;
    SatLiteral& at = at_[meeting * slots_ + s];
    if (zones.size() == 1) {
      at = zones[0];
      continue;
    }
    at = sat_->NewVariable();
    for (const SatLiteral zone : zones) sat_->AddClause({-zone, at});
    AtMostOne(zones, sat_);
    zones.push_back(-at);
    sat_->AddClause(zones);
  }
}

// by[s]: it is held, in slot s or an earlier one.
void FairEncoder::AddLadder(int32_t meeting) {
  std::vector<SatLiteral>& by = by_[meeting];
  SatLiteral before = -kSatTrue;
  for (int32_t s = 0; s < slots_; ++s) {
    const SatLiteral here = at(meeting, s);
    if (here != -kSatTrue) {
      const SatLiteral now = sat_->NewVariable();
      sat_->AddClause({-here, now});
      sat_->AddClause({-before, now});
      sat_->AddClause({-here, -before});
      sat_->AddClause({here, before, -now});
      before = now;
    }
    by.push_back(before);
  }
}

SatLiteral FairEncoder::By(int32_t meeting, int32_t slot) const {
  if (slot < 0 || by_[meeting].empty()) return -kSatTrue;
  return by_[meeting][slot];
}

void FairEncoder::AddDemands(int32_t meeting) {
  const FairMeeting& fair_meeting = model_.problem().meetings[meeting];
  for (int32_t s = 0; s < slots_; ++s) {
    const SatLiteral elsewhere = -at(meeting, s);
    if (fair_meeting.session != kNone &&
        fair_meeting.session != model_.problem().slots[s].session) {
      sat_->AddClause({-guards_[meeting].session, elsewhere});
    }
    if (fair_meeting.fixed_slot != kNone && fair_meeting.fixed_slot != s) {
      sat_->AddClause({-guards_[meeting].fixed_slot, elsewhere});
    }
    for (const int32_t resource : model_.needs(meeting)) {
      if (!model_.away(resource)[s]) continue;
      sat_->AddClause({-away_guard_[resource], elsewhere});
    }
  }
}

void FairEncoder::AddOrders() {
  const std::vector<FairOrder>& orders = model_.problem().orders;
  for (size_t i = 0; i < orders.size(); ++i) {
    const auto [before, after] = orders[i];
    if (by_[before].empty() || by_[after].empty()) continue;
    for (int32_t s = 0; s < slots_; ++s) {
      sat_->AddClause(
          {-order_guard_[i], -By(after, s), By(before, s - 1), -held_[before]});
    }
  }
}

void FairEncoder::AddResource(int32_t resource) {
  if (model_.users(resource).empty()) return;
  const bool participant = resource < model_.participants();
  std::vector<SatLiteral> here;
  for (int32_t s = 0; s < slots_; ++s) {
    here.clear();
    for (const int32_t m : model_.users(resource)) {
      if (at(m, s) != -kSatTrue) here.push_back(at(m, s));
    }
    AtMostOne(here, sat_);
    if (!participant || here.empty()) continue;
    SatLiteral& used = used_[resource * slots_ + s];
    if (here.size() == 1) {
      used = here[0];
      continue;
    }
    used = sat_->NewVariable();
    for (const SatLiteral literal : here) sat_->AddClause({-literal, used});
    here.push_back(-used);
    sat_->AddClause(here);
    if (options_.demands && model_.away(resource)[s]) {
      sat_->AddClause({-away_guard_[resource], -used});
    }
  }
  if (model_.reach() > 0) AddWalks(resource);
  if (!options_.demands) {
    AddCounts(resource);
  } else if (participant) {
    CountDemanded(resource);
  }
}

// Where the resource is, by slot and zone, and that it is not too far away.
void FairEncoder::AddWalks(int32_t resource) {
  if (model_.users(resource).size() < 2) return;
  std::vector<SatLiteral> inside(slots_ * zones_, -kSatTrue);
  for (int32_t s = 0; s < slots_; ++s) {
    for (int32_t z = 0; z < zones_; ++z) {
      for (const int32_t m : model_.users(resource)) {
        const SatLiteral here = at(m, {s, z});
        if (here == -kSatTrue) continue;
        SatLiteral& in = inside[s * zones_ + z];
        if (in == -kSatTrue) in = sat_->NewVariable();
        sat_->AddClause({-here, in});
      }
    }
  }
  for (int32_t s = 0; s < slots_; ++s) {
    const int32_t last = std::min(model_.last_of_day(s), s + model_.reach());
    for (int32_t t = s + 1; t <= last; ++t) {
      for (int32_t z = 0; z < zones_ * zones_; ++z) {
        const FairPlace one{s, z / zones_}, other{t, z % zones_};
        if (!model_.TooFar(one, other)) continue;
        sat_->AddClause({-walk_guard_, -inside[s * zones_ + one.zone],
                         -inside[t * zones_ + other.zone]});
      }
    }
  }
}

void FairEncoder::AddLimits() {
  for (size_t i = 0; i < limit_guard_.size(); ++i) {
    std::vector<SatLiteral> held;
    for (const int32_t m : model_.limits()[i].meetings) {
      if (held_[m] != -kSatTrue) held.push_back(held_[m]);
    }
    std::vector<SatLiteral> given;
    if (limit_guard_[i] != kSatTrue) given.push_back(limit_guard_[i]);
    AtMost(held, model_.limits()[i].most, given, sat_);
  }
}

std::vector<FairPlace> FairEncoder::Read() const {
  std::vector<FairPlace> places(model_.meetings());
  for (int32_t m = 0; m < model_.meetings(); ++m) {
    for (int32_t s = 0; s < slots_; ++s) {
      if (at(m, s) == -kSatTrue || !sat_->IsTrue(at(m, s))) continue;
      for (int32_t z = 0; z < zones_; ++z) {
        const SatLiteral here = at(m, FairPlace{s, z});
        if (here != -kSatTrue && sat_->IsTrue(here)) places[m] = {s, z};
      }
    }
  }
  return places;
}

}  // namespace duikou
