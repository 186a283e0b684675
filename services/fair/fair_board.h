// What came of a fair, and the agreement that a meeting leads to. Pure.
#ifndef DUIKOU_SERVICES_FAIR_FAIR_BOARD_H_
#define DUIKOU_SERVICES_FAIR_FAIR_BOARD_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/time/time.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/fair/fair_state.h"

namespace duikou {

// Whether it was signed at this fair: `signed_at` names the fair or one of its
// meetings.
bool IsSignedAt(const progress::v1::Agreement& agreement,
                const std::string& fair_name);

// What people call areas and sectors, by name.
using PlaceNames = absl::flat_hash_map<std::string, type::v1::LocalizedText>;

// `agreements` are those signed at the fair. Each is split over its placements
// to the fen, so that areas add up to the total, and sectors too.
fair::v1::Board BoardOf(const FairState& state,
                        const std::vector<progress::v1::Agreement>& agreements,
                        const PlaceNames& names, bool with_agreements);

// All that is known of what a meeting leads to, signed on the day that it is in
// the fair's time zone, or once the fair is over on that of the meeting.
// `project` may be none.
progress::v1::Agreement AgreementFor(
    const FairState& state, const fair::v1::Meeting& meeting,
    const std::optional<catalogue::v1::Project>& project, absl::Time now);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAIR_BOARD_H_
