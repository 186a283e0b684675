#include "clients/cli/plan_solve_commands.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/cli/amount.h"
#include "clients/cli/errors.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/plan_text.h"
#include "clients/cli/resource_commands.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using assignment::v1::AnnualPlan;
using assignment::v1::AssignmentRun;
using assignment::v1::PlanVersion;
using AssignmentStub = assignment::v1::AssignmentService::StubInterface;

// How long to wait before a run is looked at again.
constexpr absl::Duration kLook = absl::Milliseconds(300);

struct SolveOptions {
  std::string year;
  std::string reason;
  std::string run;
  bool anew = false;
  bool no_wait = false;
  bool validate_only = false;
};

std::string RunState(const AssignmentRun& run, Session& session) {
  return EnumLabel(*AssignmentRun::State_descriptor(), run.state(),
                   session.language());
}

// One line that takes the place of the last, where somebody sees it.
void ShowProgress(const AssignmentRun& run, Session& session) {
  if (!session.terminal().err_is_tty) return;
  std::ostream& err = session.terminal().err;
  err << "\r" << RunState(run, session) << "  ";
  if (run.has_plan()) {
    err << FormatAmount(run.value_fen(), session.language()) << "  "
        << GapText(run.gap_basis_points(), session);
  }
  if (run.most_steps() > 0) {
    err << "  " << run.steps() * 100 / run.most_steps() << "%";
  }
  err << "\x1b[K" << std::flush;
}

void EndProgress(Session& session) {
  if (session.terminal().err_is_tty) session.terminal().err << "\r\x1b[K";
}

absl::Status PrintVersionOf(const AssignmentRun& run, Session& session) {
  ASSIGN_OR_RETURN(const PlanVersion version,
                   FetchVersion(run.version(), session));
  PrintWorth(version, session);
  PrintUnmet(version, session);
  session.terminal().out << session.Say({"查看：", "See it: "})
                         << "duikou plan show "
                         << IdIn(run.name(), "annualPlans") << "\n";
  return absl::OkStatus();
}

// What a run that has ended came to.
absl::Status PrintRunEnd(const AssignmentRun& run, Session& session) {
  if (run.state() != AssignmentRun::STATE_SUCCEEDED) session.Fail();
  std::ostream& out = session.terminal().out;
  if (session.output() != OutputFormat::kTable) {
    out << ToJson(run);
    return absl::OkStatus();
  }
  if (run.state() == AssignmentRun::STATE_SUCCEEDED) {
    return PrintVersionOf(run, session);
  }
  out << RunState(run, session)
      << (run.has_failure()
              ? absl::StrCat("：", In(run.failure(), session.language()))
              : "")
      << "\n";
  for (const auto& rule : run.clash()) PrintRule(rule, session);
  return absl::OkStatus();
}

absl::Status Watch(AssignmentRun run, Session& session) {
  assignment::v1::GetAssignmentRunRequest request;
  request.set_name(run.name());
  while (run.state() == AssignmentRun::STATE_RUNNING) {
    ShowProgress(run, session);
    absl::SleepFor(kLook);
    absl::StatusOr<AssignmentRun> now =
        session.client().Call(&AssignmentStub::GetAssignmentRun, request);
    if (!now.ok()) EndProgress(session);
    RETURN_IF_ERROR(now.status());
    run = *std::move(now);
  }
  EndProgress(session);
  return PrintRunEnd(run, session);
}

absl::Status RunSolve(const SolveOptions& options, Session& session) {
  assignment::v1::SolveAnnualPlanRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), PlanNameOf(options.year, session));
  request.set_reason(options.reason);
  request.set_anew(options.anew);
  request.set_validate_only(options.validate_only);
  ASSIGN_OR_RETURN(
      const AssignmentRun run,
      session.client().Call(&AssignmentStub::SolveAnnualPlan, request));
  if (!options.no_wait && !options.validate_only) return Watch(run, session);
  std::ostream& out = session.terminal().out;
  if (session.output() != OutputFormat::kTable) {
    out << ToJson(run);
  } else if (options.validate_only) {
    out << session.Say(
        {"检查通过，未开始求解\n", "All is well; nothing was begun\n"});
  } else {
    out << session.Say({"已开始求解：", "Begun: "}) << "duikou plan watch "
        << options.year << " " << LastId(run.name()) << "\n";
  }
  return absl::OkStatus();
}

// The run meant: the one named, else the plan's last.
absl::StatusOr<std::string> RunNameOf(const SolveOptions& options,
                                      Session& session) {
  ASSIGN_OR_RETURN(const std::string name, PlanNameOf(options.year, session));
  if (!options.run.empty()) {
    return absl::StrCat(name, "/runs/", LastId(options.run));
  }
  ASSIGN_OR_RETURN(const AnnualPlan plan, FetchPlan(name, session));
  if (!plan.last_run().empty()) return plan.last_run();
  return UsageError(session.Say({"计划还没有求解过", "no run was begun yet"}));
}

absl::Status RunWatch(const SolveOptions& options, Session& session) {
  assignment::v1::GetAssignmentRunRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), RunNameOf(options, session));
  ASSIGN_OR_RETURN(
      AssignmentRun run,
      session.client().Call(&AssignmentStub::GetAssignmentRun, request));
  return Watch(std::move(run), session);
}

absl::Status RunCancel(const SolveOptions& options, Session& session) {
  assignment::v1::CancelAssignmentRunRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), RunNameOf(options, session));
  ASSIGN_OR_RETURN(
      AssignmentRun run,
      session.client().Call(&AssignmentStub::CancelAssignmentRun, request));
  if (session.output() != OutputFormat::kTable) {
    session.terminal().out << ToJson(run);
  } else {
    session.terminal().out << session.Say({"已要求取消\n", "Asked to end\n"});
  }
  return absl::OkStatus();
}

}  // namespace

void AddPlanSolveCommands(Session& session, CLI::App& plan) {
  auto options = std::make_shared<SolveOptions>();
  CLI::App* command = AddYearCommand(
      session, plan, "solve", {"求解并显示进度", "Solve it, showing how far"},
      "duikou plan solve 2015\nduikou plan solve 2015 --reason 锁定后重算",
      options, RunSolve);
  command->add_option("--reason", options->reason, "Why 理由")
      ->type_name("TEXT");
  command->add_flag("--anew", options->anew,
                    "From nothing, not the current version 从头求解");
  command->add_flag("--no-wait", options->no_wait,
                    "Only begin it 只开始，不等待");
  AddValidateOnlyFlag(*command, options->validate_only);

  options = std::make_shared<SolveOptions>();
  command = AddYearCommand(session, plan, "watch",
                           {"跟踪求解", "Follow a run to its end"},
                           "duikou plan watch 2015", options, RunWatch);
  command->add_option("RUN", options->run, "The run 求解编号");

  options = std::make_shared<SolveOptions>();
  command =
      AddYearCommand(session, plan, "cancel", {"取消求解", "Ask a run to end"},
                     "duikou plan cancel 2015", options, RunCancel);
  command->add_option("RUN", options->run, "The run 求解编号");
}

}  // namespace duikou::cli
