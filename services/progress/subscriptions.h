// Subscriptions: what a person wants to be told of, and what is new in it. What
// each method promises is in the proto.
//
//   Subscriptions subscriptions(store, clock, ids, followed);
//   subscriptions.ListNews(call, request);   // StatusOr<ListNewsResponse>
//
// A person sees and changes its own alone, whatever its groups: another's is
// NOT_FOUND.
#ifndef DUIKOU_SERVICES_PROGRESS_SUBSCRIPTIONS_H_
#define DUIKOU_SERVICES_PROGRESS_SUBSCRIPTIONS_H_

#include <string>

#include "absl/status/status.h"
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
class Subscriptions {
 public:
  // Subscriptions that a person may have in a programme.
  static constexpr int kMost = 200;

  // All outlive this.
  Subscriptions(Store& store, Clock& clock, IdGenerator& ids,
                FollowedProgress& followed);

  absl::StatusOr<progress::v1::Subscription> GetSubscription(
      CallContext& call, const progress::v1::GetSubscriptionRequest& request);
  absl::StatusOr<progress::v1::ListSubscriptionsResponse> ListSubscriptions(
      CallContext& call, const progress::v1::ListSubscriptionsRequest& request);
  // RESOURCE_EXHAUSTED beyond kMost.
  absl::StatusOr<progress::v1::Subscription> CreateSubscription(
      CallContext& call,
      const progress::v1::CreateSubscriptionRequest& request);
  absl::StatusOr<google::protobuf::Empty> DeleteSubscription(
      CallContext& call,
      const progress::v1::DeleteSubscriptionRequest& request);
  absl::StatusOr<progress::v1::ListNewsResponse> ListNews(
      CallContext& call, const progress::v1::ListNewsRequest& request);

 private:
  // OK where the caller has room for one more.
  absl::Status CheckRoom(CallContext& call, const std::string& parent);

  Store& store_;
  FollowedProgress& followed_;
  StandardMethods<progress::v1::Subscription> methods_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_SUBSCRIPTIONS_H_
