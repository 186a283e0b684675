#include "clients/cli/command_line.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/access_commands.h"
#include "clients/cli/agreement_commands.h"
#include "clients/cli/audit_commands.h"
#include "clients/cli/call_commands.h"
#include "clients/cli/call_score_commands.h"
#include "clients/cli/errors.h"
#include "clients/cli/explain_command.h"
#include "clients/cli/fair_day_commands.h"
#include "clients/cli/fair_hall_commands.h"
#include "clients/cli/fair_meeting_commands.h"
#include "clients/cli/fair_participant_commands.h"
#include "clients/cli/fair_repair_commands.h"
#include "clients/cli/fair_request_commands.h"
#include "clients/cli/fair_slot_commands.h"
#include "clients/cli/fair_solve_commands.h"
#include "clients/cli/fair_version_commands.h"
#include "clients/cli/history_command.h"
#include "clients/cli/interest_commands.h"
#include "clients/cli/learning_commands.h"
#include "clients/cli/ledger_commands.h"
#include "clients/cli/plan_answer_commands.h"
#include "clients/cli/plan_commands.h"
#include "clients/cli/plan_show_commands.h"
#include "clients/cli/plan_solve_commands.h"
#include "clients/cli/plan_split_command.h"
#include "clients/cli/portfolio_command.h"
#include "clients/cli/project_commands.h"
#include "clients/cli/project_reports.h"
#include "clients/cli/ranking_commands.h"
#include "clients/cli/recommend_all_command.h"
#include "clients/cli/reminder_command.h"
#include "clients/cli/report_commands.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/settlement_commands.h"
#include "clients/cli/sheet_commands.h"
#include "clients/cli/system_commands.h"
#include "clients/cli/weights_commands.h"

namespace duikou::cli {
namespace {

constexpr char kAbout[] =
    "duikou 对口: find the projects that fit a supporter, and say why\n"
    "为支援方找到合适的受援项目，并说明理由";

constexpr char kFooter[] = R"(Examples 示例:
  duikou serve                           start a server here
  duikou programme list                  what is there
  duikou recommend yichang --top 10      the best projects for a unit, and why
  duikou project search 柑橘 --facet area
  duikou project search --help           each command tells its options

Amounts are written 500万元, 1.2亿元, 300000元 or 123456789分. An id is enough
where a name is meant. DUIKOU_SERVER and DUIKOU_PROGRAMME stand for --server and
--programme; DUIKOU_TOKEN, or a file named by DUIKOU_TOKEN_FILE, for being signed
in; DUIKOU_TLS_CA, DUIKOU_TLS_CERT and DUIKOU_TLS_KEY name PEM files. Exit codes: 0 done, 1 refused by the server, 2 wrong command line.)";

// The options that every command takes. Only the root's help shows them.
void AddGlobalOptions(Session& session, CLI::App& app, bool shown) {
  GlobalOptions& options = session.options();
  const std::string group = shown ? "Options of all commands 通用选项" : "";
  app.add_option("--server", options.server,
                 "host:port, or service=host:port,… 服务地址")
      ->type_name("ADDRESS")
      ->group(group);
  app.add_option("--programme", options.programme, "The programme 规划")
      ->type_name("PROGRAMME")
      ->group(group);
  app.add_option("--output", options.output, "What is printed 输出格式")
      ->type_name("table|json|csv")
      ->check(CLI::IsMember({"table", "json", "csv"}).description(""))
      ->group(group);
  app.add_option("--language", options.language, "The language 语言")
      ->type_name("zh|en")
      ->check(CLI::IsMember({"zh", "en"}).description(""))
      ->group(group);
  app.add_option("--deadline", options.deadline,
                 "How long to wait: 500ms, 30s, 5m 最长等待")
      ->type_name("DURATION")
      ->group(group);
}

void AddGlobalOptionsBelow(Session& session, CLI::App& app) {
  for (CLI::App* command : app.get_subcommands({})) {
    // All that follows `serve` is for the server.
    if (command->get_prefix_command()) continue;
    AddGlobalOptions(session, *command, false);
    AddGlobalOptionsBelow(session, *command);
  }
}

bool IsUtf8(const std::string& text) {
  int32_t at = 0;
  while (at < static_cast<int32_t>(text.size())) {
    UChar32 c = 0;
    U8_NEXT(text.data(), at, static_cast<int32_t>(text.size()), c);
    if (c < 0) return false;
  }
  return true;
}

// The last command that was recognised, and the words that lead to it.
struct Reached {
  const CLI::App* app;
  std::string words;
};

Reached DeepestOf(const CLI::App& app) {
  Reached reached = {&app, "duikou"};
  while (!reached.app->get_subcommands().empty()) {
    reached.app = reached.app->get_subcommands().back();
    absl::StrAppend(&reached.words, " ", reached.app->get_name());
  }
  return reached;
}

// Letters to change, add or drop to get from one word to the other.
size_t EditDistance(const std::string& a, const std::string& b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, change});
    }
  }
  return row[b.size()];
}

