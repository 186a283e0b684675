#include "services/assignment/assignment_runs.h"

#include <exception>
#include <functional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "matcher/assignment/solver.h"
#include "services/assignment/plan_words.h"
#include "services/assignment/run_progress.h"
#include "services/base/json_log.h"
#include "services/base/parallel_tasks.h"
#include "services/base/violation.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

// Why a solve made no version.
type::v1::LocalizedText FailureOf(const absl::Status& status) {
  const std::string en(status.message());
  const std::string zh = ChineseTextOf(status);
  return BothWords(zh.empty() ? absl::StrCat("求解出错：", en) : zh, en);
}

// What a solve came to, written as its end.
absl::Status WriteEnd(const absl::StatusOr<AssignmentSolution>& solution,
                      bool cancelled, bool stopping, RunProgress& progress) {
  if (stopping) {
    return progress.End(pb::AssignmentRun::STATE_FAILED,
                        BothWords("服务器已停止", "the server stopped"),
                        nullptr);
  }
  if (cancelled) {
    return progress.End(pb::AssignmentRun::STATE_CANCELLED, {}, nullptr);
  }
  if (!solution.ok()) {
    return progress.End(pb::AssignmentRun::STATE_FAILED,
                        FailureOf(solution.status()), nullptr);
  }
  if (solution->status == AssignmentStatus::kInfeasible) {
    return progress.End(pb::AssignmentRun::STATE_INFEASIBLE,
                        BothWords("锁定与限制不能同时成立",
                                  "pins and limits cannot hold together"),
                        &*solution);
  }
  if (!solution->has_plan && !solution->nothing_to_do) {
    return progress.End(pb::AssignmentRun::STATE_FAILED,
                        BothWords("在求解上限内没有找到满足锁定的方案",
                                  "no plan that keeps the pins was found in "
                                  "the steps allowed"),
                        nullptr);
  }
  const absl::Status written = progress.Succeed(*solution);
  if (written.ok() || absl::IsNotFound(written)) return written;
  return progress.End(pb::AssignmentRun::STATE_FAILED, FailureOf(written),
                      nullptr);
}

// Libraries of the solver may throw.
absl::StatusOr<AssignmentSolution> SolveSafely(
    const AssignmentProblem& problem, const AssignmentOptions& options) {
  try {
    return SolveAssignment(problem, options);
  } catch (const std::exception& exception) {
    return absl::InternalError(exception.what());
  }
}

}  // namespace

AssignmentRuns::AssignmentRuns(Store& store, Clock& clock, IdGenerator& ids,
                               spdlog::logger& logger)
    : store_(store), clock_(clock), ids_(ids), logger_(logger) {}

absl::Status AssignmentRuns::CheckRoom() {
  absl::MutexLock lock(&mutex_);
  Reap();
  if (static_cast<int>(active_.size()) < kMostAtOnce) return absl::OkStatus();
  return Refused(
      absl::StatusCode::kResourceExhausted, "",
      absl::StrCat("已有 ", kMostAtOnce, " 个计划在求解，请稍后再试"),
      absl::StrCat(kMostAtOnce, " plans are being solved; try again later"));
}

void AssignmentRuns::Start(RunJob job) {
  absl::MutexLock lock(&mutex_);
  auto active = std::make_unique<Active>();
  active->job = std::move(job);
  Active& started = *active;
  active_.push_back(std::move(active));
  started.thread = std::thread([this, &started] { Run(started); });
}

void AssignmentRuns::Cancel(absl::string_view name) {
  absl::MutexLock lock(&mutex_);
  for (const auto& active : active_) {
    if (active->job.run.name() == name) active->cancelled = true;
  }
}

void AssignmentRuns::Run(Active& active) {
  RunProgress progress(store_, clock_, ids_, active.job);
  AssignmentOptions options;
  options.most_steps = active.job.run.most_steps();
  options.plan = active.job.start_plan;
  options.prices = active.job.start_prices;
  options.cancelled = [&] {
    if (progress.BeatAndAsk()) active.cancelled = true;
    return active.cancelled || stopping_;
  };
  options.progress = [&](const AssignmentProgress& now) { progress.Note(now); };
  options.parallel_for = [](const std::vector<std::function<void()>>& tasks) {
    RunTasks(tasks);
  };
  const absl::StatusOr<AssignmentSolution> solution =
      SolveSafely(active.job.problem, options);
  const absl::Status written =
      WriteEnd(solution, active.cancelled, stopping_, progress);
  Log(logger_, written.ok() ? spdlog::level::info : spdlog::level::warn,
      "assignment run",
      {{"run", active.job.run.name()},
       {"solved", std::string(solution.status().message())},
       {"written", std::string(written.message())}});
  active.done = true;
}

void AssignmentRuns::Reap() {
  for (auto active = active_.begin(); active != active_.end();) {
    if (!(*active)->done) {
      ++active;
      continue;
    }
    (*active)->thread.join();
    active = active_.erase(active);
  }
}

void AssignmentRuns::Stop() {
  stopping_ = true;
  absl::MutexLock lock(&mutex_);
  for (const auto& active : active_) active->thread.join();
  active_.clear();
}

}  // namespace duikou
