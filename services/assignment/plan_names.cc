#include "services/assignment/plan_names.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "matcher/base/check.h"
#include "matcher/base/status_macros.h"
#include "services/base/digest.h"
#include "services/rpc/resource_name.h"

namespace duikou {

std::string PlanKey::name() const {
  return absl::StrCat("programmes/", programme, "/annualPlans/", year);
}

absl::StatusOr<PlanKey> ParsePlanName(absl::string_view name,
                                      absl::string_view field) {
  static const auto* const kPattern = new ResourcePattern(kPlanPattern);
  ASSIGN_OR_RETURN(const ResourceKey key, kPattern->ParseKey(name, field));
  return PlanKey{.programme = key.partition, .year = key.id};
}

PlanKey PlanOfChild(absl::string_view name) {
  const std::vector<std::string> parts = absl::StrSplit(name, '/');
  DUIKOU_CHECK(parts.size() == 6 && parts[2] == kPlanCollection) << name;
  return {.programme = parts[1], .year = parts[3]};
}

std::string VersionRecordId(const PlanKey& plan, int number) {
  return absl::StrFormat("%s/%04d", plan.year, number);
}

std::string VersionName(const PlanKey& plan, int number) {
  return absl::StrFormat("%s/versions/%04d", plan.name(), number);
}

std::string ProjectNameOf(absl::string_view programme, absl::string_view id) {
  return absl::StrCat("programmes/", programme, "/projects/", id);
}

std::string UnitNameOf(absl::string_view programme, absl::string_view id) {
  return absl::StrCat("programmes/", programme, "/units/", id);
}

std::string AreaNameOf(absl::string_view programme, absl::string_view id) {
  return absl::StrCat("programmes/", programme, "/areas/", id);
}

std::string ShareIdOf(absl::string_view unit, absl::string_view project,
                      absl::string_view fund_kind) {
  return absl::StrCat(unit, "--", project, "--", fund_kind);
}

std::string CommitmentIdOf(const PlanKey& plan, absl::string_view share_id) {
  return absl::StrCat("plan-", plan.year, "-",
                      absl::BytesToHexString(ValueDigest(share_id)));
}

}  // namespace duikou
