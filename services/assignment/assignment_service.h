// AssignmentService: the handlers of duikou.assignment.v1.AssignmentService.
//
//   AssignmentService service(store, clock, ids, logger, /*alone=*/true);
//   service.SolveAnnualPlan(call, request);   // StatusOr<AssignmentRun>
//   service.Stop();                           // ends what is under way
//
// What is true of the programme is read from a view that follows its change
// feed, up to what the store holds when a solve begins; plans, versions, shares
// and runs are read and written in the store. Errors are those of the proto.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_ASSIGNMENT_SERVICE_H_
#define DUIKOU_SERVICES_ASSIGNMENT_ASSIGNMENT_SERVICE_H_

#include <string>

#include "absl/status/statusor.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "services/assignment/assignment_runs.h"
#include "services/assignment/plan_by_hand.h"
#include "services/assignment/run_records.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/programme/programme_views.h"
#include "services/rpc/call_context.h"
#include "services/rpc/history_methods.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"
#include "spdlog/logger.h"

namespace duikou {

// Thread-safe.
class AssignmentService {
 public:
  // All outlive it. `alone`: no other process can have the store, so that runs
  // of another have ended.
  AssignmentService(Store& store, Clock& clock, IdGenerator& ids,
                    spdlog::logger& logger, bool alone);

  absl::StatusOr<assignment::v1::AnnualPlan> PinShare(
      CallContext& call, const assignment::v1::PinShareRequest& request);
  absl::StatusOr<assignment::v1::AnnualPlan> BanShare(
      CallContext& call, const assignment::v1::BanShareRequest& request);
  absl::StatusOr<assignment::v1::AnnualPlan> ReleaseShare(
      CallContext& call, const assignment::v1::ReleaseShareRequest& request);

  absl::StatusOr<assignment::v1::AssignmentRun> SolveAnnualPlan(
      CallContext& call, const assignment::v1::SolveAnnualPlanRequest& request);
  absl::StatusOr<assignment::v1::AssignmentRun> GetAssignmentRun(
      CallContext& call,
      const assignment::v1::GetAssignmentRunRequest& request);
  absl::StatusOr<assignment::v1::ListAssignmentRunsResponse> ListAssignmentRuns(
      CallContext& call,
      const assignment::v1::ListAssignmentRunsRequest& request);
  absl::StatusOr<assignment::v1::AssignmentRun> CancelAssignmentRun(
      CallContext& call,
      const assignment::v1::CancelAssignmentRunRequest& request);

  absl::StatusOr<assignment::v1::ListPlanVersionsResponse> ListPlanVersions(
      CallContext& call,
      const assignment::v1::ListPlanVersionsRequest& request);
  absl::StatusOr<assignment::v1::ComparePlanVersionsResponse>
  ComparePlanVersions(
      CallContext& call,
      const assignment::v1::ComparePlanVersionsRequest& request);
  absl::StatusOr<assignment::v1::MoveShareResponse> MoveShare(
      CallContext& call, const assignment::v1::MoveShareRequest& request);

  absl::StatusOr<assignment::v1::AnnualPlan> ProposeAnnualPlan(
      CallContext& call,
      const assignment::v1::ProposeAnnualPlanRequest& request);
  absl::StatusOr<assignment::v1::ListPlanSharesResponse> ListPlanShares(
      CallContext& call, const assignment::v1::ListPlanSharesRequest& request);
  absl::StatusOr<assignment::v1::PlanShare> AnswerShare(
      CallContext& call, const assignment::v1::AnswerShareRequest& request);
  absl::StatusOr<assignment::v1::AnnualPlan> ConfirmAnnualPlan(
      CallContext& call,
      const assignment::v1::ConfirmAnnualPlanRequest& request);
  absl::StatusOr<assignment::v1::PlanVersion> AmendAnnualPlan(
      CallContext& call, const assignment::v1::AmendAnnualPlanRequest& request);

  absl::StatusOr<assignment::v1::ExplainSupporterResponse> ExplainSupporter(
      CallContext& call,
      const assignment::v1::ExplainSupporterRequest& request);
  absl::StatusOr<assignment::v1::ExplainProjectResponse> ExplainProject(
      CallContext& call, const assignment::v1::ExplainProjectRequest& request);
  absl::StatusOr<assignment::v1::ComputeFactorMethodResponse>
  ComputeFactorMethod(
      CallContext& call,
      const assignment::v1::ComputeFactorMethodRequest& request);

  StandardMethods<assignment::v1::AnnualPlan>& plans() { return plans_; }
  StandardMethods<assignment::v1::PlanVersion>& versions() { return versions_; }
  StandardMethods<assignment::v1::PlanShare>& shares() { return shares_; }
  HistoryMethods& history() { return history_; }
  ProgrammeViews& programmes() { return programmes_; }

  // Ends the runs of this process, which then have failed.
  void Stop() { runs_.Stop(); }

 private:
  // What SolveAnnualPlan is to solve, the run not named yet.
  absl::StatusOr<RunJob> PrepareRun(
      CallContext& call, const ProgrammeView& view, const PlanKey& key,
      const assignment::v1::AnnualPlan& plan,
      const assignment::v1::SolveAnnualPlanRequest& request);
  // Names the run and writes it with the plan, which is in the record.
  absl::StatusOr<CommitResult> WriteRun(WriteContext& context,
                                        const Record& record,
                                        const std::string& plan_name,
                                        assignment::v1::AssignmentRun& run,
                                        assignment::v1::AnnualPlan& plan);
  // The version that a question is about.
  absl::StatusOr<std::string> VersionAsked(CallContext& call,
                                           const std::string& plan,
                                           const std::string& version);
  // For which side the caller answers.
  absl::StatusOr<Side> AnswersFor(CallContext& call,
                                  const assignment::v1::PlanShare& share,
                                  assignment::v1::ShareSide stated);

  Store& store_;
  Clock& clock_;
  IdGenerator& ids_;
  const RunWatch watch_;
  StandardMethods<assignment::v1::AnnualPlan> plans_;
  StandardMethods<assignment::v1::PlanVersion> versions_;
  StandardMethods<assignment::v1::AssignmentRun> run_records_;
  StandardMethods<assignment::v1::PlanShare> shares_;
  HistoryMethods history_;
  ProgrammeViews programmes_;
  AssignmentRuns runs_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_ASSIGNMENT_SERVICE_H_
