#include "services/rpc/history_methods.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/time_util.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/page_token.h"
#include "services/rpc/write_context.h"
#include "services/store/history_store.h"

namespace duikou {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::Timestamp;
using type::v1::FieldChange;
using type::v1::HistoryEntry;
using type::v1::ListHistoryRequest;
using type::v1::ListHistoryResponse;

namespace {

// One value of a message and where it is.
struct Leaf {
  std::string path;
  std::string text;
};

bool IsLeftOut(const FieldDescriptor& field) {
  return field.name() == "etag" || field.name() == "create_time" ||
         field.name() == "update_time";
}

std::string ScalarText(const Message& message, const FieldDescriptor& field,
                       int index) {
  const Reflection& get = *message.GetReflection();
  bool list = index >= 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return list ? get.GetRepeatedString(message, &field, index)
                  : get.GetString(message, &field);
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(list ? get.GetRepeatedInt32(message, &field, index)
                               : get.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(list ? get.GetRepeatedInt64(message, &field, index)
                               : get.GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_BOOL: {
      bool value = list ? get.GetRepeatedBool(message, &field, index)
                        : get.GetBool(message, &field);
      return value ? "true" : "false";
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      int number = list ? get.GetRepeatedEnumValue(message, &field, index)
                        : get.GetEnumValue(message, &field);
      const auto* value = field.enum_type()->FindValueByNumber(number);
      return value != nullptr ? value->name() : absl::StrCat(number);
    }
    default: {
      // No resource of ours has others; text format can write any.
      std::string text;
      google::protobuf::TextFormat::PrintFieldValueToString(message, &field,
                                                            index, &text);
      return text;
    }
  }
}

void Flatten(const Message& message, const std::string& prefix,
             std::vector<Leaf>& leaves);

void FlattenValue(const Message& message, const FieldDescriptor& field,
                  int index, const std::string& path,
                  std::vector<Leaf>& leaves) {
  if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
    leaves.push_back({path, ScalarText(message, field, index)});
    return;
  }
  const Reflection& get = *message.GetReflection();
  const Message& child = index >= 0
                             ? get.GetRepeatedMessage(message, &field, index)
                             : get.GetMessage(message, &field);
  if (child.GetDescriptor() == Timestamp::descriptor()) {
    leaves.push_back({path, google::protobuf::util::TimeUtil::ToString(
                                static_cast<const Timestamp&>(child))});
    return;
  }
  Flatten(child, absl::StrCat(path, "."), leaves);
}

void Flatten(const Message& message, const std::string& prefix,
             std::vector<Leaf>& leaves) {
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (prefix.empty() && IsLeftOut(*field)) continue;
    std::string path = absl::StrCat(prefix, field->name());
    if (!field->is_repeated()) {
      FlattenValue(message, *field, -1, path, leaves);
      continue;
    }
    int size = message.GetReflection()->FieldSize(message, field);
    for (int i = 0; i < size; ++i) {
      FlattenValue(message, *field, i, absl::StrCat(path, "[", i, "]"), leaves);
    }
  }
}

std::vector<Leaf> Leaves(const Message* message) {
  std::vector<Leaf> leaves;
  if (message != nullptr) Flatten(*message, "", leaves);
  return leaves;
}

absl::StatusOr<std::unique_ptr<Message>> Decode(
    const std::optional<std::string>& value, const Message& prototype,
    const ResourceKey& key) {
  if (!value.has_value()) return std::unique_ptr<Message>();
  std::unique_ptr<Message> message(prototype.New());
  if (!message->ParseFromString(*value)) {
    return WriteContext::Unreadable(key.collection, key.id);
  }
  return message;
}

absl::StatusOr<HistoryEntry> EntryOf(const RecordWrite& write,
                                     const Message& prototype,
                                     const ResourceKey& key) {
  ASSIGN_OR_RETURN(std::unique_ptr<Message> before,
                   Decode(write.before, prototype, key));
  ASSIGN_OR_RETURN(std::unique_ptr<Message> after,
                   Decode(write.after, prototype, key));
  HistoryEntry entry;
  *entry.mutable_time() =
      google::protobuf::util::TimeUtil::NanosecondsToTimestamp(
          absl::ToUnixNanos(write.time));
  entry.set_actor(write.origin.actor);
  entry.set_method(write.origin.method);
  entry.set_action(after == nullptr    ? HistoryEntry::ACTION_DELETED
                   : before == nullptr ? HistoryEntry::ACTION_CREATED
                                       : HistoryEntry::ACTION_UPDATED);
  for (FieldChange& change : ChangesBetween(before.get(), after.get())) {
    *entry.add_changes() = std::move(change);
  }
  return entry;
}

}  // namespace

