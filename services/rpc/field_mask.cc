#include "services/rpc/field_mask.h"

#include <memory>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/message_differencer.h"
#include "matcher/base/status_macros.h"
#include "services/base/utf8.h"
#include "services/base/violation.h"
#include "services/rpc/field_rule.h"

namespace duikou {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::util::MessageDifferencer;

constexpr size_t kShownPathCharacters = 100;

absl::Status BadPath(absl::string_view path, absl::string_view zh,
                     absl::string_view en) {
  const std::string shown =
      absl::Utf8SafeCHexEscape(Utf8Prefix(path, kShownPathCharacters));
  return Refused(absl::StatusCode::kInvalidArgument, "update_mask",
                 absl::StrCat("“", shown, "”", zh),
                 absl::StrCat("\"", shown, "\" ", en));
}

absl::StatusOr<UpdateMask::Path> MakePath(const Descriptor& resource,
                                          const std::string& text) {
  UpdateMask::Path path;
  const Descriptor* type = &resource;
  for (const absl::string_view name : absl::StrSplit(text, '.')) {
    if (!path.empty() && path.back()->is_repeated()) {
      return BadPath(text, "指向列表之内，请写整个列表",
                     "reaches into a list; name the whole list");
    }
    const FieldDescriptor* field =
        type == nullptr ? nullptr : type->FindFieldByName(std::string(name));
    if (field == nullptr) return BadPath(text, "不是字段", "is not a field");
    if (IsOutputOnly(*field))
      return BadPath(text, "只由系统填写", "is output only");
    if (IsImmutable(*field)) return BadPath(text, "不可更改", "is immutable");
    type = field->message_type();
    path.push_back(field);
  }
  return path;
}

// Makes the fields of `into` what they are in `from`, set or not.
void CopyFields(const Message& from,
                const std::vector<const FieldDescriptor*>& fields,
                Message& into) {
  const std::unique_ptr<Message> copy(from.New());
  copy->CopyFrom(from);
  into.GetReflection()->SwapFields(copy.get(), &into, fields);
}

bool IsSet(const Message& message, const FieldDescriptor& field) {
  const Reflection& reflection = *message.GetReflection();
  return field.is_repeated() ? reflection.FieldSize(message, &field) > 0
                             : reflection.HasField(message, &field);
}

bool SameField(const Message& a, const Message& b,
               const FieldDescriptor& field) {
  MessageDifferencer differencer;
  return differencer.CompareWithFields(a, b, {&field}, {&field});
}

void MergePath(const Message& sent, const UpdateMask::Path& path, size_t depth,
               Message& stored) {
  const FieldDescriptor& field = *path[depth];
  if (depth + 1 == path.size()) {
    CopyFields(sent, {&field}, stored);
    return;
  }
  // A parent that neither side has need not come to be for a cleared child.
  if (!IsSet(sent, field) && !IsSet(stored, field)) return;
  MergePath(sent.GetReflection()->GetMessage(sent, &field), path, depth + 1,
            *stored.GetReflection()->MutableMessage(&stored, &field));
}

}  // namespace

absl::StatusOr<UpdateMask> UpdateMask::Make(const Descriptor& resource,
                                            const FieldMask& mask) {
  if (mask.paths().empty()) return UpdateMask(Kind::kSetFields);
  if (mask.paths_size() == 1 && mask.paths(0) == "*") {
    return UpdateMask(Kind::kEverything);
  }
  UpdateMask result(Kind::kPaths);
  for (const std::string& text : mask.paths()) {
    if (text == "*") return BadPath(text, "须单独使用", "must stand alone");
    ASSIGN_OR_RETURN(Path path, MakePath(resource, text));
    result.paths_.push_back(std::move(path));
  }
  return result;
}

absl::Status UpdateMask::Merge(const Message& sent, Message& stored,
                               absl::string_view name) const {
  if (kind_ == Kind::kPaths) {
    for (const Path& path : paths_) MergePath(sent, path, 0, stored);
    return absl::OkStatus();
  }
  const Descriptor& type = *sent.GetDescriptor();
  std::vector<const FieldDescriptor*> changed;
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (IsOutputOnly(field)) continue;
    const bool set = IsSet(sent, field);
    if (IsImmutable(field)) {
      if (set && !SameField(sent, stored, field)) {
        return Refused(
            absl::StatusCode::kInvalidArgument,
            absl::StrCat(name, name.empty() ? "" : ".", field.name()),
            "不可更改", "is immutable and would change");
      }
    } else if (set || kind_ == Kind::kEverything) {
      changed.push_back(&field);
    }
  }
  CopyFields(sent, changed, stored);
  return absl::OkStatus();
}

}  // namespace duikou