// The names close enough to `word` to have been meant, nearest first.
std::string Nearest(const std::string& word,
                    const std::vector<std::string>& names) {
  std::string nearest;
  size_t least = std::min<size_t>(3, word.size());
  for (const std::string& name : names) {
    const size_t distance = EditDistance(word, name);
    if (distance < least || (nearest.empty() && absl::StartsWith(name, word))) {
      least = std::min(least, distance);
      nearest = name;
    }
  }
  return nearest;
}

std::vector<std::string> NamesOf(const CLI::App& app, bool options) {
  std::vector<std::string> names;
  if (options) {
    for (const CLI::Option* option : app.get_options()) {
      for (const std::string& name : option->get_lnames()) {
        names.push_back("--" + name);
      }
    }
  } else {
    for (const CLI::App* command : app.get_subcommands({})) {
      names.push_back(command->get_name());
    }
  }
  return names;
}

// What is wrong with the command line, in one line.
std::string ParseErrorText(const CLI::ParseError& error, const CLI::App& app) {
  const Reached reached = DeepestOf(app);
  std::string text = absl::StrReplaceAll(error.what(), {{"\n", " "}});
  const std::vector<std::string> rest = app.remaining(true);
  const bool is_option =
      !rest.empty() && absl::StartsWith(rest[0], "-") && rest[0].size() > 1;
  if (!rest.empty() && is_option) {
    const std::string option = rest[0].substr(0, rest[0].find('='));
    text = absl::StrCat(reached.words, " has no option ", option);
    const std::string meant = Nearest(option, NamesOf(*reached.app, true));
    if (!meant.empty()) absl::StrAppend(&text, "; did you mean ", meant, "?");
  } else if (!rest.empty() && !reached.app->get_subcommands({}).empty()) {
    text = absl::StrCat("there is no command \"", reached.words, " ", rest[0],
                        "\"");
    const std::string meant = Nearest(rest[0], NamesOf(*reached.app, false));
    if (!meant.empty()) absl::StrAppend(&text, "; did you mean ", meant, "?");
  } else if (!rest.empty()) {
    text = absl::StrCat("\"", rest[0], "\" is one word too many");
  } else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr &&
             !reached.app->get_subcommands({}).empty()) {
    std::string names;
    for (const std::string& name : NamesOf(*reached.app, false)) {
      absl::StrAppend(&names, names.empty() ? "" : ", ", name);
    }
    text = absl::StrCat(reached.words, " what? ", names);
  }
  return absl::StrCat(text, " (", reached.words, " --help)");
}

void AddFairCommands(Session& session, CLI::App& noun) {
  AddFairSlotCommands(session, noun);
  AddFairHallCommands(session, noun);
  AddFairStandCommands(session, noun);
  AddFairParticipantCommands(session, noun);
  AddFairSheetCommands(session, noun);
  AddFairPairingCommands(session, noun);
  AddFairRequestCommands(session, noun);
  AddFairSolveCommands(session, noun);
  AddFairMeetingCommands(session, noun);
  AddFairVersionCommands(session, noun);
  AddFairCheckIn(session, noun);
  AddFairRepairCommands(session, noun);
  AddFairDayCommands(session, noun);
  AddFairSigningCommands(session, noun);
}

