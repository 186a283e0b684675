#include "matcher/fair/search.h"

#include <algorithm>
#include <limits>

namespace duikou {
namespace {

constexpr int64_t kNever = std::numeric_limits<int64_t>::max();
// Longer chains mix two slots up without making them better.
constexpr size_t kMostChain = 64;
// What a break beyond the allowed difference costs, in breaks.
constexpr int64_t kUnevenCost = 10;
// Rounds in which a meeting just put is not pushed out: so many and a few.
constexpr int64_t kKept = 6;
// Of 1,024: how often one break more is accepted at the start.
constexpr int64_t kAcceptance = 160;

}  // namespace

std::vector<int64_t> ImportanceCosts(const FairModel& model) {
  int64_t all = 1;
  for (const FairMeeting& meeting : model.problem().meetings) {
    all += meeting.importance;
  }
  std::vector<int64_t> costs;
  for (int32_t m = 0; m < model.meetings(); ++m) {
    costs.push_back(
        model.must_hold(m) ? all : model.problem().meetings[m].importance);
  }
  return costs;
}

FairSearch::FairSearch(const FairModel& model, uint64_t seed)
    : model_(model),
      random_(seed),
      laminar_(model.tables().Laminar()),
      place_(model.meetings()),
      occupant_(model.resources() * model.slots(), kNone),
      at_(model.slots() * model.zones()),
      out_at_(model.meetings(), kNone),
      kept_until_(model.meetings()),
      chain_stamp_(model.meetings()),
      participant_stamp_(model.participants()) {
  if (laminar_) FindCapacities();
  SetCosts(ImportanceCosts(model));
  Start(place_);
}

void FairSearch::FindCapacities() {
  const FairTables& tables = model_.tables();
  around_.resize(tables.types());
  for (int32_t type = 0; type < tables.types(); ++type) {
    std::vector<bool>& within = within_.emplace_back(tables.types());
    for (const int32_t other : tables.Within(type)) {
      within[other] = true;
      around_[other].push_back(type);
    }
  }
  for (int32_t i = 0; i < model_.slots() * model_.zones(); ++i) {
    for (int32_t type = 0; type < tables.types(); ++type) {
      capacity_.push_back(
          tables.Capacity({type}, i / model_.zones(), i % model_.zones()));
    }
  }
}

void FairSearch::SetCosts(std::vector<int64_t> costs) {
  cost_ = std::move(costs);
  for (int32_t m = 0; m < model_.meetings(); ++m) {
    if (model_.places(m).empty()) cost_[m] = 0;  // the same whatever is done
  }
}

void FairSearch::Start(const std::vector<FairPlace>& places) {
  for (int32_t m = 0; m < model_.meetings(); ++m) {
    if (place_[m].slot != kNone) Take(m);
  }
  out_.clear();
  out_at_.assign(out_at_.size(), kNone);
  left_out_ = 0;
  std::vector<int32_t> clashes;
  for (int32_t m = 0; m < model_.meetings(); ++m) {
    left_out_ += cost_[m];
    if (cost_[m] > 0) {
      out_at_[m] = static_cast<int32_t>(out_.size());
      out_.push_back(m);
    }
  }
  for (int32_t m = 0; m < model_.meetings(); ++m) {
    if (places[m].slot == kNone || !model_.Possible(m, places[m])) continue;
    if (Clashes(m, places[m], 0, &clashes) == 0 && clashes.empty()) {
      Put(m, places[m]);
    }
  }
  best_left_out_ = kNever;
  Remember();
}

void FairSearch::Put(int32_t meeting, FairPlace place) {
  place_[meeting] = place;
  at(place).push_back(meeting);
  for (const int32_t r : model_.needs(meeting)) {
    occupant(r, place.slot) = meeting;
  }
  left_out_ -= cost_[meeting];
  if (out_at_[meeting] == kNone) return;
  out_[out_at_[meeting]] = out_.back();
  out_at_[out_.back()] = out_at_[meeting];
  out_.pop_back();
  out_at_[meeting] = kNone;
}

void FairSearch::Take(int32_t meeting) {
  const FairPlace place = place_[meeting];
  std::vector<int32_t>& there = at(place);
  there.erase(std::find(there.begin(), there.end(), meeting));
  for (const int32_t r : model_.needs(meeting)) {
    occupant(r, place.slot) = kNone;
  }
  place_[meeting] = {};
  left_out_ += cost_[meeting];
  if (cost_[meeting] == 0) return;
  out_at_[meeting] = static_cast<int32_t>(out_.size());
  out_.push_back(meeting);
}

void FairSearch::FindOthers(int32_t meeting, FairPlace place,
                            std::vector<int32_t>* others) {
  const auto add = [&](int32_t other) {
    if (std::find(others->begin(), others->end(), other) == others->end()) {
      others->push_back(other);
    }
  };
  ++touched_;
  others->clear();
  for (const int32_t r : model_.needs(meeting)) {
    const int32_t here = occupant(r, place.slot);
    if (here != kNone) add(here);
    const int32_t from = std::max(0, place.slot - model_.reach());
    const int32_t to =
        std::min(model_.slots() - 1, place.slot + model_.reach());
    for (int32_t s = from; s <= to; ++s) {
      const int32_t other = occupant(r, s);
      if (other != kNone && model_.TooFar(place, place_[other])) add(other);
    }
  }
  for (const int32_t other : model_.later(meeting)) {
    if (place_[other].slot != kNone && place_[other].slot <= place.slot) {
      add(other);
    }
  }
  for (const int32_t other : model_.earlier(meeting)) {
    if (place_[other].slot >= place.slot) add(other);
  }
}

int64_t FairSearch::Clashes(int32_t meeting, FairPlace place, int64_t most,
                            std::vector<int32_t>* clashes) {
  const auto cost_of = [&](int32_t other) {
    return kept_until_[other] > round_ ? kNever / 1'024 : cost_[other];
  };
  FindOthers(meeting, place, clashes);
  for (const int32_t limit : model_.limits_of(meeting)) {
    const int32_t over = Lightest(Surplus(model_.limits()[limit], *clashes));
    if (over != kNone) clashes->push_back(over);
  }
  int64_t cost = 0;
  for (const int32_t other : *clashes) cost += cost_of(other);
  while (cost <= most) {
    const int32_t crowding = Lightest(Crowd(meeting, place, *clashes));
    if (crowding == kNone) return cost;
    clashes->push_back(crowding);
    cost += cost_of(crowding);
  }
  return kNever;
}

// Of the meetings there that stay, those of which one has to go so that the
// rest have tables beside the one to come; empty: none has.
std::vector<int32_t> FairSearch::Crowd(int32_t meeting, FairPlace place,
                                       const std::vector<int32_t>& gone) const {
  const int32_t index = place.slot * model_.zones() + place.zone;
  std::vector<int32_t> here;
  for (const int32_t other : at_[index]) {
    if (std::find(gone.begin(), gone.end(), other) == gone.end()) {
      here.push_back(other);
    }
  }
  const FairTables& tables = model_.tables();
  const auto keep_within = [&](auto within) {
    std::erase_if(
        here, [&](int32_t other) { return !within(tables.type_of(other)); });
  };
  if (laminar_) {
    for (const int32_t type : around_[tables.type_of(meeting)]) {
      int32_t count = 1;
      for (const int32_t other : here) {
        count += within_[type][tables.type_of(other)];
      }
      if (count <= capacity_[index * tables.types() + type]) continue;
      keep_within([&](int32_t other) { return within_[type][other]; });
      return here;
    }
    return {};
  }
  here.push_back(meeting);
  const std::vector<int32_t> crowded =
      tables.Match(here, place.slot, place.zone, {}).crowded;
  here.pop_back();
  keep_within([&](int32_t other) {
    return std::binary_search(crowded.begin(), crowded.end(), other);
  });
  return here;
}

// Of a participant's meetings that stay, those of which one has to go before
// there may be another; empty: none has.
std::vector<int32_t> FairSearch::Surplus(
    const FairLimit& limit, const std::vector<int32_t>& gone) const {
  std::vector<int32_t> held;
  for (const int32_t m : limit.meetings) {
    if (place_[m].slot == kNone) continue;
    if (std::find(gone.begin(), gone.end(), m) == gone.end()) held.push_back(m);
  }
  if (static_cast<int32_t>(held.size()) < limit.most) held.clear();
  return held;
}

// The one of them that costs least; kNone of none.
int32_t FairSearch::Lightest(const std::vector<int32_t>& meetings) const {
  const auto weight = [&](int32_t m) {
    return kept_until_[m] > round_ ? kNever : cost_[m];
  };
  int32_t lightest = kNone;
  for (const int32_t m : meetings) {
    if (lightest == kNone || weight(m) < weight(lightest)) lightest = m;
  }
  return lightest;
}

int32_t FairSearch::PickLeftOut() {
  // The heaviest of a few: what matters little waits.
  int32_t pick = out_[Random(out_.size())];
  for (int32_t i = 0; i < 3; ++i) {
    const int32_t other = out_[Random(out_.size())];
    if (cost_[other] > cost_[pick]) pick = other;
  }
  return pick;
}

void FairSearch::Insert(int32_t meeting) {
  const int64_t cost = cost_[meeting];
  // Now and then more is given up than gained, where that can be made good.
  const int64_t most =
      model_.must_hold(meeting) && Random(8) == 0 ? 2 * cost : cost;
  int64_t least = kNever;
  FairPlace best;
  std::vector<int32_t> clashes, best_clashes;
  const std::vector<FairPlace>& places = model_.places(meeting);
  const size_t first = Random(places.size());
  for (size_t i = 0; i < places.size() && least > 0; ++i) {
    const FairPlace& place = places[(first + i) % places.size()];
    const int64_t there =
        Clashes(meeting, place, std::min(most, least - 1), &clashes);
    if (there >= least) continue;
    least = there;
    best = place;
    best_clashes = clashes;
  }
  if (least == kNever) return;
  // It may get worse from here.
  if (!best_clashes.empty() && left_out_ < best_left_out_) Remember();
  for (const int32_t other : best_clashes) Take(other);
  Put(meeting, best);
  kept_until_[meeting] = round_ + kKept + static_cast<int64_t>(Random(10));
}

void FairSearch::Fill(int64_t steps, Work* work) {
  touched_ = 0;
  const int64_t most = std::min(steps, work->left()) * kTouchesPerStep;
  while (!out_.empty() && touched_ < most) {
    ++round_;
    touched_ += 4;
    Insert(PickLeftOut());
    if (round_ % 1'024 == 0 && work->Cancelled()) break;
  }
  Remember();
  work->Add(touched_ / kTouchesPerStep + 1);
}

bool FairSearch::AddToChain(int32_t meeting, int32_t to) {
  if (chain_.size() >= kMostChain) return false;
  chain_stamp_[meeting] = stamp_;
  FairPlace place{to, place_[meeting].zone};
  if (!model_.Possible(meeting, place)) {
    place.zone = kNone;
    for (int32_t z = 0; z < model_.zones() && place.zone == kNone; ++z) {
      if (model_.Possible(meeting, {to, z})) place.zone = z;
    }
    if (place.zone == kNone) return false;
  }
  chain_.push_back({meeting, place, place_[meeting]});
  return true;
}

// The meetings that change between two slots where one of them does.
bool FairSearch::FindChain(int32_t meeting, int32_t to) {
  ++stamp_;
  chain_.clear();
  touched_participants_.clear();
  if (!AddToChain(meeting, to)) return false;
  for (size_t i = 0; i < chain_.size(); ++i) {
    const Move move = chain_[i];
    for (const int32_t r : model_.needs(move.meeting)) {
      if (r < model_.participants() && participant_stamp_[r] != stamp_) {
        participant_stamp_[r] = stamp_;
        touched_participants_.push_back(r);
      }
      const int32_t other = occupant(r, move.to.slot);
      if (other == kNone || chain_stamp_[other] == stamp_) continue;
      if (!AddToChain(other, move.from.slot)) return false;
    }
  }
  touched_ += 2 * static_cast<int64_t>(chain_.size());
  return true;
}

void FairSearch::Apply(bool forwards) {
  for (const Move& move : chain_) Take(move.meeting);
  for (const Move& move : chain_) {
    Put(move.meeting, forwards ? move.to : move.from);
  }
}

bool FairSearch::Seats(FairPlace place) const {
  const int32_t index = place.slot * model_.zones() + place.zone;
  const FairTables& tables = model_.tables();
  if (!laminar_) {
    return tables.Match(at_[index], place.slot, place.zone, {}).crowded.empty();
  }
  for (int32_t type = 0; type < tables.types(); ++type) {
    int32_t count = 0;
    for (const int32_t m : at_[index]) {
      count += within_[type][tables.type_of(m)];
    }
    if (count > capacity_[index * tables.types() + type]) return false;
  }
  return true;
}

// Whether what the chain moved breaks nothing where it is now.
bool FairSearch::ChainFits() const {
  for (const Move& move : chain_) {
    for (const int32_t other : model_.later(move.meeting)) {
      if (place_[other].slot != kNone && place_[other].slot <= move.to.slot) {
        return false;
      }
    }
    for (const int32_t other : model_.earlier(move.meeting)) {
      if (place_[other].slot >= move.to.slot) return false;
    }
    if (model_.reach() == 0) continue;
    const int32_t from = std::max(0, move.to.slot - model_.reach());
    const int32_t to =
        std::min(model_.slots() - 1, move.to.slot + model_.reach());
    for (const int32_t r : model_.needs(move.meeting)) {
      for (int32_t s = from; s <= to; ++s) {
        const int32_t other = occupant_[r * model_.slots() + s];
        if (other != kNone && model_.TooFar(move.to, place_[other])) {
          return false;
        }
      }
    }
  }
  for (int32_t z = 0; z < model_.zones(); ++z) {
    if (!Seats({chain_[0].to.slot, z}) || !Seats({chain_[0].from.slot, z})) {
      return false;
    }
  }
  return true;
}

int64_t FairSearch::BreaksOf(int32_t participant) {
  int64_t breaks = 0;
  int32_t last = kNone;
  for (int32_t s = 0; s < model_.slots(); ++s) {
    if (occupant(participant, s) == kNone) continue;
    breaks += last != kNone && s - last > 1 && model_.last_of_day(last) >= s;
    last = s;
  }
  return breaks;
}

int64_t FairSearch::CostOf(int32_t participant) {
  const int64_t breaks = BreaksOf(participant);
  const int32_t difference = model_.problem().most_break_difference;
  if (difference == kNone || breaks <= difference) return breaks;
  return breaks + kUnevenCost * (breaks - difference);
}

int64_t FairSearch::TouchedCost() {
  int64_t cost = 0;
  for (const int32_t p : touched_participants_) cost += CostOf(p);
  return cost;
}

// Worse by one is taken kAcceptance in 1,024 at first, never at the end; by
// two as often as twice by one.
bool FairSearch::Accept(int64_t change, int64_t left, int64_t all) {
  if (change > 4) return false;
  const uint64_t chance =
      kAcceptance * std::max<int64_t>(0, left) / std::max<int64_t>(1, all);
  for (int64_t i = 0; i < change; ++i) {
    if (Random(1'024) >= chance) return false;
  }
  return true;
}

void FairSearch::Compact(int64_t steps, Work* work) {
  const int64_t most = std::min(steps, work->left()) * kTouchesPerStep;
  std::vector<int32_t> held;
  for (int32_t m = 0; m < model_.meetings(); ++m) {
    if (place_[m].slot != kNone) held.push_back(m);
  }
  int64_t cost = 0, least = 0;
  for (int32_t p = 0; p < model_.participants(); ++p) cost += CostOf(p);
  least = cost;
  for (touched_ = 0; touched_ < most && cost > 0 && !held.empty();) {
    touched_ += 2;
    if (++round_ % 4'096 == 0 && work->Cancelled()) break;
    const int32_t meeting = held[Random(held.size())];
    const int32_t to = static_cast<int32_t>(Random(model_.slots()));
    if (to == place_[meeting].slot || !FindChain(meeting, to)) continue;
    const int64_t before = TouchedCost();
    Apply(true);
    const int64_t change = TouchedCost() - before;
    if (!Accept(change, most - touched_, most) || !ChainFits()) {
      Apply(false);
      continue;
    }
    cost += change;
    if (cost >= least) continue;
    least = cost;
    Remember();
  }
  Remember();
  work->Add(touched_ / kTouchesPerStep + 1);
}

// Whether breaks differ no more than they may.
bool FairSearch::Even() {
  const int32_t difference = model_.problem().most_break_difference;
  if (difference == kNone) return true;
  int64_t fewest = kNever, most = 0;
  for (int32_t p = 0; p < model_.participants(); ++p) {
    bool meets = false;
    for (int32_t s = 0; s < model_.slots() && !meets; ++s) {
      meets = occupant(p, s) != kNone;
    }
    if (!meets) continue;
    const int64_t breaks = BreaksOf(p);
    fewest = std::min(fewest, breaks);
    most = std::max(most, breaks);
  }
  return most - std::min(fewest, most) <= difference;
}

void FairSearch::Remember() {
  int64_t breaks = 0;
  for (int32_t p = 0; p < model_.participants(); ++p) breaks += BreaksOf(p);
  bool complete = Even();
  for (int32_t m = 0; m < model_.meetings() && complete; ++m) {
    complete = !model_.must_hold(m) || place_[m].slot != kNone;
  }
  if (best_left_out_ != kNever) {
    if (best_complete_ && !complete) return;
    if (best_complete_ == complete &&
        (left_out_ > best_left_out_ ||
         (left_out_ == best_left_out_ && breaks >= best_breaks_))) {
      return;
    }
  }
  best_ = place_;
  best_complete_ = complete;
  best_left_out_ = left_out_;
  best_breaks_ = breaks;
}

}  // namespace duikou