std::vector<FieldChange> ChangesBetween(const Message* before,
                                        const Message* after) {
  std::vector<Leaf> olds = Leaves(before);
  std::vector<Leaf> news = Leaves(after);
  absl::flat_hash_map<absl::string_view, const std::string*> old_texts;
  for (const Leaf& leaf : olds) old_texts[leaf.path] = &leaf.text;
  std::vector<FieldChange> changes;
  auto add = [&changes](const std::string& path) -> FieldChange& {
    changes.emplace_back().set_path(path);
    return changes.back();
  };
  for (const Leaf& leaf : news) {
    auto old = old_texts.find(leaf.path);
    if (old == old_texts.end()) {
      add(leaf.path).set_after(leaf.text);
      continue;
    }
    if (*old->second != leaf.text) {
      FieldChange& change = add(leaf.path);
      change.set_before(*old->second);
      change.set_after(leaf.text);
    }
    old_texts.erase(old);
  }
  // What is left has no value any more.
  for (const Leaf& leaf : olds) {
    if (old_texts.contains(leaf.path)) add(leaf.path).set_before(leaf.text);
  }
  return changes;
}

void HistoryMethods::Add(absl::string_view pattern, const Message& prototype,
                         bool kept_to_owner) {
  resources_.push_back({ResourcePattern(pattern), &prototype,
                        ResourceOwners(*prototype.GetDescriptor()),
                        kept_to_owner});
}

absl::Status HistoryMethods::CheckExists(CallContext& call,
                                         const ResourceKey& key,
                                         absl::string_view name) {
  absl::Status found =
      store_.Get(key.partition, key.collection, key.id, call.limits()).status();
  if (!absl::IsNotFound(found)) return found;
  return DoesNotExist("", name);
}

// Who may know of a resource as it is may know what was done to it, unless that
// is kept to its owners.
absl::Status HistoryMethods::CheckReach(CallContext& call,
                                        const Historical& historical,
                                        const std::vector<RecordWrite>& writes,
                                        absl::string_view name) {
  if (call.reach().all) return absl::OkStatus();
  if (call.reach().member && !historical.kept_to_owner) {
    return absl::OkStatus();
  }
  if (!historical.owners.any()) return NotYours(name);
  std::unique_ptr<Message> newest(historical.prototype->New());
  for (auto write = writes.rbegin(); write != writes.rend(); ++write) {
    const auto& value = write->after ? write->after : write->before;
    if (!value) continue;
    if (!newest->ParseFromString(*value)) return NotYours(name);
    break;
  }
  ASSIGN_OR_RETURN(const bool reached,
                   historical.owners.Reached(call, store_, *newest));
  return reached ? absl::OkStatus() : NotYours(name);
}

absl::StatusOr<ListHistoryResponse> HistoryMethods::List(
    CallContext& call, const ListHistoryRequest& request) {
  const auto historical = std::find_if(
      resources_.begin(), resources_.end(), [&](const Historical& resource) {
        return resource.pattern.Matches(request.name());
      });
  if (historical == resources_.end()) {
    std::vector<std::string> forms;
    for (const Historical& resource : resources_) {
      forms.push_back(resource.pattern.text());
    }
    return NotOfForm("name", request.name(), absl::StrJoin(forms, ", "));
  }
  ResourceKey key = *historical->pattern.Key(request.name());
  ASSIGN_OR_RETURN(int size, PageSize(request.page_size(), {}));
  ASSIGN_OR_RETURN(std::string position, PagePosition(request));
  Revision below = 0;
  if (!position.empty() && !absl::SimpleAtoi(position, &below)) {
    return Refused(absl::StatusCode::kInvalidArgument, "page_token",
                   "不是此列表给出的", "is not of this method");
  }
  ASSIGN_OR_RETURN(std::vector<RecordWrite> writes,
                   ReadHistory(store_, key.partition, key.collection, key.id,
                               call.limits()));
  if (writes.empty()) RETURN_IF_ERROR(CheckExists(call, key, request.name()));
  RETURN_IF_ERROR(CheckReach(call, *historical, writes, request.name()));
  ListHistoryResponse response;
  for (auto write = writes.rbegin(); write != writes.rend(); ++write) {
    if (!position.empty() && write->revision >= below) continue;
    if (response.entries_size() == size) {
      response.set_next_page_token(
          PageToken(request, absl::StrCat(std::prev(write)->revision)));
      break;
    }
    ASSIGN_OR_RETURN(*response.add_entries(),
                     EntryOf(*write, *historical->prototype, key));
  }
  return response;
}

}  // namespace duikou
