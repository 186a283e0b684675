// The methods of AssignmentService about runs.
#include <memory>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "matcher/assignment/problem.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/assignment_service.h"
#include "services/assignment/plan_input.h"
#include "services/assignment/plan_names.h"
#include "services/assignment/plan_problem.h"
#include "services/assignment/plan_resources.h"
#include "services/assignment/plan_shares.h"
#include "services/assignment/plan_versions.h"
#include "services/assignment/run_records.h"
#include "services/base/violation.h"
#include "services/programme/present_view.h"
#include "services/rpc/etag.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_engine.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

// What is wrong with the numbers of a programme is not wrong with the request.
absl::Status AsState(const absl::Status& status) {
  if (!absl::IsInvalidArgument(status)) return status;
  return Refused(
      absl::StatusCode::kFailedPrecondition, "",
      absl::StrCat("规划的数据不能求解：", absl::string_view(status.message())),
      absl::StrCat("the programme's records cannot be solved: ",
                   absl::string_view(status.message())));
}

// A copy that outlives the call.
std::shared_ptr<const Caller> CallerOf(const CallContext& call) {
  return std::make_shared<const Caller>(call.caller());
}

}  // namespace

absl::StatusOr<RunJob> AssignmentService::PrepareRun(
    CallContext& call, const ProgrammeView& view, const PlanKey& key,
    const pb::AnnualPlan& plan, const pb::SolveAnnualPlanRequest& request) {
  std::vector<pb::ShareConstraint> constraints(plan.constraints().begin(),
                                               plan.constraints().end());
  ASSIGN_OR_RETURN(const std::vector<KeptShare> shares,
                   ReadShares(store_, call.limits(), key.programme, key.year));
  for (pb::ShareConstraint& declined : DeclinedIn(shares, plan)) {
    constraints.push_back(std::move(declined));
  }
  KeptVersion base;
  const bool again = !request.anew() && !plan.current_version().empty();
  if (again) {
    ASSIGN_OR_RETURN(
        base, ReadKeptVersion(store_, call.limits(), plan.current_version()));
  }
  RunJob job{.plan = key, .caller = CallerOf(call)};
  ASSIGN_OR_RETURN(job.input, MakePlanInput(view, plan, constraints,
                                            again ? &base.version : nullptr));
  RETURN_IF_ERROR(CheckSums(key.programme, job.input));
  job.problem = ToProblem(job.input);
  RETURN_IF_ERROR(AsState(ValidateAssignmentProblem(job.problem)));
  if (again) {
    job.base_version = base.version.name();
    job.start_plan = ToPlan(job.input, base.version.shares());
    job.start_prices = MapPrices(DecodePrices(base.evidence.prices()),
                                 base.evidence.input(), job.input);
  }
  job.run.set_state(pb::AssignmentRun::STATE_RUNNING);
  job.run.set_reason(request.reason());
  job.run.set_author(call.actor());
  job.run.set_most_steps(job.input.settings().most_steps());
  job.run.set_runner(watch_.runner);
  return job;
}

absl::StatusOr<CommitResult> AssignmentService::WriteRun(
    WriteContext& context, const Record& record, const std::string& plan_name,
    pb::AssignmentRun& run, pb::AnnualPlan& plan) {
  run.set_name(absl::StrCat(plan_name, "/runs/", ids_.Next("r-")));
  plan.set_last_run(run.name());
  *plan.mutable_update_time() = run.create_time();
  return CommitWrites(
      context, store_,
      {Mutation::Put(kPlanCollection, record.id, plan.SerializeAsString(),
                     Expectation::Exactly(record.revision)),
       PutRun(run, Expectation::Absent())},
      {}, "");
}

