#include "services/fair/run_methods.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/fair_resources.h"
#include "services/fair/fair_rules.h"
#include "services/fair/fair_run_records.h"
#include "services/fair/meeting_candidates.h"
#include "services/fair/slot_times.h"
#include "services/fair/timetable_input.h"
#include "services/programme/present_view.h"
#include "services/rpc/etag.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_engine.h"
#include "services/rpc/resource_name.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;
using pb::Meeting;
using pb::TimetableRun;

namespace {

constexpr int64_t kUsualSteps = 3'000'000;

// What is wrong with the numbers of a fair is not wrong with the request.
absl::Status AsState(const absl::Status& status) {
  if (!absl::IsInvalidArgument(status)) return status;
  return Refused(absl::StatusCode::kFailedPrecondition, "",
                 absl::StrCat("洽谈会的数据不能求解：",
                              absl::string_view(status.message())),
                 absl::StrCat("the fair's records cannot be solved: ",
                              absl::string_view(status.message())));
}

std::vector<Meeting> MeetingsIn(
    const std::vector<MeetingCandidate>& candidates) {
  std::vector<Meeting> meetings;
  for (const MeetingCandidate& candidate : candidates) {
    if (!candidate.left_out) meetings.push_back(candidate.meeting);
  }
  return meetings;
}

}  // namespace

RunMethods::RunMethods(Store& store, Clock& clock, IdGenerator& ids,
                       spdlog::logger& logger, ProgrammeViews& programmes,
                       bool alone)
    : store_(store),
      clock_(clock),
      ids_(ids),
      programmes_(programmes),
      watch_{.runner = ids.Next("runner-"), .alone = alone},
      records_(store, clock, ids,
               {.pattern = kTimetableRunPattern, .field = "timetable_run"}),
      runs_(store, clock, ids, logger) {}

absl::StatusOr<FairRunJob> RunMethods::PrepareRun(
    CallContext& call, const FairKey& key,
    const pb::SolveTimetableRequest& request) {
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                   PresentView(call, store_, programmes_, key.programme));
  FairRunJob job{.caller = std::make_shared<const Caller>(call.caller())};
  ASSIGN_OR_RETURN(FairState state,
                   ReadFairState(store_, call, key, clock_.Now()));
  auto kept = std::make_unique<const FairState>(std::move(state));
  job.candidates = view->Read([&](const ProgrammeState& programme) {
    return CandidatesOf(*kept, PairScorer(programme, YearOf(kept->fair)),
                        {.with_suggestions = request.with_suggestions(),
                         .least_score = request.least_score()});
  });
  ASSIGN_OR_RETURN(TimetableInput input,
                   MakeTimetableInput(*kept, MeetingsIn(job.candidates)));
  RETURN_IF_ERROR(AsState(ValidateTimetableProblem(input.problem)));
  if (!request.anew()) job.start = PlacementsOf(input);
  job.run.set_state(TimetableRun::STATE_RUNNING);
  job.run.set_with_suggestions(request.with_suggestions());
  job.run.set_author(call.actor());
  job.run.set_most_steps(request.most_steps() == 0 ? kUsualSteps
                                                   : request.most_steps());
  job.run.set_wanted(static_cast<int32_t>(input.meetings.size()));
  job.run.set_runner(watch_.runner);
  job.input = std::make_unique<const TimetableInput>(std::move(input));
  job.state = std::move(kept);
  return job;
}

absl::StatusOr<CommitResult> RunMethods::WriteRun(WriteContext& context,
                                                  const FairKey& key,
                                                  TimetableRun& run) {
  ASSIGN_OR_RETURN(const Record* record,
                   context.FindRecord(kFairCollection, key.fair));
  pb::Fair fair;
  if (record == nullptr || !fair.ParseFromString(record->value)) {
    return DoesNotExist("", key.name());
  }
  run.set_name(key.NameOf(kTimetableRunCollection, ids_.Next("r-")));
  fair.set_last_run(run.name());
  *fair.mutable_update_time() = run.create_time();
  return CommitWrites(
      context, store_,
      {Mutation::Put(kFairCollection, key.fair, fair.SerializeAsString(),
                     Expectation::Exactly(record->revision)),
       PutFairRun(run, Expectation::Absent())},
      {}, "");
}

