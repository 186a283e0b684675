#include "clients/cli/audit_commands.h"

#include <google/protobuf/util/json_util.h>
#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "clients/cli/errors.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/cli/whole_file.h"
#include "clients/lib/status_macros.h"
#include "duikou/access/v1/access_service.grpc.pb.h"

namespace duikou::cli {
namespace {

using access::v1::AccessService;
using access::v1::AuditCheckpoint;
using access::v1::AuditEntry;
using access::v1::AuditFilter;
using access::v1::AuditProblem;
using access::v1::AuditWrite;
using access::v1::ExportAuditEntriesRequest;
using access::v1::ExportAuditEntriesResponse;
using access::v1::GetAuditCheckpointRequest;
using access::v1::ListAuditEntriesRequest;
using access::v1::ListAuditEntriesResponse;
using access::v1::VerifyAuditRequest;
using access::v1::VerifyAuditResponse;

// As typed.
struct FilterOptions {
  std::string actor;
  std::string method;
  std::string resource;
  std::vector<std::string> outcomes;
  std::string since;
  std::string until;
  std::string source;
};

struct AuditListOptions {
  FilterOptions filter;
  int limit = 20;
  bool full = false;
};

struct AuditExportOptions {
  FilterOptions filter;
  std::string file;
  std::string format;
};

void AddFilter(CLI::App& command, FilterOptions& options) {
  command.add_option("--actor", options.actor, "Only of this person 操作人")
      ->type_name("PERSON");
  command
      .add_option("--method", options.method,
                  "Only methods whose name contains this 方法")
      ->type_name("TEXT");
  command
      .add_option("--resource", options.resource,
                  "Only what was done to it, or below it 对象")
      ->type_name("NAME");
  command.add_option("--outcome", options.outcomes, "Only these 结果")
      ->type_name("written|refused|unauthenticated");
  command.add_option("--since", options.since, "From this time on 起始时间")
      ->type_name("TIME");
  command.add_option("--until", options.until, "Before this time 截止时间")
      ->type_name("TIME");
  command.add_option("--source", options.source, "Network address 网络地址")
      ->type_name("ADDRESS");
}

// `2014-05-06`, `2014-05-06 08:30`, `2014-05-06T08:30:00Z`.
absl::StatusOr<google::protobuf::Timestamp> ParseWhen(const std::string& option,
                                                      const std::string& text) {
  absl::Time time;
  std::string error;
  for (const char* format :
       {"%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%E*S",
        "%Y-%m-%dT%H:%M:%E*S", absl::RFC3339_full}) {
    if (absl::ParseTime(format, text, absl::LocalTimeZone(), &time, &error)) {
      return google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
          absl::ToUnixNanos(time));
    }
  }
  return UsageError(absl::StrCat(option, ": \"", text,
                                 "\" is no time such as 2014-05-06 or "
                                 "\"2014-05-06 08:30\""));
}

absl::StatusOr<AuditFilter> FilterOf(const FilterOptions& options) {
  AuditFilter filter;
  if (!options.actor.empty()) {
    const bool whole =
        absl::StrContains(options.actor, "/") || options.actor == "anonymous";
    filter.set_actor(whole ? options.actor
                           : absl::StrCat("people/", options.actor));
  }
  filter.set_method(options.method);
  filter.set_resource(options.resource);
  filter.set_source(options.source);
  for (const std::string& text : options.outcomes) {
    const auto outcome = ParseEnum(*AuditEntry::Outcome_descriptor(), text);
    if (!outcome.ok()) return InOption("--outcome", outcome.status());
    filter.add_outcomes(static_cast<AuditEntry::Outcome>((*outcome)->number()));
  }
  if (!options.since.empty()) {
    ASSIGN_OR_RETURN(*filter.mutable_start_time(),
                     ParseWhen("--since", options.since));
  }
  if (!options.until.empty()) {
    ASSIGN_OR_RETURN(*filter.mutable_end_time(),
                     ParseWhen("--until", options.until));
  }
  return filter;
}

std::string SecondText(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%S",
                          absl::FromUnixSeconds(time.seconds()),
                          absl::LocalTimeZone());
}

// What was written, or why not, on one line.
std::string WhatText(const AuditEntry& entry, const Session& session) {
  if (entry.writes().empty()) {
    return entry.count() > 1 ? absl::StrCat(entry.reason(), " ×", entry.count())
                             : entry.reason();
  }
  const AuditWrite& first = entry.writes(0);
  std::string text =
      absl::StrCat(EnumLabel(*type::v1::HistoryEntry::Action_descriptor(),
                             first.action(), session.language()),
                   " ", first.resource());
  if (entry.writes_size() > 1) {
    absl::StrAppend(&text, session.Say({" 等 ", " and "}),
                    entry.writes_size() - (session.zh() ? 0 : 1),
                    session.Say({" 项", " more"}));
  }
  return text;
}

