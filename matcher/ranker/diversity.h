// Diversify: the greedy list that Diversity (query.h) describes.
//
// Problem: fill n places, each with the candidate of the highest score less the
// discounts for what is listed already. Method: candidates come in rank order;
// a discounted score never exceeds the score, so a place is decided as soon as
// the best discounted score found is above the score of all that follow.
// Complexity: O(n · candidates looked at). Limits: discounts are computed in
// 64 bits.
#ifndef DUIKOU_MATCHER_RANKER_DIVERSITY_H_
#define DUIKOU_MATCHER_RANKER_DIVERSITY_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "matcher/index/project_index.h"
#include "matcher/index/retrieve.h"
#include "matcher/ranker/query.h"

namespace duikou {

struct DiversePick {
  // Into the candidates given.
  int32_t position = kNone;
  int64_t discount = 0;
};

// The first `n` places, fewer where no candidate is left that may be listed.
// `candidates` are in rank order; `complete` says that there are no more of
// them. nullopt where one that is not given might take a place: ask again with
// more candidates. Never nullopt when complete.
std::optional<std::vector<DiversePick>> Diversify(
    const ProjectIndex& index, absl::Span<const Hit> candidates, bool complete,
    const Diversity& diversity, int64_t n);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_RANKER_DIVERSITY_H_
