// The ranker: the best projects for a supporter, the best supporters for a
// project, exactly and in an order that is the same on every machine.
//
//   ProjectQuery query{.k = 10, .year = 2015, .weights = weights};
//   Ranking best = RankProjects(index, supporter, query);
//   for (const RankedProject& p : best.projects) {
//     p.rank, p.id, p.breakdown.score, p.breakdown.parts, p.reasons …
//   }
//   if (best.more) {                                          // next page
//     query.after = best.projects.back().key();
//     query.after_rank = best.projects.back().rank;
//   }
//
// Problem: of the candidates – the projects that pass the hard filters and the
// query's filter – the k with the highest scores; ties by id, bytewise.
// Method: matcher/index/retrieve.h. Complexity: at most one pass over the
// candidates, O(n + k log k). Where projects are few, ranks without a criterion
// and candidate counts take another; where they stand in cells, a search that
// ends at ProjectQuery::most_counted, for each criterion one.
//
// Pure functions; thread-safe while the index does not change.
#ifndef DUIKOU_MATCHER_RANKER_RANKER_H_
#define DUIKOU_MATCHER_RANKER_RANKER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "matcher/base/score.h"
#include "matcher/index/project_index.h"
#include "matcher/ranker/query.h"
#include "matcher/scorer/prepared_supporter.h"
#include "matcher/scorer/reason.h"
#include "matcher/scorer/scorer.h"

namespace duikou {

struct RankedProject {
  // From 1. With diversity the place in the diverse list.
  int64_t rank = 0;
  std::string id;
  // Valid until the index changes.
  ProjectSlot slot = kNone;
  Breakdown breakdown;
  std::vector<Reason> reasons;
  // The rank by the score less this criterion's part, ties by id, among the
  // same candidates, as far as ProjectQuery::most_counted; 0 where not asked
  // for.
  PerCriterion<int64_t> rank_without = {};
  // With diversity: the rank by score alone (1 + the number of candidates
  // ahead), and the discount that decided its place. Else `rank` and 0.
  int64_t plain_rank = 0;
  int64_t diversity_discount = 0;

  RankKey key() const { return {breakdown.score, id}; }
};

struct Ranking {
  std::vector<RankedProject> projects;
  // Whether there is anything behind the last one.
  bool more = false;
  // How many candidates there are, as far as ProjectQuery::most_counted; kNone
  // where not asked for.
  int64_t candidate_count = kNone;
};

// REQUIRES: query.k ≥ 1, query.skip ≥ 0, weights made by NormaliseWeights, a
// supporter prepared with the index's taxonomy, no query.after with diversity.
Ranking RankProjects(const ProjectIndex& index,
                     const PreparedSupporter& supporter,
                     const ProjectQuery& query);

// The rank of one project among the query's candidates (paging and diversity
// aside); nullopt where it is not one of them.
struct ProjectRank {
  int64_t rank = 0;
  PerCriterion<int64_t> rank_without = {};
};
std::optional<ProjectRank> RankOf(const ProjectIndex& index,
                                  const PreparedSupporter& supporter,
                                  const ProjectQuery& query,
                                  absl::string_view id);

struct RankedSupporter {
  int64_t rank = 0;
  // Into the list that was ranked.
  int32_t position = kNone;
  std::string id;
  Breakdown breakdown;
  std::vector<Reason> reasons;
  PerCriterion<int64_t> rank_without = {};

  RankKey key() const { return {breakdown.score, id}; }
};

struct SupporterRanking {
  std::vector<RankedSupporter> supporters;
  bool more = false;
  int64_t candidate_count = 0;
};

// The reverse, with the same scores and filters. Ties by the supporter's id.
// REQUIRES: as above (but `after` is free); pointers not null.
SupporterRanking RankSupporters(
    absl::Span<const PreparedSupporter* const> supporters,
    const Project& project, const SupporterQuery& query);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_RANKER_RANKER_H_
