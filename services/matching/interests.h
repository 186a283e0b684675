// Interests: what supporters say they would give to projects, the counties'
// answers, and the thread between them. What each method promises is in the
// proto.
//
//   Interests interests(store, clock, ids);
//   interests.Create(call, request);   // StatusOr<Interest>
//
// What an offer must hold is decided on what is true when it is written. What
// is left of a project's open need is decided on lists, which a commit cannot
// check: two acceptances in the same moment may together go over it.
#ifndef DUIKOU_SERVICES_MATCHING_INTERESTS_H_
#define DUIKOU_SERVICES_MATCHING_INTERESTS_H_

#include "absl/status/statusor.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/rpc/call_context.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class Interests {
 public:
  // `store`, `clock` and `ids` outlive this.
  Interests(Store& store, Clock& clock, IdGenerator& ids);

  absl::StatusOr<matching::v1::Interest> Get(
      CallContext& call, const matching::v1::GetInterestRequest& request);
  absl::StatusOr<matching::v1::ListInterestsResponse> List(
      CallContext& call, const matching::v1::ListInterestsRequest& request);
  absl::StatusOr<matching::v1::Interest> Create(
      CallContext& call, const matching::v1::CreateInterestRequest& request);
  absl::StatusOr<matching::v1::Interest> Update(
      CallContext& call, const matching::v1::UpdateInterestRequest& request);
  absl::StatusOr<matching::v1::Interest> Withdraw(
      CallContext& call, const matching::v1::WithdrawInterestRequest& request);
  absl::StatusOr<matching::v1::Interest> Answer(
      CallContext& call, const matching::v1::AnswerInterestRequest& request);
  absl::StatusOr<matching::v1::Interest> SendMessage(
      CallContext& call,
      const matching::v1::SendInterestMessageRequest& request);

  StandardMethods<matching::v1::Interest>& methods() { return methods_; }

 private:
  Store& store_;
  StandardMethods<matching::v1::Interest> methods_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_INTERESTS_H_
