#include "clients/cli/agreement_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "clients/cli/changed_resource.h"
#include "clients/cli/errors.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using progress::v1::AdvanceAgreementRequest;
using progress::v1::Agreement;
using progress::v1::CreateAgreementsFromPlanRequest;
using progress::v1::ListNewsRequest;
using progress::v1::ListNewsResponse;
using progress::v1::ListWorkItemsRequest;
using progress::v1::ListWorkItemsResponse;
using progress::v1::ReportNewsRequest;
using progress::v1::SubscribedNews;
using progress::v1::WorkItem;
using ProgressStub = progress::v1::ProgressService::StubInterface;

struct AgreementOptions {
  std::string id;
  std::string stage;
  std::string date;
  std::string text;
  std::string milestone;
  std::string promise;
  bool undo = false;
  int year = 0;
  ChangeOptions change;
};

absl::StatusOr<std::string> AgreementName(const AgreementOptions& options,
                                          Session& session) {
  return session.Name("programmes/{programme}/agreements/{agreement}",
                      options.id);
}

absl::Status RunAdvance(const AgreementOptions& options, Session& session) {
  AdvanceAgreementRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), AgreementName(options, session));
  const auto stage = ParseEnum(*Agreement::Stage_descriptor(), options.stage);
  RETURN_IF_ERROR(InOption("STAGE", stage.status()));
  request.set_stage(static_cast<Agreement::Stage>((*stage)->number()));
  request.set_date(options.date);
  request.set_evidence(options.text);
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      const Agreement agreement,
      session.client().Call(&ProgressStub::AdvanceAgreement, request));
  PrintChanged({"已记录阶段", "Stage noted"}, agreement, "stage",
               options.change, session);
  return absl::OkStatus();
}

absl::Status RunReport(const AgreementOptions& options, Session& session) {
  ReportNewsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), AgreementName(options, session));
  request.set_text(options.text);
  request.set_milestone(options.milestone);
  request.set_promise(options.promise);
  request.set_date(options.date);
  request.set_undo(options.undo);
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(const Agreement agreement,
                   session.client().Call(&ProgressStub::ReportNews, request));
  PrintChanged({"已记录进展", "News noted"}, agreement, "stage", options.change,
               session);
  return absl::OkStatus();
}

absl::Status RunFromPlan(const AgreementOptions& options, Session& session) {
  CreateAgreementsFromPlanRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  request.set_year(options.year);
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      const auto response,
      session.client().Call(&ProgressStub::CreateAgreementsFromPlan, request));
  std::vector<const google::protobuf::Message*> made;
  for (const Agreement& agreement : response.agreements()) {
    made.push_back(&agreement);
  }
  PrintList(*KindOfCollection("agreements"), response, made, "", session);
  if (session.output() != OutputFormat::kTable) return absl::OkStatus();
  session.terminal().out
      << session.Say(options.change.validate_only
                         ? Words{"检查通过，未写入。将新建 ",
                                 "All is well, nothing was written. To make: "}
                         : Words{"新建 ", "Made: "})
      << made.size() << session.Say({"，已有 ", ", there already: "})
      << response.existing_count() << "\n";
  return absl::OkStatus();
}

// Adds a command on the agreement of an id that `run` runs.
CLI::App* Add(Session& session, CLI::App& noun, const std::string& name,
              const Words& help, const std::string& examples,
              const std::shared_ptr<AgreementOptions>& options,
              absl::Status (*run)(const AgreementOptions&, Session&)) {
  CLI::App* command = AddCommand(noun, name, help, examples);
  command->add_option("AGREEMENT", options->id, "Its id 编号")->required();
  command->callback([&session, options, run] {
    session.Select([&session, options, run] { return run(*options, session); });
  });
  return command;
}

// The unit, kinds and number of what is to be listed, as typed.
struct WorkOptions {
  std::string unit;
  std::vector<std::string> kinds;
  bool escalated_only = false;
  int limit = 100;
};

absl::StatusOr<ListWorkItemsRequest> WorkRequest(const WorkOptions& options,
                                                 Session& session) {
  ListWorkItemsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  if (!options.unit.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_unit(), session.UnitName(options.unit));
  }
  for (const std::string& kind : options.kinds) {
    const auto value = ParseEnum(*WorkItem::Kind_descriptor(), kind);
    RETURN_IF_ERROR(InOption("--kind", value.status()));
    request.add_kinds(static_cast<WorkItem::Kind>((*value)->number()));
  }
  request.set_escalated_only(options.escalated_only);
  request.set_page_size(options.limit);
  return request;
}

