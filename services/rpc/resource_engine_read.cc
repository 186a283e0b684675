// The methods of ResourceEngine that read several resources.
#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/resource_engine.h"

namespace duikou {
namespace {

using google::protobuf::Message;

// How many records are read at once where a filter lets few of them pass.
constexpr int kFilteredPage = 500;

}  // namespace

absl::StatusOr<ResourcePage> ResourceEngine::List(
    CallContext& call, absl::string_view parent, absl::string_view after,
    int size, const std::function<bool(const Message&)>& keep, Shown shown) {
  ASSIGN_OR_RETURN(const std::string partition, PartitionOf(parent));
  WriteContext context(call, store_, ids_, partition, clock_.Now());
  RETURN_IF_ERROR(CheckParent(context, parent));
  const bool all_seen = shown == Shown::kAll || call.reach().all ||
                        (call.reach().member && SeenByMembers());
  const bool filtered = keep != nullptr || !all_seen;
  Page page;
  page.after = std::string(after);
  page.limit = filtered ? kFilteredPage : size;
  if (pattern_.depth() > 2) {
    page.prefix = absl::StrCat(pattern_.Parent().Key(parent)->id, "/");
  }
  ResourcePage result;
  std::string last;
  while (true) {
    RETURN_IF_ERROR(call.CheckAlive());
    ASSIGN_OR_RETURN(
        ListResult listed,
        store_.List(partition, pattern_.collection(), page, call.limits()));
    for (const Record& record : listed.records) {
      ASSIGN_OR_RETURN(ResourcePtr resource, Decode(record));
      if (keep && !keep(*resource)) continue;
      if (!all_seen) {
        ASSIGN_OR_RETURN(const bool seen, Sees(call, *resource));
        if (!seen) continue;
      }
      if (static_cast<int>(result.resources.size()) == size) {
        result.last_id = std::move(last);
        return result;
      }
      result.resources.push_back(std::move(resource));
      last = record.id;
    }
    if (!listed.more) return result;
    page.after = listed.records.back().id;
    if (!filtered && static_cast<int>(result.resources.size()) == size) {
      result.last_id = std::move(last);
      return result;
    }
  }
}

absl::StatusOr<std::vector<ResourcePtr>> ResourceEngine::BatchGet(
    CallContext& call, absl::string_view parent,
    const std::vector<absl::string_view>& names) {
  std::vector<ResourcePtr> resources;
  resources.reserve(names.size());
  for (size_t i = 0; i < names.size(); ++i) {
    const std::string field = absl::StrCat("names[", i, "]");
    ASSIGN_OR_RETURN(const ResourceKey key, pattern_.ParseKey(names[i], field));
    if (!absl::StartsWith(names[i], absl::StrCat(parent, "/"))) {
      return Refused(absl::StatusCode::kInvalidArgument, field,
                     absl::StrCat(names[i], " 不在 ", parent, " 之内"),
                     absl::StrCat(names[i], " is not in ", parent));
    }
    absl::StatusOr<Record> record = GetRecord(call, key, names[i]);
    if (absl::IsNotFound(record.status())) {
      return DoesNotExist(field, names[i]);
    }
    RETURN_IF_ERROR(record.status());
    ASSIGN_OR_RETURN(ResourcePtr resource, Decode(*record));
    ASSIGN_OR_RETURN(const bool seen, Sees(call, *resource));
    if (!seen) return NotYours(absl::StrCat(field, ": ", names[i]));
    resources.push_back(std::move(resource));
  }
  return resources;
}

}  // namespace duikou
