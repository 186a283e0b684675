#include "services/fair/fair_output.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"
#include "services/fair/icalendar.h"
#include "services/fair/slot_times.h"
#include "services/rpc/proto_time.h"
#include "services/rpc/resource_name.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;
using pb::Agenda;
using pb::AgendaItem;
using pb::Meeting;
using pb::Participant;
using type::v1::LocalizedText;

namespace {

// Where tables are.
class Places {
 public:
  explicit Places(const pb::Fair& fair) {
    for (const pb::Hall& hall : fair.halls()) {
      for (const pb::Table& table : hall.tables()) {
        by_table_.emplace(table.id(),
                          Place{&hall, static_cast<int>(by_table_.size())});
      }
    }
  }

  const pb::Hall* HallOf(const std::string& table) const {
    const auto found = by_table_.find(table);
    return found == by_table_.end() ? nullptr : found->second.hall;
  }
  int NumberOf(const std::string& table) const {
    const auto found = by_table_.find(table);
    return found == by_table_.end() ? -1 : found->second.number;
  }

 private:
  struct Place {
    const pb::Hall* hall;
    int number;
  };
  absl::flat_hash_map<std::string, Place> by_table_;
};

LocalizedText NameOf(const FairState& state, const std::string& unit) {
  const Participant* found = state.FindParticipant(unit);
  return found == nullptr ? LocalizedText() : found->display_name();
}

AgendaItem ItemOf(const FairState& state, const Meeting& meeting, int number,
                  const Places& places, const std::string& partner) {
  AgendaItem item;
  item.set_meeting(meeting.name());
  item.set_partner(partner);
  *item.mutable_partner_display_name() = NameOf(state, partner);
  item.set_project(meeting.project());
  const pb::Slot& slot = state.fair.slots(number);
  item.set_date(slot.date());
  item.set_start_time(slot.start_time());
  item.set_end_time(slot.end_time());
  item.set_table(meeting.published_table());
  const pb::Hall* hall = places.HallOf(meeting.published_table());
  if (hall != nullptr) item.set_hall(hall->id());
  item.set_state(meeting.state());
  return item;
}

CalendarEvent EventOf(const FairState& state, const Meeting& meeting,
                      const SlotTime& time, const Places& places,
                      const AgendaItem& item) {
  CalendarEvent event;
  event.uid = absl::StrCat(state.key.programme, "-", state.key.fair, "-",
                           LastId(meeting.name()), "@duikou");
  event.start = time.start;
  event.end = time.end;
  event.changed = ToTime(meeting.update_time());
  event.summary = absl::StrCat(state.fair.display_name().zh(), "：",
                               item.partner_display_name().zh());
  const pb::Hall* hall = places.HallOf(item.table());
  event.location = absl::StrCat(
      state.fair.venue(), " ", hall == nullptr ? "" : hall->display_name().zh(),
      " ", item.table());
  event.description = meeting.project();
  event.cancelled = meeting.state() == Meeting::STATE_CANCELLED;
  return event;
}

// A published meeting of one of the participants, and whom it meets.
struct OwnMeeting {
  const Meeting* meeting;
  int slot;
  std::string partner;
};

std::vector<OwnMeeting> MeetingsOf(
    const FairState& state, const SlotTimes& slots,
    const std::vector<const Participant*>& participants) {
  std::vector<OwnMeeting> own;
  for (const Meeting& meeting : state.meetings) {
    const int slot = slots.IndexOf(meeting.published_slot());
    if (slot == SlotTimes::kNoSlot) continue;
    for (const Participant* participant : participants) {
      const bool gives = meeting.supporter() == participant->unit();
      if (!gives && meeting.recipient() != participant->unit()) continue;
      own.push_back(
          {&meeting, slot, gives ? meeting.recipient() : meeting.supporter()});
      break;
    }
  }
  std::sort(own.begin(), own.end(),
            [](const OwnMeeting& a, const OwnMeeting& b) {
              return std::tie(a.slot, a.meeting->name()) <
                     std::tie(b.slot, b.meeting->name());
            });
  return own;
}

// The meetings on a day, by slot and table.
struct DayMeeting {
  const Meeting* meeting;
  int slot;
  std::string table;
};

std::vector<DayMeeting> MeetingsOn(const FairState& state,
                                   const SlotTimes& slots,
                                   const std::string& date, bool published) {
  std::vector<DayMeeting> day;
  for (const Meeting& meeting : state.meetings) {
    if (!Counts(meeting)) continue;
    const int slot =
        slots.IndexOf(published ? meeting.published_slot() : meeting.slot());
    if (slot == SlotTimes::kNoSlot || slots[slot].date != date) continue;
    day.push_back({&meeting, slot,
                   published ? meeting.published_table() : meeting.table()});
  }
  return day;
}

}  // namespace

