#include "matcher/index/query_terms.h"

#include "matcher/base/check.h"

namespace duikou {
namespace {

constexpr int CountShape(Shape shape) {
  int count = 0;
  ProductCriteria::ForEach(
      [&]<typename C>() { count += C::kShape == shape ? 1 : 0; });
  return count;
}
static_assert(CountShape(Shape::kStatic) == 1,
              "IndexRow::standing holds one static value");
static_assert(CountShape(Shape::kOnePeakInAmount) == 1,
              "a breakdown names one fund kind");

int64_t Ceiling(const FundOffer& offer) {
  int64_t ceiling = offer.most > Money() ? offer.most.fen() : Money::kMaxFen;
  if (offer.means_left.has_value()) {
    ceiling = std::min(ceiling, offer.means_left->fen());
  }
  return ceiling;
}

// By how many points fund size falls, at least, over the whole of a side, if
// its fall is to be a line from the peak that the curve never falls short of:
// the fall at each knot, and at the end, carried on over the side.
int32_t LeastFall(const ValueCurve& curve) {
  constexpr int32_t kSpan = kFull - kFundSizeAtLimit;
  if (curve.straight()) return kSpan;
  // One less, as the curve is rounded down.
  int32_t least = kFull - curve.At(kFundSizeAtLimit) - 1;
  for (const int32_t knot : {7'500, 5'000, 2'500}) {
    least = std::min(least, (kFull - curve.At(knot)) * kSpan / (kFull - knot));
  }
  return std::max(least, 0);
}

// A value is rounded up by less than a point before its curve counts it.
int32_t RoundingBound(const ValueCurve& curve, int32_t weight) {
  const int32_t more = curve.SteepestRise() - ValueCurve::kStep;
  if (more <= 0) return 0;
  return 1 + Weighted(weight, more) / ValueCurve::kStep;
}

SiftTerms::Side SideOf(int32_t span, int32_t weight, int32_t least_fall) {
  SiftTerms::Side side;
  if (span <= 0) return side;
  int shift = 0;
  while (span << (shift + 1) < 1 << 16) ++shift;
  side.span = static_cast<uint16_t>(span);
  side.scale = static_cast<uint16_t>(1 << shift);
  // The fall over the whole span, in points × 10,000, below 2^27.
  const int64_t fall = int64_t{weight} * least_fall;
  side.slope =
      static_cast<uint16_t>((fall << 16) / (int64_t{kFull} * (span << shift)));
  return side;
}

}  // namespace

QueryTerms::QueryTerms(const PreparedSupporter& supporter,
                       const Weights& weights, int32_t year,
                       std::optional<Criterion> without)
    : supporter_(&supporter),
      weights_(weights),
      year_(year),
      sector_bounds_(supporter.taxonomy()->sector_count(), 0),
      area_bounds_(supporter.taxonomy()->area_count(), 0) {
  int32_t sum = 0;
  for (int32_t weight : weights.shares) {
    DUIKOU_CHECK(weight >= 0) << weight;
    sum += weight;
  }
  DUIKOU_CHECK(sum == kFull) << "weights not normalised: " << sum;
  if (without.has_value()) weights_[*without] = 0;
  const auto sectors = static_cast<int>(sector_bounds_.size());
  const auto areas = static_cast<int>(area_bounds_.size());
  ProductCriteria::ForEach([&]<typename C>() {
    constexpr Criterion c = C::kCriterion;
    if constexpr (C::kShape == Shape::kBySector) {
      for (SectorIndex i = 0; i < sectors; ++i) {
        sector_bounds_[i] += weights_.Part(c, C::Value(supporter, i));
      }
    } else if constexpr (C::kShape == Shape::kByArea) {
      for (AreaIndex i = 0; i < areas; ++i) {
        area_bounds_[i] += weights_.Part(c, C::Value(supporter, i));
      }
    } else if constexpr (C::kShape == Shape::kBySectorAndArea) {
      // The sum is rounded down once, so one more makes up for the two.
      const int32_t common = 1 + GainBound(c);
      for (SectorIndex i = 0; i < sectors; ++i) {
        sector_bounds_[i] +=
            common + Weighted(weights_[c], C::BySector(supporter, i));
      }
      for (AreaIndex i = 0; i < areas; ++i) {
        area_bounds_[i] += Weighted(weights_[c], C::ByArea(supporter, i));
      }
    } else if constexpr (C::kShape == Shape::kSmallByNeed) {
      need_bounds_[0] += weights_.Part(c, C::Value(supporter, 0));
      need_bounds_[1] += weights_.Part(c, C::MostOfAny(supporter));
    } else if constexpr (C::kShape == Shape::kStatic) {
      standing_weight_ = weights_[c];
      standing_gain_ = GainBound(c);
    }
  });
  SetSift();
}

int32_t QueryTerms::GainBound(Criterion criterion) const {
  const int32_t gain = weights_.curves[criterion].MostGain();
  return (weights_[criterion] * gain + kFull - 1) / kFull;
}

void QueryTerms::SetSift() {
  if (year_ != 0) {
    year_is_coded_ = year_ >= kFirstCodedYear && year_ <= kLastCodedYear;
    if (year_is_coded_) {
      sift_.year_low = sift_.year_high =
          static_cast<uint8_t>(year_ - kYearZero);
    }
  }
  sift_.standing_scale =
      static_cast<uint16_t>(((standing_weight_ << 14) + kFull - 1) / kFull);
  sift_.standing_gain = static_cast<uint16_t>(standing_gain_);
  ProductCriteria::ForEach([&]<typename C>() {
    if constexpr (C::kShape == Shape::kOnePeakInAmount) {
      const int32_t weight = weights_[C::kCriterion];
      const ValueCurve& counts = weights_.curves[C::kCriterion];
      const int32_t rounding = RoundingBound(counts, weight);
      const int32_t fall = LeastFall(counts);
      const Supporter& s = supporter_->supporter();
      for (int i = 0; i < supporter_->taxonomy()->fund_kind_count(); ++i) {
        if (!s.funds[i].gives) continue;
        ceilings_[i] = Ceiling(s.funds[i]);
        const FundCurve& curve = C::Curve(*supporter_, i);
        SiftTerms::Kind& kind = sift_.kinds[sift_.kind_count++];
        kind.kind = i;
        kind.least = static_cast<uint16_t>(1 + curve.least_log());
        kind.ceiling = static_cast<uint16_t>(1 + curve.ceiling_log());
        kind.peak = static_cast<uint16_t>(1 + curve.peak_log());
        kind.most = static_cast<uint16_t>(
            rounding + weights_.Part(C::kCriterion,
                                     curve.flat() ? kFundSizeNeutral : kFull));
        if (curve.flat()) continue;
        kind.left = SideOf(curve.left_span(), weight, fall);
        kind.right = SideOf(curve.right_span(), weight, fall);
      }
    }
  });
}

int32_t QueryTerms::FundBound(FundKindIndex kind, int32_t low,
                              int32_t high) const {
  int32_t bound = 0;
  ProductCriteria::ForEach([&]<typename C>() {
    if constexpr (C::kShape == Shape::kOnePeakInAmount) {
      bound += weights_.Part(C::kCriterion,
                             C::Curve(*supporter_, kind).UpperBound(low, high));
    }
  });
  return bound;
}

FundKindIndex QueryTerms::KindFor(const Project& project) const {
  FundKindIndex best = kNone;
  int32_t best_value = kNone;
  for (int k = 0; k < sift_.kind_count; ++k) {
    const FundKindIndex kind = sift_.kinds[k].kind;
    const int64_t open = project.funds[kind].open.fen();
    if (open == 0 || !PassesBy(kind, project)) continue;
    int32_t value = 0;
    ProductCriteria::ForEach([&]<typename C>() {
      if constexpr (C::kShape == Shape::kOnePeakInAmount) {
        value = C::Value(*supporter_, kind, open, Log2(open));
      }
    });
    if (value > best_value) {
      best = kind;
      best_value = value;
    }
  }
  return best;
}

PerCriterion<int32_t> QueryTerms::RowParts(SectorIndex sector, AreaIndex area,
                                           const RowRef& row,
                                           const Project& project) const {
  PerCriterion<int32_t> parts = {};
  ProductCriteria::ForEach([&]<typename C>() {
    constexpr Criterion c = C::kCriterion;
    int32_t& part = parts[c];
    if constexpr (C::kShape == Shape::kBySector) {
      part = weights_.Part(c, C::Value(*supporter_, sector));
    } else if constexpr (C::kShape == Shape::kByArea) {
      part = weights_.Part(c, C::Value(*supporter_, area));
    } else if constexpr (C::kShape == Shape::kBySectorAndArea) {
      part = weights_.Part(c, C::Value(*supporter_, sector, area));
    } else if constexpr (C::kShape == Shape::kOnePeakInAmount) {
      part = FundPart(row, project);
    } else if constexpr (C::kShape == Shape::kStatic) {
      part = StaticPart(row);
    } else {
      part = NeedPart(row.other_needs());
    }
  });
  return parts;
}

}  // namespace duikou
