#include "matcher/assignment/factor_method.h"

#include <algorithm>
#include <boost/multiprecision/cpp_int.hpp>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>

#include "matcher/base/check.h"

namespace duikou {
namespace {

using Integer = boost::multiprecision::cpp_int;

constexpr unsigned kMostMultipleBits = 1024;

void CheckProblem(const FactorProblem& problem) {
  DUIKOU_CHECK(problem.amount.fen() > 0);
  DUIKOU_CHECK(!problem.factors.empty() && !problem.targets.empty());
  for (const SplitFactor& factor : problem.factors) {
    DUIKOU_CHECK(factor.weight >= 1) << factor.weight;
  }
  for (const SplitTarget& target : problem.targets) {
    DUIKOU_CHECK(target.values.size() == problem.factors.size());
    for (size_t j = 0; j < target.values.size(); ++j) {
      DUIKOU_CHECK(target.values[j] >= (problem.factors[j].inverse ? 1 : 0));
    }
    DUIKOU_CHECK(target.floor.fen() >= 0);
    DUIKOU_CHECK(!target.cap.has_value() || target.floor <= *target.cap);
  }
}

// What stands for 1 where reciprocals of the factor's values are taken.
Integer Multiple(const FactorProblem& problem, size_t factor) {
  Integer multiple = 1;
  for (const SplitTarget& target : problem.targets) {
    multiple =
        boost::multiprecision::lcm(multiple, Integer(target.values[factor]));
    if (msb(multiple) >= kMostMultipleBits) {
      return Integer(1) << kMostMultipleBits;
    }
  }
  return multiple;
}

// The targets' values of one factor, more is more.
std::vector<Integer> ValuesOf(const FactorProblem& problem, size_t factor) {
  std::vector<Integer> values;
  values.reserve(problem.targets.size());
  const bool inverse = problem.factors[factor].inverse;
  const Integer one = inverse ? Multiple(problem, factor) : Integer(1);
  for (const SplitTarget& target : problem.targets) {
    const int64_t value = target.values[factor];
    values.push_back(inverse ? Integer(one / value) : Integer(value));
  }
  return values;
}

Integer Sum(const std::vector<Integer>& values) {
  return std::accumulate(values.begin(), values.end(), Integer(0));
}

int32_t Millionths(const Integer& part, const Integer& whole) {
  return static_cast<int32_t>(
      Integer((part * 2'000'000 + whole) / (whole * 2)));
}

int64_t Saturated(const Integer& value) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  return value > kMost ? kMost : static_cast<int64_t>(value);
}

// The weighted parts of the targets, p_i = parts[i] / whole.
struct WeightedParts {
  std::vector<Integer> parts;
  Integer whole;
};

// Fills `split.shares` with the factors' parts too. Where a factor has no
// value, says so instead.
WeightedParts Weigh(const FactorProblem& problem, FactorSplit& split) {
  const size_t count = problem.targets.size();
  std::vector<FactorShare> shares(count);
  // Of the factors so far: parts over the product of their sums.
  WeightedParts weighted{std::vector<Integer>(count), 0};
  Integer sums = 1;
  for (size_t j = 0; j < problem.factors.size(); ++j) {
    const std::vector<Integer> values = ValuesOf(problem, j);
    const Integer sum = Sum(values);
    if (sum == 0) {
      split.obstacle = SplitObstacle::kNoValue;
      split.factor = static_cast<int>(j);
      return weighted;
    }
    const Integer scale = sums * problem.factors[j].weight;
    for (size_t i = 0; i < count; ++i) {
      shares[i].factor_parts.push_back(Millionths(values[i], sum));
      weighted.parts[i] = weighted.parts[i] * sum + values[i] * scale;
    }
    sums *= sum;
  }
  weighted.whole = Sum(weighted.parts);
  for (size_t i = 0; i < count; ++i) {
    shares[i].weighted_part = Millionths(weighted.parts[i], weighted.whole);
    shares[i].unbounded = Money::Fen(static_cast<int64_t>(
        Integer(weighted.parts[i] * problem.amount.fen() / weighted.whole)));
  }
  split.shares = std::move(shares);
  return weighted;
}

// Whether floors and caps leave a way; says what is in the way.
bool IsFeasible(const FactorProblem& problem, const WeightedParts& weighted,
                FactorSplit& split) {
  Integer least = 0;
  Integer most = 0;
  bool capped = true;
  for (size_t i = 0; i < problem.targets.size(); ++i) {
    const SplitTarget& target = problem.targets[i];
    least += target.floor.fen();
    if (weighted.parts[i] == 0) {
      most += target.floor.fen();
    } else if (target.cap.has_value()) {
      most += target.cap->fen();
    } else {
      capped = false;
    }
  }
  if (least > problem.amount.fen()) {
    split.obstacle = SplitObstacle::kFloorsTooHigh;
    split.together_fen = Saturated(least);
    return false;
  }
  if (capped && most < problem.amount.fen()) {
    split.obstacle = SplitObstacle::kCapsTooLow;
    split.together_fen = Saturated(most);
    return false;
  }
  return true;
}

// Shares what is left over the targets that no bound holds.
class WaterFilling {
 public:
  WaterFilling(const FactorProblem& problem, const WeightedParts& weighted,
               std::vector<FactorShare>& shares)
      : problem_(problem),
        weighted_(weighted),
        shares_(shares),
        left_(problem.amount.fen()),
        whole_(weighted.whole) {
    for (size_t i = 0; i < shares.size(); ++i) {
      if (weighted.parts[i] > 0) {
        free_.push_back(i);
      } else {
        const Money floor = problem.targets[i].floor;
        Hold(i, floor,
             floor > Money() ? SplitBound::kFloor : SplitBound::kNone);
      }
    }
  }

