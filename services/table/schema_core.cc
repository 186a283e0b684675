#include "services/table/schema_core.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/table/text_encoding.h"

namespace duikou {
namespace {

constexpr int kExcerptCharacters = 40;

RowProblem AtCell(int row, const MatchedHeading& heading, const Cell* cell,
                  CellProblem problem) {
  return RowProblem{
      .row = row,
      .column = ColumnLetters(heading.sheet_column),
      .heading = heading.text,
      .value = cell == nullptr ? "" : Excerpt(cell->text, kExcerptCharacters),
      .code = std::move(problem.code),
      .message_zh = std::move(problem.zh),
      .message_en = std::move(problem.en)};
}

bool IsBlank(const CellValue& value) {
  return std::holds_alternative<std::monostate>(value);
}

// A row with less fields than the headings has probably lost one in its middle;
// one with more has a separator that was not meant as one. Empty fields at the
// end are harmless.
bool HasWrongWidth(const SheetRow& row, int heading_width) {
  if (row.width == 0 || heading_width == 0) return false;
  return row.width < heading_width || row.cells.back().column > heading_width;
}

}  // namespace

absl::StatusOr<SchemaCore> SchemaCore::Create(std::vector<ColumnSpec> columns) {
  ASSIGN_OR_RETURN(HeadingMatcher matcher, HeadingMatcher::Create(columns));
  std::vector<CellCodec> codecs;
  codecs.reserve(columns.size());
  for (ColumnSpec& column : columns) codecs.emplace_back(std::move(column));
  return SchemaCore(std::move(codecs), std::move(matcher));
}

bool SchemaCore::IsBlankRow(const SheetRow& row,
                            const MatchedHeadings& headings) const {
  return std::none_of(headings.headings.begin(), headings.headings.end(),
                      [&](const MatchedHeading& heading) {
                        const Cell* cell = row.At(heading.sheet_column);
                        return cell != nullptr &&
                               !TrimSpace(cell->text).empty();
                      });
}

bool SchemaCore::ParseRow(const SheetRow& row, const MatchedHeadings& headings,
                          SetValue set, ProblemLog& problems) const {
  if (HasWrongWidth(row, headings.width)) {
    // Its cells are probably not where they belong.
    problems.Add(RowProblem{
        .row = row.number,
        .code = "row.width",
        .message_zh = absl::StrCat("此行有 ", row.width, " 列，表头有 ",
                                   headings.width, " 列"),
        .message_en =
            absl::StrCat("the row has ", row.width, " fields and the heading ",
                         headings.width)});
    return false;
  }
  bool good = true;
  for (const MatchedHeading& heading : headings.headings) {
    const MatchedHeading* partner =
        heading.partner < 0 ? nullptr : &headings.headings[heading.partner];
    // The ids' column reads the names' one where it must.
    if (heading.names && partner != nullptr) continue;
    good = ParseCell(row, heading, partner, set, problems) && good;
  }
  return good;
}

bool SchemaCore::ParseCell(const SheetRow& row, const MatchedHeading& heading,
                           const MatchedHeading* names, SetValue set,
                           ProblemLog& problems) const {
  const CellCodec& codec = codecs_[heading.column];
  const MatchedHeading* at = &heading;
  const Cell* cell = row.At(heading.sheet_column);
  CellValue value;
  std::optional<CellProblem> problem;
  if (cell != nullptr) {
    problem = heading.names ? codec.ParseNames(*cell, value)
                            : codec.Parse(*cell, heading.unit, value);
  }
  if (!problem.has_value() && IsBlank(value) && names != nullptr) {
    if (const Cell* name = row.At(names->sheet_column); name != nullptr) {
      at = names;
      cell = name;
      problem = codec.ParseNames(*name, value);
    }
  }
  if (!problem.has_value()) {
    if (!IsBlank(value)) {
      problem = set(heading.column, std::move(value));
    } else if (codec.spec().name.required) {
      at = &heading;
      problem = CellProblem{"cell.required", "必填", "a value is required"};
    }
  }
  if (!problem.has_value()) return true;
  problems.Add(AtCell(row.number, *at, cell, *std::move(problem)));
  return false;
}

RowProblem SchemaCore::AtColumn(const SheetRow& row,
                                const MatchedHeadings& headings,
                                const std::string& key,
                                CellProblem problem) const {
  for (const MatchedHeading& heading : headings.headings) {
    if (codecs_[heading.column].spec().name.key == key) {
      return AtCell(row.number, heading, row.At(heading.sheet_column),
                    std::move(problem));
    }
  }
  return RowProblem{.row = row.number,
                    .code = std::move(problem.code),
                    .message_zh = std::move(problem.zh),
                    .message_en = std::move(problem.en)};
}

std::vector<std::string> SchemaCore::KeysOf(
    const MatchedHeadings& headings) const {
  std::vector<bool> there(codecs_.size(), false);
  for (const MatchedHeading& heading : headings.headings) {
    there[heading.column] = true;
  }
  std::vector<std::string> keys;
  for (size_t i = 0; i < codecs_.size(); ++i) {
    if (there[i]) keys.push_back(codecs_[i].spec().name.key);
  }
  return keys;
}

SheetRow SchemaCore::FormatHeadings(TableLanguage language) const {
  SheetRow row;
  row.number = 1;
  int column = 0;
  for (const CellCodec& codec : codecs_) {
    row.Add(++column, CellKind::kText, HeadingText(codec.spec(), language));
    if (HasNamesColumn(codec.spec())) {
      row.Add(++column, CellKind::kText,
              NamesHeadingText(codec.spec(), language));
    }
  }
  return row;
}

SheetRow SchemaCore::FormatRow(int number, TableLanguage language,
                               GetValue get) const {
  SheetRow row;
  row.number = number;
  row.cells.reserve(codecs_.size());
  int column = 0;
  for (size_t i = 0; i < codecs_.size(); ++i) {
    const CellValue value = get(i);
    CellContent content = codecs_[i].Format(value, language);
    row.Add(++column, content.kind, std::move(content.text));
    if (HasNamesColumn(codecs_[i].spec())) {
      CellContent names = codecs_[i].FormatNames(value, language);
      row.Add(++column, names.kind, std::move(names.text));
    }
  }
  return row;
}

}  // namespace duikou
