// RankAll: the best projects for many supporters at once – after a change of
// weights, at night, for a file of everybody's recommendations.
//
//   RankAllOptions options{.parallel_for = executor, .tasks = cores};
//   options.progress = [&](int64_t done) { … };
//   for (const Hit& hit : RankAll(index, supporters, query, options)[i]) {
//     index.project(hit.slot).id, hit.score …          // of supporters[i]
//   }
//
// Problem: the list of RankProjects, by one query, of each of the supporters:
// slots and scores, from which ScorePair and Reasons make what is shown.
// Method: the filter is made ready once. Supporters that give of the same kinds
// and are strong in the same sectors look at the same bins, so they follow each
// other, and find them in the caches. Tasks take the next supporters that
// nobody has, some at a time, so that none waits for another.
// Complexity: that of the lists, divided by the cores. Limits: all lists are in
// memory at the end, 8 bytes a project listed.
//
// The lists do not depend on the executor. The index must not change meanwhile.
#ifndef DUIKOU_MATCHER_RANKER_RANK_ALL_H_
#define DUIKOU_MATCHER_RANKER_RANK_ALL_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/types/span.h"
#include "matcher/index/best_hits.h"
#include "matcher/index/project_index.h"
#include "matcher/ranker/query.h"
#include "matcher/scorer/prepared_supporter.h"

namespace duikou {

struct RankAllOptions {
  // Runs all tasks, in any order and on any threads, and returns when they are
  // done; null: everything runs in the calling thread.
  std::function<void(std::vector<std::function<void()>>)> parallel_for;
  // Into how many tasks the work goes, at least 1: as many as there are cores.
  int tasks = 1;
  // Polled by every task, some hundred times a second; true ends the work.
  // Must be thread-safe.
  std::function<bool()> cancelled;
  // Called by the tasks with how many lists there are, after every few; must be
  // thread-safe. Numbers of two tasks may come in either order.
  std::function<void(int64_t done)> progress;
};

// By position, each in rank order. Where it was cancelled the lists that are
// missing are empty. What the query says of pages, diversity, reasons and
// counts does not matter.
// REQUIRES: as RankProjects, for each of the supporters; pointers not null.
std::vector<std::vector<Hit>> RankAll(
    const ProjectIndex& index,
    absl::Span<const PreparedSupporter* const> supporters,
    const ProjectQuery& query, const RankAllOptions& options);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_RANKER_RANK_ALL_H_