  void Run() {
    while (HoldThoseOutside()) {
    }
    Round();
  }

 private:
  const Money* CapOf(size_t i) const {
    const auto& cap = problem_.targets[i].cap;
    return cap.has_value() ? &*cap : nullptr;
  }

  // What the target gets in proportion, times whole_.
  Integer Share(size_t i) const { return left_ * weighted_.parts[i]; }

  void Hold(size_t i, Money amount, SplitBound bound) {
    shares_[i].amount = amount;
    shares_[i].bound = bound;
    left_ -= amount.fen();
    whole_ -= weighted_.parts[i];
  }

  // One round. False where nothing was outside of its bounds.
  bool HoldThoseOutside() {
    Integer below = 0;
    Integer over = 0;
    std::vector<size_t> too_little;
    std::vector<size_t> too_much;
    for (const size_t i : free_) {
      const Integer share = Share(i);
      const Integer floor = whole_ * problem_.targets[i].floor.fen();
      const Money* cap = CapOf(i);
      if (share < floor) {
        below += floor - share;
        too_little.push_back(i);
      } else if (cap != nullptr && share > whole_ * cap->fen()) {
        over += share - whole_ * cap->fen();
        too_much.push_back(i);
      }
    }
    if (too_little.empty() && too_much.empty()) return false;
    // Where both weigh the same, both stay where they are held.
    if (below >= over) HoldAll(too_little, SplitBound::kFloor);
    if (over >= below) HoldAll(too_much, SplitBound::kCap);
    return true;
  }

  void HoldAll(const std::vector<size_t>& held, SplitBound bound) {
    for (const size_t i : held) {
      Hold(i, bound == SplitBound::kCap ? *CapOf(i) : problem_.targets[i].floor,
           bound);
    }
    std::vector<size_t> others;
    std::set_difference(free_.begin(), free_.end(), held.begin(), held.end(),
                        std::back_inserter(others));
    free_ = std::move(others);
  }

  // Down to the fen, then the largest remainders up.
  void Round() {
    if (free_.empty()) {
      DUIKOU_CHECK(left_ == 0) << left_;
      return;
    }
    std::vector<std::pair<Integer, size_t>> remainders;
    Integer rest = left_;
    for (const size_t i : free_) {
      Integer fen, remainder;
      boost::multiprecision::divide_qr(Share(i), whole_, fen, remainder);
      shares_[i].amount = Money::Fen(static_cast<int64_t>(fen));
      rest -= fen;
      remainders.emplace_back(std::move(remainder), i);
    }
    std::stable_sort(
        remainders.begin(), remainders.end(),
        [](const auto& a, const auto& b) { return a.first > b.first; });
    DUIKOU_CHECK(rest >= 0 && rest < remainders.size()) << rest;
    const size_t ups = static_cast<size_t>(rest);
    for (size_t k = 0; k < ups; ++k) {
      FactorShare& share = shares_[remainders[k].second];
      share.amount = Money::Fen(share.amount.fen() + 1);
      share.rounded_up = true;
    }
  }

  const FactorProblem& problem_;
  const WeightedParts& weighted_;
  std::vector<FactorShare>& shares_;
  Integer left_;
  Integer whole_;             // the parts of the free targets
  std::vector<size_t> free_;  // ascending
};

}  // namespace

FactorSplit SplitByFactors(const FactorProblem& problem) {
  CheckProblem(problem);
  FactorSplit split;
  const WeightedParts weighted = Weigh(problem, split);
  if (split.obstacle != SplitObstacle::kNone) return split;
  if (!IsFeasible(problem, weighted, split)) {
    split.shares.clear();
    return split;
  }
  WaterFilling(problem, weighted, split.shares).Run();
  split.status = SplitStatus::kSplit;
  return split;
}

}  // namespace duikou
