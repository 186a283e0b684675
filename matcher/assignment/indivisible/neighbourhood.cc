#include "matcher/assignment/indivisible/neighbourhood.h"

#include <algorithm>
#include <utility>

#include "matcher/assignment/indivisible/search.h"

namespace duikou::indivisible {
namespace {

// In a round, whatever the executor has: the answer must not depend on it.
constexpr size_t kJobs = 4;
constexpr int32_t kRootSteps = 40;

}  // namespace

struct Neighbourhoods::Job {
  Part part;
  std::vector<int32_t> start;  // by item of the part: agent of the part
  Incumbent best;
  int64_t cells = 0;
};

Part MakePart(const Model& whole, const std::vector<int32_t>& agents,
              const std::vector<int32_t>& items) {
  Part part;
  part.agents = agents;
  part.items = items;
  std::vector<int32_t> new_item(whole.items, -1);
  for (size_t i = 0; i < items.size(); ++i) {
    new_item[items[i]] = static_cast<int32_t>(i);
  }
  Model& model = part.model;
  model.items = static_cast<int32_t>(items.size());
  model.unit = whole.unit;
  model.scale = whole.scale;
  model.least_value = whole.least_value;
  model.of_item.resize(items.size());
  for (int32_t i : items) model.must_place.push_back(whole.must_place[i]);
  for (size_t j = 0; j < agents.size(); ++j) {
    AgentModel agent = whole.agents[agents[j]];
    const int32_t begin = static_cast<int32_t>(model.choices.size());
    for (int32_t k = agent.begin; k < agent.end; ++k) {
      Choice choice = whole.choices[k];
      if (new_item[choice.item] < 0) continue;
      choice.item = new_item[choice.item];
      choice.agent = static_cast<int32_t>(j);
      model.of_item[choice.item].push_back(
          static_cast<int32_t>(model.choices.size()));
      model.choices.push_back(choice);
    }
    agent.begin = begin;
    agent.end = static_cast<int32_t>(model.choices.size());
    model.agents.push_back(agent);
  }
  return part;
}

Neighbourhoods::Neighbourhoods(const Model& model, Work* work,
                               const ParallelFor* parallel_for)
    : model_(model), work_(work), parallel_for_(parallel_for) {}

std::vector<int64_t> Neighbourhoods::Losses(const PricePoint& point,
                                            const Incumbent& best) const {
  std::vector<int64_t> has(model_.agents.size(), 0);
  std::vector<int64_t> load(model_.agents.size(), 0);
  for (int32_t i = 0; i < model_.items; ++i) {
    if (best.agent_of[i] < 0) continue;
    const Choice& choice =
        model_.choices[model_.FindChoice(i, best.agent_of[i])];
    has[choice.agent] += choice.worth * model_.scale - point.prices[i];
    load[choice.agent] += choice.amount;
  }
  std::vector<int64_t> losses;
  for (size_t j = 0; j < model_.agents.size(); ++j) {
    const AgentModel& agent = model_.agents[j];
    losses.push_back(point.agent_value[j] - has[j] +
                     agent.Penalty(load[j]) * model_.scale);
  }
  return losses;
}

// An unused agent, as likely as it loses; -1 where nobody does.
int32_t Neighbourhoods::Draw(const std::vector<int64_t>& losses,
                             const std::vector<uint8_t>& used) {
  int64_t total = 0;
  for (size_t j = 0; j < losses.size(); ++j) {
    if (!used[j]) total += std::max<int64_t>(losses[j], 0);
  }
  if (total <= 0) return -1;
  int64_t at = static_cast<int64_t>(random_() % static_cast<uint64_t>(total));
  for (size_t j = 0; j < losses.size(); ++j) {
    if (used[j]) continue;
    at -= std::max<int64_t>(losses[j], 0);
    if (at < 0) return static_cast<int32_t>(j);
  }
  return -1;
}

std::vector<int32_t> Neighbourhoods::Grow(const PricePoint& point,
                                          const std::vector<int64_t>& losses,
                                          const Incumbent& best, int32_t size,
                                          std::vector<uint8_t>& used) {
  std::vector<int32_t> chosen;
  const int32_t first = Draw(losses, used);
  if (first < 0) return chosen;
  auto join = [&](int32_t agent) {
    used[agent] = 1;
    chosen.push_back(agent);
  };
  join(first);
  // Those who hold what somebody inside wants, in random order; then losers.
  for (size_t at = 0; at < chosen.size(); ++at) {
    std::vector<int32_t> wanted;
    for (int32_t k : point.taken[chosen[at]]) {
      const int32_t holder = best.agent_of[model_.choices[k].item];
      if (holder >= 0) wanted.push_back(holder);
    }
    for (size_t k = wanted.size(); k > 1; --k) {
      std::swap(wanted[k - 1], wanted[random_() % k]);
    }
    for (int32_t holder : wanted) {
      if (static_cast<int32_t>(chosen.size()) >= size) break;
      if (!used[holder]) join(holder);
    }
  }
  while (static_cast<int32_t>(chosen.size()) < size) {
    const int32_t next = Draw(losses, used);
    if (next < 0) break;
    join(next);
  }
  std::sort(chosen.begin(), chosen.end());
  return chosen;
}

void Neighbourhoods::Run(const PricePoint& point,
                         const NeighbourhoodOptions& options, Job& job) const {
  const Model& model = job.part.model;
  Work work(options.cells, nullptr);
  Lagrangian lagrangian(model, &work);
  const Domain root(model);
  std::vector<int64_t> prices;
  for (int32_t i : job.part.items) prices.push_back(point.prices[i]);
  job.best.Offer(model.Value(job.start), job.start);
  PricePoint part = lagrangian.Evaluate(root, std::move(prices));
  lagrangian.Improve(
      root,
      {.steps = kRootSteps,
       .target = (job.best.value + 1) * model.scale - 1,
       .first_step = 1.0,
       .average = 0.3,
       .reach =
           static_cast<double>(part.value - job.best.value * model.scale) / 3},
      part);
  Search search(model, &work, {.node_steps = 6, .most_nodes = options.nodes});
  search.Exhaust(root, part, job.best.value, job.best);
  job.cells = work.cells();
}

Neighbourhoods::Outcome Neighbourhoods::Round(
    const PricePoint& point, const NeighbourhoodOptions& options,
    Incumbent& best) {
  const std::vector<int64_t> losses = Losses(point, best);
  std::vector<uint8_t> used(model_.agents.size(), 0);
  std::vector<Job> jobs;
  for (size_t t = 0; t < kJobs; ++t) {
    const std::vector<int32_t> agents =
        Grow(point, losses, best, options.agents, used);
    if (agents.size() < 2) break;
    std::vector<int32_t> items;
    for (int32_t i = 0; i < model_.items; ++i) {
      const int32_t holder = best.agent_of[i];
      // What is nowhere goes to one of the jobs.
      const bool in =
          holder < 0 ? i % kJobs == t
                     : std::binary_search(agents.begin(), agents.end(), holder);
      if (in && !model_.of_item[i].empty()) items.push_back(i);
    }
    Job job;
    job.part = MakePart(model_, agents, items);
    for (int32_t i : items) {
      const int32_t holder = best.agent_of[i];
      job.start.push_back(
          holder < 0
              ? kNotPlaced
              : static_cast<int32_t>(
                    std::lower_bound(agents.begin(), agents.end(), holder) -
                    agents.begin()));
    }
    jobs.push_back(std::move(job));
  }
  if (jobs.empty()) return Outcome::kNothingToTry;
  std::vector<std::function<void()>> tasks;
  for (Job& job : jobs) {
    tasks.push_back(
        [this, &point, &options, &job] { Run(point, options, job); });
  }
  if (parallel_for_ != nullptr && *parallel_for_) {
    (*parallel_for_)(std::move(tasks));
  } else {
    for (const std::function<void()>& task : tasks) task();
  }
  std::vector<int32_t> agent_of = best.agent_of;
  for (const Job& job : jobs) {
    work_->Add(job.cells);
    for (size_t i = 0; i < job.part.items.size(); ++i) {
      const int32_t agent = job.best.agent_of[i];
      agent_of[job.part.items[i]] =
          agent < 0 ? kNotPlaced : job.part.agents[agent];
    }
  }
  return best.Offer(model_.Value(agent_of), agent_of) ? Outcome::kBetter
                                                      : Outcome::kNoBetter;
}

}  // namespace duikou::indivisible
