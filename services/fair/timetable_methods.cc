#include "services/fair/timetable_methods.h"

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/container/btree_set.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "matcher/base/status_macros.h"
#include "matcher/fair/timetable.h"
#include "services/base/violation.h"
#include "services/fair/caller_side.h"
#include "services/fair/fair_names.h"
#include "services/fair/fair_repair.h"
#include "services/fair/fair_resources.h"
#include "services/fair/fair_rules.h"
#include "services/fair/fair_run_records.h"
#include "services/fair/fair_state.h"
#include "services/fair/fault_words.h"
#include "services/fair/meeting_changes.h"
#include "services/fair/meeting_moves.h"
#include "services/fair/preview_token.h"
#include "services/fair/timetable_input.h"
#include "services/rpc/page_token.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;
using pb::Fair;
using pb::Meeting;
using pb::MeetingChange;
using pb::Participant;

namespace {

void PutMeeting(WriteContext& context, const FairState& state, int number) {
  Meeting meeting = state.meetings[number];
  meeting.clear_etag();
  meeting.set_last_editor(context.call().actor());
  *meeting.mutable_update_time() = ToProto(context.now());
  context.Add(Mutation::Put(
      kMeetingCollection, state.key.RecordId(LastId(meeting.name())),
      meeting.SerializeAsString(),
      Expectation::Exactly(state.meeting_revisions[number])));
}

absl::Status PutAbsent(WriteContext& context,
                       const pb::RepairTimetableRequest& request,
                       const FairState& state) {
  absl::btree_set<std::string> units;
  for (const pb::Absence& absence : request.absences()) {
    units.insert(absence.unit());
  }
  for (const std::string& unit : units) {
    const Participant& absent = *state.FindParticipant(unit);
    const std::string id = state.key.RecordId(LastId(unit));
    ASSIGN_OR_RETURN(const Record* record,
                     context.FindRecord(kParticipantCollection, id));
    // As it is now, which may be later than what was read.
    Participant participant;
    if (record == nullptr || !participant.ParseFromString(record->value)) {
      return DoesNotExist("", absent.name());
    }
    participant.set_attendance(absent.attendance());
    *participant.mutable_missed_slots() = absent.missed_slots();
    *participant.mutable_update_time() = ToProto(context.now());
    context.Add(Mutation::Put(kParticipantCollection, id,
                              participant.SerializeAsString(),
                              Expectation::Exactly(record->revision)));
  }
  return absl::OkStatus();
}

absl::Status CheckMayPublish(const pb::PublishTimetableRequest& request,
                             const FairState& state,
                             const std::vector<MeetingChange>& changes) {
  if (changes.empty()) {
    return Refused(absl::StatusCode::kFailedPrecondition, request.name(),
                   "自上次发布以来没有变化",
                   "nothing has changed since it was published last");
  }
  if (request.force()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<pb::Fault> faults,
                   FaultsOf(state, state.meetings));
  if (faults.empty() ||
      faults.front().severity() != pb::Fault::SEVERITY_BLOCKS) {
    return absl::OkStatus();
  }
  return Refused(
      absl::StatusCode::kFailedPrecondition, request.name(),
      absl::StrCat("不能发布：", faults.front().text().zh()),
      absl::StrCat("cannot be published: ", faults.front().text().en()));
}

// All that has a place, by slot, then table.
void AddPlaced(const TimetableInput& input, pb::Timetable& version) {
  std::vector<pb::PlacedMeeting> placed;
  int32_t not_placed = 0;
  for (const Meeting& meeting : input.meetings) {
    if (meeting.slot().empty()) {
      ++not_placed;
      continue;
    }
    pb::PlacedMeeting& each = placed.emplace_back();
    each.set_meeting(meeting.name());
    each.set_supporter(meeting.supporter());
    each.set_recipient(meeting.recipient());
    each.set_slot(meeting.slot());
    each.set_table(meeting.table());
  }
  std::sort(placed.begin(), placed.end(),
            [&](const pb::PlacedMeeting& a, const pb::PlacedMeeting& b) {
              return std::tuple(input.slots.IndexOf(a.slot()),
                                input.TableOf(a.table()), a.meeting()) <
                     std::tuple(input.slots.IndexOf(b.slot()),
                                input.TableOf(b.table()), b.meeting());
            });
  version.mutable_meetings()->Assign(placed.begin(), placed.end());
  version.set_not_placed(not_placed);
}

absl::StatusOr<pb::Timetable> MakeVersion(WriteContext& context,
                                          const FairState& state,
                                          const std::string& reason,
                                          std::vector<MeetingChange> changes) {
  ASSIGN_OR_RETURN(const TimetableInput input,
                   MakeTimetableInput(state, state.meetings));
  ASSIGN_OR_RETURN(const int32_t number, NextVersion(context, state.key.fair));
  pb::Timetable version;
  version.set_name(
      state.key.NameOf(kTimetableCollection, absl::StrFormat("%04d", number)));
  version.set_reason(reason);
  version.set_author(context.call().actor());
  AddPlaced(input, version);
  version.mutable_changes()->Assign(changes.begin(), changes.end());
  version.set_breaks(
      static_cast<int32_t>(BreaksOf(input.problem, PlacementsOf(input))));
  *version.mutable_create_time() = ToProto(context.now());
  *version.mutable_update_time() = version.create_time();
  return version;
}

void MarkPublished(WriteContext& context, FairState& state) {
  for (size_t i = 0; i < state.meetings.size(); ++i) {
    Meeting& meeting = state.meetings[i];
    if (meeting.published_slot() == meeting.slot() &&
        meeting.published_table() == meeting.table()) {
      continue;
    }
    meeting.set_published_slot(meeting.slot());
    meeting.set_published_table(meeting.table());
    PutMeeting(context, state, static_cast<int>(i));
  }
}

// Whom the reader of a notice meets; of one who organises the fair, both.
type::v1::LocalizedText PartnerText(const FairState& state,
                                    const CallerSide& caller,
                                    const MeetingChange& change) {
  const auto name_of = [&](const std::string& unit) {
    const Participant* found = state.FindParticipant(unit);
    return found == nullptr ? type::v1::LocalizedText() : found->display_name();
  };
  const type::v1::LocalizedText supporter = name_of(change.supporter());
  const type::v1::LocalizedText recipient = name_of(change.recipient());
  if (!caller.all) return caller.supporter ? recipient : supporter;
  type::v1::LocalizedText both;
  both.set_zh(absl::StrCat(supporter.zh(), "、", recipient.zh()));
  both.set_en(absl::StrCat(
      supporter.en().empty() ? supporter.zh() : supporter.en(), ", ",
      recipient.en().empty() ? recipient.zh() : recipient.en()));
  return both;
}

pb::Notice NoticeOf(const FairState& state, const pb::Timetable& version,
                    const CallerSide& caller, const MeetingChange& change) {
  pb::Notice notice;
  notice.set_timetable(version.name());
  *notice.mutable_create_time() = version.create_time();
  *notice.mutable_change() = change;
  *notice.mutable_text() =
      ChangeText(state.fair, PartnerText(state, caller, change), change);
  return notice;
}

}  // namespace

