#include "matcher/assignment/indivisible/lagrangian.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace duikou::indivisible {
namespace {

constexpr size_t kTasks = 8;
constexpr int32_t kCheckEvery = 10;        // steps
constexpr int64_t kPollEvery = 4'000'000;  // cells

}  // namespace

void Work::Add(int64_t cells) {
  cells_ += cells;
  if (cells_ - polled_at_ < kPollEvery) return;
  polled_at_ = cells_;
  if (cancelled_ != nullptr && *cancelled_ && (*cancelled_)()) stopped_ = true;
}

Lagrangian::Lagrangian(const Model& model, Work* work,
                       const ParallelFor* parallel_for)
    : model_(model),
      work_(work),
      parallel_for_(parallel_for != nullptr && *parallel_for ? parallel_for
                                                             : nullptr),
      knapsacks_(
          parallel_for_ != nullptr ? std::min(kTasks, model.agents.size()) : 1),
      entries_(knapsacks_.size()),
      share_(model.choices.size(), 0.0) {}

// Runs task(agent, knapsack, entries) for each agent and counts the work.
template <typename Task>
void Lagrangian::ForAgents(const Task& task) {
  int64_t before = 0;
  for (const Knapsack& knapsack : knapsacks_) before += knapsack.cells();
  const size_t tasks = knapsacks_.size();
  auto run = [&](size_t t) {
    for (size_t j = t; j < model_.agents.size(); j += tasks) {
      task(static_cast<int32_t>(j), knapsacks_[t], entries_[t]);
    }
  };
  if (parallel_for_ == nullptr) {
    for (size_t t = 0; t < tasks; ++t) run(t);
  } else {
    std::vector<std::function<void()>> all;
    for (size_t t = 0; t < tasks; ++t) all.push_back([&run, t] { run(t); });
    (*parallel_for_)(std::move(all));
  }
  int64_t after = static_cast<int64_t>(model_.choices.size()) + 1;
  for (const Knapsack& knapsack : knapsacks_) after += knapsack.cells();
  work_->Add(after - before);
}

int32_t Lagrangian::BaseCells(const Domain& domain, int32_t agent) const {
  return static_cast<int32_t>(domain.base_load(agent) / model_.unit);
}

PricePoint Lagrangian::Evaluate(const Domain& domain,
                                std::vector<int64_t> prices) {
  PricePoint point;
  point.prices = std::move(prices);
  point.agent_value.resize(model_.agents.size());
  point.taken.resize(model_.agents.size());
  ForAgents([&](int32_t j, Knapsack& knapsack,
                std::vector<KnapsackEntry>& entries) {
    const AgentModel& agent = model_.agents[j];
    entries.clear();
    for (int32_t k = agent.begin; k < agent.end; ++k) {
      const Choice& choice = model_.choices[k];
      if (!domain.alive(k) || domain.place(choice.item) != kOpen) continue;
      entries.push_back(
          {.value = choice.worth * model_.scale - point.prices[choice.item],
           .cells = choice.cells,
           .choice = k});
    }
    point.agent_value[j] =
        domain.base_worth(j) * model_.scale +
        knapsack.Solve(agent, BaseCells(domain, j), entries, &point.taken[j]);
  });
  for (int32_t i = 0; i < model_.items; ++i) {
    if (domain.place(i) == kOpen) point.value += point.prices[i];
  }
  for (int64_t value : point.agent_value) point.value += value;
  return point;
}

