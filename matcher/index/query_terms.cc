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

}  // namespace

QueryTerms::QueryTerms(const PreparedSupporter& supporter,
                       const Weights& weights, int32_t year)
    : supporter_(&supporter),
      weights_(weights),
      year_(year),
      kinds_(supporter.taxonomy()->fund_kind_count()),
      sector_part_(supporter.taxonomy()->sector_count(), 0),
      area_part_(supporter.taxonomy()->area_count(), 0) {
  int32_t sum = 0;
  for (int32_t weight : weights) {
    DUIKOU_CHECK(weight >= 0) << weight;
    sum += weight;
  }
  DUIKOU_CHECK(sum == kFull) << "weights not normalised: " << sum;
  for (int kind = 0; kind < kinds_; ++kind) {
    const FundOffer& offer = supporter.supporter().funds[kind];
    if (!offer.gives) continue;
    gives_ |= 1u << kind;
    ceilings_[kind] = Ceiling(offer);
  }
  ProductCriteria::ForEach([&]<typename C>() {
    const int32_t weight = weights_[C::kCriterion];
    most_of_shape_[static_cast<size_t>(C::kShape)] += Part(weight, kFull);
    if constexpr (C::kShape == Shape::kBySector) {
      for (SectorIndex i = 0; i < static_cast<int>(sector_part_.size()); ++i) {
        sector_part_[i] += Part(weight, C::Value(supporter, i));
      }
    } else if constexpr (C::kShape == Shape::kByArea) {
      for (AreaIndex i = 0; i < static_cast<int>(area_part_.size()); ++i) {
        area_part_[i] += Part(weight, C::Value(supporter, i));
      }
    }
  });
}

int32_t QueryTerms::MostOfRows(const IndexCell& cell) const {
  int32_t most = 0;
  ProductCriteria::ForEach([&]<typename C>() {
    const int32_t weight = weights_[C::kCriterion];
    if constexpr (C::kShape == Shape::kStatic) {
      most += Part(weight, cell.best_standing);
    } else if constexpr (C::kShape == Shape::kSmallByNeed) {
      most += Part(weight, kFull);
    } else if constexpr (C::kShape == Shape::kOnePeakInAmount) {
      int32_t best = 0;
      for (uint32_t kinds = gives_; kinds != 0; kinds &= kinds - 1) {
        const int kind = __builtin_ctz(kinds);
        best = std::max(best, C::Bound(*supporter_, kind, cell.lowest_log[kind],
                                       cell.highest_log[kind]));
      }
      most += Part(weight, best);
    }
  });
  return most;
}

PerCriterion<int32_t> QueryTerms::RowParts(const IndexCell& cell,
                                           const IndexRow& row,
                                           const IndexFund* funds) const {
  PerCriterion<int32_t> parts = {};
  ProductCriteria::ForEach([&]<typename C>() {
    const int32_t weight = weights_[C::kCriterion];
    int32_t& part = parts[C::kCriterion];
    if constexpr (C::kShape == Shape::kBySector) {
      part = Part(weight, C::Value(*supporter_, cell.sector));
    } else if constexpr (C::kShape == Shape::kByArea) {
      part = Part(weight, C::Value(*supporter_, cell.area));
    } else if constexpr (C::kShape == Shape::kBySectorAndArea) {
      part = Part(weight, C::Value(*supporter_, cell.sector, cell.area));
    } else if constexpr (C::kShape == Shape::kOnePeakInAmount) {
      part = FundPart(row, funds);
    } else if constexpr (C::kShape == Shape::kStatic) {
      part = Part(weight, row.standing);
    } else {
      part = Part(weight, C::Value(*supporter_, row.other_needs));
    }
  });
  return parts;
}

}  // namespace duikou
