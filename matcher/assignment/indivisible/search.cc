#include "matcher/assignment/indivisible/search.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace duikou::indivisible {

Search::Search(const Model& model, Work* work, const SearchOptions& options,
               const ParallelFor* parallel_for)
    : model_(model),
      work_(work),
      options_(options),
      lagrangian_(model, work, parallel_for),
      local_(model) {}

void Search::Raise(const Incumbent& best) {
  if (best.found) cutoff_ = std::max(cutoff_, best.value);
}

// A scaled bound less than this above the point's value may reach the cutoff.
int64_t Search::Slack(const PricePoint& point) const {
  return point.value - (cutoff_ + 1) * model_.scale;
}

bool Search::Exhaust(const Domain& root, const PricePoint& point,
                     int64_t cutoff, Incumbent& best) {
  cutoff_ = cutoff;
  Raise(best);
  return Explore(root, point, best);
}

void Search::Repair(const Domain& domain, const PricePoint& point,
                    Incumbent& best) {
  std::vector<int32_t> wanted;
  for (int32_t i = 0; i < model_.items; ++i) {
    if (domain.place(i) >= 0) {
      wanted.push_back(model_.FindChoice(i, domain.place(i)));
    }
  }
  const size_t placed = wanted.size();
  for (const std::vector<int32_t>& taken : point.taken) {
    wanted.insert(wanted.end(), taken.begin(), taken.end());
  }
  std::stable_sort(wanted.begin() + placed, wanted.end(),
                   [&](int32_t a, int32_t b) {
                     return model_.choices[a].worth > model_.choices[b].worth;
                   });
  const int64_t before = local_.moves();
  local_.Start(wanted);
  local_.Descend();
  work_->Add((local_.moves() - before) * 8);
  if (local_.Offer(best)) Raise(best);
}

// Whether every item still has a possibility; `struck` counts what went.
bool Search::StrikeOut(Domain& domain, const ForcedLoss& loss, int64_t slack,
                       int32_t* struck) {
  for (int32_t i = 0; i < model_.items; ++i) {
    if (domain.place(i) != kOpen) continue;
    for (int32_t k : model_.of_item[i]) {
      if (!domain.alive(k)) continue;
      const bool fits = domain.base_load(model_.choices[k].agent) +
                            model_.choices[k].amount <=
                        model_.agents[model_.choices[k].agent].capacity;
      if (fits && loss.of_choice[k] <= slack) continue;
      ++*struck;
      if (!domain.Strike(model_, k)) return false;
    }
    if (domain.may_skip(i) && loss.of_skip[i] > slack) {
      ++*struck;
      if (!domain.StrikeSkip(model_, i)) return false;
    }
  }
  for (int32_t i = 0; i < model_.items; ++i) {
    if (!domain.Settle(model_, i)) return false;
  }
  return true;
}

Search::Outcome Search::Tighten(Domain& domain, PricePoint& point,
                                ForcedLoss& loss, Incumbent& best) {
  for (int32_t round = 0;; ++round) {
    if (work_->Exhausted()) return Outcome::kStopped;
    lagrangian_.Improve(domain,
                        {.steps = options_.node_steps,
                         .target = (cutoff_ + 1) * model_.scale - 1,
                         .first_step = 0.7,
                         .average = 0.4},
                        point);
    if (Slack(point) < 0) return Outcome::kClosed;
    if (round == 0) {
      Repair(domain, point, best);
      if (Slack(point) < 0) return Outcome::kClosed;
    }
    loss = lagrangian_.Force(domain, point);
    int32_t struck = 0;
    const int32_t open = domain.open_items();
    if (!StrikeOut(domain, loss, Slack(point), &struck)) {
      return Outcome::kClosed;
    }
    if (domain.open_items() == 0) {
      best.Offer(model_.Value(domain.places()), domain.places());
      Raise(best);
      return Outcome::kClosed;
    }
    if (struck == 0) return Outcome::kOpen;
    point = lagrangian_.Evaluate(domain, std::move(point.prices));
    if (Slack(point) < 0) return Outcome::kClosed;
    if (domain.open_items() == open && struck * 10 < open) {
      return Outcome::kOpen;
    }
  }
}

// The item with the fewest possibilities; among them where the second best
// loses most.
int32_t Search::BranchItem(const Domain& domain, const ForcedLoss& loss) const {
  int32_t best = -1;
  int32_t fewest = 0;
  int64_t most_lost = 0;
  for (int32_t i = 0; i < model_.items; ++i) {
    if (domain.place(i) != kOpen) continue;
    std::vector<int64_t> losses;
    for (int32_t k : model_.of_item[i]) {
      if (domain.alive(k)) losses.push_back(loss.of_choice[k]);
    }
    if (domain.may_skip(i)) losses.push_back(loss.of_skip[i]);
    std::sort(losses.begin(), losses.end());
    const int64_t second = losses.size() > 1 ? losses[1] : 0;
    const int32_t count = static_cast<int32_t>(losses.size());
    if (best < 0 || count < fewest || (count == fewest && second > most_lost)) {
      best = i;
      fewest = count;
      most_lost = second;
    }
  }
  return best;
}

bool Search::Explore(Domain domain, PricePoint point, Incumbent& best) {
  if (++nodes_ > options_.most_nodes) return false;
  ForcedLoss loss;
  switch (Tighten(domain, point, loss, best)) {
    case Outcome::kClosed:
      return true;
    case Outcome::kStopped:
      return false;
    case Outcome::kOpen:
      break;
  }
  const int32_t item = BranchItem(domain, loss);
  std::vector<std::pair<int64_t, int32_t>> branches;  // loss, choice or -1
  for (int32_t k : model_.of_item[item]) {
    if (domain.alive(k)) branches.push_back({loss.of_choice[k], k});
  }
  if (domain.may_skip(item)) branches.push_back({loss.of_skip[item], -1});
  std::sort(branches.begin(), branches.end());
  for (const auto& [lost, choice] : branches) {
    Domain child = domain;
    const bool possible =
        choice >= 0 ? child.Place(model_, choice) : child.Skip(model_, item);
    if (!possible) continue;
    PricePoint next = lagrangian_.Evaluate(child, point.prices);
    if (!Explore(std::move(child), std::move(next), best)) return false;
  }
  return true;
}

}  // namespace duikou::indivisible
