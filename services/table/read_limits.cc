#include "services/table/read_limits.h"

#include "absl/strings/str_cat.h"
#include "services/base/violation.h"
#include "services/table/text_encoding.h"

namespace duikou {
namespace {

absl::Status TooMuch(std::string zh, absl::string_view en) {
  return Refused(absl::StatusCode::kResourceExhausted, "", std::move(zh), en);
}

}  // namespace

absl::Status CheckFileSize(absl::string_view bytes, const ReadLimits& limits) {
  if (static_cast<int64_t>(bytes.size()) <= limits.max_file_bytes) {
    return absl::OkStatus();
  }
  return TooMuch(absl::StrCat("文件有 ", bytes.size(), " 字节，最多 ",
                              limits.max_file_bytes, " 字节"),
                 absl::StrCat("the file has ", bytes.size(),
                              " bytes; the most is ", limits.max_file_bytes));
}

absl::Status SheetMeter::CountCell(const Cell& cell) {
  if (cell.column > limits_.max_columns) {
    const std::string at = CellReference(cell.row, cell.column);
    return TooMuch(absl::StrCat("单元格 ", at, "：工作表超过 ",
                                limits_.max_columns, " 列"),
                   absl::StrCat("cell ", at, ": the sheet has more than ",
                                limits_.max_columns, " columns"));
  }
  if (cell.text.size() > limits_.max_cell_chars &&
      CountUtf16(cell.text) > limits_.max_cell_chars) {
    const std::string at = CellReference(cell.row, cell.column);
    return TooMuch(
        absl::StrCat("单元格 ", at, "：超过 ", limits_.max_cell_chars, " 个字"),
        absl::StrCat("cell ", at, ": more than ", limits_.max_cell_chars,
                     " characters"));
  }
  if (++cells_ > limits_.max_cells) {
    return TooMuch(
        absl::StrCat("工作表超过 ", limits_.max_cells, " 个单元格"),
        absl::StrCat("the sheet has more than ", limits_.max_cells, " cells"));
  }
  text_bytes_ += static_cast<int64_t>(cell.text.size());
  if (text_bytes_ > limits_.max_text_bytes) {
    return TooMuch(
        absl::StrCat("工作表的文字超过 ", limits_.max_text_bytes, " 字节"),
        absl::StrCat("the sheet has more than ", limits_.max_text_bytes,
                     " bytes of text"));
  }
  return absl::OkStatus();
}

absl::Status SheetMeter::CountRow() {
  if (++rows_ <= limits_.max_rows) return absl::OkStatus();
  return TooMuch(
      absl::StrCat("工作表超过 ", limits_.max_rows, " 行"),
      absl::StrCat("the sheet has more than ", limits_.max_rows, " rows"));
}

}  // namespace duikou
