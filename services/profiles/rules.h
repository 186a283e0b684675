// What the resources of this role must hold beyond the annotations of their
// protos. Pure: a rule sees the resource and what it refers to.
//
//   RETURN_IF_ERROR(ToStatus(CheckGivings(profile, unit, programme), path));
#ifndef DUIKOU_SERVICES_PROFILES_RULES_H_
#define DUIKOU_SERVICES_PROFILES_RULES_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "services/rpc/violation.h"

namespace duikou {

// No side and no recipient area twice; recipient areas only on that side.
std::optional<Violation> CheckUnit(const profiles::v1::Unit& unit);

// `path`, which names the unit, must name a supporter.
std::optional<Violation> CheckSupporter(const profiles::v1::Unit& unit,
                                        absl::string_view path);

// `path`, which holds the fund kind, must name one of the programme that units
// of this kind may give.
std::optional<Violation> CheckFundKind(
    absl::string_view fund_kind, const profiles::v1::Unit& unit,
    const catalogue::v1::Programme& programme, absl::string_view path);

// `path`, which holds the year, must be one of the programme's.
std::optional<Violation> CheckYear(int year,
                                   const catalogue::v1::Programme& programme,
                                   absl::string_view path);

// Every kind given can be given; least ≤ usual ≤ most; no form twice.
std::optional<Violation> CheckProfile(
    const profiles::v1::CapabilityProfile& profile,
    const profiles::v1::Unit& unit, const catalogue::v1::Programme& programme);

// The project needs funds of the kind, and at least so much in all, in a year
// that is one of its own.
std::optional<Violation> CheckPromise(
    const profiles::v1::Commitment& commitment,
    const catalogue::v1::Project& project);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROFILES_RULES_H_
