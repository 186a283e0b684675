// WorkList: what is overdue or waits for somebody. What the method promises is
// in the proto, what counts as overdue in work_items.h.
//
//   WorkList work_list(store, clock, followed);
//   work_list.ListWorkItems(call, request);   // StatusOr<Response>
#ifndef DUIKOU_SERVICES_PROGRESS_WORK_LIST_H_
#define DUIKOU_SERVICES_PROGRESS_WORK_LIST_H_

#include "absl/status/statusor.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/base/clock.h"
#include "services/progress/followed_progress.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class WorkList {
 public:
  // All outlive this.
  WorkList(Store& store, const Clock& clock, FollowedProgress& followed)
      : store_(store), clock_(clock), followed_(followed) {}

  absl::StatusOr<progress::v1::ListWorkItemsResponse> ListWorkItems(
      CallContext& call, const progress::v1::ListWorkItemsRequest& request);

 private:
  Store& store_;
  const Clock& clock_;
  FollowedProgress& followed_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_WORK_LIST_H_
