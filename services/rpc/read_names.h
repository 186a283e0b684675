// ReadNames: the names that stand beside codes in a programme's sheets.
//
//   ASSIGN_OR_RETURN(names.areas,
//                    ReadNames<Area>(store, call, "hubei", "areas"));
#ifndef DUIKOU_SERVICES_RPC_READ_NAMES_H_
#define DUIKOU_SERVICES_RPC_READ_NAMES_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/call_context.h"
#include "services/rpc/name_book.h"
#include "services/rpc/referrers.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/write_context.h"
#include "services/store/store.h"

namespace duikou {

// The names of a collection's resources by their ids. REQUIRES: T has a
// display_name in two languages.
template <typename T>
absl::StatusOr<std::shared_ptr<const NameBook>> ReadNames(
    Store& store, const CallContext& call, const std::string& programme,
    absl::string_view collection) {
  auto book = std::make_shared<NameBook>();
  RETURN_IF_ERROR(ForEachRecord(store, call, programme, collection,
                                [&book](const Record& record) -> absl::Status {
                                  T resource;
                                  if (!resource.ParseFromString(record.value)) {
                                    return WriteContext::Unreadable(
                                        record.collection, record.id);
                                  }
                                  book->Put(record.id, resource.display_name());
                                  return absl::OkStatus();
                                }));
  return book;
}

// NOT_FOUND where there is none.
inline absl::StatusOr<catalogue::v1::Programme> ReadProgramme(
    Store& store, const CallContext& call, const std::string& programme) {
  const absl::StatusOr<Record> record =
      store.Get(kGlobalPartition, "programmes", programme, call.limits());
  if (absl::IsNotFound(record.status())) {
    return DoesNotExist("", absl::StrCat("programmes/", programme));
  }
  RETURN_IF_ERROR(record.status());
  catalogue::v1::Programme stored;
  if (!stored.ParseFromString(record->value)) {
    return WriteContext::Unreadable(record->collection, record->id);
  }
  return stored;
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_READ_NAMES_H_
