#include "services/rpc/resource_engine.h"

#include <algorithm>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/random/random.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/message_differencer.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/etag.h"
#include "services/rpc/field_rule.h"
#include "services/rpc/proto_time.h"

namespace duikou {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Timestamp;

const FieldDescriptor* RequiredField(const Message& message, const char* name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  DUIKOU_CHECK(field != nullptr) << message.GetTypeName() << "." << name;
  return field;
}

// The fields that only those who may write every such resource change.
std::vector<const FieldDescriptor*> OfficeFields(
    const google::protobuf::Descriptor& type) {
  std::vector<const FieldDescriptor*> fields;
  for (int i = 0; i < type.field_count(); ++i) {
    if (RuleOf(*type.field(i)).office_only()) fields.push_back(type.field(i));
  }
  return fields;
}

// The first segment of a path: `filter` of `filter.areas[0]`.
absl::string_view FirstField(absl::string_view path) {
  return path.substr(0, path.find_first_of(".["));
}

}  // namespace

ResourceEngine::ResourceEngine(Store& store, Clock& clock, IdGenerator& ids,
                               ResourceDefinition definition)
    : store_(store),
      clock_(clock),
      ids_(ids),
      definition_(std::move(definition)),
      pattern_(definition_.pattern),
      validator_(*definition_.prototype->GetDescriptor()),
      owners_(*definition_.prototype->GetDescriptor()),
      office_fields_(OfficeFields(*definition_.prototype->GetDescriptor())),
      name_field_(RequiredField(*definition_.prototype, "name")),
      etag_field_(RequiredField(*definition_.prototype, "etag")) {}

ResourcePtr ResourceEngine::New() const {
  return ResourcePtr(definition_.prototype->New());
}

absl::StatusOr<ResourcePtr> ResourceEngine::Decode(const Record& record) const {
  ResourcePtr resource = New();
  if (!resource->ParseFromString(record.value)) {
    return WriteContext::Unreadable(record.collection, record.id);
  }
  SetEtag(*resource, record.revision);
  return resource;
}

std::string ResourceEngine::Encode(const Message& resource) const {
  ResourcePtr copy = New();
  copy->CopyFrom(resource);
  copy->GetReflection()->ClearField(copy.get(), etag_field_);
  return copy->SerializeAsString();
}

std::string ResourceEngine::NameOf(const Message& resource) const {
  return resource.GetReflection()->GetString(resource, name_field_);
}

void ResourceEngine::SetName(Message& resource, absl::string_view name) const {
  resource.GetReflection()->SetString(&resource, name_field_,
                                      std::string(name));
}

void ResourceEngine::SetEtag(Message& resource, Revision revision) const {
  resource.GetReflection()->SetString(&resource, etag_field_, EtagOf(revision));
}

void ResourceEngine::SetTime(Message& resource, const char* field,
                             absl::Time time) const {
  static_cast<Timestamp&>(*resource.GetReflection()->MutableMessage(
      &resource, RequiredField(resource, field))) = ToProto(time);
}

void ResourceEngine::CopyUpdateTime(const Message& from, Message& into) const {
  const FieldDescriptor* field = RequiredField(from, "update_time");
  into.GetReflection()
      ->MutableMessage(&into, field)
      ->CopyFrom(from.GetReflection()->GetMessage(from, field));
}

absl::StatusOr<std::string> ResourceEngine::PartitionOf(
    absl::string_view parent) const {
  if (pattern_.depth() == 1) return std::string(kGlobalPartition);
  ASSIGN_OR_RETURN(ResourceKey key,
                   pattern_.Parent().ParseKey(parent, "parent"));
  return pattern_.depth() == 2 ? std::move(key.id) : std::move(key.partition);
}

