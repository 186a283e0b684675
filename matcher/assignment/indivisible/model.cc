#include "matcher/assignment/indivisible/model.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <string>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"

namespace duikou::indivisible {
namespace {

constexpr int64_t kMostScale = 1 << 10;

absl::Status Bad(const std::string& field, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat(field, ": ", why));
}

bool IsAmount(int64_t number) {
  return number >= 0 && number <= kIndivisibleMostAmount;
}

absl::Status CheckAgent(const IndivisibleAgent& agent,
                        const std::string& field) {
  if (agent.capacity && !IsAmount(*agent.capacity)) {
    return Bad(field + ".capacity", "must be 0 to 2^50");
  }
  if (!IsAmount(agent.quota)) return Bad(field + ".quota", "must be 0 to 2^50");
  if (!IsAmount(agent.under_penalty)) {
    return Bad(field + ".under_penalty", "must be 0 to 2^50");
  }
  if (!IsAmount(agent.over_penalty)) {
    return Bad(field + ".over_penalty", "must be 0 to 2^50");
  }
  return absl::OkStatus();
}

absl::Status CheckItem(const IndivisibleItem& item, int64_t agents,
                       const std::string& field) {
  int64_t last_agent = -1;
  for (size_t k = 0; k < item.choices.size(); ++k) {
    const IndivisibleChoice& choice = item.choices[k];
    const std::string at = absl::StrCat(field, ".choices[", k, "]");
    if (choice.agent <= last_agent || choice.agent >= agents) {
      return Bad(at + ".agent", "must be an agent, each once and in order");
    }
    if (choice.worth < -kIndivisibleMostAmount ||
        choice.worth > kIndivisibleMostAmount) {
      return Bad(at + ".worth", "must be -2^50 to 2^50");
    }
    if (!IsAmount(choice.load)) return Bad(at + ".load", "must be 0 to 2^50");
    last_agent = choice.agent;
  }
  return absl::OkStatus();
}

// The most that loads, or their absence, can cost: all sums stay below it.
absl::int128 LargestTotal(const IndivisibleProblem& problem) {
  absl::int128 total = 0;
  absl::int128 most_load = 0;
  std::vector<absl::int128> loads(problem.agents.size(), 0);
  for (const IndivisibleItem& item : problem.items) {
    int64_t most = 0;
    for (const IndivisibleChoice& choice : item.choices) {
      most = std::max(most, std::abs(choice.worth));
      loads[choice.agent] += choice.load;
    }
    total += most;
  }
  for (size_t j = 0; j < problem.agents.size(); ++j) {
    const IndivisibleAgent& agent = problem.agents[j];
    most_load = std::max(most_load, loads[j]);
    if (agent.capacity) {
      loads[j] = std::min<absl::int128>(loads[j], *agent.capacity);
    }
    const absl::int128 under = absl::int128(agent.quota) * agent.under_penalty;
    const absl::int128 over =
        loads[j] > agent.quota ? (loads[j] - agent.quota) * agent.over_penalty
                               : absl::int128(0);
    total += std::max(under, over);
  }
  return std::max(total, most_load);
}

// No best answer loads the agent further: one of its items could leave with a
// gain. Applies where nobody has to stay.
int64_t UsefulLoad(const Model& model, const AgentModel& agent) {
  int64_t most = 0;
  int64_t beyond = 0;
  for (int32_t k = agent.begin; k < agent.end; ++k) {
    const Choice& choice = model.choices[k];
    if (model.must_place[choice.item] ||
        choice.worth > agent.over_penalty * choice.amount) {
      beyond += choice.amount;
    } else {
      most = std::max(most, choice.amount);
    }
  }
  return agent.quota + most + beyond;
}

void BuildChoices(const IndivisibleProblem& problem, Model& model) {
  model.of_item.resize(problem.items.size());
  for (size_t i = 0; i < problem.items.size(); ++i) {
    for (const IndivisibleChoice& choice : problem.items[i].choices) {
      const std::optional<int64_t>& capacity =
          problem.agents[choice.agent].capacity;
      if (capacity && choice.load > *capacity) continue;
      model.choices.push_back({.item = static_cast<int32_t>(i),
                               .agent = choice.agent,
                               .worth = choice.worth,
                               .amount = choice.load});
    }
  }
  std::stable_sort(
      model.choices.begin(), model.choices.end(),
      [](const Choice& a, const Choice& b) { return a.agent < b.agent; });
  for (size_t k = 0; k < model.choices.size(); ++k) {
    model.of_item[model.choices[k].item].push_back(static_cast<int32_t>(k));
  }
}

}  // namespace

