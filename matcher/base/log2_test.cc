#include "matcher/base/log2.h"

#include <cmath>
#include <limits>

#include "gtest/gtest.h"
#include "matcher/base/money.h"

namespace duikou {
namespace {

TEST(Log2Test, PowersOfTwoAreExact) {
  for (int exponent = 0; exponent < 63; ++exponent) {
    EXPECT_EQ(Log2(int64_t{1} << exponent), exponent * kOctave);
  }
}

TEST(Log2Test, MantissasAreTheLogarithmRoundedDown) {
  for (int i = 0; i < 256; ++i) {
    EXPECT_EQ(Log2(256 + i),
              8 * kOctave + std::floor(1024 * std::log2(1 + i / 256.0)))
        << i;
  }
}

TEST(Log2Test, IsMonotoneAndNeverFarBelow) {
  int32_t before = 0;
  for (int64_t x = 1; x < Money::kMaxFen; x += 1 + x / 1000) {
    const int32_t log = Log2(x);
    EXPECT_GE(log, before);
    EXPECT_LE(log, 1024 * std::log2(static_cast<double>(x)) + 1e-6);
    EXPECT_GT(log, 1024 * (std::log2(static_cast<double>(x)) - 1 / 177.0) - 1);
    before = log;
  }
}

TEST(Log2Test, TheLargestNumberFits) {
  EXPECT_EQ(Log2(std::numeric_limits<int64_t>::max()) / kOctave, 62);
}

}  // namespace
}  // namespace duikou
