#include "matcher/scorer/criteria.h"

#include <algorithm>

#include "matcher/base/log2.h"

namespace duikou {

int32_t SectorCriterion::Value(const PreparedSupporter& s, SectorIndex sector) {
  if (s.strength(sector) != kNone) return kPerPoint * s.strength(sector);
  const SectorIndex strongest = s.strongest_in_family(sector);
  return strongest == kNone ? 0 : kPerPointInFamily * s.strength(strongest);
}

int32_t RegionCriterion::Value(const PreparedSupporter& s, AreaIndex area) {
  // PreparedSupporter finds the first of these that holds.
  static_assert(kPaired > kSamePrefecture && kSamePrefecture > kSameGroup &&
                kSameGroup > kPerPreferencePoint * kMaxStrength);
  const PreparedSupporter::AreaTie& tie = s.area_tie(area);
  switch (tie.tie) {
    case PreparedSupporter::Tie::kPaired:
      return kPaired;
    case PreparedSupporter::Tie::kPrefecture:
      return kSamePrefecture;
    case PreparedSupporter::Tie::kGroup:
      return kSameGroup;
    case PreparedSupporter::Tie::kPreferred:
      return kPerPreferencePoint * tie.strength;
    case PreparedSupporter::Tie::kNone:
      break;
  }
  return 0;
}

int32_t StandingCriterion::Value(const Project& project) {
  return (project.demonstration_site ? kDemonstrationSite : 0) +
         (project.resettlement_community ? kResettlementCommunity : 0) +
         PeoplePoints(project) +
         kPerReadinessStep * static_cast<int32_t>(project.readiness);
}

int64_t StandingCriterion::PeopleReached(const Project& project) {
  return project.people_helped + project.jobs + project.training_places;
}

int32_t StandingCriterion::PeoplePoints(const Project& project) {
  return std::min(
      kMostForPeople,
      kPeoplePerOctave * Log2(1 + PeopleReached(project)) / kOctave);
}

}  // namespace duikou
