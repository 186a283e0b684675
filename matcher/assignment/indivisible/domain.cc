#include "matcher/assignment/indivisible/domain.h"

namespace duikou::indivisible {

Domain::Domain(const Model& model)
    : alive_(model.choices.size(), 1),
      may_skip_(model.items, 0),
      alive_count_(model.items, 0),
      place_(model.items, kOpen),
      base_load_(model.agents.size(), 0),
      base_worth_(model.agents.size(), 0),
      open_items_(model.items) {
  for (int32_t i = 0; i < model.items; ++i) {
    may_skip_[i] = model.must_place[i] == 0;
    alive_count_[i] = static_cast<int32_t>(model.of_item[i].size());
  }
}

bool Domain::Place(const Model& model, int32_t choice) {
  const Choice& placed = model.choices[choice];
  if (place_[placed.item] != kOpen) {
    return place_[placed.item] == placed.agent;
  }
  for (int32_t other : model.of_item[placed.item]) alive_[other] = 0;
  alive_[choice] = 1;
  alive_count_[placed.item] = 1;
  may_skip_[placed.item] = 0;
  place_[placed.item] = placed.agent;
  base_load_[placed.agent] += placed.amount;
  base_worth_[placed.agent] += placed.worth;
  --open_items_;
  return base_load_[placed.agent] <= model.agents[placed.agent].capacity;
}

bool Domain::Skip(const Model& model, int32_t item) {
  if (place_[item] != kOpen) return place_[item] == kNotPlaced;
  if (!may_skip_[item]) return false;
  for (int32_t other : model.of_item[item]) alive_[other] = 0;
  alive_count_[item] = 0;
  place_[item] = kNotPlaced;
  --open_items_;
  return true;
}

bool Domain::Strike(const Model& model, int32_t choice) {
  if (!alive_[choice]) return true;
  const int32_t item = model.choices[choice].item;
  if (place_[item] != kOpen) return false;
  alive_[choice] = 0;
  --alive_count_[item];
  return alive_count_[item] > 0 || may_skip_[item];
}

bool Domain::StrikeSkip(const Model&, int32_t item) {
  if (place_[item] == kNotPlaced) return false;
  may_skip_[item] = 0;
  return alive_count_[item] > 0;
}

bool Domain::Settle(const Model& model, int32_t item) {
  if (place_[item] != kOpen) return true;
  if (alive_count_[item] == 0) return Skip(model, item);
  if (alive_count_[item] > 1 || may_skip_[item]) return true;
  for (int32_t choice : model.of_item[item]) {
    if (alive_[choice]) return Place(model, choice);
  }
  return false;
}

}  // namespace duikou::indivisible
