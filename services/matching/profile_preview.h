// A supporter as it would be with another capability profile, to rank for while
// the profile is being edited. Nothing of it is kept.
#ifndef DUIKOU_SERVICES_MATCHING_PROFILE_PREVIEW_H_
#define DUIKOU_SERVICES_MATCHING_PROFILE_PREVIEW_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "services/matching/ranking_terms.h"
#include "services/programme/programme_state.h"

namespace duikou {

// As SupporterOf(), but that the unit need not have a profile yet.
// INVALID_ARGUMENT naming the path, such as `profile.strengths[1].sector`,
// where the profile could not be written: a sector or area that there is not in
// the programme, or what CheckProfile() refuses. The programme is known.
absl::StatusOr<RankedFor> PreviewOf(
    const profiles::v1::CapabilityProfile& profile, absl::string_view unit_id,
    int32_t year, bool include_dismissed, const ProgrammeState& state);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_PROFILE_PREVIEW_H_
