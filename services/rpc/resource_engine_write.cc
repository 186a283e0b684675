// The methods of ResourceEngine that write. Each reads, decides, and commits
// with a check of all that it read; where that changed meanwhile, it does so
// again.
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/util/delimited_message_util.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/etag.h"
#include "services/rpc/field_mask.h"
#include "services/rpc/resource_engine.h"
#include "services/store/reference_mark.h"

namespace duikou {
namespace {

using google::protobuf::FieldMask;
using google::protobuf::Message;

absl::Status TooManyConflicts(absl::string_view name) {
  return Refused(absl::StatusCode::kAborted, name, "所依据的内容不断被他人修改",
                 "others keep changing what it depends on");
}

// Resources one after the other, each with its length: a kept answer.
std::string EncodeAnswer(const std::vector<std::string>& values) {
  std::string answer;
  google::protobuf::io::StringOutputStream stream(&answer);
  google::protobuf::io::CodedOutputStream coded(&stream);
  for (const std::string& value : values) {
    coded.WriteVarint32(static_cast<uint32_t>(value.size()));
    coded.WriteString(value);
  }
  coded.Trim();
  return answer;
}

absl::StatusOr<std::vector<ResourcePtr>> DecodeAnswer(
    const ResourceEngine& engine, const CommitResult& result) {
  std::vector<ResourcePtr> resources;
  google::protobuf::io::ArrayInputStream stream(result.answer.data(),
                                                result.answer.size());
  bool at_end = false;
  while (true) {
    ResourcePtr resource = engine.New();
    if (!google::protobuf::util::ParseDelimitedFromZeroCopyStream(
            resource.get(), &stream, &at_end)) {
      if (at_end) return resources;
      return absl::DataLossError("a kept answer cannot be read");
    }
    engine.SetEtag(*resource, result.revision);
    resources.push_back(std::move(resource));
  }
}

absl::Status CheckNotTaken(WriteContext& context,
                           const ResourcePattern& pattern,
                           const std::string& path, const std::string& name) {
  ASSIGN_OR_RETURN(
      const Record* record,
      context.FindRecord(pattern.collection(), pattern.Key(name)->id));
  if (record == nullptr) return absl::OkStatus();
  return Refused(absl::StatusCode::kAlreadyExists, path,
                 absl::StrCat(name, " 已经存在"),
                 absl::StrCat(name, " exists already"));
}

}  // namespace

absl::StatusOr<std::vector<ResourcePtr>> ResourceEngine::PrepareNew(
    WriteContext& context, absl::string_view parent,
    const std::vector<NewResource>& items, bool look_for_taken_ids) {
  std::vector<ResourcePtr> resources;
  resources.reserve(items.size());
  absl::flat_hash_map<std::string, size_t> taken;
  for (const NewResource& item : items) {
    context.SetPath(item.path);
    ASSIGN_OR_RETURN(const std::string id, ChooseId(context, item));
    ResourcePtr resource = New();
    resource->CopyFrom(*item.sent);
    validator_.ClearOutputOnly(*resource);
    SetName(*resource, absl::StrCat(parent, parent.empty() ? "" : "/",
                                    pattern_.collection(), "/", id));
    const auto [first, inserted] = taken.emplace(id, resources.size());
    if (!inserted) {
      return Refused(
          absl::StatusCode::kInvalidArgument, item.id_field,
          absl::StrCat("“", id, "”也是 ", items[first->second].path, " 的编号"),
          absl::StrCat("\"", id, "\" is that of ", items[first->second].path,
                       " too"));
    }
    context.Bring(pattern_.collection(), pattern_.Key(NameOf(*resource))->id,
                  *resource);
    resources.push_back(std::move(resource));
  }
  for (size_t i = 0; i < items.size(); ++i) {
    context.SetPath(items[i].path);
    Message& resource = *resources[i];
    // Whose it is, it says itself, or Prepare() tells. Only to whom it may be
    // is it said that there is one.
    const bool owner_known =
        context.call().reach().all || !owners_.NamesIn(resource).empty();
    if (owner_known) {
      RETURN_IF_ERROR(CheckMayWrite(context.call(), nullptr, &resource));
      if (look_for_taken_ids) {
        RETURN_IF_ERROR(
            CheckNotTaken(context, pattern_, items[i].path, NameOf(resource)));
      }
    }
    if (items[i].complete)
      RETURN_IF_ERROR(items[i].complete(context, resource));
    RETURN_IF_ERROR(Prepare(context, nullptr, resource));
    RETURN_IF_ERROR(CheckMayWrite(context.call(), nullptr, &resource));
    if (!owner_known && look_for_taken_ids) {
      RETURN_IF_ERROR(
          CheckNotTaken(context, pattern_, items[i].path, NameOf(resource)));
    }
  }
  return resources;
}

// The answer to the first request with the same id, which another caller may
// have sent.
absl::StatusOr<std::vector<ResourcePtr>> ResourceEngine::TakeRepeated(
    CallContext& call, const CommitResult& repeated) const {
  ASSIGN_OR_RETURN(std::vector<ResourcePtr> resources,
                   DecodeAnswer(*this, repeated));
  for (const ResourcePtr& resource : resources) {
    RETURN_IF_ERROR(CheckMayWrite(call, nullptr, resource.get()));
  }
  return resources;
}

absl::StatusOr<ResourcePtr> ResourceEngine::TakeOneRepeated(
    CallContext& call, const CommitResult& repeated) const {
  ASSIGN_OR_RETURN(std::vector<ResourcePtr> resources,
                   TakeRepeated(call, repeated));
  if (resources.size() != 1) {
    return absl::DataLossError("a kept answer cannot be read");
  }
  return std::move(resources[0]);
}

absl::StatusOr<std::vector<ResourcePtr>> ResourceEngine::Create(
    CallContext& call, absl::string_view parent,
    const std::vector<NewResource>& items, const WriteArguments& arguments) {
  ASSIGN_OR_RETURN(const std::string partition, PartitionOf(parent));
  ASSIGN_OR_RETURN(const std::optional<CommitResult> repeated,
                   Repeated(call, partition, arguments));
  if (repeated) return TakeRepeated(call, *repeated);
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, store_, ids_, partition, clock_.Now());
    RETURN_IF_ERROR(CheckParent(context, parent));
    if (pattern_.depth() > 1) RETURN_IF_ERROR(context.CheckProgrammeOpen());
    // The commit finds taken ids; only where it does are they looked for, to
    // say which.
    ASSIGN_OR_RETURN(std::vector<ResourcePtr> resources,
                     PrepareNew(context, parent, items,
                                attempt > 0 || arguments.validate_only));
    if (arguments.validate_only) return resources;
    std::vector<std::string> values;
    std::vector<Mutation> writes;
    for (const ResourcePtr& resource : resources) {
      values.push_back(Encode(*resource));
      writes.push_back(Mutation::Put(pattern_.collection(),
                                     pattern_.Key(NameOf(*resource))->id,
                                     values.back(), Expectation::Absent()));
    }
    absl::StatusOr<CommitResult> done = CommitWrites(
        context, store_, std::move(writes), arguments, EncodeAnswer(values));
    if (done.ok() && done->repeated) return TakeRepeated(call, *done);
    if (done.ok()) {
      for (ResourcePtr& resource : resources) {
        SetEtag(*resource, done->revision);
      }
      return resources;
    }
    if (!IsConflict(done.status())) return done.status();
  }
  return TooManyConflicts(parent);
}

