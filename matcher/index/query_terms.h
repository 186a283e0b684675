// QueryTerms: one supporter's scores with given weights, laid out to be summed
// over the rows of a ProjectIndex.
//
// Curves are followed exactly wherever a value is known. Where only parts of it
// are, or a range, a bound stands for it: of a sum, and of the static value,
// the line of slope 1 that touches the curve from above; of fund size, the line
// from the peak that falls as little as the curve does anywhere.
//
// Works from the shapes of ProductCriteria alone, so that another criterion of
// a known shape changes nothing here. Index rows hold one value for criteria of
// shape kStatic: there may be one.
#ifndef DUIKOU_MATCHER_INDEX_QUERY_TERMS_H_
#define DUIKOU_MATCHER_INDEX_QUERY_TERMS_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/base/score.h"
#include "matcher/index/index_row.h"
#include "matcher/index/row_sift.h"
#include "matcher/scorer/criteria.h"
#include "matcher/scorer/prepared_supporter.h"
#include "matcher/scorer/weights.h"

namespace duikou {

// Immutable. Refers to the supporter, which must live longer.
class QueryTerms {
 public:
  // `year` 0: any. Scores are those less the part of `without`, if given.
  QueryTerms(const PreparedSupporter& supporter, const Weights& weights,
             int32_t year, std::optional<Criterion> without = std::nullopt);

  const PreparedSupporter& supporter() const { return *supporter_; }

  // The parts that every project of a sector and area has in common.
  int32_t PlacePart(SectorIndex sector, AreaIndex area) const {
    int32_t part = 0;
    ProductCriteria::ForEach([&]<typename C>() {
      constexpr Criterion c = C::kCriterion;
      if constexpr (C::kShape == Shape::kBySector) {
        part += weights_.Part(c, C::Value(*supporter_, sector));
      } else if constexpr (C::kShape == Shape::kByArea) {
        part += weights_.Part(c, C::Value(*supporter_, area));
      } else if constexpr (C::kShape == Shape::kBySectorAndArea) {
        part += weights_.Part(c, C::Value(*supporter_, sector, area));
      }
    });
    return part;
  }
  // By sector and by area: PlacePart is at most the sum of the two, and less by
  // one at most where curves are straight.
  const std::vector<int32_t>& sector_bounds() const { return sector_bounds_; }
  const std::vector<int32_t>& area_bounds() const { return area_bounds_; }

  // The most that other needs can add, where there are none and where there are
  // some.
  int32_t need_bound(bool any) const { return need_bounds_[any ? 1 : 0]; }
  int32_t most_of_needs() const {
    return std::max(need_bounds_[0], need_bounds_[1]);
  }
  // The static part is at most its weight × value / 10,000, and this more.
  int32_t standing_weight() const { return standing_weight_; }
  int32_t standing_gain() const { return standing_gain_; }
  // At least the part of fund size of amounts of one kind whose Log2 lies in
  // [low, high].
  int32_t FundBound(FundKindIndex kind, int32_t low, int32_t high) const;
  // What rows are sifted by.
  const SiftTerms& sift() const { return sift_; }

  // State, year and fund kinds: the hard filters that rows can tell. The
  // project is asked where the row is level with a limit.
  bool Passes(const RowRef& row, const Project& project) const {
    if (!PassesYear(row.first_year(), row.last_year(), project)) return false;
    if (row.is_partial()) return KindFor(project) != kNone;
    for (int k = 0; k < sift_.kind_count; ++k) {
      const SiftTerms::Kind& kind = sift_.kinds[k];
      if (row.columns.open[kind.kind] == nullptr || row.open(kind.kind) == 0) {
        continue;
      }
      const uint16_t smallest = row.smallest(kind.kind);
      if (smallest < kind.ceiling) return true;
      if (smallest == kind.ceiling && PassesBy(kind.kind, project)) return true;
    }
    return false;
  }
  // REQUIRES: the supporter gives of this kind.
  bool PassesBy(FundKindIndex kind, const Project& project) const {
    return project.funds[kind].smallest().fen() <= ceilings_[kind];
  }
  // By which kind the project passes and fits best, of equal ones the first;
  // kNone where it passes by none.
  FundKindIndex KindFor(const Project& project) const;

