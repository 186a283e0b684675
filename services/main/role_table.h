// The roles that a server can play. A new role is one row in role_table.cc.
#ifndef DUIKOU_SERVICES_MAIN_ROLE_TABLE_H_
#define DUIKOU_SERVICES_MAIN_ROLE_TABLE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/rpc/host.h"

namespace duikou {

struct Role {
  absl::string_view name;
  // Null for the gateway, which serves HTTP in front of the host.
  absl::Status (*bind)(const HostContext&, Bindings&);
};

// All of them, in the order in which they are bound.
const std::vector<Role>& AllRoles();

// The roles of a list such as `catalogue,matching`, in AllRoles()' order; all
// for `all`. INVALID_ARGUMENT naming what is none, and listing what is one.
absl::StatusOr<std::vector<Role>> RolesNamed(absl::string_view list);

// `catalogue, profiles`.
std::string RoleNames(const std::vector<Role>& roles);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MAIN_ROLE_TABLE_H_
