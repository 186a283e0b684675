#include "matcher/scorer/value_curve.h"

#include "matcher/base/check.h"

namespace duikou {

ValueCurve::ValueCurve(const Points& points)
    : knots_{0, points[0], points[1], points[2], kFull},
      straight_(points == ValueCurve().points()) {
  DUIKOU_CHECK(IsCurve(points))
      << points[0] << ' ' << points[1] << ' ' << points[2];
}

bool ValueCurve::IsCurve(const Points& points) {
  return points.front() >= 0 && points.back() <= kFull &&
         std::is_sorted(points.begin(), points.end());
}

int32_t ValueCurve::MostGain() const {
  // Between two knots it is never more than at the better of them.
  int32_t most = 0;
  for (int i = 0; i <= kInner; ++i) {
    most = std::max(most, knots_[i] - i * kStep);
  }
  return most;
}

int32_t ValueCurve::SteepestRise() const {
  int32_t steepest = 0;
  for (int i = 0; i <= kInner; ++i) {
    steepest = std::max(steepest, knots_[i + 1] - knots_[i]);
  }
  return steepest;
}

}  // namespace duikou
