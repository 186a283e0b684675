#include "services/rpc/validate.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/container/inlined_vector.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "duikou/type/v1/text.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/rpc/field_mask.h"
#include "services/rpc/field_rule.h"
#include "services/rpc/validate_plan.h"

namespace duikou {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::Reflection;
using internal::BreaksRule;
using internal::FieldPlan;
using internal::MessagePlan;
using internal::Place;
using type::v1::FieldBehavior;
using type::v1::FieldRule;
using type::v1::LocalizedText;

constexpr int64_t kMaxFen = 9'000'000'000'000'000;
constexpr size_t kDefaultMaxLength = 4000;
constexpr int kDefaultMaxItems = 1000;

// What presence is demanded.
enum class Presence {
  kRequest,   // required fields
  kResource,  // required fields, and immutable ones but the name
  kSetOnly,   // none: only what is set is looked at
};

bool IsOutput(const FieldPlan& plan) {
  return plan.behavior == FieldBehavior::FIELD_BEHAVIOR_OUTPUT_ONLY;
}

bool IsOwnName(const FieldPlan& plan) {
  return plan.behavior == FieldBehavior::FIELD_BEHAVIOR_IMMUTABLE &&
         plan.field->name() == "name";
}

FieldPlan CompileField(const FieldDescriptor& field) {
  const FieldRule& rule = RuleOf(field);
  FieldPlan plan;
  plan.field = &field;
  plan.reflection = google::protobuf::MessageFactory::generated_factory()
                        ->GetPrototype(field.containing_type())
                        ->GetReflection();
  plan.behavior = BehaviorOf(field);
  if (absl::EndsWith(field.name(), "_fen")) {
    plan.min = 0;
    plan.max = kMaxFen;
  }
  if (rule.has_min()) plan.min = rule.min();
  if (rule.has_max()) plan.max = rule.max();
  plan.max_length = rule.max_length() > 0 ? rule.max_length()
                    : field.type() == FieldDescriptor::TYPE_BYTES
                        ? SIZE_MAX
                        : kDefaultMaxLength;
  plan.max_items = rule.max_items() > 0 ? rule.max_items() : kDefaultMaxItems;
  plan.patterns_text = rule.resource();
  if (!rule.resource().empty()) {
    for (const absl::string_view form : absl::StrSplit(rule.resource(), '|')) {
      plan.patterns.emplace_back(form);
    }
  }
  plan.resource_id = rule.resource_id();
  if (!rule.unique_by().empty()) {
    plan.unique_by = field.message_type()->FindFieldByName(rule.unique_by());
    DUIKOU_CHECK(plan.unique_by != nullptr) << field.full_name();
  }
  return plan;
}

bool IsOurs(const Descriptor& type) {
  return absl::StartsWith(type.full_name(), "duikou.");
}

bool HasValue(const Message& message, const FieldPlan& plan) {
  const Reflection& reflection = *plan.reflection;
  return plan.field->is_repeated()
             ? reflection.FieldSize(message, plan.field) > 0
             : reflection.HasField(message, plan.field);
}

// Whether the field has a value where one is demanded: a text of no characters
// is none, though `optional` lets it be set, and neither is one without
// Chinese.
bool IsMissing(const Message& message, const FieldPlan& plan) {
  if (!HasValue(message, plan)) return true;
  if (plan.field->is_repeated()) return false;
  if (plan.field->message_type() == LocalizedText::descriptor()) {
    return static_cast<const LocalizedText&>(
               message.GetReflection()->GetMessage(message, plan.field))
        .zh()
        .empty();
  }
  std::string scratch;
  return plan.field->cpp_type() == FieldDescriptor::CPPTYPE_STRING &&
         plan.reflection->GetStringReference(message, plan.field, &scratch)
             .empty();
}

// The values of one field in the entries of a list: texts, or numbers of
// numbers and enums.
struct EntryValues {
  absl::InlinedVector<std::string, 8> texts;
  absl::InlinedVector<int64_t, 16> numbers;
};

EntryValues ValuesOf(const Message& message, const FieldPlan& plan, int size) {
  const FieldDescriptor& field = *plan.unique_by;
  EntryValues values;
  for (int i = 0; i < size; ++i) {
    const Message& entry =
        plan.reflection->GetRepeatedMessage(message, plan.field, i);
    const Reflection& reflection = *entry.GetReflection();
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_STRING:
        values.texts.push_back(reflection.GetString(entry, &field));
        break;
      case FieldDescriptor::CPPTYPE_ENUM:
        values.numbers.push_back(reflection.GetEnumValue(entry, &field));
        break;
      case FieldDescriptor::CPPTYPE_INT32:
        values.numbers.push_back(reflection.GetInt32(entry, &field));
        break;
      default:
        DUIKOU_CHECK(false) << "unique_by " << field.full_name();
    }
  }
  return values;
}

