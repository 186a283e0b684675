// WriteContext: what the rules of a resource may look at while it is written.
//
// Whatever a rule reads through Find() or Exists() becomes a check of the
// commit: were it changed meanwhile, the commit would fail and the write be
// tried anew. So rules decide on what is true when the write happens.
//
//   absl::Status PrepareProject(WriteContext& context, const Project* before,
//                               Project& project) {
//     ASSIGN_OR_RETURN(const Programme* programme, context.Programme());
//     if (project.last_year() > programme->last_year()) {
//       return context.Invalid("last_year", "is after the programme's last");
//     }
//     if (before == nullptr) project.set_state(Project::STATE_DRAFT);
//     return absl::OkStatus();
//   }
#ifndef DUIKOU_SERVICES_RPC_WRITE_CONTEXT_H_
#define DUIKOU_SERVICES_RPC_WRITE_CONTEXT_H_

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "google/protobuf/message.h"
#include "matcher/base/status_macros.h"
#include "services/base/id_generator.h"
#include "services/base/violation.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou {

// Belongs to one attempt of one call to write to one partition.
class WriteContext {
 public:
  // All but the texts outlive the context.
  WriteContext(CallContext& call, Store& store, IdGenerator& ids,
               absl::string_view partition, absl::Time now);
  WriteContext(const WriteContext&) = delete;
  WriteContext& operator=(const WriteContext&) = delete;

  CallContext& call() const { return call_; }
  // For what cannot be checked in the commit: lists, other partitions.
  Store& store() const { return store_; }
  IdGenerator& ids() const { return ids_; }
  const std::string& partition() const { return partition_; }
  absl::Time now() const { return now_; }

  // The resource as this write leaves it: one that the write brings with it,
  // else the stored one. None where there is none.
  template <typename T>
  absl::StatusOr<std::optional<T>> Find(absl::string_view collection,
                                        absl::string_view id) {
    if (const google::protobuf::Message* brought = Brought(collection, id)) {
      return static_cast<const T&>(*brought);
    }
    ASSIGN_OR_RETURN(const Record* record, FindRecord(collection, id));
    if (record == nullptr) return std::optional<T>();
    T resource;
    if (!resource.ParseFromString(record->value)) {
      return Unreadable(collection, id);
    }
    return resource;
  }

  // Whether Find() would give one.
  absl::StatusOr<bool> Exists(absl::string_view collection,
                              absl::string_view id);

  // The same of what this write begins to refer to: who deletes it meanwhile
  // will not have, or the commit fails.
  absl::StatusOr<bool> Refer(absl::string_view collection,
                             absl::string_view id);

  // Whether a rule has looked at the programme.
  bool knows_programme() const { return programme_.has_value(); }
  // The programme that the partition belongs to. NOT_FOUND naming it where
  // there is none. REQUIRES: the partition is a programme's.
  absl::StatusOr<const catalogue::v1::Programme*> Programme();

  // OK where something may be created in it: it is not being deleted, and will
  // not have been when the commit happens. FAILED_PRECONDITION else.
  absl::Status CheckProgrammeOpen();

  // INVALID_ARGUMENT: `path: en`, with the Chinese words beside it, the path
  // being one of the resource at hand, such as `fund_needs[0].open_fen`, or
  // empty for the whole of it.
  absl::Status Invalid(absl::string_view path, absl::string_view zh,
                       absl::string_view en) const;
  // The same in English alone.
  absl::Status Invalid(absl::string_view path, absl::string_view en) const {
    return Invalid(path, "", en);
  }
  // The same of a rule's verdict; OK where there is none.
  absl::Status Invalid(const std::optional<Violation>& violation) const;

  // What a rule worked out before in this attempt, made when first asked for.
  // REQUIRES: a key is always asked for with the same T.
  template <typename T>
  absl::StatusOr<T*> Memo(
      absl::string_view key,
      absl::FunctionRef<absl::StatusOr<std::unique_ptr<T>>()> make) {
    auto found = memos_.find(key);
    if (found == memos_.end()) {
      ASSIGN_OR_RETURN(std::unique_ptr<T> made, make());
      found = memos_.emplace(key, std::move(made)).first;
    }
    return static_cast<T*>(found->second.get());
  }

  // Shows the resources of a collection that the write brings with it.
  void VisitBrought(
      absl::string_view collection,
      absl::FunctionRef<void(const google::protobuf::Message&)> visit);

  // A step that goes into the same commit.
  void Add(Mutation mutation) { added_.push_back(std::move(mutation)); }

  // The rest is for the standard methods.

  // The field path of the resource at hand, such as `requests[3].project`.
  void SetPath(std::string path) { path_ = std::move(path); }
  const std::string& path() const { return path_; }

  // What the write brings with it, which then is found. Borrowed.
  void Bring(absl::string_view collection, absl::string_view id,
             const google::protobuf::Message& resource);
  // Whether anything found came with the write.
  bool found_brought() const { return found_brought_; }

  // The stored record, or null. It becomes a check.
  absl::StatusOr<const Record*> FindRecord(absl::string_view collection,
                                           absl::string_view id);

  // `writes`, what was added, a mark for each record referred to, and a check
  // for each record read that is not written.
  std::vector<Mutation> Mutations(std::vector<Mutation> writes);

  static absl::Status Unreadable(absl::string_view collection,
                                 absl::string_view id);

 private:
  using Key = std::pair<std::string, std::string>;  // collection, id

  const google::protobuf::Message* Brought(absl::string_view collection,
                                           absl::string_view id);

  CallContext& call_;
  Store& store_;
  IdGenerator& ids_;
  const std::string partition_;
  const absl::Time now_;
  std::string path_;
  absl::flat_hash_map<Key, const google::protobuf::Message*> brought_;
  bool found_brought_ = false;
  // Shared only because that keeps the deleter of any type.
  absl::flat_hash_map<std::string, std::shared_ptr<void>> memos_;
  // Null where there is no such record.
  absl::flat_hash_map<Key, std::unique_ptr<Record>> read_;
  absl::flat_hash_set<Key> referred_;
  std::vector<Mutation> added_;
  std::optional<catalogue::v1::Programme> programme_;
  Revision programme_revision_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_WRITE_CONTEXT_H_
