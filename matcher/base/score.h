// Score: how well a project fits a supporter, as an integer of 0 … 10,000.
//
// The score is the sum of one part a criterion, exactly. A criterion's value
// is 0 … 10,000 too, and so is what it counts (matcher/scorer/value_curve.h);
// part = weight × that / 10,000, rounded down, and the weights sum to 10,000,
// so that a score never leaves its range. Weights::Part computes it.
//
//   PerCriterion<int32_t> parts = {};
//   parts[Criterion::kSector] = weights.Part(Criterion::kSector, value);
#ifndef DUIKOU_MATCHER_BASE_SCORE_H_
#define DUIKOU_MATCHER_BASE_SCORE_H_

#include <array>
#include <cstddef>
#include <cstdint>

namespace duikou {

using Score = int32_t;

// The most a score, a criterion's value or all weights together can be.
inline constexpr int32_t kFull = 10'000;

// The criteria, in the order in which parts and reasons are listed.
enum class Criterion : uint8_t {
  kSector = 0,
  kRegion = 1,
  kFundSize = 2,
  kCapability = 3,
  kStanding = 4,
  kRecord = 5,
};
inline constexpr int kCriterionCount = 6;
inline constexpr std::array<Criterion, kCriterionCount> kAllCriteria = {
    Criterion::kSector,     Criterion::kRegion,   Criterion::kFundSize,
    Criterion::kCapability, Criterion::kStanding, Criterion::kRecord};

// One T for each criterion, indexed by Criterion.
template <typename T>
class PerCriterion : public std::array<T, kCriterionCount> {
 public:
  using Base = std::array<T, kCriterionCount>;
  constexpr T& operator[](Criterion c) {
    return Base::operator[](static_cast<size_t>(c));
  }
  constexpr const T& operator[](Criterion c) const {
    return Base::operator[](static_cast<size_t>(c));
  }
};

// weight × points / 10,000, rounded down.
// REQUIRES: both are within 0 … 10,000.
constexpr int32_t Weighted(int32_t weight, int32_t points) {
  return static_cast<int32_t>(static_cast<uint32_t>(weight) *
                              static_cast<uint32_t>(points) / kFull);
}

}  // namespace duikou

#endif  // DUIKOU_MATCHER_BASE_SCORE_H_
