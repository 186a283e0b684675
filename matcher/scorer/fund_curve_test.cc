#include "matcher/scorer/fund_curve.h"

#include <algorithm>
#include <random>

#include "gtest/gtest.h"

namespace duikou {
namespace {

Money Wan(int64_t n) { return Money::WanYuan(n); }

TEST(FundCurveTest, PeaksAtTheUsualSizeAndIsZeroOutsideTheLimits) {
  const FundCurve curve(
      {.gives = true, .least = Wan(50), .usual = Wan(200), .most = Wan(800)});
  EXPECT_EQ(curve.Value(Wan(200)), 10'000);
  EXPECT_EQ(curve.Value(Wan(50)), 2'000);
  EXPECT_EQ(curve.Value(Wan(800)), 2'000);
  EXPECT_EQ(curve.Value(Money::Fen(Wan(50).fen() - 1)), 0);
  EXPECT_EQ(curve.Value(Money::Fen(Wan(800).fen() + 1)), 0);
  // Half the way, in the logarithm; the steps of Log2 cost at most 46 points.
  EXPECT_NEAR(curve.Value(Wan(400)), 6'000, 46);
  EXPECT_NEAR(curve.Value(Wan(100)), 6'000, 46);
  EXPECT_EQ(curve.peak(), Wan(200));
}

TEST(FundCurveTest, IsZeroBeyondTheMeansLeft) {
  const FundCurve curve(
      {.gives = true, .usual = Wan(200), .means_left = Wan(200)});
  EXPECT_EQ(curve.Value(Wan(200)), 10'000);
  EXPECT_EQ(curve.Value(Money::Fen(Wan(200).fen() + 1)), 0);
  const FundCurve broke({.gives = true, .means_left = Money()});
  EXPECT_EQ(broke.Value(Money::Fen(1)), 0);
  EXPECT_EQ(broke.UpperBound(0, 60 * kOctave), 0);
}

TEST(FundCurveTest, SidesWithoutALimitEndFiveOctavesAway) {
  const FundCurve curve({.gives = true, .usual = Wan(64)});
  EXPECT_EQ(curve.Value(Wan(2)), 2'000);
  EXPECT_EQ(curve.Value(Wan(1)), 2'000);
  EXPECT_EQ(curve.Value(Money::Fen(1)), 2'000);
  EXPECT_EQ(curve.Value(Money::Fen(Money::kMaxFen)), 2'000);
  EXPECT_EQ(curve.Value(Wan(128)), 8'400);
}

TEST(FundCurveTest, PeakWithoutAUsualSize) {
  EXPECT_EQ(FundCurve({.least = Wan(1), .most = Wan(16)}).Value(Wan(4)),
            10'000);
  EXPECT_EQ(FundCurve({.least = Wan(8)}).Value(Wan(8)), 10'000);
  EXPECT_EQ(FundCurve({.most = Wan(8)}).Value(Wan(8)), 10'000);
  EXPECT_EQ(FundCurve({.most = Wan(8)}).Value(Wan(4)), 8'400);
  const FundCurve flat({.gives = true, .means_left = Wan(5)});
  EXPECT_TRUE(flat.flat());
  EXPECT_EQ(flat.Value(Wan(5)), 5'000);
  EXPECT_EQ(flat.Value(Wan(6)), 0);
}

TEST(FundCurveTest, OneSizeOnlyIsAPointThatFits) {
  const FundCurve curve(
      {.gives = true, .least = Wan(9), .usual = Wan(9), .most = Wan(9)});
  EXPECT_EQ(curve.Value(Wan(9)), 10'000);
  EXPECT_EQ(curve.Value(Wan(10)), 0);
}

TEST(FundCurveTest, EqualsTheFormulaAndStaysBelowItsBound) {
  std::mt19937_64 random(1);
  for (int round = 0; round < 20'000; ++round) {
    int64_t sizes[4];
    for (int64_t& size : sizes) {
      size =
          1 + static_cast<int64_t>(random() % (uint64_t{1} << random() % 53));
    }
    std::sort(sizes, sizes + 3);
    FundOffer offer{.gives = true, .usual = Money::Fen(sizes[1])};
    if (random() % 2) offer.least = Money::Fen(sizes[0]);
    if (random() % 2) offer.most = Money::Fen(sizes[2]);
    if (random() % 2) offer.means_left = Money::Fen(sizes[3]);
    const int64_t need =
        1 + static_cast<int64_t>(random() % (uint64_t{1} << random() % 53));
    const FundCurve curve(offer);

    const int64_t d = Log2(need) - Log2(sizes[1]);
    int64_t span = 5 * kOctave;
    if (d < 0 && offer.least > Money()) span = Log2(sizes[1]) - Log2(sizes[0]);
    if (d > 0 && offer.most > Money()) span = Log2(sizes[2]) - Log2(sizes[1]);
    int64_t expected = 10'000;
    if (need < offer.least.fen() || (offer.most > Money() && need > sizes[2]) ||
        (offer.means_left.has_value() && need > sizes[3])) {
      expected = 0;
    } else if (d != 0) {
      expected = 10'000 - 8'000 * std::min(std::abs(d), span) / span;
    }
    ASSERT_EQ(curve.Value(Money::Fen(need)), expected) << "round " << round;
    const int32_t low = Log2(need) - static_cast<int32_t>(random() % 3'000);
    const int32_t high = Log2(need) + static_cast<int32_t>(random() % 3'000);
    ASSERT_GE(curve.UpperBound(low, high), expected) << "round " << round;
    ASSERT_EQ(curve.UpperBound(high + 1, high), 0);
  }
}

}  // namespace
}  // namespace duikou
