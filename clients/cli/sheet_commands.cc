#include "clients/cli/sheet_commands.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "clients/cli/errors.h"
#include "clients/cli/fair_text.h"
#include "clients/cli/output.h"
#include "clients/cli/progress_line.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/table.h"
#include "clients/cli/whole_file.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using catalogue::v1::CatalogueService;
using fair::v1::FairService;
using fair::v1::TimetableService;
using profiles::v1::ProfilesService;
using progress::v1::ProgressService;
using type::v1::ExportResourcesRequest;
using type::v1::ExportResourcesResponse;
using type::v1::ImportResourcesRequest;
using type::v1::ImportResourcesResponse;
using type::v1::ImportSummary;

constexpr char kCollections[] =
    "areas|sectors|projects|units|profiles|pairings|quotas|commitments|"
    "cooperations|agreements|ledgerEntries";

constexpr char kFairCollections[] = "participants|requests|meetings";

struct SheetOptions {
  std::string fair;  // empty: of the programme
  std::string collection;
  std::string file;
  std::string format;
  std::string request_id;
  bool dry_run = false;
  bool good_rows_only = false;
  bool refuse_existing = false;
  bool progress = false;
  bool template_only = false;
};

// The same of a fair.
absl::StatusOr<std::string> FairServiceOf(const std::string& collection) {
  for (const absl::string_view one :
       absl::StrSplit(absl::string_view(kFairCollections), '|')) {
    if (one != collection) continue;
    return std::string(KindOfCollection(collection)->service);
  }
  return UsageError(absl::StrCat("\"", collection,
                                 "\" is no collection of a fair: use ",
                                 kFairCollections));
}

// The service that imports and exports the collection. A usage error where none
// does.
absl::StatusOr<std::string> ServiceOf(const SheetOptions& options) {
  const std::string& collection = options.collection;
  if (!options.fair.empty()) return FairServiceOf(collection);
  const ResourceKind* kind = KindOfCollection(collection);
  if (kind != nullptr && kind->depth() == 1) {
    if (kind->Method("Get")->service()->FindMethodByName("ImportResources") !=
        nullptr) {
      return std::string(kind->service);
    }
  }
  return UsageError(absl::StrCat("\"", collection,
                                 "\" is no collection of "
                                 "sheets: use ",
                                 kCollections));
}

// The fair, else the programme.
absl::StatusOr<std::string> ParentOf(const SheetOptions& options,
                                     Session& session) {
  return options.fair.empty()
             ? session.ProgrammeName()
             : session.Name("programmes/{programme}/fairs/{fair}",
                            options.fair);
}

absl::Status ReadImport(
    const std::string& service, const ImportResourcesRequest& request,
    absl::FunctionRef<absl::Status(const ImportResourcesResponse&)> take,
    Session& session) {
  client::Client& client = session.client();
  if (absl::StrContains(service, "Catalogue")) {
    return client.Read(&CatalogueService::StubInterface::ImportResources,
                       request, take);
  }
  if (absl::StrContains(service, "Profiles")) {
    return client.Read(&ProfilesService::StubInterface::ImportResources,
                       request, take);
  }
  if (absl::StrContains(service, "Fair")) {
    return client.Read(&FairService::StubInterface::ImportResources, request,
                       take);
  }
  return client.Read(&ProgressService::StubInterface::ImportResources, request,
                     take);
}

absl::Status ReadExport(
    const std::string& service, const ExportResourcesRequest& request,
    absl::FunctionRef<absl::Status(const ExportResourcesResponse&)> take,
    Session& session) {
  client::Client& client = session.client();
  if (absl::StrContains(service, "Catalogue")) {
    return client.Read(&CatalogueService::StubInterface::ExportResources,
                       request, take);
  }
  if (absl::StrContains(service, "Profiles")) {
    return client.Read(&ProfilesService::StubInterface::ExportResources,
                       request, take);
  }
  if (absl::StrContains(service, "Fair")) {
    return client.Read(&FairService::StubInterface::ExportResources, request,
                       take);
  }
  if (absl::StrContains(service, "Timetable")) {
    return client.Read(&TimetableService::StubInterface::ExportResources,
                       request, take);
  }
  return client.Read(&ProgressService::StubInterface::ExportResources, request,
                     take);
}