  // The parts of a row besides the place's, by shape. Of fund size the best of
  // the kinds in common counts.
  int32_t StaticPart(const RowRef& row) const {
    return StandingPart(row.standing());
  }
  int32_t NeedPart(NeedMask needs) const {
    int32_t part = 0;
    ProductCriteria::ForEach([&]<typename C>() {
      if constexpr (C::kShape == Shape::kSmallByNeed) {
        part += weights_.Part(C::kCriterion, C::Value(*supporter_, needs));
      }
    });
    return part;
  }
  int32_t FundPart(const RowRef& row, const Project& project) const {
    int32_t part = 0;
    ProductCriteria::ForEach([&]<typename C>() {
      if constexpr (C::kShape == Shape::kOnePeakInAmount) {
        part += weights_.Part(C::kCriterion, FundValue<C>(row, project));
      }
    });
    return part;
  }
  // The same of an entry, by its kind alone.
  int32_t EntryPart(const SiftTerms::Kind& kind, const EntryRow& entry,
                    const Project& project) const {
    int32_t part = StandingPart(entry.standing);
    ProductCriteria::ForEach([&]<typename C>() {
      if constexpr (C::kShape == Shape::kOnePeakInAmount) {
        part += weights_.Part(C::kCriterion,
                              ValueBy<C>(kind.kind, entry.open, project));
      }
    });
    return part;
  }
  bool EntryPasses(const SiftTerms::Kind& kind, const EntryRow& entry,
                   const Project& project) const {
    return PassesYear(entry.first_year, entry.last_year, project) &&
           (entry.smallest < kind.ceiling ||
            (entry.smallest == kind.ceiling && PassesBy(kind.kind, project)));
  }

  // Each criterion's part of a row.
  PerCriterion<int32_t> RowParts(SectorIndex sector, AreaIndex area,
                                 const RowRef& row,
                                 const Project& project) const;

 private:
  bool PassesYear(uint8_t first_code, uint8_t last_code,
                  const Project& project) const {
    const bool coded =
        first_code <= sift_.year_high && last_code >= sift_.year_low;
    if (year_is_coded_ || !coded) return coded;
    return (project.first_year == 0 || project.first_year <= year_) &&
           (project.last_year == 0 || year_ <= project.last_year);
  }
  // REQUIRES: code != 0.
  template <typename C>
  int32_t ValueBy(FundKindIndex kind, uint16_t code,
                  const Project& project) const {
    const int32_t value = C::Curve(*supporter_, kind).ValueByLog(code - 1);
    return value != kNone ? value
                          : C::Value(*supporter_, kind,
                                     project.funds[kind].open.fen(), code - 1);
  }
  template <typename C>
  int32_t FundValue(const RowRef& row, const Project& project) const {
    const bool is_partial = row.is_partial();
    int32_t best = 0;
    for (int k = 0; k < sift_.kind_count; ++k) {
      const int kind = sift_.kinds[k].kind;
      if (!is_partial && row.columns.open[kind] == nullptr) continue;
      const int64_t open = is_partial ? project.funds[kind].open.fen() : 0;
      const uint16_t code = is_partial ? AmountCode(open) : row.open(kind);
      if (code == 0) continue;
      best = std::max(best, ValueBy<C>(kind, code, project));
    }
    return best;
  }
  int32_t StandingPart(int32_t value) const {
    int32_t part = 0;
    ProductCriteria::ForEach([&]<typename C>() {
      if constexpr (C::kShape == Shape::kStatic) {
        part += weights_.Part(C::kCriterion, value);
      }
    });
    return part;
  }
  // The most that a criterion's curve adds to what its weight makes of a value.
  int32_t GainBound(Criterion criterion) const;
  void SetSift();

  const PreparedSupporter* supporter_;
  Weights weights_;
  int32_t year_;
  // Whether the codes of rows tell it.
  bool year_is_coded_ = true;
  int32_t standing_weight_ = 0;
  int32_t standing_gain_ = 0;
  std::array<int32_t, 2> need_bounds_ = {};
  // By kind: the smaller of most and means left.
  std::array<int64_t, kMaxFundKinds> ceilings_ = {};
  SiftTerms sift_;
  std::vector<int32_t> sector_bounds_;
  std::vector<int32_t> area_bounds_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_QUERY_TERMS_H_
