#include "matcher/learning/weight_objective.h"

#include <algorithm>
#include <numeric>

#include "matcher/base/check.h"

namespace duikou {
namespace {

// Below this a curve holds no more firmly.
constexpr double kLeastWeight = 0.05;

double SumOf(const Increments& increments, int c) {
  const auto first = increments.begin() + c * kPieces;
  return std::accumulate(first, first + kPieces, 0.0);
}

}  // namespace

WeightObjective::WeightObjective(absl::Span<const Chooser> choosers,
                                 const Weights& present,
                                 const WeightFitOptions& options)
    : loss_(choosers, options.most_compared), options_(options) {
  DUIKOU_CHECK(options.penalty > 0 && options.curve_penalty > 0 &&
               options.steepness_penalty >= 0);
  for (const Criterion criterion : kAllCriteria) {
    const auto c = static_cast<int>(criterion);
    const ValueCurve& curve = present.curves[criterion];
    weights_[c] = static_cast<double>(present[criterion]) / kFull;
    for (int j = 0; j < kPieces; ++j) {
      const int32_t low = curve.At(j * ValueCurve::kStep);
      const int32_t high = curve.At((j + 1) * ValueCurve::kStep);
      shape_[c * kPieces + j] = static_cast<double>(high - low) / kFull;
    }
  }
}

WeightObjective::Point WeightObjective::Present(double steepness) const {
  Point x{.steepness = steepness};
  for (size_t i = 0; i < shape_.size(); ++i) {
    x.increments[i] = steepness * weights_[i / kPieces] * shape_[i];
  }
  return x;
}

double WeightObjective::WeightPenalty(int c, const Point& x,
                                      Point* gradient) const {
  const double away = SumOf(x.increments, c) - x.steepness * weights_[c];
  if (gradient != nullptr) {
    const double slope = options_.penalty * away;
    for (int j = 0; j < kPieces; ++j) {
      gradient->increments[c * kPieces + j] += slope;
    }
    gradient->steepness -= slope * weights_[c];
  }
  return options_.penalty / 2 * away * away;
}

double WeightObjective::CurvePenalty(int c, const Point& x,
                                     Point* gradient) const {
  const double* own = &x.increments[c * kPieces];
  const double* shape = &shape_[c * kPieces];
  const double sum = SumOf(x.increments, c);
  const double penalty =
      options_.curve_penalty / std::max(weights_[c], kLeastWeight);
  double squares = 0;
  for (int j = 0; j < kPieces; ++j) {
    const double away = own[j] - shape[j] * sum;
    squares += away * away;
    if (gradient == nullptr) continue;
    const double slope = penalty * away;
    double* const into = &gradient->increments[c * kPieces];
    into[j] += slope;
    for (int i = 0; i < kPieces; ++i) into[i] -= slope * shape[j];
  }
  for (int j = 0; j + 1 < kPieces; ++j) {
    const double bend =
        kPieces * (shape[j + 1] * own[j] - shape[j] * own[j + 1]);
    squares += bend * bend;
    if (gradient == nullptr) continue;
    const double slope = penalty * kPieces * bend;
    gradient->increments[c * kPieces + j] += slope * shape[j + 1];
    gradient->increments[c * kPieces + j + 1] -= slope * shape[j];
  }
  return penalty / 2 * squares;
}

double WeightObjective::Evaluate(const Point& x, Point* gradient) const {
  if (gradient != nullptr) *gradient = Point();
  double value = loss_.Evaluate(
      x.increments, gradient == nullptr ? nullptr : &gradient->increments);
  for (int c = 0; c < kCriterionCount; ++c) {
    value += WeightPenalty(c, x, gradient) + CurvePenalty(c, x, gradient);
  }
  const double unusual = x.steepness - kUsualSteepness;
  if (gradient != nullptr) {
    gradient->steepness += options_.steepness_penalty * unusual;
  }
  return value + options_.steepness_penalty / 2 * unusual * unusual;
}

}  // namespace duikou
