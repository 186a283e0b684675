#include "matcher/learning/weight_objective.h"

#include <algorithm>
#include <cmath>
#include <random>

#include "gtest/gtest.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using ::duikou::testing::Between;
using Point = WeightObjective::Point;

// In [0, most), in thousandths.
double Fraction(std::mt19937_64& random, double most) {
  return most * static_cast<double>(Between(random, 0, 999)) / 1'000;
}

std::vector<Chooser> RandomChoosers(std::mt19937_64& random, int most) {
  std::vector<Chooser> choosers(Between(random, 1, most));
  for (Chooser& chooser : choosers) {
    for (int64_t i = Between(random, 1, 12); i > 0; --i) {
      Candidate& candidate = chooser.candidates.emplace_back();
      candidate.verdict = static_cast<Verdict>(Between(random, 0, 2));
      candidate.importance = static_cast<int32_t>(Between(random, 1, 100));
      for (int32_t& value : candidate.values) {
        // Level with a knot, too.
        value = static_cast<int32_t>(Between(random, 0, 1) == 0
                                         ? Between(random, 0, kFull)
                                         : 2'500 * Between(random, 0, 4));
      }
    }
  }
  return choosers;
}

Weights RandomWeights(std::mt19937_64& random) {
  std::array<int64_t, kCriterionCount> raw;
  for (int64_t& weight : raw) weight = Between(random, 0, 9);
  raw[0] += 1;
  Weights weights = *NormaliseWeights(raw);
  for (ValueCurve& curve : weights.curves) {
    ValueCurve::Points points;
    for (int32_t& point : points) {
      point = static_cast<int32_t>(100 * Between(random, 0, 100));
    }
    std::sort(points.begin(), points.end());
    curve = ValueCurve(points);
  }
  return weights;
}

Point RandomPoint(std::mt19937_64& random) {
  Point x{.steepness = Fraction(random, 8)};
  for (double& increment : x.increments) increment = Fraction(random, 2);
  return x;
}

// Coordinate i, the steepness behind the increments.
double& At(Point& x, size_t i) {
  return i < x.increments.size() ? x.increments[i] : x.steepness;
}

// The loss as its header states it, a comparison at a time.
double LossByDefinition(const std::vector<Chooser>& choosers, const Point& x) {
  const auto worth = [&](const Candidate& candidate) {
    double sum = 0;
    for (size_t i = 0; i < x.increments.size(); ++i) {
      const double value = candidate.values[kAllCriteria[i / 4]];
      const auto j = static_cast<double>(i % 4);
      sum +=
          x.increments[i] * std::clamp((value - 2'500 * j) / 2'500, 0.0, 1.0);
    }
    return sum;
  };
  double loss = 0;
  for (const Chooser& chooser : choosers) {
    double importance = 0;
    for (const Candidate& v : chooser.candidates) {
      if (v.verdict != Verdict::kPassedOver) importance += v.importance / 100.0;
    }
    for (const Candidate& v : chooser.candidates) {
      if (v.verdict == Verdict::kPassedOver) continue;
      const double sign = v.verdict == Verdict::kWanted ? 1 : -1;
      double sum = 0;
      int count = 0;
      for (const Candidate& other : chooser.candidates) {
        if (other.verdict == Verdict::kWanted) continue;
        if (other.verdict == Verdict::kUnwanted && sign < 0) continue;
        sum += std::log(1 + std::exp(sign * (worth(other) - worth(v))));
        ++count;
      }
      if (count == 0) continue;
      loss += v.importance / 100.0 / std::sqrt(importance) * sum / count;
    }
  }
  return loss;
}

TEST(WeightObjectiveTest, TheLossIsAsItIsDefined) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    std::mt19937_64 random(seed);
    const std::vector<Chooser> choosers = RandomChoosers(random, 4);
    const Point x = RandomPoint(random);
    ASSERT_NEAR(ChoiceLoss(choosers, 200).Evaluate(x.increments, nullptr),
                LossByDefinition(choosers, x), 1e-9)
        << "seed " << seed;
  }
}

TEST(WeightObjectiveTest, ItsGradientIsThatOfFiniteDifferences) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    std::mt19937_64 random(seed);
    const std::vector<Chooser> choosers = RandomChoosers(random, 4);
    const WeightObjective objective(choosers, RandomWeights(random),
                                    {.penalty = Fraction(random, 2) + 0.1,
                                     .curve_penalty = Fraction(random, 9) + 0.1,
                                     .most_compared = 3});
    Point x = RandomPoint(random);
    Point gradient;
    const double value = objective.Evaluate(x, &gradient);
    ASSERT_EQ(objective.Evaluate(x, nullptr), value);
    for (size_t i = 0; i <= x.increments.size(); ++i) {
      constexpr double kStep = 1e-5;
      const double at = At(x, i);
      At(x, i) = at + kStep;
      const double above = objective.Evaluate(x, nullptr);
      At(x, i) = at - kStep;
      const double below = objective.Evaluate(x, nullptr);
      At(x, i) = at;
      ASSERT_NEAR(At(gradient, i), (above - below) / (2 * kStep), 1e-6)
          << "seed " << seed << " coordinate " << i;
    }
  }
}

TEST(WeightObjectiveTest, IsNoMoreBetweenTwoPointsThanOnTheLine) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    std::mt19937_64 random(seed);
    const WeightObjective objective(RandomChoosers(random, 3),
                                    RandomWeights(random), {});
    Point a = RandomPoint(random);
    Point b = RandomPoint(random);
    Point middle;
    for (size_t i = 0; i <= a.increments.size(); ++i) {
      At(middle, i) = (At(a, i) + At(b, i)) / 2;
    }
    ASSERT_LE(
        objective.Evaluate(middle, nullptr),
        (objective.Evaluate(a, nullptr) + objective.Evaluate(b, nullptr)) / 2 +
            1e-9);
  }
}

TEST(WeightObjectiveTest, ThePresentPointCostsNothingButItsLoss) {
  std::mt19937_64 random(3);
  const std::vector<Chooser> choosers = RandomChoosers(random, 4);
  const WeightObjective objective(choosers, RandomWeights(random), {});
  const Point present = objective.Present(kUsualSteepness);
  EXPECT_NEAR(objective.Evaluate(present, nullptr),
              LossByDefinition(choosers, present), 1e-9);
}

}  // namespace
}  // namespace duikou
