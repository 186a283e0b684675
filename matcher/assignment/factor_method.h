// Factor method 因素法: an amount split over areas or units by weighted
// factors.
//
//   FactorProblem problem{
//       .amount = Money::WanYuan(1'000),
//       .factors = {{.weight = 60}, {.weight = 40, .inverse = true}},
//       .targets = {{.values = {38'000, 6'944}},
//                   {.values = {41'500, 7'210}, .floor =
//                   Money::WanYuan(600)}}};
//   FactorSplit split = SplitByFactors(problem);
//   split.status == SplitStatus::kSplit;
//   split.shares[0].amount;      // all together are the amount exactly
//
// Problem: given an amount A, factors j of weight w_j, and targets i, each with
// a value v_ij ≥ 0 of each factor, a floor f_i and a cap c_i, find shares x_i
// with Σ x_i = A, f_i ≤ x_i ≤ c_i and x_i in proportion to the weighted part
// p_i = Σ_j w_j·n_ij / Σ_j w_j   with n_ij = v_ij / Σ_k v_kj wherever neither
// bound holds it: x_i = clamp(λ·p_i, f_i, c_i) for one λ. Of an inverse factor,
// 1 / v_ij stands for v_ij. A target whose part is 0 gets its floor.
//
// Method: parts are exact: over a common denominator of all factors, in
// integers of any size. (An inverse factor's reciprocals are multiples of 1/L,
// L the least common multiple of its values; where L has more than 1,024 bits,
// 2^1024 stands for it and reciprocals are rounded down, by less than 2^-970 of
// each.) λ is found by water-filling: share what is left over the free targets
// in proportion; where that lifts more over caps than it leaves below floors,
// hold those over their caps, else those below their floors; again until none
// is outside. What is held in a round is held in the solution too. Then every
// free share is rounded down to the fen and the fen left over go, one each, to
// the largest remainders, the earlier target first among equals.
//
// Complexity: O(n² + n·m) operations on integers of some 1,100 bits a factor
// that is not alone, n targets and m factors; at most n rounds.
//
// Limits: none of overflow; amounts up to Money::kMaxFen and values of all of
// int64 are exact.
//
// Reference: Balinski, Young: Fair Representation (2nd ed. 2001), appendix A,
// for largest remainders (Hamilton's method) under minima and maxima; the
// rounds are those by which CSS Flexible Box Layout (W3C, §9.7) shares free
// space.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_FACTOR_METHOD_H_
#define DUIKOU_MATCHER_ASSIGNMENT_FACTOR_METHOD_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/base/money.h"

namespace duikou {

struct SplitFactor {
  int32_t weight = 1;    // at least 1; counts against the other weights
  bool inverse = false;  // less is more
};

struct SplitTarget {
  std::vector<int64_t> values;  // one a factor
  Money floor;
  std::optional<Money> cap;  // none: no cap
};

struct FactorProblem {
  Money amount;
  std::vector<SplitFactor> factors;
  std::vector<SplitTarget> targets;
};

// What holds a share.
enum class SplitBound { kNone, kFloor, kCap };

struct FactorShare {
  // n_ij and p_i, in millionths, rounded half up.
  std::vector<int32_t> factor_parts;
  int32_t weighted_part = 0;
  // p_i of the amount, before floors and caps, rounded down.
  Money unbounded;
  Money amount;
  SplitBound bound = SplitBound::kNone;
  // Whether it got one of the fen that rounding down had left.
  bool rounded_up = false;
};

// Why there is no split.
enum class SplitObstacle {
  kNone,
  kNoValue,        // no target has a value of a factor, so it has no parts
  kFloorsTooHigh,  // the floors are more than the amount
  kCapsTooLow,     // all at their most are less than the amount
};

enum class SplitStatus { kSplit, kInfeasible };

struct FactorSplit {
  SplitStatus status = SplitStatus::kInfeasible;
  // By target; empty where there is no split.
  std::vector<FactorShare> shares;
  SplitObstacle obstacle = SplitObstacle::kNone;
  // Of kNoValue: the factor's place.
  int factor = -1;
  // Of kFloorsTooHigh and kCapsTooLow: all floors, or all at their most,
  // together; what is more than int64 holds is its largest.
  int64_t together_fen = 0;
};

// REQUIRES: at least one factor and one target; weights ≥ 1; as many values as
// factors, ≥ 0, of inverse factors > 0; amount > 0; 0 ≤ floor ≤ cap.
FactorSplit SplitByFactors(const FactorProblem& problem);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_FACTOR_METHOD_H_
