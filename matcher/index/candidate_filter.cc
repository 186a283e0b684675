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
  has_funds_ = !filter.fund_kinds.empty() || filter.least_open > Money() ||
               filter.most_open > Money();
  least_open_ = AmountCode(filter.least_open.fen());
  if (filter.most_open > Money()) {
    most_open_ = AmountCode(filter.most_open.fen());
  }
  marks_ = static_cast<uint8_t>(
      (filter.demonstration_sites_only ? IndexRow::kDemonstration : 0) |
      (filter.resettlement_communities_only ? IndexRow::kResettlement : 0));
  least_marks_ = static_cast<uint8_t>(static_cast<int>(filter.least_readiness)
                                      << IndexRow::kReadinessShift);
  has_rest_ = has_funds_ || filter.any_needs != 0 || filter.all_needs != 0 ||
              marks_ != 0 || least_marks_ != 0 || filter.predicate != nullptr;
}

bool CompiledFilter::Admits(const Project& project) const {
  if (!AdmitsSector(project.sector) || !AdmitsArea(project.area)) return false;
  if (!has_rest_) return true;
  const uint8_t marks = MarksOf(project);
  bool funds = false;
  for (FundKindIndex kind = 0; kind < kMaxFundKinds && !funds; ++kind) {
    funds = AdmitsFund(project.funds[kind], kind);
  }
  return funds && AdmitsNeeds(project.other_needs) &&
         (marks & marks_) == marks_ && marks >= least_marks_ &&
         (filter_.predicate == nullptr || filter_.predicate(project));
}

void CompiledFilter::Narrow(SiftTerms& terms) const {
  if (marks_ == 0 && least_marks_ == 0) return;
  terms.marks = marks_;
  terms.least_marks = least_marks_;
  terms.marks_bits = 0;
  constexpr int kOthers = IndexRow::kDemonstration | IndexRow::kResettlement;
  for (int readiness = 0; readiness <= kMaxReadiness; ++readiness) {
    for (int others = 0; others <= kOthers; ++others) {
      const auto marks =
          static_cast<uint8_t>(readiness << IndexRow::kReadinessShift | others);
      if ((others & marks_) == marks_ && marks >= least_marks_) {
        terms.marks_bits |= MarksBit(marks);
      }
    }
  }
}

bool CompiledFilter::AdmitsFund(const FundNeed& need,
                                FundKindIndex kind) const {
  return (fund_kinds_ >> kind & 1) != 0 && need.open > Money() &&
         need.open >= filter_.least_open &&
         (filter_.most_open == Money() || need.open <= filter_.most_open);
}

bool CompiledFilter::AdmitsFunds(const RowRef& row,
                                 const Project& project) const {
  const bool is_partial = row.is_partial();
  for (FundKindIndex kind = 0; kind < kMaxFundKinds; ++kind) {
    const bool has_column = row.columns.open[kind] != nullptr;
    if ((fund_kinds_ >> kind & 1) == 0 || (!has_column && !is_partial)) {
      continue;
    }
    const uint16_t open = has_column
                              ? row.open(kind)
                              : AmountCode(project.funds[kind].open.fen());
    if (open == 0 || open < least_open_ || open > most_open_) continue;
    const bool level = open == least_open_ || open == most_open_;
    if (!level || AdmitsFund(project.funds[kind], kind)) return true;
  }
  return false;
}

bool CompiledFilter::AdmitsRest(const RowRef& row,
                                const Project& project) const {
  return (row.marks() & marks_) == marks_ && row.marks() >= least_marks_ &&
         AdmitsNeeds(row.other_needs()) &&
         (!has_funds_ || AdmitsFunds(row, project)) &&
         (filter_.predicate == nullptr || filter_.predicate(project));
}

}  // namespace duikou
