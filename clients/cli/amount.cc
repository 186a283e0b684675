#include "clients/cli/amount.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace duikou::cli {
namespace {

constexpr int64_t kMostFen = 9'000'000'000'000'000;

struct Unit {
  const char* name;
  int64_t fen;
};

constexpr Unit kUnits[] = {
    {"亿元", 10'000'000'000},
    {"亿", 10'000'000'000},
    {"万元", 1'000'000},
    {"万", 1'000'000},
    {"元", 100},
    {"分", 1},
    {"fen", 1},
    {"bn yuan", 100'000'000'000},
    {"m yuan", 100'000'000},
    {"yuan", 100},
    {"bn", 100'000'000'000},
    {"m", 100'000'000},
};

absl::Status Bad(absl::string_view text, absl::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat("\"", std::string(text), "\" ", std::string(why)));
}

// The digits of `whole`.`fraction` times `unit`, or nothing where that is no
// whole number of fen or too large.
absl::StatusOr<int64_t> Scaled(absl::string_view text, absl::string_view number,
                               int64_t unit) {
  int64_t whole = 0;
  int64_t rest = 0;
  int64_t place = unit;
  bool digits = false;
  bool after_point = false;
  for (const char c : number) {
    if (c == '.' && !after_point) {
      after_point = true;
    } else if (!absl::ascii_isdigit(c)) {
      return Bad(text, "is no amount: write 500万元, 1.2亿元 or 300000元");
    } else if (after_point) {
      digits = true;
      if (c != '0' && place % 10 != 0) {
        return Bad(text, "is no whole number of fen");
      }
      place /= 10;
      rest += (c - '0') * place;
    } else {
      digits = true;
      whole = whole * 10 + (c - '0');
      if (whole > kMostFen / unit) {
        return Bad(text, "is more than 90万亿元 (90,000 bn yuan)");
      }
    }
  }
  if (!digits) return Bad(text, "has no number: write 500万元 or 300000元");
  const int64_t fen = whole * unit + rest;
  if (fen > kMostFen) {
    return Bad(text, "is more than 90万亿元 (90,000 bn yuan)");
  }
  return fen;
}

// `fen` in units of `unit`, with the decimals needed.
std::string Decimal(int64_t fen, int64_t unit) {
  std::string text = absl::StrCat(fen / unit);
  int64_t rest = fen % unit;
  if (rest == 0) return text;
  text += '.';
  for (int64_t place = unit / 10; rest != 0; place /= 10) {
    absl::StrAppend(&text, rest / place);
    rest %= place;
  }
  return text;
}

// 1234567.8 → 1,234,567.8
std::string WithThousands(const std::string& number) {
  std::string text = number;
  size_t end = text.find('.');
  if (end == std::string::npos) end = text.size();
  for (size_t at = end; at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

}  // namespace

absl::StatusOr<int64_t> ParseAmount(absl::string_view text) {
  const std::string plain = absl::StrReplaceAll(
      absl::StripAsciiWhitespace(text), {{",", ""}, {"，", ""}, {"_", ""}});
  absl::string_view number = plain;
  const bool negative = absl::ConsumePrefix(&number, "-");
  for (const Unit& unit : kUnits) {
    if (!absl::ConsumeSuffix(&number, unit.name)) continue;
    const absl::StatusOr<int64_t> fen =
        Scaled(text, absl::StripAsciiWhitespace(number), unit.fen);
    if (!fen.ok()) return fen.status();
    return negative ? -*fen : *fen;
  }
  if (number.find_first_not_of("0123456789.") != absl::string_view::npos ||
      number.empty()) {
    return Bad(text, "is no amount: write 500万元, 1.2亿元 or 300000元");
  }
  if (number.find_first_not_of("0.") == absl::string_view::npos) return 0;
  return Bad(text, absl::StrCat("says no unit: write ", plain, "元, ", plain,
                                "万元 or ", plain, "亿元"));
}

std::string FormatAmount(int64_t fen, Language language) {
  if (fen < 0) return absl::StrCat("-", FormatAmount(-fen, language));
  if (language == Language::kZh) {
    if (fen >= 10'000'000'000) return Decimal(fen, 10'000'000'000) + "亿元";
    if (fen >= 1'000'000) return Decimal(fen, 1'000'000) + "万元";
    return Decimal(fen, 100) + "元";
  }
  if (fen >= 100'000'000'000) return Decimal(fen, 100'000'000'000) + " bn yuan";
  if (fen >= 100'000'000) return Decimal(fen, 100'000'000) + " m yuan";
  return WithThousands(Decimal(fen, 100)) + " yuan";
}

}  // namespace duikou::cli
