#include "services/rpc/ownership.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::Message;
using type::v1::ResourceOwner;

// Units do not lie deeper; a cycle ends here too.
constexpr int kMostLevels = 16;

std::optional<FieldPath> PathOf(const Descriptor& type,
                                const std::string& path) {
  if (path.empty()) return std::nullopt;
  return FieldPath(type, path);
}

absl::Status MustLookUp() {
  return absl::FailedPreconditionError("whose it is must be looked up");
}

// What is remembered of a unit or project for the rest of the call.
absl::StatusOr<const OwnerLinks*> LinksOf(CallContext& call, Store* store,
                                          absl::string_view partition,
                                          absl::string_view collection,
                                          absl::string_view id) {
  const std::string key = absl::StrCat(partition, "/", collection, "/", id);
  if (const OwnerLinks* known = call.FindLinks(key)) return known;
  if (store == nullptr) return MustLookUp();
  absl::StatusOr<Record> record =
      store->Get(partition, collection, id, call.limits());
  if (absl::IsNotFound(record.status())) return call.KeepLinks(key, {});
  RETURN_IF_ERROR(record.status());
  OwnerLinks links;
  if (collection == "projects") {
    catalogue::v1::Project project;
    if (project.ParseFromString(record->value)) {
      links.recipient = std::string(LastId(project.recipient()));
    }
  } else {
    profiles::v1::Unit unit;
    if (unit.ParseFromString(record->value)) {
      links.parent = std::string(LastId(unit.parent_unit()));
      links.guide = std::string(LastId(unit.guiding_department()));
    }
  }
  return call.KeepLinks(key, std::move(links));
}

bool Contains(const Reach::Own& own, absl::string_view unit) {
  return !unit.empty() &&
         std::find(own.units.begin(), own.units.end(), unit) != own.units.end();
}

absl::StatusOr<bool> IsOwnUnit(CallContext& call, Store* store,
                               absl::string_view partition,
                               const Reach::Own& own, std::string unit) {
  if (Contains(own, unit)) return true;
  for (int level = 0; level < kMostLevels && !unit.empty(); ++level) {
    ASSIGN_OR_RETURN(const OwnerLinks* links,
                     LinksOf(call, store, partition, "units", unit));
    if (Contains(own, links->parent)) return true;
    if (own.guided && level == 0 && Contains(own, links->guide)) return true;
    unit = links->parent;
  }
  return false;
}

// `name` is that of a unit, of something below one, or of a project.
absl::StatusOr<bool> IsOwn(CallContext& call, Store* store,
                           const Reach::Own& own, const std::string& name) {
  if (own.units.empty()) return false;
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  if (parts.size() < 4 || parts[0] != "programmes") return false;
  if (parts[2] == "units") {
    return IsOwnUnit(call, store, parts[1], own, parts[3]);
  }
  if (parts[2] != "projects") return false;
  ASSIGN_OR_RETURN(const OwnerLinks* links,
                   LinksOf(call, store, parts[1], "projects", parts[3]));
  return IsOwnUnit(call, store, parts[1], own, links->recipient);
}

}  // namespace

ResourceOwners::ResourceOwners(const Descriptor& type)
    : ResourceOwners(type, type.options().GetExtension(type::v1::owner)) {}

ResourceOwners::ResourceOwners(const Descriptor& type,
                               const ResourceOwner& owner)
    : supporter_(PathOf(type, owner.supporter())),
      recipient_(PathOf(type, owner.recipient())) {}

absl::StatusOr<std::optional<Side>> ResourceOwners::ReachedAsOwn(
    CallContext& call, Store* store, const Message& resource) const {
  if (supporter_) {
    ASSIGN_OR_RETURN(const bool own, IsOwn(call, store, call.reach().supporter,
                                           supporter_->Text(resource)));
    if (own) return Side::kSupporter;
  }
  if (recipient_) {
    ASSIGN_OR_RETURN(const bool own, IsOwn(call, store, call.reach().recipient,
                                           recipient_->Text(resource)));
    if (own) return Side::kRecipient;
  }
  return std::optional<Side>();
}

std::string ResourceOwners::NamesIn(const Message& resource) const {
  std::vector<std::string> names;
  if (supporter_) names.push_back(supporter_->Text(resource));
  if (recipient_) names.push_back(recipient_->Text(resource));
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return absl::StrJoin(names, ", ");
}

absl::StatusOr<bool> ResourceOwners::Reached(CallContext& call, Store& store,
                                             const Message& resource) const {
  if (call.reach().all) return true;
  ASSIGN_OR_RETURN(const std::optional<Side> side,
                   ReachedAsOwn(call, &store, resource));
  return side.has_value();
}

absl::Status NotYours(absl::string_view name) {
  return Refused(absl::StatusCode::kPermissionDenied, "",
                 absl::StrCat(name, " 不属于您代表的单位"),
                 absl::StrCat(name, " is not of a unit that you act for"));
}

}  // namespace duikou
