// CandidateFilter: what a caller narrows a ranking to, besides the hard
// filters. Every condition that is set must hold.
//
//   CandidateFilter filter{.sectors = {kIndustry}, .areas = {kZigui}};
//   filter.least_open = Money::WanYuan(100);
#ifndef DUIKOU_MATCHER_INDEX_CANDIDATE_FILTER_H_
#define DUIKOU_MATCHER_INDEX_CANDIDATE_FILTER_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "matcher/base/project.h"
#include "matcher/base/taxonomy.h"
#include "matcher/index/index_row.h"
#include "matcher/index/row_sift.h"

namespace duikou {

struct CandidateFilter {
  // One of these sectors, or a sector of one of these areas of work; empty:
  // any. Indices that the taxonomy does not have match nothing.
  std::vector<SectorIndex> sectors;
  // One of these areas, or an area within; empty: any.
  std::vector<AreaIndex> areas;
  // There must be an open need of one of these kinds; empty: any kind. Narrows
  // which projects are candidates, not which kind is proposed.
  std::vector<FundKindIndex> fund_kinds;
  // That need must lie within; zero: no limit.
  Money least_open;
  Money most_open;
  // At least one, and all, of these other needs; zero: any project.
  NeedMask any_needs = 0;
  NeedMask all_needs = 0;
  Readiness least_readiness = Readiness::kNotStated;
  bool demonstration_sites_only = false;
  bool resettlement_communities_only = false;
  // Anything else; must be pure and thread-safe. Unset: any project.
  std::function<bool(const Project&)> predicate;
};

// CandidateFilter made quick to test against one taxonomy. Immutable.
class CompiledFilter {
 public:
  // Refers to `filter`, which must live longer.
  CompiledFilter(const CandidateFilter& filter, const Taxonomy& taxonomy);

  bool any_sector() const { return any_sector_; }
  bool any_area() const { return any_area_; }
  bool AdmitsSector(SectorIndex i) const { return any_sector_ || sectors_[i]; }
  bool AdmitsArea(AreaIndex i) const { return any_area_ || areas_[i]; }
  bool Admits(const Project& project) const;

  // What sifting can tell of it.
  void Narrow(SiftTerms& terms) const;
  // Everything but sector and area, of the row of this project. The project is
  // asked where the row is level with a limit, and for the predicate.
  bool AdmitsRow(const RowRef& row, const Project& project) const {
    return !has_rest_ || AdmitsRest(row, project);
  }
  // Whether that needs asking at all.
  bool has_rest() const { return has_rest_; }

 private:
  bool AdmitsFund(const FundNeed& need, FundKindIndex kind) const;
  bool AdmitsFunds(const RowRef& row, const Project& project) const;
  bool AdmitsNeeds(NeedMask needs) const {
    return (filter_.any_needs == 0 || (needs & filter_.any_needs) != 0) &&
           (needs & filter_.all_needs) == filter_.all_needs;
  }
  bool AdmitsRest(const RowRef& row, const Project& project) const;

  const CandidateFilter& filter_;
  bool any_sector_ = true;
  bool any_area_ = true;
  std::vector<uint8_t> sectors_;  // by sector, unless any
  std::vector<uint8_t> areas_;    // by area, unless any
  uint32_t fund_kinds_;           // one bit a kind
  bool has_funds_;                // any condition on funds
  bool has_rest_;
  // AmountCodes of the limits, and the marks of an IndexRow.
  uint16_t least_open_ = 0;
  uint16_t most_open_ = 0xffff;
  uint8_t marks_ = 0;
  uint8_t least_marks_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_CANDIDATE_FILTER_H_
