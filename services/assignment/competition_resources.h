// The resources of a competition, with their rules, as StandardMethods takes
// them, and the steps of a call.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_RESOURCES_H_
#define DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_RESOURCES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "duikou/assignment/v1/competition_service.pb.h"
#include "services/assignment/competition_names.h"
#include "services/rpc/standard_methods.h"
#include "services/rpc/write_context.h"

namespace duikou {

// A draft is kept to its supporter; once opened, only texts change, and the due
// time to a later one.
Resource<assignment::v1::Call> CallResource();
// The id is that of the project. Kept to its owners until it is decided on. A
// write checks the call in its commit, so that none comes in after it is
// closed; a new application brings its empty scores along.
Resource<assignment::v1::Application> ApplicationResource();
Resource<assignment::v1::ApplicationScores> ApplicationScoresResource();

// The call of an application. NOT_FOUND where there is none.
absl::StatusOr<assignment::v1::Call> FindCall(WriteContext& context,
                                              const ApplicationKey& key);

// The steps of a call. FAILED_PRECONDITION where its state, or time, is not the
// one for it.
absl::Status OpenCall(WriteContext& context, assignment::v1::Call& notice);
absl::Status CloseCall(WriteContext& context, bool before_due_time,
                       assignment::v1::Call& notice);
absl::Status CancelCall(const std::string& reason,
                        assignment::v1::Call& notice);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_RESOURCES_H_
