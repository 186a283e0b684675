#include "services/table/xlsx_sheet.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/table/text_encoding.h"
#include "services/table/xlsx_parts.h"

namespace duikou {
namespace {

constexpr size_t kMaxMergedRanges = 200'000;

}  // namespace

absl::Status SheetHandler::StartElement(absl::string_view name,
                                        const XmlAttributes& attributes) {
  if (name == "c") return StartCell(attributes);
  if (name == "v" || name == "t") {
    // Text only counts within a cell: headers of printed pages have it too.
    in_value_ = in_cell_ && phonetic_depth_ == 0;
    return absl::OkStatus();
  }
  if (name == "row") return StartRow(attributes);
  if (name == "rPh") ++phonetic_depth_;
  if (name == "mergeCell") return AddMergedRange(attributes.Get("ref"));
  return absl::OkStatus();
}

absl::Status SheetHandler::EndElement(absl::string_view name) {
  if (name == "v" || name == "t") in_value_ = false;
  if (name == "c") return EndCell();
  if (name == "row") return EndRow();
  if (name == "rPh") --phonetic_depth_;
  return absl::OkStatus();
}

absl::Status SheetHandler::Text(absl::string_view piece) {
  if (in_value_) absl::StrAppend(&value_, piece);
  return absl::OkStatus();
}

absl::Status SheetHandler::StartRow(const XmlAttributes& attributes) {
  const int previous = row_.number;
  const absl::string_view reference = attributes.Get("r");
  int number = previous + 1;
  if (!reference.empty() && !absl::SimpleAtoi(reference, &number)) number = 0;
  if (number <= previous || number > kMaxSheetRow) {
    const std::string shown = Excerpt(reference, 20);
    return Refused(absl::StatusCode::kInvalidArgument, "",
                   absl::StrCat("第 ", previous + 1, " 行：行号“", shown,
                                "”不能接在前一行之后"),
                   absl::StrCat("row ", previous + 1, ": its number \"", shown,
                                "\" is not one that can follow"));
  }
  row_ = SheetRow();
  row_.number = number;
  if (!rows_.empty()) row_.cells.reserve(rows_.back().cells.size());
  last_column_ = 0;
  return absl::OkStatus();
}

absl::Status SheetHandler::StartCell(const XmlAttributes& attributes) {
  if (row_.number == 0 || in_cell_) {
    return Refused(absl::StatusCode::kInvalidArgument, "",
                   "有单元格不在任何一行之中",
                   "a cell stands outside of any row");
  }
  const absl::string_view reference = attributes.Get("r");
  int column = last_column_ + 1;
  if (!reference.empty()) {
    const std::optional<CellPosition> position = ParseCellReference(reference);
    column = position.has_value() && position->row == row_.number
                 ? position->column
                 : 0;
  }
  if (column <= last_column_ || column > kMaxSheetColumn) {
    const std::string shown = Excerpt(reference, 20);
    return Refused(absl::StatusCode::kInvalidArgument, "",
                   absl::StrCat("第 ", row_.number, " 行：单元格“", shown,
                                "”不能接在前一格之后"),
                   absl::StrCat("row ", row_.number, ": the cell reference \"",
                                shown, "\" is not one that can follow"));
  }
  last_column_ = column;
  in_cell_ = true;
  cell_ = Cell{row_.number, column, CellKind::kText, ""};
  type_.assign(attributes.Get("t").data(), attributes.Get("t").size());
  value_.clear();
  if (!absl::SimpleAtoi(attributes.Get("s"), &format_)) format_ = 0;
  return absl::OkStatus();
}

absl::Status SheetHandler::EndCell() {
  in_cell_ = false;
  if (value_.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(InterpretValue());
  return cell_.text.empty() ? absl::OkStatus() : StoreCell();
}

absl::Status SheetHandler::InterpretValue() {
  if (type_.empty() || type_ == "n") return InterpretNumber();
  if (type_ == "s") return InterpretSharedString();
  if (type_ == "str" || type_ == "inlineStr") {
    cell_.text = DecodeXlsxEscapes(value_);
    return absl::OkStatus();
  }
  if (type_ == "b") {
    if (value_ != "0" && value_ != "1" && value_ != "true" &&
        value_ != "false") {
      return BrokenCell("不是布尔值", "is not a boolean");
    }
    cell_.kind = CellKind::kBoolean;
    cell_.text = value_ == "1" || value_ == "true" ? "true" : "false";
    return absl::OkStatus();
  }
  if (type_ == "e") {
    cell_.kind = CellKind::kError;
    cell_.text = value_;
    return absl::OkStatus();
  }
  if (type_ == "d") {
    cell_.kind = CellKind::kDate;
    cell_.text = value_;
    // "2014-05-06T00:00:00.000" is a day.
    const size_t midnight = cell_.text.find("T00:00:00");
    if (midnight != std::string::npos) cell_.text.erase(midnight);
    std::replace(cell_.text.begin(), cell_.text.end(), 'T', ' ');
    return absl::OkStatus();
  }
  return BrokenCell("类型不明", "has an unknown type");
}

absl::Status SheetHandler::InterpretNumber() {
  const NumberFormat format =
      format_ >= 0 && format_ < workbook_.cell_formats.size()
          ? workbook_.cell_formats[format_]
          : NumberFormat::kPlain;
  std::optional<FormattedNumber> number =
      FormatStoredNumber(value_, format, workbook_.date_system);
  if (!number.has_value()) return BrokenCell("不是数字", "is not a number");
  cell_.kind = number->kind;
  cell_.text = std::move(number->text);
  return absl::OkStatus();
}

absl::Status SheetHandler::InterpretSharedString() {
  int index = 0;
  if (!absl::SimpleAtoi(value_, &index) || index < 0 ||
      index >= workbook_.shared_strings.size()) {
    return BrokenCell("指向不存在的共享文字",
                      "names a shared text that does not exist");
  }
  cell_.text = workbook_.shared_strings[index];
  return absl::OkStatus();
}

absl::Status SheetHandler::StoreCell() {
  if (absl::StrContains(cell_.text, absl::string_view("\0", 1))) {
    return BrokenCell("含有空字符", "contains a NUL character");
  }
  RETURN_IF_ERROR(meter_.CountCell(cell_));
  row_.cells.push_back(std::move(cell_));
  return absl::OkStatus();
}

absl::Status SheetHandler::EndRow() {
  if (row_.cells.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(meter_.CountRow());
  // A short row after a long one must not keep the long one's room.
  if (row_.cells.capacity() > 2 * row_.cells.size()) {
    row_.cells.shrink_to_fit();
  }
  rows_.push_back(std::move(row_));
  return absl::OkStatus();
}

absl::Status SheetHandler::AddMergedRange(absl::string_view reference) {
  const std::pair<absl::string_view, absl::string_view> corners =
      absl::StrSplit(reference, absl::MaxSplits(':', 1));
  const std::optional<CellPosition> first = ParseCellReference(corners.first);
  const std::optional<CellPosition> last = ParseCellReference(
      corners.second.empty() ? corners.first : corners.second);
  if (!first.has_value() || !last.has_value() || last->row < first->row ||
      last->column < first->column) {
    const std::string shown = Excerpt(reference, 20);
    return Refused(absl::StatusCode::kInvalidArgument, "",
                   absl::StrCat("“", shown, "”不是单元格区域"),
                   absl::StrCat("\"", shown, "\" is not a range of cells"));
  }
  if (merged_.size() >= kMaxMergedRanges) {
    return Refused(
        absl::StatusCode::kResourceExhausted, "",
        absl::StrCat("工作表的合并区域超过 ", kMaxMergedRanges, " 个"),
        absl::StrCat("the sheet has more than ", kMaxMergedRanges,
                     " merged ranges"));
  }
  merged_.push_back({*first, *last});
  return absl::OkStatus();
}

std::vector<SheetRow> SheetHandler::TakeRows() {
  if (merged_.empty()) return std::move(rows_);
  std::sort(merged_.begin(), merged_.end(),
            [](const MergedRange& a, const MergedRange& b) {
              return a.first.row < b.first.row;
            });
  // Per column, the rows that the latest merged range covers.
  struct Rows {
    int first = 0;
    int last = -1;
  };
  std::vector<Rows> covered(limits_.max_columns + 1);
  size_t next = 0;
  for (SheetRow& row : rows_) {
    for (; next < merged_.size() && merged_[next].first.row <= row.number;
         ++next) {
      const auto& [first, last] = merged_[next];
      const int last_column = std::min(last.column, limits_.max_columns);
      for (int column = first.column; column <= last_column; ++column) {
        const bool keeps_first = column == first.column;
        covered[column] = {first.row + (keeps_first ? 1 : 0), last.row};
      }
    }
    row.cells.erase(std::remove_if(row.cells.begin(), row.cells.end(),
                                   [&](const Cell& cell) {
                                     const Rows& rows = covered[cell.column];
                                     return rows.first <= cell.row &&
                                            cell.row <= rows.last;
                                   }),
                    row.cells.end());
  }
  rows_.erase(
      std::remove_if(rows_.begin(), rows_.end(),
                     [](const SheetRow& row) { return row.cells.empty(); }),
      rows_.end());
  return std::move(rows_);
}

absl::Status SheetHandler::BrokenCell(absl::string_view zh,
                                      absl::string_view en) const {
  const std::string at = CellReference(cell_.row, cell_.column);
  const std::string shown = Excerpt(value_, 40);
  return Refused(absl::StatusCode::kInvalidArgument, "",
                 absl::StrCat("单元格 ", at, "：“", shown, "”", zh),
                 absl::StrCat("cell ", at, ": \"", shown, "\" ", en));
}

}  // namespace duikou
