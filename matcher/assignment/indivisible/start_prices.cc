#include "matcher/assignment/indivisible/start_prices.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace duikou::indivisible {
namespace {

constexpr int64_t kFine = 64;  // steps of a worth a unit of load
// The simplex adds costs along paths; these sums must fit 64 bits.
constexpr int64_t kMostCost = int64_t{1} << 40;
constexpr int32_t kFewArcs = 1 << 22;

// An item's load where it is the same with everybody, and not 0.
std::optional<int64_t> CommonLoad(const Model& model, int32_t item) {
  const std::vector<int32_t>& ids = model.of_item[item];
  if (ids.empty()) return std::nullopt;
  const int64_t load = model.choices[ids[0]].amount;
  for (int32_t k : ids) {
    if (model.choices[k].amount != load) return std::nullopt;
  }
  return load == 0 ? std::nullopt : std::make_optional(load);
}

bool IsTransportation(const Model& model) {
  if (model.choices.size() > kFewArcs) return false;
  for (int32_t i = 0; i < model.items; ++i) {
    if (model.of_item[i].empty()) continue;
    const std::optional<int64_t> load = CommonLoad(model, i);
    if (!load) return false;
    for (int32_t k : model.of_item[i]) {
      if (std::abs(model.choices[k].worth / *load) > kMostCost / kFine) {
        return false;
      }
    }
  }
  for (const AgentModel& agent : model.agents) {
    if (std::max(agent.under_penalty, agent.over_penalty) > kMostCost / kFine) {
      return false;
    }
  }
  return true;
}

std::vector<int64_t> SecondBest(const Model& model) {
  std::vector<int64_t> prices(model.items, 0);
  for (int32_t i = 0; i < model.items; ++i) {
    std::vector<int64_t> worths;
    for (int32_t k : model.of_item[i]) {
      worths.push_back(model.choices[k].worth);
    }
    std::sort(worths.rbegin(), worths.rend());
    if (!worths.empty()) {
      prices[i] = worths[worths.size() > 1 ? 1 : 0] * model.scale;
    }
    if (!model.must_place[i]) prices[i] = std::max<int64_t>(prices[i], 0);
  }
  return prices;
}

// The transportation problem: items supply their loads, agents pass them on to
// the sink, cheaper up to the quota; what is not placed goes there directly.
class Transportation {
 public:
  explicit Transportation(const Model& model)
      : model_(model), cost_(graph_), most_(graph_), supply_(graph_) {}

  std::optional<std::vector<int64_t>> Prices() {
    Build();
    lemon::NetworkSimplex<lemon::SmartDigraph, int64_t, int64_t> simplex(
        graph_);
    simplex.upperMap(most_).costMap(cost_).supplyMap(supply_);
    if (simplex.run() != simplex.OPTIMAL) return std::nullopt;
    std::vector<int64_t> prices(model_.items, 0);
    for (int32_t i = 0; i < model_.items; ++i) {
      if (model_.of_item[i].empty()) continue;
      const int64_t each =
          simplex.potential(items_[i]) - simplex.potential(sink_);
      // Rounded; double because the product may exceed 64 bits.
      const double price = static_cast<double>(each) / kFine *
                           static_cast<double>(*CommonLoad(model_, i)) *
                           static_cast<double>(model_.scale);
      prices[i] = static_cast<int64_t>(std::clamp(price, -0x1p58, 0x1p58));
      if (!model_.must_place[i]) prices[i] = std::max<int64_t>(prices[i], 0);
    }
    return prices;
  }

 private:
  void AddArc(lemon::SmartDigraph::Node from, lemon::SmartDigraph::Node to,
              int64_t most, int64_t cost) {
    const lemon::SmartDigraph::Arc arc = graph_.addArc(from, to);
    most_[arc] = most;
    cost_[arc] = cost;
  }

  void Build() {
    sink_ = graph_.addNode();
    int64_t total = 0;
    for (const AgentModel& agent : model_.agents) {
      agents_.push_back(graph_.addNode());
      supply_[agents_.back()] = 0;
      AddArc(agents_.back(), sink_, std::min(agent.quota, agent.capacity),
             -agent.under_penalty * kFine);
      AddArc(agents_.back(), sink_,
             std::max<int64_t>(agent.capacity - agent.quota, 0),
             agent.over_penalty * kFine);
    }
    for (int32_t i = 0; i < model_.items; ++i) {
      items_.push_back(graph_.addNode());
      const int64_t load =
          model_.of_item[i].empty() ? 0 : *CommonLoad(model_, i);
      supply_[items_[i]] = load;
      total += load;
      if (load == 0) continue;
      if (!model_.must_place[i]) AddArc(items_[i], sink_, load, 0);
      for (int32_t k : model_.of_item[i]) {
        const Choice& choice = model_.choices[k];
        // Quotient and remainder apart: the product may exceed 64 bits.
        AddArc(items_[i], agents_[choice.agent], load,
               -(choice.worth / load * kFine +
                 choice.worth % load * kFine / load));
      }
    }
    supply_[sink_] = -total;
  }

  const Model& model_;
  lemon::SmartDigraph graph_;
  lemon::SmartDigraph::ArcMap<int64_t> cost_, most_;
  lemon::SmartDigraph::NodeMap<int64_t> supply_;
  lemon::SmartDigraph::Node sink_;
  std::vector<lemon::SmartDigraph::Node> agents_, items_;
};

}  // namespace

std::vector<int64_t> StartPrices(const Model& model) {
  if (IsTransportation(model)) {
    if (auto prices = Transportation(model).Prices()) return *prices;
  }
  return SecondBest(model);
}

}  // namespace duikou::indivisible
