#include "services/main/role_table.h"

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/access/bind.h"
#include "services/assignment/bind.h"
#include "services/catalogue/bind.h"
#include "services/fair/bind.h"
#include "services/matching/bind.h"
#include "services/profiles/bind.h"
#include "services/progress/bind.h"

namespace duikou {

const std::vector<Role>& AllRoles() {
  static const auto& roles = *new std::vector<Role>{
      {"access", BindAccess},         {"catalogue", BindCatalogue},
      {"profiles", BindProfiles},     {"matching", BindMatching},
      {"assignment", BindAssignment}, {"fair", BindFair},
      {"progress", BindProgress},     {"gateway", nullptr},
  };
  return roles;
}

std::string RoleNames(const std::vector<Role>& roles) {
  return absl::StrJoin(roles, ", ", [](std::string* out, const Role& role) {
    absl::StrAppend(out, role.name);
  });
}

absl::StatusOr<std::vector<Role>> RolesNamed(absl::string_view list) {
  if (list == "all") return AllRoles();
  absl::flat_hash_set<absl::string_view> wanted = absl::StrSplit(list, ',');
  std::vector<Role> roles;
  for (const Role& role : AllRoles()) {
    if (wanted.erase(role.name) > 0) roles.push_back(role);
  }
  if (wanted.empty()) return roles;
  return absl::InvalidArgumentError(
      absl::StrCat("--roles: \"", *wanted.begin(),
                   "\" is no role; there are all, ", RoleNames(AllRoles())));
}

}  // namespace duikou
