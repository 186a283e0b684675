// AgreementMethods: agreements, their stages and what is said of them. What
// each method promises is in the proto.
//
//   AgreementMethods agreements(store, clock, ids, followed);
//   agreements.AdvanceAgreement(call, request);   // StatusOr<Agreement>
//
// An entry of the ledger checks in its commit that its agreement is there; an
// agreement is deleted first and put back where the ledger, followed up to the
// delete, has entries of it. So neither is ever without the other.
#ifndef DUIKOU_SERVICES_PROGRESS_AGREEMENT_METHODS_H_
#define DUIKOU_SERVICES_PROGRESS_AGREEMENT_METHODS_H_

#include "absl/status/statusor.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "google/protobuf/empty.pb.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/progress/followed_progress.h"
#include "services/rpc/call_context.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class AgreementMethods {
 public:
  // All outlive this.
  AgreementMethods(Store& store, Clock& clock, IdGenerator& ids,
                   FollowedProgress& followed);

  absl::StatusOr<progress::v1::Agreement> GetAgreement(
      CallContext& call, const progress::v1::GetAgreementRequest& request);
  absl::StatusOr<progress::v1::ListAgreementsResponse> ListAgreements(
      CallContext& call, const progress::v1::ListAgreementsRequest& request);
  absl::StatusOr<progress::v1::Agreement> CreateAgreement(
      CallContext& call, const progress::v1::CreateAgreementRequest& request);
  absl::StatusOr<progress::v1::Agreement> UpdateAgreement(
      CallContext& call, const progress::v1::UpdateAgreementRequest& request);
  absl::StatusOr<google::protobuf::Empty> DeleteAgreement(
      CallContext& call, const progress::v1::DeleteAgreementRequest& request);
  absl::StatusOr<progress::v1::CreateAgreementsFromPlanResponse>
  CreateAgreementsFromPlan(
      CallContext& call,
      const progress::v1::CreateAgreementsFromPlanRequest& request);
  absl::StatusOr<progress::v1::Agreement> AdvanceAgreement(
      CallContext& call, const progress::v1::AdvanceAgreementRequest& request);
  absl::StatusOr<progress::v1::Agreement> ReportNews(
      CallContext& call, const progress::v1::ReportNewsRequest& request);

  StandardMethods<progress::v1::Agreement>& methods() { return methods_; }

 private:
  Store& store_;
  const Clock& clock_;
  StandardMethods<progress::v1::Agreement> methods_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_AGREEMENT_METHODS_H_