absl::StatusOr<ResourcePtr> ResourceEngine::Update(
    CallContext& call, const Message& sent, const FieldMask& mask,
    const WriteArguments& arguments, const Completer& complete) {
  ASSIGN_OR_RETURN(const UpdateMask update,
                   UpdateMask::Make(*sent.GetDescriptor(), mask));
  const std::string name = NameOf(sent);
  if (!pattern_.Matches(name)) {
    return NotOfForm(absl::StrCat(definition_.field, ".name"), name,
                     pattern_.text());
  }
  const std::string etag = sent.GetReflection()->GetString(sent, etag_field_);
  return Change(
      call, name, etag,
      [&](WriteContext& context, Message& resource) -> absl::Status {
        if (!complete) return update.Merge(sent, resource, definition_.field);
        ResourcePtr before = New();
        before->CopyFrom(resource);
        RETURN_IF_ERROR(update.Merge(sent, resource, definition_.field));
        return complete(context, *before, resource);
      },
      arguments);
}

absl::StatusOr<ResourcePtr> ResourceEngine::Change(
    CallContext& call, absl::string_view name, absl::string_view etag,
    const Changer& change, const WriteArguments& arguments) {
  ASSIGN_OR_RETURN(const ResourceKey key, pattern_.ParseKey(name, "name"));
  ASSIGN_OR_RETURN(const std::optional<CommitResult> repeated,
                   Repeated(call, key.partition, arguments));
  if (repeated) return TakeOneRepeated(call, *repeated);
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, store_, ids_, key.partition, clock_.Now());
    context.SetPath(definition_.field);
    ASSIGN_OR_RETURN(const Record record, GetRecord(call, key, name));
    ASSIGN_OR_RETURN(const ResourcePtr before, Decode(record));
    RETURN_IF_ERROR(CheckMayWrite(call, before.get(), nullptr));
    RETURN_IF_ERROR(CheckEtag(etag, record.revision, name));
    ResourcePtr resource = New();
    resource->CopyFrom(*before);
    RETURN_IF_ERROR(change(context, *resource));
    context.Bring(key.collection, key.id, *resource);
    RETURN_IF_ERROR(Prepare(context, before.get(), *resource));
    if (context.knows_programme()) {
      RETURN_IF_ERROR(context.CheckProgrammeOpen());
    }
    RETURN_IF_ERROR(CheckMayWrite(call, before.get(), resource.get()));
    if (arguments.validate_only) return resource;
    if (definition_.narrows && definition_.narrows(*before, *resource)) {
      const absl::Status closed =
          Close(call, key, record, *before, [&](WriteContext& again) {
            return Prepare(again, before.get(), *resource);
          });
      if (IsConflict(closed)) continue;
      RETURN_IF_ERROR(closed);
    }
    const std::string value = Encode(*resource);
    absl::StatusOr<CommitResult> done =
        CommitWrites(context, store_,
                     {Mutation::Put(key.collection, key.id, value,
                                    Expectation::Exactly(record.revision))},
                     arguments, EncodeAnswer({value}));
    if (done.ok() && done->repeated) return TakeOneRepeated(call, *done);
    if (done.ok()) {
      SetEtag(*resource, done->revision);
      return resource;
    }
    if (!IsConflict(done.status())) return done.status();
  }
  return TooManyConflicts(name);
}

