#include "matcher/index/retrieve.h"

#include <utility>

#include "matcher/base/check.h"
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
    RowJudge judge(index, terms, filter, options);
    CellSearch(*index.cells(), terms, filter, judge).Run();
    found.hits = std::move(judge).Hits();
  }
  if (options.with_count) {
    found.candidate_count = CountCandidates(index, terms, filter);
  }
  return found;
}

int64_t CountCandidates(const ProjectIndex& index, const QueryTerms& terms,
                        const CompiledFilter& filter) {
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
