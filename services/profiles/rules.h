// What the resources of this role must hold beyond the annotations of their
// protos. Pure: a rule sees the resource and what it refers to.
//
// What all roles share of them is in services/rpc/giving_rules.h.
//
//   RETURN_IF_ERROR(ToStatus(CheckPromise(commitment, project), path));
#ifndef DUIKOU_SERVICES_PROFILES_RULES_H_
#define DUIKOU_SERVICES_PROFILES_RULES_H_

#include <optional>

#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "services/base/violation.h"

namespace duikou {

// No side and no recipient area twice; recipient areas only on that side.
std::optional<Violation> CheckUnit(const profiles::v1::Unit& unit);

// The project needs funds of the kind, and at least so much in all, in a year
// that is one of its own.
std::optional<Violation> CheckPromise(
    const profiles::v1::Commitment& commitment,
    const catalogue::v1::Project& project);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROFILES_RULES_H_
