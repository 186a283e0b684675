#include "services/fair/fair_run_records.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/fair_names.h"
#include "services/fair/fair_resources.h"
#include "services/fair/fair_rules.h"
#include "services/fair/fault_words.h"
#include "services/rpc/call_context.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_engine.h"
#include "services/rpc/resource_name.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;
using pb::Meeting;
using pb::TimetableRun;

namespace {

constexpr char kSolveMethod[] =
    "duikou.fair.v1.TimetableService/SolveTimetable";
// For one write of a run.
constexpr absl::Duration kWriteDeadline = absl::Minutes(1);

std::string RunRecordId(const std::string& name) {
  return FairOf(name).RecordId(LastId(name));
}

absl::Status ChangedMeanwhile() {
  return Refused(absl::StatusCode::kFailedPrecondition, "",
                 "求解期间有人改动了洽谈，请重新求解",
                 "others have changed meetings meanwhile; solve again");
}

}  // namespace

void ShowRunAsItIs(absl::Time now, const FairRunWatch& watch,
                   TimetableRun& run) {
  if (run.state() != TimetableRun::STATE_RUNNING) return;
  const bool of_another = watch.alone && run.runner() != watch.runner;
  if (!of_another && now - ToTime(run.update_time()) < kFairRunLease) return;
  run.set_state(TimetableRun::STATE_FAILED);
  *run.mutable_failure() = FairWords("求解未完成，服务器进程已结束",
                                     "its process ended before it did");
  *run.mutable_end_time() = run.update_time();
}

absl::Status CheckNoRun(WriteContext& context, const FairRunWatch& watch,
                        const pb::Fair& fair) {
  if (fair.last_run().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::optional<TimetableRun> run,
                   context.Find<TimetableRun>(kTimetableRunCollection,
                                              RunRecordId(fair.last_run())));
  if (!run) return absl::OkStatus();
  ShowRunAsItIs(context.now(), watch, *run);
  if (run->state() != TimetableRun::STATE_RUNNING) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, fair.name(),
                 absl::StrCat("正在求解：", fair.last_run()),
                 absl::StrCat("is being solved, by ", fair.last_run()));
}

Mutation PutFairRun(const TimetableRun& run, Expectation expectation) {
  Mutation put = Mutation::Put(kTimetableRunCollection, RunRecordId(run.name()),
                               run.SerializeAsString(), expectation);
  put.in_feed = false;
  return put;
}

void FairRunWriter::Note(const TimetableProgress& progress) {
  run_.set_has_timetable(progress.has_timetable);
  run_.set_importance(progress.importance);
  run_.set_importance_bound(progress.importance_bound);
  run_.set_breaks(progress.breaks);
  run_.set_breaks_bound(progress.breaks_bound);
  run_.set_steps(progress.work);
}

absl::Status FairRunWriter::Write(const Change& change, bool audited) {
  CallContext call({.method = audited ? kSolveMethod : "",
                    .deadline = absl::Now() + kWriteDeadline},
                   ids_);
  call.SetCaller(job_.caller);
  const std::string id = RunRecordId(job_.run.name());
  absl::Status status = absl::AbortedError("not tried");
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, store_, ids_, job_.state->key.programme,
                         clock_.Now());
    ASSIGN_OR_RETURN(const Record* record,
                     context.FindRecord(kTimetableRunCollection, id));
    TimetableRun run;
    if (record == nullptr || !run.ParseFromString(record->value)) {
      return DoesNotExist("", job_.run.name());
    }
    RETURN_IF_ERROR(change(context, run));
    *run.mutable_update_time() = ToProto(context.now());
    status =
        CommitWrites(context, store_,
                     {PutFairRun(run, Expectation::Exactly(record->revision))},
                     {}, "")
            .status();
    if (!IsConflict(status)) return status;
  }
  return status;
}

bool FairRunWriter::BeatAndAsk() {
  const absl::Time now = absl::Now();
  if (asked_ || now - last_beat_ < kFairRunBeat) return asked_;
  last_beat_ = now;
  const absl::Status written = Write(
      [this](WriteContext&, TimetableRun& run) {
        asked_ = run.cancel_requested();
        run_.set_cancel_requested(asked_);
        run = run_;
        return absl::OkStatus();
      },
      /*audited=*/false);
  // A store that is away for a moment ends no run.
  if (absl::IsNotFound(written)) asked_ = true;
  return asked_;
}

