#include "matcher/assignment/branch_and_bound.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "matcher/assignment/plan_state.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

using int128 = absl::int128;

// A use of a pair this near to 0 or 1 counts as that.
constexpr double kWholeUse = 1e-6;

// One pass over needs, supplies, partners and places; counts what it changed.
class Propagator {
 public:
  Propagator(const Model& model, std::vector<ArcDomain>& domains)
      : model_(model), domains_(domains) {}

  bool Run() {
    int64_t before = -1;
    while (possible_ && before != changes_) {
      before = changes_;
      Pins();
      Count();
      Needs();
      Supplies();
      Partners();
    }
    return possible_;
  }

 private:
  struct Sums {
    int64_t low = 0;   // of what must be
    int64_t high = 0;  // of what can be
    bool forced = false;
  };

  void ToZero(int32_t a) {
    if (!domains_[a].some()) return;
    if (!domains_[a].zero) possible_ = false;
    domains_[a].low = 1;
    domains_[a].high = 0;
    ++changes_;
  }
  void Cap(int32_t a, int64_t high) {
    if (high >= domains_[a].high) return;
    if (high < domains_[a].low) {
      ToZero(a);
    } else {
      domains_[a].high = high;
      ++changes_;
    }
  }
  void Raise(int32_t a, int64_t low) {
    if (domains_[a].zero) {
      domains_[a].zero = false;
      ++changes_;
    }
    if (low > domains_[a].low) {
      domains_[a].low = low;
      ++changes_;
    }
    if (!domains_[a].some()) possible_ = false;
  }

  void Pins() {
    for (const ArcPair& pair : model_.pairs()) {
      int32_t some = 0, last = kNone;
      for (int32_t a = pair.first; a < pair.end; ++a) {
        if (!domains_[a].zero && !domains_[a].some()) possible_ = false;
        if (!domains_[a].some()) continue;
        ++some;
        last = a;
      }
      if (!pair.pinned) continue;
      if (some == 0) possible_ = false;
      if (some == 1) Raise(last, domains_[last].low);
    }
  }

  void Count() {
    needs_.assign(model_.project_count() * kMaxFundKinds, {});
    supplies_.assign(model_.supporter_count() * kMaxFundKinds, {});
    for (size_t a = 0; a < domains_.size(); ++a) {
      const Arc& arc = model_.arcs()[a];
      const ArcDomain& domain = domains_[a];
      if (!domain.some()) continue;
      for (Sums* sums : {&needs_[arc.need()], &supplies_[arc.supply()]}) {
        sums->high += domain.high;
        if (domain.zero) continue;
        sums->low += domain.low;
        sums->forced = true;
      }
    }
  }

  void Needs() {
    for (size_t a = 0; a < domains_.size(); ++a) {
      if (!domains_[a].some()) continue;
      const int32_t cell = model_.arcs()[a].need();
      const Sums& sums = needs_[cell];
      const int64_t open = model_.need(cell).open.fen();
      if (sums.low > open) possible_ = false;
      const int64_t own = domains_[a].zero ? 0 : domains_[a].low;
      const int64_t high = domains_[a].high;
      Cap(a, open - (sums.low - own));
      if (!model_.whole(cell) || !domains_[a].some()) continue;
      if (sums.high < open) {
        ToZero(a);
      } else if (sums.forced && sums.high - high < open) {
        Raise(a, open - (sums.high - high));
      }
    }
  }

  void Supplies() {
    for (size_t a = 0; a < domains_.size(); ++a) {
      if (!domains_[a].some()) continue;
      const int32_t cell = model_.arcs()[a].supply();
      if (!model_.offer(cell).means.has_value()) continue;
      const int64_t own = domains_[a].zero ? 0 : domains_[a].low;
      Cap(a, model_.offer(cell).means->fen() - (supplies_[cell].low - own));
    }
  }

  bool Must(const ArcPair& pair) const {
    bool must = pair.pinned;
    for (int32_t a = pair.first; a < pair.end; ++a) {
      must = must || !domains_[a].zero;
    }
    return must;
  }

  void Partners() {
    std::vector<int32_t> partners(model_.project_count()),
        places(model_.supporter_count());
    for (const ArcPair& pair : model_.pairs()) {
      if (!Must(pair)) continue;
      ++partners[pair.project];
      ++places[pair.supporter];
    }
    for (const ArcPair& pair : model_.pairs()) {
      const int32_t most_partners =
          model_.problem().projects[pair.project].most_partners;
      const int32_t most_projects =
          model_.problem().supporters[pair.supporter].most_projects;
      const int32_t over_partners =
          most_partners == 0 ? -1 : partners[pair.project] - most_partners;
      const int32_t over_places =
          most_projects == 0 ? -1 : places[pair.supporter] - most_projects;
      if (over_partners > 0 || over_places > 0) possible_ = false;
      if ((over_partners < 0 && over_places < 0) || Must(pair)) continue;
      for (int32_t a = pair.first; a < pair.end; ++a) ToZero(a);
    }
  }

  const Model& model_;
  std::vector<ArcDomain>& domains_;
  std::vector<Sums> needs_, supplies_;
  bool possible_ = true;
  int64_t changes_ = 0;
};

}  // namespace

bool Propagate(const Model& model, std::vector<ArcDomain>& domains) {
  return Propagator(model, domains).Run();
}

