#include "services/progress/civil_date.h"

#include <cstddef>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/base/violation.h"

namespace duikou {
namespace {

// `YYYY-MM-DD`
constexpr size_t kLength = 10;

// REQUIRES: digits.
int Number(absl::string_view digits) {
  int number = 0;
  for (const char digit : digits) number = number * 10 + (digit - '0');
  return number;
}

bool IsOfForm(absl::string_view text) {
  if (text.size() != kLength) return false;
  for (size_t i = 0; i < kLength; ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : !absl::ascii_isdigit(text[i])) return false;
  }
  return true;
}

std::optional<absl::CivilDay> Parse(absl::string_view text) {
  if (!IsOfForm(text)) return std::nullopt;
  const int year = Number(text.substr(0, 4));
  const int month = Number(text.substr(5, 2));
  const int day_of_month = Number(text.substr(8, 2));
  // A day that does not exist is made into one that does.
  const absl::CivilDay day(year, month, day_of_month);
  if (day.year() != year || day.month() != month || day.day() != day_of_month ||
      year < kFirstDateYear || year > kLastDateYear) {
    return std::nullopt;
  }
  return day;
}

std::string NotADateInChinese(absl::string_view text) {
  return absl::StrCat("“", text, "”不是日期，应写成 YYYY-MM-DD，年份为 ",
                      kFirstDateYear, " 至 ", kLastDateYear);
}

std::string NotADate(absl::string_view text) {
  return absl::StrCat("\"", text, "\" is not a date: YYYY-MM-DD, of a year ",
                      "from ", kFirstDateYear, " to ", kLastDateYear);
}

}  // namespace

absl::StatusOr<absl::CivilDay> ParseDate(absl::string_view text) {
  const std::optional<absl::CivilDay> day = Parse(text);
  if (!day.has_value()) {
    return Refused(absl::StatusCode::kInvalidArgument, "",
                   NotADateInChinese(text), NotADate(text));
  }
  return *day;
}

std::string DateText(absl::CivilDay day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

std::optional<Violation> CheckDate(absl::string_view text,
                                   absl::string_view path) {
  if (Parse(text).has_value()) return std::nullopt;
  return Violation{"not_a_date", std::string(path),
                   absl::StrCat("“", text, "”不是日期，应为 YYYY-MM-DD，年份 ",
                                kFirstDateYear, "—", kLastDateYear),
                   NotADate(text)};
}

}  // namespace duikou
