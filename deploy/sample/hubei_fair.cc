// Hubei's fair of 2016: when and where, and who comes.
#include <algorithm>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "deploy/sample/fair.h"
#include "deploy/sample/people.h"

namespace duikou::sample {
namespace {

using fair::v1::Delegate;
using fair::v1::Fair;
using fair::v1::Hall;
using fair::v1::Participant;
using fair::v1::Slot;
using fair::v1::Stand;
using fair::v1::Table;
using profiles::v1::SIDE_RECIPIENT;
using profiles::v1::SIDE_SUPPORTER;
using profiles::v1::Unit;

constexpr char kDays[][11] = {"2016-10-18", "2016-10-19"};
constexpr int kSlotMinutes = 25;
constexpr int kSlotEvery = 30;

std::string TimeOf(int minute) {
  return absl::StrFormat("%02d:%02d", minute / 60, minute % 60);
}

// Three hours in the morning and three in the afternoon.
void AddSlots(Fair& fair) {
  int day = 0;
  for (const char* date : kDays) {
    ++day;
    for (const auto& [session, from] :
         {std::pair("morning", 9 * 60), std::pair("afternoon", 14 * 60)}) {
      for (int at = from; at < from + 3 * 60; at += kSlotEvery) {
        Slot& slot = *fair.add_slots();
        slot.set_id(absl::StrFormat("d%d-%02d%02d", day, at / 60, at % 60));
        slot.set_date(date);
        slot.set_start_time(TimeOf(at));
        slot.set_end_time(TimeOf(at + kSlotMinutes));
        slot.set_session(absl::StrFormat("d%d-%s", day, session));
      }
    }
  }
}

void AddHall(const char* id, const char* zh, const char* en, int tables,
             int with_screen, int capacity, Fair& fair) {
  Hall& hall = *fair.add_halls();
  hall.set_id(id);
  hall.mutable_display_name()->set_zh(zh);
  hall.mutable_display_name()->set_en(en);
  for (int number = 1; number <= tables; ++number) {
    Table& table = *hall.add_tables();
    table.set_id(absl::StrFormat("%s%02d", id, number));
    table.set_capacity(capacity);
    if (number <= with_screen) table.add_equipment("screen");
  }
}

Fair MakeFair(const Programme& programme) {
  Fair fair;
  fair.set_name(programme.Name("fairs", "2016"));
  fair.mutable_display_name()->set_zh("2016年对口支援经贸洽谈会（示例）");
  fair.mutable_display_name()->set_en("Counterpart trade fair 2016 (sample)");
  fair.mutable_description()->set_zh(kMadeUp);
  fair.set_venue("宜昌，示例会展中心");
  fair.set_time_zone("Asia/Shanghai");
  AddSlots(fair);
  AddHall("a", "一号馆", "Hall 1", 6, 2, 12, fair);
  AddHall("b", "二号馆", "Hall 2", 4, 1, 14, fair);
  fair.set_walk_minutes(5);
  for (int number = 1; number <= 20; ++number) {
    Stand& stand = *fair.add_stands();
    stand.set_id(absl::StrFormat("s%02d", number));
    stand.set_hall(number <= 12 ? "a" : "b");
    stand.set_free_of_charge(number <= 10);
  }
  fair.set_least_meetings(2);
  fair.set_most_meetings(24);
  // A year: requests are to wait as long as somebody tries the sample.
  fair.set_answer_hours(8'760);
  return fair;
}

// The departments that come beside all other supporters.
bool Comes(const Unit& unit) {
  if (unit.kind() != type::v1::UNIT_KIND_PROVINCIAL_DEPARTMENT) return true;
  const std::string id = LastIdOf(unit.name());
  for (const char* department :
       {"agriculture", "commerce", "industry", "ndrc", "science", "tourism"}) {
    if (id == department) return true;
  }
  return false;
}

// The posts of a delegation, the leader's first.
const std::vector<const char*>& TitlesOf(const Unit& unit) {
  using Titles = std::vector<const char*>;
  static const auto* const county = new Titles{
      "副县（区）长", "对口办主任",   "招商局局长",    "发改局副局长",
      "农业局局长",   "旅游局副局长", "项目单位负责人"};
  static const auto* const city =
      new Titles{"副市长", "对口支援办主任", "商务局副局长", "国资委科长"};
  static const auto* const zone =
      new Titles{"管委会副主任", "招商局局长", "产业处处长"};
  static const auto* const firm =
      new Titles{"副总经理", "投资部经理", "项目经理", "法务主管"};
  static const auto* const university =
      new Titles{"副校长", "科技处处长", "教授", "副教授"};
  static const auto* const department =
      new Titles{"副厅长", "处长", "主任科员"};
  switch (unit.kind()) {
    case type::v1::UNIT_KIND_COUNTY:
      return *county;
    case type::v1::UNIT_KIND_MUNICIPALITY:
      return *city;
    case type::v1::UNIT_KIND_DEVELOPMENT_ZONE:
      return *zone;
    case type::v1::UNIT_KIND_ENTERPRISE:
      return *firm;
    case type::v1::UNIT_KIND_UNIVERSITY:
      return *university;
    default:
      return *department;
  }
}

void AddDelegates(const Unit& unit, bool receives, Random& random,
                  Participant& participant) {
  const auto& titles = TitlesOf(unit);
  const int most = static_cast<int>(titles.size());
  const int count = static_cast<int>(receives ? random.Between(4, most)
                                              : random.Between(1, most));
  for (int number = 1; number <= count; ++number) {
    Delegate& person = *participant.add_delegates();
    person.set_id(absl::StrCat("p", number));
    person.set_display_name(PersonName(random));
    person.set_title(titles[number - 1]);
    person.set_phone(PersonPhone(random));
    person.set_email(
        absl::StrFormat("%s-%d@example.com", LastIdOf(unit.name()), number));
    person.set_leader(number == 1);
  }
}

// Only one of the days, for some.
void SetAvailability(const Fair& fair, Random& random,
                     Participant& participant) {
  const int day = random.Weighted({75, 15, 10});
  if (day == 0) return;
  for (const Slot& slot : fair.slots()) {
    if (slot.date() == kDays[day - 1]) {
      participant.add_available_slots(slot.id());
    }
  }
}

// Some of the county's open projects, in their order.
void AddOwnProjects(const Programme& programme, Random& random,
                    Participant& participant) {
  const int most = static_cast<int>(random.Between(6, 14));
  for (const auto& project : programme.projects) {
    if (participant.projects_size() == most) return;
    if (project.recipient() == participant.unit() && random.Chance(40)) {
      participant.add_projects(project.name());
    }
  }
}

Participant MakeParticipant(const Unit& unit, bool receives,
                            const Programme& programme, const Fair& fair,
                            Random& random) {
  Participant participant;
  participant.set_name(
      absl::StrCat(fair.name(), "/participants/", LastIdOf(unit.name())));
  participant.set_unit(unit.name());
  participant.set_side(receives ? SIDE_RECIPIENT : SIDE_SUPPORTER);
  AddDelegates(unit, receives, random, participant);
  if (receives) {
    AddOwnProjects(programme, random, participant);
    participant.set_stands_wanted(static_cast<int>(random.Between(1, 2)));
  } else {
    SetAvailability(fair, random, participant);
    if (random.Chance(60)) {
      participant.set_most_meetings(static_cast<int>(random.Between(4, 8)));
    }
    if (unit.kind() == type::v1::UNIT_KIND_ENTERPRISE && random.Chance(50)) {
      participant.set_stands_wanted(1);
    }
  }
  participant.set_note(kMadeUp);
  return participant;
}

Participant& ParticipantOf(const std::string& id, SampleFair& sample) {
  return *std::find_if(sample.participants.begin(), sample.participants.end(),
                       [&](const Participant& participant) {
                         return LastIdOf(participant.unit()) == id;
                       });
}

// Professors who come for a firm too: they cannot be in two places.
void ShareExperts(SampleFair& sample) {
  for (const auto& [university, firm, id] :
       {std::tuple("hzau", "chujiang-agri", "expert-1"),
        std::tuple("whu", "donghu-pharma", "expert-2")}) {
    Participant& first = ParticipantOf(university, sample);
    Participant& second = ParticipantOf(firm, sample);
    Delegate& expert = *first.mutable_delegates()->rbegin();
    expert.set_shared_id(id);
    Delegate& again = *second.add_delegates();
    again = expert;
    again.set_id(absl::StrCat("p", second.delegates_size()));
    again.set_title("技术顾问");
    again.set_leader(false);
  }
}

}  // namespace

void AddHubeiFair(Random& random, Programme& programme) {
  SampleFair& sample = programme.fairs.emplace_back();
  sample.fair = MakeFair(programme);
  for (const Unit& unit : programme.units) {
    // Yichang and Enshi, which are on both sides, come to give.
    const bool receives = unit.kind() == type::v1::UNIT_KIND_COUNTY;
    if (!receives && !Comes(unit)) continue;
    sample.participants.push_back(
        MakeParticipant(unit, receives, programme, sample.fair, random));
  }
  ShareExperts(sample);
  AddFairRequests(random, programme, sample);
}

}  // namespace duikou::sample
