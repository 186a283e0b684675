#include "services/rpc/write_context.h"

#include "services/base/violation.h"
#include "services/rpc/closed_programme.h"
#include "services/rpc/resource_name.h"
#include "services/store/reference_mark.h"

namespace duikou {

using google::protobuf::Message;

WriteContext::WriteContext(CallContext& call, Store& store, IdGenerator& ids,
                           absl::string_view partition, absl::Time now)
    : call_(call), store_(store), ids_(ids), partition_(partition), now_(now) {}

absl::StatusOr<bool> WriteContext::Exists(absl::string_view collection,
                                          absl::string_view id) {
  if (Brought(collection, id) != nullptr) return true;
  ASSIGN_OR_RETURN(const Record* record, FindRecord(collection, id));
  return record != nullptr;
}

absl::StatusOr<bool> WriteContext::Refer(absl::string_view collection,
                                         absl::string_view id) {
  ASSIGN_OR_RETURN(const bool exists, Exists(collection, id));
  if (exists) referred_.emplace(collection, id);
  return exists;
}

absl::StatusOr<const catalogue::v1::Programme*> WriteContext::Programme() {
  if (programme_) return &*programme_;
  // In another partition: a commit of this one cannot check it.
  absl::StatusOr<Record> record =
      store_.Get(kGlobalPartition, "programmes", partition_, call_.limits());
  if (absl::IsNotFound(record.status())) {
    return DoesNotExist("", absl::StrCat("programmes/", partition_));
  }
  RETURN_IF_ERROR(record.status());
  catalogue::v1::Programme programme;
  if (!programme.ParseFromString(record->value)) {
    return Unreadable("programmes", partition_);
  }
  programme_revision_ = record->revision;
  return &programme_.emplace(std::move(programme));
}

absl::Status WriteContext::CheckProgrammeOpen() {
  RETURN_IF_ERROR(Programme().status());
  ASSIGN_OR_RETURN(const Record* closed,
                   FindRecord(kClosedCollection, kClosedProgramme));
  if (closed == nullptr || !IsClosed(*closed, programme_revision_)) {
    return absl::OkStatus();
  }
  return Refused(absl::StatusCode::kFailedPrecondition,
                 absl::StrCat("programmes/", partition_),
                 "正在删除或缩小范围；修改一次该规划即可继续使用",
                 "is being deleted or narrowed; update it to keep it");
}

absl::Status WriteContext::Invalid(absl::string_view path, absl::string_view zh,
                                   absl::string_view en) const {
  return Invalid(Violation{"rule_broken", std::string(path), std::string(zh),
                           std::string(en)});
}

absl::Status WriteContext::Invalid(
    const std::optional<Violation>& violation) const {
  return ToStatus(violation, path_);
}

void WriteContext::VisitBrought(absl::string_view collection,
                                absl::FunctionRef<void(const Message&)> visit) {
  for (const auto& [key, resource] : brought_) {
    if (key.first != collection) continue;
    found_brought_ = true;
    visit(*resource);
  }
}

void WriteContext::Bring(absl::string_view collection, absl::string_view id,
                         const Message& resource) {
  brought_[Key(collection, id)] = &resource;
}

const Message* WriteContext::Brought(absl::string_view collection,
                                     absl::string_view id) {
  if (brought_.empty()) return nullptr;
  const auto found = brought_.find(Key(collection, id));
  if (found == brought_.end()) return nullptr;
  found_brought_ = true;
  return found->second;
}

absl::StatusOr<const Record*> WriteContext::FindRecord(
    absl::string_view collection, absl::string_view id) {
  Key key(collection, id);
  const auto found = read_.find(key);
  if (found != read_.end()) return found->second.get();
  absl::StatusOr<Record> record =
      store_.Get(partition_, collection, id, call_.limits());
  std::unique_ptr<Record> entry;
  if (record.ok()) {
    entry = std::make_unique<Record>(*std::move(record));
  } else if (!absl::IsNotFound(record.status())) {
    return record.status();
  }
  return read_.emplace(std::move(key), std::move(entry)).first->second.get();
}

std::vector<Mutation> WriteContext::Mutations(std::vector<Mutation> writes) {
  writes.insert(writes.end(), added_.begin(), added_.end());
  absl::flat_hash_set<std::pair<absl::string_view, absl::string_view>> written;
  for (const Mutation& write : writes) {
    written.emplace(write.collection, write.id);
  }
  std::vector<Mutation> marks;
  for (const auto& [collection, id] : referred_) {
    marks.push_back(MarkReference(collection, id));
  }
  std::vector<Mutation> checks;
  for (const auto& [key, record] : read_) {
    if (written.contains({key.first, key.second})) continue;
    checks.push_back(Mutation::Check(
        key.first, key.second,
        record == nullptr ? Expectation::Absent()
                          : Expectation::Exactly(record->revision)));
  }
  for (Mutation& check : checks) writes.push_back(std::move(check));
  for (Mutation& mark : marks) writes.push_back(std::move(mark));
  return writes;
}

absl::Status WriteContext::Unreadable(absl::string_view collection,
                                      absl::string_view id) {
  return absl::DataLossError(
      absl::StrCat("the record ", collection, "/", id, " cannot be read"));
}

}  // namespace duikou
