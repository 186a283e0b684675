// MethodAccess: who may call a method, as its proto declares it
// (duikou/type/v1/access.proto), ready to be asked.
//
//   const MethodAccess access(*method_descriptor);
//   RETURN_IF_ERROR(access.CheckCaller(caller));
//   Reach reach = access.ReachOf(caller, access.ProgrammeOf(request));
#ifndef DUIKOU_SERVICES_RPC_METHOD_ACCESS_H_
#define DUIKOU_SERVICES_RPC_METHOD_ACCESS_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "duikou/type/v1/access.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/rpc/caller.h"
#include "services/rpc/field_path.h"
#include "services/rpc/ownership.h"

namespace duikou {

// Immutable, thread-safe.
class MethodAccess {
 public:
  // REQUIRES: the method declares who may call it, and names fields that its
  // request has.
  explicit MethodAccess(const google::protobuf::MethodDescriptor& method);

  const type::v1::AccessRule& rule() const { return rule_; }
  // Whether some may call it for what is theirs alone.
  bool KeepsToOwners() const;
  // What the request says of whose it is; none where the resources do.
  const std::optional<ResourceOwners>& owners() const { return owners_; }

  // UNAUTHENTICATED where one must be signed in and is not; PERMISSION_DENIED
  // where a token that only reads would write. Whatever the request holds.
  absl::Status CheckCaller(const Caller& caller) const;

  // The id of the programme that the request names; empty where it names none.
  std::string ProgrammeOf(const google::protobuf::Message& request) const;

  // What the caller's groups let it touch in the programme.
  Reach ReachOf(const Caller& caller, absl::string_view programme) const;

  // Whether the request is about the caller itself, and the method lets that
  // be.
  bool IsAboutSelf(const Caller& caller,
                   const google::protobuf::Message& request) const;

  // The collection that a method with `as` is about: `projects`. Empty where
  // the request does not say.
  std::string CollectionOf(const google::protobuf::Message& request) const;

  // PERMISSION_DENIED: who may call it, in words.
  absl::Status Refusal(absl::string_view programme) const;

 private:
  const type::v1::AccessRule rule_;
  const std::string name_;
  std::optional<FieldPath> subject_;  // holds the name of what it is about
  std::optional<FieldPath> self_;
  std::optional<FieldPath> collection_;
  std::optional<ResourceOwners> owners_;
};

// Whether the proto says who may call the method.
bool DeclaresAccess(const google::protobuf::MethodDescriptor& method);

// The collection whose standard method this is, by its verb: `projects` of
// CreateProject, ListProjects and GetProject. Empty where it is none.
std::string StandardCollection(const google::protobuf::MethodDescriptor& method,
                               absl::string_view verb);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_METHOD_ACCESS_H_
