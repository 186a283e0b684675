// RunProgress: what one solve writes of itself into the store.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_RUN_PROGRESS_H_
#define DUIKOU_SERVICES_ASSIGNMENT_RUN_PROGRESS_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "duikou/type/v1/text.pb.h"
#include "matcher/assignment/solution.h"
#include "matcher/assignment/solver.h"
#include "services/assignment/assignment_runs.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

// Belongs to the run's thread.
class RunProgress {
 public:
  // All outlive it.
  RunProgress(Store& store, Clock& clock, IdGenerator& ids, const RunJob& job)
      : store_(store), clock_(clock), ids_(ids), job_(job), run_(job.run) {}

  void Note(const AssignmentProgress& progress);
  // Writes how far it is, where the last time is a beat ago. Whether it is
  // asked to end, or has no record any more.
  bool BeatAndAsk();

  // Writes the end: with a solution that has a plan its version too, all in one
  // commit.
  absl::Status Succeed(const AssignmentSolution& solution);
  absl::Status End(assignment::v1::AssignmentRun::State state,
                   const type::v1::LocalizedText& failure,
                   const AssignmentSolution* solution);

 private:
  absl::Status Write(
      const std::function<absl::Status(WriteContext&,
                                       assignment::v1::AssignmentRun&)>& change,
      bool audited);
  absl::Status AddVersionTo(WriteContext& context,
                            const AssignmentSolution& solution,
                            assignment::v1::AssignmentRun& run);

  Store& store_;
  Clock& clock_;
  IdGenerator& ids_;
  const RunJob& job_;
  assignment::v1::AssignmentRun run_;
  absl::Time last_beat_ = absl::InfinitePast();
  bool asked_ = false;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_RUN_PROGRESS_H_
