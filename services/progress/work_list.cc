#include "services/progress/work_list.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/china_time.h"
#include "services/progress/shown_parties.h"
#include "services/progress/work_items.h"
#include "services/rpc/page_token.h"
#include "services/rpc/read_names.h"
#include "services/rpc/resource_name.h"

namespace duikou {

using catalogue::v1::Programme;
using progress::v1::ListWorkItemsRequest;
using progress::v1::ListWorkItemsResponse;
using progress::v1::WorkItem;
using progress::v1::WorkItemCount;

namespace {

void CountKinds(const std::vector<Work>& found,
                ListWorkItemsResponse& response) {
  absl::btree_map<int, WorkItemCount> counts;
  for (const Work& work : found) {
    WorkItemCount& count = counts[work.kind];
    count.set_kind(work.kind);
    count.set_count(count.count() + 1);
    if (work.escalated) count.set_escalated_count(count.escalated_count() + 1);
  }
  for (const auto& [kind, count] : counts) *response.add_counts() = count;
}

// The page of at most `size` after the position, and how many there are in all.
ListWorkItemsResponse PageOf(const std::vector<Work>& found,
                             const WorkQuery& query,
                             const ListWorkItemsRequest& request,
                             const std::string& after, int size) {
  ListWorkItemsResponse response;
  CountKinds(found, response);
  auto work = found.begin();
  if (!after.empty()) {
    work = std::partition_point(
        found.begin(), found.end(),
        [&after](const Work& work) { return work.Position() <= after; });
  }
  for (; work != found.end(); ++work) {
    if (response.work_items_size() == size) {
      response.set_next_page_token(
          PageToken(request, std::prev(work)->Position()));
      break;
    }
    *response.add_work_items() = EncodeWork(*work, query);
  }
  return response;
}

}  // namespace

absl::StatusOr<ListWorkItemsResponse> WorkList::ListWorkItems(
    CallContext& call, const ListWorkItemsRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), {}));
  ASSIGN_OR_RETURN(const std::string after, PagePosition(request));
  const std::string programme_id(LastId(request.parent()));
  ASSIGN_OR_RETURN(const Programme programme,
                   ReadProgramme(store_, call, programme_id));
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgressView> view,
                   followed_.Get(call, programme_id));
  ASSIGN_OR_RETURN(
      const ShownParties shown,
      ShownParties::Of(call, store_, view->Read([](const ProgressState& state) {
        return state.AllParties();
      })));
  const WorkQuery query{
      .shown = shown,
      .programme = programme,
      .today = ChinaDay(clock_.Now()),
      .unit = request.unit(),
      .kinds = {request.kinds().begin(), request.kinds().end()},
      .escalated_only = request.escalated_only()};
  return view->Read([&](const ProgressState& state) {
    return PageOf(FindWork(state, query), query, request, after, size);
  });
}

}  // namespace duikou
