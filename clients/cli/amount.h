// Amounts of money as people write them, exactly, in fen.
//
//   ParseAmount("500万元")    5 000 000 00 fen
//   ParseAmount("1.2亿元")    120 000 000 00 fen
//   ParseAmount("300,000 yuan"), ParseAmount("123456789分")
//   FormatAmount(12'000'000'000, Language::kZh)   1.2亿元
//   FormatAmount(12'000'000'000, Language::kEn)   120 m yuan
#ifndef DUIKOU_CLIENTS_CLI_AMOUNT_H_
#define DUIKOU_CLIENTS_CLI_AMOUNT_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace duikou::cli {

// The fen of a decimal number with a unit: 亿元, 万元, 元, 分 (元 may be left
// out after 亿 and 万), yuan, fen, m or bn (yuan). Thousands may be separated
// by commas. INVALID_ARGUMENT, with what would be right, where there is no
// number or no unit, where the amount is no whole number of fen, or is not
// between −9,000,000,000,000,000 and as much in fen.
absl::StatusOr<int64_t> ParseAmount(absl::string_view text);

// `fen` in the largest unit that leaves at least 1, with all its decimals.
std::string FormatAmount(int64_t fen, Language language);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_AMOUNT_H_
