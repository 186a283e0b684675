#include "clients/cli/csv_rows.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/errors.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

constexpr char kByteOrderMark[] = "\xEF\xBB\xBF";

struct Line {
  int number;
  std::vector<std::string> cells;
};

absl::Status Bad(const std::string& option, int line, const std::string& what) {
  return UsageError(absl::StrCat(option, ": line ", line, ": ", what));
}

// Takes a file apart, character by character.
class Splitter {
 public:
  Splitter(const std::string& text, const std::string& option)
      : text_(text),
        option_(option),
        at_(absl::StartsWith(text, kByteOrderMark) ? 3 : 0) {}

  absl::StatusOr<std::vector<Line>> Split() {
    std::vector<Line> lines;
    while (at_ < text_.size()) {
      Line line{.number = number_};
      RETURN_IF_ERROR(ReadLine(line.cells));
      const bool blank =
          std::all_of(line.cells.begin(), line.cells.end(),
                      [](const std::string& cell) { return cell.empty(); });
      if (!blank) lines.push_back(std::move(line));
    }
    return lines;
  }

 private:
  // Until after the end of the line.
  absl::Status ReadLine(std::vector<std::string>& cells) {
    while (true) {
      std::string cell;
      if (at_ < text_.size() && text_[at_] == '"') {
        RETURN_IF_ERROR(ReadQuoted(cell));
      }
      while (at_ < text_.size() && text_[at_] != ',' && text_[at_] != '\n') {
        cell += text_[at_++];
      }
      cells.emplace_back(absl::StripAsciiWhitespace(cell));
      if (at_ >= text_.size()) return absl::OkStatus();
      if (text_[at_++] == ',') continue;
      ++number_;
      return absl::OkStatus();
    }
  }

  // From one quotation mark to behind the next that is not doubled.
  absl::Status ReadQuoted(std::string& cell) {
    const int begin = number_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++number_;
      if (text_[at_] != '"') {
        cell += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell += text_[at_++];
      } else {
        ++at_;
        return absl::OkStatus();
      }
    }
    return Bad(option_, begin, "a quotation does not end");
  }

  const std::string& text_;
  const std::string& option_;
  size_t at_;
  int number_ = 1;
};

bool Contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

absl::Status CheckHeadings(const Line& headings,
                           const std::vector<std::string>& required,
                           const std::vector<std::string>& optional,
                           const std::string& option) {
  for (auto it = headings.cells.begin(); it != headings.cells.end(); ++it) {
    if (!Contains(required, *it) && !Contains(optional, *it)) {
      return Bad(option, headings.number,
                 absl::StrCat("\"", *it, "\" is none of the headings ",
                              absl::StrJoin(required, ","),
                              optional.empty() ? "" : ",",
                              absl::StrJoin(optional, ",")));
    }
    if (std::find(headings.cells.begin(), it, *it) != it) {
      return Bad(option, headings.number,
                 absl::StrCat("the heading \"", *it, "\" is there twice"));
    }
  }
  for (const std::string& heading : required) {
    if (!Contains(headings.cells, heading)) {
      return Bad(option, headings.number,
                 absl::StrCat("the heading \"", heading, "\" is missing"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::string CsvRow::Cell(const std::string& heading) const {
  const auto found = cells.find(heading);
  return found == cells.end() ? "" : found->second;
}

absl::StatusOr<std::vector<CsvRow>> ParseCsv(
    const std::string& text, const std::vector<std::string>& required,
    const std::vector<std::string>& optional, const std::string& option) {
  ASSIGN_OR_RETURN(const std::vector<Line> lines,
                   Splitter(text, option).Split());
  if (lines.empty()) return Bad(option, 1, "there are no headings");
  const Line& headings = lines[0];
  RETURN_IF_ERROR(CheckHeadings(headings, required, optional, option));
  std::vector<CsvRow> rows;
  for (size_t i = 1; i < lines.size(); ++i) {
    const Line& line = lines[i];
    if (line.cells.size() > headings.cells.size()) {
      return Bad(option, line.number, "has more cells than there are headings");
    }
    CsvRow row{.line = line.number};
    for (size_t c = 0; c < line.cells.size(); ++c) {
      row.cells[headings.cells[c]] = line.cells[c];
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace duikou::cli
