// UpdateMask: which fields of a resource an Update changes, and the merge.
//
//   mask            changes
//   empty           every field that is set in what was sent, each as a whole
//   `*`             everything: what is not set is cleared
//   paths           the fields named; `standing.jobs` reaches into a message
//
// What the server writes (output only) is never changed; it is refused in a
// mask and ignored otherwise. An immutable field is refused in a mask, and
// otherwise must be as stored where it is set.
//
//   ASSIGN_OR_RETURN(UpdateMask mask, UpdateMask::Make(*Project::descriptor(),
//                                                      request.update_mask()));
//   RETURN_IF_ERROR(mask.Merge(request.project(), merged, "project"));
#ifndef DUIKOU_SERVICES_RPC_FIELD_MASK_H_
#define DUIKOU_SERVICES_RPC_FIELD_MASK_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"

namespace duikou {

// A value; immutable, thread-safe.
class UpdateMask {
 public:
  enum class Kind { kSetFields, kEverything, kPaths };
  // Fields from the resource inwards.
  using Path = std::vector<const google::protobuf::FieldDescriptor*>;

  // INVALID_ARGUMENT naming update_mask and the path where a path is unknown,
  // reaches into a list, or names an output-only or immutable field, or where
  // `*` is not alone.
  static absl::StatusOr<UpdateMask> Make(
      const google::protobuf::Descriptor& resource,
      const google::protobuf::FieldMask& mask);

  // `*`.
  static UpdateMask Everything() { return UpdateMask(Kind::kEverything); }

  Kind kind() const { return kind_; }
  const std::vector<Path>& paths() const { return paths_; }

  // Copies what the mask names from `sent` into `stored`. INVALID_ARGUMENT
  // naming `field`.path where an immutable field would change.
  // REQUIRES: both are of the mask's type.
  absl::Status Merge(const google::protobuf::Message& sent,
                     google::protobuf::Message& stored,
                     absl::string_view field) const;

 private:
  explicit UpdateMask(Kind kind) : kind_(kind) {}

  Kind kind_;
  std::vector<Path> paths_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_FIELD_MASK_H_
