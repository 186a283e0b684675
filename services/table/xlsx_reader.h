// ReadXlsx: one sheet of an Office Open XML workbook (.xlsx), as any program
// writes it.
//
//   ASSIGN_OR_RETURN(Sheet sheet, ReadXlsx(bytes, ReadLimits(), "项目库"));
//
// Read are shared and inline strings (runs of rich text joined, phonetic guides
// left out), numbers, percentages, dates by their format in both date systems,
// booleans, errors, and of formulas the value last computed. Of merged cells
// only the first counts. Formulas are never evaluated, links never followed,
// macros never looked at, and nothing is written to disk.
#ifndef DUIKOU_SERVICES_TABLE_XLSX_READER_H_
#define DUIKOU_SERVICES_TABLE_XLSX_READER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/table/read_limits.h"
#include "services/table/sheet.h"

namespace duikou {

// The sheet of that name, or the first visible one where `sheet_name` is empty.
// INVALID_ARGUMENT: not a workbook, broken (naming the part or cell),
// encrypted, or with a document type declaration. NOT_FOUND: no sheet of that
// name. RESOURCE_EXHAUSTED: over a limit.
absl::StatusOr<Sheet> ReadXlsx(absl::string_view bytes,
                               const ReadLimits& limits,
                               absl::string_view sheet_name = "");

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_XLSX_READER_H_
