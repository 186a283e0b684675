// SchemaCore: what TableSchema does that does not depend on the type of its
// rows. Used by TableSchema alone.
//
// Thread-safe after construction.
#ifndef DUIKOU_SERVICES_TABLE_SCHEMA_CORE_H_
#define DUIKOU_SERVICES_TABLE_SCHEMA_CORE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "services/table/cell_codec.h"
#include "services/table/column_spec.h"
#include "services/table/heading_matcher.h"
#include "services/table/row_problem.h"
#include "services/table/sheet.h"

namespace duikou {

class SchemaCore {
 public:
  // Takes a value over into the row, or says why not.
  using SetValue = absl::FunctionRef<std::optional<CellProblem>(
      size_t column, CellValue value)>;
  using GetValue = absl::FunctionRef<CellValue(size_t column)>;

  // Errors as HeadingMatcher::Create.
  static absl::StatusOr<SchemaCore> Create(std::vector<ColumnSpec> columns);

  std::optional<MatchedHeadings> MatchHeadings(const Sheet& sheet,
                                               UnknownHeadings unknown,
                                               ProblemLog& problems) const {
    return matcher_.Match(sheet, unknown, problems);
  }

  // Whether the row has nothing but white space in the columns that are read.
  bool IsBlankRow(const SheetRow& row, const MatchedHeadings& headings) const;

  // Reads all cells of a row and calls `set` for those that hold something;
  // false where a problem was added.
  bool ParseRow(const SheetRow& row, const MatchedHeadings& headings,
                SetValue set, ProblemLog& problems) const;

  // A problem of a whole row, shown at the column of that key where the sheet
  // has it.
  RowProblem AtColumn(const SheetRow& row, const MatchedHeadings& headings,
                      const std::string& key, CellProblem problem) const;

  // The keys of the columns that the sheet has, in the schema's order.
  std::vector<std::string> KeysOf(const MatchedHeadings& headings) const;

  SheetRow FormatHeadings(TableLanguage language) const;
  SheetRow FormatRow(int number, TableLanguage language, GetValue get) const;

 private:
  SchemaCore(std::vector<CellCodec> codecs, HeadingMatcher matcher)
      : codecs_(std::move(codecs)), matcher_(std::move(matcher)) {}

  bool ParseCell(const SheetRow& row, const MatchedHeading& heading,
                 const MatchedHeading* names, SetValue set,
                 ProblemLog& problems) const;

  std::vector<CellCodec> codecs_;
  HeadingMatcher matcher_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_SCHEMA_CORE_H_
