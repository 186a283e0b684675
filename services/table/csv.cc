#include "services/table/csv.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/table/text_encoding.h"

namespace duikou {
namespace {

constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

// Apostrophes, then what starts a formula.
bool LooksLikeGuarded(absl::string_view text) {
  const size_t at = text.find_first_not_of('\'');
  return at != absl::string_view::npos &&
         absl::StrContains("=+-@\t\r", text.substr(at, 1));
}

char SniffSeparator(absl::string_view text) {
  int commas = 0;
  int semicolons = 0;
  int tabs = 0;
  bool quoted = false;
  bool any = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if ((c == '\n' || c == '\r') && any) break;
    any = any || (c != '\n' && c != '\r');
    commas += c == ',';
    semicolons += c == ';';
    tabs += c == '\t';
  }
  if (tabs > commas && tabs >= semicolons) return '\t';
  return semicolons > commas ? ';' : ',';
}

class CsvParser {
 public:
  CsvParser(absl::string_view text, const ReadLimits& limits)
      : text_(text), meter_(limits), separator_(SniffSeparator(text)) {}

  absl::StatusOr<Sheet> Parse() {
    Sheet sheet;
    while (at_ < text_.size()) {
      if (row_.number == kMaxSheetRow) {
        return Refused(
            absl::StatusCode::kResourceExhausted, "",
            absl::StrCat("文件超过 ", kMaxSheetRow, " 行"),
            absl::StrCat("the file has more than ", kMaxSheetRow, " lines"));
      }
      StartRow();
      if (!sheet.rows.empty()) {
        row_.cells.reserve(sheet.rows.back().cells.size());
      }
      RETURN_IF_ERROR(ParseRow());
      if (row_.cells.empty()) continue;
      RETURN_IF_ERROR(meter_.CountRow());
      if (row_.cells.capacity() > 2 * row_.cells.size()) {
        row_.cells.shrink_to_fit();
      }
      sheet.rows.push_back(std::move(row_));
    }
    return sheet;
  }

 private:
  void StartRow() {
    const int number = row_.number + 1;
    row_ = SheetRow();
    row_.number = number;
  }

  bool AtRowEnd() const {
    return at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r';
  }

  absl::Status ParseRow() {
    while (true) {
      ++row_.width;
      std::string field;
      if (at_ < text_.size() && text_[at_] == '"') {
        ASSIGN_OR_RETURN(field, QuotedField());
      } else {
        field = PlainField();
      }
      RETURN_IF_ERROR(AddField(std::move(field)));
      if (AtRowEnd()) break;
      ++at_;  // the separator
    }
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    return absl::OkStatus();
  }

  std::string PlainField() {
    const size_t start = at_;
    while (!AtRowEnd() && text_[at_] != separator_) ++at_;
    return std::string(text_.substr(start, at_ - start));
  }

  absl::StatusOr<std::string> QuotedField() {
    std::string field;
    ++at_;
    while (true) {
      const size_t quote = text_.find('"', at_);
      if (quote == absl::string_view::npos) {
        return BadField("引号没有结束", "a quote is opened and never closed");
      }
      absl::StrAppend(&field, text_.substr(at_, quote - at_));
      at_ = quote + 1;
      if (at_ == text_.size() || text_[at_] != '"') break;
      field.push_back('"');
      ++at_;
    }
    if (!AtRowEnd() && text_[at_] != separator_) {
      return BadField("结束的引号后面还有文字；引号中的引号要写两个",
                      "text follows a closing quote; quotes within a quoted "
                      "text must be doubled");
    }
    return field;
  }

  absl::Status BadField(absl::string_view zh, absl::string_view en) const {
    const std::string column = ColumnLetters(row_.width);
    return Refused(
        absl::StatusCode::kInvalidArgument, "",
        absl::StrCat("第 ", row_.number, " 行 ", column, " 列：", zh),
        absl::StrCat("row ", row_.number, ", column ", column, ": ", en));
  }

  absl::Status AddField(std::string field) {
    if (field.empty()) return absl::OkStatus();
    if (LooksLikeGuarded(field) && field.front() == '\'') field.erase(0, 1);
    Cell cell{row_.number, row_.width, CellKind::kText, std::move(field)};
    RETURN_IF_ERROR(meter_.CountCell(cell));
    row_.cells.push_back(std::move(cell));
    return absl::OkStatus();
  }

  const absl::string_view text_;
  SheetMeter meter_;
  const char separator_;
  size_t at_ = 0;
  SheetRow row_;
};

void AppendField(const Cell& cell, std::string& out) {
  std::string field = cell.text;
  if (cell.kind != CellKind::kNumber && LooksLikeGuarded(field)) {
    field.insert(0, 1, '\'');
  }
  // Other separators are quoted too, so that no reader mistakes them for one.
  const bool quote = field.find_first_of(",;\t\"\r\n") != std::string::npos ||
                     field.front() == ' ' || field.back() == ' ' ||
                     absl::StrContains(field, kByteOrderMark);
  if (!quote) {
    out += field;
    return;
  }
  out.push_back('"');
  for (const char c : field) {
    if (c == '"') out.push_back('"');
    out.push_back(c);
  }
  out.push_back('"');
}

absl::Status CheckCsvText(const Cell& cell) {
  if (IsValidUtf8(cell.text) && !absl::StrContains(cell.text, '\0')) {
    return absl::OkStatus();
  }
  return absl::InvalidArgumentError(
      absl::StrCat("cell ", CellReference(cell.row, cell.column),
                   ": the text is not valid UTF-8 without NUL"));
}

}  // namespace

absl::StatusOr<Sheet> ReadCsv(absl::string_view bytes,
                              const ReadLimits& limits) {
  RETURN_IF_ERROR(CheckFileSize(bytes, limits));
  ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(bytes));
  return CsvParser(decoded.text, limits).Parse();
}

absl::StatusOr<std::string> WriteCsv(const Sheet& sheet, CsvEncoding encoding) {
  std::string text;
  const int width = sheet.Width();
  int line = 0;
  for (const SheetRow& row : sheet.rows) {
    while (++line < row.number) text += "\r\n";
    auto cell = row.cells.begin();
    for (int column = 1; column <= width; ++column) {
      if (column > 1) text.push_back(',');
      if (cell == row.cells.end() || cell->column != column) continue;
      RETURN_IF_ERROR(CheckCsvText(*cell));
      AppendField(*cell++, text);
    }
    text += "\r\n";
  }
  if (encoding == CsvEncoding::kGb18030) return EncodeGb18030(text);
  return absl::StrCat(kByteOrderMark, text);
}

}  // namespace duikou