TimetableMethods::TimetableMethods(Store& store, Clock& clock, IdGenerator& ids,
                                   FairMethods& fairs,
                                   const FairRunWatch& watch)
    : store_(store),
      clock_(clock),
      fairs_(fairs),
      watch_(watch),
      versions_(store, clock, ids,
                {.pattern = kTimetablePattern, .field = "timetable"}) {}

absl::StatusOr<pb::RepairTimetableResponse> TimetableMethods::RepairTimetable(
    CallContext& call, const pb::RepairTimetableRequest& request) {
  pb::RepairTimetableResponse response;
  const auto change = [&](WriteContext& context, Fair& fair) -> absl::Status {
    RETURN_IF_ERROR(CheckOpen(fair));
    const FairKey key = FairOf(fair.name());
    RETURN_IF_ERROR(TouchBook(context, key.fair));
    ASSIGN_OR_RETURN(FairState state,
                     ReadFairState(store_, call, key, context.now()));
    response.Clear();
    RETURN_IF_ERROR(TakeMishaps(request, state));
    std::vector<int> changed;
    RETURN_IF_ERROR(
        RepairMeetings(request, context.now(), state, changed, response));
    response.set_preview_token(PreviewToken(request, response.changes(), ""));
    RETURN_IF_ERROR(
        CheckPreview(request.preview_token(), response.preview_token()));
    for (const int number : changed) PutMeeting(context, state, number);
    RETURN_IF_ERROR(PutAbsent(context, request, state));
    *fair.mutable_closures() = state.fair.closures();
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(*response.mutable_fair(),
                   fairs_.fairs().Change(call, request, change));
  return response;
}

absl::StatusOr<pb::Timetable> TimetableMethods::PublishTimetable(
    CallContext& call, const pb::PublishTimetableRequest& request) {
  pb::Timetable version;
  const auto change = [&](WriteContext& context, Fair& fair) -> absl::Status {
    RETURN_IF_ERROR(CheckOpen(fair));
    RETURN_IF_ERROR(CheckNoRun(context, watch_, fair));
    const FairKey key = FairOf(fair.name());
    // The book is read before what it guards.
    RETURN_IF_ERROR(context.FindRecord(kFairBookCollection, key.fair).status());
    ASSIGN_OR_RETURN(FairState state,
                     ReadFairState(store_, call, key, context.now()));
    std::vector<MeetingChange> changes =
        ChangesSincePublished(state.meetings, request.reason());
    RETURN_IF_ERROR(CheckMayPublish(request, state, changes));
    ASSIGN_OR_RETURN(version, MakeVersion(context, state, request.reason(),
                                          std::move(changes)));
    const std::string token =
        PreviewToken(request, version.changes(), version.name());
    RETURN_IF_ERROR(CheckPreview(request.preview_token(), token));
    if (request.validate_only()) version.set_preview_token(token);
    MarkPublished(context, state);
    context.Add(Mutation::Put(
        kTimetableCollection, key.RecordId(LastId(version.name())),
        version.SerializeAsString(), Expectation::Absent()));
    fair.set_published_timetable(version.name());
    return absl::OkStatus();
  };
  ASSIGN_OR_RETURN(const Fair fair,
                   fairs_.fairs().Change(call, request, change));
  if (request.validate_only()) return version;
  return versions_.GetByName(call, fair.published_timetable());
}

absl::StatusOr<pb::ListNoticesResponse> TimetableMethods::ListNotices(
    CallContext& call, const pb::ListNoticesRequest& request) {
  ASSIGN_OR_RETURN(const int size, PageSize(request.page_size(), {}));
  ASSIGN_OR_RETURN(const std::string after, PagePosition(request));
  // Looked at even where nothing was published that could be kept from anyone.
  const bool all = call.reach().all;
  ASSIGN_OR_RETURN(
      const FairState state,
      ReadFairState(store_, call, FairOf(request.parent()), clock_.Now()));
  std::vector<pb::Timetable> versions;
  RETURN_IF_ERROR(versions_.ForEach(
      call, request.parent(),
      [&](const pb::Timetable& each) { versions.push_back(each); }));
  pb::ListNoticesResponse response;
  bool behind = after.empty();
  std::string last;
  for (auto version = versions.rbegin(); version != versions.rend();
       ++version) {
    for (int i = 0; i < version->changes_size(); ++i) {
      const MeetingChange& change = version->changes(i);
      const std::string place = absl::StrCat(LastId(version->name()), "/", i);
      ASSIGN_OR_RETURN(const CallerSide caller,
                       CallerSideOf(call, store_, change));
      const bool own = all || caller.supporter || caller.recipient;
      if (own && behind && response.notices_size() == size) {
        response.set_next_page_token(PageToken(request, last));
        return response;
      }
      if (own && behind) {
        *response.add_notices() = NoticeOf(state, *version, caller, change);
        last = place;
      }
      behind |= place == after;
    }
  }
  return response;
}

}  // namespace duikou
