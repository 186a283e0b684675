// FirstRun: how the first administrator comes to be, without any password that
// somebody else could know: by a code that the server prints where only who
// runs it can read.
//
//   FirstRun first_run(records, sessions, clock, throttle);
//   ASSIGN_OR_RETURN(std::string code, first_run.MakeCode(call));  // to print
//   first_run.SetUp(call, request);   // StatusOr<SignInResponse>
#ifndef DUIKOU_SERVICES_ACCESS_FIRST_RUN_H_
#define DUIKOU_SERVICES_ACCESS_FIRST_RUN_H_

#include <string>

#include "absl/status/statusor.h"
#include "duikou/access/v1/access_service.pb.h"
#include "services/access/access_records.h"
#include "services/access/attempt_throttle.h"
#include "services/access/sessions.h"
#include "services/base/clock.h"
#include "services/rpc/call_context.h"

namespace duikou {

// Thread-safe.
class FirstRun {
 public:
  // All outlive it.
  FirstRun(AccessRecords& records, Sessions& sessions, const Clock& clock,
           AttemptThrottle& throttle, bool sample)
      : records_(records),
        sessions_(sessions),
        clock_(clock),
        throttle_(throttle),
        sample_(sample) {}

  // A new code, which replaces an earlier one; empty where there is somebody
  // already.
  absl::StatusOr<std::string> MakeCode(CallContext& call);

  absl::StatusOr<access::v1::Setup> GetSetup(
      CallContext& call, const access::v1::GetSetupRequest& request);
  absl::StatusOr<access::v1::SignInResponse> SetUp(
      CallContext& call, const access::v1::SetUpRequest& request);

 private:
  absl::StatusOr<bool> IsNeeded(CallContext& call);

  AccessRecords& records_;
  Sessions& sessions_;
  const Clock& clock_;
  AttemptThrottle& throttle_;
  const bool sample_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_FIRST_RUN_H_
