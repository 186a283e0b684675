#include "services/table/xlsx_writer.h"

#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/table/number_format.h"
#include "services/table/text_encoding.h"
#include "services/table/xlsx_parts.h"

namespace duikou {
namespace {

constexpr int kExactDigits = 15;
constexpr int kMaxTextChars = 32'767;
constexpr size_t kMaxSheetNameChars = 31;
// The same in every file, so that equal sheets give equal bytes: 2000-01-01.
constexpr time_t kCreated = 946'684'800;
// Column widths in characters.
constexpr int kLeastWidth = 8;
constexpr int kMostWidth = 48;
// Rows looked at for the widths.
constexpr size_t kSampledRows = 200;

// A file in memory that libxlsxwriter, which only writes to named files, can
// open by name.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(memfd_create("workbook", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (descriptor_ >= 0) close(descriptor_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  bool ok() const { return descriptor_ >= 0; }
  std::string name() const {
    return absl::StrCat("/proc/self/fd/", descriptor_);
  }

  absl::StatusOr<std::string> ReadAll() const {
    const off_t size = lseek(descriptor_, 0, SEEK_END);
    if (size < 0) return absl::InternalError("cannot size the workbook");
    std::string bytes(static_cast<size_t>(size), '\0');
    for (size_t done = 0; done < bytes.size();) {
      const ssize_t got = pread(descriptor_, bytes.data() + done,
                                bytes.size() - done, static_cast<off_t>(done));
      if (got <= 0) return absl::InternalError("cannot read the workbook");
      done += static_cast<size_t>(got);
    }
    return bytes;
  }

