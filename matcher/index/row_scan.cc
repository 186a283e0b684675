#include "matcher/index/row_scan.h"

#include <array>

#include "matcher/index/best_hits.h"
#include "matcher/index/row_judge.h"
#include "matcher/index/row_sift.h"

namespace duikou {
namespace {

// Below any threshold, whatever is added.
constexpr int32_t kOutOfReach = -(1 << 20);

// The bounds of those that are admitted, the others out of reach.
template <typename Admits>
std::vector<int32_t> Admitted(const std::vector<int32_t>& bounds, bool any,
                              Admits&& admits) {
  std::vector<int32_t> admitted = bounds;
  for (int i = 0; i < static_cast<int>(bounds.size()) && !any; ++i) {
    if (!admits(i)) admitted[i] = kOutOfReach;
  }
  return admitted;
}

}  // namespace

std::vector<Hit> ScanRows(const FlatRows& rows, const ProjectIndex& index,
                          const QueryTerms& terms, const CompiledFilter& filter,
                          const RetrieveOptions& options) {
  const std::vector<int32_t> sectors =
      Admitted(terms.sector_bounds(), filter.any_sector(),
               [&](SectorIndex i) { return filter.AdmitsSector(i); });
  const std::vector<int32_t> areas =
      Admitted(terms.area_bounds(), filter.any_area(),
               [&](AreaIndex i) { return filter.AdmitsArea(i); });
  BestHits best(index, options.k);
  RowJudge judge(index, terms, filter, options, best);
  std::array<uint16_t, FlatRows::kChunk> places, bounds;
  std::array<uint8_t, FlatRows::kChunk / 8> hits;
  for (int first = 0; first < rows.count(); first += FlatRows::kChunk) {
    const int count = rows.PaddedCount(first);
    const RowColumns columns = rows.Columns(first);
    SumPlaces(sectors.data(), areas.data(), rows.sectors() + first,
              rows.areas() + first, count, places.data());
    Sift(judge.sift(), columns, count, places.data(),
         judge.LeastBound(terms.most_of_needs()), bounds.data(), hits.data());
    for (int i = 0; i < count; i += 8) {
      for (uint32_t bits = hits[i / 8]; bits != 0; bits &= bits - 1) {
        const int row = i + __builtin_ctz(bits);
        const SectorIndex sector = rows.sectors()[first + row];
        const AreaIndex area = rows.areas()[first + row];
        if (!filter.AdmitsSector(sector) || !filter.AdmitsArea(area)) continue;
        judge.Visit({columns, row}, terms.PlacePart(sector, area), bounds[row]);
      }
    }
  }
  return std::move(best).Sorted();
}

}  // namespace duikou
