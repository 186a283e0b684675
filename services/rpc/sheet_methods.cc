#include "services/rpc/sheet_methods.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/table/table_file.h"

namespace duikou {

using type::v1::ExportResourcesRequest;
using type::v1::ExportResourcesResponse;
using type::v1::ImportResourcesRequest;
using type::v1::ImportSummary;
using type::v1::TableFormat;

namespace {

constexpr size_t kMaxProblems = 1'000;
constexpr size_t kPieceBytes = 256 << 10;

absl::Status CheckFormat(const ImportResourcesRequest& request) {
  if (request.format() == TableFormat::TABLE_FORMAT_UNSPECIFIED) {
    return absl::OkStatus();
  }
  FileFormat found = DetectFormat(request.content());
  bool as_stated = request.format() == TableFormat::TABLE_FORMAT_XLSX
                       ? found == FileFormat::kXlsx
                       : found == FileFormat::kCsv;
  if (as_stated) return absl::OkStatus();
  return Refused(absl::StatusCode::kInvalidArgument, "content",
                 absl::StrCat("文件不是所选的格式 ",
                              type::v1::TableFormat_Name(request.format())),
                 absl::StrCat("is not of the format stated, ",
                              type::v1::TableFormat_Name(request.format())));
}

absl::StatusOr<TableLanguage> LanguageOf(absl::string_view code) {
  if (code.empty() || code == "zh") return TableLanguage::kZh;
  if (code == "en") return TableLanguage::kEn;
  return Refused(absl::StatusCode::kInvalidArgument, "language_code",
                 absl::StrCat("“", code, "”不是 zh 或 en"),
                 absl::StrCat("\"", code, "\" is neither zh nor en"));
}

absl::StatusOr<std::string> Write(const Sheet& sheet, TableFormat format) {
  switch (format) {
    case TableFormat::TABLE_FORMAT_CSV:
      return WriteTable(sheet, FileFormat::kCsv, CsvEncoding::kUtf8Bom);
    case TableFormat::TABLE_FORMAT_CSV_GB18030:
      return WriteTable(sheet, FileFormat::kCsv, CsvEncoding::kGb18030);
    default:
      return WriteTable(sheet, FileFormat::kXlsx);
  }
}

// The same status with the field at fault before its text.
absl::Status OfField(absl::string_view field, const absl::Status& status) {
  return Refused(status.code(), field, ChineseTextOf(status), status.message());
}

}  // namespace

std::string ProgrammeIdIn(absl::string_view parent) {
  const std::vector<std::string> parts = absl::StrSplit(parent, '/');
  return parts.size() < 2 ? "" : parts[1];
}

void SheetMethods::Add(absl::string_view collection,
                       std::unique_ptr<SheetCollection> sheets) {
  collections_[std::string(collection)] = std::move(sheets);
}

absl::StatusOr<SheetCollection*> SheetMethods::Find(
    absl::string_view collection) const {
  auto found = collections_.find(std::string(collection));
  if (found != collections_.end()) return found->second.get();
  const std::string all = absl::StrJoin(
      collections_, ", ", [](std::string* out, const auto& entry) {
        absl::StrAppend(out, entry.first);
      });
  return Refused(absl::StatusCode::kInvalidArgument, "collection",
                 absl::StrCat("“", collection, "”不是其中之一：", all),
                 absl::StrCat("\"", collection, "\" is none of ", all));
}

absl::Status SheetMethods::Import(CallContext& call,
                                  const ImportResourcesRequest& request,
                                  ImportSink sink) const {
  ASSIGN_OR_RETURN(SheetCollection * collection, Find(request.collection()));
  RETURN_IF_ERROR(CheckFormat(request));
  absl::StatusOr<Sheet> sheet = ReadTable(request.content(), ReadLimits());
  if (!sheet.ok()) return OfField("content", sheet.status());
  RETURN_IF_ERROR(call.CheckAlive());
  return collection->Import(call, request, *sheet, sink);
}

absl::Status SheetMethods::Export(CallContext& call,
                                  const ExportResourcesRequest& request,
                                  ExportSink sink) const {
  ASSIGN_OR_RETURN(SheetCollection * collection, Find(request.collection()));
  ASSIGN_OR_RETURN(TableLanguage language, LanguageOf(request.language_code()));
  ASSIGN_OR_RETURN(Sheet sheet,
                   collection->Export(call, request.parent(), language,
                                      request.template_()));
  ASSIGN_OR_RETURN(std::string file, Write(sheet, request.format()));
  ExportResourcesResponse piece;
  for (size_t at = 0; at < file.size(); at += kPieceBytes) {
    piece.set_content(file.substr(at, kPieceBytes));
    if (at + kPieceBytes >= file.size()) {
      piece.set_rows(static_cast<int32_t>(sheet.rows.size()) - 1);
    }
    RETURN_IF_ERROR(sink(piece));
  }
  return absl::OkStatus();
}

void ImportProblems::Add(RowProblem problem) {
  ++count_;
  kept_.push_back(std::move(problem));
}

void ImportProblems::Add(const ProblemLog& log) {
  count_ += log.count();
  kept_.insert(kept_.end(), log.kept().begin(), log.kept().end());
}

void ImportProblems::Write(ImportSummary& summary) const {
  std::vector<const RowProblem*> by_row;
  for (const RowProblem& problem : kept_) by_row.push_back(&problem);
  std::stable_sort(
      by_row.begin(), by_row.end(),
      [](const RowProblem* a, const RowProblem* b) { return a->row < b->row; });
  if (by_row.size() > kMaxProblems) by_row.resize(kMaxProblems);
  for (const RowProblem* problem : by_row) {
    type::v1::RowProblem* written = summary.add_problems();
    written->set_row(problem->row);
    written->set_column(problem->column);
    written->set_heading(problem->heading);
    written->set_value(problem->value);
    written->set_code(problem->code);
    written->set_message_zh(problem->message_zh);
    written->set_message_en(problem->message_en);
    written->set_warning(problem->warning);
  }
  summary.set_problem_count(static_cast<int32_t>(count_));
}

}  // namespace duikou
