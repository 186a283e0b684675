// Sheet: a table as a spreadsheet or a CSV file holds it, before anyone knows
// what its columns mean.
//
// Only cells with something in them are kept, so a sheet costs what it holds
// and not what its references span.
//
//   ASSIGN_OR_RETURN(Sheet sheet, ReadTable(bytes, {}));
//   for (const SheetRow& row : sheet.rows) {
//     if (const Cell* cell = row.At(3)) Use(cell->text);  // column C
//   }
//
// Plain values; thread-compatible.
#ifndef DUIKOU_SERVICES_TABLE_SHEET_H_
#define DUIKOU_SERVICES_TABLE_SHEET_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace duikou {

enum class CellKind : uint8_t {
  kText,
  kNumber,   // text is its exact decimal, "-12.5", or "12.5%" where shown so
  kBoolean,  // text is "true" or "false"
  kDate,     // text is "2014-05-06", "2014-05-06 08:30:00" or "08:30:00"
  kError,    // text is what the sheet shows, "#DIV/0!"
};

struct Cell {
  int row = 0;     // from 1
  int column = 0;  // from 1
  CellKind kind = CellKind::kText;
  std::string text;  // UTF-8, never empty

  friend bool operator==(const Cell&, const Cell&) = default;
};

struct SheetRow {
  int number = 0;  // from 1, as the spreadsheet program shows it
  // Fields found in a CSV row, empty ones too; 0 where the format has no such
  // thing.
  int width = 0;
  std::vector<Cell> cells;  // by ascending column

  // The cell of that column (from 1), or nullptr where it is empty.
  const Cell* At(int column) const;
  // Adds a cell to the right of all others; an empty text adds none.
  void Add(int column, CellKind kind, std::string text);

  friend bool operator==(const SheetRow&, const SheetRow&) = default;
};

struct Sheet {
  std::string name;            // empty for CSV
  std::vector<SheetRow> rows;  // by ascending number; the first is the heading

  // The rightmost column in use, 0 where there is none.
  int Width() const;
};

// 1 → "A", 27 → "AA". REQUIRES: column > 0.
std::string ColumnLetters(int column);
// (5, 3) → "C5".
std::string CellReference(int row, int column);

struct CellPosition {
  int row = 0;
  int column = 0;
};
// "C5" → {5, 3}; nullopt where the text is no reference within 1,048,576 rows
// and 16,384 columns.
std::optional<CellPosition> ParseCellReference(absl::string_view reference);

inline constexpr int kMaxSheetRow = 1'048'576;
inline constexpr int kMaxSheetColumn = 16'384;

}  // namespace duikou

#endif  // DUIKOU_SERVICES_TABLE_SHEET_H_
