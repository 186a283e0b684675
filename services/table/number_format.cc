#include "services/table/number_format.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"

namespace duikou {
namespace {

constexpr int kShownDigits = 15;
constexpr int64_t kSecondsPerDay = 86'400;
constexpr double kLastSerial = 2'958'466;  // 10000-01-01

bool IsInteger(absl::string_view text) {
  if (!text.empty() && text.front() == '-') text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isdigit(c);
  });
}

// Writes digits × 10^(point - digits.size()) without an exponent.
std::string PlaceDigits(std::string digits, int64_t point, bool negative) {
  const size_t leading = std::min(digits.find_first_not_of('0'), digits.size());
  digits.erase(0, leading);
  point -= static_cast<int64_t>(leading);
  while (!digits.empty() && digits.back() == '0' &&
         static_cast<int64_t>(digits.size()) > point) {
    digits.pop_back();
  }
  if (digits.empty()) return "0";
  const auto size = static_cast<int64_t>(digits.size());
  std::string text = negative ? "-" : "";
  if (point <= 0) {
    absl::StrAppend(&text, "0.", std::string(-point, '0'), digits);
  } else if (point >= size) {
    absl::StrAppend(&text, digits, std::string(point - size, '0'));
  } else {
    absl::StrAppend(&text, digits.substr(0, point), ".", digits.substr(point));
  }
  return text;
}

std::optional<double> ParseDouble(absl::string_view text) {
  double value = 0;
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() ||
      !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

// A decimal fraction of few enough digits is what the user typed.
std::optional<std::string> ShortDecimal(absl::string_view text) {
  const bool negative = text.front() == '-';
  if (negative) text.remove_prefix(1);
  const size_t dot = text.find('.');
  if (dot == absl::string_view::npos || text.size() > kShownDigits + 1) {
    return std::nullopt;
  }
  std::string digits(text);
  digits.erase(dot, 1);
  if (!IsInteger(digits) || digits.front() == '-') return std::nullopt;
  return PlaceDigits(std::move(digits), static_cast<int64_t>(dot), negative);
}

std::string TimeText(int64_t second) {
  return absl::StrFormat("%02d:%02d:%02d", second / 3600, second / 60 % 60,
                         second % 60);
}

std::string DayText(int64_t day, DateSystem system) {
  if (system == DateSystem::k1900 && day == 60) return "1900-02-29";
  const absl::CivilDay zero = system == DateSystem::k1904
                                  ? absl::CivilDay(1904, 1, 1)
                              : day < 60 ? absl::CivilDay(1899, 12, 31)
                                         : absl::CivilDay(1899, 12, 30);
  return absl::FormatCivilTime(zero + day);
}

std::optional<std::string> DateText(double serial, NumberFormat format,
                                    DateSystem system) {
  const double offset = system == DateSystem::k1904 ? 1462 : 0;
  if (serial < 0 || serial + offset >= kLastSerial) return std::nullopt;
  auto day = static_cast<int64_t>(std::floor(serial));
  int64_t second = std::llround((serial - std::floor(serial)) * kSecondsPerDay);
  if (second == kSecondsPerDay) {
    ++day;
    second = 0;
  }
  const bool no_day = day == 0 && system == DateSystem::k1900;
  if (no_day || (day == 0 && format == NumberFormat::kTime)) {
    if (format == NumberFormat::kDate && second == 0) return std::nullopt;
    return TimeText(second);
  }
  if (second == 0) return DayText(day, system);
  return absl::StrCat(DayText(day, system), " ", TimeText(second));
}

}  // namespace

