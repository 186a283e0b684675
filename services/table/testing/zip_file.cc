#include "services/table/testing/zip_file.h"

#include <zip.h>

#include <cstring>

#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"

namespace duikou {
namespace {

constexpr char kMain[] =
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr char kRelations[] =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string Relation(const std::string& id, const std::string& type,
                     const std::string& target) {
  return absl::StrCat("<Relationship Id=\"", id, "\" Type=\"", kRelations, "/",
                      type, "\" Target=\"", target, "\"/>");
}

std::string Relations(const std::string& inside) {
  return absl::StrCat(
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/"
      "relationships\">",
      inside, "</Relationships>");
}

}  // namespace

std::string ZipFile(
    const std::vector<std::pair<std::string, std::string>>& parts,
    const std::string& password) {
  zip_error_t error;
  zip_source_t* sink = zip_source_buffer_create(nullptr, 0, 0, &error);
  DUIKOU_CHECK(sink != nullptr);
  zip_source_keep(sink);
  zip_t* archive = zip_open_from_source(sink, ZIP_TRUNCATE, &error);
  DUIKOU_CHECK(archive != nullptr);
  for (const auto& [name, content] : parts) {
    zip_source_t* source =
        zip_source_buffer(archive, content.data(), content.size(), 0);
    const zip_int64_t index =
        zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    DUIKOU_CHECK(index >= 0) << name;
    zip_file_set_mtime(archive, index, 946'684'800, 0);
    if (!password.empty()) {
      DUIKOU_CHECK(zip_file_set_encryption(archive, index, ZIP_EM_AES_256,
                                           password.c_str()) == 0);
    }
  }
  DUIKOU_CHECK(zip_close(archive) == 0);
  DUIKOU_CHECK(zip_source_open(sink) == 0);
  std::string bytes;
  char piece[4096];
  for (zip_int64_t got;
       (got = zip_source_read(sink, piece, sizeof(piece))) > 0;)
    bytes.append(piece, static_cast<size_t>(got));
  zip_source_close(sink);
  zip_source_free(sink);
  return bytes;
}

void ClaimInflatedSize(std::string& zip_file, unsigned size) {
  // Local header: size at 22. Central directory: size at 24.
  for (const auto& [magic, offset] :
       {std::pair<const char*, size_t>{"PK\x03\x04", 22}, {"PK\x01\x02", 24}}) {
    for (size_t at = zip_file.find(magic); at != std::string::npos;
         at = zip_file.find(magic, at + 4)) {
      std::memcpy(zip_file.data() + at + offset, &size, 4);
    }
  }
}

std::vector<std::pair<std::string, std::string>> PartsOf(
    const WorkbookParts& parts) {
  std::vector<std::pair<std::string, std::string>> files = {
      {"_rels/.rels",
       Relations(Relation("r1", "officeDocument", "xl/workbook.xml"))},
      {"xl/workbook.xml",
       absl::StrCat("<workbook xmlns=\"", kMain, "\" xmlns:r=\"", kRelations,
                    "\">", parts.workbook_properties,
                    "<sheets><sheet name=\"First\" sheetId=\"1\" r:id=\"r1\"/>"
                    "<sheet name=\"Second\" sheetId=\"2\" r:id=\"r2\"/>"
                    "</sheets></workbook>")},
      {"xl/worksheets/sheet1.xml",
       absl::StrCat(parts.prolog, "<worksheet xmlns=\"", kMain,
                    "\"><sheetData>", parts.sheet, "</sheetData>",
                    parts.after_sheet, "</worksheet>")},
      {"xl/worksheets/sheet2.xml",
       absl::StrCat("<worksheet xmlns=\"", kMain,
                    "\"><sheetData><row><c><v>2</v></c></row></sheetData>"
                    "</worksheet>")}};
  std::string relations =
      absl::StrCat(Relation("r1", "worksheet", "worksheets/sheet1.xml"),
                   Relation("r2", "worksheet", "/xl/worksheets/sheet2.xml"));
  if (!parts.shared_strings.empty()) {
    absl::StrAppend(&relations,
                    Relation("r3", "sharedStrings", "sharedStrings.xml"));
    files.emplace_back("xl/sharedStrings.xml",
                       absl::StrCat("<sst xmlns=\"", kMain, "\">",
                                    parts.shared_strings, "</sst>"));
  }
  if (!parts.styles.empty()) {
    absl::StrAppend(&relations, Relation("r4", "styles", "styles.xml"));
    files.emplace_back("xl/styles.xml",
                       absl::StrCat("<styleSheet xmlns=\"", kMain, "\">",
                                    parts.styles, "</styleSheet>"));
  }
  files.emplace_back("xl/_rels/workbook.xml.rels", Relations(relations));
  return files;
}

std::string Workbook(const WorkbookParts& parts) {
  return ZipFile(PartsOf(parts));
}

}  // namespace duikou
