// What an interest must hold beyond the annotations of its proto, and how its
// thread grows.
//
//   RETURN_IF_ERROR(context.Invalid(
//       CheckOffer(interest, unit, project, *programme)));
//   RETURN_IF_ERROR(AddToThread(message, interest));
#ifndef DUIKOU_SERVICES_MATCHING_INTEREST_RULES_H_
#define DUIKOU_SERVICES_MATCHING_INTEREST_RULES_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/status/status.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "services/base/violation.h"
#include "services/programme/unit_facts.h"

namespace duikou {

inline constexpr int kMostInterestMessages = 200;

// A supporter, another unit's project, a year of the programme and of the
// project; something is offered, and of each fund kind what the project needs,
// the unit may give and the stated open need and least share allow. `unit` and
// `project` are those that the interest names.
std::optional<Violation> CheckOffer(const matching::v1::Interest& interest,
                                    const profiles::v1::Unit& unit,
                                    const catalogue::v1::Project& project,
                                    const catalogue::v1::Programme& programme);

// Whether both offer the same in the same year.
bool SameOffer(const matching::v1::Interest& a,
               const matching::v1::Interest& b);

// FAILED_PRECONDITION naming the fund kind where accepting the interest would
// promise more to the project than its stated open need. `others` are all
// promises to the project, by the supporters' names, as they stand before; what
// they exceed already is no reason to refuse one that adds nothing.
absl::Status CheckLeftFor(const matching::v1::Interest& interest,
                          const catalogue::v1::Project& project,
                          absl::btree_map<std::string, Promises> others);

// Puts a message at the end of the thread. Where that is full, a change of the
// state without a text goes unsaid, and anything else is RESOURCE_EXHAUSTED.
absl::Status AddToThread(const matching::v1::InterestMessage& message,
                         matching::v1::Interest& interest);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_INTEREST_RULES_H_