 private:
  const int descriptor_;
};

// The number, if a spreadsheet program would show the same decimal again.
std::optional<double> ExactNumber(absl::string_view text) {
  int digits = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (absl::ascii_isdigit(text[i])) {
      digits += digits > 0 || text[i] != '0';
    } else if (text[i] != '.' && !(i == 0 && text[i] == '-')) {
      return std::nullopt;
    }
  }
  double value = 0;
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (digits > kExactDigits || error != std::errc() ||
      end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

absl::Status CheckXlsxText(const Cell& cell, absl::string_view escaped) {
  const auto problem = [&](absl::string_view what) {
    return absl::InvalidArgumentError(absl::StrCat(
        "cell ", CellReference(cell.row, cell.column), ": the text ", what));
  };
  if (!IsValidUtf8(cell.text)) return problem("is not valid UTF-8");
  if (absl::StrContains(cell.text, '\0')) return problem("contains NUL");
  if (CountUtf16(escaped) > kMaxTextChars) {
    return problem("has more than 32,767 characters");
  }
  return absl::OkStatus();
}

// Chinese characters take two columns.
int DisplayWidth(absl::string_view text) {
  int width = 0;
  for (const char c : text) {
    if (c == '\n') break;
    const auto byte = static_cast<uint8_t>(c);
    if ((byte & 0xC0) != 0x80) width += byte >= 0xE0 ? 2 : 1;
  }
  return width;
}

std::vector<int> ColumnWidths(const Sheet& sheet) {
  std::vector<int> widths(sheet.Width() + 1, kLeastWidth);
  const size_t rows = std::min(sheet.rows.size(), kSampledRows);
  for (size_t i = 0; i < rows; ++i) {
    for (const Cell& cell : sheet.rows[i].cells) {
      int& width = widths[cell.column];
      width =
          std::max(width, std::min(DisplayWidth(cell.text) + 2, kMostWidth));
    }
  }
  return widths;
}

// The name where a workbook allows it, else nullptr for the default.
const char* AllowedSheetName(const std::string& name) {
  const bool allowed = !name.empty() && IsValidUtf8(name) &&
                       CountUtf16(name) <= kMaxSheetNameChars &&
                       name.find_first_of("[]:*?/\\") == std::string::npos &&
                       name.front() != '\'' && name.back() != '\'' &&
                       std::none_of(name.begin(), name.end(), [](char c) {
                         return absl::ascii_iscntrl(c);
                       });
  return allowed ? name.c_str() : nullptr;
}

absl::Status FromLibrary(lxw_error error, const Cell& cell) {
  if (error == LXW_NO_ERROR) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("cell ",
                                          CellReference(cell.row, cell.column),
                                          ": ", lxw_strerror(error)));
}

struct Formats {
  lxw_format* text;     // typing into the cell keeps it a text
  lxw_format* heading;  // bold text
  lxw_format* percent;
};

absl::Status WriteCell(const Cell& cell, bool heading, const Formats& formats,
                       lxw_worksheet* worksheet) {
  const auto row = static_cast<lxw_row_t>(cell.row - 1);
  const auto column = static_cast<lxw_col_t>(cell.column - 1);
  if (cell.kind == CellKind::kBoolean && !heading) {
    return FromLibrary(worksheet_write_boolean(worksheet, row, column,
                                               cell.text == "true", nullptr),
                       cell);
  }
  if (cell.kind == CellKind::kNumber && !heading) {
    absl::string_view decimal = cell.text;
    const bool percent = absl::ConsumeSuffix(&decimal, "%");
    const std::optional<double> number =
        percent ? ExactNumber(ShiftDecimal(decimal, -2)) : ExactNumber(decimal);
    if (number.has_value()) {
      return FromLibrary(
          worksheet_write_number(worksheet, row, column, *number,
                                 percent ? formats.percent : nullptr),
          cell);
    }
  }
  const std::string escaped = EncodeXlsxEscapes(cell.text);
  RETURN_IF_ERROR(CheckXlsxText(cell, escaped));
  return FromLibrary(
      worksheet_write_string(worksheet, row, column, escaped.c_str(),
                             heading ? formats.heading : formats.text),
      cell);
}

absl::Status FillWorkbook(const Sheet& sheet, lxw_workbook* workbook) {
  lxw_doc_properties properties = {};
  properties.created = kCreated;
  workbook_set_properties(workbook, &properties);
  Formats formats = {workbook_add_format(workbook),
                     workbook_add_format(workbook),
                     workbook_add_format(workbook)};
  format_set_num_format(formats.percent, "0.00%");
  format_set_num_format(formats.text, "@");
  format_set_num_format(formats.heading, "@");
  format_set_bold(formats.heading);
  lxw_worksheet* worksheet =
      workbook_add_worksheet(workbook, AllowedSheetName(sheet.name));
  if (worksheet == nullptr) return absl::InternalError("cannot add a sheet");
  const std::vector<int> widths = ColumnWidths(sheet);
  for (size_t column = 1; column < widths.size(); ++column) {
    const auto at = static_cast<lxw_col_t>(column - 1);
    worksheet_set_column(worksheet, at, at, widths[column], nullptr);
  }
  if (sheet.rows.empty()) return absl::OkStatus();
  worksheet_freeze_panes(worksheet,
                         static_cast<lxw_row_t>(sheet.rows.front().number), 0);
  bool heading = true;
  for (const SheetRow& row : sheet.rows) {
    for (const Cell& cell : row.cells) {
      RETURN_IF_ERROR(WriteCell(cell, heading, formats, worksheet));
    }
    heading = false;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> WriteXlsx(const Sheet& sheet) {
  if (sheet.Width() > kMaxSheetColumn ||
      (!sheet.rows.empty() && sheet.rows.back().number > kMaxSheetRow)) {
    return Refused(absl::StatusCode::kResourceExhausted, "",
                   absl::StrCat("一个工作簿最多 ", kMaxSheetRow, " 行、",
                                kMaxSheetColumn, " 列"),
                   absl::StrCat("a workbook holds at most ", kMaxSheetRow,
                                " rows and ", kMaxSheetColumn, " columns"));
  }
  const MemoryFile file;
  if (!file.ok()) {
    return absl::ResourceExhaustedError("no memory for the workbook");
  }
  lxw_workbook* workbook = workbook_new(file.name().c_str());
  if (workbook == nullptr) return absl::InternalError("cannot make a workbook");
  const absl::Status filled = FillWorkbook(sheet, workbook);
  // Closing also frees the workbook, so it is done even after an error.
  const lxw_error closed = workbook_close(workbook);
  RETURN_IF_ERROR(filled);
  if (closed != LXW_NO_ERROR) {
    return absl::InternalError(
        absl::StrCat("cannot write the workbook: ", lxw_strerror(closed)));
  }
  return file.ReadAll();
}

}  // namespace duikou
