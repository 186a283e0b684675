// What a ranking is asked for.
//
//   ProjectQuery query{.k = 10, .year = 2015, .weights = weights};
//   query.filter.areas = {kZigui};
//   query.diversity = {.sector_discount = 300, .area_discount = 300};
#ifndef DUIKOU_MATCHER_RANKER_QUERY_H_
#define DUIKOU_MATCHER_RANKER_QUERY_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "matcher/base/score.h"
#include "matcher/base/supporter.h"
#include "matcher/index/candidate_filter.h"
#include "matcher/index/retrieve.h"
#include "matcher/scorer/weights.h"

namespace duikou {

// A place in the order of a ranking: by score, the highest first, then by id,
// bytewise, the smallest first.
struct RankKey {
  Score score = 0;
  std::string id;
};

// Whether `a` ranks strictly ahead of `b`.
inline bool Ahead(const RankKey& a, const RankKey& b) {
  return a.score != b.score ? a.score > b.score : a.id < b.id;
}

// Spreads a list over sectors and areas; off by default. Places are filled one
// by one: each goes to the project with the highest
//   score − sector_discount × (projects listed so far in its sector)
//         − area_discount   × (projects listed so far in its area),
// of equal ones to the first by id, among those whose sector and area are not
// full. Scores and parts stay as they are; the discount is reported beside.
struct Diversity {
  // In score points, not negative.
  int32_t sector_discount = 0;
  int32_t area_discount = 0;
  // Projects listed of one sector, of one area; 0: no limit.
  int32_t most_per_sector = 0;
  int32_t most_per_area = 0;

  bool on() const {
    return sector_discount > 0 || area_discount > 0 || most_per_sector > 0 ||
           most_per_area > 0;
  }
};

struct ProjectQuery {
  // How many to list, at least 1.
  int32_t k = 20;
  // The year of support; 0: any.
  int32_t year = 0;
  Weights weights = DefaultWeights();
  CandidateFilter filter;
  // The next page: only what ranks behind this, and the rank that this had,
  // from which ranks go on. Not with diversity.
  std::optional<RankKey> after;
  int64_t after_rank = 0;
  // How many places to leave out; the way to the next page with diversity.
  int32_t skip = 0;
  Diversity diversity;
  // Whether to fill in the reasons, the ranks without each criterion, and the
  // number of candidates. Each costs time.
  bool with_reasons = true;
  bool with_ranks_without = false;
  bool with_candidate_count = false;
  // How far candidates, and ranks without a criterion, are counted in an index
  // whose projects stand in cells: one more than this stands for all beyond.
  // Where projects are few all are counted.
  int64_t most_counted = kCountAll;
};

struct SupporterQuery {
  int32_t k = 20;
  int32_t year = 0;
  Weights weights = DefaultWeights();
  std::optional<RankKey> after;
  // Which supporters take part; unset: all.
  std::function<bool(const Supporter&)> predicate;
  bool with_reasons = true;
  bool with_ranks_without = false;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_RANKER_QUERY_H_
