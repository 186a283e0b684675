// IndicatorMethods: what is counted besides money. What each method promises is
// in the proto.
//
//   IndicatorMethods indicators(store, clock, ids, followed);
//   indicators.CreateIndicator(call, request);   // StatusOr<Indicator>
#ifndef DUIKOU_SERVICES_PROGRESS_INDICATOR_METHODS_H_
#define DUIKOU_SERVICES_PROGRESS_INDICATOR_METHODS_H_

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
class IndicatorMethods {
 public:
  // All outlive this.
  IndicatorMethods(Store& store, Clock& clock, IdGenerator& ids,
                   FollowedProgress& followed);

  absl::StatusOr<progress::v1::Indicator> GetIndicator(
      CallContext& call, const progress::v1::GetIndicatorRequest& request);
  absl::StatusOr<progress::v1::ListIndicatorsResponse> ListIndicators(
      CallContext& call, const progress::v1::ListIndicatorsRequest& request);
  absl::StatusOr<progress::v1::Indicator> CreateIndicator(
      CallContext& call, const progress::v1::CreateIndicatorRequest& request);
  absl::StatusOr<progress::v1::Indicator> UpdateIndicator(
      CallContext& call, const progress::v1::UpdateIndicatorRequest& request);
  absl::StatusOr<google::protobuf::Empty> DeleteIndicator(
      CallContext& call, const progress::v1::DeleteIndicatorRequest& request);

 private:
  StandardMethods<progress::v1::Indicator> methods_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_INDICATOR_METHODS_H_
