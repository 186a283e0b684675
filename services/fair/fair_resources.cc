#include "services/fair/fair_resources.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/fair/v1/fair_records.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/caller_side.h"
#include "services/fair/fair_names.h"
#include "services/fair/fair_rules.h"
#include "services/fair/slot_times.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"
#include "services/store/record_lookup.h"

namespace duikou {

using fair::v1::Fair;
using fair::v1::FairBook;
using fair::v1::Meeting;
using fair::v1::MeetingRequest;
using fair::v1::Participant;
using profiles::v1::Unit;

namespace {

constexpr int kUsualAnswerHours = 72;

// The first planned meeting in one of the slots or at one of the tables; empty:
// there is none.
absl::StatusOr<std::string> MeetingAt(WriteContext& context, const FairKey& key,
                                      const std::vector<std::string>& slots,
                                      const std::vector<std::string>& tables) {
  ASSIGN_OR_RETURN(
      const std::vector<Record> records,
      ListWholly(context.store(), context.partition(), kMeetingCollection,
                 key.record_prefix(), context.call().limits()));
  const auto contains = [](const std::vector<std::string>& ids,
                           const std::string& id) {
    return !id.empty() && std::find(ids.begin(), ids.end(), id) != ids.end();
  };
  for (const Record& record : records) {
    Meeting meeting;
    if (!meeting.ParseFromString(record.value)) {
      return WriteContext::Unreadable(record.collection, record.id);
    }
    if (contains(slots, meeting.slot()) || contains(tables, meeting.table()) ||
        contains(slots, meeting.published_slot()) ||
        contains(tables, meeting.published_table())) {
      return meeting.name();
    }
  }
  return std::string();
}

absl::Status CheckNothingThere(WriteContext& context, const Fair& before,
                               const Fair& fair) {
  const std::vector<std::string> slots = SlotsTakenAway(before, fair);
  const std::vector<std::string> tables = TablesTakenAway(before, fair);
  if (slots.empty() && tables.empty()) return absl::OkStatus();
  const FairKey key = FairOf(fair.name());
  RETURN_IF_ERROR(TouchBook(context, key.fair));
  ASSIGN_OR_RETURN(const std::string meeting,
                   MeetingAt(context, key, slots, tables));
  if (meeting.empty()) return absl::OkStatus();
  return Refused(
      absl::StatusCode::kFailedPrecondition, fair.name(),
      absl::StrCat("要去掉的时段或桌子安排了洽谈 ", meeting),
      absl::StrCat("a slot or table that goes has the meeting ", meeting));
}

absl::Status PrepareFair(WriteContext& context, const Fair* before,
                         Fair& fair) {
  if (before == nullptr) fair.set_state(Fair::STATE_DRAFT);
  if (before != nullptr) RETURN_IF_ERROR(CheckNotOver(*before));
  RETURN_IF_ERROR(context.Invalid(CheckFair(fair)));
  SortSlots(fair);
  if (before == nullptr) return absl::OkStatus();
  return CheckNothingThere(context, *before, fair);
}

// Whether anything of the collection is below the fair.
absl::StatusOr<bool> HasAny(WriteContext& context, const char* collection,
                            const std::string& prefix) {
  ASSIGN_OR_RETURN(const ListResult listed,
                   context.store().List(context.partition(), collection,
                                        {.prefix = prefix, .limit = 1},
                                        context.call().limits()));
  return !listed.records.empty();
}

absl::Status MayDeleteFair(WriteContext& context, const Fair& fair) {
  ASSIGN_OR_RETURN(const bool taken,
                   HasAny(context, kParticipantCollection,
                          FairOf(fair.name()).record_prefix()));
  if (!taken) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, fair.name(),
                 "已有参会单位，不能删除", "somebody takes part in it");
}

absl::StatusOr<std::string> ChooseParticipantId(WriteContext& context,
                                                const Participant& participant,
                                                absl::string_view given) {
  const std::string id(LastId(participant.unit()));
  if (id.empty()) return context.Invalid("unit", "未填写", "is required");
  if (given.empty() || given == id) return id;
  return Refused(absl::StatusCode::kInvalidArgument, "participant_id",
                 absl::StrCat("应为单位编号 ", id),
                 absl::StrCat("is that of the unit, ", id));
}

absl::Status CheckUnitSide(WriteContext& context, Participant& participant) {
  ASSIGN_OR_RETURN(const std::optional<Unit> unit,
                   context.Find<Unit>("units", LastId(participant.unit())));
  if (!unit) return context.Invalid("unit", "不存在", "does not exist");
  *participant.mutable_display_name() = unit->display_name();
  if (std::find(unit->sides().begin(), unit->sides().end(),
                participant.side()) != unit->sides().end()) {
    return absl::OkStatus();
  }
  return context.Invalid("side", absl::StrCat(unit->name(), " 不在这一方"),
                         absl::StrCat(unit->name(), " is not on this side"));
}

absl::Status PrepareParticipant(WriteContext& context,
                                const Participant* before,
                                Participant& participant) {
  ASSIGN_OR_RETURN(const Fair fair, FindFair(context, participant.name()));
  RETURN_IF_ERROR(context.call().reach().all ? CheckNotOver(fair)
                                             : CheckOpen(fair));
  RETURN_IF_ERROR(CheckUnitSide(context, participant));
  RETURN_IF_ERROR(context.Invalid(CheckParticipant(fair, participant)));
  if (before == nullptr) {
    participant.set_attendance(Participant::ATTENDANCE_EXPECTED);
  }
  if (participant.side() != profiles::v1::SIDE_RECIPIENT) {
    return absl::OkStatus();
  }
  for (int i = 0; i < participant.projects_size(); ++i) {
    RETURN_IF_ERROR(CheckProjectOf(context, absl::StrCat("projects[", i, "]"),
                                   participant.projects(i),
                                   participant.unit()));
  }
  return absl::OkStatus();
}

// The first request or meeting that names the unit; empty: none does.
template <typename T>
absl::StatusOr<std::string> FirstOf(WriteContext& context,
                                    const char* collection,
                                    const Participant& participant) {
  ASSIGN_OR_RETURN(const std::vector<Record> records,
                   ListWholly(context.store(), context.partition(), collection,
                              FairOf(participant.name()).record_prefix(),
                              context.call().limits()));
  for (const Record& record : records) {
    T pair;
    if (!pair.ParseFromString(record.value)) {
      return WriteContext::Unreadable(record.collection, record.id);
    }
    if (pair.supporter() == participant.unit() ||
        pair.recipient() == participant.unit()) {
      return pair.name();
    }
  }
  return std::string();
}

absl::Status MayDeleteParticipant(WriteContext& context,
                                  const Participant& participant) {
  ASSIGN_OR_RETURN(
      std::string left,
      FirstOf<MeetingRequest>(context, kRequestCollection, participant));
  if (left.empty()) {
    ASSIGN_OR_RETURN(
        left, FirstOf<Meeting>(context, kMeetingCollection, participant));
  }
  if (left.empty()) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, participant.name(),
                 absl::StrCat("还有 ", left),
                 absl::StrCat("there is still ", left));
}

