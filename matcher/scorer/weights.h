// Weights: how much each criterion counts, in basis points that sum to 10,000,
// and by which curve its value does.
//
//   ASSIGN_OR_RETURN(Weights weights, NormaliseWeights({3, 2, 2, 1, 1, 1}));
//   weights[Criterion::kSector];                     // 3000
//   weights.Part(Criterion::kSector, 8'000);         // 2400, of the score
//   weights.curves[Criterion::kSector] = ValueCurve({4'000, 7'000, 9'000});
#ifndef DUIKOU_MATCHER_SCORER_WEIGHTS_H_
#define DUIKOU_MATCHER_SCORER_WEIGHTS_H_

#include <array>
#include <cstdint>

#include "absl/status/statusor.h"
#include "matcher/base/score.h"
#include "matcher/scorer/value_curve.h"

namespace duikou {

// A value type. Made by NormaliseWeights.
struct Weights {
  // Basis points that sum to kFull.
  PerCriterion<int32_t> shares = {};
  // Straight unless they are replaced.
  PerCriterion<ValueCurve> curves = {};

  int32_t& operator[](Criterion c) { return shares[c]; }
  int32_t operator[](Criterion c) const { return shares[c]; }

  // What a value of 0 … 10,000 adds to the score.
  int32_t Part(Criterion c, int32_t value) const {
    return Weighted(shares[c], curves[c].At(value));
  }

  friend bool operator==(const Weights&, const Weights&) = default;
};

// Sector 30 %, region 20 %, fund size 20 %, the other three 10 % each.
Weights DefaultWeights();

// The largest raw weight that is accepted.
inline constexpr int64_t kMaxRawWeight = 1'000'000'000;

// Scales `raw`, in the order of Criterion, to sum to 10,000: each gets its
// share rounded down, and the points that are missing go one each to the
// largest remainders, of equal ones to the first. All curves are straight.
// INVALID_ARGUMENT `weights[i]` where one is negative or over kMaxRawWeight,
// `weights` where all are zero.
absl::StatusOr<Weights> NormaliseWeights(
    const std::array<int64_t, kCriterionCount>& raw);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_SCORER_WEIGHTS_H_
