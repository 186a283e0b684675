#include "matcher/learning/weight_fit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using ::duikou::testing::Between;
using ::testing::ElementsAreArray;

Candidate WithValues(int32_t sector, int32_t region, Verdict verdict) {
  Candidate candidate{.verdict = verdict};
  candidate.values[Criterion::kSector] = sector;
  candidate.values[Criterion::kRegion] = region;
  return candidate;
}

// The objective as its header states it, of choosers with one verdict each and
// differences in sector alone: the other criteria cost nothing. `x`: the four
// increments and the steepness.
double Objective(const std::vector<Chooser>& choosers,
                 const std::array<double, 5>& x, double penalty,
                 double curve_penalty) {
  const auto worth = [&](const Candidate& candidate) {
    const double value = candidate.values[Criterion::kSector];
    double sum = 0;
    for (int j = 0; j < 4; ++j) {
      sum += x[j] * std::clamp(value / 2'500 - j, 0.0, 1.0);
    }
    return sum;
  };
  double loss = 0;
  for (const Chooser& chooser : choosers) {
    const Candidate& wanted = chooser.candidates[0];
    double sum = 0;
    for (size_t i = 1; i < chooser.candidates.size(); ++i) {
      sum +=
          std::log(1 + std::exp(worth(chooser.candidates[i]) - worth(wanted)));
    }
    loss += sum / static_cast<double>(chooser.candidates.size() - 1);
  }
  const double theta = x[0] + x[1] + x[2] + x[3];
  const double s = theta - 0.3 * x[4];
  double bends = 0;
  for (int j = 0; j < 4; ++j) bends += std::pow(x[j] - theta / 4, 2);
  for (int j = 0; j < 3; ++j) bends += std::pow(x[j] - x[j + 1], 2);
  return loss + penalty / 2 * s * s + curve_penalty / 2 / 0.3 * bends +
         0.05 / 2 * std::pow(x[4] - 4, 2);
}

// The least of the objective on ever finer grids.
double LeastByGrid(const std::vector<Chooser>& choosers, double penalty,
                   double curve_penalty) {
  std::array<double, 5> at = {0.3, 0.3, 0.3, 0.3, 4};
  double least = Objective(choosers, at, penalty, curve_penalty);
  for (double step = 0.5; step > 1e-3;) {
    const std::array<double, 5> middle = at;
    for (int cell = 0; cell < 243; ++cell) {
      std::array<double, 5> x = middle;
      for (int i = 0, rest = cell; i < 5; ++i, rest /= 3) {
        x[i] = std::max(0.0, x[i] + (rest % 3 - 1) * step);
      }
      const double loss = Objective(choosers, x, penalty, curve_penalty);
      if (loss >= least) continue;
      least = loss;
      at = x;
    }
    if (at == middle) step /= 2;
  }
  return least;
}

TEST(WeightFitTest, IsTheLeastOfTheObjectiveThatAGridFinds) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    std::mt19937_64 random(seed);
    std::vector<Chooser> choosers(Between(random, 1, 6));
    for (Chooser& chooser : choosers) {
      chooser.candidates.push_back(
          WithValues(static_cast<int32_t>(Between(random, 0, 10) * 1000), 0,
                     Verdict::kWanted));
      const int64_t others = Between(random, 1, 5);
      for (int64_t i = 0; i < others; ++i) {
        chooser.candidates.push_back(
            WithValues(static_cast<int32_t>(Between(random, 0, 10) * 1000), 0,
                       Verdict::kPassedOver));
      }
    }
    // Strong penalties keep the least within the grid's reach.
    const double penalty = 0.5;
    const double curve_penalty = seed % 2 == 0 ? 0.2 : 2;
    const WeightFit fit =
        FitWeights(choosers, DefaultWeights(),
                   {.penalty = penalty, .curve_penalty = curve_penalty});
    const double least = LeastByGrid(choosers, penalty, curve_penalty);
    EXPECT_NEAR(fit.loss, least, 2e-3) << "seed " << seed;
    EXPECT_LE(fit.loss, least + 1e-6) << "seed " << seed;
    EXPECT_LE(fit.loss, fit.present_loss + 1e-9) << "seed " << seed;
  }
}

