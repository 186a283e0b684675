// Names of what the role assignment keeps, and where its records lie.
//
//   ASSIGN_OR_RETURN(PlanKey plan, ParsePlanName(request.name(), "name"));
//   VersionName(plan, 3);   // programmes/hubei/annualPlans/2015/versions/0003
//
// Collections: annualPlans, versions, runs, shares (resources), and
// planEvidence, by the ids of versions, which no method sends. Runs and
// evidence stay out of the feed.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_PLAN_NAMES_H_
#define DUIKOU_SERVICES_ASSIGNMENT_PLAN_NAMES_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace duikou {

inline constexpr char kPlanCollection[] = "annualPlans";
inline constexpr char kVersionCollection[] = "versions";
inline constexpr char kRunCollection[] = "runs";
inline constexpr char kShareCollection[] = "shares";
inline constexpr char kEvidenceCollection[] = "planEvidence";
inline constexpr char kPlanPattern[] =
    "programmes/{programme}/annualPlans/{year}";
inline constexpr char kVersionPattern[] =
    "programmes/{programme}/annualPlans/{year}/versions/{version}";
inline constexpr char kRunPattern[] =
    "programmes/{programme}/annualPlans/{year}/runs/{run}";
inline constexpr char kSharePattern[] =
    "programmes/{programme}/annualPlans/{year}/shares/{share}";

struct PlanKey {
  std::string programme;  // ids
  std::string year;

  std::string name() const;
};

// INVALID_ARGUMENT naming `field` where `name` is none of a plan.
absl::StatusOr<PlanKey> ParsePlanName(absl::string_view name,
                                      absl::string_view field);

// The plan of something below it. REQUIRES: the name of a version, run or
// share.
PlanKey PlanOfChild(absl::string_view name);

// The id of a version's record: `2015/0003`.
std::string VersionRecordId(const PlanKey& plan, int number);
std::string VersionName(const PlanKey& plan, int number);

std::string ProjectNameOf(absl::string_view programme, absl::string_view id);
std::string UnitNameOf(absl::string_view programme, absl::string_view id);
std::string AreaNameOf(absl::string_view programme, absl::string_view id);

// `{unit}--{project}--{fund_kind}` of the ids.
std::string ShareIdOf(absl::string_view unit, absl::string_view project,
                      absl::string_view fund_kind);
// The same for each plan and share; short enough for an id of its own.
std::string CommitmentIdOf(const PlanKey& plan, absl::string_view share_id);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_PLAN_NAMES_H_
