#include "clients/cli/plan_commands.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "clients/cli/amount.h"
#include "clients/cli/errors.h"
#include "clients/cli/output.h"
#include "clients/cli/plan_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using assignment::v1::AnnualPlan;
using assignment::v1::PlanVersion;
using AssignmentStub = assignment::v1::AssignmentService::StubInterface;

struct HandOptions {
  std::string year;
  std::string unit;
  std::string project;
  std::string fund_kind;
  std::string amount;
  std::string from;
  std::string to;
  std::string reason;
  std::string etag;
  bool validate_only = false;
};

// What requests about one share have in common.
template <typename Request>
absl::Status FillPair(const HandOptions& options, Session& session,
                      Request& request) {
  ASSIGN_OR_RETURN(*request.mutable_name(), PlanNameOf(options.year, session));
  ASSIGN_OR_RETURN(*request.mutable_supporter(),
                   session.UnitName(options.unit));
  ASSIGN_OR_RETURN(*request.mutable_project(),
                   session.ProjectName(options.project));
  request.set_fund_kind(options.fund_kind);
  request.set_etag(options.etag);
  request.set_validate_only(options.validate_only);
  return absl::OkStatus();
}

absl::Status RunPin(const HandOptions& options, Session& session) {
  assignment::v1::PinShareRequest request;
  RETURN_IF_ERROR(FillPair(options, session, request));
  ASSIGN_OR_RETURN(const int64_t fen, AmountOption("--amount", options.amount));
  request.set_amount_fen(fen);
  request.set_reason(options.reason);
  ASSIGN_OR_RETURN(const AnnualPlan plan,
                   session.client().Call(&AssignmentStub::PinShare, request));
  PrintPlanDone({"已锁定", "Pinned"}, plan, options.validate_only, session);
  return absl::OkStatus();
}

absl::Status RunBan(const HandOptions& options, Session& session) {
  assignment::v1::BanShareRequest request;
  RETURN_IF_ERROR(FillPair(options, session, request));
  request.set_reason(options.reason);
  ASSIGN_OR_RETURN(const AnnualPlan plan,
                   session.client().Call(&AssignmentStub::BanShare, request));
  PrintPlanDone({"已排除", "Banned"}, plan, options.validate_only, session);
  return absl::OkStatus();
}

absl::Status RunRelease(const HandOptions& options, Session& session) {
  assignment::v1::ReleaseShareRequest request;
  RETURN_IF_ERROR(FillPair(options, session, request));
  ASSIGN_OR_RETURN(
      const AnnualPlan plan,
      session.client().Call(&AssignmentStub::ReleaseShare, request));
  PrintPlanDone({"已解除", "Released"}, plan, options.validate_only, session);
  return absl::OkStatus();
}

void PrintMove(const assignment::v1::MoveShareResponse& moved,
               bool validate_only, Session& session) {
  std::ostream& out = session.terminal().out;
  if (session.output() != OutputFormat::kTable) {
    out << ToJson(moved);
    return;
  }
  const int64_t price = moved.price_fen();
  out << (price > 0 ? session.Say({"价值减少 ", "It costs "})
                    : session.Say({"价值增加 ", "It gains "}))
      << FormatAmount(price > 0 ? price : -price, session.language())
      << session.Say({"，", ", "})
      << GapText(moved.version().worth().gap_basis_points(), session) << "\n";
  if (!moved.breaches().empty()) {
    session.Fail();
    out << session.Say({"违反规则：\n", "It would break:\n"});
    for (const auto& rule : moved.breaches()) PrintRule(rule, session);
  }
  if (!validate_only) {
    out << session.Say({"已成为版本 ", "It is version "})
        << moved.version().number() << "\n";
  }
}

absl::Status RunMove(const HandOptions& options, Session& session) {
  assignment::v1::MoveShareRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), PlanNameOf(options.year, session));
  ASSIGN_OR_RETURN(*request.mutable_project(),
                   session.ProjectName(options.project));
  if (!options.from.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_from_supporter(),
                     session.UnitName(options.from));
  }
  if (!options.to.empty()) {
    ASSIGN_OR_RETURN(*request.mutable_to_supporter(),
                     session.UnitName(options.to));
  }
  request.set_fund_kind(options.fund_kind);
  ASSIGN_OR_RETURN(const int64_t fen, AmountOption("--amount", options.amount));
  request.set_amount_fen(fen);
  request.set_reason(options.reason);
  request.set_etag(options.etag);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(const auto moved,
                   session.client().Call(&AssignmentStub::MoveShare, request));
  PrintMove(moved, options.validate_only, session);
  return absl::OkStatus();
}