absl::StatusOr<type::v1::TableFormat> FormatNamed(const std::string& name) {
  if (name.empty()) return type::v1::TABLE_FORMAT_UNSPECIFIED;
  if (name == "xlsx") return type::v1::TABLE_FORMAT_XLSX;
  if (name == "csv") return type::v1::TABLE_FORMAT_CSV;
  if (name == "csv-gb18030") return type::v1::TABLE_FORMAT_CSV_GB18030;
  return UsageError(absl::StrCat("--format: \"", name,
                                 "\" is none of xlsx, csv, csv-gb18030"));
}

// How far an import is.
std::string ProgressText(const ImportResourcesResponse& at,
                         const Session& session) {
  return session.zh()
             ? absl::StrCat("已读 ", at.rows_read(), "/", at.rows_total(),
                            " 行，已写 ", at.rows_written(), " 行")
             : absl::StrCat("read ", at.rows_read(), " of ", at.rows_total(),
                            " rows, wrote ", at.rows_written());
}

std::string MessageOf(const type::v1::RowProblem& problem,
                      const Session& session) {
  if (session.zh() && !problem.message_zh().empty()) {
    return problem.message_zh();
  }
  return problem.message_en().empty() ? problem.message_zh()
                                      : problem.message_en();
}

// A file without a heading that it needs has an error, though no bad row.
bool HasErrors(const ImportSummary& summary) {
  return summary.bad_rows() > 0 ||
         std::any_of(summary.problems().begin(), summary.problems().end(),
                     [](const auto& problem) { return !problem.warning(); });
}

void PrintProblems(const ImportSummary& summary, Session& session) {
  if (session.output() == OutputFormat::kCsv) {
    std::ostream& out = session.terminal().out;
    out << CsvLine(
        {"row", "column", "heading", "value", "code", "warning", "message"});
    for (const auto& problem : summary.problems()) {
      out << CsvLine({absl::StrCat(problem.row()), problem.column(),
                      problem.heading(), problem.value(), problem.code(),
                      problem.warning() ? "true" : "false",
                      MessageOf(problem, session)});
    }
    return;
  }
  Table table({{.heading = session.Say({"行", "Row"}), .right = true},
               {.heading = session.Say({"列", "Column"})},
               {.heading = session.Say({"表头", "Heading"}), .flexible = true},
               {.heading = session.Say({"内容", "Value"}), .flexible = true},
               {.heading = session.Say({"问题", "Problem"}),
                .flexible = true,
                .least = 20,
                .wraps = true}});
  for (const auto& problem : summary.problems()) {
    table.AddRow(
        {problem.row() == 0 ? session.Say({"文件", "file"})
                            : absl::StrCat(problem.row()),
         problem.column(), problem.heading(), problem.value(),
         absl::StrCat(
             problem.warning() ? session.Say({"（提醒）", "(warning) "}) : "",
             MessageOf(problem, session))});
  }
  Terminal& terminal = session.terminal();
  if (!table.empty()) {
    terminal.out << table.Render(terminal.columns, terminal.Colour()) << "\n";
  }
  if (summary.problem_count() > summary.problems_size()) {
    const int rest = summary.problem_count() - summary.problems_size();
    terminal.out << (session.zh() ? absl::StrCat("还有 ", rest, " 处问题未列出")
                                  : absl::StrCat(rest, " more problems"))
                 << "\n";
  }
}

