// Retrieve: the exact top k of an index, and a pass over all candidates.
//
//   QueryTerms terms(supporter, weights, year);
//   CompiledFilter filter(candidate_filter, *index.taxonomy());
//   for (const Hit& hit : Retrieve(index, terms, filter, {.k = 20}).hits) …
//
// Problem: the k candidates with the highest scores; ties by id, bytewise.
// Method: where projects are few, row_scan.h. Else entries stand in bins
// (cell_table.h), whose bound is the most that their sector and areas give, the
// most that their sketch allows for standing and fund size together, and the
// most that other needs can give. All strips of bins are bounded the same way,
// sixteen at once; of the best few the best bins are visited, which gives a
// k-th score that is nearly the last. Then what strips it does not rule out are
// swept, sixteen bins at once, and of their bins those that it does not rule
// out are visited, best bound first, until the k-th score is above all bounds:
// nothing further can enter (what is level may by its id). Of a bin only blocks
// whose zone allows it are sifted (row_sift.h), some bins at a time, so that
// memory is asked for their lines together; dismissals and the caller's
// conditions are only asked of entries that would enter.
// Complexity: O(sectors + areas + bins of strips that are not ruled out +
// entries visited + k log k); all entries at worst, at the cost of a scan.
// Limits: parts and bounds stay below 2^16 as weights sum to 10,000.
// Reference: R. Fagin, A. Lotem, M. Naor: Optimal aggregation algorithms for
// middleware (2003), for the stopping rule.
#ifndef DUIKOU_MATCHER_INDEX_RETRIEVE_H_
#define DUIKOU_MATCHER_INDEX_RETRIEVE_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "matcher/base/score.h"
#include "matcher/index/candidate_filter.h"
#include "matcher/index/hit_sink.h"
#include "matcher/index/project_index.h"
#include "matcher/index/query_terms.h"

namespace duikou {

// No limit to counting.
inline constexpr int64_t kCountAll = int64_t{1} << 60;

struct RetrieveOptions {
  // At least 1.
  int64_t k = 20;
  // Where given, only candidates strictly behind (score, id).
  const Score* after_score = nullptr;
  absl::string_view after_id = {};
  bool with_count = false;
  // How far candidates are counted where projects stand in cells; where they
  // are few all are.
  int64_t most_counted = kCountAll;
};

struct Retrieved {
  // In rank order; fewer than k where there are no more candidates.
  std::vector<Hit> hits;
  // How many candidates there are, most_counted + 1 for more; kNone where not
  // asked for. Those up to `after_score` count too.
  int64_t candidate_count = kNone;
};

// REQUIRES: the supporter is prepared with the index's taxonomy.
Retrieved Retrieve(const ProjectIndex& index, const QueryTerms& terms,
                   const CompiledFilter& filter,
                   const RetrieveOptions& options);

// How many candidates there are. Where projects stand in cells the search for
// them ends with one more than `most`, and `most` + 1 stands for that or more;
// where they are few it takes a pass over the admitted rows.
int64_t CountCandidates(const ProjectIndex& index, const QueryTerms& terms,
                        const CompiledFilter& filter, int64_t most = kCountAll);

// How many candidates rank ahead of each target, by the score of `terms`, in
// the order given; `most` + 1 for more than `most`. The search looks at what
// can be ahead of the targets alone, and ends when each has its count.
// REQUIRES: as Retrieve; the projects stand in cells.
std::vector<int64_t> CountAhead(const ProjectIndex& index,
                                const QueryTerms& terms,
                                const CompiledFilter& filter,
                                std::vector<Hit> targets, int64_t most);

// Calls visit(row, sector, area) once for each project of the admitted sectors
// and areas that needs funds, in no particular order.
template <typename Visit>
void ForEachRow(const ProjectIndex& index, const CompiledFilter& filter,
                Visit&& visit) {
  if (const FlatRows* flat = index.flat()) {
    for (int first = 0; first < flat->count(); first += FlatRows::kChunk) {
      const RowColumns columns = flat->Columns(first);
      const int count = std::min(FlatRows::kChunk, flat->count() - first);
      for (int i = 0; i < count; ++i) {
        const SectorIndex sector = flat->sectors()[first + i];
        const AreaIndex area = flat->areas()[first + i];
        if (!filter.AdmitsSector(sector) || !filter.AdmitsArea(area)) continue;
        visit(RowRef{columns, i}, sector, area);
      }
    }
    return;
  }
  const CellTable& table = *index.cells();
  for (int32_t strip = 0; strip < table.strip_count(); ++strip) {
    const SectorIndex sector = table.SectorOf(strip);
    if (table.IsUnused(strip) || !filter.AdmitsSector(sector)) continue;
    for (int group = 0; group < table.group_count(); ++group) {
      const absl::Span<const AreaIndex> areas = table.areas_of_group(group);
      const CellRows& rows = table.Rows(strip, group);
      for (int block = 0; block < rows.block_count(); ++block) {
        const RowColumns columns = rows.Columns(block, table.KindOf(strip));
        for (int i = 0; i < rows.CountIn(block); ++i) {
          const RowRef row{columns, i};
          const AreaIndex area = areas[columns.place[i]];
          if (row.is_further() || !filter.AdmitsArea(area)) continue;
          visit(row, sector, area);
        }
      }
    }
  }
}

// The slots of the projects that the supporter dismissed, in order.
std::vector<ProjectSlot> DismissedSlots(const ProjectIndex& index,
                                        const Supporter& supporter);

// Calls visit(slot, parts) for each candidate, in no particular order; `parts`
// is a PerCriterion<int32_t>.
template <typename Visit>
void ForEachCandidate(const ProjectIndex& index, const QueryTerms& terms,
                      const CompiledFilter& filter, Visit&& visit) {
  const std::vector<ProjectSlot> dismissed =
      DismissedSlots(index, terms.supporter().supporter());
  ForEachRow(index, filter,
             [&](const RowRef& row, SectorIndex sector, AreaIndex area) {
               const Project& project = index.project(row.slot());
               if (!terms.Passes(row, project) ||
                   !filter.AdmitsRow(row, project) ||
                   std::binary_search(dismissed.begin(), dismissed.end(),
                                      row.slot())) {
                 return;
               }
               visit(row.slot(), terms.RowParts(sector, area, row, project));
             });
}

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_RETRIEVE_H_
