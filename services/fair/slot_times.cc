#include "services/fair/slot_times.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"

namespace duikou {

using fair::v1::Fair;
using fair::v1::Slot;

namespace {

constexpr int32_t kMinutesADay = 24 * 60;

bool AreDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

// The moment of a minute of a day; none where the clocks skip or repeat it.
std::optional<absl::Time> MomentOf(absl::CivilDay day, int32_t minute,
                                   const absl::TimeZone& zone) {
  const absl::CivilMinute civil = absl::CivilMinute(day) + minute;
  const absl::TimeZone::TimeInfo at = zone.At(absl::CivilSecond(civil));
  if (at.kind != absl::TimeZone::TimeInfo::UNIQUE) return std::nullopt;
  return at.pre;
}

Violation OfSlot(int slot, absl::string_view field, std::string code,
                 std::string zh, std::string en) {
  return {std::move(code), absl::StrCat("slots[", slot, "].", field),
          std::move(zh), std::move(en)};
}

// What the texts of a slot say.
struct ReadSlot {
  absl::CivilDay day;
  int32_t start = 0;
  int32_t end = 0;
};

std::optional<Violation> ReadTimes(const Slot& slot, int index,
                                   ReadSlot& read) {
  const auto day = ParseFairDate(slot.date());
  if (!day) {
    return OfSlot(index, "date", "no_date",
                  absl::StrCat("“", slot.date(), "”不是 YYYY-MM-DD 形式的日期"),
                  absl::StrCat("\"", slot.date(), "\" is no day YYYY-MM-DD"));
  }
  for (const auto& [field, text] : {std::pair("start_time", slot.start_time()),
                                    std::pair("end_time", slot.end_time())}) {
    if (ParseFairTime(text).has_value()) continue;
    return OfSlot(index, field, "no_time",
                  absl::StrCat("“", text, "”不是 HH:MM 形式的时间"),
                  absl::StrCat("\"", text, "\" is no time HH:MM"));
  }
  read = {*day, *ParseFairTime(slot.start_time()),
          *ParseFairTime(slot.end_time())};
  if (read.start < read.end) return std::nullopt;
  return OfSlot(
      index, "end_time", "past_midnight",
      absl::StrCat(slot.end_time(), " 不晚于 ", slot.start_time(),
                   "；时段不能跨过午夜"),
      absl::StrCat(slot.end_time(), " is not after ", slot.start_time(),
                   "; a slot does not go past midnight"));
}

std::optional<Violation> CheckClocks(const ReadSlot& read, int index,
                                     const absl::TimeZone& zone) {
  const auto start = MomentOf(read.day, read.start, zone);
  const auto end = MomentOf(read.day, read.end, zone);
  if (start && end && *end - *start == absl::Minutes(read.end - read.start)) {
    return std::nullopt;
  }
  return OfSlot(index, start ? "end_time" : "start_time", "clock_change",
                "时段跨过夏令时调整",
                "the clocks change in the slot, or do not show this time once");
}

std::tuple<absl::CivilDay, int32_t> PlaceOf(const Slot& slot) {
  return {*ParseFairDate(slot.date()), *ParseFairTime(slot.start_time())};
}

std::optional<Violation> CheckOverlaps(const Fair& fair,
                                       const std::vector<ReadSlot>& read) {
  std::vector<int> order(read.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return std::tie(read[a].day, read[a].start, a) <
           std::tie(read[b].day, read[b].start, b);
  });
  for (size_t i = 1; i < order.size(); ++i) {
    const ReadSlot& before = read[order[i - 1]];
    const ReadSlot& slot = read[order[i]];
    if (before.day != slot.day || before.end <= slot.start) continue;
    const std::string& other = fair.slots(order[i - 1]).id();
    return OfSlot(order[i], "start_time", "slots_overlap",
                  absl::StrCat("与时段 ", other, " 重叠"),
                  absl::StrCat("overlaps with the slot ", other));
  }
  return std::nullopt;
}

}  // namespace

std::optional<absl::CivilDay> ParseFairDate(absl::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  absl::CivilDay day;
  if (!absl::ParseCivilTime(text, &day) || absl::FormatCivilTime(day) != text ||
      day.year() < 1949 || day.year() > 2200) {
    return std::nullopt;
  }
  return day;
}

std::optional<int32_t> ParseFairTime(absl::string_view text) {
  if (text.size() != 5 || text[2] != ':' || !AreDigits(text.substr(0, 2)) ||
      !AreDigits(text.substr(3))) {
    return std::nullopt;
  }
  const int32_t hours = (text[0] - '0') * 10 + (text[1] - '0');
  const int32_t minutes = (text[3] - '0') * 10 + (text[4] - '0');
  const int32_t all = hours * 60 + minutes;
  if (minutes > 59 || all > kMinutesADay) return std::nullopt;
  return all;
}

std::optional<Violation> CheckSlots(const Fair& fair) {
  absl::TimeZone zone;
  if (!absl::LoadTimeZone(fair.time_zone(), &zone)) {
    return Violation{"no_time_zone", "time_zone",
                     absl::StrCat("“", fair.time_zone(), "”不是时区"),
                     absl::StrCat("\"", fair.time_zone(),
                                  "\" is no time zone, such as Asia/Shanghai")};
  }
  std::vector<ReadSlot> read(fair.slots_size());
  for (int i = 0; i < fair.slots_size(); ++i) {
    if (auto bad = ReadTimes(fair.slots(i), i, read[i])) return bad;
    if (auto bad = CheckClocks(read[i], i, zone)) return bad;
  }
  return CheckOverlaps(fair, read);
}

void SortSlots(Fair& fair) {
  std::sort(
      fair.mutable_slots()->begin(), fair.mutable_slots()->end(),
      [](const Slot& a, const Slot& b) { return PlaceOf(a) < PlaceOf(b); });
}

SlotTimes::SlotTimes(const Fair& fair) {
  DUIKOU_CHECK(absl::LoadTimeZone(fair.time_zone(), &zone_))
      << fair.time_zone();
  int32_t day = -1;
  for (const Slot& slot : fair.slots()) {
    if (slots_.empty() || slots_.back().date != slot.date()) ++day;
    const absl::CivilDay date = *ParseFairDate(slot.date());
    const int32_t start = *ParseFairTime(slot.start_time());
    const int32_t end = *ParseFairTime(slot.end_time());
    by_id_.emplace(slot.id(), size());
    slots_.push_back({.id = slot.id(),
                      .date = slot.date(),
                      .day = day,
                      .start_minute = start,
                      .end_minute = end,
                      .start = *MomentOf(date, start, zone_),
                      .end = *MomentOf(date, end, zone_)});
  }
}

int SlotTimes::IndexOf(absl::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? kNoSlot : found->second;
}

int SlotTimes::FirstAfter(absl::Time now) const {
  int slot = 0;
  while (slot < size() && slots_[slot].start < now) ++slot;
  return slot;
}

int32_t YearOf(const Fair& fair) {
  if (fair.slots().empty()) return 0;
  return static_cast<int32_t>(ParseFairDate(fair.slots(0).date())->year());
}

}  // namespace duikou
