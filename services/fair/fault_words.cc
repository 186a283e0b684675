#include "services/fair/fault_words.h"

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "services/fair/slot_times.h"

namespace duikou {

namespace pb = ::duikou::fair::v1;
using type::v1::LocalizedText;

LocalizedText FairWords(std::string zh, std::string en) {
  LocalizedText text;
  text.set_zh(std::move(zh));
  text.set_en(std::move(en));
  return text;
}

namespace {

const std::string& English(const LocalizedText& text) {
  return text.en().empty() ? text.zh() : text.en();
}

// `宜昌市与秭归县的洽谈`.
LocalizedText MeetingText(const TimetableInput& input, int32_t meeting) {
  if (meeting == kNone) return LocalizedText();
  const FairMeeting& met = input.problem.meetings[meeting];
  const LocalizedText& a = input.participants[met.first]->display_name();
  const LocalizedText& b = input.participants[met.second]->display_name();
  return FairWords(
      absl::StrCat(a.zh(), "与", b.zh(), "的洽谈"),
      absl::StrCat("the meeting of ", English(a), " and ", English(b)));
}

LocalizedText UnitText(const TimetableInput& input, int32_t participant) {
  return participant == kNone ? LocalizedText()
                              : input.participants[participant]->display_name();
}

std::string SlotText(const SlotTimes& slots, int32_t slot) {
  if (slot == kNone) return "";
  const SlotTime& time = slots[slot];
  return absl::StrFormat("%s %02d:%02d", time.date, time.start_minute / 60,
                         time.start_minute % 60);
}

struct Wording {
  FairViolationKind kind;
  pb::FaultCode code;
  // {m} the meeting, {o} the other, {u} the participant, {p} the person, {s}
  // the slot, {t} the table.
  const char* zh;
  const char* en;
};

constexpr Wording kWordings[] = {
    {FairViolationKind::kNotHeld, pb::FAULT_CODE_NOT_HELD,
     "{m}必须安排，但没有时段", "{m} has to be held and has no place"},
    {FairViolationKind::kNoTable, pb::FAULT_CODE_NO_TABLE, "{m}没有桌子",
     "{m} has no table"},
    {FairViolationKind::kParticipantTwice, pb::FAULT_CODE_PARTICIPANT_TWICE,
     "{u}在{s}有两场洽谈", "{u} is in two meetings at {s}"},
    {FairViolationKind::kPersonTwice, pb::FAULT_CODE_PERSON_TWICE,
     "{p}在{s}有两场洽谈", "{p} is in two meetings at {s}"},
    {FairViolationKind::kParticipantAway, pb::FAULT_CODE_PARTICIPANT_AWAY,
     "{u}在{s}不能参加", "{u} is away at {s}"},
    {FairViolationKind::kPersonAway, pb::FAULT_CODE_PERSON_AWAY,
     "{p}在{s}不能参加", "{p} is away at {s}"},
    {FairViolationKind::kSession, pb::FAULT_CODE_SESSION, "{m}不在约定的场次",
     "{m} lies in another session"},
    {FairViolationKind::kFixedSlot, pb::FAULT_CODE_PINNED, "{m}固定在另一时段",
     "{m} is pinned to another slot"},
    {FairViolationKind::kFixedHall, pb::FAULT_CODE_PINNED, "{m}固定在另一展馆",
     "{m} is pinned to another hall"},
    {FairViolationKind::kFixedTable, pb::FAULT_CODE_PINNED, "{m}固定在另一桌",
     "{m} is pinned to another table"},
    {FairViolationKind::kOrder, pb::FAULT_CODE_ORDER, "{m}应早于{o}",
     "{m} has to come before {o}"},
    {FairViolationKind::kTableTwice, pb::FAULT_CODE_TABLE_TWICE,
     "{t}桌在{s}有两场洽谈", "the table {t} has two meetings at {s}"},
    {FairViolationKind::kTableAway, pb::FAULT_CODE_TABLE_AWAY,
     "{t}桌在{s}不能使用", "the table {t} cannot be used at {s}"},
    {FairViolationKind::kEquipment, pb::FAULT_CODE_EQUIPMENT,
     "{t}桌缺少{m}需要的设备或座位",
     "the table {t} lacks what {m} needs, or seats"},
    {FairViolationKind::kParticipantWalk, pb::FAULT_CODE_WALK, "{u}来不及换馆",
     "{u} has no time to walk to the other hall"},
    {FairViolationKind::kPersonWalk, pb::FAULT_CODE_WALK, "{p}来不及换馆",
     "{p} has no time to walk to the other hall"},
    {FairViolationKind::kBreak, pb::FAULT_CODE_BREAK, "{u}从{s}起要空等",
     "{u} waits from {s} on"},
    {FairViolationKind::kBreakDifference, pb::FAULT_CODE_BREAK,
     "{u}的空等多于别人", "{u} waits more often than others"},
    {FairViolationKind::kLeftOut, pb::FAULT_CODE_LEFT_OUT, "{m}没有安排",
     "{m} has no place"},
    {FairViolationKind::kTooManyMeetings, pb::FAULT_CODE_TOO_MANY_MEETINGS,
     "{u}的洽谈场数超过上限", "{u} has more meetings than it wants"},
};

const Wording& WordingOf(FairViolationKind kind) {
  for (const Wording& wording : kWordings) {
    if (wording.kind == kind) return wording;
  }
  return kWordings[0];
}

// What stands for each letter, in one language.
struct Values {
  std::string meeting;
  std::string other;
  std::string unit;
  std::string person;
  std::string slot;
  std::string table;
};

std::string Fill(absl::string_view form, const Values& values) {
  std::string text;
  while (!form.empty()) {
    if (form.size() < 3 || form[0] != '{') {
      text += form[0];
      form.remove_prefix(1);
      continue;
    }
    const char letter = form[1];
    text += letter == 'm'   ? values.meeting
            : letter == 'o' ? values.other
            : letter == 'u' ? values.unit
            : letter == 'p' ? values.person
            : letter == 's' ? values.slot
                            : values.table;
    form.remove_prefix(3);
  }
  return text;
}

LocalizedText Words(const TimetableInput& input,
                    const FairViolation& violation) {
  const Wording& wording = WordingOf(violation.kind);
  const LocalizedText meeting = MeetingText(input, violation.meeting);
  const LocalizedText other = MeetingText(input, violation.other);
  const LocalizedText unit = UnitText(input, violation.participant);
  Values values{
      .meeting = meeting.zh(),
      .other = other.zh(),
      .unit = unit.zh(),
      .person =
          violation.person == kNone ? "" : input.person_names[violation.person],
      .slot = SlotText(input.slots, violation.slot),
      .table =
          violation.table == kNone ? "" : input.table_ids[violation.table]};
  LocalizedText text;
  text.set_zh(Fill(wording.zh, values));
  values.meeting = meeting.en();
  values.other = other.en();
  values.unit = English(unit);
  text.set_en(Fill(wording.en, values));
  return text;
}

LocalizedText DemandText(const TimetableInput& input,
                         const FairDemand& demand) {
  const LocalizedText meeting = MeetingText(input, demand.meeting);
  const LocalizedText unit = UnitText(input, demand.participant);
  const std::string person =
      demand.person == kNone ? "" : input.person_names[demand.person];
  switch (demand.kind) {
    case FairDemandKind::kMustHold:
      return FairWords(meeting.zh() + "必须安排",
                       meeting.en() + " has to be held");
    case FairDemandKind::kSession:
      return FairWords(meeting.zh() + "的场次",
                       "the session of " + meeting.en());
    case FairDemandKind::kFixedSlot:
      return FairWords(meeting.zh() + "固定的时段",
                       "the slot that " + meeting.en() + " is pinned to");
    case FairDemandKind::kFixedPlace:
      return FairWords(meeting.zh() + "固定的桌子",
                       "the table that " + meeting.en() + " is pinned to");
    case FairDemandKind::kEquipment:
      return FairWords(meeting.zh() + "需要的设备和座位",
                       "what " + meeting.en() + " needs of a table");
    case FairDemandKind::kOrder:
      return FairWords("洽谈的先后次序", "the order of two meetings");
    case FairDemandKind::kParticipantAway:
      return FairWords(unit.zh() + "不能参加的时段",
                       "the slots in which " + English(unit) + " is away");
    case FairDemandKind::kPersonAway:
      return FairWords(person + "不能参加的时段",
                       "the slots in which " + person + " is away");
    case FairDemandKind::kTables:
      return FairWords("桌子的数量", "the number of tables");
    case FairDemandKind::kWalk:
      return FairWords("换馆所需的时间", "the time to walk between halls");
    case FairDemandKind::kBreakDifference:
      return FairWords("空等次数的均衡",
                       "that nobody waits much more than others");
    case FairDemandKind::kMostMeetings:
      return FairWords(unit.zh() + "最多洽谈的场数",
                       "the most meetings that " + English(unit) + " wants");
  }
  return LocalizedText();
}

std::string When(const pb::Fair& fair, const std::string& slot,
                 const std::string& table) {
  for (const pb::Slot& each : fair.slots()) {
    if (each.id() == slot) {
      return absl::StrCat(each.date(), " ", each.start_time(), " ", table);
    }
  }
  return absl::StrCat(slot, " ", table);
}

}  // namespace

pb::Fault EncodeFault(const TimetableInput& input,
                      const FairViolation& violation) {
  pb::Fault fault;
  fault.set_severity(violation.severity == FairSeverity::kBlocks
                         ? pb::Fault::SEVERITY_BLOCKS
                         : pb::Fault::SEVERITY_WARNS);
  fault.set_code(WordingOf(violation.kind).code);
  for (const int32_t meeting : {violation.meeting, violation.other}) {
    if (meeting != kNone) fault.add_meetings(input.meetings[meeting].name());
  }
  if (violation.participant != kNone) {
    fault.set_unit(input.participants[violation.participant]->unit());
  }
  if (violation.person != kNone) {
    fault.set_person(input.person_names[violation.person]);
  }
  if (violation.slot != kNone) fault.set_slot(input.slots[violation.slot].id);
  if (violation.table != kNone) {
    fault.set_table(input.table_ids[violation.table]);
  }
  *fault.mutable_text() = Words(input, violation);
  return fault;
}

pb::ClashDemand EncodeDemand(const TimetableInput& input,
                             const FairDemand& demand) {
  pb::ClashDemand encoded;
  if (demand.meeting != kNone) {
    encoded.set_meeting(input.meetings[demand.meeting].name());
  }
  if (demand.participant != kNone) {
    encoded.set_unit(input.participants[demand.participant]->unit());
  }
  if (demand.person != kNone) {
    encoded.set_person(input.person_names[demand.person]);
  }
  *encoded.mutable_text() = DemandText(input, demand);
  return encoded;
}

LocalizedText ChangeText(const pb::Fair& fair, const LocalizedText& partner,
                         const pb::MeetingChange& change) {
  const std::string before = When(fair, change.old_slot(), change.old_table());
  const std::string after = When(fair, change.new_slot(), change.new_table());
  const std::string& en = English(partner);
  switch (change.kind()) {
    case pb::MeetingChange::KIND_ADDED:
      return FairWords(
          absl::StrCat("新增与", partner.zh(), "的洽谈：", after),
          absl::StrCat("A meeting with ", en, " is added: ", after));
    case pb::MeetingChange::KIND_REMOVED:
      return FairWords(
          absl::StrCat("取消与", partner.zh(), "的洽谈（原 ", before, "）"),
          absl::StrCat("The meeting with ", en, " at ", before,
                       " is not held"));
    case pb::MeetingChange::KIND_OTHER_TABLE:
      return FairWords(
          absl::StrCat("与", partner.zh(), "的洽谈换桌：", after),
          absl::StrCat("The meeting with ", en, " has another table: ", after));
    default:
      return FairWords(absl::StrCat("与", partner.zh(), "的洽谈由 ", before,
                                    " 改到 ", after),
                       absl::StrCat("The meeting with ", en, " moves from ",
                                    before, " to ", after));
  }
}

}  // namespace duikou
