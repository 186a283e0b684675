#include "matcher/assignment/plan_finder.h"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "absl/numeric/int128.h"

namespace duikou {
namespace {

using Uses = std::vector<PinRules::Use>;
using RuleKey = std::tuple<AssignmentRule, int32_t, int32_t, int32_t>;

// Steps of the work that one arc of a circulation stands for.
constexpr int64_t kArcSteps = 50;

enum class Decision : uint8_t { kOpen, kOn, kOff };

// One question: the rules that hold as a search for a plan.
class PlanFinder {
 public:
  PlanFinder(const AssignmentProblem& problem,
             const std::vector<int32_t>& pairs,
             const std::vector<RuleCase>& rules, const Uses& uses, Work* work)
      : problem_(problem), work_(work) {
    for (size_t r = 0; r < rules.size(); ++r) {
      if (!uses[r].holds) continue;
      const RuleCase& rule = rules[r];
      uses_[{rule.rule, rule.project, rule.supporter, rule.kind}] = uses[r];
    }
    for (const int32_t i : pairs) AddPair(problem.pairs[i]);
    AddNodes();
  }

  FeasibilityAnswer Find() {
    if (dead_) return {Possible::kNo, {}};
    std::vector<Decision> decisions;
    for (const FillArc& arc : arcs_) {
      decisions.push_back(arc.forced ? Decision::kOn : Decision::kOpen);
    }
    const Possible possible = Explore(std::move(decisions));
    return {possible, possible == Possible::kYes ? Plan() : AssignmentPlan()};
  }

 private:
  struct FillArc {
    int32_t pair = 0;  // of pairs_
    int32_t kind = 0;
    int64_t low = 1;
    int64_t high = 0;
    bool forced = false;
    lemon::SmartDigraph::Arc edge = lemon::INVALID;
    int64_t flow = 0;
  };
  struct FillPair {
    int32_t project = 0;
    int32_t supporter = 0;
    int32_t first = 0;  // arcs
    int32_t end = 0;
    bool must = false;
  };
  struct Cell {
    lemon::SmartDigraph::Node node = lemon::INVALID;
    lemon::SmartDigraph::Arc edge = lemon::INVALID;
    int64_t least = 0;  // where anything is given
    int64_t most = kNoRuleLimit;
  };

  const PinRules::Use* Find(AssignmentRule rule, int32_t project,
                            int32_t supporter, int32_t kind) const {
    const auto found = uses_.find({rule, project, supporter, kind});
    return found == uses_.end() ? nullptr : &found->second;
  }

  void AddPair(const AssignmentPair& pair) {
    using R = AssignmentRule;
    const int32_t p = pair.project, s = pair.supporter;
    FillPair made{p, s, static_cast<int32_t>(arcs_.size()), 0,
                  Find(R::kPin, p, s, kNone) != nullptr};
    for (int32_t k = 0; k < problem_.fund_kinds; ++k) {
      FillArc arc{static_cast<int32_t>(pairs_.size()), k, 1, kNoRuleLimit};
      const auto cap = [&](const PinRules::Use* use) {
        if (use != nullptr) arc.high = std::min(arc.high, use->most);
      };
      const auto raise = [&](const PinRules::Use* use) {
        if (use != nullptr) arc.low = std::max(arc.low, use->least);
      };
      const PinRules::Use* pin = Find(R::kPin, p, s, k);
      if (!pair.pinned && (!pair.funds[k].allowed || pair.banned ||
                           !problem_.supporters[s].funds[k].gives)) {
        continue;
      }
      cap(Find(R::kNotAllowed, p, s, k));
      cap(Find(R::kOpenNeed, p, kNone, k));
      cap(Find(R::kMeans, kNone, s, k));
      cap(Find(R::kMostToOne, p, s, k));
      cap(pin);
      raise(Find(R::kLeastShare, p, s, k));
      raise(Find(R::kAllOrNothing, p, s, k));
      raise(pin);
      arc.forced = pin != nullptr && pin->least > 0;
      if (arc.low <= arc.high) {
        arcs_.push_back(arc);
      } else if (arc.forced) {
        dead_ = true;
      }
    }
    made.end = static_cast<int32_t>(arcs_.size());
    if (made.must && made.first == made.end) dead_ = true;
    pairs_.push_back(made);
  }

