// What leaves a fair on paper and screens: agendas, table plans, the public
// screen. Pure.
#ifndef DUIKOU_SERVICES_FAIR_FAIR_OUTPUT_H_
#define DUIKOU_SERVICES_FAIR_FAIR_OUTPUT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/fair/fair_state.h"

namespace duikou {

// The published meetings of the participants, by time; `partner` of each is the
// other side. REQUIRES: they are of the state.
fair::v1::Agenda AgendaOf(
    const FairState& state,
    const std::vector<const fair::v1::Participant*>& participants);

// INVALID_ARGUMENT naming `date` where the fair has no such day.
absl::StatusOr<fair::v1::TablePlan> TablePlanOf(const FairState& state,
                                                const std::string& date,
                                                bool published);

// `date` empty: the day that it is now. A day without meetings is empty.
// INVALID_ARGUMENT naming `date` where it is no day.
absl::StatusOr<fair::v1::Screen> ScreenOf(const FairState& state,
                                          const std::string& date,
                                          absl::Time now);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAIR_OUTPUT_H_
