#include "matcher/assignment/assignment_search.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace duikou {
namespace {

using int128 = absl::int128;

// Arcs a need cell, and pairs a supporter, that are looked at first.
constexpr size_t kNearArcs = 10;
constexpr size_t kWantedPairs = 60;
// Projects emptied in a round.
constexpr int32_t kMostEmptied = 7;
// One round in so many looks at all pairs.
constexpr uint64_t kAllPairsEvery = 16;
// Of 1,024 candidates so many are passed over, so that not every round does the
// same.
constexpr uint64_t kPassedOver = 100;
// What a round loses as a rule while it is still kept, as a share of the gap:
// at the start of a run and at its end.
constexpr double kFirstHeat = 3e-4;
constexpr double kLastHeat = 1e-5;
// Rounds between two questions whether to end.
constexpr int64_t kRoundsUnasked = 16;

}  // namespace

AssignmentSearch::AssignmentSearch(const Model& model,
                                   const std::vector<ArcDomain>& domains)
    : model_(model),
      domains_(domains),
      state_(model, domains),
      candidates_(model.project_count()),
      wanted_(model.supporter_count()),
      supply_price_(model.supporter_count() * kMaxFundKinds),
      is_chosen_(model.project_count()) {}

void AssignmentSearch::Guide(const AssignmentPrices& prices) {
  for (size_t cell = 0; cell < supply_price_.size(); ++cell) {
    supply_price_[cell] =
        static_cast<double>(prices.supply[cell]) / kPriceScale;
  }
  std::vector<std::vector<std::pair<double, int32_t>>> by_need(
      model_.project_count() * kMaxFundKinds),
      by_supporter(model_.supporter_count());
  for (size_t a = 0; a < model_.arcs().size(); ++a) {
    const Arc& arc = model_.arcs()[a];
    const double unit = arc.score - supply_price_[arc.supply()];
    by_need[arc.need()].emplace_back(-unit, arc.pair);
    const double earns =
        unit - static_cast<double>(prices.need[arc.need()]) / kPriceScale;
    by_supporter[arc.supporter].emplace_back(-earns, arc.pair);
  }
  const auto keep = [](std::vector<std::pair<double, int32_t>>& arcs,
                       size_t most, std::vector<int32_t>& pairs) {
    std::sort(arcs.begin(), arcs.end());
    arcs.resize(std::min(arcs.size(), most));
    for (const auto& [key, pair] : arcs) pairs.push_back(pair);
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  };
  for (auto& pairs : candidates_) pairs.clear();
  for (auto& pairs : wanted_) pairs.clear();
  for (size_t cell = 0; cell < by_need.size(); ++cell) {
    keep(by_need[cell], kNearArcs, candidates_[cell / kMaxFundKinds]);
  }
  for (size_t s = 0; s < by_supporter.size(); ++s) {
    keep(by_supporter[s], kWantedPairs, wanted_[s]);
  }
}

void AssignmentSearch::Offer() {
  if (state_.faults() > 0) return;
  if (found_ && state_.value() <= best_value_) return;
  found_ = true;
  best_value_ = state_.value();
  best_ = state_.amounts();
}

void AssignmentSearch::StartAt(const std::vector<int64_t>& amounts) {
  for (size_t a = 0; a < amounts.size(); ++a) {
    state_.Set(static_cast<int32_t>(a), amounts[a]);
  }
  state_.Forget();
  Offer();
}

void AssignmentSearch::RoundWhole(int32_t cell,
                                  const std::vector<double>& flows) {
  const auto [first, end] = model_.pairs_of(cell / kMaxFundKinds);
  const size_t mark = state_.mark();
  int32_t last = kNone;
  for (int32_t i = first; i < end; ++i) {
    const ArcPair& pair = model_.pairs()[i];
    for (int32_t a = pair.first; a < pair.end; ++a) {
      if (model_.arcs()[a].need() != cell || flows[a] < 0.5) continue;
      const int64_t amount = std::min(
          state_.Room(a), static_cast<int64_t>(std::llround(flows[a])));
      if (amount < domains_[a].low || !state_.MayJoin(i)) continue;
      state_.Set(a, amount);
      last = a;
    }
  }
  if (last == kNone) return;
  const int64_t amount = state_.amount(last) + state_.need_left(cell);
  if (amount <= state_.Room(last)) state_.Set(last, amount);
  if (state_.need_left(cell) > 0) state_.RollBack(mark);
}