std::string KindLabel(int kind, Session& session) {
  return EnumLabel(*WorkItem::Kind_descriptor(), kind, session.language());
}

void PrintWorkTable(const ListWorkItemsResponse& response, Session& session) {
  session.display_names().Fetch(response);
  Table table({{.heading = session.Say({"类别", "Kind"})},
               {.heading = session.Say({"逾期天数", "Days"}), .right = true},
               {.heading = session.Say({"单位", "Unit"}), .flexible = true},
               {.heading = session.Say({"责任人", "Leader"})},
               {.heading = session.Say({"对象", "About"})},
               {.heading = session.Say({"内容", "What"}),
                .flexible = true,
                .least = 20,
                .wraps = true}});
  for (const WorkItem& item : response.work_items()) {
    table.AddRow(
        {KindLabel(item.kind(), session),
         absl::StrCat(item.days_overdue(), item.escalated() ? "!" : ""),
         item.unit().empty()
             ? session.Say({"主管部门", "the office"})
             : session.display_names().TextOf(item.unit(), session.language()),
         item.responsible_leader().display_name(), LastId(item.subject()),
         In(item.text(), session.language())});
  }
  Terminal& terminal = session.terminal();
  if (!table.empty()) {
    terminal.out << table.Render(terminal.columns, terminal.Colour()) << "\n";
  }
  for (const auto& count : response.counts()) {
    terminal.out << KindLabel(count.kind(), session) << " " << count.count()
                 << session.Say({"（其中已上报 ", " (escalated: "})
                 << count.escalated_count() << session.Say({"）", ")"}) << "\n";
  }
  if (response.counts().empty()) {
    terminal.out << session.Say({"没有待办事项\n", "There is nothing to do\n"});
  }
}

void PrintWorkCsv(const ListWorkItemsResponse& response, Session& session) {
  std::ostream& out = session.terminal().out;
  out << CsvLine({"kind", "subject", "unit", "responsible_leader", "due_date",
                  "days_overdue", "escalated", "amount_fen", "fund_kind",
                  "text"});
  for (const WorkItem& item : response.work_items()) {
    out << CsvLine({WorkItem::Kind_Name(item.kind()), item.subject(),
                    item.unit(), item.responsible_leader().display_name(),
                    item.due_date(), absl::StrCat(item.days_overdue()),
                    item.escalated() ? "true" : "false",
                    absl::StrCat(item.amount_fen()), item.fund_kind(),
                    In(item.text(), session.language())});
  }
}

absl::Status RunWork(const WorkOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const ListWorkItemsRequest request,
                   WorkRequest(options, session));
  ASSIGN_OR_RETURN(
      const ListWorkItemsResponse response,
      session.client().Call(&ProgressStub::ListWorkItems, request));
  switch (session.output()) {
    case OutputFormat::kJson:
      session.terminal().out << ToJson(response);
      break;
    case OutputFormat::kCsv:
      PrintWorkCsv(response, session);
      break;
    case OutputFormat::kTable:
      PrintWorkTable(response, session);
  }
  return absl::OkStatus();
}

std::string TimeText(const SubscribedNews& news) {
  return absl::FormatTime("%Y-%m-%d %H:%M",
                          absl::FromUnixSeconds(news.create_time().seconds()),
                          absl::LocalTimeZone());
}

absl::Status RunNews(int limit, Session& session) {
  ListNewsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(), session.ProgrammeName());
  request.set_page_size(limit);
  ASSIGN_OR_RETURN(const ListNewsResponse response,
                   session.client().Call(&ProgressStub::ListNews, request));
  std::ostream& out = session.terminal().out;
  if (session.output() == OutputFormat::kJson) {
    out << ToJson(response);
    return absl::OkStatus();
  }
  const bool csv = session.output() == OutputFormat::kCsv;
  if (csv) out << CsvLine({"create_time", "subject", "subscription", "text"});
  for (const SubscribedNews& news : response.news()) {
    const std::string text = In(news.text(), session.language());
    if (csv) {
      out << CsvLine(
          {TimeText(news), news.subject(), news.subscription(), text});
    } else {
      out << TimeText(news) << "  " << LastId(news.subject()) << "  " << text
          << "\n";
    }
  }
  if (!csv && response.news().empty()) {
    out << session.Say(
        {"没有新进展。用 duikou subscription create 订阅\n",
         "There is nothing new. Subscribe: duikou subscription create\n"});
  }
  return absl::OkStatus();
}

