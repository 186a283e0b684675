#include "services/progress/shown_parties.h"

#include "duikou/progress/v1/progress_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/rpc/ownership.h"

namespace duikou {

using progress::v1::Agreement;

absl::StatusOr<ShownParties> ShownParties::Of(
    CallContext& call, Store& store, const absl::btree_set<Parties>& all) {
  ShownParties shown;
  shown.all_ = call.reach().all;
  if (shown.all_) return shown;
  const ResourceOwners owners(*Agreement::descriptor());
  for (const Parties& parties : all) {
    Agreement agreement;
    agreement.set_supporter(parties.first);
    agreement.set_recipient(parties.second);
    ASSIGN_OR_RETURN(const bool reached,
                     owners.Reached(call, store, agreement));
    if (reached) shown.shown_.insert(parties);
  }
  return shown;
}

}  // namespace duikou
