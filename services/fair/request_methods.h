// RequestMethods: who suits whom, and who asks whom for a meeting. What each
// method promises is in the proto.
//
//   RequestMethods requests(store, clock, ids, fairs, programmes);
//   requests.AnswerMeetingRequest(call, request);  // StatusOr<MeetingRequest>
#ifndef DUIKOU_SERVICES_FAIR_REQUEST_METHODS_H_
#define DUIKOU_SERVICES_FAIR_REQUEST_METHODS_H_

#include "absl/status/statusor.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/fair/fair_methods.h"
#include "services/programme/programme_views.h"
#include "services/rpc/call_context.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class RequestMethods {
 public:
  // All outlive this.
  RequestMethods(Store& store, Clock& clock, IdGenerator& ids,
                 FairMethods& fairs, ProgrammeViews& programmes);

  absl::StatusOr<fair::v1::RankPartnersResponse> RankPartners(
      CallContext& call, const fair::v1::RankPartnersRequest& request);
  absl::StatusOr<fair::v1::MeetingRequest> GetMeetingRequest(
      CallContext& call, const fair::v1::GetMeetingRequestRequest& request);
  absl::StatusOr<fair::v1::ListMeetingRequestsResponse> ListMeetingRequests(
      CallContext& call, const fair::v1::ListMeetingRequestsRequest& request);
  absl::StatusOr<fair::v1::MeetingRequest> CreateMeetingRequest(
      CallContext& call, const fair::v1::CreateMeetingRequestRequest& request);
  absl::StatusOr<fair::v1::MeetingRequest> UpdateMeetingRequest(
      CallContext& call, const fair::v1::UpdateMeetingRequestRequest& request);
  absl::StatusOr<fair::v1::MeetingRequest> AnswerMeetingRequest(
      CallContext& call, const fair::v1::AnswerMeetingRequestRequest& request);
  absl::StatusOr<fair::v1::MeetingRequest> WithdrawMeetingRequest(
      CallContext& call,
      const fair::v1::WithdrawMeetingRequestRequest& request);
  absl::StatusOr<fair::v1::SuggestMeetingsResponse> SuggestMeetings(
      CallContext& call, const fair::v1::SuggestMeetingsRequest& request);
  absl::StatusOr<fair::v1::ReviewPairingResponse> ReviewPairing(
      CallContext& call, const fair::v1::ReviewPairingRequest& request);

  StandardMethods<fair::v1::MeetingRequest>& methods() { return methods_; }

 private:
  // How well both suit each other now, by the year of the fair.
  absl::StatusOr<int32_t> ScoreNow(CallContext& call,
                                   const fair::v1::MeetingRequest& request,
                                   const std::string& fair_name);

  Store& store_;
  const Clock& clock_;
  FairMethods& fairs_;
  ProgrammeViews& programmes_;
  StandardMethods<fair::v1::MeetingRequest> methods_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_REQUEST_METHODS_H_
