// The factor method for callers: see matcher/assignment/factor_method.h.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_FACTOR_SPLIT_H_
#define DUIKOU_SERVICES_ASSIGNMENT_FACTOR_SPLIT_H_

#include "absl/status/statusor.h"
#include "duikou/assignment/v1/assignment_service.pb.h"

namespace duikou {

// INVALID_ARGUMENT naming the field where values do not go with the factors, or
// a floor is over its cap. That there is no split is an answer.
absl::StatusOr<assignment::v1::ComputeFactorMethodResponse> SplitAmount(
    const assignment::v1::ComputeFactorMethodRequest& request);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_FACTOR_SPLIT_H_
