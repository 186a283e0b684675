#include "services/table/read_limits.h"

#include "absl/strings/str_cat.h"
#include "services/table/text_encoding.h"

namespace duikou {

absl::Status CheckFileSize(absl::string_view bytes, const ReadLimits& limits) {
  if (static_cast<int64_t>(bytes.size()) <= limits.max_file_bytes) {
    return absl::OkStatus();
  }
  return absl::ResourceExhaustedError(
      absl::StrCat("the file has ", bytes.size(), " bytes; the most is ",
                   limits.max_file_bytes));
}

absl::Status SheetMeter::CountCell(const Cell& cell) {
  if (cell.column > limits_.max_columns) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "cell ", CellReference(cell.row, cell.column),
        ": the sheet has more than ", limits_.max_columns, " columns"));
  }
  if (cell.text.size() > limits_.max_cell_chars &&
      CountUtf16(cell.text) > limits_.max_cell_chars) {
    return absl::ResourceExhaustedError(
        absl::StrCat("cell ", CellReference(cell.row, cell.column),
                     ": more than ", limits_.max_cell_chars, " characters"));
  }
  if (++cells_ > limits_.max_cells) {
    return absl::ResourceExhaustedError(
        absl::StrCat("the sheet has more than ", limits_.max_cells, " cells"));
  }
  text_bytes_ += static_cast<int64_t>(cell.text.size());
  if (text_bytes_ > limits_.max_text_bytes) {
    return absl::ResourceExhaustedError(absl::StrCat(
        "the sheet has more than ", limits_.max_text_bytes, " bytes of text"));
  }
  return absl::OkStatus();
}

absl::Status SheetMeter::CountRow() {
  if (++rows_ <= limits_.max_rows) return absl::OkStatus();
  return absl::ResourceExhaustedError(
      absl::StrCat("the sheet has more than ", limits_.max_rows, " rows"));
}

}  // namespace duikou
