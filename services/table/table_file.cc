#include "services/table/table_file.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "matcher/base/check.h"
#include "services/base/violation.h"
#include "services/table/xlsx_reader.h"
#include "services/table/xlsx_writer.h"

namespace duikou {
namespace {

constexpr char kCompoundMagic[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

bool StartsMarkup(absl::string_view bytes) {
  absl::ConsumePrefix(&bytes, "\xEF\xBB\xBF");
  bytes = absl::StripLeadingAsciiWhitespace(bytes.substr(0, 64));
  return absl::StartsWithIgnoreCase(bytes, "<html") ||
         absl::StartsWithIgnoreCase(bytes, "<!doctype") ||
         absl::StartsWithIgnoreCase(bytes, "<table") ||
         absl::StartsWithIgnoreCase(bytes, "<?xml");
}

}  // namespace

FileFormat DetectFormat(absl::string_view bytes) {
  if (bytes.empty()) return FileFormat::kEmpty;
  if (absl::StartsWith(bytes, "PK\x03\x04") ||
      absl::StartsWith(bytes, "PK\x05\x06")) {
    return FileFormat::kXlsx;
  }
  if (absl::StartsWith(bytes, kCompoundMagic)) return FileFormat::kCompound;
  if (StartsMarkup(bytes)) return FileFormat::kMarkup;
  return FileFormat::kCsv;
}

absl::StatusOr<Sheet> ReadTable(absl::string_view bytes,
                                const ReadLimits& limits,
                                absl::string_view sheet_name) {
  switch (DetectFormat(bytes)) {
    case FileFormat::kXlsx:
      return ReadXlsx(bytes, limits, sheet_name);
    case FileFormat::kCsv:
      return ReadCsv(bytes, limits);
    case FileFormat::kEmpty:
      return Refused(absl::StatusCode::kInvalidArgument, "", "文件是空的",
                     "the file is empty");
    case FileFormat::kCompound:
      return Refused(
          absl::StatusCode::kInvalidArgument, "",
          "文件是旧式 .xls 工作簿或有密码保护，请去掉密码后另存为 .xlsx",
          "the file is an old .xls workbook or protected by a password; save "
          "it as .xlsx without a password");
    case FileFormat::kMarkup:
      return Refused(
          absl::StatusCode::kInvalidArgument, "",
          "文件其实是网页，请用电子表格软件打开后另存为 .xlsx",
          "the file is a web page, whatever its name says; open it in a "
          "spreadsheet program and save it as .xlsx");
  }
  DUIKOU_CHECK(false) << "unknown format";
  return Sheet{};
}

absl::StatusOr<std::string> WriteTable(const Sheet& sheet, FileFormat format,
                                       CsvEncoding encoding) {
  DUIKOU_CHECK(format == FileFormat::kXlsx || format == FileFormat::kCsv);
  return format == FileFormat::kXlsx ? WriteXlsx(sheet)
                                     : WriteCsv(sheet, encoding);
}

}  // namespace duikou
