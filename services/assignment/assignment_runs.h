// AssignmentRuns: solves under way in this process, each on a thread of its
// own.
//
//   AssignmentRuns runs(store, clock, ids, logger);
//   RETURN_IF_ERROR(runs.CheckRoom());
//   runs.Start(std::move(job));        // once the run's record is written
//   runs.Cancel(run.name());
//
// A run writes now and then how far it is (run_records.h), looks whether it is
// asked to end, and at its end writes version, evidence, plan and run in one
// commit, or nothing: a process that ends in between leaves the plan as it was.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_ASSIGNMENT_RUNS_H_
#define DUIKOU_SERVICES_ASSIGNMENT_ASSIGNMENT_RUNS_H_

#include <atomic>
#include <list>
#include <memory>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "duikou/assignment/v1/assignment_records.pb.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "matcher/assignment/problem.h"
#include "matcher/assignment/solution.h"
#include "services/assignment/plan_names.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/rpc/caller.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou {

// What a run works on.
struct RunJob {
  PlanKey plan;
  assignment::v1::AssignmentRun run;  // as it was written
  assignment::v1::PlanInput input;
  AssignmentProblem problem;
  std::string base_version;  // that is solved again; empty: none
  // Where it starts from; empty: from nothing.
  AssignmentPlan start_plan;
  AssignmentPrices start_prices;
  std::shared_ptr<const Caller> caller;
};

// Thread-safe.
class AssignmentRuns {
 public:
  // Solves at once; each takes what cores there are.
  static constexpr int kMostAtOnce = 4;

  // All outlive it.
  AssignmentRuns(Store& store, Clock& clock, IdGenerator& ids,
                 spdlog::logger& logger);
  ~AssignmentRuns() { Stop(); }
  AssignmentRuns(const AssignmentRuns&) = delete;
  AssignmentRuns& operator=(const AssignmentRuns&) = delete;

  // RESOURCE_EXHAUSTED where as many run as may.
  absl::Status CheckRoom() ABSL_LOCKS_EXCLUDED(mutex_);
  void Start(RunJob job) ABSL_LOCKS_EXCLUDED(mutex_);
  // Ends the run soon where it is of this process.
  void Cancel(absl::string_view name) ABSL_LOCKS_EXCLUDED(mutex_);
  // Ends all runs, which then are failed, and waits for them.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Active {
    RunJob job;
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

#endif  // DUIKOU_SERVICES_ASSIGNMENT_ASSIGNMENT_RUNS_H_
