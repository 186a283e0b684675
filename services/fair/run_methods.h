// RunMethods: searches for a fair's best timetable. What each method promises
// is in the proto.
//
//   RunMethods runs(store, clock, ids, logger, programmes);
//   runs.SolveTimetable(call, request);   // StatusOr<TimetableRun>
#ifndef DUIKOU_SERVICES_FAIR_RUN_METHODS_H_
#define DUIKOU_SERVICES_FAIR_RUN_METHODS_H_

#include "absl/status/statusor.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/fair/fair_names.h"
#include "services/fair/fair_run_records.h"
#include "services/fair/fair_runs.h"
#include "services/programme/programme_views.h"
#include "services/rpc/call_context.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou {

// Thread-safe.
class RunMethods {
 public:
  // All outlive this. `alone`: no other process can have the store, so that
  // runs of another have ended.
  RunMethods(Store& store, Clock& clock, IdGenerator& ids,
             spdlog::logger& logger, ProgrammeViews& programmes, bool alone);

  const FairRunWatch& watch() const { return watch_; }

  absl::StatusOr<fair::v1::TimetableRun> SolveTimetable(
      CallContext& call, const fair::v1::SolveTimetableRequest& request);
  absl::StatusOr<fair::v1::TimetableRun> GetTimetableRun(
      CallContext& call, const fair::v1::GetTimetableRunRequest& request);
  absl::StatusOr<fair::v1::ListTimetableRunsResponse> ListTimetableRuns(
      CallContext& call, const fair::v1::ListTimetableRunsRequest& request);
  absl::StatusOr<fair::v1::TimetableRun> CancelTimetableRun(
      CallContext& call, const fair::v1::CancelTimetableRunRequest& request);

  // Ends all runs; for the host's closing.
  void Stop() { runs_.Stop(); }

 private:
  absl::StatusOr<FairRunJob> PrepareRun(
      CallContext& call, const FairKey& key,
      const fair::v1::SolveTimetableRequest& request);
  absl::StatusOr<CommitResult> WriteRun(WriteContext& context,
                                        const FairKey& key,
                                        fair::v1::TimetableRun& run);

  Store& store_;
  Clock& clock_;
  IdGenerator& ids_;
  ProgrammeViews& programmes_;
  const FairRunWatch watch_;
  StandardMethods<fair::v1::TimetableRun> records_;
  FairRuns runs_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_RUN_METHODS_H_