void AssignmentSearch::Round(const std::vector<double>& flows,
                             const std::vector<double>& uses) {
  std::vector<int32_t> order;
  for (size_t a = 0; a < flows.size(); ++a) {
    const int32_t cell = model_.arcs()[a].need();
    if (flows[a] >= 0.5 && !model_.whole(cell)) {
      order.push_back(static_cast<int32_t>(a));
    }
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](int32_t a, int32_t b) { return uses[a] > uses[b]; });
  for (int32_t cell = 0; cell < model_.project_count() * kMaxFundKinds;
       ++cell) {
    if (model_.whole(cell) && state_.need_given(cell) == 0) {
      RoundWhole(cell, flows);
    }
  }
  for (const int32_t a : order) {
    const int64_t amount =
        std::min(state_.Room(a), static_cast<int64_t>(std::llround(flows[a])));
    if (amount < domains_[a].low || amount <= state_.amount(a)) continue;
    if (state_.MayJoin(model_.arcs()[a].pair)) state_.Set(a, amount);
  }
  chosen_.resize(model_.project_count());
  std::iota(chosen_.begin(), chosen_.end(), 0);
  at_prices_ = all_pairs_ = false;
  Recreate();
  chosen_.clear();
  state_.Forget();
  Offer();
}

void AssignmentSearch::BestAmount(int32_t a, Option& option) const {
  const ArcDomain& domain = domains_[a];
  const Arc& arc = model_.arcs()[a];
  const int64_t room = state_.Room(a);
  if (room < domain.low) return;
  const int64_t now = state_.amount(a);
  int128 best = 0;
  int64_t amount = now;
  const auto consider = [&](int64_t to) {
    if (to < domain.low || to > room || to == now) return;
    const int128 gain = state_.Gain(a, to);
    if (gain > best) {
      best = gain;
      amount = to;
    }
  };
  consider(room);
  consider(domain.low);
  consider(arc.previous);
  const int64_t quota = model_.offer(arc.supply()).quota.fen();
  if (quota > 0) consider(quota - state_.supply_given(arc.supply()) + now);
  // Leaves enough for another's least share.
  const int64_t least = model_.need(arc.need()).least_share.fen();
  const int64_t left = state_.need_left(arc.need()) + now - room;
  if (left > 0 && left < least) consider(room - (least - left));
  option.amounts[arc.kind] = amount;
  option.gain += best;
  if (at_prices_ && amount != now) {
    const double unit = arc.score - supply_price_[arc.supply()];
    option.key += unit * static_cast<double>(amount - now);
  } else {
    option.key += static_cast<double>(best);
  }
}

AssignmentSearch::Option AssignmentSearch::OptionOf(int32_t i) const {
  Option option{.pair = i};
  if (!state_.MayJoin(i)) return option;
  const ArcPair& pair = model_.pairs()[i];
  for (int32_t a = pair.first; a < pair.end; ++a) {
    const Arc& arc = model_.arcs()[a];
    option.amounts[arc.kind] = state_.amount(a);
    if (!model_.whole(arc.need())) BestAmount(a, option);
  }
  const int64_t cost = state_.JoinCost(i);
  option.gain -= cost;
  option.key -= static_cast<double>(cost);
  return option;
}

