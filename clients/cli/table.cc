#include "clients/cli/table.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/display_width.h"

namespace duikou::cli {
namespace {

constexpr int kGap = 2;

}  // namespace

Table::Table(std::vector<TableColumn> columns) : columns_(std::move(columns)) {}

void Table::AddRow(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) {
    cell = absl::StrReplaceAll(cell, {{"\r\n", " "}, {"\n", " "}, {"\t", " "}});
  }
  rows_.push_back(std::move(cells));
}

std::vector<int> Table::Widths(int width) const {
  std::vector<int> widths(columns_.size(), 0);
  int total = -kGap;
  for (size_t i = 0; i < columns_.size(); ++i) {
    for (const std::vector<std::string>& row : rows_) {
      widths[i] = std::max(widths[i], DisplayWidth(row[i]));
    }
    if (widths[i] == 0) continue;  // nothing in it
    widths[i] = std::max(widths[i], DisplayWidth(columns_[i].heading));
    total += widths[i] + kGap;
  }
  while (width > 0 && total > width) {
    int widest = -1;
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (columns_[i].flexible && widths[i] > columns_[i].least &&
          (widest < 0 || widths[i] > widths[widest])) {
        widest = static_cast<int>(i);
      }
    }
    if (widest < 0) break;
    --widths[widest];
    --total;
  }
  return widths;
}

std::string Table::RenderRow(const std::vector<std::string>& cells,
                             const std::vector<int>& widths) const {
  std::vector<std::vector<std::string>> lines(columns_.size());
  size_t height = 1;
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (widths[i] == 0) continue;
    lines[i] = columns_[i].wraps
                   ? WrapToWidth(cells[i], std::max(2, widths[i]))
                   : std::vector<std::string>{CutToWidth(cells[i], widths[i])};
    height = std::max(height, lines[i].size());
  }
  std::string text;
  for (size_t row = 0; row < height; ++row) {
    std::string line;
    for (size_t i = 0; i < columns_.size(); ++i) {
      if (widths[i] == 0) continue;
      const std::string cell = row < lines[i].size() ? lines[i][row] : "";
      if (!line.empty()) line += std::string(kGap, ' ');
      line += columns_[i].right ? PadLeft(cell, widths[i])
                                : PadRight(cell, widths[i]);
    }
    while (!line.empty() && line.back() == ' ') line.pop_back();
    absl::StrAppend(&text, row == 0 ? "" : "\n", line);
  }
  return text;
}

std::string Table::Render(int width, bool colour) const {
  const std::vector<int> widths = Widths(width);
  std::vector<std::string> headings;
  headings.reserve(columns_.size());
  for (const TableColumn& column : columns_) headings.push_back(column.heading);
  std::string text = RenderRow(headings, widths);
  if (colour) text = absl::StrCat("\033[1m", text, "\033[0m");
  text += '\n';
  for (const std::vector<std::string>& row : rows_) {
    absl::StrAppend(&text, RenderRow(row, widths), "\n");
  }
  return text;
}

}  // namespace duikou::cli
