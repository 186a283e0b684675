#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/utf8.h"
#include "services/base/violation.h"
#include "services/rpc/validate_plan.h"

namespace duikou::internal {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr size_t kShownValueCharacters = 60;

std::string Shown(absl::string_view text) {
  const absl::string_view prefix = Utf8Prefix(text, kShownValueCharacters);
  return absl::StrCat("\"", absl::Utf8SafeCEscape(prefix),
                      prefix.size() < text.size() ? "…\"" : "\"");
}

absl::Status ValidateNumber(int64_t value, const FieldPlan& plan,
                            const Place& place) {
  if (value < plan.min) {
    return BreaksRule(place, absl::StrCat(value, " 小于 ", plan.min),
                      absl::StrCat(value, " is below ", plan.min));
  }
  if (value > plan.max) {
    return BreaksRule(place, absl::StrCat(value, " 大于 ", plan.max),
                      absl::StrCat(value, " is above ", plan.max));
  }
  return absl::OkStatus();
}

// What a length counts.
struct LengthUnit {
  absl::string_view zh;
  absl::string_view en;
};
constexpr LengthUnit kCharacters = {"个字符", "characters"};
constexpr LengthUnit kBytes = {"字节", "bytes"};

absl::Status ValidateLength(size_t length, const LengthUnit& unit,
                            const FieldPlan& plan, const Place& place) {
  if (length <= plan.max_length) return absl::OkStatus();
  return BreaksRule(place,
                    absl::StrCat("有 ", length, " ", unit.zh, "，最多 ",
                                 plan.max_length, " ", unit.zh),
                    absl::StrCat("has ", length, " ", unit.en, ", at most ",
                                 plan.max_length, " are allowed"));
}

absl::Status ValidateForm(absl::string_view text, const FieldPlan& plan,
                          const Place& place) {
  if (plan.resource_id && !IsResourceId(text)) {
    return BreaksRule(
        place,
        absl::StrCat(Shown(text),
                     " 不是编号：编号为 1 到 63 个小写字母、数字和连字符，"
                     "首尾不能是连字符"),
        absl::StrCat(Shown(text),
                     " is not an id: 1 to 63 letters a-z, digits and "
                     "hyphens, none of these first or last"));
  }
  if (plan.patterns.empty()) return absl::OkStatus();
  for (const ResourcePattern& pattern : plan.patterns) {
    if (pattern.Matches(text)) return absl::OkStatus();
  }
  return BreaksRule(
      place, absl::StrCat(Shown(text), " 的格式不是 ", plan.patterns_text),
      absl::StrCat(Shown(text), " is not of the form ", plan.patterns_text));
}

absl::Status ValidateText(const std::string& text, const FieldPlan& plan,
                          const Place& place) {
  const Utf8Scan scan = ScanUtf8(text);
  if (!scan.valid) return BreaksRule(place, "不是 UTF-8", "is not UTF-8");
  if (scan.control) {
    return BreaksRule(
        place, absl::StrCat(Shown(text), " 含有控制字符"),
        absl::StrCat(Shown(text), " contains a control character"));
  }
  RETURN_IF_ERROR(ValidateLength(scan.characters, kCharacters, plan, place));
  // An empty optional text is no value; an empty entry of a list is one.
  if (text.empty() && place.index < 0) return absl::OkStatus();
  return ValidateForm(text, plan, place);
}

absl::Status ValidateEnum(int number, const FieldPlan& plan,
                          const Place& place) {
  const auto* type = plan.field->enum_type();
  if (type->FindValueByNumber(number) == nullptr) {
    return BreaksRule(
        place, absl::StrCat(number, " 不是 ", type->name(), " 的取值"),
        absl::StrCat(number, " is not a value of ", type->name()));
  }
  if (number == 0 && place.index >= 0) {
    return BreaksRule(place, "未填写", "is not stated");
  }
  return absl::OkStatus();
}

}  // namespace

std::string Place::Path() const {
  std::string path;
  if (outer != nullptr) path = outer->Path();
  absl::StrAppend(&path, path.empty() ? "" : ".", name);
  if (index >= 0) absl::StrAppend(&path, "[", index, "]");
  return path;
}

absl::Status BreaksRule(const Place& place, std::string zh, std::string en) {
  return ToStatus(
      Violation{"rule_broken", place.Path(), std::move(zh), std::move(en)}, "");
}

absl::Status ValidateValue(const Message& message, const FieldPlan& plan,
                           int index, const Place& place) {
  const Reflection& get = *plan.reflection;
  const FieldDescriptor* field = plan.field;
  const bool list = index >= 0;
  switch (field->cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return ValidateNumber(list ? get.GetRepeatedInt32(message, field, index)
                                 : get.GetInt32(message, field),
                            plan, place);
    case FieldDescriptor::CPPTYPE_INT64:
      return ValidateNumber(list ? get.GetRepeatedInt64(message, field, index)
                                 : get.GetInt64(message, field),
                            plan, place);
    case FieldDescriptor::CPPTYPE_ENUM:
      return ValidateEnum(list ? get.GetRepeatedEnumValue(message, field, index)
                               : get.GetEnumValue(message, field),
                          plan, place);
    case FieldDescriptor::CPPTYPE_STRING: {
      std::string scratch;
      const std::string& text =
          list ? get.GetRepeatedStringReference(message, field, index, &scratch)
               : get.GetStringReference(message, field, &scratch);
      if (field->type() == FieldDescriptor::TYPE_BYTES) {
        return ValidateLength(text.size(), kBytes, plan, place);
      }
      return ValidateText(text, plan, place);
    }
    default:
      // Booleans have no rules; messages are looked into by the caller; no
      // request has a number of another type.
      return absl::OkStatus();
  }
}

}  // namespace duikou::internal
