// What a spreadsheet's stored number means: its exact decimal text, and the
// date or percentage that its cell's format makes of it.
//
// Spreadsheets keep binary floating-point numbers and show 15 significant
// digits of them. The stored text may betray the difference
// ("0.30000000000000004"); what the user meant is the decimal of 15 digits.
//
//   PlainDecimal("3.0000000000000004E-1")             // "0.3"
//   FormatStoredNumber("41765", NumberFormat::kDate, DateSystem::k1900)
//
// Pure functions.
#ifndef DUIKOU_SERVICES_TABLE_NUMBER_FORMAT_H_
#define DUIKOU_SERVICES_TABLE_NUMBER_FORMAT_H_

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"
#include "services/table/sheet.h"

namespace duikou {

enum class NumberFormat : uint8_t { kPlain, kPercent, kDate, kTime };

// 1900: day 1 is 1900-01-01, and day 60 a 29 February that never was.
// 1904: day 0 is 1904-01-01.
enum class DateSystem : uint8_t { k1900, k1904 };

// What a format code such as `yyyy"年"m"月"` shows numbers as. Elapsed times
// ("[h]:mm") are plain numbers.
NumberFormat ClassifyFormatCode(absl::string_view code);

// The same for the numbers that stand for built-in codes, those of Chinese
// editions included; nullopt for others.
std::optional<NumberFormat> BuiltInFormat(int id);

// The decimal without exponent, needless zeros or a sign of zero. Integers keep
// all their digits, others at most 15 significant ones. nullopt where the text
// is no finite number of a spreadsheet.
std::optional<std::string> PlainDecimal(absl::string_view stored);

// The plain decimal times 10^places: ShiftDecimal("0.125", 2) == "12.5".
// REQUIRES: `decimal` is as PlainDecimal gives it.
std::string ShiftDecimal(absl::string_view decimal, int places);

// The number as its cell shows it: a kNumber ("12.5", "12.5%") or a kDate. A
// date outside the years 1900…9999 stays a number. nullopt as PlainDecimal.
struct FormattedNumber {
  CellKind kind = CellKind::kNumber;
  std::string text;
};
std::optional<FormattedNumber> FormatStoredNumber(absl::string_view stored,
                                                  NumberFormat format,
                                                  DateSystem system);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_NUMBER_FORMAT_H_
