// ShownParties: what of a programme's progress a call may see, found out once
// for all that has the same supporter and recipient.
//
//   ASSIGN_OR_RETURN(const ShownParties shown,
//                    ShownParties::Of(call, store, state.AllParties()));
//   if (shown.Shows(agreement.supporter(), agreement.recipient())) …
#ifndef DUIKOU_SERVICES_PROGRESS_SHOWN_PARTIES_H_
#define DUIKOU_SERVICES_PROGRESS_SHOWN_PARTIES_H_

#include <string>

#include "absl/container/btree_set.h"
#include "absl/status/statusor.h"
#include "services/progress/progress_state.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou {

// A value.
class ShownParties {
 public:
  // Those of the supporters and recipients of which the call reaches either as
  // its own on that side, as it would an agreement of theirs.
  static absl::StatusOr<ShownParties> Of(CallContext& call, Store& store,
                                         const absl::btree_set<Parties>& all);

  bool Shows(const std::string& supporter, const std::string& recipient) const {
    return all_ || shown_.contains(Parties(supporter, recipient));
  }

 private:
  bool all_ = false;
  absl::btree_set<Parties> shown_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_SHOWN_PARTIES_H_