void AddAdvance(Session& session, CLI::App& agreement) {
  auto options = std::make_shared<AgreementOptions>();
  CLI::App* command =
      Add(session, agreement, "advance",
          {"记录阶段变化（也可退回一步）", "Note the stage it has come to"},
          "duikou agreement advance a-1 building --date 2016-05-01 --evidence "
          "施工许可证",
          options, RunAdvance);
  command
      ->add_option("STAGE", options->stage,
                   "negotiating|preparing|building|in-production|terminated "
                   "阶段")
      ->required();
  command->add_option("--date", options->date, "When 日期")
      ->type_name("YYYY-MM-DD")
      ->required();
  command
      ->add_option("--evidence", options->text,
                   "What shows it, or why it goes back 依据或原因")
      ->type_name("TEXT")
      ->required();
  AddChangeOptions(*command, options->change);
}

void AddReportNews(Session& session, CLI::App& agreement) {
  auto options = std::make_shared<AgreementOptions>();
  CLI::App* command =
      Add(session, agreement, "news",
          {"报告进展、节点完成、承诺兑现",
           "Say what is new: a milestone reached, a promise kept"},
          "duikou agreement news a-1 设备已到货\n"
          "duikou agreement news a-1 --milestone start --date "
          "2016-05-01\nduikou agreement news a-1 --milestone start "
          "--undo",
          options, RunReport);
  command->add_option("TEXT", options->text, "What is new 内容");
  command->add_option("--milestone", options->milestone, "Reached 完成的节点")
      ->type_name("ID");
  command->add_option("--promise", options->promise, "Kept 兑现的承诺")
      ->type_name("ID");
  command->add_option("--date", options->date, "When; today if not given 日期")
      ->type_name("YYYY-MM-DD");
  command->add_flag("--undo", options->undo,
                    "It was not, after all 撤销完成或兑现");
  AddChangeOptions(*command, options->change);
}

void AddFromPlan(Session& session, CLI::App& agreement) {
  auto options = std::make_shared<AgreementOptions>();
  CLI::App* command =
      AddCommand(agreement, "from-plan",
                 {"按年度承诺新建签约项目",
                  "Make those that a year's commitments ask for"},
                 "duikou agreement from-plan 2016 --validate-only\n"
                 "duikou agreement from-plan 2016");
  command->add_option("YEAR", options->year, "The year 年度")->required();
  command->add_flag("--validate-only", options->change.validate_only,
                    "Check everything, write nothing 只检查，不写入");
  command->callback([&session, options] {
    session.Select([&, options] { return RunFromPlan(*options, session); });
  });
}

}  // namespace

void AddAgreementCommands(Session& session, CLI::App& agreement) {
  AddAdvance(session, agreement);
  AddReportNews(session, agreement);
  AddFromPlan(session, agreement);
}

void AddWorkAndNews(Session& session, CLI::App& app) {
  auto options = std::make_shared<WorkOptions>();
  CLI::App* command = AddCommand(
      app, "work",
      {"待办：逾期、待确认、未到位", "What is overdue or waits for somebody"},
      "duikou work\nduikou work --unit hzau --kind money\n"
      "duikou work --escalated --output csv");
  command->add_option("--unit", options->unit, "What it has to do 单位")
      ->type_name("UNIT");
  command->add_option("--kind", options->kinds, "Again for more 类别")
      ->allow_extra_args(false)
      ->type_name("milestone|promise|money|no-news|unconfirmed|disputed");
  command->add_flag("--escalated", options->escalated_only,
                    "What the office sees to 已上报主管部门的");
  command->add_option("--limit", options->limit, "The most to show 最多显示")
      ->type_name("NUMBER");
  command->callback([&session, options] {
    session.Select([&, options] { return RunWork(*options, session); });
  });

  auto limit = std::make_shared<int>(50);
  command = AddCommand(app, "news",
                       {"我订阅的进展", "What is new in what you subscribe to"},
                       "duikou subscription create --subject units/hzau\n"
                       "duikou news --limit 20");
  command->add_option("--limit", *limit, "The most to show 最多显示")
      ->type_name("NUMBER");
  command->callback([&session, limit] {
    session.Select([&, limit] { return RunNews(*limit, session); });
  });
}

}  // namespace duikou::cli
