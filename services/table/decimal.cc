#include "services/table/decimal.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "matcher/base/check.h"
#include "services/table/text_encoding.h"

namespace duikou {
namespace {

constexpr size_t kGroup = 3;

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return absl::ascii_isdigit(c); });
}

bool IsPlain(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(c) || c == '.' || c == '-';
  });
}

// Takes the commas out of "1,234,567"; false where they stand elsewhere.
bool RemoveGroupCommas(std::string& whole) {
  const size_t first = whole.find(',');
  if (first == std::string::npos) return true;
  if (first == 0 || first > kGroup) return false;
  for (size_t at = first; at < whole.size(); at += kGroup + 1) {
    if (whole[at] != ',' || whole.size() - at < kGroup + 1) return false;
  }
  const size_t digits = std::count_if(whole.begin(), whole.end(), [](char c) {
    return absl::ascii_isdigit(c);
  });
  const size_t commas = std::count(whole.begin(), whole.end(), ',');
  if (whole.size() - first != commas * (kGroup + 1) ||
      digits + commas != whole.size()) {
    return false;
  }
  whole.erase(std::remove(whole.begin(), whole.end(), ','), whole.end());
  return true;
}

// Accumulates on the negative side, which reaches one further.
bool AppendDigits(absl::string_view digits, int64_t& negated) {
  for (const char c : digits) {
    if (__builtin_mul_overflow(negated, 10, &negated) ||
        __builtin_sub_overflow(negated, c - '0', &negated)) {
      return false;
    }
  }
  return true;
}

}  // namespace

DecimalFault ParseDecimal(absl::string_view text, int scale, int64_t& value) {
  DUIKOU_CHECK(scale >= 0 && scale <= kMaxDecimalScale) << scale;
  std::string normal;
  if (!IsPlain(text)) {
    normal = absl::StrReplaceAll(Normalize(TrimSpace(text)), {{"−", "-"}});
    text = normal;
  }
  const bool negative = absl::ConsumePrefix(&text, "-");
  if (!negative) absl::ConsumePrefix(&text, "+");
  const size_t dot = std::min(text.find('.'), text.size());
  std::string whole(text.substr(0, dot));
  absl::string_view fraction =
      dot < text.size() ? text.substr(dot + 1) : absl::string_view();
  if (!RemoveGroupCommas(whole) || !AllDigits(whole) || !AllDigits(fraction) ||
      whole.size() + fraction.size() == 0) {
    return DecimalFault::kMalformed;
  }
  while (absl::ConsumeSuffix(&fraction, "0")) {
  }
  if (fraction.size() > scale) return DecimalFault::kPrecision;
  const std::string padding(scale - fraction.size(), '0');
  int64_t negated = 0;
  if (!AppendDigits(whole, negated) || !AppendDigits(fraction, negated) ||
      !AppendDigits(padding, negated)) {
    return DecimalFault::kOverflow;
  }
  if (!negative && __builtin_sub_overflow(0, negated, &negated)) {
    return DecimalFault::kOverflow;
  }
  value = negated;
  return DecimalFault::kNone;
}

std::string FormatDecimal(int64_t value, int scale) {
  DUIKOU_CHECK(scale >= 0 && scale <= kMaxDecimalScale) << scale;
  std::string digits = absl::StrCat(value);
  const bool negative = digits.front() == '-';
  if (negative) digits.erase(0, 1);
  if (digits.size() <= scale) {
    digits.insert(0, scale + 1 - digits.size(), '0');
  }
  if (scale > 0) {
    digits.insert(digits.size() - scale, 1, '.');
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.back() == '.') digits.pop_back();
  }
  return absl::StrCat(negative ? "-" : "", digits);
}

}  // namespace duikou
