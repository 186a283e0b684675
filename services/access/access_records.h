// AccessRecords: the records of the role, read and written by type.
//
//   ASSIGN_OR_RETURN(auto link, records.Find<LinkRecord>(call, "links", id));
//   if (link) … link->value … link->revision …
//   RETURN_IF_ERROR(records.Commit(call, {records.Put("links", id, link)}));
//
// All of them belong to no programme. Those that authenticate a call
// (people, sessions, tokens) go into the change feed; the others (passwords,
// links, the set-up code) stay out of it, and have no history.
#ifndef DUIKOU_SERVICES_ACCESS_ACCESS_RECORDS_H_
#define DUIKOU_SERVICES_ACCESS_ACCESS_RECORDS_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "matcher/base/status_macros.h"
#include "services/rpc/access_control.h"
#include "services/rpc/call_context.h"
#include "services/rpc/resource_name.h"
#include "services/store/store.h"

namespace duikou {

inline constexpr char kPasswordsCollection[] = "passwords";
inline constexpr char kLinksCollection[] = "links";
inline constexpr char kSetupCollection[] = "setup";
inline constexpr char kSignInsCollection[] = "sign-ins";

// Thread-safe.
class AccessRecords {
 public:
  template <typename T>
  struct Stored {
    std::string id;
    T value;
    Revision revision;
  };

  // Both outlive it.
  AccessRecords(Store& store, AccessControl& access)
      : store_(store), access_(access) {}

  // None where there is no such record.
  template <typename T>
  absl::StatusOr<std::optional<Stored<T>>> Find(CallContext& call,
                                                absl::string_view collection,
                                                absl::string_view id) {
    absl::StatusOr<Record> record =
        store_.Get(kGlobalPartition, collection, id, call.limits());
    if (absl::IsNotFound(record.status())) return std::optional<Stored<T>>();
    RETURN_IF_ERROR(record.status());
    return Decode<T>(*record);
  }

  // Shows all records of a collection, by id.
  template <typename T>
  absl::Status ForEach(CallContext& call, absl::string_view collection,
                       absl::FunctionRef<void(const Stored<T>&)> visit) {
    return ForEach<T>(call, collection, "", visit);
  }
  // The same of those whose ids begin with the prefix.
  template <typename T>
  absl::Status ForEach(CallContext& call, absl::string_view collection,
                       absl::string_view prefix,
                       absl::FunctionRef<void(const Stored<T>&)> visit) {
    Page page{.prefix = std::string(prefix)};
    while (true) {
      RETURN_IF_ERROR(call.CheckAlive());
      ASSIGN_OR_RETURN(
          const ListResult listed,
          store_.List(kGlobalPartition, collection, page, call.limits()));
      for (const Record& record : listed.records) {
        ASSIGN_OR_RETURN(const auto stored, Decode<T>(record));
        visit(*stored);
      }
      if (!listed.more) return absl::OkStatus();
      page.after = listed.records.back().id;
    }
  }

  template <typename T>
  static Mutation Put(absl::string_view collection, absl::string_view id,
                      const T& value,
                      Expectation expected = Expectation::Any()) {
    return InFeedOrNot(
        Mutation::Put(collection, id, value.SerializeAsString(), expected));
  }
  static Mutation Delete(absl::string_view collection, absl::string_view id,
                         Expectation expected = Expectation::Any()) {
    return InFeedOrNot(Mutation::Delete(collection, id, expected));
  }

  // Commits in the caller's name and waits until it counts in this process.
  absl::Status Commit(CallContext& call, std::vector<Mutation> mutations);

  Store& store() const { return store_; }

 private:
  template <typename T>
  static absl::StatusOr<std::optional<Stored<T>>> Decode(const Record& record) {
    Stored<T> stored;
    if (!stored.value.ParseFromString(record.value)) {
      return absl::DataLossError(absl::StrCat(
          "the record ", record.collection, "/", record.id, " cannot be read"));
    }
    stored.id = record.id;
    stored.revision = record.revision;
    return std::optional<Stored<T>>(std::move(stored));
  }
  static Mutation InFeedOrNot(Mutation mutation);

  Store& store_;
  AccessControl& access_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_ACCESS_RECORDS_H_