// Where something came in before, it is written anew as it is, which opens it.
absl::Status ResourceEngine::Close(
    CallContext& call, const ResourceKey& key, const Record& record,
    const Message& resource,
    absl::FunctionRef<absl::Status(WriteContext&)> look) {
  if (!definition_.close) return absl::OkStatus();
  WriteContext context(call, store_, ids_, key.partition, clock_.Now());
  context.SetPath(definition_.field);
  RETURN_IF_ERROR(definition_.close(context, resource, record.revision));
  const absl::Status refused = look(context);
  if (refused.ok()) return absl::OkStatus();
  WriteContext open(call, store_, ids_, key.partition, clock_.Now());
  const absl::Status opened =
      CommitWrites(open, store_,
                   {Mutation::Put(key.collection, key.id, record.value,
                                  Expectation::Exactly(record.revision))},
                   WriteArguments(), "")
          .status();
  // Whoever wrote it meanwhile has opened it, too.
  return opened.ok() || IsConflict(opened) ? refused : opened;
}

// Not all that refers to resources is written with marks: entries of a ledger
// are not. From the delete on nothing can begin to, so a second look is
// conclusive.
absl::Status ResourceEngine::KeepWhereReferredTo(CallContext& call,
                                                 const ResourceKey& key,
                                                 const Record& deleted) {
  if (!definition_.may_delete) return absl::OkStatus();
  ASSIGN_OR_RETURN(const ResourcePtr resource, Decode(deleted));
  WriteContext context(call, store_, ids_, key.partition, clock_.Now());
  context.SetPath(definition_.field);
  const absl::Status refused = definition_.may_delete(context, *resource);
  if (!absl::IsFailedPrecondition(refused)) return absl::OkStatus();
  WriteContext restore(call, store_, ids_, key.partition, clock_.Now());
  RETURN_IF_ERROR(
      CommitWrites(restore, store_,
                   {Mutation::Put(key.collection, key.id, deleted.value,
                                  Expectation::Absent())},
                   WriteArguments(), "")
          .status());
  return refused;
}

absl::Status ResourceEngine::Delete(CallContext& call, absl::string_view name,
                                    absl::string_view etag,
                                    const WriteArguments& arguments) {
  ASSIGN_OR_RETURN(const ResourceKey key, pattern_.ParseKey(name, "name"));
  ASSIGN_OR_RETURN(const std::optional<CommitResult> repeated,
                   Repeated(call, key.partition, arguments));
  if (repeated) return absl::OkStatus();
  for (int attempt = 0; attempt < kMaxWriteAttempts; ++attempt) {
    RETURN_IF_ERROR(PauseBeforeAttempt(call, attempt));
    WriteContext context(call, store_, ids_, key.partition, clock_.Now());
    context.SetPath(definition_.field);
    ASSIGN_OR_RETURN(const Record record, GetRecord(call, key, name));
    ASSIGN_OR_RETURN(const ResourcePtr resource, Decode(record));
    RETURN_IF_ERROR(CheckMayWrite(call, resource.get(), nullptr));
    RETURN_IF_ERROR(CheckEtag(etag, record.revision, name));
    if (definition_.may_delete) {
      // Before the look, so that what comes after it is noticed.
      ASSIGN_OR_RETURN(
          const Record* mark,
          context.FindRecord(kReferenceMarks,
                             ReferenceMarkId(key.collection, key.id)));
      if (mark != nullptr) context.Add(RemoveReferenceMark(*mark));
      RETURN_IF_ERROR(definition_.may_delete(context, *resource));
    }
    if (arguments.validate_only) return absl::OkStatus();
    const absl::Status closed =
        Close(call, key, record, *resource, [&](WriteContext& again) {
          return definition_.may_delete(again, *resource);
        });
    if (IsConflict(closed)) continue;
    RETURN_IF_ERROR(closed);
    absl::StatusOr<CommitResult> done =
        CommitWrites(context, store_,
                     {Mutation::Delete(key.collection, key.id,
                                       Expectation::Exactly(record.revision))},
                     arguments, "");
    if (done.ok()) return KeepWhereReferredTo(call, key, record);
    if (!IsConflict(done.status())) return done.status();
  }
  return TooManyConflicts(name);
}

}  // namespace duikou
