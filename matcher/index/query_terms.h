// QueryTerms: one supporter's scores with given weights, laid out to be summed
// over the rows of a ProjectIndex.
//
// The parts of all criteria of one shape fall together where only the score
// counts; RowParts keeps them apart. Works from the shapes of ProductCriteria
// alone, so that another criterion of a known shape changes nothing here.
// Index rows hold one value for criteria of shape kStatic: there may be one.
#ifndef DUIKOU_MATCHER_INDEX_QUERY_TERMS_H_
#define DUIKOU_MATCHER_INDEX_QUERY_TERMS_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "matcher/base/score.h"
#include "matcher/index/project_index.h"
#include "matcher/scorer/criteria.h"
#include "matcher/scorer/prepared_supporter.h"
#include "matcher/scorer/weights.h"

namespace duikou {

// Immutable. Refers to the supporter, which must live longer.
class QueryTerms {
 public:
  // `year` 0: any.
  QueryTerms(const PreparedSupporter& supporter, const Weights& weights,
             int32_t year);

  const PreparedSupporter& supporter() const { return *supporter_; }

  // The parts that every row of the cell has in common.
  int32_t CellPart(const IndexCell& cell) const {
    int32_t part = sector_part_[cell.sector] + area_part_[cell.area];
    ProductCriteria::ForEach([&]<typename C>() {
      if constexpr (C::kShape == Shape::kBySectorAndArea) {
        part += Part(weights_[C::kCriterion],
                     C::Value(*supporter_, cell.sector, cell.area));
      }
    });
    return part;
  }
  // The most that the rows of this cell can add to it.
  int32_t MostOfRows(const IndexCell& cell) const;
  // The most that rows can add: in all, and by one shape.
  int32_t MostOfShape(Shape shape) const {
    return most_of_shape_[static_cast<size_t>(shape)];
  }
  int32_t MostOfRows() const {
    return MostOfShape(Shape::kStatic) + MostOfShape(Shape::kSmallByNeed) +
           MostOfShape(Shape::kOnePeakInAmount);
  }

  // State, year and fund kinds: the hard filters that rows can tell. Every kind
  // is looked at, without a branch that could be guessed wrong, which is what
  // costs where some rows pass and some do not.
  bool Passes(const IndexRow& row, const IndexFund* funds) const {
    uint32_t within = 0;
    for (int kind = 0; kind < kinds_; ++kind) {
      within |= static_cast<uint32_t>(funds[kind].smallest <= ceilings_[kind])
                << kind;
    }
    const bool in_year = (year_ >= row.first_year) & (year_ <= row.last_year);
    return (row.open != 0) & ((row.kinds & within & gives_) != 0) &
           ((year_ == 0) | in_year);
  }

  // The parts of a row besides the cell's, by shape. Of fund size the best of
  // the kinds in common counts.
  int32_t StaticPart(const IndexRow& row) const {
    int32_t part = 0;
    ProductCriteria::ForEach([&]<typename C>() {
      if constexpr (C::kShape == Shape::kStatic) {
        part += Part(weights_[C::kCriterion], row.standing);
      }
    });
    return part;
  }
  int32_t NeedPart(const IndexRow& row) const {
    int32_t part = 0;
    ProductCriteria::ForEach([&]<typename C>() {
      if constexpr (C::kShape == Shape::kSmallByNeed) {
        part += Part(weights_[C::kCriterion],
                     C::Value(*supporter_, row.other_needs));
      }
    });
    return part;
  }
  int32_t FundPart(const IndexRow& row, const IndexFund* funds) const {
    int32_t part = 0;
    ProductCriteria::ForEach([&]<typename C>() {
      if constexpr (C::kShape == Shape::kOnePeakInAmount) {
        int32_t best = 0;
        for (uint32_t kinds = row.kinds & gives_; kinds != 0;
             kinds &= kinds - 1) {
          const int kind = __builtin_ctz(kinds);
          best = std::max(best, C::Value(*supporter_, kind, funds[kind].open,
                                         funds[kind].log));
        }
        part += Part(weights_[C::kCriterion], best);
      }
    });
    return part;
  }

  // Each criterion's part of a row.
  PerCriterion<int32_t> RowParts(const IndexCell& cell, const IndexRow& row,
                                 const IndexFund* funds) const;

 private:
  const PreparedSupporter* supporter_;
  Weights weights_;
  int32_t year_;
  int kinds_;
  uint32_t gives_ = 0;  // one bit a kind
  // By kind: the smaller of most and means left.
  std::array<int64_t, kMaxFundKinds> ceilings_ = {};
  std::array<int32_t, kShapeCount> most_of_shape_ = {};
  std::vector<int32_t> sector_part_;
  std::vector<int32_t> area_part_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_QUERY_TERMS_H_
