// FairRuns: searches for a timetable under way in this process, each on a
// thread of its own.
//
//   FairRuns runs(store, clock, ids, logger);
//   RETURN_IF_ERROR(runs.CheckRoom());
//   runs.Start(std::move(job));        // once the run's record is written
//   runs.Cancel(run.name());
//
// A run writes now and then how far it is (fair_run_records.h), looks whether
// it is asked to end, and at its end writes meetings and run in one commit, or
// nothing: a process that ends in between leaves the fair as it was.
#ifndef DUIKOU_SERVICES_FAIR_FAIR_RUNS_H_
#define DUIKOU_SERVICES_FAIR_FAIR_RUNS_H_

#include <atomic>
#include <list>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "matcher/fair/timetable.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/fair/fair_state.h"
#include "services/fair/meeting_candidates.h"
#include "services/fair/timetable_input.h"
#include "services/rpc/caller.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou {

// What a run works on. The input borrows from the state.
struct FairRunJob {
  fair::v1::TimetableRun run;  // as it was written
  std::unique_ptr<const FairState> state;
  std::vector<MeetingCandidate> candidates;
  std::unique_ptr<const TimetableInput> input;
  // Of the fair's book when the state was read; 0: there was none.
  Revision book_revision = 0;
  Timetable start;
  std::shared_ptr<const Caller> caller;
};

// Thread-safe.
class FairRuns {
 public:
  // Searches at once; each takes a core.
  static constexpr int kMostAtOnce = 4;

  // All outlive it.
  FairRuns(Store& store, Clock& clock, IdGenerator& ids,
           spdlog::logger& logger);
  ~FairRuns() { Stop(); }
  FairRuns(const FairRuns&) = delete;
  FairRuns& operator=(const FairRuns&) = delete;

  // RESOURCE_EXHAUSTED where as many run as may.
  absl::Status CheckRoom() ABSL_LOCKS_EXCLUDED(mutex_);
  void Start(FairRunJob job) ABSL_LOCKS_EXCLUDED(mutex_);
  // Ends the run soon where it is of this process.
  void Cancel(absl::string_view name) ABSL_LOCKS_EXCLUDED(mutex_);
  // Ends all runs, which then are failed, and waits for them.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Active {
    FairRunJob job;
    std::atomic<bool> cancelled = false;
    std::atomic<bool> done = false;
    std::thread thread;
  };

  void Run(Active& active);
  void Reap() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Store& store_;
  Clock& clock_;
  IdGenerator& ids_;
  spdlog::logger& logger_;
  std::atomic<bool> stopping_ = false;
  absl::Mutex mutex_;
  std::list<std::unique_ptr<Active>> active_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAIR_RUNS_H_
