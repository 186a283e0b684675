#include "clients/cli/plan_answer_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "clients/cli/amount.h"
#include "clients/cli/confirm.h"
#include "clients/cli/due_time.h"
#include "clients/cli/errors.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/plan_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/cli/table.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using assignment::v1::AnnualPlan;
using assignment::v1::PlanShare;
using AssignmentStub = assignment::v1::AssignmentService::StubInterface;

struct WayOptions {
  std::string year;
  std::string due;
  std::string unit;
  std::string project;
  std::string fund_kind;
  std::string answer;
  std::string amount;
  std::string reason;
  std::string side;
  std::string etag;
  bool yes = false;
  bool validate_only = false;
};

absl::Status RunPropose(const WayOptions& options, Session& session) {
  assignment::v1::ProposeAnnualPlanRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), PlanNameOf(options.year, session));
  const absl::StatusOr<absl::Time> due = ParseDueTime(options.due);
  RETURN_IF_ERROR(InOption("--due", due.status()));
  request.mutable_answer_due_time()->set_seconds(absl::ToUnixSeconds(*due));
  request.set_etag(options.etag);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const AnnualPlan plan,
      session.client().Call(&AssignmentStub::ProposeAnnualPlan, request));
  PrintPlanDone({"已征求意见", "Proposed"}, plan, options.validate_only,
                session);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<PlanShare>> FetchShares(
    assignment::v1::ListPlanSharesRequest request, Session& session) {
  std::vector<PlanShare> shares;
  request.set_page_size(kMostPerPage);
  do {
    ASSIGN_OR_RETURN(
        const auto response,
        session.client().Call(&AssignmentStub::ListPlanShares, request));
    shares.insert(shares.end(), response.plan_shares().begin(),
                  response.plan_shares().end());
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  return shares;
}

std::string AnswerText(const assignment::v1::ShareAnswer& answer,
                       Session& session) {
  std::string text = EnumLabel(*assignment::v1::Answer_descriptor(),
                               answer.answer(), session.language());
  if (answer.amount_fen() > 0) {
    absl::StrAppend(&text, " ",
                    FormatAmount(answer.amount_fen(), session.language()));
  }
  if (!answer.reason().empty()) absl::StrAppend(&text, " ", answer.reason());
  return text;
}

void PrintShareRows(const std::vector<PlanShare>& shares, Session& session) {
  std::vector<const google::protobuf::Message*> messages;
  for (const PlanShare& share : shares) messages.push_back(&share);
  session.display_names().Fetch(messages);
  Table table(
      {{.heading = session.Say({"项目", "Project"}), .flexible = true},
       {.heading = session.Say({"支援方", "Supporter"}), .flexible = true},
       {.heading = session.Say({"资金类别", "Fund kind"})},
       {.heading = session.Say({"金额", "Amount"}), .right = true},
       {.heading = session.Say({"状态", "State"})},
       {.heading = session.Say({"支援方答复", "Supporter says"}),
        .flexible = true},
       {.heading = session.Say({"受援方答复", "County says"}),
        .flexible = true}});
  std::string csv = CsvLine({"project", "supporter", "fund_kind", "amount_fen",
                             "state", "commitment"});
  for (const PlanShare& share : shares) {
    table.AddRow(
        {session.display_names().TextOf(share.project(), session.language()),
         session.display_names().TextOf(share.supporter(), session.language()),
         session.display_names().FundKind(IdIn(share.name(), "programmes"),
                                          share.fund_kind(),
                                          session.language()),
         FormatAmount(share.amount_fen(), session.language()),
         EnumLabel(*PlanShare::State_descriptor(), share.state(),
                   session.language()),
         AnswerText(share.supporter_answer(), session),
         AnswerText(share.recipient_answer(), session)});
    csv += CsvLine({share.project(), share.supporter(), share.fund_kind(),
                    absl::StrCat(share.amount_fen()),
                    PlanShare::State_Name(share.state()), share.commitment()});
  }
  Terminal& terminal = session.terminal();
  terminal.out << (session.output() == OutputFormat::kCsv
                       ? csv
                       : table.Render(terminal.columns, terminal.Colour()));
}

absl::Status RunShares(const WayOptions& options, Session& session) {
  assignment::v1::ListPlanSharesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   PlanNameOf(options.year, session));
  if (!options.unit.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_supporter(),
                     session.UnitName(options.unit));
  }
  if (!options.project.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_project(),
                     session.ProjectName(options.project));
  }
  ASSIGN_OR_RETURN(const std::vector<PlanShare> shares,
                   FetchShares(request, session));
  if (session.output() == OutputFormat::kJson) {
    assignment::v1::ListPlanSharesResponse all;
    for (const PlanShare& share : shares) *all.add_plan_shares() = share;
    session.terminal().out << ToJson(all);
    return absl::OkStatus();
  }
  PrintShareRows(shares, session);
  return absl::OkStatus();
}

// The only share of the pair, unless the fund kind says which.
absl::StatusOr<std::string> ShareNameOf(const WayOptions& options,
                                        Session& session) {
  assignment::v1::ListPlanSharesRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   PlanNameOf(options.year, session));
  ASSIGN_OR_RETURN(*request.mutable_supporter(),
                   session.UnitName(options.unit));
  ASSIGN_OR_RETURN(*request.mutable_project(),
                   session.ProjectName(options.project));
  ASSIGN_OR_RETURN(const std::vector<PlanShare> shares,
                   FetchShares(request, session));
  std::vector<std::string> names;
  for (const PlanShare& share : shares) {
    if (options.fund_kind.empty() || options.fund_kind == share.fund_kind()) {
      names.push_back(share.name());
    }
  }
  if (names.size() == 1) return names[0];
  return UsageError(
      names.empty()
          ? session.Say({"没有这样的份额", "there is no such share"})
          : session.Say({"有多类资金：请用 --fund-kind 指定",
                         "there are several: say which with --fund-kind"}));
}

