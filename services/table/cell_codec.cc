#include "services/table/cell_codec.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/table/decimal.h"
#include "services/table/text_encoding.h"

namespace duikou {
namespace {

using Problem = std::optional<CellProblem>;

constexpr int kPercentScale = 2;
constexpr size_t kShownChoices = 5;

// The problem of a number outside of min…max, held in units of 10^-scale.
Problem CheckRange(int64_t number, int64_t min, int64_t max, int scale,
                   absl::string_view unit_zh, absl::string_view unit_en) {
  if (number >= min && number <= max) return std::nullopt;
  if (number < 0 && min == 0) {
    return CellProblem{"number.negative", "不能为负数",
                       "the number must not be negative"};
  }
  const std::string bound = FormatDecimal(number < min ? min : max, scale);
  return number < min
             ? CellProblem{"number.range",
                           absl::StrCat("不能小于 ", bound, unit_zh),
                           absl::StrCat("the least allowed is ", bound,
                                        unit_en)}
             : CellProblem{
                   "number.range", absl::StrCat("不能大于 ", bound, unit_zh),
                   absl::StrCat("the most allowed is ", bound, unit_en)};
}

Problem ParseNumber(absl::string_view text, int scale, int64_t& number) {
  switch (ParseDecimal(text, scale, number)) {
    case DecimalFault::kNone:
      return std::nullopt;
    case DecimalFault::kMalformed:
      return CellProblem{"number.malformed", "不是数字",
                         "this is not a number"};
    case DecimalFault::kPrecision:
      if (scale == 0) {
        return CellProblem{"number.precision", "必须是整数",
                           "the number must be whole"};
      }
      return CellProblem{
          "number.precision", absl::StrCat("小数位数超过 ", scale, " 位"),
          absl::StrCat("the number has more than ", scale, " decimals")};
    case DecimalFault::kOverflow:
      break;
  }
  return CellProblem{"number.range", "数字过大", "the number is too large"};
}

Problem TooLong(int max_characters) {
  return CellProblem{
      "text.too_long", absl::StrCat("超过 ", max_characters, " 个字符"),
      absl::StrCat("the text has more than ", max_characters, " characters")};
}

Problem MalformedYears() {
  return CellProblem{"years.malformed", "年度应写成 2014-2016 或 2014",
                     "years are written 2014-2016 or 2014"};
}

Problem MalformedDate() {
  return CellProblem{"date.malformed", "日期应写成 2014-05-06，自 1900 年起",
                     "dates are written 2014-05-06, from 1900 on"};
}

}  // namespace

CellCodec::CellCodec(ColumnSpec spec) : spec_(std::move(spec)) {
  for (size_t i = 0; i < spec_.labels.size(); ++i) {
    const ValueLabel& label = spec_.labels[i];
    labels_by_number_.emplace(label.number, i);
    // The first label of a text keeps it.
    for (const std::string* text : {&label.zh, &label.en, &label.code}) {
      if (!text->empty()) labels_by_text_.emplace(Fold(*text), i);
    }
    for (const std::string& text : label.synonyms) {
      labels_by_text_.emplace(Fold(text), i);
    }
  }
}

std::optional<CellProblem> CellCodec::Parse(const Cell& cell, MoneyUnit unit,
                                            CellValue& value) const {
  value = std::monostate();
  const absl::string_view text = TrimSpace(cell.text);
  if (text.empty()) return std::nullopt;
  if (cell.kind == CellKind::kError) {
    return CellProblem{"cell.error", "单元格公式出错",
                       "the cell's formula has an error"};
  }
  switch (spec_.type) {
    case ColumnType::kText:
      return ParseText(text, value);
    case ColumnType::kInteger:
      return ParseInteger(text, value);
    case ColumnType::kMoney:
      return ParseMoney(text, unit, value);
    case ColumnType::kPercent:
      return ParsePercent(text, value);
    case ColumnType::kBoolean:
      return ParseBoolean(text, value);
    case ColumnType::kLabel:
      return ParseLabel(text, value);
    case ColumnType::kYears:
      return ParseYears(text, value);
    case ColumnType::kDate:
      return ParseDate(text, value);
    case ColumnType::kResource:
      return ParseResource(text, value);
    case ColumnType::kList:
      return ParseList(text, /*names=*/false, value);
  }
  return std::nullopt;
}

std::optional<CellProblem> CellCodec::ParseNames(const Cell& cell,
                                                 CellValue& value) const {
  value = std::monostate();
  const absl::string_view text = TrimSpace(cell.text);
  if (text.empty()) return std::nullopt;
  if (cell.kind == CellKind::kError) {
    return CellProblem{"cell.error", "单元格公式出错",
                       "the cell's formula has an error"};
  }
  if (spec_.type == ColumnType::kList) {
    return ParseList(text, /*names=*/true, value);
  }
  std::string id;
  if (Problem problem = ResolveName(text, id)) return problem;
  value = std::move(id);
  return std::nullopt;
}

Problem CellCodec::ParseText(absl::string_view text, CellValue& value) const {
  if (text.size() > spec_.text.max_characters &&
      CountCharacters(text) > spec_.text.max_characters) {
    return TooLong(spec_.text.max_characters);
  }
  value = std::string(text);
  return std::nullopt;
}

Problem CellCodec::ParseInteger(absl::string_view text,
                                CellValue& value) const {
  int64_t number = 0;
  if (Problem problem = ParseNumber(text, 0, number)) return problem;
  if (Problem problem =
          CheckRange(number, spec_.integer.min, spec_.integer.max, 0, "", "")) {
    return problem;
  }
  value = number;
  return std::nullopt;
}

Problem CellCodec::ParseMoney(absl::string_view text, MoneyUnit unit,
                              CellValue& value) const {
  std::string amount(text);
  const std::optional<MoneyUnit> named = TakeUnit(amount);
  if (named.has_value() && *named != unit) {
    return CellProblem{
        "money.unit",
        absl::StrCat("单位与表头的“", UnitNameZh(unit), "”不一致"),
        absl::StrCat("the unit is not the heading's, ", UnitNameEn(unit))};
  }
  int64_t fen = 0;
  const int decimals = DecimalsOf(unit);
  if (Problem problem = ParseNumber(amount, decimals, fen)) {
    if (problem->code == "number.precision") {
      return CellProblem{"number.precision", "金额精确到分为止",
                         "the amount is finer than a fen"};
    }
    return problem;
  }
  if (Problem problem =
          CheckRange(fen, spec_.money.min_fen, spec_.money.max_fen, decimals,
                     absl::StrCat(" ", UnitNameZh(unit)),
                     absl::StrCat(" ", UnitNameEn(unit)))) {
    return problem;
  }
  value = fen;
  return std::nullopt;
}

Problem CellCodec::ParsePercent(absl::string_view text,
                                CellValue& value) const {
  std::string normal = Normalize(text);
  absl::string_view number_text = normal;
  absl::ConsumeSuffix(&number_text, "%");
  int64_t hundredths = 0;
  if (Problem problem =
          ParseNumber(TrimSpace(number_text), kPercentScale, hundredths)) {
    return problem;
  }
  if (Problem problem =
          CheckRange(hundredths, spec_.percent.min_hundredths,
                     spec_.percent.max_hundredths, kPercentScale, "%", "%")) {
    return problem;
  }
  value = hundredths;
  return std::nullopt;
}

Problem CellCodec::ParseBoolean(absl::string_view text,
                                CellValue& value) const {
  const std::string folded = Fold(text);
  for (const absl::string_view yes :
       {"是", "yes", "y", "true", "1", "有", "√"}) {
    if (folded == yes) {
      value = true;
      return std::nullopt;
    }
  }
  for (const absl::string_view no :
       {"否", "no", "n", "false", "0", "无", "×"}) {
    if (folded == no) {
      value = false;
      return std::nullopt;
    }
  }
  return CellProblem{"boolean.unknown", "应填“是”或“否”", "write yes or no"};
}

const ValueLabel* CellCodec::FindLabel(absl::string_view text) const {
  const auto found = labels_by_text_.find(Fold(text));
  return found == labels_by_text_.end() ? nullptr
                                        : &spec_.labels[found->second];
}

Problem CellCodec::UnknownLabel() const {
  const auto list = [&](std::string ValueLabel::*text,
                        absl::string_view separator) {
    return absl::StrJoin(spec_.labels, separator,
                         [&](std::string* out, const ValueLabel& label) {
                           absl::StrAppend(out, label.*text);
                         });
  };
  return CellProblem{
      "label.unknown",
      absl::StrCat("应为下列之一：", list(&ValueLabel::zh, "、")),
      absl::StrCat("must be one of: ", list(&ValueLabel::en, ", "))};
}

Problem CellCodec::ParseLabel(absl::string_view text, CellValue& value) const {
  const ValueLabel* label = FindLabel(text);
  if (label == nullptr) return UnknownLabel();
  value = static_cast<int64_t>(label->number);
  return std::nullopt;
}

Problem CellCodec::ParseYears(absl::string_view text, CellValue& value) const {
  const std::string normal = absl::StrReplaceAll(Fold(text), {{"年度", ""},
                                                              {"年", ""},
                                                              {"至", "-"},
                                                              {"到", "-"},
                                                              {"to", "-"},
                                                              {"~", "-"},
                                                              {"〜", "-"},
                                                              {"–", "-"},
                                                              {"—", "-"},
                                                              {"−", "-"}});
  const std::vector<absl::string_view> ends =
      absl::StrSplit(normal, '-', absl::SkipEmpty());
  YearRange years;
  if (ends.empty() || ends.size() > 2 || ends.front().size() != 4 ||
      ends.back().size() != 4 ||
      !absl::SimpleAtoi(ends.front(), &years.first) ||
      !absl::SimpleAtoi(ends.back(), &years.last)) {
    return MalformedYears();
  }
  if (years.first > years.last) {
    return CellProblem{"years.order", "起始年晚于结束年",
                       "the first year is after the last"};
  }
  if (years.first < spec_.years.min || years.last > spec_.years.max) {
    return CellProblem{"number.range",
                       absl::StrCat("年度应在 ", spec_.years.min, " 至 ",
                                    spec_.years.max, " 之间"),
                       absl::StrCat("years must be within ", spec_.years.min,
                                    " and ", spec_.years.max)};
  }
  value = years;
  return std::nullopt;
}

Problem CellCodec::ParseDate(absl::string_view text, CellValue& value) const {
  // A time of day does not matter here: "2014-05-06 08:30:00".
  std::string normal = absl::StrReplaceAll(
      Normalize(text),
      {{"年", "-"}, {"月", "-"}, {"日", " "}, {"/", "-"}, {".", "-"}});
  normal.erase(std::min(normal.find(' '), normal.size()));
  const std::vector<absl::string_view> parts = absl::StrSplit(normal, '-');
  int year = 0;
  int month = 0;
  int day = 0;
  if (parts.size() != 3 || parts[0].size() != 4 || parts[1].size() > 2 ||
      parts[2].size() > 2 || !absl::SimpleAtoi(parts[0], &year) ||
      !absl::SimpleAtoi(parts[1], &month) ||
      !absl::SimpleAtoi(parts[2], &day)) {
    return MalformedDate();
  }
  const absl::CivilDay date(year, month, day);
  // From 1900 on, as dates of spreadsheets are.
  if (year < 1900 || date.month() != month || date.day() != day) {
    return MalformedDate();
  }
  value = date;
  return std::nullopt;
}

Problem CellCodec::ParseResource(absl::string_view text,
                                 CellValue& value) const {
  std::string id;
  if (Problem problem = FindKey(text, /*names=*/false, id)) return problem;
  value = std::move(id);
  return std::nullopt;
}

Problem CellCodec::ParseList(absl::string_view text, bool names,
                             CellValue& value) const {
  const std::vector<ListCellEntry> written = ParseListCell(text, spec_.list);
  if (written.size() > spec_.list.max_entries) {
    return CellProblem{"list.too_long",
                       absl::StrCat("超过 ", spec_.list.max_entries, " 项"),
                       absl::StrCat("the list has more than ",
                                    spec_.list.max_entries, " entries")};
  }
  std::vector<ListEntry> entries(written.size());
  absl::flat_hash_set<absl::string_view> keys;
  for (size_t i = 0; i < written.size(); ++i) {
    if (Problem problem = ParseEntry(written[i], names, entries[i])) {
      const std::string shown = Excerpt(written[i].key, 20);
      return CellProblem{problem->code,
                         absl::StrCat("“", shown, "”：", problem->zh),
                         absl::StrCat("\"", shown, "\": ", problem->en)};
    }
    if (!keys.insert(entries[i].key).second) {
      return CellProblem{
          "list.duplicate", absl::StrCat("“", entries[i].key, "”重复"),
          absl::StrCat("\"", entries[i].key, "\" is there twice")};
    }
  }
  if (!entries.empty()) value = std::move(entries);
  return std::nullopt;
}

Problem CellCodec::ParseEntry(const ListCellEntry& written, bool names,
                              ListEntry& entry) const {
  const ListRule& rule = spec_.list;
  if (written.key.empty()) {
    return CellProblem{"list.malformed", "缺少名称", "the name is missing"};
  }
  if (CountCharacters(written.key) > rule.max_characters ||
      CountCharacters(written.note) > rule.max_characters) {
    return TooLong(rule.max_characters);
  }
  if (Problem problem = FindKey(written.key, names, entry.key)) return problem;
  entry.note = written.note;
  if (!written.value.has_value()) {
    if (rule.value != ListRule::Value::kRequired) return std::nullopt;
    return CellProblem{"list.malformed", "应写成 名称=数值",
                       "entries are written name=number"};
  }
  int64_t number = 0;
  if (Problem problem = ParseNumber(*written.value, 0, number)) return problem;
  entry.value = number;
  return CheckRange(number, rule.min_value, rule.max_value, 0, "", "");
}

Problem CellCodec::FindKey(absl::string_view written, bool names,
                           std::string& key) const {
  if (!spec_.labels.empty()) {
    const ValueLabel* label = FindLabel(written);
    if (label == nullptr) return UnknownLabel();
    key = label->code;
    return std::nullopt;
  }
  if (spec_.resource.has_value() && names) return ResolveName(written, key);
  key = std::string(written);
  if (!spec_.resource.has_value() || !spec_.resource->exists ||
      spec_.resource->exists(key)) {
    return std::nullopt;
  }
  // People write the name where the code belongs.
  return ResolveName(written, key);
}

Problem CellCodec::ResolveName(absl::string_view name, std::string& id) const {
  std::vector<std::string> ids;
  if (spec_.resource.has_value() && spec_.resource->resolve) {
    ids = spec_.resource->resolve(std::string(name));
  }
  if (ids.empty()) {
    return CellProblem{"resource.unknown", "没有这个代码或名称",
                       "there is no such code or name"};
  }
  if (ids.size() > 1) {
    std::sort(ids.begin(), ids.end());
    if (ids.size() > kShownChoices) {
      ids.resize(kShownChoices);
      ids.emplace_back("…");
    }
    return CellProblem{
        "resource.ambiguous",
        absl::StrCat("名称对应多个代码：", absl::StrJoin(ids, "、")),
        absl::StrCat("the name stands for several codes: ",
                     absl::StrJoin(ids, ", "))};
  }
  id = std::move(ids.front());
  return std::nullopt;
}

CellContent CellCodec::Format(const CellValue& value,
                              TableLanguage language) const {
  if (std::holds_alternative<std::monostate>(value)) return {};
  switch (spec_.type) {
    case ColumnType::kText:
    case ColumnType::kResource:
      return {CellKind::kText,
              std::string(TrimSpace(std::get<std::string>(value)))};
    case ColumnType::kInteger:
      return {CellKind::kNumber, FormatDecimal(std::get<int64_t>(value), 0)};
    case ColumnType::kMoney:
      return {CellKind::kNumber, FormatDecimal(std::get<int64_t>(value),
                                               DecimalsOf(spec_.money.unit))};
    case ColumnType::kPercent:
      return {CellKind::kNumber,
              absl::StrCat(
                  FormatDecimal(std::get<int64_t>(value), kPercentScale), "%")};
    case ColumnType::kBoolean: {
      const bool yes = std::get<bool>(value);
      if (language == TableLanguage::kEn) {
        return {CellKind::kText, yes ? "yes" : "no"};
      }
      return {CellKind::kText, yes ? "是" : "否"};
    }
    case ColumnType::kLabel: {
      const auto found =
          labels_by_number_.find(static_cast<int>(std::get<int64_t>(value)));
      if (found == labels_by_number_.end()) return {};
      return {CellKind::kText,
              FormatLabel(spec_.labels[found->second], language)};
    }
    case ColumnType::kYears: {
      const YearRange years = std::get<YearRange>(value);
      return {CellKind::kText,
              years.first == years.last
                  ? absl::StrCat(years.first)
                  : absl::StrCat(years.first, "-", years.last)};
    }
    case ColumnType::kDate:
      return {CellKind::kDate,
              absl::FormatCivilTime(std::get<absl::CivilDay>(value))};
    case ColumnType::kList:
      return {CellKind::kText,
              FormatList(std::get<std::vector<ListEntry>>(value), language,
                         /*names=*/false)};
  }
  return {};
}

CellContent CellCodec::FormatNames(const CellValue& value,
                                   TableLanguage language) const {
  if (const auto* id = std::get_if<std::string>(&value)) {
    if (!spec_.resource.has_value() || !spec_.resource->display) return {};
    return {CellKind::kText,
            std::string(TrimSpace(spec_.resource->display(*id)))};
  }
  if (const auto* entries = std::get_if<std::vector<ListEntry>>(&value)) {
    return {CellKind::kText, FormatList(*entries, language, /*names=*/true)};
  }
  return {};
}

std::string CellCodec::FormatLabel(const ValueLabel& label,
                                   TableLanguage language) const {
  const std::string& text =
      language == TableLanguage::kEn ? label.en : label.zh;
  return text.empty() ? label.code : text;
}

std::string CellCodec::FormatList(const std::vector<ListEntry>& entries,
                                  TableLanguage language, bool names) const {
  std::vector<ListCellEntry> written;
  for (const ListEntry& entry : entries) {
    std::string key = entry.key;
    if (!spec_.labels.empty()) {
      const ValueLabel* label = FindLabel(key);
      if (label != nullptr) key = FormatLabel(*label, language);
    } else if (names && spec_.resource->display) {
      const std::string name = spec_.resource->display(key);
      if (!name.empty()) key = name;
    }
    if (TrimSpace(key).empty()) continue;
    written.push_back({std::move(key),
                       entry.value.has_value()
                           ? std::optional(absl::StrCat(*entry.value))
                           : std::nullopt,
                       entry.note});
  }
  return FormatListCell(written, spec_.list);
}

}  // namespace duikou
