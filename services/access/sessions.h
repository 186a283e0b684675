// Sessions: signing in, staying signed in, and signing out.
//
//   Sessions sessions(records, clock, throttle, hasher);
//   sessions.SignIn(call, request);   // StatusOr<SignInResponse>
//
// Methods of AccessService; what each promises is in access_service.proto.
// Sessions that a browser keeps end after an hour unless they are refreshed,
// and after twelve at the latest; others after twelve hours. A person has at
// most 20: a further one ends the oldest.
#ifndef DUIKOU_SERVICES_ACCESS_SESSIONS_H_
#define DUIKOU_SERVICES_ACCESS_SESSIONS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/access/v1/access_records.pb.h"
#include "duikou/access/v1/access_service.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/access/access_records.h"
#include "services/access/attempt_throttle.h"
#include "services/access/password.h"
#include "services/base/clock.h"
#include "services/rpc/call_context.h"

namespace duikou {

// Thread-safe.
class Sessions {
 public:
  // All outlive it. `sample`: links may sign in without a password.
  Sessions(AccessRecords& records, const Clock& clock,
           AttemptThrottle& throttle, PasswordHasher& hasher, bool sample)
      : records_(records),
        clock_(clock),
        throttle_(throttle),
        hasher_(hasher),
        sample_(sample) {}

  absl::StatusOr<access::v1::SignInResponse> SignIn(
      CallContext& call, const access::v1::SignInRequest& request);
  absl::StatusOr<access::v1::SignInResponse> RedeemLink(
      CallContext& call, const access::v1::RedeemLinkRequest& request);
  absl::StatusOr<google::protobuf::Empty> SignOut(
      CallContext& call, const access::v1::SignOutRequest& request);
  absl::StatusOr<access::v1::Session> Refresh(
      CallContext& call, const access::v1::RefreshSessionRequest& request);
  absl::StatusOr<google::protobuf::Empty> ChangePassword(
      CallContext& call, const access::v1::ChangePasswordRequest& request);
  absl::StatusOr<access::v1::ListSessionsResponse> List(
      CallContext& call, const access::v1::ListSessionsRequest& request);
  absl::StatusOr<google::protobuf::Empty> Delete(
      CallContext& call, const access::v1::DeleteSessionRequest& request);
  absl::StatusOr<access::v1::Link> CreateLink(
      CallContext& call, const access::v1::CreateLinkRequest& request);

  // Begins a session of the person, committing `with` in the same step.
  absl::StatusOr<access::v1::SignInResponse> Begin(
      CallContext& call, const access::v1::Person& person, bool cookie,
      std::vector<Mutation> with);

  // What hashes a new password, checked to be one, into its record.
  absl::StatusOr<Mutation> PasswordFor(CallContext& call,
                                       absl::string_view field,
                                       absl::string_view password,
                                       absl::string_view person_id);

  // Ends all sessions of a person but the one named.
  absl::StatusOr<std::vector<Mutation>> EndAll(CallContext& call,
                                               absl::string_view person,
                                               absl::string_view but = "");

 private:
  absl::Status EndLateOnes(CallContext& call, absl::string_view person,
                           absl::string_view but);
  absl::StatusOr<access::v1::Person> EnabledPerson(CallContext& call,
                                                   absl::string_view id);
  absl::StatusOr<Mutation> Touch(CallContext& call, absl::string_view id);
  absl::Status MakeRoom(CallContext& call, absl::string_view person,
                        std::vector<Mutation>& mutations);

  AccessRecords& records_;
  const Clock& clock_;
  AttemptThrottle& throttle_;
  PasswordHasher& hasher_;
  const bool sample_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_SESSIONS_H_