BranchAndBound::BranchAndBound(const Model& model,
                               const AssignmentPrices& prices, int128 bound)
    : model_(model) {
  Node root{.bound = bound, .domains = model.domains(), .prices = prices};
  if (Propagate(model_, root.domains)) open_.push(std::move(root));
}

int128 BranchAndBound::bound() const {
  return open_.empty() ? absl::Int128Min() : open_.top().bound;
}

void BranchAndBound::Offer(const std::vector<double>& flows,
                           AssignmentIncumbent* incumbent) {
  PlanState state(model_, model_.domains());
  for (size_t a = 0; a < flows.size(); ++a) {
    const int64_t amount = std::llround(flows[a]);
    const ArcDomain& domain = model_.domains()[a];
    if (amount == 0) {
      if (!domain.zero) return;
      continue;
    }
    const int32_t arc = static_cast<int32_t>(a);
    if (amount < domain.low || amount > state.Room(arc)) return;
    if (!state.MayJoin(model_.arcs()[a].pair)) return;
    state.Set(arc, amount);
  }
  if (state.faults() > 0) return;
  for (size_t i = 0; i < model_.pairs().size(); ++i) {
    if (model_.pairs()[i].pinned && !state.partner(static_cast<int32_t>(i))) {
      return;
    }
  }
  if (incumbent->found && state.value() <= incumbent->value) return;
  *incumbent = {true, state.value(), state.amounts()};
}

int32_t BranchAndBound::BranchArc(const Node& node,
                                  const std::vector<double>& flows,
                                  const std::vector<double>& uses) const {
  int32_t best = kNone;
  double most = kWholeUse;
  for (size_t a = 0; a < flows.size(); ++a) {
    const ArcDomain& domain = node.domains[a];
    if (domain.decided()) continue;
    double part = std::min(uses[a], 1 - uses[a]);
    if (flows[a] > 0.5 && flows[a] < static_cast<double>(domain.low) - 0.5) {
      part = std::max(part, 0.25);
    }
    if (part > most) {
      most = part;
      best = static_cast<int32_t>(a);
    }
  }
  if (best != kNone) return best;
  for (size_t a = 0; a < node.domains.size(); ++a) {
    const ArcDomain& domain = node.domains[a];
    if (domain.zero || domain.low == domain.high) continue;
    if (flows.empty() || std::abs(flows[a] - std::round(flows[a])) < 1e-6) {
      continue;
    }
    return static_cast<int32_t>(a);
  }
  // Nothing is fractional, but the bound has not been met: any.
  for (size_t a = 0; a < node.domains.size(); ++a) {
    if (!node.domains[a].decided()) return static_cast<int32_t>(a);
  }
  for (size_t a = 0; a < node.domains.size(); ++a) {
    const ArcDomain& domain = node.domains[a];
    if (domain.some() && domain.low < domain.high) {
      return static_cast<int32_t>(a);
    }
  }
  return kNone;
}

void BranchAndBound::Push(const Node& parent, int32_t arc, ArcDomain domain) {
  Node node{parent.bound, parent.depth + 1, made_++, parent.domains,
            parent.prices};
  node.domains[arc] = domain;
  if (Propagate(model_, node.domains)) open_.push(std::move(node));
}

void BranchAndBound::Branch(const Node& node, int32_t arc, int64_t below) {
  const ArcDomain& domain = node.domains[arc];
  if (!domain.decided()) {
    Push(node, arc, {true, 1, 0});
    Push(node, arc, {false, domain.low, domain.high});
    return;
  }
  below = std::clamp(below, domain.low, domain.high - 1);
  Push(node, arc, {false, domain.low, below});
  Push(node, arc, {false, below + 1, domain.high});
}

absl::Status BranchAndBound::Visit(Node node, AssignmentIncumbent* incumbent,
                                   Work* work) {
  const int128 cutoff = incumbent->found ? incumbent->value : absl::Int128Min();
  Master master(model_, node.domains, &pool_);
  RETURN_IF_ERROR(master.Improve(node.prices, {.cutoff = cutoff}, work));
  if (work->Ended()) {
    open_.push(std::move(node));
    return absl::OkStatus();
  }
  node.bound = std::min(node.bound, master.bound());
  node.prices = master.prices();
  std::vector<double> flows = master.flows(), uses = master.uses();
  if (flows.empty()) {
    flows.resize(model_.arcs().size());
    uses.resize(model_.arcs().size());
  }
  Offer(flows, incumbent);
  if (incumbent->found && node.bound <= incumbent->value) {
    return absl::OkStatus();
  }
  const int32_t arc = BranchArc(node, flows, uses);
  if (arc != kNone) {
    Branch(node, arc, static_cast<int64_t>(std::floor(flows[arc] + 1e-6)));
    return absl::OkStatus();
  }
  // Every amount is decided: the plan is known.
  for (size_t a = 0; a < flows.size(); ++a) {
    flows[a] =
        node.domains[a].zero ? 0.0 : static_cast<double>(node.domains[a].low);
  }
  Offer(flows, incumbent);
  return absl::OkStatus();
}

absl::Status BranchAndBound::Explore(AssignmentIncumbent* incumbent,
                                     Work* work) {
  while (!open_.empty() && !work->Ended()) {
    if (incumbent->found && open_.top().bound <= incumbent->value) {
      open_ = {};
      break;
    }
    Node node = open_.top();
    open_.pop();
    RETURN_IF_ERROR(Visit(std::move(node), incumbent, work));
  }
  return absl::OkStatus();
}

}  // namespace duikou