// The index of the first value that was there before, or -1.
template <typename Values>
int FirstRepeated(const Values& values) {
  absl::flat_hash_set<typename Values::value_type> seen;
  for (size_t i = 0; i < values.size(); ++i) {
    if (!seen.insert(values[i]).second) return static_cast<int>(i);
  }
  return -1;
}

absl::Status ValidateUnique(const Message& message, const FieldPlan& plan,
                            const Place& place) {
  if (plan.unique_by == nullptr) return absl::OkStatus();
  const int size = plan.reflection->FieldSize(message, plan.field);
  if (size < 2) return absl::OkStatus();
  const EntryValues values = ValuesOf(message, plan, size);
  int index = FirstRepeated(values.texts);
  std::string shown = index < 0 ? "" : values.texts[index];
  if (index < 0) {
    index = FirstRepeated(values.numbers);
    if (index < 0) return absl::OkStatus();
    const auto* type = plan.unique_by->enum_type();
    const int number = static_cast<int>(values.numbers[index]);
    shown = type == nullptr ? absl::StrCat(number)
                            : type->FindValueByNumber(number)->name();
  }
  const Place entry{place.outer, place.name, index};
  return BreaksRule({&entry, plan.unique_by->name()},
                    absl::StrCat("“", shown, "”出现两次"),
                    absl::StrCat("\"", shown, "\" is there twice"));
}

absl::Status ValidateMessage(const Message& message, const MessagePlan& plan,
                             Presence presence, const Place* outer);

absl::Status ValidateEntry(const Message& message, const FieldPlan& plan,
                           int index, const Place& place) {
  if (plan.child == nullptr) {
    return internal::ValidateValue(message, plan, index, place);
  }
  const Reflection& reflection = *plan.reflection;
  const Message& child =
      index < 0 ? reflection.GetMessage(message, plan.field)
                : reflection.GetRepeatedMessage(message, plan.field, index);
  return ValidateMessage(child, *plan.child, Presence::kResource, &place);
}

absl::Status ValidateField(const Message& message, const FieldPlan& plan,
                           Presence presence, const Place* outer) {
  const Place place{outer, plan.field->name()};
  const bool demanded =
      presence != Presence::kSetOnly &&
      (plan.behavior == FieldBehavior::FIELD_BEHAVIOR_REQUIRED ||
       (plan.behavior == FieldBehavior::FIELD_BEHAVIOR_IMMUTABLE &&
        presence == Presence::kResource));
  if (demanded && IsMissing(message, plan)) {
    return BreaksRule(place, "未填写", "is required");
  }
  if (plan.field->is_repeated()) {
    const int size = plan.reflection->FieldSize(message, plan.field);
    if (size > plan.max_items) {
      return BreaksRule(
          place, absl::StrCat("有 ", size, " 项，最多 ", plan.max_items, " 项"),
          absl::StrCat("has ", size, " entries, at most ", plan.max_items,
                       " are allowed"));
    }
    for (int i = 0; i < size; ++i) {
      RETURN_IF_ERROR(
          ValidateEntry(message, plan, i, Place{outer, place.name, i}));
    }
    return ValidateUnique(message, plan, place);
  }
  const bool may_lack =
      plan.field->has_presence() ||
      plan.behavior == FieldBehavior::FIELD_BEHAVIOR_IMMUTABLE;
  if (may_lack && !HasValue(message, plan)) return absl::OkStatus();
  return ValidateEntry(message, plan, -1, place);
}

