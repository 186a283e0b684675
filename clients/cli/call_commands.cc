#include "clients/cli/call_commands.h"

#include <memory>
#include <string>
#include <vector>

#include "clients/cli/call_text.h"
#include "clients/cli/errors.h"
#include "clients/cli/output.h"
#include "clients/cli/plan_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_kinds.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using assignment::v1::Application;
using assignment::v1::Call;
using CompetitionStub = assignment::v1::CompetitionService::StubInterface;

struct CallOptions {
  std::string call;
  std::string project;
  std::string amount;
  std::string least;
  std::string statement;
  std::string reason;
  std::string etag;
  bool before_due_time = false;
  bool validate_only = false;
};

absl::Status RunShowCall(const CallOptions& options, Session& session) {
  ASSIGN_OR_RETURN(const std::string name, CallNameOf(options.call, session));
  ASSIGN_OR_RETURN(const Call notice, FetchCall(name, session));
  if (session.output() == OutputFormat::kJson) {
    session.terminal().out << ToJson(notice);
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const std::vector<Application> applications,
                   FetchApplications(name, session));
  if (session.output() == OutputFormat::kTable) {
    PrintResource(*KindOfCollection("calls"), notice, session);
    session.terminal().out << "\n"
                           << (applications.empty()
                                   ? session.Say({"看不到任何申报\n",
                                                  "No application to see\n"})
                                   : "");
    if (applications.empty()) return absl::OkStatus();
  }
  PrintApplications(applications, session);
  return absl::OkStatus();
}

absl::Status RunCloseCall(const CallOptions& options, Session& session) {
  assignment::v1::CloseCallRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), CallNameOf(options.call, session));
  request.set_etag(options.etag);
  request.set_before_due_time(options.before_due_time);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(const Call notice,
                   session.client().Call(&CompetitionStub::CloseCall, request));
  PrintCallDone({"申报已截止", "Closed"}, notice, options.validate_only,
                session);
  return absl::OkStatus();
}

absl::Status RunCancelCall(const CallOptions& options, Session& session) {
  assignment::v1::CancelCallRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), CallNameOf(options.call, session));
  request.set_etag(options.etag);
  request.set_reason(options.reason);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const Call notice,
      session.client().Call(&CompetitionStub::CancelCall, request));
  PrintCallDone({"已取消", "Cancelled"}, notice, options.validate_only,
                session);
  return absl::OkStatus();
}

absl::Status RunApply(const CallOptions& options, Session& session) {
  assignment::v1::CreateApplicationRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   CallNameOf(options.call, session));
  Application& application = *request.mutable_application();
  ASSIGN_OR_RETURN(*application.mutable_project(),
                   session.ProjectName(options.project));
  ASSIGN_OR_RETURN(const int64_t fen, AmountOption("--amount", options.amount));
  ASSIGN_OR_RETURN(const int64_t least, AmountOption("--least", options.least));
  application.set_amount_fen(fen);
  application.set_least_amount_fen(least);
  application.set_statement(options.statement);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const Application made,
      session.client().Call(&CompetitionStub::CreateApplication, request));
  PrintApplicationDone({"已申报", "Applied for"}, made, options.validate_only,
                       session);
  return absl::OkStatus();
}

// Only what was typed changes.
absl::Status RunChangeApplication(const CallOptions& options,
                                  Session& session) {
  assignment::v1::UpdateApplicationRequest request;
  Application& application = *request.mutable_application();
  ASSIGN_OR_RETURN(*application.mutable_name(),
                   ApplicationNameOf(options.call, options.project, session,
                                     "applications"));
  ASSIGN_OR_RETURN(const int64_t fen, AmountOption("--amount", options.amount));
  ASSIGN_OR_RETURN(const int64_t least, AmountOption("--least", options.least));
  application.set_amount_fen(fen);
  application.set_least_amount_fen(least);
  application.set_statement(options.statement);
  application.set_etag(options.etag);
  auto& mask = *request.mutable_update_mask();
  if (!options.amount.empty()) mask.add_paths("amount_fen");
  if (!options.least.empty()) mask.add_paths("least_amount_fen");
  if (!options.statement.empty()) mask.add_paths("statement");
  if (mask.paths().empty()) {
    return UsageError(session.Say({"没有要修改的内容", "nothing to change"}));
  }
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const Application changed,
      session.client().Call(&CompetitionStub::UpdateApplication, request));
  PrintApplicationDone({"已修改申报", "Changed"}, changed,
                       options.validate_only, session);
  return absl::OkStatus();
}

absl::Status RunWithdrawApplication(const CallOptions& options,
                                    Session& session) {
  assignment::v1::WithdrawApplicationRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   ApplicationNameOf(options.call, options.project, session,
                                     "applications"));
  request.set_etag(options.etag);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const Application changed,
      session.client().Call(&CompetitionStub::WithdrawApplication, request));
  PrintApplicationDone({"已撤回申报", "Withdrawn"}, changed,
                       options.validate_only, session);
  return absl::OkStatus();
}

