// Files of tables, whatever their format.
//
//   ASSIGN_OR_RETURN(Sheet sheet, ReadTable(bytes, ReadLimits()));
//   ASSIGN_OR_RETURN(std::string bytes, WriteTable(sheet, FileFormat::kXlsx));
#ifndef DUIKOU_SERVICES_TABLE_TABLE_FILE_H_
#define DUIKOU_SERVICES_TABLE_TABLE_FILE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/table/csv.h"
#include "services/table/read_limits.h"
#include "services/table/sheet.h"

namespace duikou {

enum class FileFormat : uint8_t {
  kEmpty,
  kXlsx,      // a zip file; whether it is a workbook, ReadXlsx finds out
  kCompound,  // what .xls and password-protected .xlsx files are
  kMarkup,    // HTML or XML, which some systems name .xls
  kCsv,       // anything else
};

// By the first bytes alone.
FileFormat DetectFormat(absl::string_view bytes);

// Reads XLSX or CSV as DetectFormat says; INVALID_ARGUMENT telling what to do
// for the other formats; else as ReadXlsx and ReadCsv. `sheet_name` only counts
// for XLSX.
absl::StatusOr<Sheet> ReadTable(absl::string_view bytes,
                                const ReadLimits& limits,
                                absl::string_view sheet_name = "");

// Writes kXlsx or kCsv. REQUIRES: one of these.
absl::StatusOr<std::string> WriteTable(
    const Sheet& sheet, FileFormat format,
    CsvEncoding encoding = CsvEncoding::kUtf8Bom);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_TABLE_FILE_H_
