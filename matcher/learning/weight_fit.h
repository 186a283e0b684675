// Fits the weights of the criteria to choices.
//
//   WeightFit fit = FitWeights(choosers, present);
//   fit.weights[Criterion::kSector];   // whole percents that sum to 10,000
//   fit.present_loss - fit.loss;       // what it gained on these choices
//
// Problem: pairwise logistic regression. With θ_c ≥ 0 a criterion, s = Σ θ_c ×
// value_c / 10,000 and w the present weights as shares, minimise over θ and the
// steepness τ ≥ 0
//   Σ over verdicts v of  importance(v) / √(importance of its chooser's
//       verdicts) × mean over its comparisons of log(1 + e^(s_worse −
//       s_better))
//   + penalty / 2 × Σ_c (θ_c − τ w_c)² + steepness_penalty / 2 × (τ − 4)².
// What is wanted is compared with what was passed over or unwanted, what is
// unwanted with what was passed over. The square root keeps a chooser of many
// from outvoting the rest. The first penalty draws the proportions, not the
// steepness, to the present weights: few choices change little, and a criterion
// that no choice speaks of keeps its share of what is left. The second draws
// the steepness to 4, at which a score of 10,000 is wanted rather than one of 0
// by 55 to 1: choices that no weights explain must not blur the present ones.
// Method: the problem is convex; sequential least-squares programming (NLopt's
// SLSQP) from θ = 4 w, τ = 4, with exact gradients; θ is then normalised and
// rounded to whole percents by largest remainder, which hides differences in
// the last bits of exp() between machines.
// Complexity: O(iterations × verdicts × most_compared); some tens of
// iterations. Limits: values 0 … 10,000. Of more candidates than
// `most_compared` every n-th is compared, from another start for each verdict.
// References: Burges et al.: Learning to rank using gradient descent (ICML
// 2005); Kraft: A software package for sequential quadratic programming (1988).
#ifndef DUIKOU_MATCHER_LEARNING_WEIGHT_FIT_H_
#define DUIKOU_MATCHER_LEARNING_WEIGHT_FIT_H_

#include "absl/types/span.h"
#include "matcher/learning/choices.h"
#include "matcher/scorer/weights.h"

namespace duikou {

struct WeightFitOptions {
  // How strongly the present weights hold, > 0. At 1 they hold against a
  // handful of choices and give way to some tens; 0.3 to 3 does about as well
  // on splits by time within the training years of the bench `choices`.
  double penalty = 1;
  // How strongly the steepness holds, ≥ 0; little, as it is soon known.
  double steepness_penalty = 0.05;
  // Comparisons a verdict, ≥ 1.
  int most_compared = 200;
  // Iterations of the solver, ≥ 1; it ends far earlier.
  int most_iterations = 500;
};

struct WeightFit {
  // The present ones where the choices say nothing.
  Weights weights = DefaultWeights();
  // The objective at the fit, and at the present weights in their best
  // steepness; their difference is what the fit gained.
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
