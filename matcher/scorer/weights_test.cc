#include "matcher/scorer/weights.h"

#include <numeric>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;

TEST(WeightsTest, SumToTenThousandByLargestRemainder) {
  EXPECT_THAT(NormaliseWeights({3, 2, 2, 1, 1, 1})->shares,
              ElementsAre(3000, 2000, 2000, 1000, 1000, 1000));
  // 10000/3 = 3333.3: of equal remainders the first gets the point.
  EXPECT_THAT(NormaliseWeights({1, 1, 1, 0, 0, 0})->shares,
              ElementsAre(3334, 3333, 3333, 0, 0, 0));
  EXPECT_THAT(NormaliseWeights({1, 1, 1, 1, 1, 1})->shares,
              ElementsAre(1667, 1667, 1667, 1667, 1666, 1666));
  // Remainders 0.43 and 0.57: the second gets the point.
  EXPECT_THAT(NormaliseWeights({6, 1, 0, 0, 0, 0})->shares,
              ElementsAre(8571, 1429, 0, 0, 0, 0));
  EXPECT_THAT(NormaliseWeights({0, 0, 7, 0, 0, 0})->shares,
              ElementsAre(0, 0, 10000, 0, 0, 0));
}

TEST(WeightsTest, TheLargestDoNotOverflow) {
  const int64_t most = kMaxRawWeight;
  EXPECT_THAT(NormaliseWeights({most, most, 0, 0, 0, 1})->shares,
              ElementsAre(5000, 5000, 0, 0, 0, 0));
}

TEST(WeightsTest, NegativeHugeAndAllZeroAreErrors) {
  EXPECT_EQ(NormaliseWeights({0, 0, 0, 0, 0, 0}).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(NormaliseWeights({1, -1, 0, 0, 0, 0}).status().message(),
            "weights[1]: not within 0 to 1000000000");
  EXPECT_FALSE(NormaliseWeights({kMaxRawWeight + 1, 0, 0, 0, 0, 0}).ok());
}

TEST(WeightsTest, APartIsTheShareOfWhatAValueCountsAs) {
  Weights weights = DefaultWeights();
  EXPECT_EQ(weights.Part(Criterion::kSector, 3'333), 999);
  EXPECT_EQ(weights.Part(Criterion::kRegion, kFull), 2'000);
  weights.curves[Criterion::kSector] = ValueCurve({5'000, 5'000, 5'000});
  EXPECT_EQ(weights.Part(Criterion::kSector, 3'333), 1'500);
  EXPECT_EQ(weights.Part(Criterion::kSector, 1'250), 750);
  EXPECT_EQ(weights.Part(Criterion::kSector, kFull), 3'000);
}

TEST(WeightsTest, NormalisedOnesHaveStraightCurves) {
  for (const ValueCurve& curve : DefaultWeights().curves) {
    EXPECT_TRUE(curve.straight());
  }
}

TEST(WeightsTest, DefaultsSumToTenThousand) {
  const Weights weights = DefaultWeights();
  EXPECT_EQ(std::accumulate(weights.shares.begin(), weights.shares.end(), 0),
            kFull);
}

}  // namespace
}  // namespace duikou