  void AddNodes() {
    source_ = graph_.addNode();
    sink_ = graph_.addNode();
    for (FillArc& arc : arcs_) {
      const FillPair& pair = pairs_[arc.pair];
      Cell& need = needs_[{pair.project, arc.kind}];
      if (need.node == lemon::INVALID) {
        need.node = graph_.addNode();
        need.edge = graph_.addArc(need.node, sink_);
        const auto* open =
            Find(AssignmentRule::kOpenNeed, pair.project, kNone, arc.kind);
        const auto* whole =
            Find(AssignmentRule::kAllOrNothing, pair.project, kNone, arc.kind);
        if (open != nullptr) need.most = open->most;
        if (whole != nullptr) need.least = whole->least;
      }
      Cell& supply = supplies_[{pair.supporter, arc.kind}];
      if (supply.node == lemon::INVALID) {
        supply.node = graph_.addNode();
        supply.edge = graph_.addArc(source_, supply.node);
        const auto* means =
            Find(AssignmentRule::kMeans, kNone, pair.supporter, arc.kind);
        if (means != nullptr) supply.most = means->most;
      }
      arc.edge = graph_.addArc(supply.node, need.node);
    }
    back_ = graph_.addArc(sink_, source_);
  }

  // Whether the decisions leave a circulation; its flows.
  bool Flow(const std::vector<Decision>& decisions) {
    work_->Add(kArcSteps * (static_cast<int64_t>(arcs_.size()) + 10));
    lemon::SmartDigraph::ArcMap<int64_t> least(graph_, 0), most(graph_, 0),
        cost(graph_, 0);
    std::map<std::pair<int32_t, int32_t>, bool> given;
    for (size_t a = 0; a < arcs_.size(); ++a) {
      const FillArc& arc = arcs_[a];
      if (decisions[a] == Decision::kOn) {
        least[arc.edge] = arc.low;
        given[{pairs_[arc.pair].project, arc.kind}] = true;
      }
      most[arc.edge] = decisions[a] == Decision::kOff ? 0 : arc.high;
      cost[arc.edge] = decisions[a] == Decision::kOpen ? 1 : 0;
    }
    for (const auto& [key, cell] : needs_) {
      most[cell.edge] = cell.most;
      if (given.contains(key)) least[cell.edge] = cell.least;
      if (least[cell.edge] > most[cell.edge]) return false;
    }
    for (const auto& [key, cell] : supplies_) most[cell.edge] = cell.most;
    most[back_] = kNoRuleLimit;
    lemon::NetworkSimplex<lemon::SmartDigraph, int64_t, int64_t> simplex(
        graph_);
    simplex.lowerMap(least).upperMap(most).costMap(cost);
    if (simplex.run() != simplex.OPTIMAL) return false;
    for (FillArc& arc : arcs_) arc.flow = simplex.flow(arc.edge);
    return true;
  }

  bool Used(const FillPair& pair) const {
    for (int32_t a = pair.first; a < pair.end; ++a) {
      if (arcs_[a].flow > 0) return true;
    }
    return false;
  }

  // Partners by project, projects by supporter, of the flows.
  bool OverLimit(const FillPair& pair) const {
    int32_t partners = 0, places = 0;
    for (const FillPair& other : pairs_) {
      if (!Used(other)) continue;
      partners += other.project == pair.project;
      places += other.supporter == pair.supporter;
    }
    return partners >
               Limit(AssignmentRule::kMostPartners, pair.project, kNone) ||
           places > Limit(AssignmentRule::kMostProjects, kNone, pair.supporter);
  }

  // An arc whose decision would mend what the flows break; kNone: nothing is
  // broken. `broken` is set where something is and no arc is left to decide.
  int32_t BranchArc(const std::vector<Decision>& decisions, bool* broken) {
    *broken = false;
    int32_t best = kNone;
    for (const FillPair& pair : pairs_) {
      const bool used = Used(pair);
      const bool over = used && OverLimit(pair);
      if (!over && (used || !pair.must)) continue;
      *broken = true;
      for (int32_t a = pair.first; a < pair.end; ++a) {
        if (decisions[a] != Decision::kOpen) continue;
        if (over && arcs_[a].flow == 0) continue;
        if (best == kNone || arcs_[a].high > arcs_[best].high) best = a;
      }
    }
    if (*broken) return best;
    for (size_t a = 0; a < arcs_.size(); ++a) {
      const FillArc& arc = arcs_[a];
      if (decisions[a] != Decision::kOpen || arc.flow == 0) continue;
      const Cell& need = needs_[{pairs_[arc.pair].project, arc.kind}];
      int64_t given = 0;
      for (const FillArc& other : arcs_) {
        if (other.kind == arc.kind &&
            pairs_[other.pair].project == pairs_[arc.pair].project) {
          given += other.flow;
        }
      }
      if (arc.flow < arc.low || given < need.least) return static_cast<int>(a);
    }
    return kNone;
  }

  int64_t Limit(AssignmentRule rule, int32_t project, int32_t supporter) const {
    const PinRules::Use* use = Find(rule, project, supporter, kNone);
    return use == nullptr ? kNoRuleLimit : use->most;
  }