absl::StatusOr<std::string> ChooseRequestId(WriteContext& context,
                                            const MeetingRequest& request,
                                            absl::string_view given) {
  profiles::v1::Side side = request.asked_by();
  if (side == profiles::v1::SIDE_UNSPECIFIED) {
    ASSIGN_OR_RETURN(const CallerSide caller,
                     CallerSideOf(context.call(), context.store(), request));
    side = caller.side();
  }
  const std::string id = side == profiles::v1::SIDE_RECIPIENT
                             ? PairId(request.recipient(), request.supporter())
                             : PairId(request.supporter(), request.recipient());
  if (given.empty() || given == id) return id;
  return Refused(absl::StatusCode::kInvalidArgument, "meeting_request_id",
                 absl::StrCat("应为 ", id), absl::StrCat("is ", id));
}

// Looks from the request at all that comes before it.
absl::Status CheckOrder(WriteContext& context, const FairKey& key,
                        const MeetingRequest& request) {
  absl::flat_hash_set<std::string> seen;
  std::vector<std::string> open(request.after().begin(), request.after().end());
  while (!open.empty()) {
    const std::string name = std::move(open.back());
    open.pop_back();
    if (name == request.name()) {
      return context.Invalid("after", "洽谈先后次序成环",
                             "the order is circular: it comes before itself");
    }
    if (!seen.insert(name).second) continue;
    if (FairOf(name).fair != key.fair) {
      return context.Invalid("after", absl::StrCat(name, " 属于另一个洽谈会"),
                             absl::StrCat(name, " is of another fair"));
    }
    ASSIGN_OR_RETURN(const std::optional<MeetingRequest> before,
                     context.Find<MeetingRequest>(kRequestCollection,
                                                  key.RecordId(LastId(name))));
    if (!before) continue;
    open.insert(open.end(), before->after().begin(), before->after().end());
  }
  return absl::OkStatus();
}

