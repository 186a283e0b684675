// ResourceEngine: the standard methods over any resource, without its type.
// Roles use StandardMethods<T> (standard_methods.h), which says what each
// method promises.
#ifndef DUIKOU_SERVICES_RPC_RESOURCE_ENGINE_H_
#define DUIKOU_SERVICES_RPC_RESOURCE_ENGINE_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/message.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/rpc/call_context.h"
#include "services/rpc/ownership.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/validate.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

using ResourcePtr = std::unique_ptr<google::protobuf::Message>;

// Which resources a listing is to show.
enum class Shown {
  kSeen,  // what the call may see
  kAll,   // all, for work that the server does itself
};

// What a role says of one of its resources; see Resource<T>.
struct ResourceDefinition {
  const google::protobuf::Message* prototype = nullptr;
  std::string pattern;
  std::string field;
  std::string id_prefix;
  size_t max_id_length = kMaxIdLength;
  std::function<absl::StatusOr<std::string>(
      WriteContext&, const google::protobuf::Message&, absl::string_view)>
      choose_id;
  std::function<absl::Status(WriteContext&, const google::protobuf::Message*,
                             google::protobuf::Message&)>
      prepare;
  std::function<absl::Status(WriteContext&, const google::protobuf::Message&)>
      may_delete;
  std::function<absl::Status(WriteContext&, const google::protobuf::Message&,
                             Revision)>
      close;
  std::function<bool(const google::protobuf::Message&,
                     const google::protobuf::Message&)>
      narrows;
  std::function<bool(const google::protobuf::Message&)> kept_to_owner;
  std::vector<std::string> unchecked_fields;
};

// The arguments that all writes have.
struct WriteArguments {
  std::string request_id;
  std::string fingerprint;
  bool validate_only = false;
};

// One resource to create.
struct NewResource {
  const google::protobuf::Message* sent = nullptr;
  std::string given_id;
  std::string path;      // project, or requests[3].project
  std::string id_field;  // project_id, or requests[3].project_id
  // Optional. What the method writes into it besides what was sent, before the
  // role's rules.
  std::function<absl::Status(WriteContext&, google::protobuf::Message&)>
      complete = nullptr;
};

// One page of resources.
struct ResourcePage {
  std::vector<ResourcePtr> resources;
  std::string last_id;  // of the store; empty where nothing follows
};

// Thread-safe.
class ResourceEngine {
 public:
  // `store`, `clock` and `ids` outlive the engine.
  ResourceEngine(Store& store, Clock& clock, IdGenerator& ids,
                 ResourceDefinition definition);

  const ResourcePattern& pattern() const { return pattern_; }
  const std::string& field() const { return definition_.field; }

  absl::StatusOr<ResourcePtr> Get(CallContext& call, absl::string_view name);

  // At most `size` resources below `parent` (empty for programmes) after the
  // store's id `after`, of which `keep` (none: all) holds.
  absl::StatusOr<ResourcePage> List(
      CallContext& call, absl::string_view parent, absl::string_view after,
      int size,
      const std::function<bool(const google::protobuf::Message&)>& keep,
      Shown shown = Shown::kSeen);

  absl::StatusOr<std::vector<ResourcePtr>> BatchGet(
      CallContext& call, absl::string_view parent,
      const std::vector<absl::string_view>& names);

  absl::StatusOr<std::vector<ResourcePtr>> Create(
      CallContext& call, absl::string_view parent,
      const std::vector<NewResource>& items, const WriteArguments& arguments);

  // `complete` (none: nothing) is what the method writes besides what the mask
  // names: it sees the stored resource and the one to be written.
  using Completer = std::function<absl::Status(
      WriteContext&, const google::protobuf::Message& before,
      google::protobuf::Message& resource)>;
  absl::StatusOr<ResourcePtr> Update(CallContext& call,
                                     const google::protobuf::Message& sent,
                                     const google::protobuf::FieldMask& mask,
                                     const WriteArguments& arguments,
                                     const Completer& complete = nullptr);

  using Changer =
      std::function<absl::Status(WriteContext&, google::protobuf::Message&)>;
  absl::StatusOr<ResourcePtr> Change(CallContext& call, absl::string_view name,
                                     absl::string_view etag,
                                     const Changer& change,
                                     const WriteArguments& arguments);

  absl::Status Delete(CallContext& call, absl::string_view name,
                      absl::string_view etag, const WriteArguments& arguments);

