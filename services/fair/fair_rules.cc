#include "services/fair/fair_rules.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"
#include "services/fair/slot_times.h"

namespace duikou {

using fair::v1::Delegate;
using fair::v1::Fair;
using fair::v1::Hall;
using fair::v1::Meeting;
using fair::v1::MeetingRequest;
using fair::v1::Participant;
using fair::v1::Slot;
using fair::v1::Stand;
using fair::v1::Table;

namespace {

std::optional<Violation> CheckHalls(const Fair& fair) {
  absl::flat_hash_map<std::string, std::string> hall_of;
  for (int h = 0; h < fair.halls_size(); ++h) {
    const Hall& hall = fair.halls(h);
    for (int t = 0; t < hall.tables_size(); ++t) {
      const auto [found, inserted] =
          hall_of.emplace(hall.tables(t).id(), hall.id());
      if (inserted) continue;
      return Violation{
          "halls_overlap", absl::StrCat("halls[", h, "].tables[", t, "].id"),
          absl::StrCat("“", hall.tables(t).id(), "”已是展馆 ", found->second,
                       " 的桌子；展馆不能重叠"),
          absl::StrCat("\"", hall.tables(t).id(), "\" is a table of the hall ",
                       found->second, " already; halls do not overlap")};
    }
  }
  return std::nullopt;
}

bool HasHall(const Fair& fair, absl::string_view id) {
  return std::any_of(fair.halls().begin(), fair.halls().end(),
                     [&](const Hall& hall) { return hall.id() == id; });
}

std::optional<Violation> CheckStands(const Fair& fair) {
  for (int i = 0; i < fair.stands_size(); ++i) {
    const Stand& stand = fair.stands(i);
    if (stand.hall().empty() || HasHall(fair, stand.hall())) continue;
    return Violation{"no_hall", absl::StrCat("stands[", i, "].hall"),
                     absl::StrCat("没有展馆“", stand.hall(), "”"),
                     absl::StrCat("there is no hall \"", stand.hall(), "\"")};
  }
  return std::nullopt;
}

bool HasSlot(const Fair& fair, absl::string_view id) {
  return std::any_of(fair.slots().begin(), fair.slots().end(),
                     [&](const Slot& slot) { return slot.id() == id; });
}

std::optional<Violation> CheckDelegates(const Participant& participant) {
  absl::flat_hash_set<std::string> shared;
  bool has_leader = false;
  for (int i = 0; i < participant.delegates_size(); ++i) {
    const Delegate& person = participant.delegates(i);
    const std::string at = absl::StrCat("delegates[", i, "].");
    if (person.leader() && has_leader) {
      return Violation{"two_leaders", at + "leader", "代表团已有团长",
                       "the delegation has a leader already"};
    }
    has_leader |= person.leader();
    if (!person.shared_id().empty() &&
        !shared.insert(person.shared_id()).second) {
      return Violation{
          "person_twice", at + "shared_id",
          absl::StrCat("“", person.shared_id(), "”出现两次"),
          absl::StrCat("\"", person.shared_id(), "\" is there twice")};
    }
  }
  return std::nullopt;
}

bool SomeTableHas(const Fair& fair, const std::string& equipment) {
  for (const Hall& hall : fair.halls()) {
    for (const Table& table : hall.tables()) {
      if (std::find(table.equipment().begin(), table.equipment().end(),
                    equipment) != table.equipment().end()) {
        return true;
      }
    }
  }
  return false;
}

bool HasSession(const Fair& fair, absl::string_view session) {
  return std::any_of(
      fair.slots().begin(), fair.slots().end(),
      [&](const Slot& slot) { return slot.session() == session; });
}

}  // namespace

std::optional<Violation> CheckFair(const Fair& fair) {
  if (auto bad = CheckSlots(fair)) return bad;
  if (auto bad = CheckHalls(fair)) return bad;
  if (auto bad = CheckStands(fair)) return bad;
  if (fair.most_meetings() == 0 ||
      fair.least_meetings() <= fair.most_meetings()) {
    return std::nullopt;
  }
  return Violation{
      "least_above_most", "least_meetings",
      absl::StrCat(fair.least_meetings(), " 多于上限 ", fair.most_meetings()),
      absl::StrCat(fair.least_meetings(), " is more than most_meetings ",
                   fair.most_meetings())};
}

std::optional<Violation> CheckParticipant(const Fair& fair,
                                          const Participant& participant) {
  for (int i = 0; i < participant.available_slots_size(); ++i) {
    const std::string& slot = participant.available_slots(i);
    if (HasSlot(fair, slot)) continue;
    return Violation{"no_slot", absl::StrCat("available_slots[", i, "]"),
                     absl::StrCat("没有时段“", slot, "”"),
                     absl::StrCat("there is no slot \"", slot, "\"")};
  }
  return CheckDelegates(participant);
}

template <typename T>
std::optional<Violation> CheckDemands(const Fair& fair, const T& demands) {
  if (!demands.session().empty() && !HasSession(fair, demands.session())) {
    return Violation{
        "no_session", "session",
        absl::StrCat("没有场次“", demands.session(), "”"),
        absl::StrCat("there is no session \"", demands.session(), "\"")};
  }
  for (int i = 0; i < demands.equipment_size(); ++i) {
    if (SomeTableHas(fair, demands.equipment(i))) continue;
    return Violation{
        "no_equipment", absl::StrCat("equipment[", i, "]"),
        absl::StrCat("没有桌子配备“", demands.equipment(i), "”"),
        absl::StrCat("no table has \"", demands.equipment(i), "\"")};
  }
  return std::nullopt;
}

template std::optional<Violation> CheckDemands(const Fair&,
                                               const MeetingRequest&);
template std::optional<Violation> CheckDemands(const Fair&, const Meeting&);

template <typename T>
std::optional<Violation> CheckTwoSides(const T& pair) {
  if (pair.supporter() != pair.recipient()) return std::nullopt;
  return Violation{"meets_itself", "recipient", "不能与自己洽谈",
                   "nobody meets itself"};
}

template std::optional<Violation> CheckTwoSides(const MeetingRequest&);
template std::optional<Violation> CheckTwoSides(const Meeting&);

std::vector<std::string> SlotsTakenAway(const Fair& before, const Fair& after) {
  std::vector<std::string> gone;
  for (const Slot& slot : before.slots()) {
    if (!HasSlot(after, slot.id())) gone.push_back(slot.id());
  }
  return gone;
}

std::vector<std::string> TablesTakenAway(const Fair& before,
                                         const Fair& after) {
  absl::flat_hash_set<std::string> kept;
  for (const Hall& hall : after.halls()) {
    for (const Table& table : hall.tables()) kept.insert(table.id());
  }
  std::vector<std::string> gone;
  for (const Hall& hall : before.halls()) {
    for (const Table& table : hall.tables()) {
      if (!kept.contains(table.id())) gone.push_back(table.id());
    }
  }
  return gone;
}

int TableCount(const Fair& fair) {
  int tables = 0;
  for (const Hall& hall : fair.halls()) tables += hall.tables_size();
  return tables;
}

absl::Status NoSuch(absl::string_view field, const std::string& id) {
  return Refused(absl::StatusCode::kInvalidArgument, field,
                 absl::StrCat("没有“", id, "”"),
                 absl::StrCat("there is no \"", id, "\""));
}

absl::Status CheckNotOver(const Fair& fair) {
  if (fair.state() != Fair::STATE_CLOSED) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, fair.name(),
                 "洽谈会已经结束", "the fair is over");
}

absl::Status CheckOpen(const Fair& fair) {
  RETURN_IF_ERROR(CheckNotOver(fair));
  if (fair.state() == Fair::STATE_OPEN) return absl::OkStatus();
  return Refused(absl::StatusCode::kFailedPrecondition, fair.name(),
                 "洽谈会还没有开放", "the fair is not open yet");
}

}  // namespace duikou