absl::Status RunSubmitApplication(const CallOptions& options,
                                  Session& session) {
  assignment::v1::SubmitApplicationRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(),
                   ApplicationNameOf(options.call, options.project, session,
                                     "applications"));
  request.set_etag(options.etag);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const Application changed,
      session.client().Call(&CompetitionStub::SubmitApplication, request));
  PrintApplicationDone({"已重新申报", "Put forward again"}, changed,
                       options.validate_only, session);
  return absl::OkStatus();
}

using CallRunner = absl::Status (*)(const CallOptions&, Session&);

CLI::App* AddOnCall(Session& session, CLI::App& call, const std::string& name,
                    const Words& help, const std::string& examples,
                    const std::shared_ptr<CallOptions>& options,
                    CallRunner run) {
  CLI::App* command = AddCommand(call, name, help, examples);
  command->add_option("CALL", options->call, "The call 公告")->required();
  command->callback([&session, options, run] {
    session.Select([&session, options, run] { return run(*options, session); });
  });
  return command;
}

void AddCallChecks(CLI::App& command, CallOptions& options) {
  command
      .add_option("--etag", options.etag,
                  "Only if it still has this etag 版本未变才执行")
      ->type_name("ETAG");
  AddValidateOnlyFlag(command, options.validate_only);
}

void AddSteps(Session& session, CLI::App& call) {
  auto options = std::make_shared<CallOptions>();
  AddOnCall(session, call, "show",
            {"显示公告和看得到的申报", "Show it with the applications to see"},
            "duikou call show roads-2016", options, RunShowCall);

  options = std::make_shared<CallOptions>();
  CLI::App* command =
      AddOnCall(session, call, "close",
                {"截止申报，开始评审", "End applications, begin scoring"},
                "duikou call close roads-2016", options, RunCloseCall);
  command->add_flag("--before-due-time", options->before_due_time,
                    "Although its due time has not come 提前截止");
  AddCallChecks(*command, *options);

  options = std::make_shared<CallOptions>();
  command = AddOnCall(session, call, "cancel",
                      {"取消，不再分配", "End it without an award"},
                      "duikou call cancel roads-2016 --reason 资金调整",
                      options, RunCancelCall);
  command
      ->add_option("--reason", options->reason,
                   "Why; everybody sees it 理由，公开")
      ->required()
      ->type_name("TEXT");
  AddCallChecks(*command, *options);
}

CLI::App* AddOnApplication(Session& session, CLI::App& call,
                           const std::string& name, const Words& help,
                           const std::string& examples,
                           const std::shared_ptr<CallOptions>& options,
                           CallRunner run) {
  CLI::App* command =
      AddOnCall(session, call, name, help, examples, options, run);
  command->add_option("PROJECT", options->project, "The project 项目")
      ->required();
  return command;
}

CLI::Option* AddApplicationFields(CLI::App& command, CallOptions& options) {
  CLI::Option* amount =
      command
          .add_option("--amount", options.amount, "What is asked for 申请金额")
          ->type_name("AMOUNT");
  command
      .add_option("--least", options.least,
                  "The least that is of use; only all if not given 最低可接受")
      ->type_name("AMOUNT");
  command
      .add_option("--statement", options.statement,
                  "What there is to say for it 申报说明")
      ->type_name("TEXT");
  return amount;
}

}  // namespace

void AddCallCommands(Session& session, CLI::App& call) {
  AddSteps(session, call);
  auto options = std::make_shared<CallOptions>();
  CLI::App* command = AddOnApplication(
      session, call, "apply", {"为项目申报", "Apply for a project"},
      "duikou call apply roads-2016 p-001 --amount 500万元 --least 300万元",
      options, RunApply);
  AddApplicationFields(*command, *options)->required();
  AddValidateOnlyFlag(*command, options->validate_only);

  options = std::make_shared<CallOptions>();
  command = AddOnApplication(
      session, call, "change", {"修改申报", "Change an application"},
      "duikou call change roads-2016 p-001 --amount 400万元", options,
      RunChangeApplication);
  AddApplicationFields(*command, *options);
  AddCallChecks(*command, *options);

  options = std::make_shared<CallOptions>();
  command = AddOnApplication(
      session, call, "withdraw",
      {"撤回申报，截止前可再提交", "Take an application back"},
      "duikou call withdraw roads-2016 p-001", options, RunWithdrawApplication);
  AddCallChecks(*command, *options);

  options = std::make_shared<CallOptions>();
  command = AddOnApplication(
      session, call, "submit",
      {"重新提交撤回的申报", "Put a withdrawn application forward again"},
      "duikou call submit roads-2016 p-001", options, RunSubmitApplication);
  AddCallChecks(*command, *options);
}

}  // namespace duikou::cli