absl::StatusOr<std::string> ResourceEngine::ChooseId(WriteContext& context,
                                                     const NewResource& item) {
  std::string id = item.given_id;
  if (definition_.choose_id) {
    ASSIGN_OR_RETURN(id,
                     definition_.choose_id(context, *item.sent, item.given_id));
  } else if (id.empty()) {
    id = ids_.Next(definition_.id_prefix);
  }
  if (!IsResourceId(id, definition_.max_id_length)) {
    return Refused(
        absl::StatusCode::kInvalidArgument, item.id_field,
        absl::StrCat("“", id, "”不是编号：编号为 1 到 ",
                     definition_.max_id_length,
                     " 个小写字母、数字和连字符，首尾不能是连字符"),
        absl::StrCat(
            "\"", id, "\" is not an id: 1 to ", definition_.max_id_length,
            " letters a-z, digits and hyphens, none of these first or last"));
  }
  if (!item.given_id.empty() && item.given_id != id) {
    return Refused(
        absl::StatusCode::kInvalidArgument, item.id_field,
        absl::StrCat("“", item.given_id, "”须为“", id, "”或留空"),
        absl::StrCat("\"", item.given_id, "\" must be \"", id, "\" or empty"));
  }
  return id;
}

absl::Status ResourceEngine::CheckParent(WriteContext& context,
                                         absl::string_view parent) {
  if (pattern_.depth() == 1) return absl::OkStatus();
  RETURN_IF_ERROR(context.Programme().status());
  if (pattern_.depth() == 2) return absl::OkStatus();
  ASSIGN_OR_RETURN(const ResourceKey key,
                   pattern_.Parent().ParseKey(parent, "parent"));
  ASSIGN_OR_RETURN(const bool exists, context.Exists(key.collection, key.id));
  if (exists) return absl::OkStatus();
  return DoesNotExist("", parent);
}

absl::Status ResourceEngine::CheckReferences(WriteContext& context,
                                             const Message* before,
                                             const Message& resource) {
  // What the stored resource refers to was checked when it was written.
  absl::flat_hash_set<std::string> known;
  if (before != nullptr) {
    validator_.VisitReferences(
        *before, [&known](const std::string&, const ResourcePattern&,
                          const std::string& name) { known.insert(name); });
  }
  absl::Status status;
  const auto visit = [&](const std::string& path,
                         const ResourcePattern& pattern,
                         const std::string& name) {
    if (!status.ok() || pattern.depth() == 1 || known.contains(name)) return;
    for (const std::string& field : definition_.unchecked_fields) {
      if (FirstField(path) == field) return;
    }
    const ResourceKey key = *pattern.Key(name);
    if (key.partition != context.partition()) {
      status = context.Invalid(path, absl::StrCat(name, " 属于另一个规划"),
                               absl::StrCat(name, " is of another programme"));
      return;
    }
    absl::StatusOr<bool> exists = context.Refer(key.collection, key.id);
    if (!exists.ok()) {
      status = exists.status();
    } else if (!*exists) {
      status = context.Invalid(path, absl::StrCat(name, " 不存在"),
                               absl::StrCat(name, " does not exist"));
    }
  };
  validator_.VisitReferences(resource, visit);
  return status;
}

absl::Status ResourceEngine::Prepare(WriteContext& context,
                                     const Message* before, Message& resource) {
  RETURN_IF_ERROR(validator_.ValidateResource(resource, context.path()));
  RETURN_IF_ERROR(CheckReferences(context, before, resource));
  if (definition_.prepare) {
    RETURN_IF_ERROR(definition_.prepare(context, before, resource));
  }
  if (before == nullptr) SetTime(resource, "create_time", context.now());
  SetTime(resource, "update_time", context.now());
  return absl::OkStatus();
}

absl::StatusOr<Record> ResourceEngine::GetRecord(CallContext& call,
                                                 const ResourceKey& key,
                                                 absl::string_view name) {
  absl::StatusOr<Record> record =
      store_.Get(key.partition, key.collection, key.id, call.limits());
  if (absl::IsNotFound(record.status())) {
    return DoesNotExist("", name);
  }
  return record;
}

