#include "matcher/assignment/pricing.h"

#include <algorithm>

namespace duikou {
namespace {

using int128 = absl::int128;

// The most of −Q·(quota − g)⁺ + price·g over what can be given.
int128 SupplyTerm(const AssignmentOffer& offer, int64_t penalty,
                  int64_t price) {
  const int64_t quota = offer.quota.fen();
  const auto at = [&](int64_t given) {
    return int128(price) * given -
           int128(penalty) * std::max<int64_t>(0, quota - given);
  };
  if (!offer.means.has_value()) return std::max(at(0), at(quota));
  const int64_t means = offer.means->fen();
  return std::max({at(0), at(std::min(quota, means)), at(means)});
}

// Whether some arc of a cell of needs must be more than 0.
std::vector<bool> ForcedNeeds(const Model& model,
                              const std::vector<ArcDomain>& domains) {
  std::vector<bool> forced(model.project_count() * kMaxFundKinds);
  for (size_t a = 0; a < domains.size(); ++a) {
    if (!domains[a].zero) forced[model.arcs()[a].need()] = true;
  }
  return forced;
}

int128 RowTerms(const Model& model, const std::vector<ArcDomain>& domains,
                const AssignmentPrices& prices) {
  const AssignmentSettings& settings = model.settings();
  const std::vector<bool> forced = ForcedNeeds(model, domains);
  int128 sum = -model.change_at_zero() * kPriceScale;
  for (int cell = 0; cell < prices.need.size(); ++cell) {
    const int128 term = int128(prices.need[cell]) * model.need(cell).open.fen();
    if (term > 0 || forced[cell]) sum += term;
  }
  for (int cell = 0; cell < prices.supply.size(); ++cell) {
    sum += SupplyTerm(model.offer(cell),
                      int64_t{settings.quota_penalty} * kPriceScale,
                      prices.supply[cell]);
  }
  for (int f = 0; f < prices.floor.size(); ++f) {
    sum -= int128(prices.floor[f]) * model.problem().floors[f].amount.fen();
  }
  const int128 split = int128(settings.split_penalty) * kPriceScale;
  for (int p = 0; p < model.project_count(); ++p) {
    const int128 price = prices.partner[p];
    sum += price;
    if (price > split) {
      sum += (price - split) * (model.problem().projects[p].most_partners - 1);
    }
  }
  for (int s = 0; s < model.supporter_count(); ++s) {
    sum += prices.place[s] * model.problem().supporters[s].most_projects;
  }
  return sum;
}

// What an amount earns more than 0 does.
struct Earned {
  int64_t amount = 0;
  int128 earns = 0;
};

int128 EarnsAt(const Arc& arc, int64_t price, int64_t change, int64_t amount) {
  const int64_t away =
      amount > arc.previous ? amount - arc.previous : arc.previous - amount;
  return int128(price) * amount - int128(change) * (away - arc.previous);
}

Earned BestOfArc(const Arc& arc, const ArcDomain& domain, int64_t price,
                 int64_t change) {
  Earned best{domain.low, EarnsAt(arc, price, change, domain.low)};
  const auto consider = [&](int64_t amount) {
    const int128 earns = EarnsAt(arc, price, change, amount);
    if (earns > best.earns) best = {amount, earns};
  };
  if (domain.high > domain.low) consider(domain.high);
  if (arc.previous > domain.low && arc.previous < domain.high) {
    consider(arc.previous);
  }
  return best;
}

int64_t ArcPrice(const Model& model, const AssignmentPrices& prices,
                 const Arc& arc) {
  int64_t price = int64_t{arc.score} * kPriceScale - prices.need[arc.need()] -
                  prices.supply[arc.supply()];
  for (const int32_t f : model.floors_of(arc.need())) price += prices.floor[f];
  return price;
}

bool MustBe(const std::vector<ArcDomain>& domains, const ArcPair& pair) {
  if (pair.pinned) return true;
  for (int32_t a = pair.first; a < pair.end; ++a) {
    if (!domains[a].zero) return true;
  }
  return false;
}

}  // namespace

AssignmentPrices NoPrices(const Model& model) {
  AssignmentPrices prices;
  prices.need.resize(model.project_count() * kMaxFundKinds);
  prices.supply.resize(model.supporter_count() * kMaxFundKinds);
  prices.floor.resize(model.problem().floors.size());
  prices.partner.resize(model.project_count());
  prices.place.resize(model.supporter_count());
  return prices;
}

AssignmentPrices FirstPrices(const Model& model) {
  AssignmentPrices prices = NoPrices(model);
  std::vector<bool> supply(prices.supply.size()), floor(prices.floor.size());
  for (const Arc& arc : model.arcs()) {
    supply[arc.supply()] = true;
    for (const int32_t f : model.floors_of(arc.need())) floor[f] = true;
  }
  for (size_t cell = 0; cell < supply.size(); ++cell) {
    if (supply[cell]) continue;
    prices.supply[cell] =
        -int64_t{model.settings().quota_penalty} * kPriceScale;
  }
  for (size_t f = 0; f < floor.size(); ++f) {
    if (floor[f]) continue;
    prices.floor[f] = int64_t{model.settings().floor_penalty} * kPriceScale;
  }
  return prices;
}

void Clamp(const Model& model, AssignmentPrices& prices) {
  const int64_t most = int64_t{8} * kMaxPenalty * kPriceScale;
  prices.need.resize(model.project_count() * kMaxFundKinds);
  prices.supply.resize(model.supporter_count() * kMaxFundKinds);
  prices.floor.resize(model.problem().floors.size());
  prices.partner.resize(model.project_count());
  prices.place.resize(model.supporter_count());
  for (int cell = 0; cell < prices.need.size(); ++cell) {
    const int64_t least = model.need(cell).all_or_nothing ? -most : 0;
    prices.need[cell] = std::clamp(prices.need[cell], least, most);
  }
  for (int cell = 0; cell < prices.supply.size(); ++cell) {
    prices.supply[cell] =
        std::clamp(prices.supply[cell], -most,
                   model.offer(cell).means.has_value() ? most : 0);
  }
  const int64_t floor = int64_t{model.settings().floor_penalty} * kPriceScale;
  for (int64_t& price : prices.floor) {
    price = std::clamp<int64_t>(price, 0, floor);
  }
  const int128 most_fixed = int128(1) << 104;
  const int128 split = int128(model.settings().split_penalty) * kPriceScale;
  for (int p = 0; p < model.project_count(); ++p) {
    const bool limited = model.problem().projects[p].most_partners > 0;
    prices.partner[p] =
        std::clamp<int128>(prices.partner[p], 0, limited ? most_fixed : split);
  }
  for (int s = 0; s < model.supporter_count(); ++s) {
    const bool limited = model.problem().supporters[s].most_projects > 0;
    prices.place[s] =
        std::clamp<int128>(prices.place[s], 0, limited ? most_fixed : 0);
  }
}

PairAmounts BestAmounts(const Model& model,
                        const std::vector<ArcDomain>& domains,
                        const AssignmentPrices& prices, int32_t pair) {
  const ArcPair& ends = model.pairs()[pair];
  const int64_t change = int64_t{model.settings().change_penalty} * kPriceScale;
  PairAmounts best{
      .pair = pair,
      .earns = -prices.partner[ends.project] - prices.place[ends.supporter]};
  int32_t fallback = kNone;
  Earned fallback_earns;
  bool some = false;
  for (int32_t a = ends.first; a < ends.end; ++a) {
    if (!domains[a].some()) continue;
    const Arc& arc = model.arcs()[a];
    const Earned earned =
        BestOfArc(arc, domains[a], ArcPrice(model, prices, arc), change);
    if (!domains[a].zero || earned.earns > 0) {
      best.amounts[arc.kind] = earned.amount;
      best.earns += earned.earns;
      some = true;
    } else if (fallback == kNone || earned.earns > fallback_earns.earns) {
      fallback = arc.kind;
      fallback_earns = earned;
    }
  }
  if (!some && fallback != kNone) {
    best.amounts[fallback] = fallback_earns.amount;
    best.earns += fallback_earns.earns;
  }
  return best;
}

int128 BoundOf(const Model& model, const std::vector<ArcDomain>& domains,
               const AssignmentPrices& prices,
               std::vector<PairAmounts>* earning) {
  if (earning != nullptr) earning->clear();
  int128 sum = RowTerms(model, domains, prices);
  for (int32_t i = 0; i < model.pairs().size(); ++i) {
    const PairAmounts best = BestAmounts(model, domains, prices, i);
    const bool must = MustBe(domains, model.pairs()[i]);
    if (!must && best.earns <= 0) continue;
    sum += best.earns;
    if (earning != nullptr) earning->push_back(best);
  }
  int128 bound = sum / kPriceScale;
  if (sum < 0 && sum % kPriceScale != 0) bound -= 1;
  return bound;
}

}  // namespace duikou
