// A sheet as a few lines of text, for expectations that can be read.
//
//   EXPECT_EQ(SheetText(sheet), "A1=编号 B1=n:12.5\nC3=d:2014-05-06\n");
#ifndef DUIKOU_SERVICES_TABLE_TESTING_SHEET_TEXT_H_
#define DUIKOU_SERVICES_TABLE_TESTING_SHEET_TEXT_H_

#include <string>

#include "absl/strings/str_cat.h"
#include "services/table/sheet.h"

namespace duikou {

// A line a row; texts bare, other kinds with n:, b:, d: or e: before them.
inline std::string SheetText(const Sheet& sheet) {
  constexpr const char* kPrefixes[] = {"", "n:", "b:", "d:", "e:"};
  std::string text;
  for (const SheetRow& row : sheet.rows) {
    std::string line;
    for (const Cell& cell : row.cells) {
      absl::StrAppend(&line, line.empty() ? "" : " ",
                      CellReference(cell.row, cell.column), "=",
                      kPrefixes[static_cast<int>(cell.kind)], cell.text);
    }
    absl::StrAppend(&text, line, "\n");
  }
  return text;
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_TESTING_SHEET_TEXT_H_
