#include "services/matching/suggest_profile.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "matcher/learning/profile_suggestion.h"
#include "services/base/violation.h"
#include "services/matching/choice_records.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using profiles::v1::CapabilityProfile;
using profiles::v1::Giving;

// As the rules of a profile state it.
constexpr size_t kMostEntries = 200;

absl::Status NoPastProjects(const UnitFacts& unit, int32_t through_year) {
  const std::string until_zh =
      through_year == 0 ? "" : absl::StrCat(through_year, " 年及以前");
  const std::string until =
      through_year == 0 ? "" : absl::StrCat(" up to ", through_year);
  return Refused(
      absl::StatusCode::kFailedPrecondition, "",
      absl::StrCat(unit.name, " ", until_zh, "没有承诺或已完成的合作"),
      absl::StrCat(unit.name, " has no commitments and no finished cooperation",
                   until, " to suggest a profile from"));
}

pb::SuggestionReason ReasonFor(const std::string& subject, int32_t projects,
                               int32_t of, int32_t base_bp) {
  pb::SuggestionReason reason;
  reason.set_subject(subject);
  reason.set_project_count(projects);
  reason.set_share_bp(
      static_cast<int32_t>(int64_t{10'000} * projects / std::max(of, 1)));
  reason.set_base_share_bp(base_bp);
  return reason;
}

// The giving of a kind, added where there is none.
Giving& GivingOf(const std::string& kind, CapabilityProfile& profile) {
  for (Giving& giving : *profile.mutable_givings()) {
    if (giving.fund_kind() == kind) return giving;
  }
  Giving& added = *profile.add_givings();
  added.set_fund_kind(kind);
  return added;
}

void AddSizes(const UnitFacts& unit, const ProfileSuggestion& suggestion,
              const NamedTaxonomy& taxonomy,
              pb::SuggestCapabilityProfileResponse& out) {
  for (FundKindIndex kind = 0; kind < taxonomy.fund_kind_count(); ++kind) {
    const std::optional<SuggestedSize>& size = suggestion.sizes[kind];
    if (!size.has_value() || !taxonomy.MayGive(kind, unit.unit->kind())) {
      continue;
    }
    Giving& giving =
        GivingOf(taxonomy.fund_kind(kind), *out.mutable_capability_profile());
    int64_t usual = std::max(size->usual.fen(), giving.least_fen());
    if (giving.most_fen() > 0) usual = std::min(usual, giving.most_fen());
    giving.set_usual_fen(usual);
    pb::SizeReason& reason = *out.add_size_reasons();
    reason.set_fund_kind(taxonomy.fund_kind(kind));
    reason.set_project_count(size->projects);
    reason.set_median_fen(size->median.fen());
  }
}

void AddSectors(const ProfileSuggestion& suggestion,
                const NamedTaxonomy& taxonomy,
                pb::SuggestCapabilityProfileResponse& out) {
  CapabilityProfile& profile = *out.mutable_capability_profile();
  profile.clear_strengths();
  const size_t count = std::min(suggestion.strengths.size(), kMostEntries);
  for (size_t i = 0; i < count; ++i) {
    const SuggestedStrength& suggested = suggestion.strengths[i];
    profiles::v1::Strength& added = *profile.add_strengths();
    added.set_sector(taxonomy.sector_name(suggested.sector));
    added.set_strength(suggested.strength);
    *out.add_strength_reasons() =
        ReasonFor(added.sector(), suggested.projects, suggestion.projects,
                  suggested.base_bp);
  }
}

void AddAreas(const ProfileSuggestion& suggestion,
              const NamedTaxonomy& taxonomy,
              pb::SuggestCapabilityProfileResponse& out) {
  CapabilityProfile& profile = *out.mutable_capability_profile();
  profile.clear_preferred_areas();
  const size_t count = std::min(suggestion.areas.size(), kMostEntries);
  for (size_t i = 0; i < count; ++i) {
    const SuggestedArea& suggested = suggestion.areas[i];
    profiles::v1::AreaPreference& added = *profile.add_preferred_areas();
    added.set_area(taxonomy.area_name(suggested.area));
    added.set_preference(suggested.preference);
    *out.add_area_reasons() = ReasonFor(added.area(), suggested.projects,
                                        suggestion.projects, suggested.base_bp);
  }
}

}  // namespace

absl::StatusOr<pb::SuggestCapabilityProfileResponse> SuggestProfileFor(
    const UnitFacts& unit, const CapabilityProfile& present,
    int32_t through_year, const ProgrammeState& state) {
  const PastProjects past = PastProjectsOf(state, through_year);
  const int32_t number = past.units.at(unit.id);
  const ProfileSuggestion suggestion = SuggestProfile(number, past.projects);
  if (suggestion.projects == 0) return NoPastProjects(unit, through_year);

  pb::SuggestCapabilityProfileResponse response;
  CapabilityProfile& profile = *response.mutable_capability_profile();
  profile = present;
  profile.set_name(
      absl::StrCat("programmes/", state.id(), "/profiles/", unit.id));
  profile.set_unit(unit.name);
  profile.set_suggested_through_year(past.years[number].last);
  AddSectors(suggestion, state.taxonomy(), response);
  AddAreas(suggestion, state.taxonomy(), response);
  AddSizes(unit, suggestion, state.taxonomy(), response);
  response.set_project_count(suggestion.projects);
  response.set_first_year(past.years[number].first);
  response.set_last_year(past.years[number].last);
  return response;
}

}  // namespace duikou