void PrintEntries(const ListAuditEntriesResponse& response, Session& session) {
  Table table({{.heading = session.Say({"序号", "Number"}), .right = true},
               {.heading = session.Say({"时间", "Time"})},
               {.heading = session.Say({"操作人", "Actor"}), .flexible = true},
               {.heading = session.Say({"结果", "Outcome"})},
               {.heading = session.Say({"方法", "Method"}), .flexible = true},
               {.heading = session.Say({"网络地址", "From"})},
               {.heading = session.Say({"内容", "What"}),
                .flexible = true,
                .least = 20}});
  for (const AuditEntry& entry : response.entries()) {
    const std::string method = entry.method();
    table.AddRow({entry.number() == 0 ? session.Say({"待封存", "pending"})
                                      : absl::StrCat(entry.number()),
                  SecondText(entry.time()), entry.actor(),
                  EnumLabel(*AuditEntry::Outcome_descriptor(), entry.outcome(),
                            session.language()),
                  std::string(LastId(method)), entry.source(),
                  WhatText(entry, session)});
  }
  Terminal& terminal = session.terminal();
  terminal.out << table.Render(terminal.columns, terminal.Colour());
}

void PrintInFull(const ListAuditEntriesResponse& response, Session& session) {
  std::ostream& out = session.terminal().out;
  for (const AuditEntry& entry : response.entries()) {
    out << SecondText(entry.time()) << "  " << entry.actor() << "  "
        << EnumLabel(*AuditEntry::Outcome_descriptor(), entry.outcome(),
                     session.language())
        << "  " << entry.method() << "  " << entry.source() << "\n";
    if (!entry.reason().empty()) {
      out << "  " << entry.reason() << " ×" << entry.count() << "\n";
    }
    for (const AuditWrite& write : entry.writes()) {
      out << "  "
          << EnumLabel(*type::v1::HistoryEntry::Action_descriptor(),
                       write.action(), session.language())
          << " " << write.resource() << "\n";
      for (const auto& change : write.changes()) {
        out << "    " << change.path() << ": "
            << (change.before().empty() ? "–" : change.before()) << " → "
            << (change.after().empty() ? "–" : change.after()) << "\n";
      }
    }
  }
}

void PrintCsv(const ListAuditEntriesResponse& response, Session& session) {
  std::ostream& out = session.terminal().out;
  out << CsvLine({"number", "time", "actor", "outcome", "method", "source",
                  "call_id", "count", "reason", "action", "resource"});
  for (const AuditEntry& entry : response.entries()) {
    std::vector<std::string> cells = {
        absl::StrCat(entry.number()),
        google::protobuf::util::TimeUtil::ToString(entry.time()),
        entry.actor(),
        AuditEntry::Outcome_Name(entry.outcome()),
        entry.method(),
        entry.source(),
        entry.call_id(),
        absl::StrCat(entry.count()),
        entry.reason(),
        "",
        ""};
    if (entry.writes().empty()) out << CsvLine(cells);
    for (const AuditWrite& write : entry.writes()) {
      cells[9] = type::v1::HistoryEntry::Action_Name(write.action());
      cells[10] = write.resource();
      out << CsvLine(cells);
    }
  }
}

absl::Status RunList(const AuditListOptions& options, Session& session) {
  if (options.limit < 0) return UsageError("--limit: must not be negative");
  ListAuditEntriesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_filter(), FilterOf(options.filter));
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  if (options.full) request.set_view(access::v1::AUDIT_VIEW_FULL);
  ListAuditEntriesResponse response;
  do {
    request.set_page_size(
        options.limit == 0
            ? kMostPerPage
            : std::min(kMostPerPage, options.limit - response.entries_size()));
    request.set_page_token(response.next_page_token());
    ASSIGN_OR_RETURN(
        const ListAuditEntriesResponse page,
        session.client().Call(&AccessService::StubInterface::ListAuditEntries,
                              request));
    response.clear_next_page_token();
    response.MergeFrom(page);
  } while (!response.next_page_token().empty() &&
           (options.limit == 0 || response.entries_size() < options.limit));
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(response);
    return absl::OkStatus();
  }
  if (session.output() == OutputFormat::kCsv) {
    PrintCsv(response, session);
    return absl::OkStatus();
  }
  std::ostream& out = session.terminal().out;
  if (response.entries().empty()) {
    out << session.Say({"没有记录", "Nothing is on record"}) << "\n";
  } else if (options.full) {
    PrintInFull(response, session);
  } else {
    PrintEntries(response, session);
  }
  if (!response.next_page_token().empty()) {
    out << session.Say({"（还有更多；--limit 0 显示全部）\n",
                        "(there is more; --limit 0 shows all)\n"});
  }
  return absl::OkStatus();
}

