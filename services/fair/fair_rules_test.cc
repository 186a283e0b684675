#include "services/fair/fair_rules.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/fair/delegates_text.h"
#include "services/fair/stands.h"
#include "services/rpc/testing/parse_text.h"

namespace duikou {
namespace {

using fair::v1::Fair;
using fair::v1::MeetingRequest;
using fair::v1::Participant;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Parse;

constexpr char kFair[] = R"pb(
  time_zone: "Asia/Shanghai"
  slots {
    id: "s1"
    date: "2026-05-20"
    start_time: "09:00"
    end_time: "09:30"
    session: "morning"
  }
  halls {
    id: "a"
    display_name { zh: "A馆" }
    tables { id: "a1" equipment: "screen" }
  }
)pb";

Fair FairWith(const std::string& more) {
  return Parse<Fair>(absl::StrCat(kFair, more));
}

std::string Text(const std::optional<Violation>& bad) {
  return bad ? absl::StrCat(bad->path, ": ", bad->en) : "";
}

TEST(FairRulesTest, ATableStandsInOneHall) {
  EXPECT_THAT(
      Text(CheckFair(FairWith(
          "halls { id: 'b' display_name { zh: 'B' } tables { id: 'b1' } "
          "tables { id: 'a1' } }"))),
      HasSubstr("halls[1].tables[1].id: \"a1\" is a table of the hall a"));
}

TEST(FairRulesTest, StandsAreInHallsThatThereAre) {
  EXPECT_THAT(Text(CheckFair(FairWith("stands { id: 'z1' hall: 'z' }"))),
              HasSubstr("stands[0].hall: there is no hall \"z\""));
}

TEST(FairRulesTest, TheLeastMeetingsAreNoMoreThanTheMost) {
  EXPECT_EQ(Text(CheckFair(FairWith("least_meetings: 5"))), "");
  EXPECT_THAT(Text(CheckFair(FairWith("least_meetings: 5 most_meetings: 4"))),
              HasSubstr("least_meetings: 5 is more than most_meetings 4"));
}

TEST(FairRulesTest, AParticipantKnowsItsSlotsAndHasOneLeader) {
  const Fair fair = FairWith("");
  EXPECT_THAT(Text(CheckParticipant(
                  fair, Parse<Participant>("available_slots: 'none'"))),
              HasSubstr("available_slots[0]: there is no slot \"none\""));
  EXPECT_THAT(
      Text(CheckParticipant(
          fair, Parse<Participant>("delegates { id: 'a' leader: true } "
                                   "delegates { id: 'b' leader: true }"))),
      HasSubstr("delegates[1].leader: the delegation has a leader"));
}

TEST(FairRulesTest, ARequestAsksForWhatTheFairHas) {
  const Fair fair = FairWith("");
  EXPECT_EQ(
      Text(CheckDemands(fair, Parse<MeetingRequest>(
                                  "session: 'morning' equipment: 'screen'"))),
      "");
  EXPECT_THAT(Text(CheckDemands(fair, Parse<MeetingRequest>("session: 'x'"))),
              HasSubstr("session: there is no session \"x\""));
  EXPECT_THAT(
      Text(CheckDemands(fair, Parse<MeetingRequest>("equipment: 'piano'"))),
      HasSubstr("equipment[0]: no table has \"piano\""));
}

TEST(FairRulesTest, NobodyMeetsItself) {
  EXPECT_THAT(Text(CheckTwoSides(
                  Parse<MeetingRequest>("supporter: 'u/a' recipient: 'u/a'"))),
              HasSubstr("nobody meets itself"));
}

TEST(FairRulesTest, WhatIsTakenAwayIsTold) {
  const Fair fair = FairWith("");
  EXPECT_THAT(SlotsTakenAway(fair, Fair()), ElementsAre("s1"));
  EXPECT_THAT(TablesTakenAway(fair, Fair()), ElementsAre("a1"));
  EXPECT_THAT(SlotsTakenAway(fair, fair), IsEmpty());
}

Participant Wants(const std::string& unit, const std::string& side, int stands,
                  int registered) {
  return Parse<Participant>(absl::StrCat(
      "unit: '", unit, "' side: SIDE_", side, " stands_wanted: ", stands,
      " create_time { seconds: ", registered, " }"));
}

TEST(StandsTest, RecipientsGetFreeStandsFirst) {
  Fair fair = FairWith(
      "stands { id: '1' } stands { id: '2' free_of_charge: true } "
      "stands { id: '3' free_of_charge: true }");
  EXPECT_THAT(GiveStands({Wants("early", "SUPPORTER", 1, 1),
                          Wants("late", "RECIPIENT", 2, 3),
                          Wants("county", "RECIPIENT", 1, 2)},
                         fair),
              ElementsAre("late"));
  EXPECT_EQ(fair.stands(1).holder(), "county");
  EXPECT_EQ(fair.stands(2).holder(), "late");
  EXPECT_EQ(fair.stands(0).holder(), "early");
}

TEST(DelegatesTextTest, WhatIsWrittenIsReadBack) {
  const char kText[] = "*王建国/副市长/138/w@example.cn#wang；李四/科长；赵六";
  Participant participant;
  ASSERT_FALSE(SetDelegates(kText, participant).has_value());
  ASSERT_EQ(participant.delegates_size(), 3);
  EXPECT_TRUE(participant.delegates(0).leader());
  EXPECT_EQ(participant.delegates(0).shared_id(), "wang");
  EXPECT_EQ(participant.delegates(1).title(), "科长");
  EXPECT_EQ(DelegatesText(participant), kText);
}

TEST(DelegatesTextTest, APersonWithoutANameOrWithTooMuchIsRefused) {
  Participant participant;
  for (const char* text : {"/科长", "a/b/c/d/e", "李四#不是编号"}) {
    EXPECT_TRUE(SetDelegates(text, participant).has_value()) << text;
  }
}

}  // namespace
}  // namespace duikou
