// OutputMethods: agendas, table plans, the public screen, what is signed. What
// each method promises is in the proto.
//
//   OutputMethods output(store, clock, fairs, meetings);
//   output.GetAgenda(call, request);   // StatusOr<Agenda>
#ifndef DUIKOU_SERVICES_FAIR_OUTPUT_METHODS_H_
#define DUIKOU_SERVICES_FAIR_OUTPUT_METHODS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/base/clock.h"
#include "services/fair/fair_methods.h"
#include "services/fair/fair_state.h"
#include "services/fair/meeting_methods.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class OutputMethods {
 public:
  // All outlive this.
  OutputMethods(Store& store, const Clock& clock, FairMethods& fairs,
                MeetingMethods& meetings)
      : store_(store), clock_(clock), fairs_(fairs), meetings_(meetings) {}

  absl::StatusOr<fair::v1::Agenda> GetAgenda(
      CallContext& call, const fair::v1::GetAgendaRequest& request);
  absl::StatusOr<fair::v1::TablePlan> GetTablePlan(
      CallContext& call, const fair::v1::GetTablePlanRequest& request);
  absl::StatusOr<fair::v1::Screen> GetScreen(
      CallContext& call, const fair::v1::GetScreenRequest& request);
  absl::StatusOr<fair::v1::DraftAgreementResponse> DraftAgreement(
      CallContext& call, const fair::v1::DraftAgreementRequest& request);
  absl::StatusOr<fair::v1::Board> GetBoard(
      CallContext& call, const fair::v1::GetBoardRequest& request);

 private:
  // Those whose meetings the person has to be in, as far as the call sees them.
  absl::StatusOr<std::vector<const fair::v1::Participant*>> LedBy(
      CallContext& call, const FairState& state,
      const fair::v1::Participant& participant, const std::string& delegate);

  Store& store_;
  const Clock& clock_;
  FairMethods& fairs_;
  MeetingMethods& meetings_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_OUTPUT_METHODS_H_
