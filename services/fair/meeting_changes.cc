#include "services/fair/meeting_changes.h"

namespace duikou {

using fair::v1::Meeting;
using fair::v1::MeetingChange;

namespace {

MeetingChange::Kind KindOf(const MeetingPlace& before,
                           const MeetingPlace& after) {
  if (before.slot.empty()) return MeetingChange::KIND_ADDED;
  if (after.slot.empty()) return MeetingChange::KIND_REMOVED;
  return before.slot == after.slot ? MeetingChange::KIND_OTHER_TABLE
                                   : MeetingChange::KIND_MOVED;
}

}  // namespace

MeetingChange ChangeOf(const Meeting& meeting, const MeetingPlace& before,
                       const MeetingPlace& after, const std::string& reason) {
  MeetingChange change;
  change.set_meeting(meeting.name());
  change.set_supporter(meeting.supporter());
  change.set_recipient(meeting.recipient());
  change.set_kind(KindOf(before, after));
  change.set_old_slot(before.slot);
  change.set_old_table(before.table);
  change.set_new_slot(after.slot);
  change.set_new_table(after.table);
  change.set_reason(reason);
  return change;
}

std::vector<MeetingChange> ChangesSincePublished(
    const std::vector<Meeting>& meetings, const std::string& reason) {
  std::vector<MeetingChange> changes;
  for (const Meeting& meeting : meetings) {
    const MeetingPlace before{meeting.published_slot(),
                              meeting.published_table()};
    const MeetingPlace after{meeting.slot(), meeting.table()};
    if (before == after) continue;
    changes.push_back(ChangeOf(
        meeting, before, after,
        meeting.cancel_reason().empty() ? reason : meeting.cancel_reason()));
  }
  return changes;
}

}  // namespace duikou
