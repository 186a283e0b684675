// Referrers: who still refers to a resource that is to be deleted.
//
//   RETURN_IF_ERROR(RefuseWhileReferenced(
//       context, area.name(),
//       {{"areas", &Area::default_instance()},
//        {"projects", &Project::default_instance()}}));
//
// Complexity: reads the collections given, and parses the records in whose
// bytes the name occurs.
#ifndef DUIKOU_SERVICES_RPC_REFERRERS_H_
#define DUIKOU_SERVICES_RPC_REFERRERS_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "services/rpc/call_context.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

struct ReferringCollection {
  std::string collection;
  const google::protobuf::Message* prototype = nullptr;
};

// FAILED_PRECONDITION naming the first resource of these collections that names
// `name` in a field, and the field; else OK.
absl::Status RefuseWhileReferenced(
    WriteContext& context, absl::string_view name,
    const std::vector<ReferringCollection>& collections);

// Shows all records of a collection until `visit` answers an error, which it
// then returns.
absl::Status ForEachRecord(
    Store& store, const CallContext& call, absl::string_view partition,
    absl::string_view collection,
    absl::FunctionRef<absl::Status(const Record&)> visit);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_REFERRERS_H_
