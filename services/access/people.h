// People: who there is, and what each may do.
//
//   People people(host.store, host.clock, host.ids, records);
//   people.Create(call, request);   // StatusOr<Person>
//
// Methods of AccessService; what each promises is in access_service.proto.
// Administrators of all programmes look after everybody. The office and the
// administrators of a programme look after those whose every membership is in
// it, and make nobody more than they are themselves.
#ifndef DUIKOU_SERVICES_ACCESS_PEOPLE_H_
#define DUIKOU_SERVICES_ACCESS_PEOPLE_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/access/v1/access_service.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/access/access_records.h"
#include "services/rpc/call_context.h"
#include "services/rpc/host.h"
#include "services/rpc/standard_methods.h"

namespace duikou {

// Thread-safe.
class People {
 public:
  // What is given outlives it.
  People(const HostContext& host, AccessRecords& records);

  absl::StatusOr<access::v1::Person> Get(
      CallContext& call, const access::v1::GetPersonRequest& request);
  absl::StatusOr<access::v1::Person> GetMe(
      CallContext& call, const access::v1::GetMeRequest& request);
  absl::StatusOr<access::v1::ListPeopleResponse> List(
      CallContext& call, const access::v1::ListPeopleRequest& request);
  absl::StatusOr<access::v1::Person> Create(
      CallContext& call, const access::v1::CreatePersonRequest& request);
  absl::StatusOr<access::v1::Person> Update(
      CallContext& call, const access::v1::UpdatePersonRequest& request);
  absl::StatusOr<google::protobuf::Empty> Delete(
      CallContext& call, const access::v1::DeletePersonRequest& request);

  // OK where the caller is the person, or looks after it; else
  // PERMISSION_DENIED, or NOT_FOUND.
  absl::Status CheckLooksAfter(CallContext& call, absl::string_view person);

 private:
  absl::StatusOr<access::v1::Person> WithSignIn(CallContext& call,
                                                access::v1::Person person);

  AccessRecords& records_;
  StandardMethods<access::v1::Person> people_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_PEOPLE_H_
