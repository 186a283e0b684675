// ValueCurve: how much a criterion's value counts.
//
//   const ValueCurve curve({4'000, 7'000, 9'000});
//   curve.At(2'500);         // 4,000
//   curve.At(1'250);         // 2,000
//   ValueCurve().At(1'250);  // straight: 1,250
//
// A curve leads from 0 … 10,000 to 0 … 10,000, never falls, keeps both ends,
// and is linear between its knots at the quarters, rounded down. So more of
// what a criterion looks for never counts less, and the whole counts whole.
#ifndef DUIKOU_MATCHER_SCORER_VALUE_CURVE_H_
#define DUIKOU_MATCHER_SCORER_VALUE_CURVE_H_

#include <algorithm>
#include <array>
#include <cstdint>

#include "matcher/base/score.h"

namespace duikou {

// A value type.
class ValueCurve {
 public:
  // Knots between the ends, and the values between two knots.
  static constexpr int kInner = 3;
  static constexpr int32_t kStep = kFull / (kInner + 1);
  // What values of 2,500, 5,000 and 7,500 count as.
  using Points = std::array<int32_t, kInner>;

  // Straight: each value counts as itself.
  ValueCurve() = default;
  // REQUIRES: IsCurve(points).
  explicit ValueCurve(const Points& points);

  // Whether they are within 0 … 10,000 and none is below the one before.
  static bool IsCurve(const Points& points);

  Points points() const { return {knots_[1], knots_[2], knots_[3]}; }
  bool straight() const { return straight_; }

  // REQUIRES: value is within 0 … 10,000.
  int32_t At(int32_t value) const {
    // What the rest comes to; rankings count hundreds of values each.
    if (straight_) return value;
    const int32_t before = std::min(value / kStep, kInner);
    const int32_t low = knots_[before];
    return low + (knots_[before + 1] - low) * (value - before * kStep) / kStep;
  }

  // The most by which a value counts more than itself; 0 where none does.
  int32_t MostGain() const;
  // The most that kStep more of a value can add.
  int32_t SteepestRise() const;

  friend bool operator==(const ValueCurve&, const ValueCurve&) = default;

 private:
  std::array<int32_t, kInner + 2> knots_ = {0, kStep, 2 * kStep, 3 * kStep,
                                            kFull};
  bool straight_ = true;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_SCORER_VALUE_CURVE_H_
