#include "matcher/index/candidate_filter.h"

namespace duikou {

CompiledFilter::CompiledFilter(const CandidateFilter& filter,
                               const Taxonomy& taxonomy)
    : filter_(filter), fund_kinds_(0) {
  if (!filter.sectors.empty()) {
    std::vector<uint8_t> listed(taxonomy.sector_count(), 0);
    for (SectorIndex i : filter.sectors) {
      if (taxonomy.HasSector(i)) listed[i] = 1;
    }
    sectors_ = listed;
    for (SectorIndex i = 0; i < taxonomy.sector_count(); ++i) {
      if (listed[taxonomy.family(i)]) sectors_[i] = 1;
    }
    any_sector_ = false;
  }
  if (!filter.areas.empty()) {
    areas_.assign(taxonomy.area_count(), 0);
    for (AreaIndex i = 0; i < taxonomy.area_count(); ++i) {
      for (AreaIndex outer : filter.areas) {
        if (taxonomy.HasArea(outer) && taxonomy.Within(i, outer)) areas_[i] = 1;
      }
    }
    any_area_ = false;
  }
  for (FundKindIndex kind : filter.fund_kinds) {
    if (taxonomy.HasFundKind(kind)) fund_kinds_ |= 1u << kind;
  }
  if (filter.fund_kinds.empty()) fund_kinds_ = ~0u;
  has_rest_ = !filter.fund_kinds.empty() || filter.least_open > Money() ||
              filter.most_open > Money() || filter.any_needs != 0 ||
              filter.all_needs != 0 ||
              filter.least_readiness != Readiness::kNotStated ||
              filter.demonstration_sites_only ||
              filter.resettlement_communities_only ||
              filter.predicate != nullptr;
}

bool CompiledFilter::AdmitsFunds(const Project& project) const {
  for (FundKindIndex kind = 0; kind < kMaxFundKinds; ++kind) {
    const Money open = project.funds[kind].open;
    if ((fund_kinds_ >> kind & 1) == 0 || open <= Money()) continue;
    if (open < filter_.least_open) continue;
    if (filter_.most_open > Money() && open > filter_.most_open) continue;
    return true;
  }
  return false;
}

bool CompiledFilter::AdmitsRest(const Project& project) const {
  if (filter_.any_needs != 0 &&
      (project.other_needs & filter_.any_needs) == 0) {
    return false;
  }
  if ((project.other_needs & filter_.all_needs) != filter_.all_needs) {
    return false;
  }
  if (project.readiness < filter_.least_readiness) return false;
  if (filter_.demonstration_sites_only && !project.demonstration_site) {
    return false;
  }
  if (filter_.resettlement_communities_only &&
      !project.resettlement_community) {
    return false;
  }
  return AdmitsFunds(project) &&
         (filter_.predicate == nullptr || filter_.predicate(project));
}

}  // namespace duikou
