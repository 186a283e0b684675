// Suggests a capability profile from a unit's past projects, and writes the
// answer of SuggestCapabilityProfile.
#ifndef DUIKOU_SERVICES_MATCHING_SUGGEST_PROFILE_H_
#define DUIKOU_SERVICES_MATCHING_SUGGEST_PROFILE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "services/programme/programme_state.h"

namespace duikou {

// `present` is the unit's profile with its etag, or empty where it has none;
// `through_year` 0: all past projects. FAILED_PRECONDITION where there are none
// of the unit. REQUIRES: the unit is there. The profile holds to the rules of
// profiles: at most 200 entries, kinds of funds that the unit may give, usual
// sizes within the least and the most it has stated.
absl::StatusOr<matching::v1::SuggestCapabilityProfileResponse>
SuggestProfileFor(const UnitFacts& unit,
                  const profiles::v1::CapabilityProfile& present,
                  int32_t through_year, const ProgrammeState& state);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_SUGGEST_PROFILE_H_
