// WeightObjective: what fitting weights and curves minimises.
//
//   WeightObjective objective(choosers, present, options);
//   objective.Evaluate(x, &gradient);
//
// A point is β ≥ 0, what each quarter of each criterion's values adds to the
// worth of a candidate (choice_loss.h), and the steepness τ ≥ 0. That no β is
// negative is what keeps curves from falling. With θ_c = Σ_j β_cj, w the
// present weights as shares and q_cj what the j-th quarter adds by the present
// curve, as a share of the whole, it is
//   ChoiceLoss(β)
//   + penalty / 2 × Σ_c (θ_c − τ w_c)²
//   + curve_penalty / 2 × Σ_c 1 / max(w_c, 0.05) × (Σ_j (β_cj − q_cj θ_c)²
//         + Σ_(j<3) (4 (q_c,j+1 β_cj − q_cj β_c,j+1))²)
//   + steepness_penalty / 2 × (τ − 4)².
// The first penalty draws the proportions, not the steepness, to the present
// weights: few choices change little, and a criterion that no choice speaks of
// keeps its share of what is left. The second draws curves to the present ones,
// and neighbouring quarters alike, so that a curve bends smoothly; that of a
// criterion that weighs little holds as firmly as that of one that weighs much.
// The third draws the steepness to 4, at which a score of 10,000 is wanted
// rather than one of 0 by 55 to 1: choices that nothing explains must not blur
// the present weights. It is convex: a convex loss of linear functions and
// squares of such.
#ifndef DUIKOU_MATCHER_LEARNING_WEIGHT_OBJECTIVE_H_
#define DUIKOU_MATCHER_LEARNING_WEIGHT_OBJECTIVE_H_

#include <array>

#include "absl/types/span.h"
#include "matcher/learning/choice_loss.h"
#include "matcher/learning/choices.h"
#include "matcher/scorer/weights.h"

namespace duikou {

struct WeightFitOptions {
  // How strongly the present weights hold, > 0. At 1 they hold against a
  // handful of choices and give way to some tens; 0.3 to 3 does about as well
  // on splits by time within the training years of the bench `choices`.
  double penalty = 1;
  // How strongly the present curves hold, > 0. At 0.5 half a dozen choices move
  // no point by more than 1,000. On splits by time within the training years of
  // the bench `choices` that ranks a little better than no curves, as 0.3 does,
  // while 1 to 3 are no better; on made-up choices it gains where curves are
  // bent and costs next to nothing where they are not.
  double curve_penalty = 0.5;
  // How strongly the steepness holds, ≥ 0; little, as it is soon known.
  double steepness_penalty = 0.05;
  // Comparisons a verdict, ≥ 1.
  int most_compared = 200;
  // Iterations of the solver, ≥ 1; it ends far earlier.
  int most_iterations = 500;
};

inline constexpr double kUsualSteepness = 4;

// Immutable. Independent of what it was made of.
class WeightObjective {
 public:
  struct Point {
    Increments increments = {};
    double steepness = 0;
  };

  // REQUIRES: present made by NormaliseWeights; options in their ranges.
  WeightObjective(absl::Span<const Chooser> choosers, const Weights& present,
                  const WeightFitOptions& options);

  // Whether there is nothing to learn from.
  bool empty() const { return loss_.empty(); }

  // The present weights and curves in this steepness.
  Point Present(double steepness) const;

  // The objective; `gradient`, unless null, is set to its gradient.
  double Evaluate(const Point& x, Point* gradient) const;

 private:
  // Of criterion c; what they add to the gradient is added.
  double WeightPenalty(int c, const Point& x, Point* gradient) const;
  double CurvePenalty(int c, const Point& x, Point* gradient) const;

  ChoiceLoss loss_;
  std::array<double, kCriterionCount> weights_;
  Increments shape_;
  WeightFitOptions options_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_LEARNING_WEIGHT_OBJECTIVE_H_