absl::Status RunAmend(const HandOptions& options, Session& session) {
  assignment::v1::AmendAnnualPlanRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), PlanNameOf(options.year, session));
  auto& change = *request.add_changes();
  ASSIGN_OR_RETURN(*change.mutable_supporter(), session.UnitName(options.unit));
  ASSIGN_OR_RETURN(*change.mutable_project(),
                   session.ProjectName(options.project));
  change.set_fund_kind(options.fund_kind);
  ASSIGN_OR_RETURN(const int64_t fen, AmountOption("--amount", options.amount));
  change.set_amount_fen(fen);
  request.set_reason(options.reason);
  request.set_etag(options.etag);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const PlanVersion version,
      session.client().Call(&AssignmentStub::AmendAnnualPlan, request));
  if (session.output() != OutputFormat::kTable) {
    session.terminal().out << ToJson(version);
    return absl::OkStatus();
  }
  PrintWorth(version, session);
  return absl::OkStatus();
}

using HandRunner = absl::Status (*)(const HandOptions&, Session&);

CLI::App* AddByHand(Session& session, CLI::App& plan, const std::string& name,
                    const Words& help, const std::string& examples,
                    const std::shared_ptr<HandOptions>& options,
                    HandRunner run) {
  CLI::App* command =
      AddYearCommand(session, plan, name, help, examples, options, run);
  command
      ->add_option("--etag", options->etag,
                   "Only if the plan still has this etag 版本未变才执行")
      ->type_name("ETAG");
  AddValidateOnlyFlag(*command, options->validate_only);
  return command;
}

void AddPair(CLI::App& command, HandOptions& options) {
  command.add_option("UNIT", options.unit, "The supporter 支援方")->required();
  command.add_option("PROJECT", options.project, "The project 项目")
      ->required();
}

CLI::Option* AddKind(CLI::App& command, HandOptions& options) {
  return command
      .add_option("--fund-kind", options.fund_kind, "Of which funds 资金类别")
      ->type_name("FUND-KIND");
}

void AddAmount(CLI::App& command, HandOptions& options, const char* help) {
  command.add_option("--amount", options.amount, help)->type_name("AMOUNT");
}

CLI::Option* AddReason(CLI::App& command, HandOptions& options) {
  return command.add_option("--reason", options.reason, "Why 理由")
      ->type_name("TEXT");
}

void AddConstraintCommands(Session& session, CLI::App& plan) {
  auto options = std::make_shared<HandOptions>();
  CLI::App* command = AddByHand(
      session, plan, "pin", {"锁定一个份额", "Demand a share"},
      "duikou plan pin 2015 hzau p-001 --reason 续建项目\n"
      "duikou plan pin 2015 hzau p-001 --fund-kind grant --amount 50万元 "
      "--reason 已协商",
      options, RunPin);
  AddPair(*command, *options);
  AddKind(*command, *options);
  AddAmount(*command, *options,
            "Exactly so much, with a fund kind; any if not given 金额");
  AddReason(*command, *options)->required();

  options = std::make_shared<HandOptions>();
  command = AddByHand(session, plan, "ban", {"排除一个份额", "Forbid a share"},
                      "duikou plan ban 2015 hzau p-001 --reason 专业不符",
                      options, RunBan);
  AddPair(*command, *options);
  AddKind(*command, *options);
  AddReason(*command, *options)->required();

  options = std::make_shared<HandOptions>();
  command = AddByHand(
      session, plan, "release", {"解除锁定或排除", "Take a pin or ban back"},
      "duikou plan release 2015 hzau p-001", options, RunRelease);
  AddPair(*command, *options);
  AddKind(*command, *options);
}

}  // namespace

void AddPlanCommands(Session& session, CLI::App& plan) {
  AddConstraintCommands(session, plan);
  auto options = std::make_shared<HandOptions>();
  CLI::App* command = AddByHand(
      session, plan, "move",
      {"手工调整一个份额，并显示代价", "Move a share by hand, with its price"},
      "duikou plan move 2015 p-001 --fund-kind grant --from hzau --to whu "
      "--validate-only\nduikou plan move 2015 p-001 --fund-kind grant --to whu "
      "--amount 50万元",
      options, RunMove);
  command->add_option("PROJECT", options->project, "The project 项目")
      ->required();
  AddKind(*command, *options)->required();
  command->add_option("--from", options->from, "Who gives less 调出单位")
      ->type_name("UNIT");
  command->add_option("--to", options->to, "Who gives more 调入单位")
      ->type_name("UNIT");
  AddAmount(*command, *options, "How much; all if not given 金额");
  AddReason(*command, *options);

  options = std::make_shared<HandOptions>();
  command = AddByHand(
      session, plan, "amend",
      {"修订已下达的计划", "Change a share of a confirmed plan"},
      "duikou plan amend 2015 hzau p-001 --fund-kind grant --amount 80万元 "
      "--reason 年中追加",
      options, RunAmend);
  AddPair(*command, *options);
  AddKind(*command, *options)->required();
  AddAmount(*command, *options,
            "How much from now on; the share goes if not given 金额");
  AddReason(*command, *options)->required();
}

}  // namespace duikou::cli