// Choosers who choose by `truth`, with the noise of the logistic model.
std::vector<Chooser> ChooseBy(const PerCriterion<double>& truth, int choosers,
                              int choices,
                              const PerCriterion<ValueCurve>& curves = {}) {
  std::mt19937_64 random(7);
  std::vector<Chooser> made(choosers);
  for (Chooser& chooser : made) {
    // Each choice is among five of its own, the rest of which is passed over.
    for (int i = 0; i < choices; ++i) {
      size_t best = 0;
      double best_worth = 0;
      const size_t first = chooser.candidates.size();
      for (int j = 0; j < 5; ++j) {
        Candidate candidate;
        double worth = 0;
        for (Criterion c : kAllCriteria) {
          candidate.values[c] = static_cast<int32_t>(Between(random, 0, kFull));
          worth += truth[c] * curves[c].At(candidate.values[c]) / kFull;
        }
        const double u =
            (static_cast<double>(Between(random, 0, 999'999)) + 0.5) / 1e6;
        worth -= std::log(-std::log(u));  // Gumbel: makes the choice logistic
        if (j == 0 || worth > best_worth) {
          best_worth = worth;
          best = chooser.candidates.size();
        }
        chooser.candidates.push_back(candidate);
      }
      chooser.candidates[std::max(best, first)].verdict = Verdict::kWanted;
    }
  }
  return made;
}

TEST(WeightFitTest, FindsTheWeightsThatChoicesWereMadeBy) {
  PerCriterion<double> truth = {};
  truth[Criterion::kSector] = 2;
  truth[Criterion::kRegion] = 5;
  truth[Criterion::kCapability] = 2;
  truth[Criterion::kRecord] = 1;
  const WeightFit fit =
      FitWeights(ChooseBy(truth, 20, 60), DefaultWeights(), {.penalty = 0.01});
  EXPECT_NEAR(fit.weights[Criterion::kSector], 2000, 500);
  EXPECT_NEAR(fit.weights[Criterion::kRegion], 5000, 500);
  EXPECT_NEAR(fit.weights[Criterion::kFundSize], 0, 500);
  EXPECT_NEAR(fit.weights[Criterion::kCapability], 2000, 500);
  EXPECT_NEAR(fit.weights[Criterion::kStanding], 0, 500);
  EXPECT_NEAR(fit.weights[Criterion::kRecord], 1000, 500);
  const auto& shares = fit.weights.shares;
  EXPECT_EQ(std::accumulate(shares.begin(), shares.end(), 0), kFull);
  EXPECT_LT(fit.loss, fit.present_loss);
}

TEST(WeightFitTest, FindsTheCurvesThatChoicesWereMadeBy) {
  PerCriterion<double> truth = {};
  truth[Criterion::kSector] = 6;
  truth[Criterion::kRegion] = 4;
  truth[Criterion::kStanding] = 4;
  PerCriterion<ValueCurve> curves;
  curves[Criterion::kSector] = ValueCurve({6'000, 8'000, 9'500});
  curves[Criterion::kRegion] = ValueCurve({0, 1'000, 4'000});
  const WeightFit fit =
      FitWeights(ChooseBy(truth, 20, 200, curves), DefaultWeights(),
                 {.penalty = 0.01, .curve_penalty = 0.01});
  for (const Criterion c :
       {Criterion::kSector, Criterion::kRegion, Criterion::kStanding}) {
    const ValueCurve::Points found = fit.weights.curves[c].points();
    const ValueCurve::Points made = curves[c].points();
    for (size_t i = 0; i < found.size(); ++i) {
      EXPECT_NEAR(found[i], made[i], 1'200)
          << "criterion " << static_cast<int>(c) << " point " << i;
    }
  }
}

TEST(WeightFitTest, FewChoicesLeaveTheCurvesNearlyStraight) {
  PerCriterion<double> truth = {};
  truth[Criterion::kSector] = 6;
  PerCriterion<ValueCurve> curves;
  curves[Criterion::kSector] = ValueCurve({9'000, 9'500, 10'000});
  const WeightFit fit =
      FitWeights(ChooseBy(truth, 3, 2, curves), DefaultWeights());
  for (const Criterion c : kAllCriteria) {
    const ValueCurve::Points points = fit.weights.curves[c].points();
    for (int i = 0; i < ValueCurve::kInner; ++i) {
      EXPECT_NEAR(points[i], 2'500 * (i + 1), 1'000)
          << "criterion " << static_cast<int>(c) << " point " << i;
    }
  }
}

TEST(WeightFitTest, ACurveNeverFallsHoweverChoicesDo) {
  // The middle is wanted rather than either end.
  Chooser chooser;
  for (int i = 0; i < 100; ++i) {
    chooser.candidates.push_back(WithValues(5'000, 0, Verdict::kWanted));
    chooser.candidates.push_back(WithValues(0, 0, Verdict::kPassedOver));
    chooser.candidates.push_back(WithValues(10'000, 0, Verdict::kPassedOver));
  }
  const std::vector<Chooser> choosers(20, chooser);
  const WeightFit fit = FitWeights(choosers, DefaultWeights());
  const ValueCurve& curve = fit.weights.curves[Criterion::kSector];
  EXPECT_GT(curve.At(5'000), 8'000);
  EXPECT_TRUE(ValueCurve::IsCurve(curve.points()));
}

TEST(WeightFitTest, BentPresentCurvesHoldAgainstFewChoices) {
  Weights present = DefaultWeights();
  present.curves[Criterion::kSector] = ValueCurve({6'000, 8'000, 9'000});
  present.curves[Criterion::kRecord] = ValueCurve({0, 0, 0});
  const Chooser one{.candidates = {WithValues(0, 9'000, Verdict::kWanted),
                                   WithValues(9'000, 0, Verdict::kPassedOver)}};
  const WeightFit fit =
      FitWeights({one}, present, {.penalty = 1'000, .curve_penalty = 1'000});
  EXPECT_EQ(fit.weights, present);
}

TEST(WeightFitTest, WithoutChoicesThePresentWeightsStay) {
  const Weights present = *NormaliseWeights({7, 1, 1, 0, 0, 1});
  EXPECT_EQ(FitWeights({}, present).weights, present);
  // Nor where there was nothing to choose from.
  const Chooser alone{.candidates = {WithValues(1, 2, Verdict::kWanted)}};
  EXPECT_EQ(FitWeights({alone}, present).weights, present);
}

TEST(WeightFitTest, AChoiceAgainstEveryCriterionMovesWhereTheRestDoes) {
  // The mirror image of a choice for both: what it takes from the first two
  // goes to the others in their proportions.
  const Chooser contrary{
      .candidates = {WithValues(0, 0, Verdict::kWanted),
                     WithValues(9'000, 9'000, Verdict::kPassedOver)}};
  const WeightFit fit = FitWeights({contrary}, DefaultWeights());
  EXPECT_LT(fit.weights[Criterion::kSector], 3000);
  EXPECT_LT(fit.weights[Criterion::kRegion], 2000);
  EXPECT_NEAR(fit.weights[Criterion::kFundSize],
              2 * fit.weights[Criterion::kCapability], 100);
  EXPECT_EQ(fit.weights[Criterion::kCapability],
            fit.weights[Criterion::kStanding]);
}

TEST(WeightFitTest, AStrongPenaltyHoldsThePresentWeights) {
  const Chooser one{.candidates = {WithValues(0, 9'000, Verdict::kWanted),
                                   WithValues(9'000, 0, Verdict::kPassedOver)}};
  const WeightFit held =
      FitWeights({one}, DefaultWeights(), {.penalty = 1'000});
  EXPECT_THAT(held.weights.shares, ElementsAreArray(DefaultWeights().shares));
  const WeightFit moved = FitWeights({one}, DefaultWeights(), {.penalty = 0.1});
  EXPECT_GT(moved.weights[Criterion::kRegion], 2000);
  EXPECT_LT(moved.weights[Criterion::kSector], 3000);
}

TEST(WeightFitTest, WhatIsDismissedCountsTheOtherWay) {
  const std::vector<Chooser> dismisses(
      5, {.candidates = {WithValues(10'000, 0, Verdict::kUnwanted),
                         WithValues(0, 10'000, Verdict::kPassedOver)}});
  const WeightFit fit = FitWeights(dismisses, DefaultWeights());
  EXPECT_GT(fit.weights[Criterion::kRegion], 2000);
  EXPECT_LT(fit.weights[Criterion::kSector], 3000);
}

TEST(WeightFitTest, LessImportantVerdictsMoveLess) {
  Chooser chooser{.candidates = {WithValues(0, 9'000, Verdict::kWanted),
                                 WithValues(9'000, 0, Verdict::kPassedOver)}};
  const WeightFit whole = FitWeights({chooser}, DefaultWeights());
  chooser.candidates[0].importance = 10;
  const WeightFit little = FitWeights({chooser}, DefaultWeights());
  EXPECT_LT(little.weights[Criterion::kRegion],
            whole.weights[Criterion::kRegion]);
}

}  // namespace
}  // namespace duikou