absl::Status ValidateMessage(const Message& message, const MessagePlan& plan,
                             Presence presence, const Place* outer) {
  for (const FieldPlan& field : plan.fields) {
    // A new resource's name is ignored; an update's is checked on its own.
    if (IsOutput(field) || IsOwnName(field)) continue;
    if (presence == Presence::kSetOnly && !HasValue(message, field)) continue;
    RETURN_IF_ERROR(ValidateField(message, field, presence, outer));
  }
  return absl::OkStatus();
}

const FieldPlan& PlanOf(const MessagePlan& plan, const FieldDescriptor& field) {
  for (const FieldPlan& candidate : plan.fields) {
    if (candidate.field == &field) return candidate;
  }
  DUIKOU_CHECK(false) << field.full_name();
  return plan.fields.front();
}

absl::Status ValidatePath(const Message& resource, const MessagePlan& plan,
                          const UpdateMask::Path& path, const Place* outer) {
  const Message* message = &resource;
  const MessagePlan* rules = &plan;
  std::vector<Place> places;
  places.reserve(path.size());
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    places.push_back({outer, path[i]->name()});
    outer = &places.back();
    message = &message->GetReflection()->GetMessage(*message, path[i]);
    rules = PlanOf(*rules, *path[i]).child;
    if (rules == nullptr) return absl::OkStatus();  // not a message of ours
  }
  return ValidateField(*message, PlanOf(*rules, *path.back()),
                       Presence::kResource, outer);
}

absl::Status ValidateUpdated(const Message& request, const MessagePlan& plan) {
  const Reflection& reflection = *request.GetReflection();
  const FieldPlan& updated = *plan.updated;
  const Place place{nullptr, updated.field->name()};
  if (!HasValue(request, updated)) {
    return BreaksRule(place, "未填写", "is required");
  }
  const Message& resource = reflection.GetMessage(request, updated.field);
  for (const FieldPlan& field : updated.child->fields) {
    if (!IsOwnName(field)) continue;
    RETURN_IF_ERROR(
        ValidateField(resource, field, Presence::kResource, &place));
  }
  const auto& sent = static_cast<const FieldMask&>(
      reflection.GetMessage(request, plan.update_mask));
  ASSIGN_OR_RETURN(const UpdateMask mask,
                   UpdateMask::Make(*resource.GetDescriptor(), sent));
  if (mask.kind() == UpdateMask::Kind::kPaths) {
    for (const UpdateMask::Path& path : mask.paths()) {
      RETURN_IF_ERROR(ValidatePath(resource, *updated.child, path, &place));
    }
    return absl::OkStatus();
  }
  // What is immutable may be left out of a replacement, so presence is for the
  // merged resource to show.
  return ValidateMessage(resource, *updated.child,
                         mask.kind() == UpdateMask::Kind::kEverything
                             ? Presence::kRequest
                             : Presence::kSetOnly,
                         &place);
}

void VisitMessage(const Message& message, const MessagePlan& plan,
                  const Place* outer,
                  const MessageValidator::ReferenceVisitor& visit);

