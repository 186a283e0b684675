// CompetitionService: the handlers of duikou.assignment.v1.CompetitionService.
//
//   CompetitionService service(store, clock, ids, views);
//   service.RankApplications(call, request);   // StatusOr<CallRanking>
//
// Calls, applications and scores are read and written in the store; what a
// project still needs is read from the view of its programme, up to what the
// store holds then. Errors are those of the proto.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_SERVICE_H_
#define DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_SERVICE_H_

#include "absl/status/statusor.h"
#include "duikou/assignment/v1/competition_service.pb.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/programme/programme_views.h"
#include "services/rpc/call_context.h"
#include "services/rpc/history_methods.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class CompetitionService {
 public:
  // All outlive it.
  CompetitionService(Store& store, Clock& clock, IdGenerator& ids,
                     ProgrammeViews& programmes);

  absl::StatusOr<assignment::v1::ListCallsResponse> ListCalls(
      CallContext& call, const assignment::v1::ListCallsRequest& request);
  absl::StatusOr<assignment::v1::Call> OpenCall(
      CallContext& call, const assignment::v1::OpenCallRequest& request);
  absl::StatusOr<assignment::v1::Call> CloseCall(
      CallContext& call, const assignment::v1::CloseCallRequest& request);
  absl::StatusOr<assignment::v1::Call> CancelCall(
      CallContext& call, const assignment::v1::CancelCallRequest& request);
  absl::StatusOr<assignment::v1::ListApplicationsResponse> ListApplications(
      CallContext& call,
      const assignment::v1::ListApplicationsRequest& request);
  absl::StatusOr<assignment::v1::Application> WithdrawApplication(
      CallContext& call,
      const assignment::v1::WithdrawApplicationRequest& request);
  absl::StatusOr<assignment::v1::Application> SubmitApplication(
      CallContext& call,
      const assignment::v1::SubmitApplicationRequest& request);
  absl::StatusOr<assignment::v1::ApplicationScores> ScoreApplication(
      CallContext& call,
      const assignment::v1::ScoreApplicationRequest& request);
  absl::StatusOr<assignment::v1::ApplicationScores> RemoveScoreSheet(
      CallContext& call,
      const assignment::v1::RemoveScoreSheetRequest& request);
  absl::StatusOr<assignment::v1::CallRanking> RankApplications(
      CallContext& call,
      const assignment::v1::RankApplicationsRequest& request);
  absl::StatusOr<assignment::v1::CallRanking> AwardCall(
      CallContext& call, const assignment::v1::AwardCallRequest& request);

  StandardMethods<assignment::v1::Call>& calls() { return calls_; }
  StandardMethods<assignment::v1::Application>& applications() {
    return applications_;
  }
  StandardMethods<assignment::v1::ApplicationScores>& scores() {
    return scores_;
  }
  HistoryMethods& history() { return history_; }

 private:
  Store& store_;
  ProgrammeViews& programmes_;
  StandardMethods<assignment::v1::Call> calls_;
  StandardMethods<assignment::v1::Application> applications_;
  StandardMethods<assignment::v1::ApplicationScores> scores_;
  HistoryMethods history_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_SERVICE_H_
