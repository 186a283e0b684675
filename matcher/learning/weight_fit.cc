#include "matcher/learning/weight_fit.h"

#include <nlopt.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "matcher/base/check.h"

namespace duikou {
namespace {

// A verdict against one candidate, in shares: values of the better less those
// of the worse.
using Difference = std::array<double, kCriterionCount>;

struct Comparisons {
  double weight = 0;  // of each difference
  std::vector<Difference> differences;
};

// θ by criterion, then τ.
constexpr int kVariables = kCriterionCount + 1;
using Point = std::array<double, kVariables>;
constexpr double kUsualSteepness = 4;

struct Objective {
  std::vector<Comparisons> verdicts;
  std::array<double, kCriterionCount> present = {};
  double penalty = 0;
  double steepness_penalty = 0;
};

Difference Between(const Candidate& better, const Candidate& worse) {
  Difference difference;
  for (size_t c = 0; c < difference.size(); ++c) {
    const auto criterion = static_cast<Criterion>(c);
    difference[c] = static_cast<double>(better.values[criterion] -
                                        worse.values[criterion]) /
                    kFull;
  }
  return difference;
}

// What `verdict` is compared with.
std::vector<const Candidate*> Opposed(const Chooser& chooser,
                                      const Candidate& verdict) {
  std::vector<const Candidate*> opposed;
  for (const Candidate& other : chooser.candidates) {
    const bool wanted = verdict.verdict == Verdict::kWanted;
    if (other.verdict == Verdict::kPassedOver ||
        (wanted && other.verdict == Verdict::kUnwanted)) {
      opposed.push_back(&other);
    }
  }
  return opposed;
}

// `place` is the verdict's among those of its chooser.
Comparisons Compare(const Chooser& chooser, const Candidate& verdict,
                    int64_t place, int64_t most) {
  Comparisons comparisons;
  const std::vector<const Candidate*> opposed = Opposed(chooser, verdict);
  const auto count = static_cast<int64_t>(opposed.size());
  const int64_t taken = std::min(count, most);
  for (int64_t i = 0; i < taken; ++i) {
    // Every n-th from a start of its own, evenly over the whole order.
    const int64_t at = (i * count / taken + place * 7919) % count;
    const Candidate& other = *opposed[at];
    comparisons.differences.push_back(verdict.verdict == Verdict::kWanted
                                          ? Between(verdict, other)
                                          : Between(other, verdict));
  }
  return comparisons;
}

void AddVerdicts(const Chooser& chooser, int64_t most, Objective& objective) {
  double importance = 0;
  for (const Candidate& candidate : chooser.candidates) {
    if (candidate.verdict == Verdict::kPassedOver) continue;
    importance += candidate.importance / 100.0;
  }
  int64_t place = 0;
  for (const Candidate& candidate : chooser.candidates) {
    if (candidate.verdict == Verdict::kPassedOver) continue;
    Comparisons made = Compare(chooser, candidate, place++, most);
    if (made.differences.empty()) continue;
    made.weight = candidate.importance / 100.0 / std::sqrt(importance) /
                  static_cast<double>(made.differences.size());
    objective.verdicts.push_back(std::move(made));
  }
}

// log(1 + e^−z), without overflow.
double LogisticLoss(double z) {
  return std::max(0.0, -z) + std::log1p(std::exp(-std::abs(z)));
}

// The objective; its gradient is added to `gradient` unless that is null.
double Evaluate(const Objective& objective, const double* x, double* gradient) {
  double loss = 0;
  for (const Comparisons& verdict : objective.verdicts) {
    for (const Difference& d : verdict.differences) {
      double z = 0;
      for (size_t c = 0; c < d.size(); ++c) z += x[c] * d[c];
      loss += verdict.weight * LogisticLoss(z);
      if (gradient == nullptr) continue;
      const double slope = -verdict.weight / (1 + std::exp(z));
      for (size_t c = 0; c < d.size(); ++c) gradient[c] += slope * d[c];
    }
  }
  const double steepness = x[kCriterionCount];
  const double unusual = steepness - kUsualSteepness;
  loss += objective.steepness_penalty / 2 * unusual * unusual;
  if (gradient != nullptr) {
    gradient[kCriterionCount] += objective.steepness_penalty * unusual;
  }
  for (int c = 0; c < kCriterionCount; ++c) {
    const double away = x[c] - steepness * objective.present[c];
    loss += objective.penalty / 2 * away * away;
    if (gradient == nullptr) continue;
    gradient[c] += objective.penalty * away;
    gradient[kCriterionCount] -=
        objective.penalty * away * objective.present[c];
  }
  return loss;
}

double EvaluateForSolver(unsigned, const double* x, double* gradient,
                         void* objective) {
  if (gradient != nullptr) std::fill_n(gradient, kVariables, 0.0);
  return Evaluate(*static_cast<const Objective*>(objective), x, gradient);
}

// The best point with 0 ≤ x, from `start`.
Point Minimise(Objective& objective, const Point& start, int most_iterations) {
  nlopt_opt solver = nlopt_create(NLOPT_LD_SLSQP, kVariables);
  DUIKOU_CHECK(solver != nullptr);
  // Nothing distinguishes a θ of 1,000 from a larger one.
  nlopt_set_lower_bounds1(solver, 0);
  nlopt_set_upper_bounds1(solver, 1000);
  nlopt_set_min_objective(solver, EvaluateForSolver, &objective);
  nlopt_set_ftol_rel(solver, 1e-12);
  nlopt_set_xtol_rel(solver, 1e-9);
  nlopt_set_maxeval(solver, most_iterations);
  Point x = start;
  double value = 0;
  // Also where it stops for round-off the best point found is in x.
  nlopt_optimize(solver, x.data(), &value);
  nlopt_destroy(solver);
  return x;
}

// The least objective along θ = τ w, by ternary search over τ: it is convex.
double BestAtPresent(const Objective& objective) {
  const auto at = [&](double steepness) {
    Point x;
    for (int c = 0; c < kCriterionCount; ++c) {
      x[c] = steepness * objective.present[c];
    }
    x[kCriterionCount] = steepness;
    return Evaluate(objective, x.data(), nullptr);
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

// Whole percents in the proportions of θ, by largest remainder.
Weights InPercents(const Point& x, double sum) {
  Weights weights = {};
  std::array<double, kCriterionCount> remainder;
  int missing = 100;
  for (int c = 0; c < kCriterionCount; ++c) {
    const double share = 100 * x[c] / sum;
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

}  // namespace

WeightFit FitWeights(absl::Span<const Chooser> choosers, const Weights& present,
                     const WeightFitOptions& options) {
  DUIKOU_CHECK(options.penalty > 0 && options.steepness_penalty >= 0 &&
               options.most_compared >= 1 && options.most_iterations >= 1);
  Objective objective{.penalty = options.penalty,
                      .steepness_penalty = options.steepness_penalty};
  Point start;
  for (Criterion c : kAllCriteria) {
    const auto i = static_cast<size_t>(c);
    objective.present[i] = static_cast<double>(present[c]) / kFull;
    start[i] = kUsualSteepness * objective.present[i];
  }
  start[kCriterionCount] = kUsualSteepness;
  for (const Chooser& chooser : choosers) {
    AddVerdicts(chooser, options.most_compared, objective);
  }
  WeightFit fit{.weights = present};
  if (objective.verdicts.empty()) return fit;
  const Point x = Minimise(objective, start, options.most_iterations);
  fit.loss = Evaluate(objective, x.data(), nullptr);
  fit.present_loss = BestAtPresent(objective);
  for (int c = 0; c < kCriterionCount; ++c) fit.steepness += x[c];
  // Below this no choice is told from another.
  constexpr double kNoSteepness = 1e-3;
  if (fit.steepness > kNoSteepness) {
    fit.weights = InPercents(x, fit.steepness);
  } else {
    fit.steepness = 0;
  }
  return fit;
}

}  // namespace duikou
