// Decimal numbers in cells, exactly: text ↔ int64 in units of 10^-scale, with
// no floating point anywhere.
//
//   int64_t fen = 0;
//   ParseDecimal("１，２３４.５", 2, fen) == DecimalFault::kNone  // 123450
//   FormatDecimal(123450, 2) == "1234.5"
//
// Pure functions.
#ifndef DUIKOU_SERVICES_TABLE_DECIMAL_H_
#define DUIKOU_SERVICES_TABLE_DECIMAL_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace duikou {

enum class DecimalFault : uint8_t {
  kNone,
  kMalformed,  // no number, or commas that do not part groups of three digits
  kPrecision,  // more decimals than the scale holds, trailing zeros aside
  kOverflow,   // does not fit into int64
};

// The largest scale: 10^18 fits into int64.
inline constexpr int kMaxDecimalScale = 18;

// Accepts a sign, digits, commas between groups of three and a decimal point,
// also in full-width forms; no exponent. `value` is only set for kNone.
// REQUIRES: 0 <= scale <= kMaxDecimalScale.
DecimalFault ParseDecimal(absl::string_view text, int scale, int64_t& value);

// The shortest decimal: no trailing zeros, no commas.
// REQUIRES: as above.
std::string FormatDecimal(int64_t value, int scale);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_DECIMAL_H_
