// Amounts in words people use: 80万元, 1.25亿元; 800,000 yuan, 1.25 million
// yuan. Always exact: a unit is chosen in which the amount has at most four
// decimals, else the next smaller one.
//
//   MoneyZh(80'000'000);   // "80万元"
//   MoneyEn(80'000'000);   // "800,000 yuan"
#ifndef DUIKOU_SERVICES_BASE_MONEY_TEXT_H_
#define DUIKOU_SERVICES_BASE_MONEY_TEXT_H_

#include <cstdint>
#include <string>

namespace duikou {

// 亿元 from 1 亿元, 万元 from 1 万元, else 元.
std::string MoneyZh(int64_t fen);

// Billion yuan from a billion, million yuan from a million, else yuan with
// commas.
std::string MoneyEn(int64_t fen);

// 1234567 → "1,234,567".
std::string WithCommas(int64_t number);

// 1st, 2nd, 3rd, 4th, 11th, 21st …
std::string Ordinal(int64_t number);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_BASE_MONEY_TEXT_H_