  bool Sure(const FillPair& pair,
            const std::vector<Decision>& decisions) const {
    bool sure = pair.must;
    for (int32_t a = pair.first; a < pair.end; ++a) {
      sure = sure || decisions[a] == Decision::kOn;
    }
    return sure;
  }

  // Switches off what has no partner's or project's place left; false where
  // there are too many already.
  bool TightenPlaces(std::vector<Decision>& decisions) const {
    std::map<int32_t, int64_t> partners, places;
    for (const FillPair& pair : pairs_) {
      if (!Sure(pair, decisions)) continue;
      ++partners[pair.project];
      ++places[pair.supporter];
    }
    for (const FillPair& pair : pairs_) {
      const int64_t partners_left =
          Limit(AssignmentRule::kMostPartners, pair.project, kNone) -
          partners[pair.project];
      const int64_t places_left =
          Limit(AssignmentRule::kMostProjects, kNone, pair.supporter) -
          places[pair.supporter];
      if (partners_left < 0 || places_left < 0) return false;
      if (partners_left > 0 && places_left > 0) continue;
      if (Sure(pair, decisions)) continue;
      for (int32_t a = pair.first; a < pair.end; ++a) {
        decisions[a] = Decision::kOff;
      }
    }
    return true;
  }

  // Whether the partners that a whole need may have could fill it up.
  bool CanFill(const std::pair<int32_t, int32_t>& key, const Cell& need,
               const std::vector<Decision>& decisions) const {
    int64_t left = Limit(AssignmentRule::kMostPartners, key.first, kNone);
    absl::int128 most = 0;
    bool given = false;
    std::vector<int64_t> others;
    for (const FillPair& pair : pairs_) {
      if (pair.project != key.first) continue;
      const bool sure = Sure(pair, decisions);
      left -= sure;
      for (int32_t a = pair.first; a < pair.end; ++a) {
        if (arcs_[a].kind != key.second) continue;
        given = given || decisions[a] == Decision::kOn;
        if (decisions[a] == Decision::kOff) continue;
        if (sure) {
          most += arcs_[a].high;
        } else {
          others.push_back(arcs_[a].high);
        }
      }
    }
    std::sort(others.rbegin(), others.rend());
    for (size_t i = 0; i < others.size() && left > 0; ++i, --left) {
      most += others[i];
    }
    return !given || most >= need.least;
  }

  bool Tighten(std::vector<Decision>& decisions) const {
    if (!TightenPlaces(decisions)) return false;
    return std::all_of(needs_.begin(), needs_.end(), [&](const auto& need) {
      return CanFill(need.first, need.second, decisions);
    });
  }

  Possible Explore(std::vector<Decision> decisions) {
    if (work_->Ended()) return Possible::kNotKnown;
    if (!Tighten(decisions) || !Flow(decisions)) return Possible::kNo;
    bool broken = false;
    const int32_t a = BranchArc(decisions, &broken);
    if (a == kNone) return broken ? Possible::kNo : Possible::kYes;
    Possible answer = Possible::kNo;
    for (const Decision decision : {Decision::kOn, Decision::kOff}) {
      decisions[a] = decision;
      const Possible below = Explore(decisions);
      if (below != Possible::kNo) answer = below;
      if (below == Possible::kYes) break;
    }
    return answer;
  }

  AssignmentPlan Plan() const {
    AssignmentPlan plan;
    for (const FillPair& pair : pairs_) {
      if (!Used(pair)) continue;
      AssignmentShare share{.project = pair.project,
                            .supporter = pair.supporter};
      for (int32_t a = pair.first; a < pair.end; ++a) {
        share.amounts[arcs_[a].kind] = Money::Fen(arcs_[a].flow);
      }
      plan.push_back(share);
    }
    std::sort(plan.begin(), plan.end(),
              [](const AssignmentShare& a, const AssignmentShare& b) {
                return std::tie(a.project, a.supporter) <
                       std::tie(b.project, b.supporter);
              });
    return plan;
  }

  const AssignmentProblem& problem_;
  Work* work_;
  std::map<RuleKey, PinRules::Use> uses_;
  std::vector<FillArc> arcs_;
  std::vector<FillPair> pairs_;
  std::map<std::pair<int32_t, int32_t>, Cell> needs_, supplies_;
  lemon::SmartDigraph graph_;
  lemon::SmartDigraph::Node source_, sink_;
  lemon::SmartDigraph::Arc back_;
  bool dead_ = false;
};

}  // namespace

FeasibilityAnswer FindPlan(const AssignmentProblem& problem,
                           const std::vector<int32_t>& pairs,
                           const std::vector<RuleCase>& rules,
                           const std::vector<PinRules::Use>& uses, Work* work) {
  return PlanFinder(problem, pairs, rules, uses, work).Find();
}

}  // namespace duikou
