// Small CSV files as people write them for a command (RFC 4180, UTF-8, a byte
// order mark is skipped): a line of headings, then a row a line.
//
//   ASSIGN_OR_RETURN(const std::vector<CsvRow> rows,
//                    ParseCsv(text, {"id", "date"}, {"session"}, "--file"));
//   rows[0].Cell("date")        2016-05-10
//   rows[0].line                2
#ifndef DUIKOU_CLIENTS_CLI_CSV_ROWS_H_
#define DUIKOU_CLIENTS_CLI_CSV_ROWS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace duikou::cli {

struct CsvRow {
  int line = 0;  // in the file, from 1
  std::map<std::string, std::string> cells;

  // Empty where the row has none.
  std::string Cell(const std::string& heading) const;
};

// The rows that are not empty. A usage error naming `option` and the line where
// a heading of `required` is missing, one is neither in it nor in `optional` or
// there twice, a row is longer than the headings, or a quotation does not end.
absl::StatusOr<std::vector<CsvRow>> ParseCsv(
    const std::string& text, const std::vector<std::string>& required,
    const std::vector<std::string>& optional, const std::string& option);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_CSV_ROWS_H_
