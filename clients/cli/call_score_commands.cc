#include "clients/cli/call_score_commands.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/amount.h"
#include "clients/cli/call_text.h"
#include "clients/cli/confirm.h"
#include "clients/cli/errors.h"
#include "clients/cli/output.h"
#include "clients/cli/plan_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using assignment::v1::ApplicationScores;
using assignment::v1::Call;
using assignment::v1::CallRanking;
using assignment::v1::ScoreApplicationRequest;
using CompetitionStub = assignment::v1::CompetitionService::StubInterface;

struct ScoreOptions {
  std::string call;
  std::string project;
  std::string assessor;
  std::vector<std::string> points;
  std::string note;
  std::string etag;
  bool yes = false;
  bool validate_only = false;
};

// `need=80`.
absl::Status AddPoints(const std::string& text,
                       ScoreApplicationRequest& request) {
  const std::pair<std::string, std::string> halves =
      absl::StrSplit(text, absl::MaxSplits('=', 1));
  int points = 0;
  if (halves.first.empty() || !absl::SimpleAtoi(halves.second, &points)) {
    return UsageError(absl::StrCat(
        "\"", text, "\" is not of the form CRITERION=POINTS, such as need=80"));
  }
  auto& given = *request.add_points();
  given.set_criterion(halves.first);
  given.set_points(points);
  return absl::OkStatus();
}

void PrintSheets(const ApplicationScores& scores, Session& session) {
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(scores);
    return;
  }
  Table table({{.heading = session.Say({"评分人", "Assessor"})},
               {.heading = session.Say({"评分", "Points"}), .flexible = true},
               {.heading = session.Say({"意见", "Note"}), .flexible = true}});
  std::string csv = CsvLine({"assessor", "criterion", "points"});
  for (const auto& sheet : scores.sheets()) {
    std::string points;
    for (const auto& given : sheet.points()) {
      absl::StrAppend(&points, points.empty() ? "" : " ", given.criterion(),
                      "=", given.points());
      csv += CsvLine(
          {sheet.assessor(), given.criterion(), absl::StrCat(given.points())});
    }
    table.AddRow({sheet.assessor(), points, sheet.note()});
  }
  Terminal& terminal = session.terminal();
  terminal.out << (session.output() == OutputFormat::kCsv
                       ? csv
                       : table.Render(terminal.columns, terminal.Colour()));
}

absl::Status RunScore(const ScoreOptions& options, Session& session) {
  ScoreApplicationRequest request;
  ASSIGN_OR_RETURN(
      *request.mutable_name(),
      ApplicationNameOf(options.call, options.project, session, "scores"));
  for (const std::string& points : options.points) {
    RETURN_IF_ERROR(AddPoints(points, request));
  }
  request.set_note(options.note);
  request.set_etag(options.etag);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const ApplicationScores scores,
      session.client().Call(&CompetitionStub::ScoreApplication, request));
  PrintSheets(scores, session);
  return absl::OkStatus();
}

absl::Status RunSheets(const ScoreOptions& options, Session& session) {
  assignment::v1::GetApplicationScoresRequest request;
  ASSIGN_OR_RETURN(
      *request.mutable_name(),
      ApplicationNameOf(options.call, options.project, session, "scores"));
  ASSIGN_OR_RETURN(
      const ApplicationScores scores,
      session.client().Call(&CompetitionStub::GetApplicationScores, request));
  PrintSheets(scores, session);
  return absl::OkStatus();
}

// `li` stands for `people/li`; what has no account has no such name.
std::string AssessorNameOf(const std::string& text) {
  return text.find('/') != std::string::npos || text == "anonymous"
             ? text
             : absl::StrCat("people/", text);
}

absl::Status RunRemoveSheet(const ScoreOptions& options, Session& session) {
  assignment::v1::RemoveScoreSheetRequest request;
  ASSIGN_OR_RETURN(
      *request.mutable_name(),
      ApplicationNameOf(options.call, options.project, session, "scores"));
  request.set_assessor(AssessorNameOf(options.assessor));
  request.set_etag(options.etag);
  request.set_validate_only(options.validate_only);
  if (!options.validate_only) {
    ASSIGN_OR_RETURN(
        const bool meant,
        Confirmed(
            absl::StrCat(session.Say({"移除 ", "Remove the sheet of "}),
                         request.assessor(), session.Say({" 的评分", ""})),
            options.yes, session, {"未移除", "Nothing was removed"}));
    if (!meant) return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(
      const ApplicationScores scores,
      session.client().Call(&CompetitionStub::RemoveScoreSheet, request));
  PrintSheets(scores, session);
  return absl::OkStatus();
}

absl::StatusOr<CallRanking> FetchRanking(const std::string& name,
                                         Session& session) {
  assignment::v1::RankApplicationsRequest request;
  request.set_name(name);
  return session.client().Call(&CompetitionStub::RankApplications, request);
}

absl::Status RunRank(const ScoreOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, CallNameOf(options.call, session));
  ASSIGN_OR_RETURN(const Call notice, FetchCall(name, session));
  ASSIGN_OR_RETURN(const CallRanking ranking, FetchRanking(name, session));
  PrintRanking(notice, ranking, session);
  return absl::OkStatus();
}