void SetGroups(CLI::App& app) {
  const auto group = [&](const char* name,
                         std::initializer_list<const char*> commands) {
    for (const char* command : commands) {
      app.get_subcommand(command)->group(name);
    }
  };
  group("Match 匹配", {"recommend", "recommend-all", "supporters-for",
                       "explain", "portfolio", "seen", "shortlist", "dismissal",
                       "saved-search", "interest", "weights"});
  group("Plan of the year 年度计划", {"plan", "call"});
  group("Trade fairs 经贸洽谈会", {"fair"});
  group("Progress 进展和结账",
        {"agreement", "ledger", "indicator", "work", "subscription", "news",
         "settlement", "assessment", "report", "stated-figure"});
  group("Catalogue 目录", {"programme", "area", "sector", "project"});
  group("Supporters 支援方", {"unit", "profile", "pairing", "quota",
                              "commitment", "cooperation", "reminder"});
  group("Sheets and history 表格与记录",
        {"import", "export", "history", "audit"});
  group("People 人员", {"sign-in", "sign-out", "whoami", "set-up", "password",
                        "person", "token", "session"});
  group("System 系统", {"serve", "status", "completion", "version", "help"});
}

}  // namespace

void AddAllCommands(Session& session, CLI::App& app) {
  app.get_formatter()->column_width(36);
  app.footer(kFooter);
  app.set_version_flag("--version", absl::StrCat("duikou ", DUIKOU_VERSION));
  AddGlobalOptions(session, app, true);
  AddRecommend(session, app);
  AddRecommendAll(session, app);
  AddSupportersFor(session, app);
  AddExplain(session, app);
  AddPortfolio(session, app);
  AddSeen(session, app);
  for (const ResourceKind& kind : ResourceKinds()) {
    if (!kind.is_command) continue;
    CLI::App* noun = AddResourceCommands(kind, session, app);
    const std::string name = kind.noun;
    if (name == "programme") AddProgrammeUse(session, *noun);
    if (name == "project") {
      AddProjectSearch(session, *noun);
      AddProjectReports(session, *noun);
    }
    if (name == "interest") AddInterestCommands(session, *noun);
    if (name == "reminder") AddReminderAdd(session, *noun);
    if (name == "saved-search") AddSavedSearchRun(session, *noun);
    if (name == "plan") {
      AddPlanSplit(session, *noun);
      AddPlanSolveCommands(session, *noun);
      AddPlanShowCommands(session, *noun);
      AddPlanCommands(session, *noun);
      AddPlanAnswerCommands(session, *noun);
    }
    if (name == "call") {
      AddCallCommands(session, *noun);
      AddCallScoreCommands(session, *noun);
    }
    if (name == "fair") AddFairCommands(session, *noun);
    if (name == "profile") AddProfileSuggest(session, *noun);
    if (name == "weights") {
      AddWeightsCommands(session, *noun);
      AddWeightsLearning(session, *noun);
    }
    if (name == "agreement") AddAgreementCommands(session, *noun);
    if (name == "ledger") AddLedgerCommands(session, *noun);
    if (name == "settlement") AddSettlementCommands(session, *noun);
  }
  AddWorkAndNews(session, app);
  AddReportCommands(session, app);
  AddSheetCommands(session, app);
  AddHistoryCommand(session, app);
  AddAuditCommands(session, app);
  AddAccessCommands(session, app);
  AddSystemCommands(session, app);
  AddGlobalOptionsBelow(session, app);
  SetGroups(app);
  app.require_subcommand(0, 1);
}

int RunCommandLine(const std::vector<std::string>& arguments,
                   Terminal& terminal) {
  Session session(terminal);
  CLI::App app(kAbout, "duikou");
  AddAllCommands(session, app);
  for (const std::string& argument : arguments) {
    if (!IsUtf8(argument)) {
      terminal.err << "duikou: \"" << argument << "\" is no UTF-8 text\n";
      return 2;
    }
  }
  // The parser takes its words from the end.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  try {
    app.parse(reversed);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {  // help was asked for
      return app.exit(error, terminal.out, terminal.err);
    }
    terminal.err << "duikou: " << ParseErrorText(error, app) << "\n";
    return 2;
  }
  if (!session.selected()) {
    terminal.out << app.help();
    return 0;
  }
  const absl::Status status = session.Run();
  terminal.out.flush();
  if (!status.ok()) {
    terminal.err << "duikou: "
                 << DescribeError(status, session.language(), session.server())
                 << "\n";
    return ExitCode(status);
  }
  return session.failed() ? 1 : 0;
}

}  // namespace duikou::cli