absl::Status RunExport(const AuditExportOptions& options, Session& session) {
  ExportAuditEntriesRequest request;
  const bool to_out = options.file == "-";
  const bool csv = options.format.empty()
                       ? to_out || absl::EndsWith(options.file, ".csv")
                       : options.format == "csv";
  if (to_out && !csv && session.terminal().out_is_tty) {
    return UsageError(
        "an xlsx file does not belong on a terminal: name a file, or take "
        "--format csv");
  }
  request.set_csv(csv);
  request.set_language_code(session.zh() ? "zh" : "en");
  ASSIGN_OR_RETURN(*request.mutable_filter(), FilterOf(options.filter));
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  WholeFile file(session);
  RETURN_IF_ERROR(file.Open(options.file));
  int rows = 0;
  RETURN_IF_ERROR(session.client().Read(
      &AccessService::StubInterface::ExportAuditEntries, request,
      [&](const ExportAuditEntriesResponse& piece) {
        rows = std::max(rows, piece.rows());
        return file.Write(piece.content());
      }));
  RETURN_IF_ERROR(file.Finish());
  if (!to_out && session.output() == OutputFormat::kTable) {
    session.terminal().out
        << (session.zh()
                ? absl::StrCat("已导出 ", rows, " 行到 ", options.file)
                : absl::StrCat("Wrote ", rows, " rows to ", options.file))
        << "\n";
  }
  return absl::OkStatus();
}

void PrintProblems(const VerifyAuditResponse& found, Session& session) {
  Table table({{.heading = session.Say({"序号", "Number"}), .right = true},
               {.heading = session.Say({"问题", "Problem"})},
               {.heading = session.Say({"说明", "Detail"}),
                .flexible = true,
                .least = 20,
                .wraps = true}});
  for (const AuditProblem& problem : found.problems()) {
    table.AddRow({problem.number() == 0 ? "" : absl::StrCat(problem.number()),
                  EnumLabel(*AuditProblem::Kind_descriptor(), problem.kind(),
                            session.language()),
                  In(problem.text(), session.language())});
  }
  Terminal& terminal = session.terminal();
  if (!table.empty()) {
    terminal.out << table.Render(terminal.columns, terminal.Colour()) << "\n";
  }
  const bool good = found.problems().empty();
  if (session.zh()) {
    terminal.out << "核对了 " << found.entries() << " 条审计记录（待封存 "
                 << found.pending() << " 条）："
                 << (good ? std::string("完整，未发现改动")
                          : absl::StrCat("发现 ", found.problems_size(),
                                         " 处问题"))
                 << "\n";
  } else {
    terminal.out << found.entries() << " audit entries read ("
                 << found.pending() << " not sealed yet): "
                 << (good ? std::string("whole, nothing was changed")
                          : absl::StrCat(found.problems_size(),
                                         found.problems_size() == 1
                                             ? " problem"
                                             : " problems"))
                 << "\n";
  }
  if (found.head().number() > 0) {
    terminal.out << session.Say({"链尾：第 ", "End of the chain: entry "})
                 << found.head().number() << session.Say({" 条  ", "  "})
                 << absl::BytesToHexString(found.head().seal()) << "\n";
  }
}

absl::StatusOr<AuditCheckpoint> ReadCheckpoint(const std::string& path,
                                               Session& session) {
  ASSIGN_OR_RETURN(const std::string text,
                   ReadFile(path, "--checkpoint", session));
  AuditCheckpoint checkpoint;
  const auto parsed =
      google::protobuf::util::JsonStringToMessage(text, &checkpoint);
  if (!parsed.ok() || checkpoint.parent().empty()) {
    return UsageError(absl::StrCat("--checkpoint: \"", path,
                                   "\" is not what `duikou audit checkpoint` "
                                   "writes"));
  }
  return checkpoint;
}

absl::Status RunVerify(const std::vector<std::string>& files,
                       Session& session) {
  VerifyAuditRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  for (const std::string& file : files) {
    ASSIGN_OR_RETURN(*request.add_checkpoints(), ReadCheckpoint(file, session));
  }
  ASSIGN_OR_RETURN(const VerifyAuditResponse found,
                   session.client().Call(
                       &AccessService::StubInterface::VerifyAudit, request));
  if (!found.problems().empty()) session.Fail();
  std::ostream& out = session.terminal().out;
  if (session.output() == OutputFormat::kJson) {
    out << ToJson(found);
  } else if (session.output() == OutputFormat::kCsv) {
    out << CsvLine({"number", "kind", "text"});
    for (const AuditProblem& problem : found.problems()) {
      out << CsvLine({absl::StrCat(problem.number()),
                      AuditProblem::Kind_Name(problem.kind()),
                      In(problem.text(), session.language())});
    }
  } else {
    PrintProblems(found, session);
  }
  return absl::OkStatus();
}

