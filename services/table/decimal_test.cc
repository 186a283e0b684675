#include "services/table/decimal.h"

#include <limits>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

struct ParseCase {
  const char* text;
  int scale;
  const char* expected;  // the value or the fault
};

std::string Parsed(const char* text, int scale) {
  int64_t value = 0;
  switch (ParseDecimal(text, scale, value)) {
    case DecimalFault::kNone:
      return absl::StrCat(value);
    case DecimalFault::kMalformed:
      return "malformed";
    case DecimalFault::kPrecision:
      return "precision";
    case DecimalFault::kOverflow:
      return "overflow";
  }
  return "";
}

TEST(DecimalTest, TextIsParsedExactlyOrRefused) {
  for (const ParseCase& c : std::initializer_list<ParseCase>{
           {"0", 2, "0"},
           {"-0", 2, "0"},
           {"12.5", 2, "1250"},
           {"+12.50000", 2, "1250"},
           {".5", 2, "50"},
           {"5.", 2, "500"},
           {"007", 0, "7"},
           {"1,234,567.8", 1, "12345678"},
           {"１，２３４．５", 2, "123450"},
           {" －３ ", 0, "-3"},
           {"−3", 0, "-3"},
           {"0.005", 2, "precision"},
           {"1.5", 0, "precision"},
           {"9223372036854775807", 0, "9223372036854775807"},
           {"-9223372036854775808", 0, "-9223372036854775808"},
           {"9223372036854775808", 0, "overflow"},
           {"92233720368547758.08", 2, "overflow"},
           {"1e3", 2, "malformed"},
           {"1E+3", 2, "malformed"},
           {"", 2, "malformed"},
           {".", 2, "malformed"},
           {"-", 2, "malformed"},
           {"--1", 2, "malformed"},
           {"1-2", 2, "malformed"},
           {"1.2.3", 2, "malformed"},
           {"1,5", 2, "malformed"},
           {"1,2345", 0, "malformed"},
           {"12,34,567", 0, "malformed"},
           {",123", 0, "malformed"},
           {"1,234,", 0, "malformed"},
           {"1,,234", 0, "malformed"},
           {"1 234", 0, "malformed"},
           {"十二", 0, "malformed"},
           {"0x10", 0, "malformed"},
           {"NaN", 0, "malformed"}}) {
    EXPECT_EQ(Parsed(c.text, c.scale), c.expected) << c.text;
  }
}

TEST(DecimalTest, WhatIsFormattedIsParsedBack) {
  EXPECT_EQ(FormatDecimal(1250, 2), "12.5");
  EXPECT_EQ(FormatDecimal(-5, 6), "-0.000005");
  EXPECT_EQ(FormatDecimal(0, 6), "0");
  EXPECT_EQ(FormatDecimal(1'000'000, 6), "1");
  std::mt19937_64 random(1);
  for (int i = 0; i < 10'000; ++i) {
    const auto value = static_cast<int64_t>(random() >> (random() % 64)) *
                       (random() % 2 == 0 ? 1 : -1);
    const int scale = static_cast<int>(random() % (kMaxDecimalScale + 1));
    const std::string text = FormatDecimal(value, scale);
    int64_t back = 0;
    ASSERT_EQ(ParseDecimal(text, scale, back), DecimalFault::kNone) << text;
    ASSERT_EQ(back, value) << text;
  }
  const int64_t least = std::numeric_limits<int64_t>::min();
  EXPECT_EQ(FormatDecimal(least, 2), "-92233720368547758.08");
}

}  // namespace
}  // namespace duikou
