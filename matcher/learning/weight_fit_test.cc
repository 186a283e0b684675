#include "matcher/learning/weight_fit.h"

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

// The objective as the header states it, of choosers with one verdict each and
// differences in sector and region alone: the other criteria cost nothing.
double Objective(const std::vector<Chooser>& choosers, double sector,
                 double region, double steepness, double penalty) {
  double loss = 0;
  for (const Chooser& chooser : choosers) {
    const Candidate& wanted = chooser.candidates[0];
    double sum = 0;
    for (size_t i = 1; i < chooser.candidates.size(); ++i) {
      const Candidate& other = chooser.candidates[i];
      const double z = sector *
                           (wanted.values[Criterion::kSector] -
                            other.values[Criterion::kSector]) /
                           10'000 +
                       region *
                           (wanted.values[Criterion::kRegion] -
                            other.values[Criterion::kRegion]) /
                           10'000;
      sum += std::log(1 + std::exp(-z));
    }
    loss += sum / static_cast<double>(chooser.candidates.size() - 1);
  }
  const double s = sector - 0.3 * steepness;
  const double r = region - 0.2 * steepness;
  const double unusual = steepness - 4;
  return loss + penalty / 2 * (s * s + r * r) + 0.05 / 2 * unusual * unusual;
}

// The least of the objective on ever finer grids.
double LeastByGrid(const std::vector<Chooser>& choosers, double penalty) {
  double least = Objective(choosers, 0, 0, 0, penalty);
  double at[3] = {0, 0, 0};
  for (double step = 2; step > 1e-3; step /= 2) {
    const double middle[3] = {at[0], at[1], at[2]};
    for (int i = -6; i <= 6; ++i) {
      for (int j = -6; j <= 6; ++j) {
        for (int k = -6; k <= 6; ++k) {
          const double x = std::max(0.0, middle[0] + i * step);
          const double y = std::max(0.0, middle[1] + j * step);
          const double t = std::max(0.0, middle[2] + k * step);
          const double loss = Objective(choosers, x, y, t, penalty);
          if (loss >= least) continue;
          least = loss;
          at[0] = x;
          at[1] = y;
          at[2] = t;
        }
      }
    }
  }
  return least;
}

TEST(WeightFitTest, IsTheLeastOfTheObjectiveThatAGridFinds) {
  for (uint64_t seed = 1; seed <= 30; ++seed) {
    std::mt19937_64 random(seed);
    std::vector<Chooser> choosers(Between(random, 1, 6));
    for (Chooser& chooser : choosers) {
      chooser.candidates.push_back(
          WithValues(static_cast<int32_t>(Between(random, 0, 10) * 1000),
                     static_cast<int32_t>(Between(random, 0, 10) * 1000),
                     Verdict::kWanted));
      const int64_t others = Between(random, 1, 5);
      for (int64_t i = 0; i < others; ++i) {
        chooser.candidates.push_back(
            WithValues(static_cast<int32_t>(Between(random, 0, 10) * 1000),
                       static_cast<int32_t>(Between(random, 0, 10) * 1000),
                       Verdict::kPassedOver));
      }
    }
    // A strong penalty keeps the least within the grid's reach.
    const double penalty = 0.5;
    const WeightFit fit =
        FitWeights(choosers, DefaultWeights(), {.penalty = penalty});
    const double least = LeastByGrid(choosers, penalty);
    EXPECT_NEAR(fit.loss, least, 2e-3) << "seed " << seed;
    EXPECT_LE(fit.loss, least + 1e-6) << "seed " << seed;
    EXPECT_LE(fit.loss, fit.present_loss + 1e-9) << "seed " << seed;
  }
}

// Choosers who choose by `truth`, with the noise of the logistic model.
std::vector<Chooser> ChooseBy(const PerCriterion<double>& truth, int choosers,
                              int choices) {
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
          worth += truth[c] * candidate.values[c] / kFull;
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
  EXPECT_EQ(std::accumulate(fit.weights.begin(), fit.weights.end(), 0), kFull);
  EXPECT_LT(fit.loss, fit.present_loss);
}

TEST(WeightFitTest, WithoutChoicesThePresentWeightsStay) {
  const Weights present = *NormaliseWeights({7, 1, 1, 0, 0, 1});
  EXPECT_THAT(FitWeights({}, present).weights, ElementsAreArray(present));
  // Nor where there was nothing to choose from.
  const Chooser alone{.candidates = {WithValues(1, 2, Verdict::kWanted)}};
  EXPECT_THAT(FitWeights({alone}, present).weights, ElementsAreArray(present));
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
  EXPECT_THAT(held.weights, ElementsAreArray(DefaultWeights()));
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
