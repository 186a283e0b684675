#include "services/fair/slot_times.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/rpc/testing/parse_text.h"

namespace duikou {
namespace {

using fair::v1::Fair;
using ::testing::HasSubstr;
using testing::Parse;

Fair WithSlots(const std::string& zone, const std::string& slots) {
  return Parse<Fair>(absl::StrCat("time_zone: '", zone, "' ", slots));
}

std::string Slot(const std::string& id, const std::string& date,
                 const std::string& from, const std::string& to) {
  return absl::StrCat("slots { id: '", id, "' date: '", date, "' start_time: '",
                      from, "' end_time: '", to, "' } ");
}

// `path: words` of the first rule broken; empty: none is.
std::string Broken(const Fair& fair) {
  const auto bad = CheckSlots(fair);
  return bad ? absl::StrCat(bad->path, ": ", bad->en) : "";
}

TEST(SlotTimesTest, DatesAndTimesOfOtherFormsAreNone) {
  EXPECT_TRUE(ParseFairDate("2026-05-20").has_value());
  for (const char* text : {"2026-5-20", "2026-02-29", "20260520", "", "x"}) {
    EXPECT_FALSE(ParseFairDate(text).has_value()) << text;
  }
  EXPECT_EQ(ParseFairTime("24:00"), 1440);
  for (const char* text : {"24:01", "9:00", "09:60", "09-00", "aa:bb", ""}) {
    EXPECT_FALSE(ParseFairTime(text).has_value()) << text;
  }
}

TEST(SlotTimesTest, ASlotEndsAtMidnightAtTheLatest) {
  EXPECT_EQ(Broken(WithSlots("Asia/Shanghai",
                             Slot("a", "2026-05-20", "23:30", "24:00"))),
            "");
  EXPECT_THAT(Broken(WithSlots("Asia/Shanghai",
                               Slot("a", "2026-05-20", "23:30", "00:30"))),
              HasSubstr("slots[0].end_time: 00:30 is not after 23:30"));
}

TEST(SlotTimesTest, NoSlotLiesOverAChangeOfTheClocks) {
  // 02:00 becomes 03:00 in spring, 03:00 becomes 02:00 in autumn.
  for (const auto& slot : {Slot("a", "2026-03-29", "01:30", "03:30"),
                           Slot("a", "2026-03-29", "02:30", "03:30"),
                           Slot("a", "2026-10-25", "01:30", "03:30"),
                           Slot("a", "2026-10-25", "02:15", "02:45")}) {
    EXPECT_THAT(Broken(WithSlots("Europe/Berlin", slot)),
                HasSubstr("the clocks change"))
        << slot;
  }
  EXPECT_EQ(Broken(WithSlots("Europe/Berlin",
                             Slot("a", "2026-03-29", "09:00", "09:30"))),
            "");
}

TEST(SlotTimesTest, SlotsDoNotOverlapInWhateverOrderTheyCome) {
  EXPECT_THAT(Broken(WithSlots("Asia/Shanghai",
                               Slot("b", "2026-05-20", "09:20", "09:40") +
                                   Slot("a", "2026-05-20", "09:00", "09:30"))),
              HasSubstr("slots[0].start_time: overlaps with the slot a"));
}

TEST(SlotTimesTest, ATimeZoneThatIsNoneIsNamed) {
  EXPECT_THAT(Broken(WithSlots("Mars/Olympus", "")),
              HasSubstr("time_zone: \"Mars/Olympus\" is no time zone"));
}

TEST(SlotTimesTest, TimesAreThoseOfTheFairsZone) {
  Fair fair = WithSlots("Asia/Shanghai",
                        Slot("next", "2026-05-21", "09:00", "09:30") +
                            Slot("first", "2026-05-20", "09:00", "09:30"));
  SortSlots(fair);
  const SlotTimes times(fair);
  ASSERT_EQ(times.size(), 2);
  EXPECT_EQ(times.IndexOf("first"), 0);
  EXPECT_EQ(times.IndexOf("none"), SlotTimes::kNoSlot);
  EXPECT_EQ(times[1].day, 1);
  EXPECT_EQ(absl::FormatTime(times[0].start, absl::UTCTimeZone()),
            "2026-05-20T01:00:00+00:00");
  EXPECT_EQ(times.FirstAfter(times[0].start + absl::Seconds(1)), 1);
  EXPECT_EQ(times.FirstAfter(absl::InfiniteFuture()), 2);
  EXPECT_EQ(YearOf(fair), 2026);
}

}  // namespace
}  // namespace duikou
