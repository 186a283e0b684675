// What a repair leaves alone; that it moves fewest is in oracle_test.cc.
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/fair/testing/tiny_fair.h"
#include "matcher/fair/timetable.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::SmallFair;

TimetableRepair RepairOf(const TimetableProblem& problem,
                         const Timetable& timetable,
                         const RepairOptions& options = {}) {
  absl::StatusOr<TimetableRepair> repair =
      RepairTimetable(problem, timetable, options);
  EXPECT_TRUE(repair.ok()) << repair.status();
  if (!repair.ok()) return {};
  EXPECT_EQ(repair->status, RepairStatus::kOptimal);
  EXPECT_EQ(repair->cost, repair->cost_bound);
  return *repair;
}

TEST(RepairTimetableTest, WhereNothingIsWrongNothingChanges) {
  const TimetableProblem problem = SmallFair(3, 1, 3, {{0, 1}, {0, 2}, {1, 2}});
  const Timetable published = {{2, 0}, {0, 0}, {1, 0}};
  const TimetableRepair repair = RepairOf(problem, published);
  EXPECT_EQ(repair.timetable, published);
  EXPECT_EQ(repair.cost, 0);
}

TEST(RepairTimetableTest, WhoComesLateMeetsLater) {
  TimetableProblem problem = SmallFair(4, 2, 4, {{0, 1}, {0, 2}, {1, 3}});
  const Timetable published = {{0, 0}, {1, 0}, {1, 1}};
  problem.participants[0].unavailable = {0};
  const TimetableRepair repair = RepairOf(problem, published);
  EXPECT_THAT(repair.moved, ElementsAre(0));
  EXPECT_THAT(repair.dropped, IsEmpty());
  EXPECT_EQ(repair.timetable[1], published[1]);
}

TEST(RepairTimetableTest, OneIsMovedToMakeRoomForAnother) {
  // Only slot 1 is left for the first, which the second can leave.
  TimetableProblem problem = SmallFair(3, 1, 4, {{0, 1}, {2, 3}});
  const Timetable published = {{0, 0}, {1, 0}};
  problem.participants[0].unavailable = {0, 2};
  const TimetableRepair repair = RepairOf(problem, published);
  EXPECT_THAT(repair.moved, ElementsAre(0, 1));
  EXPECT_EQ(repair.cost, 2);
  // Where dropping it costs as little as moving it, moving another is too much.
  const TimetableRepair dropping =
      RepairOf(problem, published, {.drop_cost = 1, .must_drop_cost = 1});
  EXPECT_THAT(dropping.dropped, ElementsAre(0));
}

TEST(RepairTimetableTest, WhoDoesNotComeIsLeftOut) {
  TimetableProblem problem = SmallFair(2, 2, 3, {{0, 1}, {0, 2}});
  problem.meetings[1].must_hold = false;
  problem.participants[0].unavailable = {0, 1};
  const TimetableRepair repair = RepairOf(problem, {{0, 0}, {1, 0}});
  EXPECT_THAT(repair.dropped, ElementsAre(0, 1));
  EXPECT_EQ(repair.cost, 110);
}

TEST(RepairTimetableTest, ALostTableIsReplacedInItsHall) {
  TimetableProblem problem = SmallFair(2, 2, 2, {{0, 1}});
  problem.tables[0].unavailable = {0, 1};
  const TimetableRepair repair = RepairOf(problem, {{0, 0}});
  EXPECT_THAT(repair.moved, IsEmpty());
  EXPECT_THAT(repair.other_table, ElementsAre(0));
  EXPECT_EQ(repair.timetable[0], (FairPlacement{0, 1}));
}

TEST(RepairTimetableTest, ALostHallIsLeftForAnother) {
  TimetableProblem problem = SmallFair(2, 2, 2, {{0, 1}});
  problem.halls = 2;
  problem.tables[1].hall = 1;
  problem.tables[0].unavailable = {0, 1};
  const TimetableRepair repair = RepairOf(problem, {{0, 0}});
  EXPECT_THAT(repair.moved, ElementsAre(0));
  EXPECT_EQ(repair.timetable[0].table, 1);
}

TEST(RepairTimetableTest, ThatTablesAreTooFewIsKnownWithoutASearch) {
  // Of 16 tables and slots half are lost, and each had a meeting.
  std::vector<std::pair<int32_t, int32_t>> who;
  Timetable published;
  for (int32_t slot = 0; slot < 4; ++slot) {
    for (int32_t pair = 0; pair < 4; ++pair) {
      who.emplace_back(pair, 4 + (pair + slot) % 4);
      published.push_back({slot, pair});
    }
  }
  TimetableProblem problem = SmallFair(4, 4, 8, who);
  for (FairMeeting& meeting : problem.meetings) meeting.must_hold = false;
  for (const int32_t table : {2, 3}) {
    problem.tables[table].unavailable = {0, 1, 2, 3};
  }
  const TimetableRepair repair =
      RepairOf(problem, published, {.most_steps = 0});
  EXPECT_EQ(repair.dropped.size(), 8u);
  EXPECT_EQ(repair.cost, 80);
}

TEST(RepairTimetableTest, WhatHasPassedStays) {
  TimetableProblem problem = SmallFair(4, 1, 4, {{0, 1}, {0, 2}, {0, 3}});
  problem.participants[0].unavailable = {0, 1};
  const Timetable published = {{0, 0}, {1, 0}, {2, 0}};
  const TimetableRepair repair =
      RepairOf(problem, published, {.first_open_slot = 1});
  EXPECT_EQ(repair.timetable[0], published[0]);
  EXPECT_THAT(repair.moved, ElementsAre(1));
  EXPECT_EQ(repair.timetable[1].slot, 3);
}

TEST(RepairTimetableTest, WhatIsFixedWhereItCannotBeIsFree) {
  TimetableProblem problem = SmallFair(2, 1, 2, {{0, 1}});
  problem.meetings[0].fixed_slot = 0;
  problem.participants[1].unavailable = {0};
  const TimetableRepair repair = RepairOf(problem, {{0, 0}});
  EXPECT_THAT(repair.moved, ElementsAre(0));
  EXPECT_EQ(repair.timetable[0].slot, 1);
}

TEST(RepairTimetableTest, WhatWasNotHeldIsNotHeldAfter) {
  const TimetableProblem problem = SmallFair(2, 1, 3, {{0, 1}, {0, 2}});
  const TimetableRepair repair = RepairOf(problem, {{0, 0}, {}});
  EXPECT_EQ(repair.timetable[1].slot, kNone);
  EXPECT_EQ(repair.cost, 0);
}

}  // namespace
}  // namespace duikou
