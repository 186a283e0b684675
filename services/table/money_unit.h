// The unit that a heading or a cell names for an amount of money.
//
//   UnitHeading heading = SplitUnit("资金需求（万元）");
//   // heading.name == "资金需求", heading.unit == MoneyUnit::kWanYuan
//
// Pure functions.
#ifndef DUIKOU_SERVICES_TABLE_MONEY_UNIT_H_
#define DUIKOU_SERVICES_TABLE_MONEY_UNIT_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace duikou {

// The number is the decimals that a fen takes in the unit.
enum class MoneyUnit : uint8_t {
  kFen = 0,
  kYuan = 2,
  kWanYuan = 6,  // 10,000 yuan
  kYiYuan = 10,  // 100 million yuan
};

inline int DecimalsOf(MoneyUnit unit) { return static_cast<int>(unit); }

// "万元" and "10k yuan".
absl::string_view UnitNameZh(MoneyUnit unit);
absl::string_view UnitNameEn(MoneyUnit unit);

// A heading, folded (see Fold), parted from the units in its brackets.
struct UnitHeading {
  std::string name;  // folded, without the brackets that name a unit
  std::optional<MoneyUnit> unit;
  bool contradicts = false;  // it names two different units
  // Where the heading ends with a bracket that names no unit: the folded
  // heading without it. Else empty.
  std::string name_before_bracket;
};
UnitHeading SplitUnit(absl::string_view heading);

// Takes a unit off the end of an amount such as "850万元" or "¥1,200", which
// may be as Normalize gives it or not. The unit, or nullopt where there is
// none.
std::optional<MoneyUnit> TakeUnit(std::string& amount);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_MONEY_UNIT_H_
