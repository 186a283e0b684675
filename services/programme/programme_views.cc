#include "services/programme/programme_views.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/time/time.h"
#include "matcher/base/status_macros.h"
#include "services/rpc/resource_name.h"

namespace duikou {

ProgrammeViews::ProgrammeViews(Store& store)
    : store_(store),
      programmes_follower_(store, std::string(kGlobalPartition), programmes_),
      views_(store, [](absl::string_view programme) {
        return std::make_unique<ProgrammeView>(programme);
      }) {}

absl::StatusOr<std::shared_ptr<ProgrammeView>> ProgrammeViews::Get(
    CallContext& call, absl::string_view programme) {
  ASSIGN_OR_RETURN(std::shared_ptr<ProgrammeView> view,
                   call.WaitWhileAlive([&](absl::Time until) {
                     return views_.Get(programme, call.MinRevision(programme),
                                       until);
                   }));
  RETURN_IF_ERROR(call.WaitWhileAlive([&](absl::Time until) {
    return programmes_follower_.WaitUntil(call.MinRevision(kGlobalPartition),
                                          until);
  }));
  std::shared_ptr<const ProgrammeRecord> record = programmes_.Find(programme);
  if (record == nullptr) {
    // It exists, so the follower is about to learn of it.
    ASSIGN_OR_RETURN(
        const Record stored,
        store_.Get(kGlobalPartition, "programmes", programme, call.limits()));
    RETURN_IF_ERROR(call.WaitWhileAlive([&](absl::Time until) {
      return programmes_follower_.WaitUntil(stored.revision, until);
    }));
    record = programmes_.Find(programme);
  }
  view->SetProgramme(std::move(record));
  return view;
}

bool ProgrammeViews::IsReady(const CallContext& call,
                             absl::string_view programme) const {
  return programmes_follower_.applied() >=
             std::max<Revision>(call.MinRevision(kGlobalPartition), 0) &&
         views_.IsReady(programme, call.MinRevision(programme));
}

}  // namespace duikou