double Lagrangian::Improve(const Domain& domain, const ImproveOptions& options,
                           PricePoint& point) {
  std::vector<int32_t> open;
  for (int32_t i = 0; i < model_.items; ++i) {
    if (domain.place(i) == kOpen) open.push_back(i);
  }
  std::fill(share_.begin(), share_.end(), 0.0);
  std::vector<double> average(model_.items, 0.0);  // of times taken
  auto blend = [&](const PricePoint& newest, double weight) {
    for (int32_t i : open) average[i] *= 1.0 - weight;
    for (double& share : share_) share *= 1.0 - weight;
    for (const std::vector<int32_t>& taken : newest.taken) {
      for (int32_t k : taken) {
        average[model_.choices[k].item] += weight;
        share_[k] += weight;
      }
    }
  };
  blend(point, 1.0);
  double step = options.first_step;
  double reach = options.reach;
  int32_t waiting = 0;
  int64_t checked = point.value;
  for (int32_t s = 0; s < options.steps; ++s) {
    if (point.value <= options.target || work_->Exhausted()) break;
    double norm = 0;
    std::vector<double> slope(model_.items, 0.0);
    for (int32_t i : open) {
      slope[i] = 1.0 - average[i];
      // An item that nobody needs to take is no violation at a price of 0.
      if (!model_.must_place[i] && point.prices[i] == 0 && slope[i] > 0) {
        slope[i] = 0;
      }
      norm += slope[i] * slope[i];
    }
    if (norm < 1e-9) break;
    if (options.reach > 0 && s > 0 && s % kCheckEvery == 0) {
      const double gained = static_cast<double>(checked - point.value);
      if (gained < reach / 2) reach *= 0.6;
      if (gained > reach * 2) reach *= 1.5;
      checked = point.value;
    }
    const double above = static_cast<double>(point.value - options.target);
    const double length =
        step * (reach > 0 ? std::min(reach, above) : above) / norm;
    std::vector<int64_t> prices = point.prices;
    for (int32_t i : open) {
      const double moved =
          std::clamp(static_cast<double>(prices[i]) - length * slope[i],
                     -0x1p60 / 256, 0x1p60 / 256);
      prices[i] = static_cast<int64_t>(std::llround(moved));
      if (!model_.must_place[i]) prices[i] = std::max<int64_t>(prices[i], 0);
    }
    PricePoint next = Evaluate(domain, std::move(prices));
    blend(next, options.average);
    if (next.value < point.value) {
      point = std::move(next);
      step = std::min(step * 1.1, 2.0);
      waiting = 0;
    } else if (++waiting >= 6) {
      step *= 0.66;
      waiting = 0;
    }
  }
  return reach;
}

ForcedLoss Lagrangian::Force(const Domain& domain, const PricePoint& point) {
  ForcedLoss loss;
  loss.of_choice.assign(model_.choices.size(), 0);
  loss.of_skip.assign(model_.items, 0);
  // First the loss with the choice, and without it, in its own knapsack.
  std::vector<int64_t> without(model_.choices.size(), 0);
  ForAgents(
      [&](int32_t j, Knapsack& knapsack, std::vector<KnapsackEntry>& entries) {
        const AgentModel& agent = model_.agents[j];
        entries.clear();
        for (int32_t k = agent.begin; k < agent.end; ++k) {
          const Choice& choice = model_.choices[k];
          if (!domain.alive(k) || domain.place(choice.item) != kOpen) continue;
          entries.push_back(
              {.value = choice.worth * model_.scale - point.prices[choice.item],
               .cells = choice.cells,
               .choice = k});
        }
        std::vector<ForcedValues> forced;
        const int64_t best =
            knapsack.SolveForced(agent, BaseCells(domain, j), entries, &forced);
        for (size_t e = 0; e < entries.size(); ++e) {
          const int32_t k = entries[e].choice;
          loss.of_choice[k] =
              forced[e].with == kNever ? -kNever : best - forced[e].with;
          without[k] = best - forced[e].without;
        }
      });
  // An item at one agent is at no other; its own price falls out.
  for (int32_t i = 0; i < model_.items; ++i) {
    if (domain.place(i) != kOpen) continue;
    int64_t nobody = 0;
    for (int32_t k : model_.of_item[i]) {
      if (domain.alive(k)) nobody += without[k];
    }
    for (int32_t k : model_.of_item[i]) {
      if (domain.alive(k)) loss.of_choice[k] += nobody - without[k];
    }
    loss.of_skip[i] = nobody + point.prices[i];
  }
  return loss;
}

}  // namespace duikou::indivisible
