// FairMethods: fairs and who takes part in them. What each method promises is
// in the proto.
//
//   FairMethods fairs(store, clock, ids);
//   fairs.OpenFair(call, request);   // StatusOr<Fair>
#ifndef DUIKOU_SERVICES_FAIR_FAIR_METHODS_H_
#define DUIKOU_SERVICES_FAIR_FAIR_METHODS_H_

#include "absl/status/statusor.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/rpc/call_context.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class FairMethods {
 public:
  // All outlive this.
  FairMethods(Store& store, Clock& clock, IdGenerator& ids);

  absl::StatusOr<fair::v1::ListFairsResponse> ListFairs(
      CallContext& call, const fair::v1::ListFairsRequest& request);
  // What only the server writes stays as it is.
  absl::StatusOr<fair::v1::Fair> UpdateFair(
      CallContext& call, const fair::v1::UpdateFairRequest& request);
  absl::StatusOr<fair::v1::Fair> OpenFair(
      CallContext& call, const fair::v1::OpenFairRequest& request);
  absl::StatusOr<fair::v1::Fair> CloseFair(
      CallContext& call, const fair::v1::CloseFairRequest& request);
  absl::StatusOr<fair::v1::ListParticipantsResponse> ListParticipants(
      CallContext& call, const fair::v1::ListParticipantsRequest& request);
  absl::StatusOr<fair::v1::Participant> CheckInParticipant(
      CallContext& call, const fair::v1::CheckInParticipantRequest& request);
  absl::StatusOr<fair::v1::AssignStandsResponse> AssignStands(
      CallContext& call, const fair::v1::AssignStandsRequest& request);

  StandardMethods<fair::v1::Fair>& fairs() { return fairs_; }
  StandardMethods<fair::v1::Participant>& participants() {
    return participants_;
  }

 private:
  Store& store_;
  const Clock& clock_;
  StandardMethods<fair::v1::Fair> fairs_;
  StandardMethods<fair::v1::Participant> participants_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_FAIR_METHODS_H_