void PrintSummary(const ImportSummary& summary, const SheetOptions& options,
                  Session& session) {
  std::ostream& out = session.terminal().out;
  if (session.zh()) {
    out << "共 " << summary.rows() << " 行：新建 " << summary.created()
        << "，更新 " << summary.updated() << "，未变 " << summary.unchanged()
        << "，有误 " << summary.bad_rows() << "。";
  } else {
    out << summary.rows() << " rows: " << summary.created() << " created, "
        << summary.updated() << " updated, " << summary.unchanged()
        << " unchanged, " << summary.bad_rows() << " bad. ";
  }
  if (summary.committed()) {
    out << session.Say({"已写入", "Written"});
  } else if (options.dry_run) {
    out << session.Say({"仅检查，未写入", "Only checked, nothing written"});
  } else if (summary.rows() == 0 && HasErrors(summary)) {
    out << session.Say({"文件有误，未写入",
                        "The file is bad, nothing was "
                        "written"});
  } else if (HasErrors(summary) && !options.good_rows_only) {
    out << session.Say(
        {"有误，一行也未写入；改正后再导入，或加 "
         "--good-rows-only 只写入正确的行",
         "Nothing was written; mend the bad rows, or write the "
         "good ones with --good-rows-only"});
  } else {
    out << session.Say({"无需写入", "Nothing to write"});
  }
  out << "\n";
}

absl::Status RunImport(const SheetOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string service, ServiceOf(options));
  ImportResourcesRequest request;
  ASSIGN_OR_RETURN(type::v1::TableFormat format, FormatNamed(options.format));
  request.set_format(format);
  ASSIGN_OR_RETURN(*request.mutable_content(),
                   ReadFile(options.file, "FILE", session));
  ASSIGN_OR_RETURN(*request.mutable_parent(), ParentOf(options, session));
  request.set_collection(options.collection);
  request.set_validate_only(options.dry_run);
  request.set_request_id(options.request_id);
  if (options.good_rows_only) {
    request.set_mode(type::v1::IMPORT_MODE_GOOD_ROWS_ONLY);
  }
  if (options.refuse_existing) {
    request.set_existing(type::v1::EXISTING_ROWS_REFUSE);
  }
  ImportSummary summary;
  {
    ProgressLine progress(options.progress, session);
    const auto take = [&](const ImportResourcesResponse& response) {
      if (response.has_summary()) {
        summary = response.summary();
      } else {
        progress.Show(ProgressText(response, session));
      }
      return absl::OkStatus();
    };
    RETURN_IF_ERROR(ReadImport(service, request, take, session));
  }
  if (HasErrors(summary)) session.Fail();
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(summary);
    return absl::OkStatus();
  }
  PrintProblems(summary, session);
  if (session.output() == OutputFormat::kTable) {
    PrintSummary(summary, options, session);
  }
  return absl::OkStatus();
}

absl::Status RunExport(const SheetOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string service, ServiceOf(options));
  ExportResourcesRequest request;
  std::string format = options.format;
  const bool to_out = options.file == "-";
  if (format.empty()) {
    format = to_out || absl::EndsWith(options.file, ".csv") ? "csv" : "xlsx";
  }
  if (to_out && format == "xlsx" && session.terminal().out_is_tty) {
    return UsageError(
        "an xlsx file does not belong on a terminal: name a "
        "file, or take --format csv");
  }
  ASSIGN_OR_RETURN(type::v1::TableFormat as, FormatNamed(format));
  request.set_format(as);
  ASSIGN_OR_RETURN(*request.mutable_parent(), ParentOf(options, session));
  request.set_collection(options.collection);
  request.set_template_(options.template_only);
  request.set_language_code(session.zh() ? "zh" : "en");

  WholeFile file(session);
  RETURN_IF_ERROR(file.Open(options.file));
  int rows = 0;
  const auto take = [&](const ExportResourcesResponse& piece) {
    rows = std::max(rows, piece.rows());
    return file.Write(piece.content());
  };
  RETURN_IF_ERROR(ReadExport(service, request, take, session));
  RETURN_IF_ERROR(file.Finish());
  if (to_out) return absl::OkStatus();
  if (session.output() == OutputFormat::kTable) {
    session.terminal().out
        << (session.zh()
                ? absl::StrCat("已导出 ", rows, " 行到 ", options.file)
                : absl::StrCat("Wrote ", rows, " rows to ", options.file))
        << "\n";
  }
  return absl::OkStatus();
}