  // Whether the call may see the resource.
  absl::StatusOr<bool> Sees(CallContext& call,
                            const google::protobuf::Message& resource) const;
  // PERMISSION_DENIED where the call may not make `before` (null: nothing) into
  // `after` (null: nothing).
  absl::Status CheckMayWrite(CallContext& call,
                             const google::protobuf::Message* before,
                             const google::protobuf::Message* after) const;

  // The rest is for BatchUpsert.

  Store& store() const { return store_; }
  Clock& clock() const { return clock_; }
  IdGenerator& ids() const { return ids_; }
  const MessageValidator& validator() const { return validator_; }

  // Where the resources below `parent` live. INVALID_ARGUMENT naming parent.
  absl::StatusOr<std::string> PartitionOf(absl::string_view parent) const;
  // The answer of an earlier request with this id, if there was one.
  absl::StatusOr<std::optional<CommitResult>> Repeated(
      CallContext& call, absl::string_view partition,
      const WriteArguments& arguments);
  // OK where the parent exists, else NOT_FOUND naming it.
  absl::Status CheckParent(WriteContext& context, absl::string_view parent);
  // An empty resource.
  ResourcePtr New() const;
  absl::StatusOr<ResourcePtr> Decode(const Record& record) const;
  // The record's value: the resource without its etag.
  std::string Encode(const google::protobuf::Message& resource) const;
  std::string NameOf(const google::protobuf::Message& resource) const;
  void SetName(google::protobuf::Message& resource,
               absl::string_view name) const;
  void SetEtag(google::protobuf::Message& resource, Revision revision) const;
  void CopyUpdateTime(const google::protobuf::Message& from,
                      google::protobuf::Message& into) const;
  absl::StatusOr<std::string> ChooseId(WriteContext& context,
                                       const NewResource& item);
  // References, the role's rules, times, then the rules of the proto.
  // `before` is null where the resource is new.
  absl::Status Prepare(WriteContext& context,
                       const google::protobuf::Message* before,
                       google::protobuf::Message& resource);

 private:
  // Whether every member of the programme sees every such resource.
  bool SeenByMembers() const { return definition_.kept_to_owner == nullptr; }
  absl::Status CheckReferences(WriteContext& context,
                               const google::protobuf::Message* before,
                               const google::protobuf::Message& resource);
  void SetTime(google::protobuf::Message& resource, const char* field,
               absl::Time time) const;
  absl::StatusOr<std::vector<ResourcePtr>> PrepareNew(
      WriteContext& context, absl::string_view parent,
      const std::vector<NewResource>& items, bool look_for_taken_ids);
  absl::StatusOr<std::vector<ResourcePtr>> TakeRepeated(
      CallContext& call, const CommitResult& repeated) const;
  absl::StatusOr<ResourcePtr> TakeOneRepeated(
      CallContext& call, const CommitResult& repeated) const;
  // Before a delete, or a change that narrows: OK where nothing can come into
  // it as it stands any more, and `look`, asked again, finds that nothing has.
  absl::Status Close(CallContext& call, const ResourceKey& key,
                     const Record& record,
                     const google::protobuf::Message& resource,
                     absl::FunctionRef<absl::Status(WriteContext&)> look);
  // After a delete: puts the resource back, and says why, where it may not go.
  absl::Status KeepWhereReferredTo(CallContext& call, const ResourceKey& key,
                                   const Record& deleted);
  absl::StatusOr<Record> GetRecord(CallContext& call, const ResourceKey& key,
                                   absl::string_view name);

  Store& store_;
  Clock& clock_;
  IdGenerator& ids_;
  const ResourceDefinition definition_;
  const ResourcePattern pattern_;
  const MessageValidator validator_;
  const ResourceOwners owners_;
  const std::vector<const google::protobuf::FieldDescriptor*> office_fields_;
  const google::protobuf::FieldDescriptor* const name_field_;
  const google::protobuf::FieldDescriptor* const etag_field_;
};

// Whether a commit failed because records changed since they were read.
bool IsConflict(const absl::Status& status);
// How often a write that met a conflict is tried anew.
inline constexpr int kMaxWriteAttempts = 32;
// Waits before the attempt of that number: not at all before the first ones,
// then for a random time that grows, so that of many writers of one record each
// has its turn. OK, or why there should be no further attempt.
absl::Status PauseBeforeAttempt(const CallContext& call, int attempt);

// Sends the commit; a store's complaint of sizes is RESOURCE_EXHAUSTED.
absl::StatusOr<CommitResult> CommitWrites(WriteContext& context, Store& store,
                                          std::vector<Mutation> writes,
                                          const WriteArguments& arguments,
                                          std::string answer);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_RESOURCE_ENGINE_H_
