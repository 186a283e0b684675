#include "matcher/index/retrieve.h"

#include <utility>

#include "matcher/base/check.h"
#include "matcher/index/ahead_counts.h"
#include "matcher/index/best_hits.h"
#include "matcher/index/cell_search.h"
#include "matcher/index/row_judge.h"
#include "matcher/index/row_scan.h"

namespace duikou {

Retrieved Retrieve(const ProjectIndex& index, const QueryTerms& terms,
                   const CompiledFilter& filter,
                   const RetrieveOptions& options) {
  DUIKOU_CHECK(options.k >= 1) << options.k;
  DUIKOU_CHECK(terms.supporter().taxonomy() == index.taxonomy())
      << "prepared with another taxonomy";
  Retrieved found;
  if (const FlatRows* flat = index.flat()) {
    found.hits = ScanRows(*flat, index, terms, filter, options);
  } else {
    BestHits best(index, options.k);
    RowJudge judge(index, terms, filter, options, best);
    CellSearch(*index.cells(), terms, filter, judge).Run();
    found.hits = std::move(best).Sorted();
  }
  if (options.with_count) {
    found.candidate_count =
        CountCandidates(index, terms, filter, options.most_counted);
  }
  return found;
}

int64_t CountCandidates(const ProjectIndex& index, const QueryTerms& terms,
                        const CompiledFilter& filter, int64_t most) {
  if (index.cells() != nullptr) {
    const Hit behind_all{.score = -1};
    return CountAhead(index, terms, filter, {behind_all}, most)[0];
  }
  const std::vector<ProjectSlot> dismissed =
      DismissedSlots(index, terms.supporter().supporter());
  int64_t count = 0;
  ForEachRow(index, filter, [&](const RowRef& row, SectorIndex, AreaIndex) {
    const Project& project = index.project(row.slot());
    count +=
        terms.Passes(row, project) && filter.AdmitsRow(row, project) &&
        !std::binary_search(dismissed.begin(), dismissed.end(), row.slot());
  });
  return count;
}

std::vector<int64_t> CountAhead(const ProjectIndex& index,
                                const QueryTerms& terms,
                                const CompiledFilter& filter,
                                std::vector<Hit> targets, int64_t most) {
  DUIKOU_CHECK(index.cells() != nullptr);
  const RetrieveOptions options;
  AheadCounts counts(index, std::move(targets), most);
  RowJudge judge(index, terms, filter, options, counts);
  CellSearch(*index.cells(), terms, filter, judge).Run();
  return counts.Counts();
}

std::vector<ProjectSlot> DismissedSlots(const ProjectIndex& index,
                                        const Supporter& supporter) {
  std::vector<ProjectSlot> slots;
  for (const std::string& id : supporter.dismissed) {
    const ProjectSlot slot = index.FindSlot(id);
    if (slot != kNone) slots.push_back(slot);
  }
  std::sort(slots.begin(), slots.end());
  return slots;
}

}  // namespace duikou
