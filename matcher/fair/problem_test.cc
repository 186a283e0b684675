// Bad input is refused, and the field is named.
#include <functional>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/fair/testing/tiny_fair.h"
#include "matcher/fair/timetable.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

// Three slots of which the last is another session, two tables, four
// participants, a person and two meetings.
TimetableProblem GoodFair() {
  TimetableProblem problem = testing::SmallFair(3, 2, 4, {{0, 1}, {2, 3}});
  problem.slots[2].session = 1;
  problem.persons.resize(1);
  problem.meetings[0].persons = {0};
  problem.orders = {{0, 1}};
  return problem;
}

struct BadFair {
  std::string start;  // of the message
  std::function<void(TimetableProblem&)> spoil;
};

std::vector<BadFair> BadSizes() {
  return {
      {"slots.size: ", [](auto& p) { p.slots.clear(); }},
      {"slots.size: ", [](auto& p) { p.slots.resize(257, p.slots[0]); }},
      {"halls: ", [](auto& p) { p.halls = 0; }},
      {"halls: ", [](auto& p) { p.halls = 33; }},
      {"tables.size: ", [](auto& p) { p.tables.clear(); }},
      {"tables.size: ", [](auto& p) { p.tables.resize(1'025); }},
      {"participants.size: ", [](auto& p) { p.participants.resize(10'001); }},
      {"persons.size: ", [](auto& p) { p.persons.resize(20'001); }},
      {"meetings.size: ", [](auto& p) { p.meetings.resize(20'001); }},
      {"orders.size: ", [](auto& p) { p.orders.resize(50'001); }},
      {"most_break_difference: ",
       [](auto& p) { p.most_break_difference = -2; }},
      {"most_break_difference: ",
       [](auto& p) { p.most_break_difference = 257; }},
  };
}

std::vector<BadFair> BadPlaces() {
  return {
      {"slots[0].day: ", [](auto& p) { p.slots[0].day = -1; }},
      {"slots[1].day: ", [](auto& p) { p.slots[0].day = 1; }},
      {"slots[1].start_minute: ", [](auto& p) { p.slots[0].end_minute = 571; }},
      {"slots[0].start_minute: ",
       [](auto& p) { p.slots[0].start_minute = -1; }},
      {"slots[0].end_minute: ", [](auto& p) { p.slots[0].end_minute = 540; }},
      {"slots[2].end_minute: ", [](auto& p) { p.slots[2].end_minute = 1'441; }},
      {"slots[0].session: ", [](auto& p) { p.slots[0].session = 256; }},
      {"walk_minutes: ",
       [](auto& p) {
         p.walk_minutes = {0, 1};
       }},
      {"walk_minutes[0]: ", [](auto& p) { p.walk_minutes = {1}; }},
      {"walk_minutes[1]: ",
       [](auto& p) {
         p.halls = 2, p.walk_minutes = {0, 1, 2, 0};
       }},
      {"walk_minutes[1]: ",
       [](auto& p) {
         p.halls = 2, p.walk_minutes = {0, -1, -1, 0};
       }},
      {"tables[1].hall: ", [](auto& p) { p.tables[1].hall = 1; }},
      {"tables[0].unavailable[0]: ",
       [](auto& p) { p.tables[0].unavailable = {3}; }},
      {"participants[2].unavailable[1]: ",
       [](auto& p) {
         p.participants[2].unavailable = {1, 1};
       }},
      {"persons[0].unavailable[0]: ",
       [](auto& p) { p.persons[0].unavailable = {-1}; }},
      {"most_meetings: ", [](auto& p) { p.most_meetings = {1}; }},
      {"most_meetings[2]: ",
       [](auto& p) {
         p.most_meetings = {0, kNone, -2, 0};
       }},
  };
}

std::vector<BadFair> BadMeetings() {
  return {
      {"meetings[1].first: ", [](auto& p) { p.meetings[1].first = 4; }},
      {"meetings[1].second: ", [](auto& p) { p.meetings[1].second = kNone; }},
      {"meetings[1].second: ", [](auto& p) { p.meetings[1].second = 2; }},
      {"meetings[0].persons[0]: ",
       [](auto& p) { p.meetings[0].persons = {1}; }},
      {"meetings[0].persons[1]: ",
       [](auto& p) {
         p.meetings[0].persons = {0, 0};
       }},
      {"meetings[0].importance: ",
       [](auto& p) { p.meetings[0].importance = -1; }},
      {"meetings[0].importance: ",
       [](auto& p) { p.meetings[0].importance = 1'000'001; }},
      {"meetings[0].session: ", [](auto& p) { p.meetings[0].session = 2; }},
      {"meetings[0].fixed_slot: ",
       [](auto& p) { p.meetings[0].fixed_slot = 3; }},
      {"meetings[0].fixed_hall: ",
       [](auto& p) { p.meetings[0].fixed_hall = 1; }},
      {"meetings[0].fixed_table: ",
       [](auto& p) { p.meetings[0].fixed_table = -2; }},
      {"meetings[0].fixed_slot: ",
       [](auto& p) {
         p.meetings[0].session = 1, p.meetings[0].fixed_slot = 0;
       }},
      {"meetings[0].fixed_slot: participants[1]",
       [](auto& p) {
         p.meetings[0].fixed_slot = 1;
         p.participants[1].unavailable = {0, 1};
       }},
      {"meetings[0].fixed_slot: persons[0]",
       [](auto& p) {
         p.meetings[0].fixed_slot = 1;
         p.persons[0].unavailable = {1};
       }},
      {"meetings[0].fixed_table: ",
       [](auto& p) { p.meetings[0].needs = 1, p.meetings[0].fixed_table = 0; }},
      {"meetings[0].fixed_table: ",
       [](auto& p) {
         p.halls = 2;
         p.meetings[0].fixed_hall = 1;
         p.meetings[0].fixed_table = 0;
       }},
      {"meetings[0].fixed_table: ",
       [](auto& p) {
         p.tables[0].unavailable = {1};
         p.meetings[0].fixed_slot = 1;
         p.meetings[0].fixed_table = 0;
       }},
  };
}

std::vector<BadFair> BadOrders() {
  return {
      {"orders[0].before: ", [](auto& p) { p.orders[0].before = 2; }},
      {"orders[0].after: ", [](auto& p) { p.orders[0].after = kNone; }},
      {"orders[0]: ",
       [](auto& p) {
         p.orders = {{1, 1}};
       }},
      {"orders[2]: is part of a circle",
       [](auto& p) {
         p.meetings.push_back(p.meetings[1]);
         p.meetings.push_back(p.meetings[1]);
         p.orders = {{2, 3}, {0, 1}, {1, 0}, {1, 2}};
       }},
  };
}

TEST(TimetableProblemTest, AGoodFairIsTaken) {
  EXPECT_TRUE(ValidateTimetableProblem(GoodFair()).ok());
}

TEST(TimetableProblemTest, EachBadFieldIsNamed) {
  for (const auto& rows :
       {BadSizes(), BadPlaces(), BadMeetings(), BadOrders()}) {
    for (const BadFair& bad : rows) {
      TimetableProblem problem = GoodFair();
      bad.spoil(problem);
      const absl::Status status = ValidateTimetableProblem(problem);
      EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
      EXPECT_THAT(std::string(status.message()), StartsWith(bad.start));
      EXPECT_FALSE(SolveTimetable(problem, {}).ok()) << bad.start;
    }
  }
}

TEST(TimetableProblemTest, TheMostOfEverythingIsTaken) {
  TimetableProblem problem = GoodFair();
  for (FairMeeting& meeting : problem.meetings) {
    meeting.must_hold = false;
    meeting.importance = kMaxImportance;
  }
  problem.meetings.resize(kMaxFairMeetings, problem.meetings[0]);
  problem.participants.resize(kMaxFairParticipants);
  problem.persons.resize(kMaxFairPersons);
  problem.tables.resize(kMaxFairTables);
  const auto solution = SolveTimetable(problem, {.most_steps = 0});
  ASSERT_TRUE(solution.ok()) << solution.status();
  EXPECT_GE(solution->importance_bound, 3 * int64_t{kMaxImportance});
}

TEST(TimetableProblemTest, ATimetableFitsTheProblem) {
  const TimetableProblem problem = GoodFair();
  const std::vector<std::pair<std::string, Timetable>> rows = {
      {"timetable: ", {{}}},
      {"timetable[0].slot: ", {{3, 0}, {}}},
      {"timetable[1].table: ", {{}, {0, 2}}},
      {"timetable[1].table: ", {{}, {kNone, 0}}},
  };
  for (const auto& [start, timetable] : rows) {
    const absl::Status status = ValidateTimetable(problem, timetable);
    EXPECT_THAT(std::string(status.message()), StartsWith(start));
    EXPECT_FALSE(CheckTimetable(problem, timetable).ok());
    EXPECT_FALSE(RepairTimetable(problem, timetable, {}).ok());
  }
  const auto solution = SolveTimetable(problem, {.start = {{3, 0}, {}}});
  EXPECT_THAT(std::string(solution.status().message()),
              StartsWith("start[0].slot: "));
}

TEST(TimetableProblemTest, OptionsOutOfRangeAreNamed) {
  const TimetableProblem problem = GoodFair();
  EXPECT_THAT(
      std::string(
          SolveTimetable(problem, {.most_steps = -1}).status().message()),
      HasSubstr("most_steps"));
  const Timetable nothing(2);
  const std::vector<std::pair<std::string, RepairOptions>> rows = {
      {"first_open_slot: ", {.first_open_slot = -1}},
      {"first_open_slot: ", {.first_open_slot = 4}},
      {"drop_cost: ", {.drop_cost = 0}},
      {"drop_cost: ", {.drop_cost = 1'001}},
      {"must_drop_cost: ", {.must_drop_cost = 0}},
      {"must_drop_cost: ", {.must_drop_cost = 1'001}},
      {"most_steps: ", {.most_steps = -1}},
  };
  for (const auto& [start, options] : rows) {
    const auto repair = RepairTimetable(problem, nothing, options);
    EXPECT_THAT(std::string(repair.status().message()), StartsWith(start));
  }
}

}  // namespace
}  // namespace duikou
