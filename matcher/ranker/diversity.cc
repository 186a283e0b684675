#include "matcher/ranker/diversity.h"

#include "matcher/base/check.h"

namespace duikou {
namespace {

// How much of each sector and area is listed so far.
class Listed {
 public:
  Listed(const Taxonomy& taxonomy, const Diversity& diversity)
      : diversity_(diversity),
        sectors_(taxonomy.sector_count(), 0),
        areas_(taxonomy.area_count(), 0) {}

  bool Full(const Project& p) const {
    return (diversity_.most_per_sector > 0 &&
            sectors_[p.sector] >= diversity_.most_per_sector) ||
           (diversity_.most_per_area > 0 &&
            areas_[p.area] >= diversity_.most_per_area);
  }

  int64_t Discount(const Project& p) const {
    return int64_t{diversity_.sector_discount} * sectors_[p.sector] +
           int64_t{diversity_.area_discount} * areas_[p.area];
  }

  void Add(const Project& p) {
    ++sectors_[p.sector];
    ++areas_[p.area];
  }

 private:
  const Diversity& diversity_;
  std::vector<int32_t> sectors_;
  std::vector<int32_t> areas_;
};

}  // namespace

std::optional<std::vector<DiversePick>> Diversify(
    const ProjectIndex& index, absl::Span<const Hit> candidates, bool complete,
    const Diversity& diversity, int64_t n) {
  DUIKOU_CHECK(diversity.sector_discount >= 0 && diversity.area_discount >= 0);
  Listed listed(*index.taxonomy(), diversity);
  std::vector<bool> taken(candidates.size(), false);
  std::vector<DiversePick> picks;
  const auto count = static_cast<int32_t>(candidates.size());
  while (static_cast<int64_t>(picks.size()) < n) {
    DiversePick best;
    int64_t best_score = 0;
    int32_t i = 0;
    for (; i < count; ++i) {
      // Level with the best, one that follows may still come first by its id.
      if (best.position != kNone && candidates[i].score < best_score) break;
      const Project& project = index.project(candidates[i].slot);
      if (taken[i] || listed.Full(project)) continue;
      const int64_t discount = listed.Discount(project);
      const int64_t score = candidates[i].score - discount;
      if (best.position == kNone || score > best_score ||
          (score == best_score &&
           project.id < index.project(candidates[best.position].slot).id)) {
        best = {.position = i, .discount = discount};
        best_score = score;
      }
    }
    if (i == count && !complete) return std::nullopt;
    if (best.position == kNone) break;
    taken[best.position] = true;
    listed.Add(index.project(candidates[best.position].slot));
    picks.push_back(best);
  }
  return picks;
}

}  // namespace duikou
