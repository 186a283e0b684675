#include "services/progress/proportions.h"

#include <cstdint>
#include <limits>
#include <optional>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(ProportionsTest, PercentsOfOneWholeAddUpToAHundred) {
  EXPECT_THAT(PercentsOfWhole({18, 26, 15, 3}), ElementsAre(29, 42, 24, 5));
  EXPECT_THAT(PercentsOfWhole({1, 1, 1}), ElementsAre(34, 33, 33));
  EXPECT_THAT(PercentsOfWhole({0, 5}), ElementsAre(0, 100));
}

TEST(ProportionsTest, ThereAreNoPercentsOfNothing) {
  EXPECT_THAT(PercentsOfWhole({}), IsEmpty());
  EXPECT_THAT(PercentsOfWhole({0, 0}), IsEmpty());
  EXPECT_THAT(PercentsOfWhole({3, -1}), IsEmpty());
}

TEST(ProportionsTest, GrowthIsRoundedToTheNearest) {
  EXPECT_EQ(GrowthBasisPoints(147, 100), 4700);
  EXPECT_EQ(GrowthBasisPoints(224'000'000'000, 152'380'952'400), 4700);
  EXPECT_EQ(GrowthBasisPoints(1, 3), -6667);
  EXPECT_EQ(GrowthBasisPoints(200'01, 200'00), 1);  // half a hundredth
  EXPECT_EQ(GrowthBasisPoints(199'99, 200'00), -1);
  EXPECT_EQ(GrowthBasisPoints(7, 0), std::nullopt);
  EXPECT_EQ(GrowthBasisPoints(7, -1), std::nullopt);
}

TEST(ProportionsTest, SharesAreRoundedToTheNearest) {
  EXPECT_EQ(ShareBasisPoints(34, 62), 5484);
  EXPECT_EQ(ShareBasisPoints(110, 199), 5528);
  EXPECT_EQ(ShareBasisPoints(0, 5), 0);
  EXPECT_EQ(ShareBasisPoints(5, 0), std::nullopt);
}

TEST(ProportionsTest, WhatWasReachedIsRoundedDown) {
  EXPECT_EQ(ReachedBasisPoints(2, 3), 6666);
  EXPECT_EQ(ReachedBasisPoints(9'999'999, 10'000'000), 9999);
  EXPECT_EQ(ReachedBasisPoints(-1, 30'000), -1);
  EXPECT_EQ(ReachedBasisPoints(1, 0), std::nullopt);
  EXPECT_EQ(ReachedBasisPoints(std::numeric_limits<int64_t>::max(), 1),
            std::nullopt);
}

}  // namespace
}  // namespace duikou
