#include "services/assignment/run_progress.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "matcher/assignment/explain.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/plan_encoder.h"
#include "services/assignment/plan_names.h"
#include "services/assignment/plan_problem.h"
#include "services/assignment/plan_resources.h"
#include "services/assignment/plan_versions.h"
#include "services/assignment/plan_words.h"
#include "services/assignment/run_records.h"
#include "services/base/violation.h"
#include "services/rpc/call_context.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_engine.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

constexpr char kSolveMethod[] =
    "duikou.assignment.v1.AssignmentService/SolveAnnualPlan";
// For one write of a run.
constexpr absl::Duration kWriteDeadline = absl::Minutes(1);

}  // namespace

void RunProgress::Note(const AssignmentProgress& progress) {
  run_.set_has_plan(progress.has_plan);
  run_.set_value_fen(FenDown(progress.value));
  run_.set_bound_fen(FenUp(progress.bound));
  run_.set_gap_basis_points(
      progress.has_plan ? GapBasisPoints(progress.value, progress.bound) : 0);
  run_.set_steps(progress.work);
}

absl::Status RunProgress::Write(
    const std::function<absl::Status(WriteContext&, pb::AssignmentRun&)>&
        change,
    bool audited) {
  CallContext call({.method = audited ? kSolveMethod : "",
                    .deadline = absl::Now() + kWriteDeadline},
                   ids_);
  call.SetCaller(job_.caller);
  const std::string id =
      absl::StrCat(job_.plan.year, "/", LastId(job_.run.name()));
  absl::Status status = absl::AbortedError("not tried");
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, store_, ids_, job_.plan.programme, clock_.Now());
    ASSIGN_OR_RETURN(const Record* record,
                     context.FindRecord(kRunCollection, id));
    pb::AssignmentRun run;
    if (record == nullptr || !run.ParseFromString(record->value)) {
      return absl::NotFoundError(
          absl::StrCat(job_.run.name(), " does not exist any more"));
    }
    RETURN_IF_ERROR(change(context, run));
    *run.mutable_update_time() = ToProto(context.now());
    status = CommitWrites(context, store_,
                          {PutRun(run, Expectation::Exactly(record->revision))},
                          {}, "")
                 .status();
    if (!IsConflict(status)) return status;
  }
  return status;
}

bool RunProgress::BeatAndAsk() {
  const absl::Time now = absl::Now();
  if (asked_ || now - last_beat_ < kRunBeat) return asked_;
  last_beat_ = now;
  const absl::Status written = Write(
      [this](WriteContext&, pb::AssignmentRun& run) {
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

absl::Status RunProgress::AddVersionTo(WriteContext& context,
                                       const AssignmentSolution& solution,
                                       pb::AssignmentRun& run) {
  ASSIGN_OR_RETURN(const Record* record,
                   context.FindRecord(kPlanCollection, job_.plan.year));
  pb::AnnualPlan plan;
  if (record == nullptr || !plan.ParseFromString(record->value)) {
    return Refused(absl::StatusCode::kFailedPrecondition, job_.plan.name(),
                   "计划已不存在", "does not exist any more");
  }
  RETURN_IF_ERROR(CheckNotConfirmed(plan));
  pb::PlanVersion version =
      MakeVersion(job_.plan.programme, job_.input, job_.problem, solution);
  version.set_origin(pb::PlanVersion::ORIGIN_SOLVED);
  version.set_reason(job_.run.reason());
  version.set_base_version(job_.base_version);
  AddVersion(context, MakeEvidence(job_.input, solution), version, plan);
  *plan.mutable_update_time() = ToProto(context.now());
  context.Add(Mutation::Put(kPlanCollection, job_.plan.year,
                            plan.SerializeAsString(),
                            Expectation::Exactly(record->revision)));
  run.set_version(version.name());
  return absl::OkStatus();
}

absl::Status RunProgress::Succeed(const AssignmentSolution& solution) {
  Note({.has_plan = true,
        .value = solution.value,
        .bound = solution.bound,
        .gap_bp = solution.gap_bp,
        .work = solution.work});
  return Write(
      [&](WriteContext& context, pb::AssignmentRun& run) -> absl::Status {
        run = run_;
        run.set_state(pb::AssignmentRun::STATE_SUCCEEDED);
        *run.mutable_end_time() = ToProto(context.now());
        return AddVersionTo(context, solution, run);
      },
      /*audited=*/true);
}

absl::Status RunProgress::End(pb::AssignmentRun::State state,
                              const type::v1::LocalizedText& failure,
                              const AssignmentSolution* solution) {
  return Write(
      [&](WriteContext& context, pb::AssignmentRun& run) {
        const bool requested = run.cancel_requested();
        run = run_;
        run.set_cancel_requested(requested);
        run.set_state(state);
        if (!failure.zh().empty()) *run.mutable_failure() = failure;
        *run.mutable_end_time() = ToProto(context.now());
        if (solution == nullptr) return absl::OkStatus();
        for (const RuleCase& rule : solution->clash) {
          *run.add_clash() = EncodeRule(job_.plan.programme, job_.input, rule);
        }
        return absl::OkStatus();
      },
      /*audited=*/true);
}

}  // namespace duikou
