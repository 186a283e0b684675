#include "clients/cli/fair_solve_commands.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "clients/cli/errors.h"
#include "clients/cli/fair_text.h"
#include "clients/cli/labels.h"
#include "clients/cli/output.h"
#include "clients/cli/recommendation_text.h"
#include "clients/cli/resource_names.h"
#include "clients/lib/status_macros.h"

namespace duikou::cli {
namespace {

using fair::v1::CancelTimetableRunRequest;
using fair::v1::CheckTimetableRequest;
using fair::v1::CheckTimetableResponse;
using fair::v1::Fair;
using fair::v1::GetTimetableRunRequest;
using fair::v1::ListTimetableRunsRequest;
using fair::v1::ListTimetableRunsResponse;
using fair::v1::SolveTimetableRequest;
using fair::v1::TimetableRun;
using TimetableStub = fair::v1::TimetableService::StubInterface;

// How long to wait before a run is looked at again.
constexpr absl::Duration kFairLook = absl::Milliseconds(300);

struct FairSolveOptions {
  std::string fair;
  std::string run;
  int least_score = 0;
  int64_t most_steps = 0;
  bool with_suggestions = false;
  bool anew = false;
  bool no_wait = false;
  ChangeOptions change;
};

std::string RunState(const TimetableRun& run, Session& session) {
  return EnumLabel(*TimetableRun::State_descriptor(), run.state(),
                   session.language());
}

// `9,120 of at most 9,400`, in words where both are the same.
std::string WorthText(const TimetableRun& run, Session& session) {
  std::string text = Thousands(run.importance());
  if (run.importance() == run.importance_bound()) {
    return absl::StrCat(text,
                        session.Say({"（已证明最优）", " (proved best)"}));
  }
  return absl::StrCat(text, session.Say({"（至多 ", " (at most "}),
                      Thousands(run.importance_bound()),
                      session.Say({"）", ")"}));
}

std::string BreaksText(const TimetableRun& run, Session& session) {
  std::string text = absl::StrCat(run.breaks());
  if (run.breaks() == run.breaks_bound()) {
    return absl::StrCat(text,
                        session.Say({"（已证明最少）", " (proved least)"}));
  }
  return absl::StrCat(text, session.Say({"（至少 ", " (at least "}),
                      run.breaks_bound(), session.Say({"）", ")"}));
}

// One line of how far a run is.
std::string ProgressText(const TimetableRun& run, Session& session) {
  std::string line = RunState(run, session);
  if (run.has_timetable()) {
    absl::StrAppend(&line, session.Say({"  价值 ", "  worth "}),
                    WorthText(run, session),
                    session.Say({"  空档 ", "  idle gaps "}), run.breaks());
  }
  if (run.most_steps() > 0) {
    absl::StrAppend(&line, "  ", run.steps() * 100 / run.most_steps(), "%");
  }
  return line;
}

void PrintClash(const TimetableRun& run, Session& session) {
  if (run.clash().empty()) return;
  session.terminal().out << session.Say(
      {"以下要求不能同时满足：\n", "These cannot hold together:\n"});
  for (const auto& demand : run.clash()) {
    session.terminal().out << "  " << In(demand.text(), session.language())
                           << "\n";
  }
}

// What a run that has ended came to.
void PrintRunEnd(const TimetableRun& run, Session& session) {
  if (run.state() != TimetableRun::STATE_SUCCEEDED) session.Fail();
  if (session.output() != OutputFormat::kTable) {
    PrintResource(*KindOfCollection("timetableRuns"), run, session);
    return;
  }
  std::ostream& out = session.terminal().out;
  out << RunState(run, session)
      << (run.has_failure()
              ? absl::StrCat("：", In(run.failure(), session.language()))
              : "")
      << "\n";
  PrintClash(run, session);
  if (run.state() != TimetableRun::STATE_SUCCEEDED) return;
  const std::string id = IdIn(run.name(), "fairs");
  out << session.Say({"安排洽谈 ", "Meetings with a place: "}) << run.placed()
      << session.Say({" 场，应排 ", " of "}) << run.wanted()
      << session.Say({" 场\n价值 ", "\nWorth "}) << WorthText(run, session)
      << session.Say({"\n空档 ", "\nIdle gaps "}) << BreaksText(run, session)
      << session.Say({"\n查看：", "\nSee it: "}) << "duikou fair meetings "
      << id << session.Say({"\n发布：", "\nPublish it: "})
      << "duikou fair publish " << id << "\n";
}

absl::Status Watch(TimetableRun run, Session& session) {
  GetTimetableRunRequest request;
  request.set_name(run.name());
  {
    FairProgress progress(session);
    while (run.state() == TimetableRun::STATE_RUNNING) {
      progress.Show(ProgressText(run, session));
      absl::SleepFor(kFairLook);
      ASSIGN_OR_RETURN(
          run, session.client().Call(&TimetableStub::GetTimetableRun, request));
    }
  }
  PrintRunEnd(run, session);
  return absl::OkStatus();
}

absl::Status RunSolve(const FairSolveOptions& options, Session& session) {
  SolveTimetableRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), FairNameOf(options.fair, session));
  request.set_with_suggestions(options.with_suggestions);
  request.set_least_score(options.least_score);
  request.set_most_steps(options.most_steps);
  request.set_anew(options.anew);
  request.set_etag(options.change.etag);
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      TimetableRun run,
      session.client().Call(&TimetableStub::SolveTimetable, request));
  if (!options.no_wait && !options.change.validate_only) {
    return Watch(std::move(run), session);
  }
  if (session.output() != OutputFormat::kTable) {
    PrintResource(*KindOfCollection("timetableRuns"), run, session);
  } else if (!ToldAsOnlyChecked(options.change.validate_only, session)) {
    session.terminal().out << session.Say({"已开始求解：", "Begun: "})
                           << "duikou fair watch " << options.fair << " "
                           << LastId(run.name()) << "\n";
  }
  return absl::OkStatus();
}

