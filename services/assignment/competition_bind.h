// The second service of the assignment role.
#ifndef DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_BIND_H_
#define DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_BIND_H_

#include "services/programme/programme_views.h"
#include "services/rpc/host.h"

namespace duikou {

// Adds duikou.assignment.v1.CompetitionService. The views outlive its calls.
void BindCompetition(const HostContext& host, ProgrammeViews& programmes,
                     Bindings& bindings);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ASSIGNMENT_COMPETITION_BIND_H_
