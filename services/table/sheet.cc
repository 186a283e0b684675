#include "services/table/sheet.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"

namespace duikou {

const Cell* SheetRow::At(int column) const {
  // Most rows have no gaps: the cell is then where its number says.
  if (column >= 1 && column <= cells.size() &&
      cells[column - 1].column == column) {
    return &cells[column - 1];
  }
  const auto found = std::lower_bound(
      cells.begin(), cells.end(), column,
      [](const Cell& cell, int wanted) { return cell.column < wanted; });
  return found != cells.end() && found->column == column ? &*found : nullptr;
}

void SheetRow::Add(int column, CellKind kind, std::string text) {
  DUIKOU_CHECK(column > (cells.empty() ? 0 : cells.back().column)) << column;
  if (text.empty()) return;
  cells.push_back(Cell{number, column, kind, std::move(text)});
}

int Sheet::Width() const {
  int width = 0;
  for (const SheetRow& row : rows) {
    if (!row.cells.empty()) width = std::max(width, row.cells.back().column);
  }
  return width;
}

std::string ColumnLetters(int column) {
  DUIKOU_CHECK(column > 0) << column;
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.push_back(static_cast<char>('A' + (column - 1) % 26));
  }
  std::reverse(letters.begin(), letters.end());
  return letters;
}

std::string CellReference(int row, int column) {
  return absl::StrCat(ColumnLetters(column), row);
}

std::optional<CellPosition> ParseCellReference(absl::string_view reference) {
  CellPosition position;
  size_t i = 0;
  for (; i < reference.size() && absl::ascii_isalpha(reference[i]); ++i) {
    position.column =
        position.column * 26 + (absl::ascii_toupper(reference[i]) - 'A' + 1);
    if (position.column > kMaxSheetColumn) return std::nullopt;
  }
  const size_t digits = i;
  for (; i < reference.size() && absl::ascii_isdigit(reference[i]); ++i) {
    position.row = position.row * 10 + (reference[i] - '0');
    if (position.row > kMaxSheetRow) return std::nullopt;
  }
  if (digits == 0 || i == digits || i != reference.size() ||
      position.row == 0) {
    return std::nullopt;
  }
  return position;
}

}  // namespace duikou
