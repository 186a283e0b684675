// The rules of a fair, of who takes part and of what they ask for, as far as
// the resources themselves show them. Pure.
#ifndef DUIKOU_SERVICES_FAIR_FAIR_RULES_H_
#define DUIKOU_SERVICES_FAIR_FAIR_RULES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/base/violation.h"

namespace duikou {

// No table is in two halls, stands are in halls that there are, the least
// meetings are no more than the most; and CheckSlots().
std::optional<Violation> CheckFair(const fair::v1::Fair& fair);

// Slots that there are, one leader, no person twice.
std::optional<Violation> CheckParticipant(
    const fair::v1::Fair& fair, const fair::v1::Participant& participant);

// What a request or meeting needs of the fair: a session that there is,
// equipment that one table has. `T` is either.
template <typename T>
std::optional<Violation> CheckDemands(const fair::v1::Fair& fair,
                                      const T& demands);

// Both are units, and not the same one.
template <typename T>
std::optional<Violation> CheckTwoSides(const T& pair);

// Ids of tables and slots that `before` has and `after` lacks.
std::vector<std::string> SlotsTakenAway(const fair::v1::Fair& before,
                                        const fair::v1::Fair& after);
std::vector<std::string> TablesTakenAway(const fair::v1::Fair& before,
                                         const fair::v1::Fair& after);

int TableCount(const fair::v1::Fair& fair);

// INVALID_ARGUMENT: `field: there is no "id"`.
absl::Status NoSuch(absl::string_view field, const std::string& id);

// A fair that is over; OK of any other. FAILED_PRECONDITION.
absl::Status CheckNotOver(const fair::v1::Fair& fair);
// FAILED_PRECONDITION where it is not open.
absl::Status CheckOpen(const fair::v1::Fair& fair);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAIR_RULES_H_
