#include "services/base/money_text.h"

#include <cstdint>
#include <limits>

#include "gtest/gtest.h"

namespace duikou {
namespace {

constexpr int64_t kWan = 1'000'000;
constexpr int64_t kYi = 10'000'000'000;

TEST(MoneyTextTest, ChineseUsesTheLargestUnitThatStaysExact) {
  EXPECT_EQ(MoneyZh(0), "0元");
  EXPECT_EQ(MoneyZh(1), "0.01元");
  EXPECT_EQ(MoneyZh(999'999), "9999.99元");
  EXPECT_EQ(MoneyZh(80 * kWan), "80万元");
  EXPECT_EQ(MoneyZh(80 * kWan + 100), "80.0001万元");
  EXPECT_EQ(MoneyZh(80 * kWan + 1), "800000.01元");
  EXPECT_EQ(MoneyZh(kYi), "1亿元");
  EXPECT_EQ(MoneyZh(12'500 * kWan), "1.25亿元");
  EXPECT_EQ(MoneyZh(kYi + kWan), "1.0001亿元");
  EXPECT_EQ(MoneyZh(kYi + kWan / 10), "10000.1万元");
  EXPECT_EQ(MoneyZh(400 * kYi), "400亿元");
  EXPECT_EQ(MoneyZh(-80 * kWan), "-80万元");
}

TEST(MoneyTextTest, EnglishUsesYuanMillionsAndBillions) {
  EXPECT_EQ(MoneyEn(0), "0 yuan");
  EXPECT_EQ(MoneyEn(5), "0.05 yuan");
  EXPECT_EQ(MoneyEn(80 * kWan), "800,000 yuan");
  EXPECT_EQ(MoneyEn(125 * kWan), "1.25 million yuan");
  EXPECT_EQ(MoneyEn(100 * kWan + 1), "1,000,000.01 yuan");
  EXPECT_EQ(MoneyEn(kYi), "100 million yuan");
  EXPECT_EQ(MoneyEn(115 * kYi), "11.5 billion yuan");
  EXPECT_EQ(MoneyEn(10 * kYi + kWan), "1,000.01 million yuan");
  EXPECT_EQ(MoneyEn(-125 * kWan), "-1.25 million yuan");
}

TEST(MoneyTextTest, ExtremesDoNotOverflow) {
  EXPECT_EQ(MoneyZh(std::numeric_limits<int64_t>::min()),
            "-92233720368547758.08元");
  EXPECT_EQ(MoneyEn(std::numeric_limits<int64_t>::max()),
            "92,233,720,368,547,758.07 yuan");
}

TEST(MoneyTextTest, OrdinalsFollowEnglish) {
  EXPECT_EQ(Ordinal(1), "1st");
  EXPECT_EQ(Ordinal(2), "2nd");
  EXPECT_EQ(Ordinal(3), "3rd");
  EXPECT_EQ(Ordinal(7), "7th");
  EXPECT_EQ(Ordinal(11), "11th");
  EXPECT_EQ(Ordinal(112), "112th");
  EXPECT_EQ(Ordinal(1021), "1,021st");
}

}  // namespace
}  // namespace duikou