absl::StatusOr<pb::AssignmentRun> AssignmentService::SolveAnnualPlan(
    CallContext& call, const pb::SolveAnnualPlanRequest& request) {
  ASSIGN_OR_RETURN(const PlanKey key, ParsePlanName(request.name(), "name"));
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, store_, ids_, key.programme, clock_.Now());
    ASSIGN_OR_RETURN(const Record* record,
                     context.FindRecord(kPlanCollection, key.year));
    pb::AnnualPlan plan;
    if (record == nullptr || !plan.ParseFromString(record->value)) {
      return DoesNotExist("", request.name());
    }
    RETURN_IF_ERROR(
        CheckEtag(request.etag(), record->revision, request.name()));
    RETURN_IF_ERROR(CheckNotConfirmed(plan));
    RETURN_IF_ERROR(CheckNotBeingSolved(context, watch_, plan));
    ASSIGN_OR_RETURN(const std::shared_ptr<ProgrammeView> view,
                     PresentView(call, store_, programmes_, key.programme));
    ASSIGN_OR_RETURN(RunJob job, PrepareRun(call, *view, key, plan, request));
    *job.run.mutable_create_time() = ToProto(context.now());
    *job.run.mutable_update_time() = job.run.create_time();
    if (request.validate_only()) return job.run;
    RETURN_IF_ERROR(runs_.CheckRoom());
    const absl::StatusOr<CommitResult> done =
        WriteRun(context, *record, request.name(), job.run, plan);
    if (!done.ok() && IsConflict(done.status())) continue;
    RETURN_IF_ERROR(done.status());
    pb::AssignmentRun run = job.run;
    run.set_etag(EtagOf(done->revision));
    runs_.Start(std::move(job));
    return run;
  }
  return Refused(absl::StatusCode::kAborted, request.name(),
                 "不断被他人修改，请稍后再试", "others keep changing it");
}

absl::StatusOr<pb::AssignmentRun> AssignmentService::GetAssignmentRun(
    CallContext& call, const pb::GetAssignmentRunRequest& request) {
  ASSIGN_OR_RETURN(pb::AssignmentRun run, run_records_.Get(call, request));
  ShowAsItIs(clock_.Now(), watch_, run);
  return run;
}

absl::StatusOr<pb::ListAssignmentRunsResponse>
AssignmentService::ListAssignmentRuns(
    CallContext& call, const pb::ListAssignmentRunsRequest& request) {
  ASSIGN_OR_RETURN(
      auto response,
      run_records_.List<pb::ListAssignmentRunsResponse>(call, request));
  for (pb::AssignmentRun& run : *response.mutable_assignment_runs()) {
    ShowAsItIs(clock_.Now(), watch_, run);
  }
  return response;
}

absl::StatusOr<pb::AssignmentRun> AssignmentService::CancelAssignmentRun(
    CallContext& call, const pb::CancelAssignmentRunRequest& request) {
  const PlanKey key = PlanOfChild(request.name());
  const std::string id = absl::StrCat(key.year, "/", LastId(request.name()));
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, store_, ids_, key.programme, clock_.Now());
    ASSIGN_OR_RETURN(const Record* record,
                     context.FindRecord(kRunCollection, id));
    pb::AssignmentRun run;
    if (record == nullptr || !run.ParseFromString(record->value)) {
      return DoesNotExist("", request.name());
    }
    ShowAsItIs(context.now(), watch_, run);
    if (run.state() != pb::AssignmentRun::STATE_RUNNING) {
      return Refused(absl::StatusCode::kFailedPrecondition, request.name(),
                     "已经结束", "has ended already");
    }
    run.set_cancel_requested(true);
    if (request.validate_only()) return run;
    const absl::StatusOr<CommitResult> done = CommitWrites(
        context, store_, {PutRun(run, Expectation::Exactly(record->revision))},
        {}, "");
    if (!done.ok() && IsConflict(done.status())) continue;
    RETURN_IF_ERROR(done.status());
    runs_.Cancel(request.name());
    run.set_etag(EtagOf(done->revision));
    return run;
  }
  return Refused(absl::StatusCode::kAborted, request.name(),
                 "不断变化，请稍后再试", "keeps changing");
}

}  // namespace duikou
