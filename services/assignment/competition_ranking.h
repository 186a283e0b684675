// The ranking of a call, and its award.
//
//   ASSIGN_OR_RETURN(RankedCall ranked, RankCall(call, store, *view, notice));
//   RETURN_IF_ERROR(CheckSeen(request.etag(), notice, ranked));
//   RETURN_IF_ERROR(WriteAward(context, ranked, notice));
//
// Once a call is closed no application comes in or is taken back; an award
// checks all score sheets that it rests on in its commit.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_RANKING_H_
#define DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_RANKING_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "duikou/assignment/v1/competition_service.pb.h"
#include "services/programme/programme_view.h"
#include "services/rpc/call_context.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

// An application's record, with that of its scores.
struct KeptApplication {
  assignment::v1::Application application;
  Revision revision = 0;
  assignment::v1::ApplicationScores scores;
  Revision scores_revision = 0;
};

struct RankedCall {
  assignment::v1::CallRanking ranking;
  // In the order of the ranking.
  std::vector<KeptApplication> applications;
};

// What each application would be awarded now. `notice` has its etag.
// REQUIRES: the call is being scored.
absl::StatusOr<RankedCall> RankCall(CallContext& call, Store& store,
                                    const ProgrammeView& view,
                                    const assignment::v1::Call& notice);
// What each was awarded. REQUIRES: the call is awarded.
absl::StatusOr<assignment::v1::CallRanking> AwardedRanking(
    CallContext& call, Store& store, const assignment::v1::Call& notice);

// ABORTED, with what changed, where the ranking is not the one with this etag.
absl::Status CheckSeen(const std::string& etag,
                       const assignment::v1::Call& notice,
                       const RankedCall& ranked);

// Writes outcomes and commitments, and what the call itself says of them.
// FAILED_PRECONDITION where an application has no score, or a project does not
// need what it is awarded.
absl::Status WriteAward(WriteContext& context, const RankedCall& ranked,
                        assignment::v1::Call& notice);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_RANKING_H_
