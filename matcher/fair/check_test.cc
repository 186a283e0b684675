// What a hand-made timetable breaks.
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

using Kind = FairViolationKind;

// By kind, in the order in which they are told.
std::vector<Kind> KindsOf(const TimetableProblem& problem,
                          const Timetable& timetable) {
  const auto found = CheckTimetable(problem, timetable);
  EXPECT_TRUE(found.ok()) << found.status();
  std::vector<Kind> kinds;
  for (const FairViolation& violation : *found) {
    kinds.push_back(violation.kind);
  }
  return kinds;
}

// Four slots, two halls with a table each and 20 minutes between them.
TimetableProblem TwoHalls() {
  TimetableProblem problem =
      testing::SmallFair(4, 2, 4, {{0, 1}, {0, 2}, {2, 3}});
  problem.halls = 2;
  problem.walk_minutes = {0, 20, 20, 0};
  problem.tables[1].hall = 1;
  return problem;
}

TEST(CheckTimetableTest, NothingIsWrongWithAGoodOne) {
  EXPECT_THAT(KindsOf(TwoHalls(), {{0, 0}, {1, 0}, {0, 1}}),
              ElementsAre(Kind::kParticipantWalk));
  EXPECT_THAT(KindsOf(TwoHalls(), {{0, 0}, {1, 0}, {2, 0}}), IsEmpty());
}

TEST(CheckTimetableTest, WhoIsTwiceAtOnceIsTold) {
  TimetableProblem problem = TwoHalls();
  problem.persons.resize(1);
  problem.meetings[0].persons = {0};
  problem.meetings[2].persons = {0};
  const auto found = CheckTimetable(problem, {{0, 0}, {0, 1}, {3, 0}});
  ASSERT_TRUE(found.ok());
  ASSERT_FALSE(found->empty());
  EXPECT_EQ((*found)[0], (FairViolation{.kind = Kind::kParticipantTwice,
                                        .meeting = 0,
                                        .other = 1,
                                        .participant = 0,
                                        .slot = 0}));
  EXPECT_THAT(KindsOf(problem, {{0, 0}, {1, 0}, {0, 1}}),
              ElementsAre(Kind::kPersonTwice, Kind::kParticipantWalk));
}

TEST(CheckTimetableTest, WhoIsAwayIsTold) {
  TimetableProblem problem = TwoHalls();
  problem.persons.resize(1);
  problem.persons[0].unavailable = {2};
  problem.meetings[2].persons = {0};
  problem.participants[1].unavailable = {0};
  EXPECT_THAT(KindsOf(problem, {{0, 0}, {1, 0}, {2, 0}}),
              ElementsAre(Kind::kParticipantAway, Kind::kPersonAway));
}

TEST(CheckTimetableTest, WhatWasAskedOfAMeetingIsLookedAt) {
  TimetableProblem problem = TwoHalls();
  problem.slots[2].session = problem.slots[3].session = 1;
  problem.meetings[0].session = 1;
  problem.meetings[1].fixed_slot = 2;
  problem.meetings[1].fixed_hall = 1;
  problem.meetings[2].fixed_table = 1;
  problem.meetings[2].needs = 2;
  problem.tables[0].equipment = 1;
  problem.orders = {{2, 1}};
  EXPECT_THAT(KindsOf(problem, {{0, 0}, {1, 0}, {2, 0}}),
              ElementsAre(Kind::kSession, Kind::kFixedSlot, Kind::kFixedHall,
                          Kind::kFixedTable, Kind::kOrder, Kind::kEquipment));
}

TEST(CheckTimetableTest, TablesAreLookedAt) {
  TimetableProblem problem = TwoHalls();
  problem.tables[0].unavailable = {2};
  EXPECT_THAT(KindsOf(problem, {{0, 0}, {1, kNone}, {2, 0}}),
              ElementsAre(Kind::kNoTable, Kind::kTableAway));
  EXPECT_THAT(KindsOf(problem, {{0, 0}, {1, 0}, {0, 0}}),
              ElementsAre(Kind::kTableTwice));
}

