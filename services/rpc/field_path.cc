#include "services/rpc/field_path.h"

#include <utility>

#include "absl/strings/str_split.h"
#include "matcher/base/check.h"

namespace duikou {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

FieldPath::FieldPath(const Descriptor& type, absl::string_view path) {
  const Descriptor* at = &type;
  for (absl::string_view name : absl::StrSplit(path, '.')) {
    DUIKOU_CHECK(at != nullptr) << type.full_name() << ": " << path;
    const FieldDescriptor* field = at->FindFieldByName(std::string(name));
    DUIKOU_CHECK(field != nullptr && !field->is_repeated())
        << type.full_name() << ": " << path;
    path_.push_back(field);
    at = field->message_type();
  }
}

const Message& FieldPath::Owner(const Message& message) const {
  const Message* at = &message;
  for (size_t i = 0; i + 1 < path_.size(); ++i) {
    at = &at->GetReflection()->GetMessage(*at, path_[i]);
  }
  return *at;
}

Message& FieldPath::MutableOwner(Message& message) const {
  Message* at = &message;
  for (size_t i = 0; i + 1 < path_.size(); ++i) {
    at = at->GetReflection()->MutableMessage(at, path_[i]);
  }
  return *at;
}

std::string FieldPath::Text(const Message& message) const {
  const Message& owner = Owner(message);
  return owner.GetReflection()->GetString(owner, &field());
}

int64_t FieldPath::Integer(const Message& message) const {
  const Message& owner = Owner(message);
  return field().cpp_type() == FieldDescriptor::CPPTYPE_INT32
             ? owner.GetReflection()->GetInt32(owner, &field())
             : owner.GetReflection()->GetInt64(owner, &field());
}

bool FieldPath::Bool(const Message& message) const {
  const Message& owner = Owner(message);
  return owner.GetReflection()->GetBool(owner, &field());
}

int FieldPath::Enum(const Message& message) const {
  const Message& owner = Owner(message);
  return owner.GetReflection()->GetEnumValue(owner, &field());
}

void FieldPath::SetText(std::string value, Message& message) const {
  Message& owner = MutableOwner(message);
  owner.GetReflection()->SetString(&owner, &field(), std::move(value));
}

void FieldPath::SetInteger(int64_t value, Message& message) const {
  Message& owner = MutableOwner(message);
  if (field().cpp_type() == FieldDescriptor::CPPTYPE_INT32) {
    owner.GetReflection()->SetInt32(&owner, &field(),
                                    static_cast<int32_t>(value));
  } else {
    owner.GetReflection()->SetInt64(&owner, &field(), value);
  }
}

void FieldPath::SetBool(bool value, Message& message) const {
  Message& owner = MutableOwner(message);
  owner.GetReflection()->SetBool(&owner, &field(), value);
}

void FieldPath::SetEnum(int value, Message& message) const {
  Message& owner = MutableOwner(message);
  owner.GetReflection()->SetEnumValue(&owner, &field(), value);
}

}  // namespace duikou
