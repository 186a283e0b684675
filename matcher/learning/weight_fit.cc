#include "matcher/learning/weight_fit.h"

#include <nlopt.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "matcher/base/check.h"

namespace duikou {
namespace {

using Point = WeightObjective::Point;

// As the solver has it: the increments, then the steepness.
constexpr int kVariables = kCriterionCount * kPieces + 1;
using Variables = std::array<double, kVariables>;

Point PointOf(const double* x) {
  Point point{.steepness = x[kVariables - 1]};
  std::copy_n(x, kVariables - 1, point.increments.begin());
  return point;
}

void CopyTo(const Point& point, double* x) {
  std::copy(point.increments.begin(), point.increments.end(), x);
  x[kVariables - 1] = point.steepness;
}

double EvaluateForSolver(unsigned, const double* x, double* gradient,
                         void* objective) {
  const auto& asked = *static_cast<const WeightObjective*>(objective);
  if (gradient == nullptr) return asked.Evaluate(PointOf(x), nullptr);
  Point slopes;
  const double value = asked.Evaluate(PointOf(x), &slopes);
  CopyTo(slopes, gradient);
  return value;
}

// The best point with 0 ≤ x, from the present one.
Point Minimise(WeightObjective& objective, int most_iterations) {
  nlopt_opt solver = nlopt_create(NLOPT_LD_SLSQP, kVariables);
  DUIKOU_CHECK(solver != nullptr);
  // Nothing distinguishes an increment of 1,000 from a larger one.
  nlopt_set_lower_bounds1(solver, 0);
  nlopt_set_upper_bounds1(solver, 1000);
  nlopt_set_min_objective(solver, EvaluateForSolver, &objective);
  nlopt_set_ftol_rel(solver, 1e-12);
  nlopt_set_xtol_rel(solver, 1e-9);
  nlopt_set_maxeval(solver, most_iterations);
  Variables x;
  CopyTo(objective.Present(kUsualSteepness), x.data());
  double value = 0;
  // Also where it stops for round-off the best point found is in x.
  nlopt_optimize(solver, x.data(), &value);
  nlopt_destroy(solver);
  return PointOf(x.data());
}

// The least objective along the present point, by ternary search over the
// steepness: it is convex.
double BestAtPresent(const WeightObjective& objective) {
  const auto at = [&](double steepness) {
    return objective.Evaluate(objective.Present(steepness), nullptr);
  };
  double low = 0;
  double high = 1000;
  for (int i = 0; i < 100; ++i) {
    const double third = (high - low) / 3;
    if (at(low + third) <= at(high - third)) {
      high -= third;
    } else {
      low += third;
    }
  }
  return at(low);
}

using Sums = std::array<double, kCriterionCount>;

Sums SumsOf(const Point& x) {
  Sums sums = {};
  for (size_t i = 0; i < x.increments.size(); ++i) {
    sums[i / kPieces] += x.increments[i];
  }
  return sums;
}

// Whole percents in the proportions of θ, by largest remainder.
PerCriterion<int32_t> InPercents(const Sums& thetas, double sum) {
  PerCriterion<int32_t> weights = {};
  std::array<double, kCriterionCount> remainder;
  int missing = 100;
  for (int c = 0; c < kCriterionCount; ++c) {
    const double share = 100 * thetas[c] / sum;
    const int whole = static_cast<int>(std::floor(share + 1e-9));
    weights[static_cast<Criterion>(c)] = 100 * whole;
    remainder[c] = share - whole;
    missing -= whole;
  }
  for (; missing > 0; --missing) {
    const auto largest = std::max_element(remainder.begin(), remainder.end());
    weights[static_cast<Criterion>(largest - remainder.begin())] += 100;
    *largest = -1;
  }
  return weights;
}

// The curve that the increments of a criterion draw, which sum to `theta`.
ValueCurve CurveOf(const double* increments, double theta) {
  ValueCurve::Points points;
  double height = 0;
  for (int j = 0; j < ValueCurve::kInner; ++j) {
    height += increments[j];
    const auto percent =
        static_cast<int32_t>(std::floor(100 * height / theta + 0.5 + 1e-9));
    points[j] = 100 * std::clamp(percent, 0, 100);
  }
  return ValueCurve(points);
}

}  // namespace

WeightFit FitWeights(absl::Span<const Chooser> choosers, const Weights& present,
                     const WeightFitOptions& options) {
  DUIKOU_CHECK(options.most_iterations >= 1);
  WeightObjective objective(choosers, present, options);
  WeightFit fit{.weights = present};
  if (objective.empty()) return fit;
  const Point x = Minimise(objective, options.most_iterations);
  fit.loss = objective.Evaluate(x, nullptr);
  fit.present_loss = BestAtPresent(objective);
  const Sums thetas = SumsOf(x);
  for (const double theta : thetas) fit.steepness += theta;
  // Below this no choice is told from another.
  constexpr double kNoSteepness = 1e-3;
  if (fit.steepness <= kNoSteepness) {
    fit.steepness = 0;
    return fit;
  }
  fit.weights.shares = InPercents(thetas, fit.steepness);
  for (const Criterion c : kAllCriteria) {
    const auto i = static_cast<int>(c);
    if (fit.weights[c] == 0) continue;
    fit.weights.curves[c] = CurveOf(&x.increments[i * kPieces], thetas[i]);
  }
  return fit;
}

}  // namespace duikou