absl::Status RunAnswerShare(const WayOptions& options, Session& session) {
  assignment::v1::AnswerShareRequest request;
  const auto answer =
      ParseEnum(*assignment::v1::Answer_descriptor(), options.answer);
  RETURN_IF_ERROR(InOption("ANSWER", answer.status()));
  request.set_answer(static_cast<assignment::v1::Answer>((*answer)->number()));
  if (!options.side.empty()) {
    const auto side =
        ParseEnum(*assignment::v1::ShareSide_descriptor(), options.side);
    RETURN_IF_ERROR(InOption("--side", side.status()));
    request.set_side(static_cast<assignment::v1::ShareSide>((*side)->number()));
  }
  ASSIGN_OR_RETURN(*request.mutable_name(), ShareNameOf(options, session));
  ASSIGN_OR_RETURN(const int64_t fen, AmountOption("--amount", options.amount));
  request.set_amount_fen(fen);
  request.set_reason(options.reason);
  request.set_etag(options.etag);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const PlanShare share,
      session.client().Call(&AssignmentStub::AnswerShare, request));
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(share);
    return absl::OkStatus();
  }
  PrintShareRows({share}, session);
  return absl::OkStatus();
}

absl::Status RunConfirm(const WayOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, PlanNameOf(options.year, session));
  assignment::v1::ConfirmAnnualPlanRequest request;
  request.set_name(name);
  request.set_etag(options.etag);
  if (options.etag.empty()) {
    ASSIGN_OR_RETURN(const AnnualPlan seen, FetchPlan(name, session));
    request.set_etag(seen.etag());
  }
  request.set_validate_only(options.validate_only);
  if (!options.validate_only) {
    ASSIGN_OR_RETURN(
        const bool meant,
        Confirmed(absl::StrCat(session.Say({"下达 ", "Confirm "}), options.year,
                               session.Say({" 年度计划，此后只能修订",
                                            "'s plan, for good"})),
                  options.yes, session, {"未下达", "Nothing was confirmed"}));
    if (!meant) return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(
      const AnnualPlan plan,
      session.client().Call(&AssignmentStub::ConfirmAnnualPlan, request));
  PrintPlanDone({"已下达", "Confirmed"}, plan, options.validate_only, session);
  return absl::OkStatus();
}

void AddChecks(CLI::App& command, WayOptions& options) {
  command
      .add_option("--etag", options.etag,
                  "Only if it still has this etag 版本未变才执行")
      ->type_name("ETAG");
  AddValidateOnlyFlag(command, options.validate_only);
}

void AddAnswer(Session& session, CLI::App& plan) {
  auto options = std::make_shared<WayOptions>();
  CLI::App* command = AddYearCommand(
      session, plan, "answer", {"答复一个份额", "Answer a proposed share"},
      "duikou plan answer 2015 hzau p-001 accept\n"
      "duikou plan answer 2015 hzau p-001 decline --reason 资金已另作安排\n"
      "duikou plan answer 2015 hzau p-001 counter --amount 30万元 --reason "
      "能力所限",
      options, RunAnswerShare);
  command->add_option("UNIT", options->unit, "The supporter 支援方")
      ->required();
  command->add_option("PROJECT", options->project, "The project 项目")
      ->required();
  command->add_option("ANSWER", options->answer, "The answer 答复")
      ->required()
      ->type_name("accept|decline|counter");
  command
      ->add_option("--fund-kind", options->fund_kind,
                   "Which, where there are several 资金类别")
      ->type_name("FUND-KIND");
  command
      ->add_option("--amount", options->amount,
                   "Of a counter-proposal 改为金额")
      ->type_name("AMOUNT");
  command->add_option("--reason", options->reason, "Why 理由")
      ->type_name("TEXT");
  command
      ->add_option("--side", options->side,
                   "For which side, where you answer for both 代表哪一方")
      ->type_name("supporter|recipient");
  AddChecks(*command, *options);
}

}  // namespace

void AddPlanAnswerCommands(Session& session, CLI::App& plan) {
  auto options = std::make_shared<WayOptions>();
  CLI::App* command = AddYearCommand(
      session, plan, "propose",
      {"向支援方和受援方征求意见", "Send its shares out for answers"},
      "duikou plan propose 2015 --due 2015-03-31", options, RunPropose);
  command
      ->add_option("--due", options->due,
                   "The last day for answers, or how long 答复截止")
      ->required()
      ->type_name("DAY");
  AddChecks(*command, *options);

  options = std::make_shared<WayOptions>();
  command =
      AddYearCommand(session, plan, "shares",
                     {"列出征求意见的份额和答复", "List shares and answers"},
                     "duikou plan shares 2015\nduikou plan shares 2015 --unit "
                     "hzau",
                     options, RunShares);
  command->add_option("--unit", options->unit, "Only of it 支援方")
      ->type_name("UNIT");
  command->add_option("--project", options->project, "Only of it 项目")
      ->type_name("PROJECT");

  AddAnswer(session, plan);

  options = std::make_shared<WayOptions>();
  command =
      AddYearCommand(session, plan, "confirm",
                     {"下达，此后不可更改", "Confirm it, once and for good"},
                     "duikou plan confirm 2015 --yes", options, RunConfirm);
  AddYes(*command, options->yes);
  AddChecks(*command, *options);
}

}  // namespace duikou::cli