Agenda AgendaOf(const FairState& state,
                const std::vector<const Participant*>& participants) {
  const SlotTimes slots(state.fair);
  const Places places(state.fair);
  Agenda agenda;
  agenda.set_time_zone(state.fair.time_zone());
  std::vector<CalendarEvent> events;
  for (const OwnMeeting& own : MeetingsOf(state, slots, participants)) {
    AgendaItem& item = *agenda.add_items();
    item = ItemOf(state, *own.meeting, own.slot, places, own.partner);
    events.push_back(
        EventOf(state, *own.meeting, slots[own.slot], places, item));
  }
  agenda.set_icalendar(ICalendar(state.fair.display_name().zh(), events));
  return agenda;
}

absl::StatusOr<pb::TablePlan> TablePlanOf(const FairState& state,
                                          const std::string& date,
                                          bool published) {
  const SlotTimes slots(state.fair);
  const Places places(state.fair);
  const bool known =
      std::any_of(state.fair.slots().begin(), state.fair.slots().end(),
                  [&](const pb::Slot& slot) { return slot.date() == date; });
  if (!known) {
    return Refused(absl::StatusCode::kInvalidArgument, "date",
                   absl::StrCat("洽谈会没有 ", date, " 这一天"),
                   absl::StrCat("the fair has no day ", date));
  }
  std::vector<DayMeeting> day = MeetingsOn(state, slots, date, published);
  std::sort(
      day.begin(), day.end(), [&](const DayMeeting& a, const DayMeeting& b) {
        return std::tuple(places.NumberOf(a.table), a.slot, a.meeting->name()) <
               std::tuple(places.NumberOf(b.table), b.slot, b.meeting->name());
      });
  pb::TablePlan plan;
  for (const DayMeeting& each : day) {
    pb::TablePlanLine& line = *plan.add_lines();
    const pb::Hall* hall = places.HallOf(each.table);
    if (hall != nullptr) line.set_hall(hall->id());
    line.set_table(each.table);
    line.set_slot(slots[each.slot].id);
    line.set_meeting(each.meeting->name());
    *line.mutable_supporter_display_name() =
        NameOf(state, each.meeting->supporter());
    *line.mutable_recipient_display_name() =
        NameOf(state, each.meeting->recipient());
  }
  return plan;
}

absl::StatusOr<pb::Screen> ScreenOf(const FairState& state,
                                    const std::string& date, absl::Time now) {
  const SlotTimes slots(state.fair);
  const Places places(state.fair);
  if (!date.empty() && !ParseFairDate(date)) {
    return Refused(absl::StatusCode::kInvalidArgument, "date",
                   absl::StrCat("“", date, "”不是 YYYY-MM-DD 形式的日期"),
                   absl::StrCat("\"", date, "\" is no day YYYY-MM-DD"));
  }
  pb::Screen screen;
  *screen.mutable_fair_display_name() = state.fair.display_name();
  screen.set_time_zone(state.fair.time_zone());
  screen.set_date(
      date.empty() ? absl::FormatCivilTime(absl::ToCivilDay(now, slots.zone()))
                   : date);
  std::vector<DayMeeting> day =
      MeetingsOn(state, slots, screen.date(), /*published=*/true);
  std::sort(
      day.begin(), day.end(), [&](const DayMeeting& a, const DayMeeting& b) {
        return std::tuple(a.slot, places.NumberOf(a.table), a.meeting->name()) <
               std::tuple(b.slot, places.NumberOf(b.table), b.meeting->name());
      });
  for (const DayMeeting& each : day) {
    pb::ScreenLine& line = *screen.add_lines();
    const pb::Slot& slot = state.fair.slots(each.slot);
    line.set_start_time(slot.start_time());
    line.set_end_time(slot.end_time());
    const pb::Hall* hall = places.HallOf(each.table);
    if (hall != nullptr)
      *line.mutable_hall_display_name() = hall->display_name();
    line.set_table(each.table);
    *line.mutable_supporter_display_name() =
        NameOf(state, each.meeting->supporter());
    *line.mutable_recipient_display_name() =
        NameOf(state, each.meeting->recipient());
  }
  return screen;
}

}  // namespace duikou
