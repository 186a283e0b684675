#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/synchronization/mutex.h"
#include "matcher/base/status_macros.h"
#include "matcher/base/work.h"
#include "matcher/fair/bound.h"
#include "matcher/fair/clash.h"
#include "matcher/fair/exact.h"
#include "matcher/fair/model.h"
#include "matcher/fair/search.h"
#include "matcher/fair/selection.h"
#include "matcher/fair/timetable.h"

namespace duikou {
namespace {

// Of the local search before any proof, in steps.
constexpr int64_t kFirstFill = 10'000;
constexpr int64_t kFirstCompact = 4'000;
// Of a turn: the first, and the most; each is longer by a half.
constexpr int64_t kFirstTurn = 2'000;
constexpr int64_t kMostTurn = 200'000;
// Where more has to be left out, cores do not come to an end.
constexpr int32_t kMostLeftOut = 150;
// Turns of the local search that may find nothing.
constexpr int32_t kMostStale = 4;
// One part in so many of a turn goes to looking for fewer breaks from above.
constexpr int64_t kDescentShare = 8;

// `cancelled`, asked by one thread at a time.
class OneAtATime {
 public:
  explicit OneAtATime(const std::function<bool()>& cancelled)
      : cancelled_(cancelled) {}

  bool Ask() ABSL_LOCKS_EXCLUDED(mutex_) {
    if (!cancelled_) return false;
    absl::MutexLock lock(&mutex_);
    was_cancelled_ = was_cancelled_ || cancelled_();
    return was_cancelled_;
  }

 private:
  const std::function<bool()>& cancelled_;
  absl::Mutex mutex_;
  bool was_cancelled_ ABSL_GUARDED_BY(mutex_) = false;
};

class TimetableSolver {
 public:
  TimetableSolver(const TimetableProblem& problem,
                  const TimetableOptions& options)
      : problem_(problem),
        options_(options),
        asker_(options.cancelled),
        cancelled_([this] { return asker_.Ask(); }),
        model_(problem, FairModel::Zones::kFew),
        work_(options.most_steps, &cancelled_),
        search_(model_, 1) {}

  TimetableSolution Solve() {
    for (int32_t m = 0; m < model_.meetings(); ++m) {
      const FairMeeting& meeting = problem_.meetings[m];
      if (meeting.must_hold || model_.places(m).empty()) continue;
      importance_bound_ += meeting.importance;
    }
    SearchFirst();
    if (MayEncode()) exact_ = std::make_unique<ExactSearch>(model_);
    for (int64_t turn = kFirstTurn; !Done() && !work_.Ended();
         turn = std::min(kMostTurn, turn + turn / 2)) {
      if (!Turn(turn)) break;
    }
    return Finish();
  }

 private:
  bool Done() const {
    return infeasible_ ||
           (best_.has_value() && best_->importance >= importance_bound_ &&
            best_->breaks <= breaks_bound_);
  }

  void SearchFirst() {
    std::vector<FairPlace> start(model_.meetings());
    for (size_t m = 0; m < options_.start.size(); ++m) {
      if (options_.start[m].table == kNone) continue;
      start[m] = {options_.start[m].slot,
                  model_.tables().zone_of_table(options_.start[m].table)};
    }
    search_.Start(start);
    if (!model_.limits().empty()) FillSelected(start);
    search_.Fill(kFirstFill, &work_);
    TakeSearched();
    search_.Compact(kFirstCompact, &work_);
    TakeSearched();
    if (Done() || !best_.has_value()) return;
    importance_bound_ =
        std::min(importance_bound_, ImportanceBound(model_, best_->importance));
    Report();
  }

  // Where somebody has a limit, what matters is who meets at all: first those
  // that would be best if nothing else were in the way.
  void FillSelected(const std::vector<FairPlace>& start) {
    const std::optional<FairSelection> selection = SelectMeetings(model_);
    if (!selection.has_value()) return;
    importance_bound_ = std::min(importance_bound_, selection->importance);
    std::vector<int64_t> costs = ImportanceCosts(model_);
    for (int32_t m = 0; m < model_.meetings(); ++m) {
      if (!model_.must_hold(m) && !selection->taken[m]) costs[m] = 0;
    }
    search_.SetCosts(std::move(costs));
    search_.Start(start);
    search_.Fill(kFirstFill, &work_);
    search_.SetCosts(ImportanceCosts(model_));
    search_.Start(search_.best());
  }

  void TakeSearched() {
    if (!search_.complete()) return;
    FairAnswer answer{.places = search_.best()};
    answer.importance = ImportanceOf(model_, answer.places);
    answer.breaks = search_.breaks();
    Take(answer);
  }

  void Take(const FairAnswer& answer) {
    if (best_.has_value() && !answer.BetterThan(*best_)) return;
    best_ = answer;
    Report();
  }

  void Report() {
    if (!options_.progress) return;
    options_.progress({.has_timetable = best_.has_value(),
                       .importance = best_ ? best_->importance : 0,
                       .importance_bound = importance_bound_,
                       .breaks = best_ ? best_->breaks : 0,
                       .breaks_bound = breaks_bound_,
                       .work = work_.done()});
  }

  bool MayEncode() const {
    int32_t left_out = 0;
    for (int32_t m = 0; m < model_.meetings(); ++m) {
      left_out += best_ && best_->places[m].slot == kNone &&
                  problem_.meetings[m].importance > 0;
    }
    return CanEncode(model_) && left_out <= kMostLeftOut;
  }

