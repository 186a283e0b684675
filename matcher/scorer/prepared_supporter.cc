#include "matcher/scorer/prepared_supporter.h"

#include <algorithm>
#include <utility>

#include "matcher/base/status_macros.h"

namespace duikou {

absl::StatusOr<PreparedSupporter> PreparedSupporter::Make(
    Supporter supporter, std::shared_ptr<const Taxonomy> taxonomy) {
  RETURN_IF_ERROR(ValidateSupporter(supporter, *taxonomy));
  return PreparedSupporter(std::move(supporter), std::move(taxonomy));
}

PreparedSupporter::PreparedSupporter(Supporter supporter,
                                     std::shared_ptr<const Taxonomy> taxonomy)
    : supporter_(std::move(supporter)),
      taxonomy_(std::move(taxonomy)),
      strengths_(taxonomy_->sector_count(), kNone),
      strongest_(taxonomy_->sector_count(), kNone),
      ties_(taxonomy_->area_count()) {
  for (const SectorStrength& entry : supporter_.strengths) {
    strengths_[entry.sector] = entry.strength;
  }
  for (SectorIndex i = 0; i < taxonomy_->sector_count(); ++i) {
    if (strengths_[i] == kNone) continue;
    SectorIndex& strongest = strongest_[taxonomy_->family(i)];
    if (strongest == kNone || strengths_[i] > strengths_[strongest]) {
      strongest = i;
    }
  }
  // The lowest index is the one that is named where several would do.
  std::sort(supporter_.paired_areas.begin(), supporter_.paired_areas.end());
  for (AreaIndex i = 0; i < taxonomy_->area_count(); ++i) ties_[i] = TieTo(i);
  for (FundKindIndex kind = 0; kind < taxonomy_->fund_kind_count(); ++kind) {
    if (supporter_.funds[kind].gives) {
      curves_[kind] = FundCurve(supporter_.funds[kind]);
    }
  }
  for (const PastCooperation& past : supporter_.record) {
    AddPast(past_in_sector_, taxonomy_->sector_count(), past.sector, past);
    AddPast(past_in_area_, taxonomy_->area_count(), past.area, past);
  }
}

PreparedSupporter::AreaTie PreparedSupporter::TieTo(AreaIndex area) const {
  const std::vector<AreaIndex>& paired = supporter_.paired_areas;
  for (AreaIndex at = area; at != kNone; at = taxonomy_->parent(at)) {
    if (std::binary_search(paired.begin(), paired.end(), at)) {
      return {.tie = Tie::kPaired, .area = at};
    }
  }
  const int32_t prefecture = taxonomy_->prefecture(area);
  if (prefecture != kNone) {
    if (prefecture == supporter_.home_prefecture) {
      return {.tie = Tie::kPrefecture, .place = prefecture};
    }
    for (AreaIndex partner : paired) {
      if (taxonomy_->prefecture(partner) == prefecture) {
        return {.tie = Tie::kPrefecture, .area = partner, .place = prefecture};
      }
    }
  }
  const int32_t group = taxonomy_->group(area);
  if (group != kNone) {
    for (AreaIndex partner : paired) {
      if (taxonomy_->group(partner) == group) {
        return {.tie = Tie::kGroup, .area = partner, .place = group};
      }
    }
  }
  AreaTie best;
  for (AreaIndex at = area; at != kNone; at = taxonomy_->parent(at)) {
    for (const AreaPreference& preference : supporter_.preferences) {
      if (preference.area == at && preference.strength > best.strength) {
        best = {.tie = Tie::kPreferred,
                .strength = preference.strength,
                .area = at};
      }
    }
  }
  return best;
}

void PreparedSupporter::AddPast(std::vector<Past>& table, int size, int32_t i,
                                const PastCooperation& past) {
  if (i == kNone) return;
  if (table.empty()) table.resize(size);
  int32_t& count = table[i].count;
  if (__builtin_add_overflow(count, past.count, &count)) count = INT32_MAX;
  // Both are at most kMaxFen, so the sum fits.
  table[i].amount = Money::Fen(
      std::min(table[i].amount.fen() + past.amount.fen(), Money::kMaxFen));
}

}  // namespace duikou
