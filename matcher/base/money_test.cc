#include "matcher/base/money.h"

#include <limits>

#include "gtest/gtest.h"

namespace duikou {
namespace {

TEST(MoneyTest, WanYuanIsAMillionFen) {
  EXPECT_EQ(Money::WanYuan(3), Money::Fen(3'000'000));
  EXPECT_EQ(Money::Yuan(3), Money::Fen(300));
}

TEST(MoneyTest, SumsAndDifferencesAreChecked) {
  const Money most = Money::Fen(std::numeric_limits<int64_t>::max());
  EXPECT_EQ(Money::Fen(2).Plus(Money::Fen(3)), Money::Fen(5));
  EXPECT_EQ(most.Plus(Money::Fen(1)), std::nullopt);
  EXPECT_EQ(Money::Fen(-2).Minus(most), std::nullopt);
  EXPECT_EQ(Money::Fen(2).Minus(Money::Fen(3)), Money::Fen(-1));
}

TEST(MoneyDeathTest, AmountsThatDoNotFitAreBugs) {
  EXPECT_DEATH(Money::WanYuan(std::numeric_limits<int64_t>::max()),
               "check failed");
}

}  // namespace
}  // namespace duikou
