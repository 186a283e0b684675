#include "matcher/scorer/weights.h"

#include <numeric>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;

TEST(WeightsTest, SumToTenThousandByLargestRemainder) {
  EXPECT_THAT(*NormaliseWeights({3, 2, 2, 1, 1, 1}),
              ElementsAre(3000, 2000, 2000, 1000, 1000, 1000));
  // 10000/3 = 3333.3: of equal remainders the first gets the point.
  EXPECT_THAT(*NormaliseWeights({1, 1, 1, 0, 0, 0}),
              ElementsAre(3334, 3333, 3333, 0, 0, 0));
  EXPECT_THAT(*NormaliseWeights({1, 1, 1, 1, 1, 1}),
              ElementsAre(1667, 1667, 1667, 1667, 1666, 1666));
  // Remainders 0.43 and 0.57: the second gets the point.
  EXPECT_THAT(*NormaliseWeights({6, 1, 0, 0, 0, 0}),
              ElementsAre(8571, 1429, 0, 0, 0, 0));
  EXPECT_THAT(*NormaliseWeights({0, 0, 7, 0, 0, 0}),
              ElementsAre(0, 0, 10000, 0, 0, 0));
}

TEST(WeightsTest, TheLargestDoNotOverflow) {
  const int64_t most = kMaxRawWeight;
  EXPECT_THAT(*NormaliseWeights({most, most, 0, 0, 0, 1}),
              ElementsAre(5000, 5000, 0, 0, 0, 0));
}

TEST(WeightsTest, NegativeHugeAndAllZeroAreErrors) {
  EXPECT_EQ(NormaliseWeights({0, 0, 0, 0, 0, 0}).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(NormaliseWeights({1, -1, 0, 0, 0, 0}).status().message(),
            "weights[1]: not within 0 to 1000000000");
  EXPECT_FALSE(NormaliseWeights({kMaxRawWeight + 1, 0, 0, 0, 0, 0}).ok());
}

TEST(WeightsTest, DefaultsSumToTenThousand) {
  const Weights weights = DefaultWeights();
  EXPECT_EQ(std::accumulate(weights.begin(), weights.end(), 0), kFull);
}

}  // namespace
}  // namespace duikou