absl::StatusOr<std::optional<CommitResult>> ResourceEngine::Repeated(
    CallContext& call, absl::string_view partition,
    const WriteArguments& arguments) {
  if (arguments.request_id.empty()) return std::optional<CommitResult>();
  // A commit of nothing answers with what its request id is known for.
  CommitRequest commit;
  commit.partition = std::string(partition);
  commit.request_id = arguments.request_id;
  commit.fingerprint = arguments.fingerprint;
  ASSIGN_OR_RETURN(CommitResult result, store_.Commit(commit, call.limits()));
  if (!result.repeated) return std::optional<CommitResult>();
  call.ReportRevision(partition, result.revision);
  return std::optional<CommitResult>(std::move(result));
}

absl::StatusOr<ResourcePtr> ResourceEngine::Get(CallContext& call,
                                                absl::string_view name) {
  ASSIGN_OR_RETURN(const ResourceKey key, pattern_.ParseKey(name, "name"));
  ASSIGN_OR_RETURN(const Record record, GetRecord(call, key, name));
  ASSIGN_OR_RETURN(ResourcePtr resource, Decode(record));
  ASSIGN_OR_RETURN(const bool seen, Sees(call, *resource));
  if (!seen) return NotYours(name);
  return resource;
}

absl::StatusOr<bool> ResourceEngine::Sees(CallContext& call,
                                          const Message& resource) const {
  if (call.reach().all) return true;
  if (call.reach().member &&
      (SeenByMembers() || !definition_.kept_to_owner(resource))) {
    return true;
  }
  return owners_.Reached(call, store_, resource);
}

absl::Status ResourceEngine::CheckMayWrite(CallContext& call,
                                           const Message* before,
                                           const Message* after) const {
  if (call.reach().all) return absl::OkStatus();
  for (const Message* resource : {before, after}) {
    if (resource == nullptr) continue;
    ASSIGN_OR_RETURN(const bool reached,
                     owners_.Reached(call, store_, *resource));
    if (!reached) return NotYours(NameOf(*resource));
  }
  if (before == nullptr || after == nullptr) return absl::OkStatus();
  for (const FieldDescriptor* field : office_fields_) {
    google::protobuf::util::MessageDifferencer differencer;
    if (differencer.CompareWithFields(*before, *after, {field}, {field})) {
      continue;
    }
    return Refused(absl::StatusCode::kPermissionDenied,
                   absl::StrCat(definition_.field, ".", field->name()),
                   "由主管部门修改", "is for the office to change");
  }
  return absl::OkStatus();
}

absl::Status PauseBeforeAttempt(const CallContext& call, int attempt) {
  constexpr int kAtOnce = 2;
  constexpr int kMostDoublings = 5;
  constexpr absl::Duration kLeast = absl::Milliseconds(1);
  if (attempt >= kAtOnce) {
    thread_local absl::BitGen random;
    const absl::Duration most =
        kLeast * (1 << std::min(attempt - kAtOnce, kMostDoublings));
    absl::SleepFor(absl::Uniform(random, 0.0, 1.0) * most);
  }
  return call.CheckAlive();
}

bool IsConflict(const absl::Status& status) {
  return absl::IsAborted(status) || absl::IsAlreadyExists(status) ||
         absl::IsNotFound(status);
}

absl::StatusOr<CommitResult> CommitWrites(WriteContext& context, Store& store,
                                          std::vector<Mutation> writes,
                                          const WriteArguments& arguments,
                                          std::string answer) {
  CommitRequest commit;
  commit.partition = context.partition();
  commit.mutations = context.Mutations(std::move(writes));
  commit.request_id = arguments.request_id;
  if (!arguments.request_id.empty()) {
    commit.fingerprint = arguments.fingerprint;
    commit.answer = std::move(answer);
  }
  commit.origin = context.call().origin();
  absl::StatusOr<CommitResult> result =
      store.Commit(commit, context.call().limits());
  if (absl::IsInvalidArgument(result.status())) {
    return Refused(absl::StatusCode::kResourceExhausted, "",
                   "一次提交容纳不下，请减少内容",
                   absl::StrCat("more than one commit can hold: ",
                                absl::string_view(result.status().message())));
  }
  if (result.ok()) {
    context.call().ReportRevision(context.partition(), result->revision);
  }
  return result;
}

}  // namespace duikou