absl::Status CheckMayAsk(WriteContext& context, const MeetingRequest& request) {
  ASSIGN_OR_RETURN(const CallerSide caller,
                   CallerSideOf(context.call(), context.store(), request));
  if (caller.ActsFor(request.asked_by())) return absl::OkStatus();
  return Refused(absl::StatusCode::kPermissionDenied, "",
                 "提出约见的一方不是您代表的单位",
                 "you do not act for the side that asks");
}

absl::Status PrepareRequest(WriteContext& context, const MeetingRequest* before,
                            MeetingRequest& request) {
  const FairKey key = FairOf(request.name());
  RETURN_IF_ERROR(context.Invalid(CheckTwoSides(request)));
  ASSIGN_OR_RETURN(const Fair fair, FindFair(context, request.name()));
  RETURN_IF_ERROR(CheckOpen(fair));
  if (before == nullptr) {
    request.set_asked_by(LastId(request.name()) == PairId(request.recipient(),
                                                          request.supporter())
                             ? profiles::v1::SIDE_RECIPIENT
                             : profiles::v1::SIDE_SUPPORTER);
    RETURN_IF_ERROR(CheckMayAsk(context, request));
  }
  RETURN_IF_ERROR(CheckTakesPart(context, "supporter", request.supporter(),
                                 profiles::v1::SIDE_SUPPORTER, key.fair));
  RETURN_IF_ERROR(CheckTakesPart(context, "recipient", request.recipient(),
                                 profiles::v1::SIDE_RECIPIENT, key.fair));
  RETURN_IF_ERROR(context.Invalid(CheckDemands(fair, request)));
  if (!request.project().empty()) {
    RETURN_IF_ERROR(CheckProjectOf(context, "project", request.project(),
                                   request.recipient()));
  }
  RETURN_IF_ERROR(CheckOrder(context, key, request));
  if (before == nullptr) AskAnew(context, fair, request);
  return absl::OkStatus();
}

// Counts the commit, and as many versions. How many there are then.
absl::StatusOr<int32_t> WriteBook(WriteContext& context,
                                  absl::string_view fair_id, int32_t versions) {
  ASSIGN_OR_RETURN(const Record* record,
                   context.FindRecord(kFairBookCollection, fair_id));
  FairBook book;
  if (record != nullptr && !book.ParseFromString(record->value)) {
    return WriteContext::Unreadable(kFairBookCollection, fair_id);
  }
  book.set_commits(book.commits() + 1);
  book.set_versions(book.versions() + versions);
  context.Add(Mutation::Put(
      kFairBookCollection, fair_id, book.SerializeAsString(),
      record == nullptr ? Expectation::Absent()
                        : Expectation::Exactly(record->revision)));
  return book.versions();
}

}  // namespace

