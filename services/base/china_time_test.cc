#include "services/base/china_time.h"

#include "gtest/gtest.h"

namespace duikou {
namespace {

TEST(ChinaTimeTest, DaysAndYearsTurnAtMidnightInChina) {
  const absl::Time midnight = absl::FromCivil(
      absl::CivilSecond(2014, 12, 31, 16, 0, 0), absl::UTCTimeZone());
  EXPECT_EQ(ChinaDay(midnight), absl::CivilDay(2015, 1, 1));
  EXPECT_EQ(ChinaYear(midnight), 2015);
  EXPECT_EQ(ChinaDay(midnight - absl::Nanoseconds(1)),
            absl::CivilDay(2014, 12, 31));
  EXPECT_EQ(ChinaYear(midnight - absl::Nanoseconds(1)), 2014);
}

// In these years the clocks of China were put forward in summer; days are still
// told by its one time.
TEST(ChinaTimeTest, KnowsNoSummerTime) {
  const absl::Time summer = absl::FromCivil(
      absl::CivilSecond(1988, 7, 1, 15, 30, 0), absl::UTCTimeZone());
  EXPECT_EQ(ChinaDay(summer), absl::CivilDay(1988, 7, 1));
}

}  // namespace
}  // namespace duikou
