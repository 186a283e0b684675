// What the protos' options say of a field.
//
//   if (BehaviorOf(*field) == FieldBehavior::FIELD_BEHAVIOR_OUTPUT_ONLY) ...
#ifndef DUIKOU_SERVICES_RPC_FIELD_RULE_H_
#define DUIKOU_SERVICES_RPC_FIELD_RULE_H_

#include "duikou/type/v1/annotations.pb.h"
#include "google/protobuf/descriptor.h"

namespace duikou {

// The field's rule; an empty one where the proto states none.
const type::v1::FieldRule& RuleOf(
    const google::protobuf::FieldDescriptor& field);

// The field's behaviour. `etag` is output only though requests may carry it:
// it is compared, never written.
type::v1::FieldBehavior BehaviorOf(
    const google::protobuf::FieldDescriptor& field);

bool IsOutputOnly(const google::protobuf::FieldDescriptor& field);
bool IsImmutable(const google::protobuf::FieldDescriptor& field);
bool IsRequired(const google::protobuf::FieldDescriptor& field);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_FIELD_RULE_H_
