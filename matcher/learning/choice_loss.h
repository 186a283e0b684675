// ChoiceLoss: how badly a worth of candidates explains choices among them.
//
//   ChoiceLoss loss(choosers, /*most_compared=*/200);
//   loss.Evaluate(increments, &gradient);
//
// Problem: the worth of a candidate is, summed over the criteria, a piecewise
// linear function of its value that starts at 0: with β_cj, j = 0 … 3, what
// criterion c adds over the j-th quarter of 0 … 10,000,
//   worth = Σ_c Σ_j β_cj × clamp((value_c − 2,500 j) / 2,500, 0, 1).
// The loss is that of pairwise logistic regression,
//   Σ over verdicts v of  importance(v) / √(importance of its chooser's
//       verdicts) × mean over its comparisons of log(1 + e^(worth_worse −
//       worth_better)).
// What is wanted is compared with what was passed over or unwanted, what is
// unwanted with what was passed over. The square root keeps a chooser of many
// from outvoting the rest.
// Method: worths once a candidate, then the comparisons, which pull at their
// two candidates; the gradient is what the pulls come to. The loss is convex.
// Complexity: O(candidates × criteria + verdicts × most_compared). Limits:
// values 0 … 10,000. Of more candidates than `most_compared` every n-th is
// compared, from another start for each verdict.
// Reference: Burges et al.: Learning to rank using gradient descent (ICML
// 2005).
#ifndef DUIKOU_MATCHER_LEARNING_CHOICE_LOSS_H_
#define DUIKOU_MATCHER_LEARNING_CHOICE_LOSS_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"
#include "matcher/base/score.h"
#include "matcher/learning/choices.h"
#include "matcher/scorer/value_curve.h"

namespace duikou {

// The pieces of a curve.
inline constexpr int kPieces = ValueCurve::kInner + 1;
// β by criterion, four each.
using Increments = std::array<double, kCriterionCount * kPieces>;

// Immutable. Independent of the choosers it was made of.
class ChoiceLoss {
 public:
  // REQUIRES: most_compared ≥ 1.
  ChoiceLoss(absl::Span<const Chooser> choosers, int most_compared);

  // Whether nothing was compared with anything.
  bool empty() const { return verdicts_.empty(); }

  // The loss; its gradient is added to `gradient` unless that is null.
  double Evaluate(const Increments& increments, Increments* gradient) const;

 private:
  // Where the values of a candidate stand: in which piece, how far in it.
  struct Place {
    std::array<uint8_t, kCriterionCount> piece;
    std::array<double, kCriterionCount> within;
  };
  struct Comparison {
    int32_t better;
    int32_t worse;
  };
  struct Decided {
    double weight;  // of each comparison
    std::vector<Comparison> comparisons;
  };

  void AddChooser(const Chooser& chooser, int64_t most);
  static Place PlaceOf(const Candidate& candidate);
  std::vector<double> Worths(const Increments& increments) const;
  void AddPulls(const std::vector<double>& pulls, Increments& gradient) const;

  std::vector<Place> places_;  // of what is compared
  std::vector<Decided> verdicts_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_LEARNING_CHOICE_LOSS_H_
