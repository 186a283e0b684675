// How a year is assessed, as the standard methods take it.
#ifndef DUIKOU_SERVICES_PROGRESS_ASSESSMENT_RESOURCE_H_
#define DUIKOU_SERVICES_PROGRESS_ASSESSMENT_RESOURCE_H_

#include "duikou/progress/v1/settlement_service.pb.h"
#include "services/rpc/standard_methods.h"

namespace duikou {

// The id is a year of the programme. Once a unit's year is settled by it, or by
// the defaults for want of one, items, carry and order of sources stay.
Resource<progress::v1::Assessment> AssessmentResource();

// What makes the assessment of the year stay, for the commit that settles a
// unit's year. `settlement` is its name.
absl::Status KeepAssessment(WriteContext& context, int year,
                            const std::string& settlement);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_ASSESSMENT_RESOURCE_H_
