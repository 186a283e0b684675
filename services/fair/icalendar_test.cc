#include "services/fair/icalendar.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/utf8.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

CalendarEvent Event() {
  return {.uid = "hubei-spring-hzau--zigui@duikou",
          .start = absl::FromUnixSeconds(1'400'000'000),
          .end = absl::FromUnixSeconds(1'400'001'800),
          .changed = absl::FromUnixSeconds(1'399'000'000),
          .summary = "洽谈，与秭归; a\\b\nnext",
          .location = "A馆 a1"};
}

TEST(ICalendarTest, TimesAreInUtcAndTextsEscaped) {
  const std::string file = ICalendar("日程", {Event()});
  EXPECT_TRUE(absl::StartsWith(file, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
  EXPECT_TRUE(absl::EndsWith(file, "END:VEVENT\r\nEND:VCALENDAR\r\n"));
  EXPECT_THAT(file, HasSubstr("\r\nDTSTART:20140513T165320Z\r\n"));
  EXPECT_THAT(file, HasSubstr("\r\nDTEND:20140513T172320Z\r\n"));
  EXPECT_THAT(file, HasSubstr("洽谈，与秭归\\; a\\\\b\\nnext\r\n"));
  EXPECT_THAT(file, HasSubstr("\r\nSTATUS:CONFIRMED\r\n"));
  EXPECT_THAT(ICalendar("日程;\n第1天", {}),
              HasSubstr("\r\nX-WR-CALNAME:日程;\\n第1天\r\n"));
}

TEST(ICalendarTest, WhatWasCalledOffSaysSo) {
  CalendarEvent event = Event();
  event.cancelled = true;
  EXPECT_THAT(ICalendar("日程", {event}), HasSubstr("STATUS:CANCELLED"));
}

TEST(ICalendarTest, LongLinesAreFoldedBetweenCharacters) {
  CalendarEvent event = Event();
  event.summary.clear();
  for (int i = 0; i < 60; ++i) event.summary += "谈a";
  const std::string file = ICalendar("日程", {event});
  for (const std::string& line :
       std::vector<std::string>(absl::StrSplit(file, "\r\n"))) {
    EXPECT_LE(line.size(), 75u) << line;
    EXPECT_TRUE(ScanUtf8(line).valid) << line;
  }
  EXPECT_THAT(absl::StrReplaceAll(file, {{"\r\n ", ""}}),
              HasSubstr("SUMMARY:" + event.summary + "\r\n"));
}

}  // namespace
}  // namespace duikou
