#include "services/assignment/run_records.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/assignment/plan_names.h"
#include "services/assignment/plan_words.h"
#include "services/base/violation.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {

namespace pb = ::duikou::assignment::v1;

namespace {

std::string RunRecordId(const std::string& name) {
  return absl::StrCat(PlanOfChild(name).year, "/", LastId(name));
}

}  // namespace

void ShowAsItIs(absl::Time now, const RunWatch& watch, pb::AssignmentRun& run) {
  if (run.state() != pb::AssignmentRun::STATE_RUNNING) return;
  const bool of_another = watch.alone && run.runner() != watch.runner;
  if (!of_another && now - ToTime(run.update_time()) < kRunLease) return;
  run.set_state(pb::AssignmentRun::STATE_FAILED);
  *run.mutable_failure() = BothWords("求解未完成，服务器进程已结束",
                                     "its process ended before it did");
  *run.mutable_end_time() = run.update_time();
}

absl::Status CheckNotBeingSolved(WriteContext& context, const RunWatch& watch,
                                 const pb::AnnualPlan& plan) {
  if (plan.last_run().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(std::optional<pb::AssignmentRun> run,
                   context.Find<pb::AssignmentRun>(
                       kRunCollection, RunRecordId(plan.last_run())));
  if (!run.has_value()) return absl::OkStatus();
  ShowAsItIs(context.now(), watch, *run);
  if (run->state() != pb::AssignmentRun::STATE_RUNNING) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, plan.name(),
                 absl::StrCat("正在求解：", plan.last_run()),
                 absl::StrCat("is being solved, by ", plan.last_run()));
}

Mutation PutRun(const pb::AssignmentRun& run, Expectation expectation) {
  Mutation put = Mutation::Put(kRunCollection, RunRecordId(run.name()),
                               run.SerializeAsString(), expectation);
  put.in_feed = false;
  return put;
}

}  // namespace duikou
