#include "services/matching/profile_preview.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/rpc/giving_rules.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

using profiles::v1::CapabilityProfile;

constexpr char kField[] = "profile";

absl::Status NoSuch(absl::string_view list, int i, absl::string_view field,
                    absl::string_view name) {
  return Refused(absl::StatusCode::kInvalidArgument,
                 absl::StrCat(kField, ".", list, "[", i, "].", field),
                 absl::StrCat(name, " 不存在"),
                 absl::StrCat(name, " does not exist"));
}

absl::Status CheckReferences(const CapabilityProfile& profile,
                             const ProgrammeState& state) {
  const NamedTaxonomy& taxonomy = state.taxonomy();
  const std::string programme = absl::StrCat("programmes/", state.id(), "/");
  for (int i = 0; i < profile.strengths_size(); ++i) {
    const std::string& sector = profile.strengths(i).sector();
    if (!absl::StartsWith(sector, programme) ||
        taxonomy.FindSector(LastId(sector)) == kNone) {
      return NoSuch("strengths", i, "sector", sector);
    }
  }
  for (int i = 0; i < profile.preferred_areas_size(); ++i) {
    const std::string& area = profile.preferred_areas(i).area();
    if (!absl::StartsWith(area, programme) ||
        taxonomy.FindArea(LastId(area)) == kNone) {
      return NoSuch("preferred_areas", i, "area", area);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<RankedFor> PreviewOf(const CapabilityProfile& profile,
                                    absl::string_view unit_id, int32_t year,
                                    bool include_dismissed,
                                    const ProgrammeState& state) {
  DUIKOU_CHECK(state.programme() != nullptr) << state.id();
  RankedFor found;
  ASSIGN_OR_RETURN(found.unit, SupportingUnit(unit_id, state));
  RETURN_IF_ERROR(CheckReferences(profile, state));
  RETURN_IF_ERROR(ToStatus(
      CheckProfile(profile, *found.unit->unit, state.programme()->programme),
      kField));
  found.prepared = found.unit->PrepareAs(
      profile, state.taxonomy(),
      {.year = year, .with_dismissals = !include_dismissed});
  return found;
}

}  // namespace duikou
