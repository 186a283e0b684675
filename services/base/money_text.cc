#include "services/base/money_text.h"

#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace duikou {
namespace {

constexpr uint64_t kFenPerYuan = 100;
constexpr uint64_t kFenPerWan = 1'000'000;
constexpr uint64_t kFenPerMillion = 100'000'000;
constexpr uint64_t kFenPerYi = 10'000'000'000;
constexpr uint64_t kFenPerBillion = 100'000'000'000;

// `fen` as a decimal number of units, or nullopt where it is below one unit or
// needs more than four decimals.
std::optional<std::string> InUnits(uint64_t fen, uint64_t fen_per_unit) {
  constexpr int kDecimals = 4;
  constexpr uint64_t kScale = 10'000;
  if (fen < fen_per_unit) return std::nullopt;
  const uint64_t rest = fen % fen_per_unit;
  const uint64_t step = fen_per_unit / kScale;
  if (rest % step != 0) return std::nullopt;
  const uint64_t decimals = rest / step;
  std::string text = WithCommas(static_cast<int64_t>(fen / fen_per_unit));
  if (decimals == 0) return text;
  std::string digits = absl::StrCat(kScale + decimals).substr(1, kDecimals);
  while (digits.back() == '0') digits.pop_back();
  return absl::StrCat(text, ".", digits);
}

std::string WithoutCommas(std::string text) {
  std::erase(text, ',');
  return text;
}

// Yuan, with jiao and fen only where there are any.
std::string Yuan(uint64_t fen) {
  std::string text = WithCommas(static_cast<int64_t>(fen / kFenPerYuan));
  const uint64_t rest = fen % kFenPerYuan;
  if (rest == 0) return text;
  return absl::StrCat(text, ".", rest / 10, rest % 10);
}

// The magnitude of any int64 without overflow.
uint64_t Magnitude(int64_t number) {
  return number < 0 ? -static_cast<uint64_t>(number)
                    : static_cast<uint64_t>(number);
}

}  // namespace

std::string MoneyZh(int64_t fen) {
  const uint64_t amount = Magnitude(fen);
  const char* sign = fen < 0 ? "-" : "";
  if (auto yi = InUnits(amount, kFenPerYi)) {
    return absl::StrCat(sign, WithoutCommas(*yi), "亿元");
  }
  if (auto wan = InUnits(amount, kFenPerWan)) {
    return absl::StrCat(sign, WithoutCommas(*wan), "万元");
  }
  return absl::StrCat(sign, WithoutCommas(Yuan(amount)), "元");
}

std::string MoneyEn(int64_t fen) {
  const uint64_t amount = Magnitude(fen);
  const char* sign = fen < 0 ? "-" : "";
  if (auto billion = InUnits(amount, kFenPerBillion)) {
    return absl::StrCat(sign, *billion, " billion yuan");
  }
  if (auto million = InUnits(amount, kFenPerMillion)) {
    return absl::StrCat(sign, *million, " million yuan");
  }
  return absl::StrCat(sign, Yuan(amount), " yuan");
}

std::string WithCommas(int64_t number) {
  const std::string digits = absl::StrCat(Magnitude(number));
  std::string text = number < 0 ? "-" : "";
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text.push_back(',');
    text.push_back(digits[i]);
  }
  return text;
}

std::string Ordinal(int64_t number) {
  const uint64_t last_two = Magnitude(number) % 100;
  const uint64_t last = last_two % 10;
  const bool teen = last_two >= 11 && last_two <= 13;
  const char* ending = teen || last == 0 || last > 3 ? "th"
                       : last == 1                   ? "st"
                       : last == 2                   ? "nd"
                                                     : "rd";
  return absl::StrCat(WithCommas(number), ending);
}

}  // namespace duikou
