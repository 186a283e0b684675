// Why a version is as it is: for one supporter, for one project.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_PLAN_REASONS_H_
#define DUIKOU_SERVICES_ASSIGNMENT_PLAN_REASONS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "duikou/assignment/v1/assignment_service.pb.h"
#include "services/assignment/plan_versions.h"

namespace duikou {

// By name.
assignment::v1::ExplainSupporterResponse ExplainSupporterIn(
    const assignment::v1::PlanVersion& version, const std::string& supporter);

// `with_others`: also why each supporter is a partner or is not. A project that
// the version was not made from has no reasons.
assignment::v1::ExplainProjectResponse ExplainProjectIn(
    absl::string_view programme, const KeptVersion& kept,
    const std::string& project, bool with_others);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_PLAN_REASONS_H_
