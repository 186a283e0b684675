// CallerSide: for which side of a pair who calls acts.
//
//   ASSIGN_OR_RETURN(const CallerSide who, CallerSideOf(call, store, request));
//   if (!who.ActsFor(request.asked_by())) …
#ifndef DUIKOU_SERVICES_FAIR_CALLER_SIDE_H_
#define DUIKOU_SERVICES_FAIR_CALLER_SIDE_H_

#include "absl/status/statusor.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "google/protobuf/message.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou {

struct CallerSide {
  bool all = false;  // whoever organises acts for both
  bool supporter = false;
  bool recipient = false;

  bool ActsFor(profiles::v1::Side side) const {
    return all || (side == profiles::v1::SIDE_SUPPORTER && supporter) ||
           (side == profiles::v1::SIDE_RECIPIENT && recipient);
  }
  // Of who acts for neither or both, the supporter's.
  profiles::v1::Side side() const {
    return recipient && !supporter ? profiles::v1::SIDE_RECIPIENT
                                   : profiles::v1::SIDE_SUPPORTER;
  }
};

// REQUIRES: `pair` has the fields supporter and recipient, names of units.
absl::StatusOr<CallerSide> CallerSideOf(CallContext& call, Store& store,
                                        const google::protobuf::Message& pair);

inline profiles::v1::Side OtherSide(profiles::v1::Side side) {
  return side == profiles::v1::SIDE_SUPPORTER ? profiles::v1::SIDE_RECIPIENT
                                              : profiles::v1::SIDE_SUPPORTER;
}

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_CALLER_SIDE_H_
