#include "services/table/money_unit.h"

#include <array>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "services/table/text_encoding.h"

namespace duikou {
namespace {

struct UnitWord {
  absl::string_view word;  // folded
  MoneyUnit unit;
};

// A longer word stands before the words it ends with.
constexpr UnitWord kUnitWords[] = {
    {"人民币万元", MoneyUnit::kWanYuan},
    {"人民币亿元", MoneyUnit::kYiYuan},
    {"人民币元", MoneyUnit::kYuan},
    {"万元", MoneyUnit::kWanYuan},
    {"亿元", MoneyUnit::kYiYuan},
    {"元", MoneyUnit::kYuan},
    {"分", MoneyUnit::kFen},
    {"万", MoneyUnit::kWanYuan},
    {"亿", MoneyUnit::kYiYuan},
    {"tenthousandyuan", MoneyUnit::kWanYuan},
    {"hundredmillionyuan", MoneyUnit::kYiYuan},
    {"100millionyuan", MoneyUnit::kYiYuan},
    {"10,000yuan", MoneyUnit::kWanYuan},
    {"10000yuan", MoneyUnit::kWanYuan},
    {"100myuan", MoneyUnit::kYiYuan},
    {"10kyuan", MoneyUnit::kWanYuan},
    {"wanyuan", MoneyUnit::kWanYuan},
    {"yiyuan", MoneyUnit::kYiYuan},
    {"yuan", MoneyUnit::kYuan},
    {"rmb", MoneyUnit::kYuan},
    {"cny", MoneyUnit::kYuan},
    {"fen", MoneyUnit::kFen},
};

// What an amount may end with: of the words above those that cannot be taken
// for digits of the amount.
constexpr UnitWord kAmountSuffixes[] = {
    {"万元", MoneyUnit::kWanYuan}, {"亿元", MoneyUnit::kYiYuan},
    {"元", MoneyUnit::kYuan},      {"分", MoneyUnit::kFen},
    {"万", MoneyUnit::kWanYuan},   {"亿", MoneyUnit::kYiYuan},
    {"yuan", MoneyUnit::kYuan},
};

constexpr std::array<std::pair<absl::string_view, absl::string_view>, 4>
    kBrackets = {{{"(", ")"}, {"[", "]"}, {"【", "】"}, {"〔", "〕"}}};

std::optional<MoneyUnit> UnitOfWord(absl::string_view word) {
  for (const absl::string_view prefix : {"单位:", "unit:", "in"}) {
    if (absl::ConsumePrefix(&word, prefix)) break;
  }
  for (const UnitWord& known : kUnitWords) {
    if (word == known.word) return known.unit;
  }
  return std::nullopt;
}

}  // namespace

absl::string_view UnitNameZh(MoneyUnit unit) {
  switch (unit) {
    case MoneyUnit::kFen:
      return "分";
    case MoneyUnit::kYuan:
      return "元";
    case MoneyUnit::kWanYuan:
      return "万元";
    case MoneyUnit::kYiYuan:
      return "亿元";
  }
  return "";
}

absl::string_view UnitNameEn(MoneyUnit unit) {
  switch (unit) {
    case MoneyUnit::kFen:
      return "fen";
    case MoneyUnit::kYuan:
      return "yuan";
    case MoneyUnit::kWanYuan:
      return "10k yuan";
    case MoneyUnit::kYiYuan:
      return "100m yuan";
  }
  return "";
}

UnitHeading SplitUnit(absl::string_view heading) {
  UnitHeading split;
  split.name = Fold(heading);
  for (const auto& [open, close] : kBrackets) {
    size_t from = 0;
    while (true) {
      const size_t start = absl::string_view(split.name).find(open, from);
      if (start == std::string::npos) break;
      const size_t inner = start + open.size();
      const size_t end = absl::string_view(split.name).find(close, inner);
      if (end == std::string::npos) break;
      const std::optional<MoneyUnit> unit =
          UnitOfWord(absl::string_view(split.name).substr(inner, end - inner));
      if (!unit.has_value()) {
        if (end + close.size() == split.name.size()) {
          split.name_before_bracket = split.name.substr(0, start);
        }
        from = inner;
        continue;
      }
      split.contradicts =
          split.contradicts || (split.unit && split.unit != unit);
      split.unit = unit;
      split.name.erase(start, end + close.size() - start);
      from = start;
    }
  }
  return split;
}

std::optional<MoneyUnit> TakeUnit(std::string& amount) {
  const auto last =
      static_cast<unsigned char>(amount.empty() ? '0' : amount.back());
  if (absl::ascii_isdigit(last) && absl::ascii_isdigit(amount.front())) {
    return std::nullopt;
  }
  const std::string whole =
      absl::StrReplaceAll(Normalize(TrimSpace(amount)), {{"−", "-"}});
  // Sign and currency come in either order.
  absl::string_view digits = whole;
  bool negative = absl::ConsumePrefix(&digits, "-");
  if (absl::ConsumePrefix(&digits, "¥") && !negative) {
    negative = absl::ConsumePrefix(&digits, "-");
  }
  const std::string normal = absl::StrCat(negative ? "-" : "", digits);
  for (const UnitWord& suffix : kAmountSuffixes) {
    absl::string_view rest = normal;
    if (!absl::ConsumeSuffix(&rest, suffix.word)) continue;
    rest = TrimSpace(rest);
    // "850美元" ends with 元 and is another currency.
    if (rest.empty() || !absl::ascii_isdigit(rest.back())) break;
    amount = std::string(rest);
    return suffix.unit;
  }
  amount = std::string(TrimSpace(normal));
  return std::nullopt;
}

}  // namespace duikou
