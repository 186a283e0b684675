#include "matcher/learning/ranking_quality.h"

#include <cmath>
#include <vector>

#include "gtest/gtest.h"

namespace duikou {
namespace {

TEST(RankingQualityTest, TheBestOrderIsOneInEveryMeasure) {
  const RankingQuality quality = QualityOf({1, 2, 3});
  EXPECT_DOUBLE_EQ(quality.ndcg, 1);
  EXPECT_DOUBLE_EQ(quality.hit, 1);
  EXPECT_DOUBLE_EQ(quality.reciprocal_rank, 1);
}

TEST(RankingQualityTest, GainFallsWithTheLogarithmOfTheRank) {
  const RankingQuality quality = QualityOf({4, 3});
  EXPECT_DOUBLE_EQ(quality.ndcg, (1 / std::log2(5) + 1 / std::log2(4)) /
                                     (1 / std::log2(2) + 1 / std::log2(3)));
  EXPECT_DOUBLE_EQ(quality.reciprocal_rank, 1.0 / 3);
}

TEST(RankingQualityTest, BehindTheTwentiethCountsForTheReciprocalRankAlone) {
  const RankingQuality quality = QualityOf({21});
  EXPECT_DOUBLE_EQ(quality.ndcg, 0);
  EXPECT_DOUBLE_EQ(quality.hit, 0);
  EXPECT_DOUBLE_EQ(quality.reciprocal_rank, 1.0 / 21);
  EXPECT_DOUBLE_EQ(QualityOf({20}).hit, 1);
}

TEST(RankingQualityTest, MoreThanTwentyChosenFillTheListAtBest) {
  std::vector<int64_t> ranks;
  for (int64_t rank = 1; rank <= 30; ++rank) ranks.push_back(rank);
  EXPECT_DOUBLE_EQ(QualityOf(ranks).ndcg, 1);
}

TEST(RankingQualityTest, AMeanIsOverListsAndZeroForNone) {
  QualityMean mean;
  EXPECT_DOUBLE_EQ(mean.mean().ndcg, 0);
  mean.Add(QualityOf({1}));
  mean.Add(QualityOf({21}));
  EXPECT_EQ(mean.lists(), 2);
  EXPECT_DOUBLE_EQ(mean.mean().ndcg, 0.5);
  EXPECT_DOUBLE_EQ(mean.mean().hit, 0.5);
}

}  // namespace
}  // namespace duikou
