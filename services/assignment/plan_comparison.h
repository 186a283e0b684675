// Two versions of a plan side by side.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_PLAN_COMPARISON_H_
#define DUIKOU_SERVICES_ASSIGNMENT_PLAN_COMPARISON_H_

#include "duikou/assignment/v1/assignment_service.pb.h"

namespace duikou {

// Both whole. Pure.
assignment::v1::ComparePlanVersionsResponse CompareVersions(
    const assignment::v1::PlanVersion& from,
    const assignment::v1::PlanVersion& to);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_PLAN_COMPARISON_H_
