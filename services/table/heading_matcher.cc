#include "services/table/heading_matcher.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "matcher/base/status_macros.h"
#include "services/table/text_encoding.h"

namespace duikou {
namespace {

// Rows that a title above the headings may take.
constexpr size_t kMaxTitleRows = 10;
constexpr int kHeadingExcerptCharacters = 40;

RowProblem AtHeading(const Cell& cell, std::string code, std::string zh,
                     std::string en) {
  return RowProblem{.row = cell.row,
                    .column = ColumnLetters(cell.column),
                    .heading = cell.text,
                    .value = Excerpt(cell.text, kHeadingExcerptCharacters),
                    .code = std::move(code),
                    .message_zh = std::move(zh),
                    .message_en = std::move(en)};
}

void ConnectPartners(std::vector<MatchedHeading>& headings) {
  for (size_t i = 0; i < headings.size(); ++i) {
    for (size_t j = i + 1; j < headings.size(); ++j) {
      if (headings[i].column != headings[j].column) continue;
      headings[i].partner = static_cast<int>(j);
      headings[j].partner = static_cast<int>(i);
    }
  }
}

std::string Written(absl::string_view zh, absl::string_view en,
                    TableLanguage language) {
  switch (language) {
    case TableLanguage::kZh:
      return std::string(zh);
    case TableLanguage::kEn:
      return std::string(en);
    case TableLanguage::kBoth:
      break;
  }
  return absl::StrCat(zh, " / ", en);
}

}  // namespace

bool HasNamesColumn(const ColumnSpec& column) {
  return column.resource.has_value() && !column.resource->column.zh.empty();
}

std::string HeadingText(const ColumnSpec& column, TableLanguage language) {
  const ColumnName& name = column.name;
  if (column.type != ColumnType::kMoney) {
    return Written(name.zh, name.en, language);
  }
  const MoneyUnit unit = column.money.unit;
  return Written(absl::StrCat(name.zh, "（", UnitNameZh(unit), "）"),
                 absl::StrCat(name.en, " (", UnitNameEn(unit), ")"), language);
}

std::string NamesHeadingText(const ColumnSpec& column, TableLanguage language) {
  const ColumnName& name = column.resource->column;
  return Written(name.zh, name.en, language);
}

absl::StatusOr<HeadingMatcher> HeadingMatcher::Create(
    const std::vector<ColumnSpec>& columns) {
  HeadingMatcher matcher;
  absl::flat_hash_set<std::string> keys;
  for (size_t i = 0; i < columns.size(); ++i) {
    const ColumnSpec& column = columns[i];
    if (column.name.key.empty() || column.name.zh.empty() ||
        column.name.en.empty() || !keys.insert(column.name.key).second) {
      return absl::InvalidArgumentError(
          absl::StrCat("column \"", column.name.key,
                       "\": keys must be unique and headings not empty"));
    }
    matcher.columns_.push_back({column.name, column.type == ColumnType::kMoney,
                                column.money.unit_if_not_named});
    RETURN_IF_ERROR(matcher.AddName(column.name, {i, false}));
    if (HasNamesColumn(column)) {
      RETURN_IF_ERROR(matcher.AddName(column.resource->column, {i, true}));
    }
  }
  return matcher;
}

absl::Status HeadingMatcher::AddName(const ColumnName& name, Target target) {
  std::vector<std::string> headings = name.synonyms;
  headings.push_back(name.key);
  headings.push_back(name.zh);
  headings.push_back(name.en);
  headings.push_back(Written(name.zh, name.en, TableLanguage::kBoth));
  for (const std::string& heading : headings) {
    const std::string folded = Fold(heading);
    if (folded.empty()) continue;
    const auto [at, added] = by_heading_.emplace(folded, target);
    if (!added && (at->second.column != target.column ||
                   at->second.names != target.names)) {
      return absl::InvalidArgumentError(absl::StrCat(
          "the heading \"", heading, "\" stands for the columns \"",
          columns_[at->second.column].name.key, "\" and \"",
          columns_[target.column].name.key, "\""));
    }
  }
  return absl::OkStatus();
}

std::optional<HeadingMatcher::Found> HeadingMatcher::Find(
    const std::string& heading) const {
  const auto exact = by_heading_.find(Fold(heading));
  if (exact != by_heading_.end()) {
    Found found{exact->second};
    const Column& column = columns_[found.target.column];
    if (column.money && !found.target.names) {
      found.unit = column.unit_if_not_named.value_or(MoneyUnit::kYuan);
      if (!column.unit_if_not_named.has_value()) {
        found.unit_state = UnitState::kMissing;
      }
    }
    return found;
  }
  const UnitHeading split = SplitUnit(heading);
  const bool named = split.unit.has_value();
  const auto at =
      by_heading_.find(named ? split.name : split.name_before_bracket);
  if (at == by_heading_.end() || !columns_[at->second.column].money) {
    return std::nullopt;
  }
  return Found{at->second, split.unit.value_or(MoneyUnit::kYuan),
               !named              ? UnitState::kUnknown
               : split.contradicts ? UnitState::kContradicts
                                   : UnitState::kFine};
}

size_t HeadingMatcher::ChooseRow(const Sheet& sheet) const {
  size_t best = 0;
  int most = 0;
  for (size_t i = 0; i < std::min(sheet.rows.size(), kMaxTitleRows); ++i) {
    int known = 0;
    for (const Cell& cell : sheet.rows[i].cells) {
      known += Find(cell.text).has_value();
    }
    if (known > most) {
      most = known;
      best = i;
    }
  }
  return best;
}

std::optional<MatchedHeadings> HeadingMatcher::Match(
    const Sheet& sheet, UnknownHeadings unknown, ProblemLog& problems) const {
  if (sheet.rows.empty()) {
    problems.Add(RowProblem{.code = "sheet.empty",
                            .message_zh = "表格是空的",
                            .message_en = "the sheet is empty"});
    return std::nullopt;
  }
  MatchedHeadings matched;
  matched.row_index = ChooseRow(sheet);
  const SheetRow& row = sheet.rows[matched.row_index];
  matched.width = row.width;
  absl::flat_hash_map<std::pair<size_t, bool>, const Cell*> seen;
  bool good = true;
  for (const Cell& cell : row.cells) {
    if (TrimSpace(cell.text).empty()) continue;
    const std::optional<Found> found = Find(cell.text);
    if (!found.has_value()) {
      if (unknown == UnknownHeadings::kIgnore) continue;
      RowProblem problem =
          AtHeading(cell, "heading.unknown", "不认识的表头，此列未读取",
                    "an unknown heading; the column is not read");
      problem.warning = unknown == UnknownHeadings::kWarn;
      good = good && problem.warning;
      problems.Add(std::move(problem));
      continue;
    }
    const auto [at, added] =
        seen.try_emplace({found->target.column, found->target.names}, &cell);
    if (!added) {
      const std::string other = ColumnLetters(at->second->column);
      problems.Add(AtHeading(
          cell, "heading.duplicate", absl::StrCat("与 ", other, " 列重复"),
          absl::StrCat("column ", other, " has the same heading")));
      good = false;
      continue;
    }
    if (found->unit_state != UnitState::kFine) {
      ReportUnit(cell, found->unit_state, problems);
      good = false;
    }
    matched.headings.push_back({cell.column, cell.text, found->target.column,
                                found->target.names, found->unit});
  }
  ConnectPartners(matched.headings);
  good = !ReportMissing(matched, row.number, problems) && good;
  if (!good) return std::nullopt;
  return matched;
}

void HeadingMatcher::ReportUnit(const Cell& cell, UnitState state,
                                ProblemLog& problems) const {
  switch (state) {
    case UnitState::kFine:
      break;
    case UnitState::kMissing:
      problems.Add(AtHeading(cell, "heading.unit_missing",
                             "表头应注明单位，如（万元）",
                             "the heading must name the unit, such as (yuan)"));
      break;
    case UnitState::kUnknown:
      problems.Add(AtHeading(
          cell, "heading.unit_unknown", "不认识的单位，应为分、元、万元或亿元",
          "an unknown unit; it must be fen, yuan, 10k yuan or 100m yuan"));
      break;
    case UnitState::kContradicts:
      problems.Add(AtHeading(cell, "heading.unit_contradicts",
                             "表头的两个单位不一致",
                             "the heading names two different units"));
      break;
  }
}

bool HeadingMatcher::ReportMissing(const MatchedHeadings& matched, int row,
                                   ProblemLog& problems) const {
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (!columns_[i].name.required) continue;
    // A column with names can stand in for the ids.
    const bool there = std::any_of(
        matched.headings.begin(), matched.headings.end(),
        [&](const MatchedHeading& heading) { return heading.column == i; });
    if (there) continue;
    zh.push_back(columns_[i].name.zh);
    en.push_back(columns_[i].name.en);
  }
  if (zh.empty() && matched.headings.empty()) {
    problems.Add(RowProblem{.row = row,
                            .code = "heading.missing",
                            .message_zh = "没有一个认识的表头",
                            .message_en = "no heading is known"});
    return true;
  }
  if (zh.empty()) return false;
  problems.Add(RowProblem{
      .row = row,
      .code = "heading.missing",
      .message_zh = absl::StrCat("缺少表头：", absl::StrJoin(zh, "、")),
      .message_en =
          absl::StrCat("missing headings: ", absl::StrJoin(en, ", "))});
  return true;
}

}  // namespace duikou
