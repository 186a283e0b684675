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

  bool AdmitsSector(SectorIndex i) const { return any_sector_ || sectors_[i]; }
  bool AdmitsArea(AreaIndex i) const { return any_area_ || areas_[i]; }
  // Everything but sector and area.
  bool AdmitsRest(const Project& project) const;
  bool Admits(const Project& project) const {
    return AdmitsSector(project.sector) && AdmitsArea(project.area) &&
           (!has_rest_ || AdmitsRest(project));
  }
  // Whether AdmitsRest needs asking at all.
  bool has_rest() const { return has_rest_; }

 private:
  bool AdmitsFunds(const Project& project) const;

  const CandidateFilter& filter_;
  bool any_sector_ = true;
  bool any_area_ = true;
  std::vector<uint8_t> sectors_;  // by sector, unless any
  std::vector<uint8_t> areas_;    // by area, unless any
  uint32_t fund_kinds_;           // one bit a kind
  bool has_rest_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_CANDIDATE_FILTER_H_