  // The descent goes on while the meetings held stay the same.
  void RenewDescent() {
    if (!best_.has_value() || best_->breaks == 0) return;
    bool same = descent_ != nullptr;
    for (int32_t m = 0; m < model_.meetings(); ++m) {
      const bool held = best_->places[m].slot != kNone;
      same = same && (problem_.meetings[m].importance == 0 ||
                      held == (descent_->best().places[m].slot != kNone));
    }
    if (same || !CanEncode(model_)) return;
    descent_ = std::make_unique<BreakDescent>(model_, *best_);
  }

  // False: there is nothing left to do.
  bool Turn(int64_t steps) {
    RenewDescent();
    std::vector<std::function<void()>> tasks;
    std::vector<std::unique_ptr<Work>> works;
    const int64_t left = work_.left();
    const auto add = [&](std::function<void(Work*)> task) {
      Work* work =
          works.emplace_back(std::make_unique<Work>(left, &cancelled_)).get();
      tasks.push_back([task = std::move(task), work] { task(work); });
    };
    if (exact_ != nullptr && !exact_->done()) {
      add([this, steps](Work* work) { exact_->Run(steps, work); });
    }
    if (descent_ != nullptr && !descent_->exhausted()) {
      const int64_t breaks = best_->breaks;
      // Beside a proof it seldom is the first to find the best.
      const int64_t share = exact_ == nullptr ? steps : steps / kDescentShare;
      add([this, breaks, share](Work* work) {
        descent_->Run(breaks, share, work);
      });
    }
    if (stale_ < kMostStale) {
      add([this, steps](Work* work) { SearchAgain(steps, work); });
    }
    if (tasks.empty()) return false;
    RunTasks(std::move(tasks));
    for (const auto& work : works) work_.Add(work->done());
    Merge();
    return true;
  }

  void RunTasks(std::vector<std::function<void()>> tasks) {
    if (options_.parallel_for) {
      options_.parallel_for(std::move(tasks));
    } else {
      for (const std::function<void()>& task : tasks) task();
    }
  }

  void SearchAgain(int64_t steps, Work* work) {
    if (best_.has_value()) search_.Start(best_->places);
    search_.Fill(steps / 2, work);
    search_.Compact(steps / 2, work);
  }

  void Merge() {
    const std::optional<FairAnswer> before = best_;
    if (stale_ < kMostStale) TakeSearched();
    stale_ = before.has_value() && !best_->BetterThan(*before) ? stale_ + 1 : 0;
    if (descent_ != nullptr) {
      if (!best_.has_value() || descent_->best().BetterThan(*best_)) {
        Take(descent_->best());
      }
      // With everything held that counts, what is best so is best.
      if (descent_->exhausted() && AllHeld(descent_->best())) {
        RaiseBreaks(best_->breaks);
      }
    }
    if (exact_ == nullptr) return;
    infeasible_ = exact_->infeasible();
    if (infeasible_) return;
    if (exact_->best().has_value()) Take(*exact_->best());
    if (best_.has_value()) exact_->Know(*best_);
    importance_bound_ = std::min(importance_bound_, exact_->importance_bound());
    RaiseBreaks(exact_->breaks_bound());
    if (exact_->done() && best_.has_value()) RaiseBreaks(best_->breaks);
  }

  void RaiseBreaks(int64_t bound) {
    if (bound <= breaks_bound_) return;
    breaks_bound_ = bound;
    Report();
  }

  bool AllHeld(const FairAnswer& answer) const {
    for (int32_t m = 0; m < model_.meetings(); ++m) {
      if (answer.places[m].slot == kNone && !model_.places(m).empty() &&
          problem_.meetings[m].importance > 0) {
        return false;
      }
    }
    return true;
  }

  TimetableSolution Finish() {
    TimetableSolution solution;
    solution.timetable.resize(model_.meetings());
    solution.importance_bound = importance_bound_;
    solution.breaks_bound = breaks_bound_;
    if (infeasible_) {
      solution.status = TimetableStatus::kInfeasible;
      FairClash clash = ClashOf(problem_, &work_);
      solution.clash = std::move(clash.demands);
      solution.clash_kind = clash.kind;
      solution.importance_bound = 0;
    } else if (best_.has_value()) {
      solution.has_timetable = true;
      solution.timetable = SeatMeetings(model_, best_->places, options_.start);
      solution.importance = best_->importance;
      solution.breaks = best_->breaks;
      if (Done()) solution.status = TimetableStatus::kOptimal;
    }
    solution.cancelled = work_.cancelled();
    solution.work = work_.done();
    return solution;
  }

  const TimetableProblem& problem_;
  const TimetableOptions& options_;
  OneAtATime asker_;
  const std::function<bool()> cancelled_;
  const FairModel model_;
  Work work_;
  FairSearch search_;
  std::unique_ptr<ExactSearch> exact_;
  std::unique_ptr<BreakDescent> descent_;
  std::optional<FairAnswer> best_;
  int64_t importance_bound_ = 0;
  int64_t breaks_bound_ = 0;
  int32_t stale_ = 0;
  bool infeasible_ = false;
};

}  // namespace

absl::StatusOr<TimetableSolution> SolveTimetable(
    const TimetableProblem& problem, const TimetableOptions& options) {
  RETURN_IF_ERROR(ValidateTimetableProblem(problem));
  if (options.most_steps < 0) {
    return absl::InvalidArgumentError("most_steps: is negative");
  }
  if (!options.start.empty()) {
    absl::Status start = ValidateTimetable(problem, options.start);
    if (!start.ok()) {
      // It speaks of a "timetable[3]…".
      return absl::InvalidArgumentError(absl::StrCat(
          "start", absl::StripPrefix(start.message(), "timetable")));
    }
  }
  return TimetableSolver(problem, options).Solve();
}

}  // namespace duikou
