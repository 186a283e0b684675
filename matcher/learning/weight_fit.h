// Fits the weights of the criteria, and their curves, to choices.
//
//   WeightFit fit = FitWeights(choosers, present);
//   fit.weights[Criterion::kSector];          // whole percents, sum to 10,000
//   fit.weights.curves[Criterion::kSector];   // points in whole percents
//   fit.present_loss - fit.loss;       // what it gained on these choices
//
// Problem: the least of WeightObjective (weight_objective.h): pairwise logistic
// regression on what each criterion's value counts, whose curves never fall,
// drawn to the present weights and curves.
// Method: the problem is convex; sequential least-squares programming (NLopt's
// SLSQP) in 25 variables from the present point, with exact gradients. The
// weights are then normalised and rounded to whole percents by largest
// remainder, and the points of curves to the nearest, which hides differences
// in the last bits of exp() between machines. A criterion that weighs nothing
// keeps its curve.
// Complexity: O(iterations × verdicts × most_compared); some tens of
// iterations. Limits: values 0 … 10,000.
// Reference: Kraft: A software package for sequential quadratic programming
// (1988).
#ifndef DUIKOU_MATCHER_LEARNING_WEIGHT_FIT_H_
#define DUIKOU_MATCHER_LEARNING_WEIGHT_FIT_H_

#include "absl/types/span.h"
#include "matcher/learning/choices.h"
#include "matcher/learning/weight_objective.h"
#include "matcher/scorer/weights.h"

namespace duikou {

struct WeightFit {
  // The present ones where the choices say nothing.
  Weights weights = DefaultWeights();
  // The objective at the fit, and at the present weights and curves in their
  // best steepness; their difference is what the fit gained.
  double loss = 0;
  double present_loss = 0;
  // Σ θ: the larger, the more the choices follow the weights; 0: not at all.
  double steepness = 0;
};

// REQUIRES: present made by NormaliseWeights; options in their ranges.
WeightFit FitWeights(absl::Span<const Chooser> choosers, const Weights& present,
                     const WeightFitOptions& options = {});

}  // namespace duikou

#endif  // DUIKOU_MATCHER_LEARNING_WEIGHT_FIT_H_
