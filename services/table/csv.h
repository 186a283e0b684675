// CSV to RFC 4180, as spreadsheet programs in China and elsewhere save it.
//
//   ASSIGN_OR_RETURN(Sheet sheet, ReadCsv(bytes, ReadLimits()));
//   ASSIGN_OR_RETURN(std::string bytes, WriteCsv(sheet,
//   CsvEncoding::kUtf8Bom));
//
// Formula guard: a spreadsheet program that opens a CSV file takes a text that
// starts with = + - @, a tab or a carriage return for a formula. WriteCsv puts
// an apostrophe before such a text, and one more before a text that already is
// an apostrophe (or several) followed by one of them; ReadCsv takes one away in
// just these cases. So texts survive a round trip unchanged, and no file of
// ours runs a formula. Numbers (kNumber) are written as they are.
#ifndef DUIKOU_SERVICES_TABLE_CSV_H_
#define DUIKOU_SERVICES_TABLE_CSV_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/table/read_limits.h"
#include "services/table/sheet.h"

namespace duikou {

// Reads UTF-8, GB18030 or UTF-16 (see DecodeText), separated by commas,
// semicolons or tabs, whichever the first row has most of. Every cell is
// kText. Rows are numbered as a spreadsheet program would show them: by record,
// blank lines included. INVALID_ARGUMENT naming the row where a quote is never
// closed or followed by stray text, or the text is in no known encoding;
// RESOURCE_EXHAUSTED over a limit. Rows of a different width are no error here:
// see SheetRow::width.
absl::StatusOr<Sheet> ReadCsv(absl::string_view bytes,
                              const ReadLimits& limits);

enum class CsvEncoding : uint8_t {
  kUtf8Bom,  // the default: spreadsheet programs open it right
  kGb18030,  // for programs that expect the Chinese national encoding
};

// All rows as wide as the widest, gaps between row numbers as blank lines, CRLF
// after each row. INVALID_ARGUMENT naming the cell where a text is not valid
// UTF-8 or contains NUL.
absl::StatusOr<std::string> WriteCsv(
    const Sheet& sheet, CsvEncoding encoding = CsvEncoding::kUtf8Bom);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_CSV_H_
