#include "matcher/scorer/value_curve.h"

#include <cmath>

#include "gtest/gtest.h"

namespace duikou {
namespace {

TEST(ValueCurveTest, AStraightOneCountsEachValueAsItself) {
  const ValueCurve straight;
  EXPECT_TRUE(straight.straight());
  EXPECT_TRUE(ValueCurve({2'500, 5'000, 7'500}).straight());
  for (int32_t value = 0; value <= kFull; ++value) {
    ASSERT_EQ(straight.At(value), value);
  }
  EXPECT_EQ(straight.MostGain(), 0);
  EXPECT_EQ(straight.SteepestRise(), 2'500);
}

TEST(ValueCurveTest, IsLinearBetweenItsKnotsRoundedDown) {
  const ValueCurve curve({4'000, 4'000, 9'100});
  EXPECT_FALSE(curve.straight());
  EXPECT_EQ(curve.points(), (ValueCurve::Points{4'000, 4'000, 9'100}));
  EXPECT_EQ(curve.At(0), 0);
  EXPECT_EQ(curve.At(1), 1);  // 1.6
  EXPECT_EQ(curve.At(2'500), 4'000);
  EXPECT_EQ(curve.At(3'700), 4'000);
  EXPECT_EQ(curve.At(6'250), 6'550);
  EXPECT_EQ(curve.At(7'500), 9'100);
  EXPECT_EQ(curve.At(9'999), 9'999);  // 9,999.64
  EXPECT_EQ(curve.At(kFull), kFull);
}

TEST(ValueCurveTest, NeverFallsAndItsBoundsHold) {
  for (const ValueCurve::Points& points :
       {ValueCurve::Points{0, 0, 0}, ValueCurve::Points{kFull, kFull, kFull},
        ValueCurve::Points{100, 9'900, 9'900},
        ValueCurve::Points{1'300, 2'000, 8'800}}) {
    const ValueCurve curve(points);
    int32_t gain = 0;
    for (int32_t value = 1; value <= kFull; ++value) {
      ASSERT_GE(curve.At(value), curve.At(value - 1));
      ASSERT_LE(curve.At(value) - curve.At(value - 1),
                std::ceil(curve.SteepestRise() / 2'500.0));
      gain = std::max(gain, curve.At(value) - value);
    }
    EXPECT_EQ(curve.MostGain(), gain);
  }
}

TEST(ValueCurveTest, PointsThatFallOrLeaveTheRangeAreNone) {
  EXPECT_TRUE(ValueCurve::IsCurve({0, 0, kFull}));
  EXPECT_FALSE(ValueCurve::IsCurve({5'000, 4'999, 6'000}));
  EXPECT_FALSE(ValueCurve::IsCurve({5'000, 6'000, 5'999}));
  EXPECT_FALSE(ValueCurve::IsCurve({-1, 5'000, 7'000}));
  EXPECT_FALSE(ValueCurve::IsCurve({0, 5'000, kFull + 1}));
  EXPECT_DEATH(ValueCurve({2, 1, 3}), "2 1 3");
}

}  // namespace
}  // namespace duikou