void VisitEntry(const Message& message, const FieldPlan& plan, int index,
                const Place& place,
                const MessageValidator::ReferenceVisitor& visit) {
  const Reflection& reflection = *plan.reflection;
  if (plan.child != nullptr) {
    VisitMessage(
        index < 0 ? reflection.GetMessage(message, plan.field)
                  : reflection.GetRepeatedMessage(message, plan.field, index),
        *plan.child, &place, visit);
    return;
  }
  std::string scratch;
  const std::string& name =
      index < 0 ? reflection.GetStringReference(message, plan.field, &scratch)
                : reflection.GetRepeatedStringReference(message, plan.field,
                                                        index, &scratch);
  for (const ResourcePattern& pattern : plan.patterns) {
    if (pattern.Matches(name)) return visit(place.Path(), pattern, name);
  }
}

void VisitMessage(const Message& message, const MessagePlan& plan,
                  const Place* outer,
                  const MessageValidator::ReferenceVisitor& visit) {
  for (const FieldPlan& field : plan.fields) {
    if (field.child == nullptr && field.patterns.empty()) continue;
    if (IsOwnName(field) || !HasValue(message, field)) continue;
    const absl::string_view name = field.field->name();
    if (!field.field->is_repeated()) {
      VisitEntry(message, field, -1, Place{outer, name}, visit);
      continue;
    }
    const int size = message.GetReflection()->FieldSize(message, field.field);
    for (int i = 0; i < size; ++i) {
      VisitEntry(message, field, i, Place{outer, name, i}, visit);
    }
  }
}

void ClearOutputs(Message& message, const MessagePlan& plan) {
  const Reflection& reflection = *message.GetReflection();
  for (const FieldPlan& field : plan.fields) {
    if (IsOutput(field)) {
      reflection.ClearField(&message, field.field);
      continue;
    }
    if (field.child == nullptr || !HasValue(message, field)) continue;
    if (!field.field->is_repeated()) {
      ClearOutputs(*reflection.MutableMessage(&message, field.field),
                   *field.child);
      continue;
    }
    const int size = reflection.FieldSize(message, field.field);
    for (int i = 0; i < size; ++i) {
      ClearOutputs(*reflection.MutableRepeatedMessage(&message, field.field, i),
                   *field.child);
    }
  }
}

}  // namespace

MessageValidator::MessageValidator(const Descriptor& type)
    : root_(&Compile(type)) {}

MessageValidator::~MessageValidator() = default;

const MessagePlan& MessageValidator::Compile(const Descriptor& type) {
  auto [found, inserted] = plans_.try_emplace(&type);
  if (!inserted) return *found->second;
  // The map may move its entries while children are compiled; the plan stays.
  found->second = std::make_unique<MessagePlan>();
  MessagePlan& plan = *found->second;
  plan.fields.reserve(type.field_count());
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    FieldPlan& compiled = plan.fields.emplace_back(CompileField(field));
    const Descriptor* child = field.message_type();
    if (child == nullptr) continue;
    if (child == FieldMask::descriptor()) plan.update_mask = &field;
    if (!field.is_map() && IsOurs(*child)) compiled.child = &Compile(*child);
  }
  for (const FieldPlan& field : plan.fields) {
    if (plan.update_mask != nullptr && field.child != nullptr) {
      plan.updated = &field;
    }
  }
  return plan;
}

absl::Status MessageValidator::ValidateRequest(const Message& request) const {
  for (const FieldPlan& field : root_->fields) {
    if (&field == root_->updated) continue;
    RETURN_IF_ERROR(ValidateField(request, field, Presence::kRequest, nullptr));
  }
  if (root_->updated == nullptr) return absl::OkStatus();
  return ValidateUpdated(request, *root_);
}

absl::Status MessageValidator::ValidateResource(const Message& resource,
                                                absl::string_view path) const {
  const Place place{nullptr, path};
  return ValidateMessage(resource, *root_, Presence::kResource, &place);
}

void MessageValidator::ClearOutputOnly(Message& message) const {
  ClearOutputs(message, *root_);
}

void MessageValidator::VisitReferences(const Message& message,
                                       const ReferenceVisitor& visit) const {
  VisitMessage(message, *root_, nullptr, visit);
}

}  // namespace duikou