void AssignmentSearch::Give(int32_t project) {
  const auto [first, end] = model_.pairs_of(project);
  while (true) {
    Option best;
    const auto look = [&](int32_t i) {
      if (random_() % 1024 < kPassedOver) return;
      const Option option = OptionOf(i);
      if (option.gain <= 0) return;
      if (best.pair == kNone || option.key > best.key) best = option;
    };
    if (all_pairs_) {
      for (int32_t i = first; i < end; ++i) look(i);
      looked_ += 3 * (end - first);
    } else {
      for (const int32_t i : candidates_[project]) look(i);
      looked_ += 3 * static_cast<int64_t>(candidates_[project].size());
    }
    if (best.pair == kNone) break;
    const ArcPair& pair = model_.pairs()[best.pair];
    for (int32_t a = pair.first; a < pair.end; ++a) {
      state_.Set(a, best.amounts[model_.arcs()[a].kind]);
    }
  }
  for (int k = 0; k < model_.kinds(); ++k) {
    const int32_t cell = project * kMaxFundKinds + k;
    if (model_.whole(cell) && state_.need_left(cell) > 0) FillWhole(cell);
  }
}

std::vector<int32_t> AssignmentSearch::TakersOf(int32_t cell) {
  const auto [first, end] = model_.pairs_of(cell / kMaxFundKinds);
  std::vector<std::pair<double, int32_t>> takers;  // by −gain a fen
  for (int32_t i = first; i < end; ++i) {
    const ArcPair& pair = model_.pairs()[i];
    for (int32_t a = pair.first; a < pair.end; ++a) {
      if (model_.arcs()[a].need() != cell) continue;
      const int64_t room = state_.Room(a);
      if (room < domains_[a].low || room <= state_.amount(a)) continue;
      if (!state_.MayJoin(i)) continue;
      const double more = static_cast<double>(room - state_.amount(a));
      const double gain = static_cast<double>(state_.Gain(a, room)) -
                          static_cast<double>(state_.JoinCost(i));
      takers.emplace_back(-gain / more, a);
    }
  }
  looked_ += 2 * (end - first);
  std::sort(takers.begin(), takers.end());
  std::vector<int32_t> arcs;
  for (const auto& [key, arc] : takers) arcs.push_back(arc);
  return arcs;
}

void AssignmentSearch::FillWhole(int32_t cell) {
  const size_t mark = state_.mark();
  const int128 before = state_.value();
  int32_t giver = kNone;
  for (const int32_t a : TakersOf(cell)) {
    const int64_t left = state_.need_left(cell);
    if (left == 0) break;
    if (!state_.MayJoin(model_.arcs()[a].pair)) continue;
    const int64_t wanted = std::max(domains_[a].low, state_.amount(a));
    const int64_t over = wanted - state_.amount(a) - left;
    if (over > 0) {
      // An earlier one gives up what this one needs for its least.
      if (giver == kNone || state_.amount(giver) - over < domains_[giver].low) {
        continue;
      }
      state_.Set(giver, state_.amount(giver) - over);
    }
    const int64_t amount =
        std::min(state_.Room(a), state_.amount(a) + state_.need_left(cell));
    if (amount < domains_[a].low) continue;
    state_.Set(a, amount);
    giver = a;
  }
  if (state_.need_left(cell) > 0 ||
      (state_.value() <= before && !state_.must_fill(cell))) {
    state_.RollBack(mark);
  }
}

void AssignmentSearch::EmptyPair(int32_t i) {
  const ArcPair& pair = model_.pairs()[i];
  bool kept = !pair.pinned;
  int32_t present = pair.first;
  for (int32_t a = pair.first; a < pair.end; ++a) {
    if (state_.amount(a) > 0) present = a;
    if (!domains_[a].zero) kept = true;
  }
  for (int32_t a = pair.first; a < pair.end; ++a) {
    const bool stays = !domains_[a].zero || (!kept && a == present);
    state_.Set(a, stays ? std::min(domains_[a].low, state_.amount(a)) : 0);
  }
}