absl::Status RunCheckpoint(const std::string& path, Session& session) {
  GetAuditCheckpointRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  ASSIGN_OR_RETURN(
      const AuditCheckpoint checkpoint,
      session.client().Call(&AccessService::StubInterface::GetAuditCheckpoint,
                            request));
  WholeFile file(session);
  RETURN_IF_ERROR(file.Open(path));
  RETURN_IF_ERROR(file.Write(ToJson(checkpoint)));
  RETURN_IF_ERROR(file.Finish());
  if (!file.to_out() && session.output() == OutputFormat::kTable) {
    session.terminal().out << (session.zh()
                                   ? absl::StrCat("第 ", checkpoint.number(),
                                                  " 条的封印已写入 ", path,
                                                  "；请保存到别处")
                                   : absl::StrCat("Wrote the seal of entry ",
                                                  checkpoint.number(), " to ",
                                                  path, "; keep it elsewhere"))
                           << "\n";
  }
  return absl::OkStatus();
}

void AddList(Session& session, CLI::App& audit) {
  auto options = std::make_shared<AuditListOptions>();
  CLI::App* command = AddCommand(
      audit, "list",
      {"谁做了什么", "Who did what, and what was refused, newest first"},
      "duikou audit list --actor li --since 2014-05-01\n"
      "duikou audit list --resource programmes/hubei/projects/p-001 --full\n"
      "duikou audit list --programme - --outcome unauthenticated\n"
      "# --programme -: people, sign-ins and programmes themselves");
  AddFilter(*command, options->filter);
  command
      ->add_option("--limit", options->limit,
                   "The most entries; 0: all; 20 if not given 最多显示")
      ->type_name("NUMBER");
  command->add_flag("--full", options->full,
                    "With every field before and after 显示修改前后的内容");
  command->callback([&session, options] {
    session.Select([&, options] { return RunList(*options, session); });
  });
}

void AddExport(Session& session, CLI::App& audit) {
  auto options = std::make_shared<AuditExportOptions>();
  CLI::App* command =
      AddCommand(audit, "export", {"导出为表格", "Write it as a sheet"},
                 "duikou audit export audit.xlsx --since 2014-05-01\n"
                 "duikou audit export - --format csv > audit.csv");
  command
      ->add_option("FILE", options->file, "The file; -: standard output 文件")
      ->required();
  AddFilter(*command, options->filter);
  command
      ->add_option("--format", options->format,
                   "By the file's ending if not given 格式")
      ->type_name("xlsx|csv")
      ->check(CLI::IsMember({"xlsx", "csv"}).description(""));
  command->callback([&session, options] {
    session.Select([&, options] { return RunExport(*options, session); });
  });
}

void AddVerify(Session& session, CLI::App& audit) {
  auto files = std::make_shared<std::vector<std::string>>();
  CLI::App* command = AddCommand(
      audit, "verify",
      {"核对是否被篡改",
       "Look for entries that were altered, removed, reordered or cut off"},
      "duikou audit verify\n"
      "duikou audit verify --checkpoint 2014-05.json   # kept elsewhere\n"
      "# The exit code is 1 where anything is wrong.");
  command
      ->add_option("--checkpoint", *files,
                   "What `audit checkpoint` wrote; may be repeated 封印文件")
      ->type_name("FILE");
  command->callback([&session, files] {
    session.Select([&, files] { return RunVerify(*files, session); });
  });
}

void AddCheckpoint(Session& session, CLI::App& audit) {
  auto file = std::make_shared<std::string>();
  CLI::App* command = AddCommand(
      audit, "checkpoint",
      {"保存链尾的封印", "Write the newest seal, to keep elsewhere"},
      "duikou audit checkpoint 2014-05.json\nduikou audit checkpoint -");
  command->add_option("FILE", *file, "The file; -: standard output 文件")
      ->required();
  command->callback([&session, file] {
    session.Select([&, file] { return RunCheckpoint(*file, session); });
  });
}

}  // namespace

void AddAuditCommands(Session& session, CLI::App& app) {
  CLI::App* audit = AddCommand(
      app, "audit",
      {"审计", "Who did what, and whether the record of it is whole"},
      "duikou audit list\nduikou audit verify");
  audit->require_subcommand(1);
  AddList(session, *audit);
  AddExport(session, *audit);
  AddVerify(session, *audit);
  AddCheckpoint(session, *audit);
}

}  // namespace duikou::cli