TEST(CheckTimetableTest, WalkingTakesAsLongAsItTakes) {
  TimetableProblem problem = TwoHalls();
  EXPECT_THAT(KindsOf(problem, {{0, 0}, {1, 1}, {3, 0}}),
              ElementsAre(Kind::kParticipantWalk, Kind::kBreak));
  problem.walk_minutes = {0, 10, 10, 0};  // as long as there is
  EXPECT_THAT(KindsOf(problem, {{0, 0}, {1, 1}, {2, 0}}), IsEmpty());
  // Past a meeting at which somebody has no hall yet.
  problem.walk_minutes = {0, 41, 41, 0};
  problem.meetings.push_back({.first = 0, .second = 3, .must_hold = true});
  EXPECT_THAT(
      KindsOf(problem, {{0, 0}, {2, 1}, {3, 1}, {1, kNone}}),
      ElementsAre(Kind::kNoTable, Kind::kParticipantWalk, Kind::kBreak));
}

TEST(CheckTimetableTest, TheNightIsNoBreakAndNoWalk) {
  TimetableProblem problem = TwoHalls();
  for (int32_t s = 1; s < 4; ++s) problem.slots[s].day = 1;
  EXPECT_THAT(KindsOf(problem, {{0, 0}, {1, 1}, {2, 1}}), IsEmpty());
  EXPECT_THAT(KindsOf(problem, {{0, 0}, {3, 1}, {2, 1}}), IsEmpty());
}

TEST(CheckTimetableTest, BreaksWarnAndBlockNothing) {
  TimetableProblem problem =
      testing::SmallFair(6, 2, 4, {{0, 1}, {0, 2}, {0, 3}});
  problem.most_break_difference = 1;
  problem.meetings.push_back({.first = 2, .second = 3});
  const auto found = CheckTimetable(problem, {{0, 0}, {2, 0}, {5, 0}, {}});
  ASSERT_TRUE(found.ok());
  EXPECT_TRUE(CanBeHeld(*found));
  EXPECT_THAT(*found,
              ElementsAre(FairViolation{.kind = Kind::kBreak,
                                        .severity = FairSeverity::kWarns,
                                        .participant = 0,
                                        .slot = 1,
                                        .last_slot = 1},
                          FairViolation{.kind = Kind::kBreak,
                                        .severity = FairSeverity::kWarns,
                                        .participant = 0,
                                        .slot = 3,
                                        .last_slot = 4},
                          FairViolation{.kind = Kind::kBreakDifference,
                                        .severity = FairSeverity::kWarns,
                                        .participant = 0},
                          FairViolation{.kind = Kind::kLeftOut,
                                        .severity = FairSeverity::kWarns,
                                        .meeting = 3}));
  EXPECT_EQ(BreaksOf(problem, {{0, 0}, {2, 0}, {5, 0}, {}}), 2);
}

TEST(CheckTimetableTest, MoreMeetingsThanSomebodyWantsWarn) {
  TimetableProblem problem = TwoHalls();
  problem.meetings[1].must_hold = false;
  problem.most_meetings = {1, kNone, 1, 0};
  // Participant 2 has two as well, and 3 one that must be held.
  problem.meetings[0].must_hold = problem.meetings[2].must_hold = true;
  const auto found = CheckTimetable(problem, {{0, 0}, {1, 0}, {2, 0}});
  ASSERT_TRUE(found.ok());
  EXPECT_THAT(*found,
              ElementsAre(FairViolation{.kind = Kind::kTooManyMeetings,
                                        .severity = FairSeverity::kWarns,
                                        .participant = 0},
                          FairViolation{.kind = Kind::kTooManyMeetings,
                                        .severity = FairSeverity::kWarns,
                                        .participant = 2}));
  problem.most_meetings = {2, kNone, 2, 0};
  EXPECT_THAT(KindsOf(problem, {{0, 0}, {1, 0}, {2, 0}}), IsEmpty());
}

TEST(CheckTimetableTest, WhatMustBeHeldAndIsNotBlocks) {
  const auto found = CheckTimetable(TwoHalls(), {{0, 0}, {}, {2, 0}});
  ASSERT_TRUE(found.ok());
  EXPECT_FALSE(CanBeHeld(*found));
  EXPECT_THAT(*found,
              ElementsAre(FairViolation{.kind = Kind::kNotHeld, .meeting = 1}));
}

TEST(CheckTimetableTest, AFixedSlotThatCannotBeIsToldNotRefused) {
  TimetableProblem problem = TwoHalls();
  problem.meetings[0].fixed_slot = 0;
  problem.participants[0].unavailable = {0};
  EXPECT_FALSE(ValidateTimetableProblem(problem).ok());
  EXPECT_THAT(KindsOf(problem, {{0, 0}, {1, 0}, {2, 0}}),
              ElementsAre(Kind::kParticipantAway));
}

}  // namespace
}  // namespace duikou
