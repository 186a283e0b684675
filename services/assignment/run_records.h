// The records of runs: how far each is, and whether its process still lives.
//
// A run says now and then how far it is. One that has not for kRunLease is
// taken to have ended with its process: it is shown as failed, and another may
// begin. Where no process but one can have the store, it is so at once for runs
// of those before.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_RUN_RECORDS_H_
#define DUIKOU_SERVICES_ASSIGNMENT_RUN_RECORDS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

inline constexpr absl::Duration kRunBeat = absl::Seconds(2);
inline constexpr absl::Duration kRunLease = absl::Seconds(15);

// What a process knows of runs.
struct RunWatch {
  // By whom its own are.
  std::string runner;
  // No other process can have the store.
  bool alone = false;
};

// Makes it STATE_FAILED where it is taken to have ended with its process.
void ShowAsItIs(absl::Time now, const RunWatch& watch,
                assignment::v1::AssignmentRun& run);

// FAILED_PRECONDITION naming the run where one of the plan is under way.
absl::Status CheckNotBeingSolved(WriteContext& context, const RunWatch& watch,
                                 const assignment::v1::AnnualPlan& plan);

// The put of a run, out of the feed.
Mutation PutRun(const assignment::v1::AssignmentRun& run,
                Expectation expectation);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_RUN_RECORDS_H_