// The run meant: the one named, else the fair's last.
absl::StatusOr<std::string> RunNameOf(const FairSolveOptions& options,
                                      Session& session) {
  ASSIGN_OR_RETURN(const std::string name, FairNameOf(options.fair, session));
  if (!options.run.empty()) {
    return NameInFair(name, "timetableRuns", options.run, "RUN");
  }
  ASSIGN_OR_RETURN(const Fair found, FetchFair(name, session));
  if (!found.last_run().empty()) return found.last_run();
  return UsageError(session.Say({"还没有求解过", "no run was begun yet"}));
}

absl::Status RunWatch(const FairSolveOptions& options, Session& session) {
  GetTimetableRunRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), RunNameOf(options, session));
  ASSIGN_OR_RETURN(
      TimetableRun run,
      session.client().Call(&TimetableStub::GetTimetableRun, request));
  return Watch(std::move(run), session);
}

absl::Status RunCancel(const FairSolveOptions& options, Session& session) {
  CancelTimetableRunRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), RunNameOf(options, session));
  request.set_validate_only(options.change.validate_only);
  ASSIGN_OR_RETURN(
      const TimetableRun run,
      session.client().Call(&TimetableStub::CancelTimetableRun, request));
  PrintFairDone({"已要求取消", "Asked to end"}, LastId(run.name()), run,
                options.change.validate_only, session);
  return absl::OkStatus();
}

absl::Status RunRuns(const FairSolveOptions& options, Session& session) {
  ListTimetableRunsRequest request;
  ASSIGN_OR_RETURN(*request.mutable_parent(),
                   FairNameOf(options.fair, session));
  request.set_page_size(kMostPerPage);
  ListTimetableRunsResponse all;
  do {
    request.set_page_token(all.next_page_token());
    ASSIGN_OR_RETURN(
        const ListTimetableRunsResponse page,
        session.client().Call(&TimetableStub::ListTimetableRuns, request));
    all.clear_next_page_token();
    all.MergeFrom(page);
  } while (!all.next_page_token().empty());
  std::vector<const google::protobuf::Message*> listed;
  for (const TimetableRun& run : all.timetable_runs()) listed.push_back(&run);
  PrintList(*KindOfCollection("timetableRuns"), all, listed,
            session.Say({"还没有求解过", "No run was begun yet"}), session);
  return absl::OkStatus();
}

