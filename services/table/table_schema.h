// TableSchema: the columns in which resources of one kind stand in a sheet, to
// import and to export them. A row is any type, a protobuf message as well; a
// schema may be built at run time, with columns for each fund kind of a
// programme, say.
//
//   absl::StatusOr<TableSchema<Project>> schema =
//   TableSchema<Project>::Create({
//       TextColumn<Project>(
//           {.key = "village", .zh = "村", .en = "Village"},
//           [](const Project& p) { return p.village(); },
//           [](std::string text, Project& p) { p.set_village(text); }),
//       MoneyColumn<Project>({.key = "need", .zh = "资金需求", .en = "Need"},
//                            &NeedOf, &SetNeed)});
//   ImportResult<Project> result = schema->Import(sheet);
//   Sheet same = schema->Export(projects);
//
// All problems of a row are reported, each with its place, and a row with one
// is left out. What is exported, imported and exported again is the same sheet.
// Thread-safe after construction, if the columns' functions are.
#ifndef DUIKOU_SERVICES_TABLE_TABLE_SCHEMA_H_
#define DUIKOU_SERVICES_TABLE_TABLE_SCHEMA_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "matcher/base/status_macros.h"
#include "services/table/column.h"
#include "services/table/schema_core.h"

namespace duikou {

struct ImportOptions {
  UnknownHeadings unknown_headings = UnknownHeadings::kWarn;
  // Problems that are kept; all are counted.
  size_t max_problems = 1'000;
  // Called with the rows read, each 500 rows; false ends the import.
  std::function<bool(int rows_read)> on_progress = nullptr;
};

template <class Row>
struct ParsedRow {
  int number = 0;  // as the spreadsheet numbers it
  Row value;
};

template <class Row>
struct ImportResult {
  std::vector<ParsedRow<Row>> rows;  // the good ones, in the sheet's order
  ProblemLog problems;               // from top to bottom
  int rows_read = 0;                 // headings and blank rows do not count
  int bad_rows = 0;
  bool headings_accepted = false;  // otherwise nothing was read
  bool stopped = false;            // by on_progress
  // Keys of the columns the sheet has: what a row says of other columns is
  // nothing, not "empty".
  std::vector<std::string> columns;
  // Where the columns stand; for FlagDuplicates.
  MatchedHeadings headings;
};

template <class Row>
class TableSchema {
 public:
  // Rules across columns: the problems of a row whose cells are all good, each
  // with the key of the column it is shown at, or an empty key for the row.
  using RowCheck =
      std::function<std::vector<std::pair<std::string, CellProblem>>(
          const Row&)>;

  // INVALID_ARGUMENT where keys repeat or one heading could stand for two
  // columns.
  static absl::StatusOr<TableSchema> Create(std::vector<Column<Row>> columns,
                                            RowCheck check = nullptr) {
    std::vector<ColumnSpec> specs;
    for (const Column<Row>& column : columns) specs.push_back(column.spec);
    ASSIGN_OR_RETURN(SchemaCore core, SchemaCore::Create(std::move(specs)));
    return TableSchema(std::move(columns), std::move(core), std::move(check));
  }

  ImportResult<Row> Import(const Sheet& sheet,
                           const ImportOptions& options = {}) const {
    ImportResult<Row> result{.problems = ProblemLog(options.max_problems)};
    std::optional<MatchedHeadings> headings =
        core_.MatchHeadings(sheet, options.unknown_headings, result.problems);
    if (!headings.has_value()) return result;
    result.headings_accepted = true;
    result.headings = *std::move(headings);
    result.columns = core_.KeysOf(result.headings);
    for (size_t i = result.headings.row_index + 1; i < sheet.rows.size(); ++i) {
      if (options.on_progress &&
          (i - result.headings.row_index - 1) % kProgressRows == 0 &&
          !options.on_progress(result.rows_read)) {
        result.stopped = true;
        break;
      }
      ImportRow(sheet.rows[i], result);
    }
    return result;
  }

  // Rows are any range of Row.
  template <class Rows>
  Sheet Export(const Rows& rows,
               TableLanguage language = TableLanguage::kZh) const {
    Sheet sheet;
    sheet.rows.push_back(core_.FormatHeadings(language));
    int number = 1;
    for (const Row& row : rows) {
      sheet.rows.push_back(core_.FormatRow(
          ++number, language,
          [&](size_t column) { return columns_[column].get(row); }));
    }
    return sheet;
  }

