#include "services/table/xlsx_parts.h"

#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "services/base/violation.h"

namespace duikou {
namespace {

// Sheets, relationships and cell formats a workbook may have: spreadsheet
// programs allow 64,000 formats.
constexpr size_t kMaxListed = 65'536;

constexpr size_t kEscapeBytes = 7;  // _xHHHH_

absl::Status TooMany(absl::string_view zh, absl::string_view en) {
  return Refused(
      absl::StatusCode::kResourceExhausted, "",
      absl::StrCat("工作簿的", zh, "超过 ", kMaxListed, " 个"),
      absl::StrCat("the workbook has more than ", kMaxListed, " ", en));
}

// The unit that the escape at `at` stands for.
std::optional<uint16_t> EscapedUnit(absl::string_view text, size_t at) {
  if (text.size() - at < kEscapeBytes || text[at] != '_' ||
      text[at + 1] != 'x' || text[at + 6] != '_') {
    return std::nullopt;
  }
  uint16_t unit = 0;
  for (size_t i = at + 2; i < at + 6; ++i) {
    const char c = absl::ascii_tolower(text[i]);
    if (!absl::ascii_isxdigit(c)) return std::nullopt;
    unit = unit * 16 + (absl::ascii_isdigit(c) ? c - '0' : c - 'a' + 10);
  }
  return unit;
}

void AppendUtf8(UChar32 c, std::string& text) {
  uint8_t buffer[U8_MAX_LENGTH];
  int size = 0;
  U8_APPEND_UNSAFE(buffer, size, c);
  text.append(reinterpret_cast<const char*>(buffer), size);
}

bool NeedsEscape(UChar32 c) {
  return (c < 0x20 && c != '\t' && c != '\n') || c == 0xFFFE || c == 0xFFFF;
}

int ToInt(absl::string_view text, int otherwise) {
  int value = 0;
  return absl::SimpleAtoi(text, &value) ? value : otherwise;
}

}  // namespace

std::string DecodeXlsxEscapes(absl::string_view text) {
  size_t at = text.find("_x");
  if (at == absl::string_view::npos) return std::string(text);
  std::string decoded(text.substr(0, at));
  while (at < text.size()) {
    const std::optional<uint16_t> unit = EscapedUnit(text, at);
    if (!unit.has_value()) {
      decoded.push_back(text[at++]);
      continue;
    }
    if (!U16_IS_SURROGATE(*unit)) {
      AppendUtf8(*unit, decoded);
      at += kEscapeBytes;
      continue;
    }
    const std::optional<uint16_t> trail =
        U16_IS_LEAD(*unit) && text.size() - at > kEscapeBytes
            ? EscapedUnit(text, at + kEscapeBytes)
            : std::nullopt;
    if (trail.has_value() && U16_IS_TRAIL(*trail)) {
      AppendUtf8(U16_GET_SUPPLEMENTARY(*unit, *trail), decoded);
      at += 2 * kEscapeBytes;
    } else {
      // Half a character means nothing; it stays as it is written.
      decoded.push_back(text[at++]);
    }
  }
  return decoded;
}

std::string EncodeXlsxEscapes(absl::string_view text) {
  std::string encoded;
  const auto* data = reinterpret_cast<const uint8_t*>(text.data());
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    UChar32 c = 0;
    U8_NEXT(data, i, text.size(), c);
    if (NeedsEscape(c)) {
      absl::StrAppend(&encoded, absl::StrFormat("_x%04X_", c));
    } else if (c == '_' && EscapedUnit(text, start).has_value()) {
      absl::StrAppend(&encoded, "_x005F_");
    } else {
      absl::StrAppend(&encoded, text.substr(start, i - start));
    }
  }
  return encoded;
}

std::string ResolvePart(absl::string_view base_part, absl::string_view target) {
  std::vector<absl::string_view> folders;
  if (!absl::ConsumePrefix(&target, "/")) {
    folders = absl::StrSplit(base_part, '/');
    folders.pop_back();
  }
  for (const absl::string_view segment : absl::StrSplit(target, '/')) {
    if (segment == "..") {
      if (!folders.empty()) folders.pop_back();
    } else if (segment != "." && !segment.empty()) {
      folders.push_back(segment);
    }
  }
  return absl::StrJoin(folders, "/");
}

