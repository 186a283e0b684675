// Weights: how much each criterion counts, in basis points that sum to 10,000.
//
//   ASSIGN_OR_RETURN(Weights weights, NormaliseWeights({3, 2, 2, 1, 1, 1}));
//   weights[Criterion::kSector];  // 3000
#ifndef DUIKOU_MATCHER_SCORER_WEIGHTS_H_
#define DUIKOU_MATCHER_SCORER_WEIGHTS_H_

#include <array>
#include <cstdint>

#include "absl/status/statusor.h"
#include "matcher/base/score.h"

namespace duikou {

// Basis points that sum to kFull. Made by NormaliseWeights.
using Weights = PerCriterion<int32_t>;

// Sector 30 %, region 20 %, fund size 20 %, the other three 10 % each.
Weights DefaultWeights();

// The largest raw weight that is accepted.
inline constexpr int64_t kMaxRawWeight = 1'000'000'000;

// Scales `raw`, in the order of Criterion, to sum to 10,000: each gets its
// share rounded down, and the points that are missing go one each to the
// largest remainders, of equal ones to the first.
// INVALID_ARGUMENT `weights[i]` where one is negative or over kMaxRawWeight,
// `weights` where all are zero.
absl::StatusOr<Weights> NormaliseWeights(
    const std::array<int64_t, kCriterionCount>& raw);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_SCORER_WEIGHTS_H_
