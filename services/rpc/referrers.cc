#include "services/rpc/referrers.h"

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/validate.h"

namespace duikou {
namespace {

using google::protobuf::Message;

// FAILED_PRECONDITION where the record refers to the name.
absl::Status CheckRecord(const Record& record, absl::string_view partition,
                         absl::string_view name, const Message& prototype) {
  // Most records do not even hold the bytes.
  if (!absl::StrContains(record.value, name)) return absl::OkStatus();
  std::unique_ptr<Message> resource(prototype.New());
  if (!resource->ParseFromString(record.value)) {
    return WriteContext::Unreadable(record.collection, record.id);
  }
  absl::Status status;
  MessageValidator validator(*prototype.GetDescriptor());
  validator.VisitReferences(
      *resource, [&](const std::string& path, const ResourcePattern&,
                     const std::string& referred) {
        if (referred != name || !status.ok()) return;
        const std::string referrer = absl::StrCat(
            "programmes/", partition, "/", record.collection, "/", record.id);
        status = Refused(absl::StatusCode::kFailedPrecondition, name,
                         absl::StrCat(referrer, " 的 ", path, " 引用了它"),
                         absl::StrCat(referrer, " refers to it in ", path));
      });
  return status;
}

}  // namespace

absl::Status ForEachRecord(
    Store& store, const CallContext& call, absl::string_view partition,
    absl::string_view collection,
    absl::FunctionRef<absl::Status(const Record&)> visit) {
  Page page;
  while (true) {
    RETURN_IF_ERROR(call.CheckAlive());
    ASSIGN_OR_RETURN(const ListResult listed,
                     store.List(partition, collection, page, call.limits()));
    for (const Record& record : listed.records) {
      RETURN_IF_ERROR(visit(record));
    }
    if (!listed.more) return absl::OkStatus();
    page.after = listed.records.back().id;
  }
}

absl::Status RefuseWhileReferenced(
    WriteContext& context, absl::string_view name,
    const std::vector<ReferringCollection>& collections) {
  for (const ReferringCollection& referring : collections) {
    RETURN_IF_ERROR(
        ForEachRecord(context.store(), context.call(), context.partition(),
                      referring.collection, [&](const Record& record) {
                        return CheckRecord(record, context.partition(), name,
                                           *referring.prototype);
                      }));
  }
  return absl::OkStatus();
}

}  // namespace duikou
