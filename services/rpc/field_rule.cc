#include "services/rpc/field_rule.h"

namespace duikou {

using google::protobuf::FieldDescriptor;
using type::v1::FieldBehavior;
using type::v1::FieldRule;

const FieldRule& RuleOf(const FieldDescriptor& field) {
  return field.options().GetExtension(type::v1::rule);
}

FieldBehavior BehaviorOf(const FieldDescriptor& field) {
  // In a resource only: a request's own `etag` is an ordinary argument.
  if (field.name() == "etag" &&
      field.containing_type()->FindFieldByName("update_time") != nullptr) {
    return FieldBehavior::FIELD_BEHAVIOR_OUTPUT_ONLY;
  }
  return RuleOf(field).behavior();
}

bool IsOutputOnly(const FieldDescriptor& field) {
  return BehaviorOf(field) == FieldBehavior::FIELD_BEHAVIOR_OUTPUT_ONLY;
}

bool IsImmutable(const FieldDescriptor& field) {
  return BehaviorOf(field) == FieldBehavior::FIELD_BEHAVIOR_IMMUTABLE;
}

bool IsRequired(const FieldDescriptor& field) {
  return BehaviorOf(field) == FieldBehavior::FIELD_BEHAVIOR_REQUIRED;
}

}  // namespace duikou
