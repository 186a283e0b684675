// What a MessageValidator compiles a message type into. For validate.cc and
// validate_value.cc alone.
#ifndef DUIKOU_SERVICES_RPC_VALIDATE_PLAN_H_
#define DUIKOU_SERVICES_RPC_VALIDATE_PLAN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "duikou/type/v1/annotations.pb.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "services/rpc/resource_name.h"

namespace duikou::internal {

struct MessagePlan;

// The rules of one field, ready to be checked.
struct FieldPlan {
  const google::protobuf::FieldDescriptor* field = nullptr;
  // Of the message that has the field: asking a message for it costs.
  const google::protobuf::Reflection* reflection = nullptr;
  type::v1::FieldBehavior behavior =
      type::v1::FieldBehavior::FIELD_BEHAVIOR_OPTIONAL;
  int64_t min = INT64_MIN;
  int64_t max = INT64_MAX;
  size_t max_length = 0;
  int max_items = 0;
  std::vector<ResourcePattern> patterns;  // any of which a name has to be of
  std::string patterns_text;
  bool resource_id = false;
  const google::protobuf::FieldDescriptor* unique_by = nullptr;
  const MessagePlan* child = nullptr;  // of a message field of ours
};

// The rules of one message type.
struct MessagePlan {
  std::vector<FieldPlan> fields;
  // Of an Update request: the resource that the mask is about. Else null.
  const FieldPlan* updated = nullptr;
  const google::protobuf::FieldDescriptor* update_mask = nullptr;
};

// Where a value is, from the inside outwards; written out only in an error.
struct Place {
  const Place* outer = nullptr;
  absl::string_view name;
  int index = -1;

  std::string Path() const;
};

// INVALID_ARGUMENT: `path: en`, with the Chinese words beside it.
absl::Status BreaksRule(const Place& place, std::string zh, std::string en);

// Checks one value of a field, the `index`th where it is a list (-1: it is
// none). Messages are not looked into.
absl::Status ValidateValue(const google::protobuf::Message& message,
                           const FieldPlan& plan, int index,
                           const Place& place);

}  // namespace duikou::internal

#endif  // DUIKOU_SERVICES_RPC_VALIDATE_PLAN_H_
