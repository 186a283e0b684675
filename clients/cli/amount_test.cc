#include "clients/cli/amount.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <random>

namespace duikou::cli {
namespace {

using ::testing::HasSubstr;

TEST(AmountTest, UnitsCountExactly) {
  const std::pair<const char*, int64_t> kCases[] = {
      {"500万元", 500'000'000},       {"500万", 500'000'000},
      {"1.2亿元", 12'000'000'000},    {"300000元", 30'000'000},
      {"300,000元", 30'000'000},      {"123456789分", 123'456'789},
      {"123456789 fen", 123'456'789}, {"0.000001万元", 1},
      {"12.5 m yuan", 1'250'000'000}, {"1.2bn", 120'000'000'000},
      {"99.99 yuan", 9'999},          {"0", 0},
      {"-3万元", -3'000'000},         {"90000bn", 9'000'000'000'000'000},
  };
  for (const auto& [text, fen] : kCases) {
    const absl::StatusOr<int64_t> parsed = ParseAmount(text);
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    EXPECT_EQ(*parsed, fen) << text;
  }
}

TEST(AmountTest, WhatIsNoAmountSaysWhatWouldBeRight) {
  const std::pair<const char*, const char*> kCases[] = {
      {"500", "\"500\" says no unit: write 500元, 500万元 or 500亿元"},
      {"", "is no amount"},
      {"many", "is no amount"},
      {"1.2.3万元", "is no amount"},
      {"万元", "has no number"},
      {"1.234元", "no whole number of fen"},
      {"0.5分", "no whole number of fen"},
      {"90000.01bn", "is more than"},
      {"99999999999999999999亿元", "is more than"},
  };
  for (const auto& [text, message] : kCases) {
    EXPECT_THAT(std::string(ParseAmount(text).status().message()),
                HasSubstr(message));
  }
}

TEST(AmountTest, TrailingZerosBelowAFenAreAllowed) {
  EXPECT_EQ(ParseAmount("1.2300元").value(), 123);
}

TEST(AmountTest, ShownInTheLargestUnitThatLeavesOne) {
  EXPECT_EQ(FormatAmount(12'000'000'000, Language::kZh), "1.2亿元");
  EXPECT_EQ(FormatAmount(500'000'000, Language::kZh), "500万元");
  EXPECT_EQ(FormatAmount(500'000'001, Language::kZh), "500.000001万元");
  EXPECT_EQ(FormatAmount(999'999, Language::kZh), "9999.99元");
  EXPECT_EQ(FormatAmount(0, Language::kZh), "0元");
  EXPECT_EQ(FormatAmount(-3'000'000, Language::kZh), "-3万元");
  EXPECT_EQ(FormatAmount(120'000'000'000, Language::kEn), "1.2 bn yuan");
  EXPECT_EQ(FormatAmount(500'000'000, Language::kEn), "5 m yuan");
  EXPECT_EQ(FormatAmount(30'000'050, Language::kEn), "300,000.5 yuan");
}

TEST(AmountTest, WhatIsShownIsReadBack) {
  std::mt19937_64 random(20140701);
  for (int i = 0; i < 1000; ++i) {
    const int64_t fen = static_cast<int64_t>(
        random() % (i % 2 == 0 ? 9'000'000'000'000'000 : 10'000'000));
    for (const Language language : {Language::kZh, Language::kEn}) {
      const std::string shown = FormatAmount(fen, language);
      EXPECT_EQ(ParseAmount(shown).value(), fen) << shown << ", seed 20140701";
    }
  }
}

}  // namespace
}  // namespace duikou::cli