void AssignmentSearch::Empty(int32_t project) {
  const auto [first, end] = model_.pairs_of(project);
  for (int32_t i = first; i < end; ++i) {
    if (state_.partner(i)) EmptyPair(i);
  }
}

void AssignmentSearch::Take(int32_t project) {
  if (is_chosen_[project]) return;
  is_chosen_[project] = 1;
  chosen_.push_back(project);
}

void AssignmentSearch::ChooseAround(int32_t project, int32_t count) {
  Take(project);
  for (int32_t tries = 0; tries < 3 * count; ++tries) {
    if (static_cast<int32_t>(chosen_.size()) >= count) break;
    // A candidate of one chosen, and another project of that supporter.
    const std::vector<int32_t>& pairs =
        candidates_[chosen_[Draw(chosen_.size())]];
    if (pairs.empty()) continue;
    const int32_t s = model_.pairs()[pairs[Draw(pairs.size())]].supporter;
    const std::vector<int32_t>& others = state_.pairs_of(s);
    if (others.empty()) continue;
    Take(model_.pairs()[others[Draw(others.size())]].project);
  }
}

void AssignmentSearch::ChooseFor(int32_t supporter, int32_t count) {
  const std::vector<int32_t>& own = state_.pairs_of(supporter);
  const std::vector<int32_t>& wanted = wanted_[supporter];
  for (int32_t n = 0; n < count; ++n) {
    const bool old = !own.empty() && (wanted.empty() || Draw(2) == 0);
    if (!old && wanted.empty()) break;
    const int32_t pair =
        old ? own[Draw(own.size())] : wanted[Draw(wanted.size())];
    Take(model_.pairs()[pair].project);
  }
}

void AssignmentSearch::Choose() {
  const int32_t count = 1 + static_cast<int32_t>(Draw(kMostEmptied));
  if (Draw(2) == 0) {
    ChooseAround(static_cast<int32_t>(Draw(model_.project_count())), count);
  } else {
    ChooseFor(static_cast<int32_t>(Draw(model_.supporter_count())), count);
  }
}

void AssignmentSearch::Recreate() {
  for (const int32_t project : chosen_) Give(project);
}

bool AssignmentSearch::Keep(int128 before, double heat) {
  if (state_.faults() > 0) return false;
  const double lost = static_cast<double>(before - state_.value());
  return lost <= 0 || lost < -heat * std::log(1.0 - Fraction());
}

void AssignmentSearch::Begin(uint64_t seed) {
  random_.seed(seed);
  const std::vector<int64_t> best = best_;
  for (size_t a = 0; a < best.size(); ++a) {
    state_.Set(static_cast<int32_t>(a), best[a]);
  }
  state_.Forget();
}

void AssignmentSearch::Run(int64_t from, int64_t to, int64_t rounds,
                           int128 bound, Work* work) {
  if (model_.pairs().empty()) return;
  for (int64_t round = from; round < to; ++round) {
    if (best_value_ >= bound) return;
    if (round % kRoundsUnasked == 0 && work->Ended()) return;
    const double done =
        static_cast<double>(round) / static_cast<double>(rounds);
    const double heat = static_cast<double>(bound - best_value_) * kFirstHeat *
                        std::pow(kLastHeat / kFirstHeat, done);
    const int128 before = state_.value();
    Choose();
    for (const int32_t project : chosen_) Empty(project);
    for (size_t i = chosen_.size(); i > 1; --i) {
      std::swap(chosen_[i - 1], chosen_[Draw(i)]);
    }
    at_prices_ = Draw(2) == 0;
    all_pairs_ = Draw(kAllPairsEvery) == 0;
    looked_ = 0;
    Recreate();
    for (const int32_t project : chosen_) is_chosen_[project] = 0;
    work->Add(looked_ * 4 + 100 * static_cast<int64_t>(chosen_.size()));
    chosen_.clear();
    if (!Keep(before, heat)) state_.RollBack(0);
    state_.Forget();
    Offer();
  }
}

}  // namespace duikou
