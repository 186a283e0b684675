// MeetingMethods: the meetings of a fair and where they are. What each method
// promises is in the proto.
//
//   MeetingMethods meetings(store, clock, ids);
//   meetings.MoveMeeting(call, request);   // StatusOr<MoveMeetingResponse>
#ifndef DUIKOU_SERVICES_FAIR_MEETING_METHODS_H_
#define DUIKOU_SERVICES_FAIR_MEETING_METHODS_H_

#include "absl/status/statusor.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/base/clock.h"
#include "services/base/id_generator.h"
#include "services/rpc/call_context.h"
#include "services/rpc/standard_methods.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe.
class MeetingMethods {
 public:
  // All outlive this.
  MeetingMethods(Store& store, Clock& clock, IdGenerator& ids);

  absl::StatusOr<fair::v1::Meeting> GetMeeting(
      CallContext& call, const fair::v1::GetMeetingRequest& request);
  absl::StatusOr<fair::v1::ListMeetingsResponse> ListMeetings(
      CallContext& call, const fair::v1::ListMeetingsRequest& request);
  absl::StatusOr<fair::v1::CheckTimetableResponse> CheckTimetable(
      CallContext& call, const fair::v1::CheckTimetableRequest& request);
  absl::StatusOr<fair::v1::MoveMeetingResponse> MoveMeeting(
      CallContext& call, const fair::v1::MoveMeetingRequest& request);
  absl::StatusOr<fair::v1::Meeting> CreateMeeting(
      CallContext& call, const fair::v1::CreateMeetingRequest& request);
  absl::StatusOr<fair::v1::Meeting> CancelMeeting(
      CallContext& call, const fair::v1::CancelMeetingRequest& request);
  absl::StatusOr<fair::v1::Meeting> RecordMeeting(
      CallContext& call, const fair::v1::RecordMeetingRequest& request);

  StandardMethods<fair::v1::Meeting>& methods() { return methods_; }

 private:
  Store& store_;
  const Clock& clock_;
  StandardMethods<fair::v1::Meeting> methods_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_MEETING_METHODS_H_
