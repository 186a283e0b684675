#include "services/fair/fair_runs.h"

#include <exception>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "services/base/json_log.h"
#include "services/base/violation.h"
#include "services/fair/fair_run_records.h"
#include "services/fair/fault_words.h"

namespace duikou {
namespace {

using fair::v1::TimetableRun;

// Why a search wrote nothing.
type::v1::LocalizedText FailureOf(const absl::Status& status) {
  const std::string en(status.message());
  const std::string zh = ChineseTextOf(status);
  return FairWords(zh.empty() ? absl::StrCat("求解出错：", en) : zh, en);
}

// What a search came to, written as its end.
absl::Status WriteEnd(const absl::StatusOr<TimetableSolution>& solution,
                      bool cancelled, bool stopping, FairRunWriter& writer) {
  if (stopping) {
    return writer.End(TimetableRun::STATE_FAILED,
                      FairWords("服务器已停止", "the server stopped"), nullptr);
  }
  if (cancelled) {
    return writer.End(TimetableRun::STATE_CANCELLED, {}, nullptr);
  }
  if (!solution.ok()) {
    return writer.End(TimetableRun::STATE_FAILED, FailureOf(solution.status()),
                      nullptr);
  }
  if (solution->status == TimetableStatus::kInfeasible) {
    return writer.End(TimetableRun::STATE_INFEASIBLE,
                      FairWords("必须满足的要求不能同时成立",
                                "what has to be cannot hold together"),
                      &*solution);
  }
  if (!solution->has_timetable) {
    return writer.End(TimetableRun::STATE_FAILED,
                      FairWords("在求解上限内没有找到日程",
                                "none was found in the steps allowed"),
                      nullptr);
  }
  const absl::Status written = writer.Succeed(*solution);
  if (written.ok() || absl::IsNotFound(written)) return written;
  return writer.End(TimetableRun::STATE_FAILED, FailureOf(written), nullptr);
}

// Libraries of the solver may throw.
absl::StatusOr<TimetableSolution> SolveSafely(const TimetableProblem& problem,
                                              const TimetableOptions& options) {
  try {
    return SolveTimetable(problem, options);
  } catch (const std::exception& exception) {
    return absl::InternalError(exception.what());
  }
}

}  // namespace

FairRuns::FairRuns(Store& store, Clock& clock, IdGenerator& ids,
                   spdlog::logger& logger)
    : store_(store), clock_(clock), ids_(ids), logger_(logger) {}

absl::Status FairRuns::CheckRoom() {
  absl::MutexLock lock(&mutex_);
  Reap();
  if (static_cast<int>(active_.size()) < kMostAtOnce) return absl::OkStatus();
  return Refused(
      absl::StatusCode::kResourceExhausted, "",
      absl::StrCat("已有 ", kMostAtOnce, " 个日程在求解，请稍后再试"),
      absl::StrCat(kMostAtOnce,
                   " timetables are being solved; try again later"));
}

void FairRuns::Start(FairRunJob job) {
  absl::MutexLock lock(&mutex_);
  auto active = std::make_unique<Active>();
  active->job = std::move(job);
  Active& started = *active;
  active_.push_back(std::move(active));
  started.thread = std::thread([this, &started] { Run(started); });
}

void FairRuns::Cancel(absl::string_view name) {
  absl::MutexLock lock(&mutex_);
  for (const auto& active : active_) {
    if (active->job.run.name() == name) active->cancelled = true;
  }
}

void FairRuns::Run(Active& active) {
  FairRunWriter writer(store_, clock_, ids_, active.job);
  TimetableOptions options;
  options.most_steps = active.job.run.most_steps();
  options.start = active.job.start;
  options.cancelled = [&] {
    if (writer.BeatAndAsk()) active.cancelled = true;
    return active.cancelled || stopping_;
  };
  options.progress = [&](const TimetableProgress& now) { writer.Note(now); };
  const absl::StatusOr<TimetableSolution> solution =
      SolveSafely(active.job.input->problem, options);
  const absl::Status written =
      WriteEnd(solution, active.cancelled, stopping_, writer);
  Log(logger_, written.ok() ? spdlog::level::info : spdlog::level::warn,
      "timetable run",
      {{"run", active.job.run.name()},
       {"solved", std::string(solution.status().message())},
       {"written", std::string(written.message())}});
  active.done = true;
}

void FairRuns::Reap() {
  for (auto active = active_.begin(); active != active_.end();) {
    if (!(*active)->done) {
      ++active;
      continue;
    }
    (*active)->thread.join();
    active = active_.erase(active);
  }
}

void FairRuns::Stop() {
  stopping_ = true;
  absl::MutexLock lock(&mutex_);
  for (const auto& active : active_) active->thread.join();
  active_.clear();
}

}  // namespace duikou
