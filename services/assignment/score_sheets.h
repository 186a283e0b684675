// The score sheets of an application: one of each person, given while its call
// is being scored.
//
//   scores.Change(call, request, [&](WriteContext& context, auto& scores) {
//     return TakeSheet(context, request, scores);
//   });
#ifndef DUIKOU_SERVICES_ASSIGNMENT_SCORE_SHEETS_H_
#define DUIKOU_SERVICES_ASSIGNMENT_SCORE_SHEETS_H_

#include <string>

#include "absl/status/status.h"
#include "duikou/assignment/v1/competition_service.pb.h"
#include "services/rpc/write_context.h"

namespace duikou {

// Puts the sheet of who calls in place of the one before. INVALID_ARGUMENT
// where its points are not those of the call's criteria, FAILED_PRECONDITION
// where the call is not being scored or the application was withdrawn,
// RESOURCE_EXHAUSTED where as many have scored as may.
absl::Status TakeSheet(WriteContext& context,
                       const assignment::v1::ScoreApplicationRequest& request,
                       assignment::v1::ApplicationScores& scores);

// Takes the sheet of one person out. NOT_FOUND where there is none of that
// person, FAILED_PRECONDITION where the call is not being scored.
absl::Status RemoveSheet(WriteContext& context, const std::string& assessor,
                         assignment::v1::ApplicationScores& scores);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_SCORE_SHEETS_H_
