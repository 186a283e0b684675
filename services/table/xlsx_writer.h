// WriteXlsx: a sheet as an Office Open XML workbook (.xlsx), by libxlsxwriter.
//
//   ASSIGN_OR_RETURN(std::string bytes, WriteXlsx(sheet));
//
// Texts are written as texts, whatever they look like: "007" keeps its zeros
// and "=1+1" never becomes a formula. Numbers of up to 15 significant digits,
// which a spreadsheet program holds exactly, are written as numbers, longer
// ones as texts; dates and errors as texts. The first row
// is bold and stays in view. The same sheet always gives the same bytes.
#ifndef DUIKOU_SERVICES_TABLE_XLSX_WRITER_H_
#define DUIKOU_SERVICES_TABLE_XLSX_WRITER_H_

#include <string>

#include "absl/status/statusor.h"
#include "services/table/sheet.h"

namespace duikou {

// INVALID_ARGUMENT naming the cell where a text is not valid UTF-8, contains
// NUL or has more than 32,767 characters; RESOURCE_EXHAUSTED where the sheet
// has more rows or columns than a workbook can. Uses the temporary folder.
absl::StatusOr<std::string> WriteXlsx(const Sheet& sheet);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_XLSX_WRITER_H_