// What imports have in common.
void AddImportOptions(CLI::App& command, SheetOptions& options) {
  command.add_option("FILE", options.file, "The file; -: standard input 文件")
      ->required();
  command.add_flag("--dry-run", options.dry_run,
                   "Check everything, write nothing 只检查，不写入");
  command.add_flag("--good-rows-only", options.good_rows_only,
                   "Write good rows though others are bad 只写入正确的行");
  command.add_flag("--refuse-existing", options.refuse_existing,
                   "A taken id is an error 编号已存在即为错误");
  command
      .add_option("--format", options.format,
                  "Recognised from the file if not given 格式")
      ->type_name("xlsx|csv|csv-gb18030");
  command
      .add_option("--request-id", options.request_id,
                  "A repetition gets the first answer again 请求编号")
      ->type_name("ID");
  command.add_flag("--progress", options.progress,
                   "Tell progress off a terminal too 显示进度");
}

// What exports have in common.
void AddExportOptions(CLI::App& command, SheetOptions& options) {
  command.add_option("FILE", options.file, "The file; -: standard output 文件")
      ->required();
  command
      .add_option("--format", options.format,
                  "By the file's ending if not given 格式")
      ->type_name("xlsx|csv|csv-gb18030");
  command.add_flag("--template", options.template_only,
                   "Only the headings, to fill in 空白模板");
}

void AddCollection(CLI::App& command, const char* collections,
                   SheetOptions& options) {
  command
      .add_option("COLLECTION", options.collection,
                  absl::StrCat(collections, " 哪一类"))
      ->required();
}

}  // namespace

void AddSheetCommands(Session& session, CLI::App& app) {
  auto in = std::make_shared<SheetOptions>();
  CLI::App* command = AddCommand(
      app, "import",
      {"从表格导入", "Read a sheet (XLSX or CSV) into the programme"},
      "duikou import projects projects.xlsx --dry-run\n"
      "duikou import projects projects.xlsx --good-rows-only\n"
      "duikou export projects empty.xlsx --template   # the sheet to fill in");
  AddCollection(*command, kCollections, *in);
  AddImportOptions(*command, *in);
  command->callback([&session, in] {
    session.Select([&, in] { return RunImport(*in, session); });
  });

  auto out = std::make_shared<SheetOptions>();
  command =
      AddCommand(app, "export", {"导出为表格", "Write a collection as a sheet"},
                 "duikou export projects projects.xlsx\n"
                 "duikou export units - --format csv-gb18030 > units.csv\n"
                 "duikou export projects empty.xlsx --template");
  AddCollection(*command, kCollections, *out);
  AddExportOptions(*command, *out);
  command->callback([&session, out] {
    session.Select([&, out] { return RunExport(*out, session); });
  });
}

void AddFairSheetCommands(Session& session, CLI::App& noun) {
  auto in = std::make_shared<SheetOptions>();
  in->collection = "participants";
  CLI::App* command = AddFairCommand(
      session, noun, kParticipantsGroup, "import",
      {"从表格导入参会单位", "Read who takes part from a sheet (XLSX or CSV)"},
      "duikou fair export 2016 participants empty.xlsx --template\n"
      "duikou fair import 2016 participants.xlsx --dry-run\n"
      "duikou fair import 2016 participants.xlsx",
      in, RunImport);
  AddImportOptions(*command, *in);

  auto out = std::make_shared<SheetOptions>();
  command = AddFairCommand(
      session, noun, kParticipantsGroup, "export",
      {"导出参会单位、约见或洽谈", "Write participants, requests or meetings"},
      "duikou fair export 2016 participants participants.xlsx\n"
      "duikou fair export 2016 meetings meetings.xlsx",
      out, RunExport);
  AddCollection(*command, kFairCollections, *out);
  AddExportOptions(*command, *out);
}

}  // namespace duikou::cli
