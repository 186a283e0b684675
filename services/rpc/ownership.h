// Ownership: whose a resource is, and whether a call reaches it.
//
//   const ResourceOwners owners(*Quota::descriptor());  // of its option
//   `owner` ASSIGN_OR_RETURN(bool reached, owners.Reached(call, store, quota));
//
// A caller's own is what is of a unit that it acts for, or of one below that
// (by Unit.parent_unit); where a method says so, also what is of the units that
// its own guide (Unit.guiding_department). A project is its recipient's.
#ifndef DUIKOU_SERVICES_RPC_OWNERSHIP_H_
#define DUIKOU_SERVICES_RPC_OWNERSHIP_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/type/v1/access.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/rpc/call_context.h"
#include "services/rpc/field_path.h"
#include "services/store/store.h"

namespace duikou {

// Immutable, thread-safe, a value.
class ResourceOwners {
 public:
  // As the message's option `owner` says.
  explicit ResourceOwners(const google::protobuf::Descriptor& type);
  // REQUIRES: the paths are of single text fields of `type`.
  ResourceOwners(const google::protobuf::Descriptor& type,
                 const type::v1::ResourceOwner& owner);

  // Whether it can be anybody's own.
  bool any() const { return supporter_.has_value() || recipient_.has_value(); }

  // The side on which the call reaches the resource as its own; none: on
  // neither. Looks units and projects up where that must be; `store` null: then
  // FAILED_PRECONDITION says that it would have to.
  absl::StatusOr<std::optional<Side>> ReachedAsOwn(
      CallContext& call, Store* store,
      const google::protobuf::Message& resource) const;

  // What the resource says of whose it is, for a message.
  std::string NamesIn(const google::protobuf::Message& resource) const;

  // Whether the call reaches it: all, or its own.
  absl::StatusOr<bool> Reached(CallContext& call, Store& store,
                               const google::protobuf::Message& resource) const;

 private:
  std::optional<FieldPath> supporter_;
  std::optional<FieldPath> recipient_;
};

// PERMISSION_DENIED: `name is not of a unit that you act for`.
absl::Status NotYours(absl::string_view name);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_OWNERSHIP_H_
