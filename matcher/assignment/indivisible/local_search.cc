#include "matcher/assignment/indivisible/local_search.h"

#include <algorithm>

namespace duikou::indivisible {

bool Incumbent::Offer(int64_t other_value, const std::vector<int32_t>& other) {
  if (found && other_value <= value) return false;
  found = true;
  value = other_value;
  agent_of = other;
  return true;
}

LocalSearch::LocalSearch(const Model& model)
    : model_(model),
      choice_of_(model.items, -1),
      load_(model.agents.size(), 0),
      table_(static_cast<size_t>(model.items) * model.agents.size(), -1),
      missing_loss_(-model.least_value + 1) {
  for (size_t k = 0; k < model.choices.size(); ++k) {
    const Choice& choice = model.choices[k];
    table_[choice.item * model.agents.size() + choice.agent] =
        static_cast<int32_t>(k);
  }
}

// What the agent's penalty becomes less what it is.
int64_t LocalSearch::PenaltyChange(int32_t agent, int64_t load) const {
  return model_.agents[agent].Penalty(load) -
         model_.agents[agent].Penalty(load_[agent]);
}

// The change of value when the item leaves.
int64_t LocalSearch::Removed(int32_t item) const {
  const int32_t k = choice_of_[item];
  if (k < 0) return model_.must_place[item] ? missing_loss_ : 0;
  const Choice& choice = model_.choices[k];
  return -choice.worth -
         PenaltyChange(choice.agent, load_[choice.agent] - choice.amount);
}

void LocalSearch::MoveTo(int32_t item, int32_t choice) {
  if (const int32_t old = choice_of_[item]; old >= 0) {
    load_[model_.choices[old].agent] -= model_.choices[old].amount;
  }
  choice_of_[item] = choice;
  if (choice >= 0) {
    load_[model_.choices[choice].agent] += model_.choices[choice].amount;
  }
}

void LocalSearch::Start(const std::vector<int32_t>& wanted) {
  std::fill(choice_of_.begin(), choice_of_.end(), -1);
  std::fill(load_.begin(), load_.end(), 0);
  for (int32_t k : wanted) {
    const Choice& choice = model_.choices[k];
    if (choice_of_[choice.item] >= 0) continue;
    if (load_[choice.agent] + choice.amount >
        model_.agents[choice.agent].capacity) {
      continue;
    }
    MoveTo(choice.item, k);
  }
  Fill();
}

void LocalSearch::StartAt(const std::vector<int32_t>& agent_of) {
  std::vector<int32_t> wanted;
  for (int32_t i = 0; i < model_.items; ++i) {
    if (agent_of[i] < 0 ||
        agent_of[i] >= static_cast<int32_t>(model_.agents.size())) {
      continue;
    }
    const int32_t k = table_[i * model_.agents.size() + agent_of[i]];
    if (k >= 0) wanted.push_back(k);
  }
  Start(wanted);
}

// Places what is nowhere, the largest loads first.
void LocalSearch::Fill() {
  std::vector<int32_t> nowhere;
  for (int32_t i = 0; i < model_.items; ++i) {
    if (choice_of_[i] < 0 && !model_.of_item[i].empty()) nowhere.push_back(i);
  }
  auto size = [&](int32_t i) {
    return model_.choices[model_.of_item[i][0]].amount;
  };
  std::stable_sort(nowhere.begin(), nowhere.end(),
                   [&](int32_t a, int32_t b) { return size(a) > size(b); });
  for (int32_t i : nowhere) {
    int64_t best = model_.must_place[i] ? model_.least_value * 2 : 0;
    int32_t best_choice = -1;
    for (int32_t k : model_.of_item[i]) {
      const Choice& choice = model_.choices[k];
      const int64_t load = load_[choice.agent] + choice.amount;
      if (load > model_.agents[choice.agent].capacity) continue;
      const int64_t gain = choice.worth - PenaltyChange(choice.agent, load);
      if (gain > best) {
        best = gain;
        best_choice = k;
      }
    }
    if (best_choice >= 0) MoveTo(i, best_choice);
  }
}

bool LocalSearch::MoveRound() {
  bool moved = false;
  for (int32_t i = 0; i < model_.items; ++i) {
    const int32_t old = choice_of_[i];
    const int32_t from = old < 0 ? -1 : model_.choices[old].agent;
    const int64_t removed = Removed(i);
    // Leaving it nowhere is a move as well.
    int64_t best =
        model_.must_place[i] || old < 0 ? 0 : std::max<int64_t>(removed, 0);
    int32_t best_choice = best > 0 ? -1 : old;
    for (int32_t k : model_.of_item[i]) {
      const Choice& choice = model_.choices[k];
      const int64_t load = load_[choice.agent] + choice.amount;
      if (choice.agent == from || load > model_.agents[choice.agent].capacity) {
        continue;
      }
      const int64_t gain =
          removed + choice.worth - PenaltyChange(choice.agent, load);
      if (gain > best) {
        best = gain;
        best_choice = k;
      }
    }
    moves_ += static_cast<int64_t>(model_.of_item[i].size());
    if (best_choice != old) {
      MoveTo(i, best_choice);
      moved = true;
    }
  }
  return moved;
}

bool LocalSearch::TrySwap(int32_t a, int32_t b) {
  const int32_t at_a = choice_of_[a];
  const int32_t at_b = choice_of_[b];
  if (at_a < 0 && at_b < 0) return false;
  if (at_b < 0) return TrySwap(b, a);
  const int32_t agent_b = model_.choices[at_b].agent;
  const size_t width = model_.agents.size();
  const int32_t to_b = table_[a * width + agent_b];
  if (to_b < 0) return false;
  const Choice& b_old = model_.choices[at_b];
  const Choice& a_new = model_.choices[to_b];
  const int64_t load_b = load_[agent_b] - b_old.amount + a_new.amount;
  if (load_b > model_.agents[agent_b].capacity) return false;
  int64_t gain = a_new.worth - b_old.worth - PenaltyChange(agent_b, load_b);
  if (at_a < 0) {
    // b leaves, a comes.
    if (model_.must_place[b]) gain -= missing_loss_;
    if (model_.must_place[a]) gain += missing_loss_;
    if (gain <= 0) return false;
    MoveTo(b, -1);
    MoveTo(a, to_b);
    return true;
  }
  const int32_t agent_a = model_.choices[at_a].agent;
  if (agent_a == agent_b) return false;
  const int32_t to_a = table_[b * width + agent_a];
  if (to_a < 0) return false;
  const Choice& a_old = model_.choices[at_a];
  const Choice& b_new = model_.choices[to_a];
  const int64_t load_a = load_[agent_a] - a_old.amount + b_new.amount;
  if (load_a > model_.agents[agent_a].capacity) return false;
  gain += b_new.worth - a_old.worth - PenaltyChange(agent_a, load_a);
  if (gain <= 0) return false;
  MoveTo(a, to_b);
  MoveTo(b, to_a);
  return true;
}

bool LocalSearch::SwapRound() {
  bool moved = false;
  for (int32_t a = 0; a < model_.items; ++a) {
    for (int32_t b = a + 1; b < model_.items; ++b) {
      moved = TrySwap(a, b) || moved;
    }
    moves_ += model_.items - a;
  }
  return moved;
}

void LocalSearch::Descend() {
  while (true) {
    while (MoveRound()) {
    }
    if (!SwapRound()) return;
  }
}

bool LocalSearch::Offer(Incumbent& incumbent) const {
  std::vector<int32_t> agent_of(model_.items, kNotPlaced);
  for (int32_t i = 0; i < model_.items; ++i) {
    if (choice_of_[i] >= 0) {
      agent_of[i] = model_.choices[choice_of_[i]].agent;
    } else if (model_.must_place[i]) {
      return false;
    }
  }
  return incumbent.Offer(model_.Value(agent_of), agent_of);
}

}  // namespace duikou::indivisible
