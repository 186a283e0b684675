// ProjectMatcher: which projects a ProjectFilter means.
//
// The answer is a set of the conditions that fail, not a yes or no, so that a
// facet can leave its own condition out.
//
//   ProjectMatcher matcher(filter, areas, sectors);
//   if (matcher.Failed(project) == 0) Take(project);
//
// REQUIRES of the filter: the rules of its fields hold.
#ifndef DUIKOU_SERVICES_CATALOGUE_PROJECT_FILTER_H_
#define DUIKOU_SERVICES_CATALOGUE_PROJECT_FILTER_H_

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "services/catalogue/containment.h"

namespace duikou {

// The conditions of a filter, each a bit of a set.
enum class FilterCondition : uint32_t {
  kNone = 0,
  kAreas = 1 << 0,
  kSectors = 1 << 1,
  kStates = 1 << 2,
  kReadiness = 1 << 3,
  kFundKinds = 1 << 4,
  kOpenNeed = 1 << 5,
  kYear = 1 << 6,
  kOtherNeeds = 1 << 7,
  kDemonstrationSite = 1 << 8,
  kResettlementCommunity = 1 << 9,
  kShareable = 1 << 10,
  kAllOrNothing = 1 << 11,
  kRecipients = 1 << 12,
  kPeopleHelped = 1 << 13,
};

// The open need of one kind: the total where nothing is said.
int64_t OpenFen(const catalogue::v1::FundNeed& need);

// The least readiness there is where nothing is said.
catalogue::v1::Project::Readiness ReadinessOf(
    const catalogue::v1::Project& project);

// The sum, or the largest number where it would overflow. REQUIRES: a, b >= 0.
int64_t SaturatingSum(int64_t a, int64_t b);

// Constant after construction.
class ProjectMatcher {
 public:
  ProjectMatcher(const catalogue::v1::ProjectFilter& filter,
                 const Containment& areas, const Containment& sectors);

  // The conditions that do not hold of the project, as a set of bits.
  uint32_t Failed(const catalogue::v1::Project& project) const;

 private:
  bool OpenNeedFits(const catalogue::v1::Project& project) const;
  bool HasAnyOtherNeed(const catalogue::v1::Project& project) const;
  bool NeedsAnyFundKind(const catalogue::v1::Project& project) const;

  const catalogue::v1::ProjectFilter filter_;
  const absl::flat_hash_set<std::string> areas_;
  const absl::flat_hash_set<std::string> sectors_;
  const absl::flat_hash_set<std::string> recipients_;
  const absl::flat_hash_set<std::string> fund_kinds_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_CATALOGUE_PROJECT_FILTER_H_