void FairRunWriter::AddMeeting(WriteContext& context,
                               const MeetingCandidate& candidate,
                               const FairPlacement& placement) {
  if (candidate.only_if_placed && placement.slot == kNone) return;
  Meeting meeting = candidate.meeting;
  Place(*job_.input, placement, meeting);
  meeting.set_last_editor(job_.run.author());
  if (candidate.revision == 0) {
    *meeting.mutable_create_time() = ToProto(context.now());
  }
  *meeting.mutable_update_time() = ToProto(context.now());
  context.Add(Mutation::Put(
      kMeetingCollection,
      FairOf(meeting.name()).RecordId(LastId(meeting.name())),
      meeting.SerializeAsString(),
      candidate.revision == 0 ? Expectation::Absent()
                              : Expectation::Exactly(candidate.revision)));
}

absl::Status FairRunWriter::AddMeetingsTo(WriteContext& context,
                                          const TimetableSolution& solution) {
  const FairKey& key = job_.state->key;
  ASSIGN_OR_RETURN(const pb::Fair fair, FindFair(context, key.name()));
  RETURN_IF_ERROR(CheckOpen(fair));
  ASSIGN_OR_RETURN(const Record* book,
                   context.FindRecord(kFairBookCollection, key.fair));
  if ((book == nullptr ? 0 : book->revision) != job_.book_revision) {
    return ChangedMeanwhile();
  }
  RETURN_IF_ERROR(TouchBook(context, key.fair));
  absl::flat_hash_map<std::string, FairPlacement> places;
  for (size_t i = 0; i < job_.input->meetings.size(); ++i) {
    places.emplace(job_.input->meetings[i].name(), solution.timetable[i]);
  }
  for (const MeetingCandidate& candidate : job_.candidates) {
    if (candidate.left_out) {
      AddMeeting(context, candidate, FairPlacement());
      continue;
    }
    const auto place = places.find(candidate.meeting.name());
    // What was missed keeps its place.
    if (place == places.end()) continue;
    AddMeeting(context, candidate, place->second);
  }
  return absl::OkStatus();
}

absl::Status FairRunWriter::Succeed(const TimetableSolution& solution) {
  Note({.has_timetable = true,
        .importance = solution.importance,
        .importance_bound = solution.importance_bound,
        .breaks = solution.breaks,
        .breaks_bound = solution.breaks_bound,
        .work = solution.work});
  run_.set_proved_best(solution.status == TimetableStatus::kOptimal);
  run_.set_placed(static_cast<int32_t>(std::count_if(
      solution.timetable.begin(), solution.timetable.end(),
      [](const FairPlacement& place) { return place.slot != kNone; })));
  const absl::Status written = Write(
      [&](WriteContext& context, TimetableRun& run) -> absl::Status {
        run = run_;
        run.set_state(TimetableRun::STATE_SUCCEEDED);
        *run.mutable_end_time() = ToProto(context.now());
        return AddMeetingsTo(context, solution);
      },
      /*audited=*/true);
  // A meeting that was changed without the book: cancelled, or recorded.
  return IsConflict(written) ? ChangedMeanwhile() : written;
}

absl::Status FairRunWriter::End(TimetableRun::State state,
                                const type::v1::LocalizedText& failure,
                                const TimetableSolution* solution) {
  return Write(
      [&](WriteContext& context, TimetableRun& run) {
        const bool requested = run.cancel_requested();
        run = run_;
        run.set_cancel_requested(requested);
        run.set_state(state);
        if (!failure.zh().empty()) *run.mutable_failure() = failure;
        *run.mutable_end_time() = ToProto(context.now());
        if (solution == nullptr) return absl::OkStatus();
        for (const FairDemand& demand : solution->clash) {
          *run.add_clash() = EncodeDemand(*job_.input, demand);
        }
        return absl::OkStatus();
      },
      /*audited=*/true);
}

}  // namespace duikou
