// The records of runs: how far each is, whether its process still lives, and
// what it leaves behind.
//
// A run says now and then how far it is. One that has not for kFairRunLease is
// taken to have ended with its process: it is shown as failed, and another may
// begin. Where no process but one can have the store, it is so at once for runs
// of those before.
#ifndef DUIKOU_SERVICES_FAIR_FAIR_RUN_RECORDS_H_
#define DUIKOU_SERVICES_FAIR_FAIR_RUN_RECORDS_H_

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "matcher/fair/timetable.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/fair/fair_runs.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

inline constexpr absl::Duration kFairRunBeat = absl::Seconds(2);
inline constexpr absl::Duration kFairRunLease = absl::Seconds(15);

// What a process knows of runs.
struct FairRunWatch {
  // By whom its own are.
  std::string runner;
  // No other process can have the store.
  bool alone = false;
};

// Makes it STATE_FAILED where it is taken to have ended with its process.
void ShowRunAsItIs(absl::Time now, const FairRunWatch& watch,
                   fair::v1::TimetableRun& run);

// FAILED_PRECONDITION naming the run where one of the fair is under way.
absl::Status CheckNoRun(WriteContext& context, const FairRunWatch& watch,
                        const fair::v1::Fair& fair);

// The put of a run, out of the feed.
Mutation PutFairRun(const fair::v1::TimetableRun& run, Expectation expectation);

// What one search writes of itself. Belongs to the run's thread.
class FairRunWriter {
 public:
  // All outlive it.
  FairRunWriter(Store& store, Clock& clock, IdGenerator& ids,
                const FairRunJob& job)
      : store_(store), clock_(clock), ids_(ids), job_(job), run_(job.run) {}

  void Note(const TimetableProgress& progress);
  // Writes how far it is, where the last time is a beat ago. Whether it is
  // asked to end, or has no record any more.
  bool BeatAndAsk();

  // Writes the end and the meetings, all in one commit. FAILED_PRECONDITION
  // where others have changed meetings since it began.
  absl::Status Succeed(const TimetableSolution& solution);
  absl::Status End(fair::v1::TimetableRun::State state,
                   const type::v1::LocalizedText& failure,
                   const TimetableSolution* solution);

 private:
  using Change =
      std::function<absl::Status(WriteContext&, fair::v1::TimetableRun&)>;
  absl::Status Write(const Change& change, bool audited);
  absl::Status AddMeetingsTo(WriteContext& context,
                             const TimetableSolution& solution);
  void AddMeeting(WriteContext& context, const MeetingCandidate& candidate,
                  const FairPlacement& placement);

  Store& store_;
  Clock& clock_;
  IdGenerator& ids_;
  const FairRunJob& job_;
  fair::v1::TimetableRun run_;
  absl::Time last_beat_ = absl::InfinitePast();
  bool asked_ = false;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAIR_RUN_RECORDS_H_
