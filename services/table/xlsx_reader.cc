#include "services/table/xlsx_reader.h"

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/table/xlsx_parts.h"
#include "services/table/xlsx_sheet.h"
#include "services/table/xml_reader.h"
#include "services/table/zip_archive.h"

namespace duikou {
namespace {

using Relationships = std::map<std::string, Relationship>;

absl::Status ReadPart(ZipArchive& archive, const std::string& part,
                      XmlHandler& handler) {
  XmlReader reader(part, handler);
  RETURN_IF_ERROR(archive.Read(
      part, [&](absl::string_view piece) { return reader.Feed(piece); }));
  return reader.Finish();
}

// The relationships of `part`, none where the workbook has no such list.
absl::StatusOr<Relationships> ReadRelationships(ZipArchive& archive,
                                                const std::string& part) {
  const size_t name_at = part.rfind('/') + 1;
  const std::string list = absl::StrCat(part.substr(0, name_at), "_rels/",
                                        part.substr(name_at), ".rels");
  RelationshipsHandler handler;
  if (archive.Contains(list)) {
    RETURN_IF_ERROR(ReadPart(archive, list, handler));
  }
  return std::move(handler.by_id);
}

// The part of the first relationship of that type, or an empty text.
std::string PartOfType(const Relationships& relationships,
                       absl::string_view type, absl::string_view base_part) {
  for (const auto& [id, relationship] : relationships) {
    if (relationship.type == type) {
      return ResolvePart(base_part, relationship.target);
    }
  }
  return "";
}

// The sheets that hold cells, each with its part. Charts are sheets too.
struct Worksheet {
  std::string name;
  std::string part;
  bool hidden = false;
};

std::vector<Worksheet> ListWorksheets(const WorkbookHandler& workbook,
                                      const Relationships& relationships,
                                      absl::string_view workbook_part) {
  std::vector<Worksheet> worksheets;
  for (const WorkbookHandler::SheetEntry& entry : workbook.sheets) {
    const auto found = relationships.find(entry.relationship_id);
    if (found == relationships.end() || found->second.type != "worksheet") {
      continue;
    }
    worksheets.push_back({entry.name,
                          ResolvePart(workbook_part, found->second.target),
                          entry.hidden});
  }
  return worksheets;
}

absl::StatusOr<Worksheet> ChooseWorksheet(
    const std::vector<Worksheet>& worksheets, absl::string_view name) {
  if (worksheets.empty()) {
    return Refused(absl::StatusCode::kInvalidArgument, "",
                   "工作簿里没有带单元格的工作表",
                   "the workbook has no sheet with cells");
  }
  for (const Worksheet& worksheet : worksheets) {
    if (name.empty() ? !worksheet.hidden : worksheet.name == name) {
      return worksheet;
    }
  }
  if (name.empty()) return worksheets.front();
  const std::string names = absl::StrJoin(
      worksheets, ", ", [](std::string* out, const Worksheet& worksheet) {
        absl::StrAppend(out, worksheet.name);
      });
  return Refused(
      absl::StatusCode::kNotFound, "",
      absl::StrCat("没有名为“", name, "”的工作表；工作簿中有：", names),
      absl::StrCat("no sheet is named \"", name,
                   "\"; the workbook has: ", names));
}

absl::StatusOr<WorkbookContext> ReadContext(ZipArchive& archive,
                                            const Relationships& relationships,
                                            absl::string_view workbook_part,
                                            const ReadLimits& limits) {
  WorkbookContext context;
  const std::string styles = PartOfType(relationships, "styles", workbook_part);
  if (!styles.empty()) {
    StylesHandler handler;
    RETURN_IF_ERROR(ReadPart(archive, styles, handler));
    context.cell_formats = std::move(handler.cell_formats);
  }
  const std::string strings =
      PartOfType(relationships, "sharedStrings", workbook_part);
  if (!strings.empty()) {
    SharedStringsHandler handler(limits);
    RETURN_IF_ERROR(ReadPart(archive, strings, handler));
    context.shared_strings = std::move(handler.strings);
  }
  return context;
}

}  // namespace

absl::StatusOr<Sheet> ReadXlsx(absl::string_view bytes,
                               const ReadLimits& limits,
                               absl::string_view sheet_name) {
  RETURN_IF_ERROR(CheckFileSize(bytes, limits));
  ASSIGN_OR_RETURN(const std::unique_ptr<ZipArchive> archive,
                   ZipArchive::Open(bytes, limits));
  ASSIGN_OR_RETURN(const Relationships roots, ReadRelationships(*archive, ""));
  std::string workbook_part = PartOfType(roots, "officeDocument", "");
  if (workbook_part.empty()) workbook_part = "xl/workbook.xml";
  if (!archive->Contains(workbook_part)) {
    return Refused(absl::StatusCode::kInvalidArgument, "",
                   "文件是压缩包，不是 XLSX 工作簿",
                   "the file is a zip file and not an XLSX workbook");
  }
  WorkbookHandler workbook;
  RETURN_IF_ERROR(ReadPart(*archive, workbook_part, workbook));
  ASSIGN_OR_RETURN(const Relationships relationships,
                   ReadRelationships(*archive, workbook_part));
  ASSIGN_OR_RETURN(
      const Worksheet worksheet,
      ChooseWorksheet(ListWorksheets(workbook, relationships, workbook_part),
                      sheet_name));
  ASSIGN_OR_RETURN(WorkbookContext context,
                   ReadContext(*archive, relationships, workbook_part, limits));
  context.date_system = workbook.date_system;
  SheetHandler handler(context, limits);
  RETURN_IF_ERROR(ReadPart(*archive, worksheet.part, handler));
  return Sheet{worksheet.name, handler.TakeRows()};
}

}  // namespace duikou