absl::Status RunAward(const ScoreOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, CallNameOf(options.call, session));
  ASSIGN_OR_RETURN(const Call notice, FetchCall(name, session));
  assignment::v1::AwardCallRequest request;
  request.set_name(name);
  request.set_etag(options.etag);
  request.set_validate_only(options.validate_only);
  std::string awarded;
  if (options.etag.empty()) {
    ASSIGN_OR_RETURN(const CallRanking seen, FetchRanking(name, session));
    request.set_etag(seen.etag());
    awarded = FormatAmount(seen.awarded_fen(), session.language());
    if (session.output() == OutputFormat::kTable && !options.yes &&
        !options.validate_only) {
      PrintRanking(notice, seen, session);
    }
  }
  if (!options.validate_only) {
    ASSIGN_OR_RETURN(
        const bool meant,
        Confirmed(absl::StrCat(session.Say({"公布 ", "Award "}), options.call,
                               session.Say({"，分配 ", ": "}), awarded,
                               session.Say({"，此后不可更改", ", for good"})),
                  options.yes, session, {"未公布", "Nothing was awarded"}));
    if (!meant) return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const CallRanking ranking,
                   session.client().Call(&CompetitionStub::AwardCall, request));
  PrintRanking(notice, ranking, session);
  if (session.output() != OutputFormat::kTable) return absl::OkStatus();
  session.terminal().out << (options.validate_only
                                 ? session.Say({"检查通过，未写入任何内容\n",
                                                "All is well; nothing was "
                                                "written\n"})
                                 : session.Say({"已公布\n", "Awarded\n"}));
  return absl::OkStatus();
}

using ScoreRunner = absl::Status (*)(const ScoreOptions&, Session&);

CLI::App* AddScoring(Session& session, CLI::App& call, const std::string& name,
                     const Words& help, const std::string& examples,
                     const std::shared_ptr<ScoreOptions>& options,
                     ScoreRunner run) {
  CLI::App* command = AddCommand(call, name, help, examples);
  command->add_option("CALL", options->call, "The call 公告")->required();
  command->callback([&session, options, run] {
    session.Select([&session, options, run] { return run(*options, session); });
  });
  return command;
}

void AddProject(CLI::App& command, ScoreOptions& options) {
  command.add_option("PROJECT", options.project, "The project 项目")
      ->required();
}

void AddScoresEtag(CLI::App& command, ScoreOptions& options) {
  command
      .add_option("--etag", options.etag,
                  "Only if its scores still have this etag 版本未变才执行")
      ->type_name("ETAG");
}

void AddScore(Session& session, CLI::App& call) {
  auto options = std::make_shared<ScoreOptions>();
  CLI::App* command = AddScoring(
      session, call, "score",
      {"评分，再评则替换本人的评分", "Give points, in place of your own"},
      "duikou call score roads-2016 p-001 need=80 plan=75 --note 前期扎实",
      options, RunScore);
  AddProject(*command, *options);
  command
      ->add_option("CRITERION=POINTS", options->points,
                   "The points of each criterion 各项得分")
      ->required();
  command->add_option("--note", options->note, "Why 意见")->type_name("TEXT");
  AddScoresEtag(*command, *options);
  AddValidateOnlyFlag(*command, options->validate_only);
}

void AddSheets(Session& session, CLI::App& call) {
  auto options = std::make_shared<ScoreOptions>();
  CLI::App* command = AddScoring(
      session, call, "sheets",
      {"显示一项申报的各人评分", "The score sheets of an application"},
      "duikou call sheets roads-2016 p-001", options, RunSheets);
  AddProject(*command, *options);

  options = std::make_shared<ScoreOptions>();
  command = AddScoring(
      session, call, "remove-sheet",
      {"移除某人的评分，如评委已退出", "Take out the sheet of a person"},
      "duikou call remove-sheet roads-2016 p-001 li", options, RunRemoveSheet);
  AddProject(*command, *options);
  command
      ->add_option("ASSESSOR", options->assessor,
                   "Whose sheet, as duikou call sheets tells 评分人")
      ->required();
  AddYes(*command, options->yes);
  AddScoresEtag(*command, *options);
  AddValidateOnlyFlag(*command, options->validate_only);
}

}  // namespace

void AddCallScoreCommands(Session& session, CLI::App& call) {
  AddScore(session, call);
  AddSheets(session, call);
  auto options = std::make_shared<ScoreOptions>();
  AddScoring(session, call, "rank",
             {"排名和分配预览；公布后为结果",
              "The ranking, and what each would get or got"},
             "duikou call rank roads-2016\nduikou call rank roads-2016 "
             "--output csv",
             options, RunRank);

  options = std::make_shared<ScoreOptions>();
  CLI::App* command =
      AddScoring(session, call, "award",
                 {"公布结果，形成承诺", "Award it, once and for good"},
                 "duikou call award roads-2016\nduikou call award "
                 "roads-2016 --yes",
                 options, RunAward);
  AddYes(*command, options->yes);
  command
      ->add_option("--etag", options->etag,
                   "Only that ranking, as duikou call rank --output json tells "
                   "所见排名的版本")
      ->type_name("ETAG");
  AddValidateOnlyFlag(*command, options->validate_only);
}

}  // namespace duikou::cli
