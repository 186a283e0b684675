#include "matcher/scorer/criteria.h"

#include <algorithm>

#include "matcher/base/log2.h"

namespace duikou {

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