NumberFormat ClassifyFormatCode(absl::string_view code) {
  bool time = false;
  for (size_t i = 0; i < code.size(); ++i) {
    switch (absl::ascii_tolower(code[i])) {
      case '"':
        i = std::min(code.find('"', i + 1), code.size());
        break;
      case '[': {
        const size_t end = std::min(code.find(']', i), code.size());
        const std::string inner =
            absl::AsciiStrToLower(code.substr(i + 1, end - i - 1));
        if (!inner.empty() &&
            inner.find_first_not_of(inner[0]) == std::string::npos &&
            absl::StrContains("hms", inner.substr(0, 1))) {
          return NumberFormat::kPlain;
        }
        i = end;
        break;
      }
      case '\\':
      case '_':
      case '*':
        ++i;
        break;
      case ';':
        return time ? NumberFormat::kTime : NumberFormat::kPlain;
      case '%':
        return NumberFormat::kPercent;
      case 'y':
      case 'd':
        return NumberFormat::kDate;
      case 'm':
        // A month, unless hours or seconds stand beside it.
        if (!time &&
            !absl::StrContains(absl::AsciiStrToLower(code.substr(i)), "s")) {
          return NumberFormat::kDate;
        }
        break;
      case 'h':
      case 's':
        time = true;
        break;
      default:
        break;
    }
  }
  return time ? NumberFormat::kTime : NumberFormat::kPlain;
}

std::optional<NumberFormat> BuiltInFormat(int id) {
  if (id == 9 || id == 10) return NumberFormat::kPercent;
  if ((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) ||
      id == 36 || (id >= 50 && id <= 54) || id == 57 || id == 58) {
    return NumberFormat::kDate;
  }
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 ||
      id == 47 || id == 55 || id == 56) {
    return NumberFormat::kTime;
  }
  if ((id >= 0 && id <= 49)) return NumberFormat::kPlain;
  return std::nullopt;
}

std::optional<std::string> PlainDecimal(absl::string_view stored) {
  stored = absl::StripAsciiWhitespace(stored);
  const std::optional<double> value = ParseDouble(stored);
  if (!value.has_value()) return std::nullopt;
  if (!stored.empty() && stored.front() == '+') stored.remove_prefix(1);
  if (IsInteger(stored)) {
    const bool negative = stored.front() == '-';
    std::string digits(stored.substr(negative ? 1 : 0));
    const auto point = static_cast<int64_t>(digits.size());
    return PlaceDigits(std::move(digits), point, negative);
  }
  if (std::optional<std::string> same = ShortDecimal(stored)) return same;
  // "d.ddddddddddddddE±xx": a text of at most 15 digits comes back unchanged.
  const std::string shown =
      absl::StrFormat("%.*E", kShownDigits - 1, std::abs(*value));
  const size_t exponent_at = shown.find('E');
  const int exponent = std::atoi(shown.c_str() + exponent_at + 1);
  std::string digits = shown.substr(0, 1) + shown.substr(2, exponent_at - 2);
  return PlaceDigits(std::move(digits), exponent + 1, std::signbit(*value));
}

std::string ShiftDecimal(absl::string_view decimal, int places) {
  const bool negative = !decimal.empty() && decimal.front() == '-';
  if (negative) decimal.remove_prefix(1);
  std::string digits(decimal);
  const size_t dot = std::min(digits.find('.'), digits.size());
  if (dot < digits.size()) digits.erase(dot, 1);
  return PlaceDigits(digits, static_cast<int64_t>(dot) + places, negative);
}

std::optional<FormattedNumber> FormatStoredNumber(absl::string_view stored,
                                                  NumberFormat format,
                                                  DateSystem system) {
  std::optional<std::string> decimal = PlainDecimal(stored);
  if (!decimal.has_value()) return std::nullopt;
  switch (format) {
    case NumberFormat::kPlain:
      break;
    case NumberFormat::kPercent:
      return FormattedNumber{CellKind::kNumber,
                             absl::StrCat(ShiftDecimal(*decimal, 2), "%")};
    case NumberFormat::kDate:
    case NumberFormat::kTime:
      if (std::optional<std::string> date =
              DateText(*ParseDouble(*decimal), format, system)) {
        return FormattedNumber{CellKind::kDate, *std::move(date)};
      }
      break;
  }
  return FormattedNumber{CellKind::kNumber, *std::move(decimal)};
}

}  // namespace duikou
