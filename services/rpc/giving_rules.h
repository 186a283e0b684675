// What a unit may say that it gives: the rules that profiles (capability
// profiles, quotas, commitments) and matching (interests, previews of a
// profile) share. Pure: a rule sees the resource and what it refers to.
//
//   RETURN_IF_ERROR(context.Invalid(
//       CheckFundKind(offer.fund_kind(), unit, *programme, path)));
#ifndef DUIKOU_SERVICES_RPC_GIVING_RULES_H_
#define DUIKOU_SERVICES_RPC_GIVING_RULES_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "services/base/violation.h"

namespace duikou {

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

// `path`, which holds the year, must be one of the project's.
std::optional<Violation> CheckProjectYear(int year,
                                          const catalogue::v1::Project& project,
                                          absl::string_view path);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_GIVING_RULES_H_
