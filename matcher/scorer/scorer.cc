#include "matcher/scorer/scorer.h"

#include <utility>

#include "matcher/base/check.h"
#include "matcher/base/log2.h"
#include "matcher/scorer/criteria.h"

namespace duikou {
namespace {

struct FundFit {
  FundKindIndex kind = kNone;
  int32_t value = 0;
};

bool InCommon(const PreparedSupporter& s, const Project& p,
              FundKindIndex kind) {
  return s.supporter().funds[kind].gives && p.funds[kind].open > Money();
}

bool OverMeans(const FundOffer& offer, Money amount) {
  return offer.means_left.has_value() && amount > *offer.means_left;
}

bool OverMost(const FundOffer& offer, Money amount) {
  return offer.most > Money() && amount > offer.most;
}

bool KindPasses(const PreparedSupporter& s, const Project& p,
                FundKindIndex kind) {
  const FundOffer& offer = s.supporter().funds[kind];
  const Money smallest = p.funds[kind].smallest();
  return !OverMeans(offer, smallest) && !OverMost(offer, smallest);
}

int32_t KindValue(const PreparedSupporter& s, const Project& p,
                  FundKindIndex kind) {
  const int64_t need = p.funds[kind].open.fen();
  return FundSizeCriterion::Value(s, kind, need, Log2(need));
}

// The best fit; of equal ones the first that passes, else the first.
FundFit BestFund(const PreparedSupporter& s, const Project& p) {
  FundFit best;
  bool best_passes = false;
  for (FundKindIndex kind = 0; kind < kMaxFundKinds; ++kind) {
    if (!InCommon(s, p, kind)) continue;
    const int32_t value = KindValue(s, p, kind);
    const bool passes = KindPasses(s, p, kind);
    if (best.kind == kNone || value > best.value ||
        (value == best.value && passes && !best_passes)) {
      best = {.kind = kind, .value = value};
      best_passes = passes;
    }
  }
  return best;
}

template <typename C>
int32_t ValueOf(const PreparedSupporter& s, const Project& p,
                const FundFit& fund) {
  if constexpr (C::kShape == Shape::kBySector) {
    return C::Value(s, p.sector);
  } else if constexpr (C::kShape == Shape::kByArea) {
    return C::Value(s, p.area);
  } else if constexpr (C::kShape == Shape::kBySectorAndArea) {
    return C::Value(s, p.sector, p.area);
  } else if constexpr (C::kShape == Shape::kOnePeakInAmount) {
    return fund.value;
  } else if constexpr (C::kShape == Shape::kStatic) {
    return C::Value(p);
  } else {
    static_assert(C::kShape == Shape::kSmallByNeed);
    return C::Value(s, p.other_needs);
  }
}

Breakdown BreakdownWith(const PreparedSupporter& s, const Project& p,
                        const Weights& weights, const FundFit& fund) {
  Breakdown breakdown{.fund_kind = fund.kind};
  ProductCriteria::ForEach([&]<typename C>() {
    const int32_t value = ValueOf<C>(s, p, fund);
    const int32_t part = weights.Part(C::kCriterion, value);
    breakdown.values[C::kCriterion] = value;
    breakdown.counted[C::kCriterion] = weights.curves[C::kCriterion].At(value);
    breakdown.parts[C::kCriterion] = part;
    breakdown.score += part;
  });
  return breakdown;
}

// What makes the smallest amount as large as it is.
FilterCode OverMeansCode(const FundNeed& need) {
  if (need.all_or_nothing) return FilterCode::kAllOrNothingOverMeans;
  if (!need.shareable) return FilterCode::kNotShareableOverMeans;
  return FilterCode::kLeastShareOverMeans;
}

FilterCode OverMostCode(const FundNeed& need) {
  if (need.all_or_nothing) return FilterCode::kAllOrNothingOverMost;
  if (!need.shareable) return FilterCode::kNotShareableOverMost;
  return FilterCode::kLeastShareOverMost;
}

// The filters of the fund kinds, appended to `failures`.
void FilterFunds(const PreparedSupporter& s, const Project& p,
                 std::vector<FilterFailure>& failures) {
  bool needed = false;
  bool in_common = false;
  std::vector<FilterFailure> by_kind;
  for (FundKindIndex kind = 0; kind < kMaxFundKinds; ++kind) {
    needed |= p.funds[kind].open > Money();
    if (!InCommon(s, p, kind)) continue;
    in_common = true;
    if (KindPasses(s, p, kind)) return;
    const FundNeed& need = p.funds[kind];
    const FundOffer& offer = s.supporter().funds[kind];
    FilterFailure failure{.fund_kind = kind, .needed = need.smallest()};
    if (OverMeans(offer, failure.needed)) {
      failure.code = OverMeansCode(need);
      failure.limit = *offer.means_left;
      by_kind.push_back(failure);
    }
    if (OverMost(offer, failure.needed)) {
      failure.code = OverMostCode(need);
      failure.limit = offer.most;
      by_kind.push_back(failure);
    }
  }
  if (!needed) {
    failures.push_back({.code = FilterCode::kNothingNeeded});
  } else if (!in_common) {
    failures.push_back({.code = FilterCode::kNoFundKindInCommon});
  }
  failures.insert(failures.end(), by_kind.begin(), by_kind.end());
}

}  // namespace

std::vector<FilterFailure> Filter(const PreparedSupporter& supporter,
                                  const Project& project, int32_t year) {
  std::vector<FilterFailure> failures;
  if (!project.open) failures.push_back({.code = FilterCode::kNotOpen});
  if (year != 0 && ((project.first_year != 0 && year < project.first_year) ||
                    (project.last_year != 0 && year > project.last_year))) {
    failures.push_back({.code = FilterCode::kOutsideYears,
                        .year = year,
                        .first_year = project.first_year,
                        .last_year = project.last_year});
  }
  if (supporter.supporter().dismissed.contains(project.id)) {
    failures.push_back({.code = FilterCode::kDismissed});
  }
  FilterFunds(supporter, project, failures);
  return failures;
}

Breakdown ScorePair(const PreparedSupporter& supporter, const Project& project,
                    const Weights& weights) {
  return BreakdownWith(supporter, project, weights,
                       BestFund(supporter, project));
}

Breakdown ScorePairInKind(const PreparedSupporter& supporter,
                          const Project& project, const Weights& weights,
                          FundKindIndex kind) {
  DUIKOU_CHECK(InCommon(supporter, project, kind)) << kind;
  return BreakdownWith(
      supporter, project, weights,
      {.kind = kind, .value = KindValue(supporter, project, kind)});
}

Explanation Explain(const PreparedSupporter& supporter, const Project& project,
                    const Weights& weights, int32_t year) {
  Explanation explanation{.failures = Filter(supporter, project, year),
                          .breakdown = ScorePair(supporter, project, weights)};
  explanation.reasons = Reasons(supporter, project, explanation.breakdown);
  return explanation;
}

}  // namespace duikou
