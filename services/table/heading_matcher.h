// HeadingMatcher: finds out which column of a sheet holds what.
//
// Headings are compared without regard to case, width and white space, in any
// order: a column's Chinese or English heading, both as "zh / en", its key or a
// synonym. Headings of money may carry a unit in brackets. Titles may stand
// above the headings: of the first rows the one with most known headings is
// taken.
//
// Thread-safe after construction.
#ifndef DUIKOU_SERVICES_TABLE_HEADING_MATCHER_H_
#define DUIKOU_SERVICES_TABLE_HEADING_MATCHER_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "services/table/column_spec.h"
#include "services/table/row_problem.h"
#include "services/table/sheet.h"

namespace duikou {

enum class UnknownHeadings : uint8_t { kRefuse, kWarn, kIgnore };

// One column of the sheet that the schema knows.
struct MatchedHeading {
  int sheet_column = 0;  // from 1
  std::string text;      // as it stands in the sheet
  size_t column = 0;     // index of the ColumnSpec
  bool names = false;    // the column with names beside the ids
  MoneyUnit unit = MoneyUnit::kYuan;
  // The index, in MatchedHeadings, of the names beside these ids or of the ids
  // beside these names; -1 where there are none.
  int partner = -1;
};

struct MatchedHeadings {
  size_t row_index = 0;  // in Sheet::rows
  int width = 0;         // of the heading row, as SheetRow::width
  std::vector<MatchedHeading> headings;  // from left to right
};

class HeadingMatcher {
 public:
  // INVALID_ARGUMENT where one heading could stand for two columns, or a key is
  // empty or used twice.
  static absl::StatusOr<HeadingMatcher> Create(
      const std::vector<ColumnSpec>& columns);

  // The columns found; nullopt, and the reasons in `problems`, where headings
  // are missing, there twice, without a unit, or unknown and not tolerated.
  std::optional<MatchedHeadings> Match(const Sheet& sheet,
                                       UnknownHeadings unknown,
                                       ProblemLog& problems) const;

 private:
  struct Target {
    size_t column = 0;
    bool names = false;
  };
  struct Column {
    ColumnName name;
    bool money = false;
    std::optional<MoneyUnit> unit_if_not_named;
  };
  enum class UnitState : uint8_t { kFine, kMissing, kUnknown, kContradicts };
  struct Found {
    Target target;
    MoneyUnit unit = MoneyUnit::kYuan;
    UnitState unit_state = UnitState::kFine;
  };

  absl::Status AddName(const ColumnName& name, Target target);
  std::optional<Found> Find(const std::string& heading) const;
  size_t ChooseRow(const Sheet& sheet) const;
  void ReportUnit(const Cell& cell, UnitState state,
                  ProblemLog& problems) const;
  bool ReportMissing(const MatchedHeadings& matched, int row,
                     ProblemLog& problems) const;

  std::vector<Column> columns_;
  absl::flat_hash_map<std::string, Target> by_heading_;  // folded
};

// The heading as it is written, with the unit of money.
std::string HeadingText(const ColumnSpec& column, TableLanguage language);
// The heading of the column with names. REQUIRES: it has one.
std::string NamesHeadingText(const ColumnSpec& column, TableLanguage language);
// Whether a column with names stands beside the column.
bool HasNamesColumn(const ColumnSpec& column);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_HEADING_MATCHER_H_
