// SettlementMethods: the handlers of duikou.progress.v1.SettlementService.
//
//   SettlementMethods settlements(store, clock, ids);
//   settlements.SettleYear(call, request);   // StatusOr<Settlement>
//
// A settlement's figures are computed in the attempt that signs or settles it,
// from what the commit then checks: whatever is written to the account, to its
// quotas or to how the year is assessed makes the attempt begin anew. From the
// commit that settles it on nothing can be added to the account.
#ifndef DUIKOU_SERVICES_PROGRESS_SETTLEMENT_METHODS_H_
#define DUIKOU_SERVICES_PROGRESS_SETTLEMENT_METHODS_H_

#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "duikou/progress/v1/settlement_service.pb.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/progress/ledger_names.h"
#include "services/rpc/call_context.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class SettlementMethods {
 public:
  // `store`, `clock` and `ids` outlive this.
  SettlementMethods(Store& store, Clock& clock, IdGenerator& ids);

  absl::StatusOr<progress::v1::Assessment> GetAssessment(
      CallContext& call, const progress::v1::GetAssessmentRequest& request) {
    return assessments_.Get(call, request);
  }
  absl::StatusOr<progress::v1::ListAssessmentsResponse> ListAssessments(
      CallContext& call, const progress::v1::ListAssessmentsRequest& request) {
    return assessments_.List<progress::v1::ListAssessmentsResponse>(call,
                                                                    request);
  }
  absl::StatusOr<progress::v1::Assessment> CreateAssessment(
      CallContext& call, const progress::v1::CreateAssessmentRequest& request) {
    return assessments_.Create(call, request);
  }
  absl::StatusOr<progress::v1::Assessment> UpdateAssessment(
      CallContext& call, const progress::v1::UpdateAssessmentRequest& request) {
    return assessments_.Update(call, request);
  }

  absl::StatusOr<progress::v1::Settlement> GetSettlement(
      CallContext& call, const progress::v1::GetSettlementRequest& request);
  absl::StatusOr<progress::v1::ListSettlementsResponse> ListSettlements(
      CallContext& call, const progress::v1::ListSettlementsRequest& request);
  absl::StatusOr<progress::v1::Settlement> SignSettlement(
      CallContext& call, const progress::v1::SignSettlementRequest& request);
  absl::StatusOr<progress::v1::Settlement> WithdrawSignature(
      CallContext& call, const progress::v1::WithdrawSignatureRequest& request);
  absl::StatusOr<progress::v1::Settlement> SettleYear(
      CallContext& call, const progress::v1::SettleYearRequest& request);

 private:
  using Change = absl::FunctionRef<absl::Status(
      WriteContext&, const AccountKey&, progress::v1::Settlement&)>;

  // The account of a settlement's name. NOT_FOUND where no supporter or year of
  // the programme is named.
  absl::StatusOr<AccountKey> FindKey(WriteContext& context,
                                     const std::string& name);
  // Writes what `change` makes of the unit's year as it is now.
  absl::StatusOr<progress::v1::Settlement> Write(
      CallContext& call, const std::string& name, const std::string& etag,
      const WriteArguments& arguments, Change change);
  // One attempt of it; the answer has no etag.
  absl::StatusOr<progress::v1::Settlement> WriteIn(WriteContext& context,
                                                   const std::string& name,
                                                   const std::string& etag,
                                                   Change change);
  absl::StatusOr<progress::v1::Settlement> TakeRepeated(
      CallContext& call, const CommitResult& repeated);

  Store& store_;
  Clock& clock_;
  IdGenerator& ids_;
  StandardMethods<progress::v1::Assessment> assessments_;
  StandardMethods<progress::v1::Settlement> settlements_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_SETTLEMENT_METHODS_H_