Resource<Fair> FairResource() {
  return {.pattern = kFairPattern,
          .field = "fair",
          .id_prefix = "fair-",
          .prepare = PrepareFair,
          .may_delete = MayDeleteFair,
          .kept_to_owner = [](const Fair& fair) {
            return fair.state() == Fair::STATE_DRAFT;
          }};
}

Resource<Participant> ParticipantResource() {
  return {.pattern = kParticipantPattern,
          .field = "participant",
          .choose_id = ChooseParticipantId,
          .prepare = PrepareParticipant,
          .may_delete = MayDeleteParticipant};
}

Resource<MeetingRequest> MeetingRequestResource() {
  return {.pattern = kRequestPattern,
          .field = "meeting_request",
          .max_id_length = kMaxCompositeIdLength,
          .choose_id = ChooseRequestId,
          .prepare = PrepareRequest};
}

absl::StatusOr<Fair> FindFair(WriteContext& context, absl::string_view name) {
  const FairKey key = FairOf(name);
  ASSIGN_OR_RETURN(std::optional<Fair> fair,
                   context.Find<Fair>(kFairCollection, key.fair));
  if (fair) return *std::move(fair);
  return DoesNotExist("", key.name());
}

void AskAnew(WriteContext& context, const Fair& fair, MeetingRequest& request) {
  const bool refuses = request.kind() == MeetingRequest::KIND_NO_THANKS;
  const bool by_supporter = request.asked_by() == profiles::v1::SIDE_SUPPORTER;
  request.set_state(refuses ? MeetingRequest::STATE_ACCEPTED
                            : MeetingRequest::STATE_PENDING);
  request.set_accepted_by_supporter(!request.suggested() && by_supporter);
  request.set_accepted_by_recipient(!request.suggested() && !by_supporter);
  request.clear_answer_text();
  request.clear_answer_time();
  request.set_author(context.call().actor());
  const int hours =
      fair.answer_hours() == 0 ? kUsualAnswerHours : fair.answer_hours();
  *request.mutable_expire_time() = ToProto(context.now() + absl::Hours(hours));
}

void ShowExpired(absl::Time now, MeetingRequest& request) {
  if (request.state() == MeetingRequest::STATE_PENDING &&
      ToTime(request.expire_time()) <= now) {
    request.set_state(MeetingRequest::STATE_EXPIRED);
  }
}

absl::Status TouchBook(WriteContext& context, absl::string_view fair_id) {
  return WriteBook(context, fair_id, /*versions=*/0).status();
}

absl::StatusOr<int32_t> NextVersion(WriteContext& context,
                                    absl::string_view fair_id) {
  return WriteBook(context, fair_id, /*versions=*/1);
}

absl::Status CheckTakesPart(WriteContext& context, absl::string_view field,
                            const std::string& unit, profiles::v1::Side side,
                            absl::string_view fair_id) {
  ASSIGN_OR_RETURN(
      const std::optional<Participant> participant,
      context.Find<Participant>(kParticipantCollection,
                                absl::StrCat(fair_id, "/", LastId(unit))));
  if (participant && participant->side() == side) return absl::OkStatus();
  return context.Invalid(
      field, absl::StrCat(unit, " 没有在这一方参会"),
      absl::StrCat(unit, " does not take part on this side"));
}

absl::Status CheckProjectOf(WriteContext& context, absl::string_view field,
                            const std::string& project,
                            const std::string& recipient) {
  ASSIGN_OR_RETURN(
      const std::optional<catalogue::v1::Project> record,
      context.Find<catalogue::v1::Project>("projects", LastId(project)));
  if (!record) {
    return context.Invalid(field, absl::StrCat(project, " 不存在"),
                           absl::StrCat(project, " does not exist"));
  }
  if (record->recipient().empty() || record->recipient() == recipient) {
    return absl::OkStatus();
  }
  return context.Invalid(
      field, absl::StrCat(project, " 由另一受援单位提出"),
      absl::StrCat(project, " was put forward by ", record->recipient()));
}

}  // namespace duikou
