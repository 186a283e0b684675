#include "services/fair/caller_side.h"

#include <optional>

#include "duikou/type/v1/access.pb.h"
#include "matcher/base/status_macros.h"
#include "services/rpc/ownership.h"

namespace duikou {

absl::StatusOr<CallerSide> CallerSideOf(CallContext& call, Store& store,
                                        const google::protobuf::Message& pair) {
  CallerSide caller;
  caller.all = call.reach().all;
  if (caller.all) return caller;
  type::v1::ResourceOwner gives;
  gives.set_supporter("supporter");
  type::v1::ResourceOwner receives;
  receives.set_recipient("recipient");
  ASSIGN_OR_RETURN(const std::optional<Side> giver,
                   ResourceOwners(*pair.GetDescriptor(), gives)
                       .ReachedAsOwn(call, &store, pair));
  ASSIGN_OR_RETURN(const std::optional<Side> receiver,
                   ResourceOwners(*pair.GetDescriptor(), receives)
                       .ReachedAsOwn(call, &store, pair));
  caller.supporter = giver.has_value();
  caller.recipient = receiver.has_value();
  return caller;
}

}  // namespace duikou