  // Takes over from `from` what the columns hold that the sheet with the keys
  // `present` lacks, into a row read from that sheet: a sheet of few columns
  // changes no more than these.
  void TakeAbsent(const std::vector<std::string>& present, const Row& from,
                  Row& into) const {
    for (const Column<Row>& column : columns_) {
      if (std::find(present.begin(), present.end(), column.spec.name.key) !=
          present.end()) {
        continue;
      }
      CellValue value = column.get(from);
      if (!std::holds_alternative<std::monostate>(value)) {
        // Whatever a row holds its own column accepts.
        column.set(std::move(value), into);
      }
    }
  }

  // Whether both rows are written alike.
  bool SameCells(const Row& a, const Row& b) const {
    auto cells = [this](const Row& row) {
      return core_.FormatRow(1, TableLanguage::kZh, [&](size_t column) {
        return columns_[column].get(row);
      });
    };
    return cells(a) == cells(b);
  }

  // A problem of the row of that number, shown at the column of that key where
  // the sheet has it. `sheet` is the one imported.
  RowProblem ProblemAt(const Sheet& sheet, const ImportResult<Row>& result,
                       int row_number, const std::string& key,
                       CellProblem problem) const {
    const auto sheet_row = std::lower_bound(
        sheet.rows.begin(), sheet.rows.end(), row_number,
        [](const SheetRow& a, int number) { return a.number < number; });
    return core_.AtColumn(*sheet_row, result.headings, key, std::move(problem));
  }

  // Takes out all rows that share a key with another, and reports each at the
  // column of `column_key`; with `warn_only` they stay. Rows whose key is empty
  // are left alone. `sheet` is the one imported.
  void FlagDuplicates(const Sheet& sheet,
                      const std::function<std::string(const Row&)>& key_of,
                      const std::string& column_key, bool warn_only,
                      ImportResult<Row>& result) const;

 private:
  static constexpr int kProgressRows = 500;

  TableSchema(std::vector<Column<Row>> columns, SchemaCore core, RowCheck check)
      : columns_(std::move(columns)),
        core_(std::move(core)),
        check_(std::move(check)) {}

  void ImportRow(const SheetRow& row, ImportResult<Row>& result) const {
    if (core_.IsBlankRow(row, result.headings)) return;
    ParsedRow<Row> parsed{row.number, Row()};
    bool empty = true;
    bool good = core_.ParseRow(
        row, result.headings,
        [&](size_t column, CellValue value) {
          empty = false;
          return columns_[column].set(std::move(value), parsed.value);
        },
        result.problems);
    // A list's separators and nothing between them.
    if (good && empty) return;
    ++result.rows_read;
    if (good && check_) {
      for (auto& [key, problem] : check_(parsed.value)) {
        result.problems.Add(
            core_.AtColumn(row, result.headings, key, std::move(problem)));
        good = false;
      }
    }
    if (good) {
      result.rows.push_back(std::move(parsed));
    } else {
      ++result.bad_rows;
    }
  }

  std::vector<Column<Row>> columns_;
  SchemaCore core_;
  RowCheck check_;
};

template <class Row>
void TableSchema<Row>::FlagDuplicates(
    const Sheet& sheet, const std::function<std::string(const Row&)>& key_of,
    const std::string& column_key, bool warn_only,
    ImportResult<Row>& result) const {
  absl::flat_hash_map<std::string, std::vector<int>> numbers_by_key;
  for (const ParsedRow<Row>& row : result.rows) {
    const std::string key = key_of(row.value);
    if (!key.empty()) numbers_by_key[key].push_back(row.number);
  }
  absl::flat_hash_set<int> flagged;
  for (const ParsedRow<Row>& row : result.rows) {
    const auto found = numbers_by_key.find(key_of(row.value));
    if (found == numbers_by_key.end() || found->second.size() < 2) continue;
    flagged.insert(row.number);
    // A first few others say enough.
    std::vector<int> others;
    for (const int number : found->second) {
      if (number != row.number && others.size() < 3) others.push_back(number);
    }
    RowProblem problem = ProblemAt(
        sheet, result, row.number, column_key,
        {"row.duplicate",
         absl::StrCat("与第 ", absl::StrJoin(others, "、"), " 行重复"),
         absl::StrCat("the same as in row ", absl::StrJoin(others, ", "))});
    problem.warning = warn_only;
    result.problems.Add(std::move(problem));
  }
  if (warn_only) return;
  result.bad_rows += static_cast<int>(flagged.size());
  result.rows.erase(std::remove_if(result.rows.begin(), result.rows.end(),
                                   [&](const ParsedRow<Row>& row) {
                                     return flagged.contains(row.number);
                                   }),
                    result.rows.end());
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_TABLE_SCHEMA_H_
