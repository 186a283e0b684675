#include <algorithm>
#include <map>

#include "matcher/fair/cardinality.h"
#include "matcher/fair/encoder.h"

namespace duikou {

// All slots, and those of each session where there are several.
std::vector<SlotSet> FairEncoder::Sessions() const {
  std::map<int32_t, SlotSet> sessions;
  SlotSet all;
  for (int32_t s = 0; s < slots_; ++s) {
    sessions[model_.problem().slots[s].session].set(s);
    all.set(s);
  }
  std::vector<SlotSet> sets = {all};
  if (sessions.size() < 2) return sets;
  for (const auto& [session, slots] : sessions) sets.push_back(slots);
  return sets;
}

void FairEncoder::AddCounts(int32_t resource) {
  if (model_.users(resource).size() < 2) return;
  for (const SlotSet& slots : Sessions()) CountWithin(resource, slots);
}

// As many slots are used as there are meetings that must lie within, and no
// more than can; and of those that need not be held no more are than fit.
void FairEncoder::CountWithin(int32_t resource, const SlotSet& slots) {
  int32_t must = 0, can = 0;
  SlotSet open;
  std::vector<SatLiteral> inside;
  for (const int32_t m : model_.users(resource)) {
    const std::vector<FairPlace>& places = model_.places(m);
    int32_t here = 0;
    for (const FairPlace& place : places) {
      if (slots[place.slot]) open.set(place.slot), ++here;
    }
    can += here > 0;
    if (here == 0 || here < static_cast<int32_t>(places.size())) continue;
    inside.push_back(held_[m]);
    must += model_.must_hold(m);
  }
  const int32_t room = static_cast<int32_t>(open.count());
  AtMost(inside, room, {}, sat_);
  if (resource >= model_.participants()) return;
  std::vector<SatLiteral> used;
  for (int32_t s = 0; s < slots_; ++s) {
    if (open[s]) used.push_back(used_[resource * slots_ + s]);
  }
  if (must > 0) AtLeast(used, must, sat_);
  if (can == must) AtMost(used, must, {}, sat_);
}

// Likewise where what has to lie within depends on demands: at least so many
// are used as are held, in unary on both sides.
void FairEncoder::CountDemanded(int32_t participant) {
  if (model_.users(participant).size() < 2) return;
  CountDemandedWithin(participant, kNone);
  std::vector<int32_t> sessions;
  for (const int32_t m : model_.users(participant)) {
    sessions.push_back(model_.problem().meetings[m].session);
  }
  std::sort(sessions.begin(), sessions.end());
  sessions.erase(std::unique(sessions.begin(), sessions.end()), sessions.end());
  for (const int32_t session : sessions) {
    if (session != kNone) CountDemandedWithin(participant, session);
  }
}

void FairEncoder::CountDemandedWithin(int32_t participant, int32_t session) {
  std::vector<SatLiteral> inside, used;
  for (const int32_t m : model_.users(participant)) {
    if (held_[m] == -kSatTrue) continue;
    if (session == kNone) {
      inside.push_back(held_[m]);
    } else if (model_.problem().meetings[m].session == session) {
      const SatLiteral within = sat_->NewVariable();
      sat_->AddClause({-held_[m], -guards_[m].session, within});
      inside.push_back(within);
    }
  }
  for (int32_t s = 0; s < slots_; ++s) {
    if (session == kNone || model_.problem().slots[s].session == session) {
      used.push_back(used_[participant * slots_ + s]);
    }
  }
  Totaliser held(inside, sat_);
  Totaliser slots(used, sat_, Totaliser::Exact::kYes);
  for (int32_t k = 1; k <= held.size(); ++k) {
    sat_->AddClause({-held.AtLeast(k), slots.AtLeast(k)});
  }
}

void FairEncoder::AddBreaks(int32_t participant) {
  const int32_t meetings =
      static_cast<int32_t>(model_.users(participant).size());
  if (meetings < 2) return;
  std::vector<SatLiteral> ends;
  for (int32_t s = 0; s < slots_; s = model_.last_of_day(s) + 1) {
    AddBreaksOfDay(participant, s, model_.last_of_day(s), &ends);
  }
  const bool limited = model_.problem().most_break_difference != kNone;
  Totaliser sum(ends, sat_,
                limited ? Totaliser::Exact::kYes : Totaliser::Exact::kNo);
  for (int32_t k = 1; k <= std::min(sum.size(), meetings - 1); ++k) {
    breaks_[participant].push_back(sum.AtLeast(k));
  }
}

// A break ends in an idle slot after one that is used, before the next used.
void FairEncoder::AddBreaksOfDay(int32_t participant, int32_t first,
                                 int32_t last, std::vector<SatLiteral>* ends) {
  const bool limited = model_.problem().most_break_difference != kNone;
  const SatLiteral* used = &used_[participant * slots_];
  SatLiteral before = -kSatTrue;
  for (int32_t s = first + 1; s < last; ++s) {
    // Now: one before s is used.
    const SatLiteral earlier = before;
    before = sat_->NewVariable();
    sat_->AddClause({-earlier, before});
    sat_->AddClause({-used[s - 1], before});
    if (limited) sat_->AddClause({-before, earlier, used[s - 1]});
    if (used[s + 1] == -kSatTrue) continue;
    const SatLiteral end = sat_->NewVariable();
    sat_->AddClause({-before, used[s], -used[s + 1], end});
    if (limited) {
      sat_->AddClause({-end, before});
      sat_->AddClause({-end, -used[s]});
      sat_->AddClause({-end, used[s + 1]});
    }
    ends->push_back(end);
  }
}

// With `fewest[j]`: whoever meets at all has more than j breaks.
void FairEncoder::LimitDifference() {
  const int32_t difference = model_.problem().most_break_difference;
  size_t most = 0;
  for (const auto& breaks : breaks_) most = std::max(most, breaks.size());
  for (size_t j = 0; j + difference < most; ++j) {
    const SatLiteral fewest = sat_->NewVariable();
    for (int32_t p = 0; p < model_.participants(); ++p) {
      if (j + difference < breaks_[p].size()) {
        sat_->AddClause(
            {-difference_guard_, -breaks_[p][j + difference], fewest});
      }
      const SatLiteral more = j < breaks_[p].size() ? breaks_[p][j] : -kSatTrue;
      for (const int32_t m : model_.users(p)) {
        sat_->AddClause({-fewest, -held_[m], more});
      }
    }
  }
}

}  // namespace duikou
