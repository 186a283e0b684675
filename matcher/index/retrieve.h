// Retrieve: the exact top k of an index, and a pass over all candidates.
//
//   QueryTerms terms(supporter, weights, year);
//   CompiledFilter filter(candidate_filter, *index.taxonomy());
//   for (const Hit& hit : Retrieve(index, terms, filter, {.k = 20})) …
//
// Problem: the k candidates with the highest scores; ties by id, bytewise.
// Method: bound each cell (sector, area): the parts its rows share, plus the
// best standing, plus the peak of fund size over the cell's amounts, plus the
// most that needs can give (where cells hold few rows just the most that any
// row can add). Visit the cells best bound first (a bucket sort on the bound)
// and leave those whose bound is below the k-th score: nothing in them can
// enter; what is level may by its id and is still visited. Within a cell a row
// that cannot enter is left before its fund size is computed, and dismissals
// and the caller's conditions are only asked of rows that would enter.
// Complexity: O(cells + rows visited + k log k); all rows at worst.
// Limits: parts and bounds stay below 2^31 as weights sum to 10,000.
// Reference: R. Fagin, A. Lotem, M. Naor: Optimal aggregation algorithms for
// middleware (2003), for the stopping rule.
#ifndef DUIKOU_MATCHER_INDEX_RETRIEVE_H_
#define DUIKOU_MATCHER_INDEX_RETRIEVE_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "matcher/base/score.h"
#include "matcher/index/candidate_filter.h"
#include "matcher/index/project_index.h"
#include "matcher/index/query_terms.h"

namespace duikou {

struct Hit {
  Score score = 0;
  ProjectSlot slot = kNone;
};

struct RetrieveOptions {
  // At least 1.
  int64_t k = 20;
  // Where given, only candidates strictly behind (score, id).
  const Score* after_score = nullptr;
  absl::string_view after_id = {};
  bool with_count = false;
};

struct Retrieved {
  // In rank order; fewer than k where there are no more candidates.
  std::vector<Hit> hits;
  // How many candidates there are; kNone where not asked for. Those up to
  // `after_score` count too.
  int64_t candidate_count = kNone;
};

// REQUIRES: the supporter is prepared with the index's taxonomy.
Retrieved Retrieve(const ProjectIndex& index, const QueryTerms& terms,
                   const CompiledFilter& filter,
                   const RetrieveOptions& options);

// The slots of the projects that the supporter dismissed, in order.
std::vector<ProjectSlot> DismissedSlots(const ProjectIndex& index,
                                        const Supporter& supporter);

// Calls visit(cell, row, funds) for each candidate, in no particular order.
template <typename Visit>
void ForEachCandidateRow(const ProjectIndex& index, const QueryTerms& terms,
                         const CompiledFilter& filter, Visit&& visit) {
  const int kinds = index.taxonomy()->fund_kind_count();
  const std::vector<ProjectSlot> dismissed =
      DismissedSlots(index, terms.supporter().supporter());
  for (const IndexCell& cell : index.cells()) {
    if (!filter.AdmitsSector(cell.sector) || !filter.AdmitsArea(cell.area)) {
      continue;
    }
    for (size_t i = 0; i < cell.rows.size(); ++i) {
      const IndexRow& row = cell.rows[i];
      const IndexFund* funds = &cell.funds[i * kinds];
      if (!terms.Passes(row, funds) ||
          std::binary_search(dismissed.begin(), dismissed.end(), row.slot) ||
          (filter.has_rest() && !filter.AdmitsRest(index.project(row.slot)))) {
        continue;
      }
      visit(cell, row, funds);
    }
  }
}

// Calls visit(slot, parts) for each candidate, in no particular order; `parts`
// is a PerCriterion<int32_t>.
template <typename Visit>
void ForEachCandidate(const ProjectIndex& index, const QueryTerms& terms,
                      const CompiledFilter& filter, Visit&& visit) {
  ForEachCandidateRow(
      index, terms, filter,
      [&](const IndexCell& cell, const IndexRow& row, const IndexFund* funds) {
        visit(row.slot, terms.RowParts(cell, row, funds));
      });
}

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_RETRIEVE_H_