absl::StatusOr<TimetableRun> RunMethods::SolveTimetable(
    CallContext& call, const pb::SolveTimetableRequest& request) {
  const FairKey key = FairOf(request.name());
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, store_, ids_, key.programme, clock_.Now());
    ASSIGN_OR_RETURN(const Record* record,
                     context.FindRecord(kFairCollection, key.fair));
    ASSIGN_OR_RETURN(const pb::Fair fair, FindFair(context, request.name()));
    RETURN_IF_ERROR(
        CheckEtag(request.etag(), record->revision, request.name()));
    RETURN_IF_ERROR(CheckOpen(fair));
    RETURN_IF_ERROR(CheckNoRun(context, watch_, fair));
    ASSIGN_OR_RETURN(const Record* book,
                     context.FindRecord(kFairBookCollection, key.fair));
    ASSIGN_OR_RETURN(FairRunJob job, PrepareRun(call, key, request));
    job.book_revision = book == nullptr ? 0 : book->revision;
    *job.run.mutable_create_time() = ToProto(context.now());
    *job.run.mutable_update_time() = job.run.create_time();
    if (request.validate_only()) return job.run;
    RETURN_IF_ERROR(runs_.CheckRoom());
    const absl::StatusOr<CommitResult> done = WriteRun(context, key, job.run);
    if (!done.ok() && IsConflict(done.status())) continue;
    RETURN_IF_ERROR(done.status());
    TimetableRun run = job.run;
    run.set_etag(EtagOf(done->revision));
    runs_.Start(std::move(job));
    return run;
  }
  return Refused(absl::StatusCode::kAborted, request.name(),
                 "其他人一直在改动，请重试", "others keep changing it");
}

absl::StatusOr<TimetableRun> RunMethods::GetTimetableRun(
    CallContext& call, const pb::GetTimetableRunRequest& request) {
  ASSIGN_OR_RETURN(TimetableRun run, records_.Get(call, request));
  ShowRunAsItIs(clock_.Now(), watch_, run);
  return run;
}

absl::StatusOr<pb::ListTimetableRunsResponse> RunMethods::ListTimetableRuns(
    CallContext& call, const pb::ListTimetableRunsRequest& request) {
  ASSIGN_OR_RETURN(auto response,
                   records_.List<pb::ListTimetableRunsResponse>(call, request));
  for (TimetableRun& run : *response.mutable_timetable_runs()) {
    ShowRunAsItIs(clock_.Now(), watch_, run);
  }
  return response;
}

absl::StatusOr<TimetableRun> RunMethods::CancelTimetableRun(
    CallContext& call, const pb::CancelTimetableRunRequest& request) {
  const FairKey key = FairOf(request.name());
  const std::string id = key.RecordId(LastId(request.name()));
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, store_, ids_, key.programme, clock_.Now());
    ASSIGN_OR_RETURN(const Record* record,
                     context.FindRecord(kTimetableRunCollection, id));
    TimetableRun run;
    if (record == nullptr || !run.ParseFromString(record->value)) {
      return DoesNotExist("", request.name());
    }
    ShowRunAsItIs(context.now(), watch_, run);
    if (run.state() != TimetableRun::STATE_RUNNING) {
      return Refused(absl::StatusCode::kFailedPrecondition, request.name(),
                     "已经结束", "has ended already");
    }
    run.set_cancel_requested(true);
    if (request.validate_only()) return run;
    const absl::StatusOr<CommitResult> done = CommitWrites(
        context, store_,
        {PutFairRun(run, Expectation::Exactly(record->revision))}, {}, "");
    if (!done.ok() && IsConflict(done.status())) continue;
    RETURN_IF_ERROR(done.status());
    runs_.Cancel(request.name());
    run.set_etag(EtagOf(done->revision));
    return run;
  }
  return Refused(absl::StatusCode::kAborted, request.name(),
                 "一直在变化，请重试", "keeps changing; try again");
}

}  // namespace duikou
