#include "matcher/assignment/explain.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/status/status.h"
#include "matcher/assignment/model.h"
#include "matcher/assignment/plan_state.h"
#include "matcher/assignment/pricing.h"
#include "matcher/base/status_macros.h"

namespace duikou {
namespace {

using int128 = absl::int128;

int64_t Nearest(int64_t scaled) {
  const int64_t half = scaled < 0 ? -kPriceScale / 2 : kPriceScale / 2;
  return (scaled + half) / kPriceScale;
}

// A solution's plan as a state.
PlanState StateOf(const Model& model, const AssignmentPlan& plan) {
  PlanState state(model, model.domains());
  const std::vector<int64_t> amounts = model.AmountsOf(plan);
  for (size_t a = 0; a < amounts.size(); ++a) {
    state.Set(static_cast<int32_t>(a), amounts[a]);
  }
  return state;
}

std::vector<std::vector<int32_t>> ArcsBySupply(const Model& model) {
  std::vector<std::vector<int32_t>> arcs(model.supporter_count() *
                                         kMaxFundKinds);
  for (size_t a = 0; a < model.arcs().size(); ++a) {
    arcs[model.arcs()[a].supply()].push_back(static_cast<int32_t>(a));
  }
  return arcs;
}

QuotaBinding BindingOf(const Model& model, const PlanState& state, int32_t cell,
                       const std::vector<int32_t>& arcs) {
  const AssignmentOffer& offer = model.offer(cell);
  const int64_t given = state.supply_given(cell);
  const int32_t supporter = cell / kMaxFundKinds;
  const int32_t most = model.problem().supporters[supporter].most_projects;
  if (given >= offer.quota.fen()) return QuotaBinding::kMet;
  if (offer.means.has_value() && given >= offer.means->fen()) {
    return QuotaBinding::kMeans;
  }
  if (most > 0 &&
      state.pairs_of(supporter).size() >= static_cast<size_t>(most)) {
    return QuotaBinding::kMostProjects;
  }
  int128 possible = 0;
  bool sizes = false;
  for (const int32_t a : arcs) {
    const Arc& arc = model.arcs()[a];
    possible += model.domains()[a].high;
    if (state.need_left(arc.need()) == 0) continue;
    if (state.amount(a) >= model.domains()[a].high) continue;
    const bool fits =
        state.Room(a) >= std::max(model.domains()[a].low, state.amount(a) + 1);
    if (fits && state.MayJoin(arc.pair) && !model.whole(arc.need())) {
      return QuotaBinding::kWorth;
    }
    sizes = true;
  }
  if (possible <= given) return QuotaBinding::kNoProject;
  return sizes ? QuotaBinding::kSizes : QuotaBinding::kWorth;
}

// Shadow prices of a supply: of quota, of means; scaled.
std::pair<int64_t, int64_t> SupplyPrices(const AssignmentOffer& offer,
                                         int64_t price, int64_t penalty) {
  const int64_t all = penalty * kPriceScale;
  if (offer.means.has_value() && *offer.means <= offer.quota) {
    return {-all, std::max<int64_t>(0, price + all)};
  }
  if (price > 0) return {0, price};
  return {std::max(price, -all), 0};
}

void AddQuotas(const Model& model, const PlanState& state,
               AssignmentSolution* solution) {
  const std::vector<std::vector<int32_t>> arcs = ArcsBySupply(model);
  for (int32_t cell = 0; cell < arcs.size(); ++cell) {
    const AssignmentOffer& offer = model.offer(cell);
    const int64_t given = state.supply_given(cell);
    if (offer.quota == Money() && given == 0) continue;
    const auto [quota_price, means_price] = SupplyPrices(
        offer, solution->prices.supply[cell], model.settings().quota_penalty);
    solution->quotas.push_back(
        {.supporter = cell / kMaxFundKinds,
         .kind = cell % kMaxFundKinds,
         .quota = offer.quota,
         .given = Money::Fen(given),
         .short_by =
             Money::Fen(std::max<int64_t>(0, offer.quota.fen() - given)),
         .binding = BindingOf(model, state, cell, arcs[cell]),
         .quota_price = offer.quota == Money() ? 0 : Nearest(quota_price),
         .means_price = offer.means.has_value() ? Nearest(means_price) : 0});
  }
}

void AddFloors(const Model& model, const PlanState& state,
               AssignmentSolution* solution) {
  for (size_t f = 0; f < model.problem().floors.size(); ++f) {
    const AssignmentFloor& floor = model.problem().floors[f];
    int64_t given = 0;
    for (const int32_t p : floor.projects) {
      for (int k = 0; k < model.kinds(); ++k) {
        if (floor.kind != kNone && floor.kind != k) continue;
        given += state.need_given(p * kMaxFundKinds + k);
      }
    }
    solution->floors.push_back({.amount = floor.amount,
                                .given = Money::Fen(given),
                                .short_by = Money::Fen(std::max<int64_t>(
                                    0, floor.amount.fen() - given)),
                                .price = -Nearest(solution->prices.floor[f])});
  }
}

// What turning round whether a pair is a partner loses by the prices.
int128 TurnLoss(const Model& model, const AssignmentSolution& solution,
                int32_t pair, bool partner) {
  const PairAmounts best =
      BestAmounts(model, model.domains(), solution.prices, pair);
  const int128 loss = partner ? best.earns : -best.earns;
  return loss <= 0 ? 0 : loss / kPriceScale;
}

SupporterWhy WhyOf(const Model& model, const PlanState& state, int32_t i) {
  const ArcPair& pair = model.pairs()[i];
  if (pair.pinned) return SupporterWhy::kPinned;
  if (state.partner(i)) return SupporterWhy::kPartner;
  const int32_t partners = model.problem().projects[pair.project].most_partners;
  bool open = false, means = true, fits = false;
  for (int32_t a = pair.first; a < pair.end; ++a) {
    const Arc& arc = model.arcs()[a];
    if (state.need_left(arc.need()) == 0) continue;
    open = true;
    const AssignmentOffer& offer = model.offer(arc.supply());
    const bool spent = offer.means.has_value() &&
                       offer.means->fen() - state.supply_given(arc.supply()) <
                           model.domains()[a].low;
    means = means && spent;
    fits = fits || state.Room(a) >= model.domains()[a].low;
  }
  if (!open) return SupporterWhy::kNothingOpen;
  if (means) return SupporterWhy::kMeans;
  if (!state.MayJoin(i)) {
    return partners > 0 && state.partners(pair.project) >= partners
               ? SupporterWhy::kPartners
               : SupporterWhy::kPlaces;
  }
  return fits ? SupporterWhy::kWorth : SupporterWhy::kSizes;
}

}  // namespace

void Balance(const AssignmentProblem& problem, AssignmentSolution* solution) {
  const Model model(problem);
  const PlanState state = StateOf(model, solution->plan);
  solution->quotas.clear();
  solution->floors.clear();
  solution->needs.clear();
  AddQuotas(model, state, solution);
  AddFloors(model, state, solution);
  for (size_t cell = 0; cell < solution->prices.need.size(); ++cell) {
    const int64_t price = Nearest(solution->prices.need[cell]);
    const int32_t at = static_cast<int32_t>(cell);
    if (price == 0 || model.need(at).open == Money()) continue;
    solution->needs.push_back({at / kMaxFundKinds, at % kMaxFundKinds, price});
  }
}

absl::StatusOr<PriceMove> PriceOfMove(const AssignmentProblem& problem,
                                      const AssignmentSolution& solution,
                                      const AssignmentMove& move,
                                      const AssignmentOptions& options) {
  AssignmentProblem changed = problem;
  const auto pair = std::find_if(changed.pairs.begin(), changed.pairs.end(),
                                 [&](const AssignmentPair& other) {
                                   return other.project == move.project &&
                                          other.supporter == move.supporter;
                                 });
  if (pair == changed.pairs.end()) {
    return absl::InvalidArgumentError("move: is not about a listed pair");
  }
  if (move.kind < kNone || move.kind >= problem.fund_kinds) {
    return absl::InvalidArgumentError("move.kind: is unknown");
  }
  if (move.without) {
    pair->pinned = false;
    pair->banned = true;
    for (PairFund& fund : pair->funds) {
      fund.fixed.reset();
      fund.at_least = Money();
    }
  } else {
    pair->pinned = true;
    pair->banned = false;
    if (move.kind != kNone) {
      pair->funds[move.kind].fixed = move.amount;
      pair->funds[move.kind].at_least = Money();
    }
  }
  AssignmentOptions again = options;
  again.plan = solution.plan;
  again.prices = solution.prices;
  ASSIGN_OR_RETURN(const AssignmentSolution solved,
                   SolveAssignment(changed, again));
  PriceMove priced;
  priced.possible = solved.status != AssignmentStatus::kInfeasible;
  priced.clash = solved.clash;
  if (!priced.possible) return priced;
  priced.plan = solved.plan;
  priced.loss_at_least = solution.value - solved.bound;
  priced.loss =
      solved.has_plan ? solution.value - solved.value : absl::Int128Max();
  priced.exact = priced.loss == priced.loss_at_least;
  return priced;
}

std::vector<SupporterReason> ReasonsFor(const AssignmentProblem& problem,
                                        const AssignmentSolution& solution,
                                        int32_t project) {
  const Model model(problem);
  const PlanState state = StateOf(model, solution.plan);
  const auto [first, end] = model.pairs_of(project);
  std::vector<SupporterReason> reasons;
  std::vector<uint8_t> known(model.supporter_count());
  for (int32_t i = first; i < end; ++i) {
    const ArcPair& pair = model.pairs()[i];
    known[pair.supporter] = 1;
    SupporterReason reason{.supporter = pair.supporter,
                           .why = WhyOf(model, state, i)};
    for (int32_t a = pair.first; a < pair.end; ++a) {
      reason.score = std::max(reason.score, model.arcs()[a].score);
    }
    reason.loses_at_least = TurnLoss(model, solution, i, state.partner(i));
    reasons.push_back(reason);
  }
  for (const AssignmentPair& pair : problem.pairs) {
    if (pair.project != project || known[pair.supporter] != 0) continue;
    reasons.push_back(
        {.supporter = pair.supporter, .why = SupporterWhy::kNotAllowed});
  }
  const auto key = [](const SupporterReason& reason) {
    return std::tuple(reason.why > SupporterWhy::kPinned,
                      reason.why == SupporterWhy::kNotAllowed,
                      reason.loses_at_least, reason.supporter);
  };
  std::sort(reasons.begin(), reasons.end(),
            [&](const SupporterReason& a, const SupporterReason& b) {
              return key(a) < key(b);
            });
  return reasons;
}

std::optional<RuleCase> LeastRelaxation(const std::vector<RuleCase>& clash) {
  std::optional<RuleCase> least;
  const auto share = [](const RuleCase& rule) {
    if (rule.rule == AssignmentRule::kPin && rule.kind == kNone) return 1e18;
    const double by =
        static_cast<double>(rule.relaxed) - static_cast<double>(rule.limit);
    return std::max(by, -by) / std::max<double>(1, rule.limit);
  };
  for (const RuleCase& rule : clash) {
    if (!least.has_value() || share(rule) < share(*least)) least = rule;
  }
  return least;
}

}  // namespace duikou
