#include "services/fair/meeting_resource.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/fair_names.h"
#include "services/fair/fair_resources.h"
#include "services/fair/fair_rules.h"
#include "services/rpc/etag.h"
#include "services/rpc/resource_name.h"

namespace duikou {

using fair::v1::Fair;
using fair::v1::Meeting;

namespace {

absl::StatusOr<std::string> ChooseMeetingId(WriteContext&,
                                            const Meeting& meeting,
                                            absl::string_view given) {
  const std::string id = PairId(meeting.supporter(), meeting.recipient());
  if (given.empty() || given == id) return id;
  return Refused(absl::StatusCode::kInvalidArgument, "meeting_id",
                 absl::StrCat("应为 ", id), absl::StrCat("is ", id));
}

// Looks from the meeting at all that comes before it.
absl::Status CheckMeetingOrder(WriteContext& context, const FairKey& key,
                               const Meeting& meeting) {
  absl::flat_hash_set<std::string> seen;
  std::vector<std::string> open(meeting.after().begin(), meeting.after().end());
  while (!open.empty()) {
    const std::string name = std::move(open.back());
    open.pop_back();
    if (name == meeting.name()) {
      return context.Invalid("after", "洽谈先后次序成环",
                             "the order is circular: it comes before itself");
    }
    if (!seen.insert(name).second) continue;
    if (FairOf(name).fair != key.fair) {
      return context.Invalid("after", absl::StrCat(name, " 属于另一个洽谈会"),
                             absl::StrCat(name, " is of another fair"));
    }
    ASSIGN_OR_RETURN(
        const std::optional<Meeting> before,
        context.Find<Meeting>(kMeetingCollection, key.RecordId(LastId(name))));
    if (!before) continue;
    open.insert(open.end(), before->after().begin(), before->after().end());
  }
  return absl::OkStatus();
}

absl::Status PrepareMeeting(WriteContext& context, const Meeting* before,
                            Meeting& meeting) {
  const FairKey key = FairOf(meeting.name());
  RETURN_IF_ERROR(context.Invalid(CheckTwoSides(meeting)));
  ASSIGN_OR_RETURN(const Fair fair, FindFair(context, meeting.name()));
  RETURN_IF_ERROR(CheckOpen(fair));
  meeting.set_last_editor(context.call().actor());
  if (before != nullptr) return absl::OkStatus();
  meeting.set_state(Meeting::STATE_PLANNED);
  RETURN_IF_ERROR(CheckTakesPart(context, "supporter", meeting.supporter(),
                                 profiles::v1::SIDE_SUPPORTER, key.fair));
  RETURN_IF_ERROR(CheckTakesPart(context, "recipient", meeting.recipient(),
                                 profiles::v1::SIDE_RECIPIENT, key.fair));
  RETURN_IF_ERROR(context.Invalid(CheckDemands(fair, meeting)));
  if (!meeting.project().empty()) {
    RETURN_IF_ERROR(CheckProjectOf(context, "project", meeting.project(),
                                   meeting.recipient()));
  }
  return CheckMeetingOrder(context, key, meeting);
}

}  // namespace

Resource<Meeting> MeetingResource() {
  return {.pattern = kMeetingPattern,
          .field = "meeting",
          .max_id_length = kMaxCompositeIdLength,
          .choose_id = ChooseMeetingId,
          .prepare = PrepareMeeting};
}

void ShowPublished(const CallerSide& caller, Meeting& meeting) {
  if (caller.all) return;
  meeting.set_slot(meeting.published_slot());
  meeting.set_table(meeting.published_table());
  meeting.clear_pinned();
  meeting.clear_importance();
  meeting.clear_must_hold();
  meeting.clear_organiser_note();
  meeting.clear_last_editor();
  if (!caller.supporter) meeting.clear_supporter_note();
  if (!caller.recipient) meeting.clear_recipient_note();
}

absl::Status CheckMeetingEtag(absl::string_view etag, Revision stored,
                              const Meeting& meeting) {
  if (etag.empty() || etag == EtagOf(stored)) return absl::OkStatus();
  const std::string place =
      meeting.slot().empty()
          ? std::string("-")
          : absl::StrCat(meeting.slot(), " ", meeting.table());
  return Refused(
      absl::StatusCode::kAborted, "etag",
      absl::StrCat(meeting.name(), " 已被 ", meeting.last_editor(),
                   " 改动，现在是 ", place, "；请重新读取"),
      absl::StrCat(meeting.name(),
                   " has changed since it was read: ", meeting.last_editor(),
                   " made it ", place, "; read it again"));
}

}  // namespace duikou
