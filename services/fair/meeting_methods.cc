#include "services/fair/meeting_methods.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/caller_side.h"
#include "services/fair/fair_names.h"
#include "services/fair/fair_resources.h"
#include "services/fair/fair_state.h"
#include "services/fair/meeting_moves.h"
#include "services/fair/meeting_resource.h"
#include "services/fair/slot_times.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;
using pb::Meeting;

namespace {

absl::Status NotNow(const Meeting& meeting, std::string zh,
                    absl::string_view en) {
  return Refused(absl::StatusCode::kFailedPrecondition, meeting.name(),
                 std::move(zh), en);
}

absl::Status CheckIsPlanned(const Meeting& meeting) {
  if (meeting.state() == Meeting::STATE_PLANNED) return absl::OkStatus();
  return NotNow(meeting, "不在已安排状态", "is not planned any more");
}

absl::Status SetOutcome(const pb::RecordMeetingRequest& request,
                        Meeting& meeting) {
  if (request.state() == Meeting::STATE_UNSPECIFIED) return absl::OkStatus();
  if (meeting.state() == Meeting::STATE_CANCELLED) {
    return NotNow(meeting, "已取消", "was called off");
  }
  const bool missed = request.state() == Meeting::STATE_MISSED;
  if (missed && !request.supporter_absent() && !request.recipient_absent()) {
    return Refused(absl::StatusCode::kInvalidArgument, "supporter_absent",
                   "请说明哪一方没有到", "say which side did not come");
  }
  if (request.state() == Meeting::STATE_CANCELLED) {
    return Refused(absl::StatusCode::kInvalidArgument, "state",
                   "取消请用 CancelMeeting", "call it off by CancelMeeting");
  }
  const bool held = request.state() == Meeting::STATE_HELD;
  meeting.set_state(request.state());
  meeting.set_supporter_present(held ||
                                (missed && !request.supporter_absent()));
  meeting.set_recipient_present(held ||
                                (missed && !request.recipient_absent()));
  return absl::OkStatus();
}

// Of who writes; an organiser's is the organisers'.
absl::Status SetNote(const CallerSide& caller,
                     const pb::RecordMeetingRequest& request,
                     Meeting& meeting) {
  const std::string& note = request.note();
  if (note.empty() && !request.clear_note()) return absl::OkStatus();
  if (!note.empty() && request.clear_note()) {
    return Refused(absl::StatusCode::kInvalidArgument, "clear_note",
                   "不能与 note 同时填写", "cannot stand beside a note");
  }
  if (caller.all) {
    meeting.set_organiser_note(note);
  } else if (caller.side() == profiles::v1::SIDE_SUPPORTER) {
    meeting.set_supporter_note(note);
  } else {
    meeting.set_recipient_note(note);
  }
  return absl::OkStatus();
}

// The slots of a day; all where none is asked for.
absl::StatusOr<std::vector<std::string>> SlotsOn(Store& store,
                                                 CallContext& call,
                                                 const FairKey& key,
                                                 const std::string& date,
                                                 absl::Time now) {
  std::vector<std::string> slots;
  if (date.empty()) return slots;
  ASSIGN_OR_RETURN(const FairState state, ReadFairState(store, call, key, now));
  for (const pb::Slot& slot : state.fair.slots()) {
    if (slot.date() == date) slots.push_back(slot.id());
  }
  if (!slots.empty()) return slots;
  return Refused(absl::StatusCode::kInvalidArgument, "date",
                 absl::StrCat("洽谈会没有 ", date, " 这一天"),
                 absl::StrCat("the fair has no day ", date));
}

template <typename List, typename Value>
bool IsIn(const List& list, const Value& value) {
  return list.empty() ||
         std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

MeetingMethods::MeetingMethods(Store& store, Clock& clock, IdGenerator& ids)
    : store_(store),
      clock_(clock),
      methods_(store, clock, ids, MeetingResource()) {}

absl::StatusOr<Meeting> MeetingMethods::GetMeeting(
    CallContext& call, const pb::GetMeetingRequest& request) {
  ASSIGN_OR_RETURN(Meeting meeting, methods_.Get(call, request));
  ASSIGN_OR_RETURN(const CallerSide caller,
                   CallerSideOf(call, store_, meeting));
  if (!caller.all && !IsPublished(meeting)) {
    return DoesNotExist("", request.name());
  }
  ShowPublished(caller, meeting);
  return meeting;
}

absl::StatusOr<pb::ListMeetingsResponse> MeetingMethods::ListMeetings(
    CallContext& call, const pb::ListMeetingsRequest& request) {
  ASSIGN_OR_RETURN(const std::vector<std::string> slots,
                   SlotsOn(store_, call, FairOf(request.parent()),
                           request.date(), clock_.Now()));
  const bool all = call.reach().all;
  const auto keep = [&](const Meeting& meeting) {
    return (all || IsPublished(meeting)) &&
           (request.unit().empty() || meeting.supporter() == request.unit() ||
            meeting.recipient() == request.unit()) &&
           IsIn(slots, all ? meeting.slot() : meeting.published_slot()) &&
           IsIn(request.states(), meeting.state());
  };
  ASSIGN_OR_RETURN(auto response, methods_.List<pb::ListMeetingsResponse>(
                                      call, request, keep));
  for (Meeting& meeting : *response.mutable_meetings()) {
    ASSIGN_OR_RETURN(const CallerSide caller,
                     CallerSideOf(call, store_, meeting));
    ShowPublished(caller, meeting);
  }
  return response;
}

absl::StatusOr<pb::CheckTimetableResponse> MeetingMethods::CheckTimetable(
    CallContext& call, const pb::CheckTimetableRequest& request) {
  ASSIGN_OR_RETURN(
      const FairState state,
      ReadFairState(store_, call, FairOf(request.name()), clock_.Now()));
  ASSIGN_OR_RETURN(std::vector<pb::Fault> faults,
                   FaultsOf(state, state.meetings));
  pb::CheckTimetableResponse response;
  for (pb::Fault& fault : faults) {
    response.set_blocking(response.blocking() +
                          (fault.severity() == pb::Fault::SEVERITY_BLOCKS));
    *response.add_faults() = std::move(fault);
  }
  return response;
}

absl::StatusOr<pb::MoveMeetingResponse> MeetingMethods::MoveMeeting(
    CallContext& call, const pb::MoveMeetingRequest& request) {
  // What changed is told with the etag, which is looked at here.
  pb::MoveMeetingRequest seen = request;
  seen.clear_etag();
  pb::MoveMeetingResponse response;
  bool moved = false;
  const auto change = [&](WriteContext& context,
                          Meeting& meeting) -> absl::Status {
    const FairKey key = FairOf(meeting.name());
    ASSIGN_OR_RETURN(const Record record,
                     store_.Get(context.partition(), kMeetingCollection,
                                key.RecordId(PairId(meeting.supporter(),
                                                    meeting.recipient())),
                                call.limits()));
    RETURN_IF_ERROR(CheckMeetingEtag(request.etag(), record.revision, meeting));
    RETURN_IF_ERROR(CheckIsPlanned(meeting));
    RETURN_IF_ERROR(TouchBook(context, key.fair));
    ASSIGN_OR_RETURN(const FairState state,
                     ReadFairState(store_, call, key, clock_.Now()));
    moved = true;
    return Move(state, request, meeting, response);
  };
  ASSIGN_OR_RETURN(*response.mutable_meeting(),
                   methods_.Change(call, seen, change));
  if (moved) return response;
  // A repetition: what breaks now.
  ASSIGN_OR_RETURN(
      const FairState state,
      ReadFairState(store_, call, FairOf(request.name()), clock_.Now()));
  ASSIGN_OR_RETURN(std::vector<pb::Fault> faults,
                   FaultsOf(state, state.meetings));
  response.mutable_faults()->Assign(faults.begin(), faults.end());
  return response;
}

absl::StatusOr<Meeting> MeetingMethods::CreateMeeting(
    CallContext& call, const pb::CreateMeetingRequest& request) {
  return methods_.Create(call, request);
}

absl::StatusOr<Meeting> MeetingMethods::CancelMeeting(
    CallContext& call, const pb::CancelMeetingRequest& request) {
  return methods_.Change(call, request,
                         [&](WriteContext&, Meeting& meeting) -> absl::Status {
                           RETURN_IF_ERROR(CheckIsPlanned(meeting));
                           meeting.set_state(Meeting::STATE_CANCELLED);
                           meeting.set_cancel_reason(request.reason());
                           meeting.clear_slot();
                           meeting.clear_table();
                           meeting.clear_pinned();
                           return absl::OkStatus();
                         });
}

absl::StatusOr<Meeting> MeetingMethods::RecordMeeting(
    CallContext& call, const pb::RecordMeetingRequest& request) {
  std::optional<CallerSide> who;
  const auto change = [&](WriteContext&, Meeting& meeting) -> absl::Status {
    ASSIGN_OR_RETURN(const CallerSide caller,
                     CallerSideOf(call, store_, meeting));
    if (!caller.all && !IsPublished(meeting)) {
      return DoesNotExist("", request.name());
    }
    who = caller;
    RETURN_IF_ERROR(SetNote(caller, request, meeting));
    return SetOutcome(request, meeting);
  };
  ASSIGN_OR_RETURN(Meeting meeting, methods_.Change(call, request, change));
  if (!who) {
    ASSIGN_OR_RETURN(who, CallerSideOf(call, store_, meeting));
  }
  ShowPublished(*who, meeting);
  return meeting;
}

}  // namespace duikou
