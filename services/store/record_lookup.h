// Reading many records in few calls.
//
//   ASSIGN_OR_RETURN(FoundRecords found, LookUpRecords(store, "hubei", {
//       {"projects", "p-1"}, {"projects", "p-2"}}));
#ifndef DUIKOU_SERVICES_STORE_RECORD_LOOKUP_H_
#define DUIKOU_SERVICES_STORE_RECORD_LOOKUP_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/store/store.h"

namespace duikou {

using LookupKey = std::pair<std::string, std::string>;  // collection, id
using FoundRecords = absl::flat_hash_map<LookupKey, Record>;

// Those of the records that exist, each as it was at some moment of the call.
// Few are read one by one; many of a collection by listing from the first to
// the last, as long as most of what is listed was asked for.
absl::StatusOr<FoundRecords> LookUpRecords(Store& store,
                                           absl::string_view partition,
                                           std::vector<LookupKey> keys,
                                           CallLimits limits = {});

// All records of a collection whose ids start with the prefix, by id, over as
// many calls as it takes.
absl::StatusOr<std::vector<Record>> ListWholly(Store& store,
                                               absl::string_view partition,
                                               absl::string_view collection,
                                               absl::string_view prefix = "",
                                               CallLimits limits = {});

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_RECORD_LOOKUP_H_
