// HistoryMethods: ListHistory of a service, for all its resources: what was
// done to one, by whom and when, field by field.
//
//   HistoryMethods history(store);
//   history.Add("programmes/{programme}/projects/{project}",
//               Project::default_instance());
//   history.List(call, request);   // StatusOr<ListHistoryResponse>
//
// It is as whole as the store's history (services/store/history_store.h): a
// store without one answers with no entries.
#ifndef DUIKOU_SERVICES_RPC_HISTORY_METHODS_H_
#define DUIKOU_SERVICES_RPC_HISTORY_METHODS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/type/v1/history.pb.h"
#include "google/protobuf/message.h"
#include "services/rpc/call_context.h"
#include "services/rpc/ownership.h"
#include "services/rpc/resource_name.h"
#include "services/store/history_store.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe after the last Add.
class HistoryMethods {
 public:
  // `store` outlives this.
  explicit HistoryMethods(Store& store) : store_(store) {}

  // `prototype` lives as long as this. `kept_to_owner`: what was done is for
  // those alone whose the resource is and for who reaches all, whoever may know
  // of the resource as it is.
  void Add(absl::string_view pattern,
           const google::protobuf::Message& prototype,
           bool kept_to_owner = false);

  // INVALID_ARGUMENT where the name is none of a resource added; NOT_FOUND
  // where there never was such a resource.
  absl::StatusOr<type::v1::ListHistoryResponse> List(
      CallContext& call, const type::v1::ListHistoryRequest& request);

 private:
  struct Historical {
    ResourcePattern pattern;
    const google::protobuf::Message* prototype;
    ResourceOwners owners;
    bool kept_to_owner;
  };
  absl::Status CheckReach(CallContext& call, const Historical& historical,
                          const std::vector<RecordWrite>& writes,
                          absl::string_view name);
  absl::Status CheckExists(CallContext& call, const ResourceKey& key,
                           absl::string_view name);

  Store& store_;
  std::vector<Historical> resources_;
};

// What changed from one value to the other, by field path in the order of the
// fields; null is no value at all. The etag and the times of creation and
// change are left out: every write changes them.
std::vector<type::v1::FieldChange> ChangesBetween(
    const google::protobuf::Message* before,
    const google::protobuf::Message* after);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_HISTORY_METHODS_H_