int64_t FloorDiv(int64_t number, int64_t divisor) {
  const int64_t quotient = number / divisor;
  return number % divisor < 0 ? quotient - 1 : quotient;
}

absl::Status CheckProblem(const IndivisibleProblem& problem) {
  if (problem.items.size() > kIndivisibleMostItems) {
    return Bad("items", "at most 2^20");
  }
  if (problem.agents.size() > kIndivisibleMostItems) {
    return Bad("agents", "at most 2^20");
  }
  for (size_t j = 0; j < problem.agents.size(); ++j) {
    absl::Status status =
        CheckAgent(problem.agents[j], absl::StrCat("agents[", j, "]"));
    if (!status.ok()) return status;
  }
  for (size_t i = 0; i < problem.items.size(); ++i) {
    absl::Status status = CheckItem(problem.items[i], problem.agents.size(),
                                    absl::StrCat("items[", i, "]"));
    if (!status.ok()) return status;
  }
  if (LargestTotal(problem) > kIndivisibleMostTotal) {
    return Bad("items", "worths and penalties must total at most 2^50");
  }
  return absl::OkStatus();
}

int32_t Model::FindChoice(int32_t item, int32_t agent) const {
  const std::vector<int32_t>& ids = of_item[item];
  auto found = std::lower_bound(ids.begin(), ids.end(), agent,
                                [this](int32_t id, int32_t wanted) {
                                  return choices[id].agent < wanted;
                                });
  return found != ids.end() && choices[*found].agent == agent ? *found : -1;
}

int64_t Model::Value(const std::vector<int32_t>& agent_of) const {
  std::vector<int64_t> loads(agents.size(), 0);
  int64_t value = 0;
  for (int32_t i = 0; i < items; ++i) {
    if (agent_of[i] == kNotPlaced) continue;
    const Choice& choice = choices[FindChoice(i, agent_of[i])];
    value += choice.worth;
    loads[choice.agent] += choice.amount;
  }
  for (size_t j = 0; j < agents.size(); ++j) {
    value -= agents[j].Penalty(loads[j]);
  }
  return value;
}

Model BuildModel(const IndivisibleProblem& problem, int64_t scale) {
  Model model;
  model.items = static_cast<int32_t>(problem.items.size());
  for (const IndivisibleItem& item : problem.items) {
    model.must_place.push_back(item.must_place);
  }
  const int64_t total = static_cast<int64_t>(LargestTotal(problem));
  model.least_value = -total;
  model.scale = kMostScale;
  // Totals below 2^29 leave the tables in 32 bits, which are twice as fast.
  while (model.scale > 16 && total / 8 * model.scale > (1 << 29)) {
    model.scale /= 2;
  }
  if (scale > 0) model.scale = scale;
  BuildChoices(problem, model);
  model.agents.resize(problem.agents.size());
  int64_t divisor = 0;
  for (const Choice& choice : model.choices) {
    AgentModel& agent = model.agents[choice.agent];
    ++agent.end;
    agent.capacity += choice.amount;  // the sum, for now
    divisor = std::gcd(divisor, choice.amount);
  }
  int64_t unit = std::max<int64_t>(divisor, 1);
  int32_t begin = 0;
  for (size_t j = 0; j < model.agents.size(); ++j) {
    AgentModel& agent = model.agents[j];
    const IndivisibleAgent& from = problem.agents[j];
    agent.begin = begin;
    begin = agent.end += begin;
    agent.quota = from.quota;
    agent.under_penalty = from.under_penalty;
    agent.over_penalty = from.over_penalty;
    agent.capacity = std::min(agent.capacity, UsefulLoad(model, agent));
    // Without a ceiling, tables end a little above the quota all the same.
    int64_t most = 0;
    for (int32_t k = agent.begin; k < agent.end; ++k) {
      most = std::max(most, model.choices[k].amount);
    }
    int64_t table = std::min(agent.capacity, agent.quota + 2 * most);
    if (from.capacity) {
      agent.capacity = std::min(agent.capacity, *from.capacity);
      table = agent.capacity;
    }
    unit = std::max(unit, table / kIndivisibleMostCells + 1);
  }
  const bool exact = divisor == 0 || unit == divisor;
  model.unit = unit;
  for (Choice& choice : model.choices) {
    choice.cells = static_cast<int32_t>(choice.amount / unit);
  }
  for (AgentModel& agent : model.agents) {
    agent.unit = unit;
    agent.scale = model.scale;
    agent.slack = exact ? 0 : (unit - 1) * (agent.end - agent.begin);
    agent.cells = static_cast<int32_t>(agent.capacity / unit);
  }
  return model;
}

}  // namespace duikou::indivisible