absl::Status RelationshipsHandler::StartElement(
    absl::string_view name, const XmlAttributes& attributes) {
  if (name != "Relationship") return absl::OkStatus();
  if (by_id.size() >= kMaxListed) return TooMany("关系", "relationships");
  const absl::string_view type = attributes.Get("Type");
  by_id[std::string(attributes.Get("Id"))] =
      Relationship{std::string(type.substr(type.rfind('/') + 1)),
                   std::string(attributes.Get("Target"))};
  return absl::OkStatus();
}

absl::Status RelationshipsHandler::EndElement(absl::string_view) {
  return absl::OkStatus();
}

absl::Status RelationshipsHandler::Text(absl::string_view) {
  return absl::OkStatus();
}

absl::Status WorkbookHandler::StartElement(absl::string_view name,
                                           const XmlAttributes& attributes) {
  if (name == "sheet") {
    if (sheets.size() >= kMaxListed) return TooMany("工作表", "sheets");
    const absl::string_view state = attributes.Get("state");
    sheets.push_back({std::string(attributes.Get("name")),
                      std::string(attributes.Get("id")),
                      state == "hidden" || state == "veryHidden"});
  } else if (name == "workbookPr") {
    const absl::string_view value = attributes.Get("date1904");
    if (value == "1" || value == "true") date_system = DateSystem::k1904;
  }
  return absl::OkStatus();
}

absl::Status WorkbookHandler::EndElement(absl::string_view) {
  return absl::OkStatus();
}

absl::Status WorkbookHandler::Text(absl::string_view) {
  return absl::OkStatus();
}

absl::Status StylesHandler::StartElement(absl::string_view name,
                                         const XmlAttributes& attributes) {
  if (name == "numFmt") {
    if (custom_.size() >= kMaxListed)
      return TooMany("数字格式", "number formats");
    custom_[ToInt(attributes.Get("numFmtId"), -1)] =
        ClassifyFormatCode(attributes.Get("formatCode"));
  } else if (name == "cellXfs") {
    in_cell_formats_ = true;
  } else if (name == "xf" && in_cell_formats_) {
    if (cell_formats.size() >= kMaxListed)
      return TooMany("单元格格式", "cell formats");
    const int id = ToInt(attributes.Get("numFmtId"), 0);
    const auto custom = custom_.find(id);
    cell_formats.push_back(custom != custom_.end() ? custom->second
                                                   : BuiltInFormat(id).value_or(
                                                         NumberFormat::kPlain));
  }
  return absl::OkStatus();
}

absl::Status StylesHandler::EndElement(absl::string_view name) {
  if (name == "cellXfs") in_cell_formats_ = false;
  return absl::OkStatus();
}

absl::Status StylesHandler::Text(absl::string_view) { return absl::OkStatus(); }

absl::Status SharedStringsHandler::StartElement(absl::string_view name,
                                                const XmlAttributes&) {
  if (name == "si") {
    current_.clear();
  } else if (name == "rPh") {
    ++phonetic_depth_;
  } else if (name == "t") {
    in_text_ = phonetic_depth_ == 0;
  }
  return absl::OkStatus();
}

absl::Status SharedStringsHandler::EndElement(absl::string_view name) {
  if (name == "t") {
    in_text_ = false;
  } else if (name == "rPh") {
    --phonetic_depth_;
  } else if (name == "si") {
    if (static_cast<int64_t>(strings.size()) >= limits_.max_cells) {
      return Refused(
          absl::StatusCode::kResourceExhausted, "",
          absl::StrCat("工作簿的文字超过 ", limits_.max_cells, " 个"),
          absl::StrCat("the workbook has more than ", limits_.max_cells,
                       " texts"));
    }
    strings.push_back(DecodeXlsxEscapes(current_));
  }
  return absl::OkStatus();
}

absl::Status SharedStringsHandler::Text(absl::string_view piece) {
  if (in_text_) absl::StrAppend(&current_, piece);
  return absl::OkStatus();
}

}  // namespace duikou
