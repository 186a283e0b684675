#include "matcher/assignment/plan_state.h"

#include <algorithm>

namespace duikou {
namespace {

using int128 = absl::int128;

int128 Shortfall(int128 wanted, int128 given) {
  return given < wanted ? wanted - given : 0;
}

int64_t Distance(int64_t a, int64_t b) { return a < b ? b - a : a - b; }

}  // namespace

PlanState::PlanState(const Model& model, const std::vector<ArcDomain>& domains)
    : model_(&model),
      domains_(&domains),
      amounts_(model.arcs().size()),
      need_given_(model.project_count() * kMaxFundKinds),
      supply_given_(model.supporter_count() * kMaxFundKinds),
      floor_given_(model.problem().floors.size()),
      partners_(model.project_count()),
      used_(model.pairs().size()),
      pairs_of_(model.supporter_count()),
      place_in_(model.pairs().size()),
      must_fill_(need_given_.size()) {
  const AssignmentSettings& settings = model.settings();
  value_ = -model.change_at_zero();
  for (size_t cell = 0; cell < supply_given_.size(); ++cell) {
    value_ -= int128(settings.quota_penalty) *
              model.offer(static_cast<int32_t>(cell)).quota.fen();
  }
  for (const AssignmentFloor& floor : model.problem().floors) {
    value_ -= int128(settings.floor_penalty) * floor.amount.fen();
  }
  for (size_t a = 0; a < domains.size(); ++a) {
    const int32_t cell = model.arcs()[a].need();
    if (!domains[a].zero && model.whole(cell)) must_fill_[cell] = 1;
  }
  for (const uint8_t must : must_fill_) faults_ += must;
}

bool PlanState::CellFault(int32_t cell) const {
  if (!model_->whole(cell)) return false;
  const int64_t given = need_given_[cell];
  return (given > 0 || must_fill_[cell]) &&
         given < model_->need(cell).open.fen();
}

int64_t PlanState::Room(int32_t a) const {
  const Arc& arc = model_->arcs()[a];
  const AssignmentOffer& offer = model_->offer(arc.supply());
  int64_t room =
      std::min((*domains_)[a].high, need_left(arc.need()) + amounts_[a]);
  if (offer.means.has_value()) {
    room = std::min(
        room, offer.means->fen() - supply_given_[arc.supply()] + amounts_[a]);
  }
  return room;
}

bool PlanState::MayJoin(int32_t i) const {
  if (partner(i)) return true;
  const ArcPair& pair = model_->pairs()[i];
  const int32_t partners =
      model_->problem().projects[pair.project].most_partners;
  const int32_t places =
      model_->problem().supporters[pair.supporter].most_projects;
  return (partners == 0 || partners_[pair.project] < partners) &&
         (places == 0 ||
          pairs_of_[pair.supporter].size() < static_cast<size_t>(places));
}

int128 PlanState::Gain(int32_t a, int64_t amount) const {
  const Arc& arc = model_->arcs()[a];
  const AssignmentSettings& settings = model_->settings();
  const int64_t now = amounts_[a];
  const int64_t more = amount - now;
  int128 gain = int128(arc.score) * more;
  gain -= int128(settings.change_penalty) *
          (Distance(amount, arc.previous) - Distance(now, arc.previous));
  const int64_t quota = model_->offer(arc.supply()).quota.fen();
  const int64_t given = supply_given_[arc.supply()];
  if (given < quota || given + more < quota) {
    gain += (Shortfall(quota, given) - Shortfall(quota, given + more)) *
            settings.quota_penalty;
  }
  for (const int32_t f : model_->floors_of(arc.need())) {
    const int64_t floor = model_->problem().floors[f].amount.fen();
    gain += (Shortfall(floor, floor_given_[f]) -
             Shortfall(floor, floor_given_[f] + more)) *
            settings.floor_penalty;
  }
  return gain;
}

int64_t PlanState::JoinCost(int32_t i) const {
  return partner(i) || partners_[model_->pairs()[i].project] == 0
             ? 0
             : model_->settings().split_penalty;
}

void PlanState::Join(int32_t i) {
  if (++used_[i] > 1) return;
  const ArcPair& pair = model_->pairs()[i];
  if (++partners_[pair.project] > 1) value_ -= model_->settings().split_penalty;
  place_in_[i] = static_cast<int32_t>(pairs_of_[pair.supporter].size());
  pairs_of_[pair.supporter].push_back(i);
}

void PlanState::Leave(int32_t i) {
  if (--used_[i] > 0) return;
  const ArcPair& pair = model_->pairs()[i];
  if (--partners_[pair.project] > 0) value_ += model_->settings().split_penalty;
  std::vector<int32_t>& pairs = pairs_of_[pair.supporter];
  const int32_t last = pairs.back();
  pairs[place_in_[i]] = last;
  place_in_[last] = place_in_[i];
  pairs.pop_back();
}

void PlanState::Apply(int32_t a, int64_t amount) {
  const Arc& arc = model_->arcs()[a];
  const int64_t now = amounts_[a];
  value_ += Gain(a, amount);
  const bool fault_before = CellFault(arc.need());
  amounts_[a] = amount;
  need_given_[arc.need()] += amount - now;
  supply_given_[arc.supply()] += amount - now;
  for (const int32_t f : model_->floors_of(arc.need())) {
    floor_given_[f] += amount - now;
  }
  faults_ += CellFault(arc.need()) - fault_before;
  if (now == 0 && amount > 0) Join(arc.pair);
  if (now > 0 && amount == 0) Leave(arc.pair);
}

void PlanState::Set(int32_t a, int64_t amount) {
  if (amount == amounts_[a]) return;
  journal_.emplace_back(a, amounts_[a]);
  Apply(a, amount);
}

void PlanState::RollBack(size_t mark) {
  while (journal_.size() > mark) {
    const auto [arc, amount] = journal_.back();
    journal_.pop_back();
    Apply(arc, amount);
  }
}

}  // namespace duikou