absl::Status RunCheck(const FairSolveOptions& options, Session& session) {
  CheckTimetableRequest request;
  ASSIGN_OR_RETURN(*request.mutable_name(), FairNameOf(options.fair, session));
  ASSIGN_OR_RETURN(const Fair found, FetchFair(request.name(), session));
  ASSIGN_OR_RETURN(
      const CheckTimetableResponse response,
      session.client().Call(&TimetableStub::CheckTimetable, request));
  if (response.blocking() > 0) session.Fail();
  PrintFairFaults(response.faults(), response, FairPlaces(found, session),
                  {"", ""}, session);
  if (session.output() == OutputFormat::kTable) {
    session.terminal().out << session.Say(
                                  {"不可行 ", "It cannot be held like this: "})
                           << response.blocking()
                           << session.Say({" 处，提醒 ", ", warnings: "})
                           << response.faults_size() - response.blocking()
                           << session.Say({" 处\n", "\n"});
  }
  return absl::OkStatus();
}

void AddSolve(Session& session, CLI::App& noun) {
  auto options = std::make_shared<FairSolveOptions>();
  CLI::App* command = AddFairCommand(
      session, noun, kTimetableGroup, "solve",
      {"排日程并显示进度", "Make the timetable, showing how far"},
      "duikou fair solve 2016\n"
      "duikou fair solve 2016 --with-suggestions --least-score 3000",
      options, RunSolve);
  command->add_flag("--with-suggestions", options->with_suggestions,
                    "Pairs too that nobody asked for: the best set of meetings "
                    "未约见的也可安排，求全会最优");
  command
      ->add_option("--least-score", options->least_score,
                   "Of these only pairs with this score, 0 to 10000 "
                   "最低匹配分")
      ->type_name("NUMBER");
  command
      ->add_option("--most-steps", options->most_steps,
                   "Stops with what it has after so much work 计算步数上限")
      ->type_name("NUMBER");
  command->add_flag("--anew", options->anew,
                    "From nothing, not the meetings as they are 从头求解");
  command->add_flag("--no-wait", options->no_wait,
                    "Only begin it 只开始，不等待");
  AddChangeOptions(*command, options->change);
}

}  // namespace

void AddFairSolveCommands(Session& session, CLI::App& noun) {
  AddSolve(session, noun);
  auto options = std::make_shared<FairSolveOptions>();
  CLI::App* command =
      AddFairCommand(session, noun, kTimetableGroup, "watch",
                     {"跟踪求解", "Follow a run to its end"},
                     "duikou fair watch 2016", options, RunWatch);
  command->add_option("RUN", options->run,
                      "The run; the last if not given 求解编号");

  options = std::make_shared<FairSolveOptions>();
  command = AddFairCommand(session, noun, kTimetableGroup, "cancel-run",
                           {"取消求解", "Ask a run to end"},
                           "duikou fair cancel-run 2016", options, RunCancel);
  command->add_option("RUN", options->run,
                      "The run; the last if not given 求解编号");
  command->add_flag("--validate-only", options->change.validate_only,
                    "Check everything, write nothing 只检查，不写入");

  options = std::make_shared<FairSolveOptions>();
  AddFairCommand(session, noun, kTimetableGroup, "runs",
                 {"列出求解", "List the runs"}, "duikou fair runs 2016",
                 options, RunRuns);

  options = std::make_shared<FairSolveOptions>();
  AddFairCommand(session, noun, kTimetableGroup, "check",
                 {"检查日程有何不可行", "See what the timetable breaks"},
                 "duikou fair check 2016\nduikou fair check 2016 --output csv",
                 options, RunCheck);
}

}  // namespace duikou::cli
