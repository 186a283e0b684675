// How a solve behaves; that it is right is what oracle_test.cc looks at.
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/fair/testing/tiny_fair.h"
#include "matcher/fair/timetable.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using testing::SmallFair;
using ::testing::UnorderedElementsAre;

TimetableSolution SolutionOf(const TimetableProblem& problem,
                             const TimetableOptions& options = {}) {
  absl::StatusOr<TimetableSolution> solution = SolveTimetable(problem, options);
  EXPECT_TRUE(solution.ok()) << solution.status();
  return solution.ok() ? *solution : TimetableSolution();
}

// Seven participants, each with each, in as many slots as that takes.
TimetableProblem RoundRobin() {
  std::vector<std::pair<int32_t, int32_t>> pairs;
  for (int32_t a = 0; a < 7; ++a) {
    for (int32_t b = a + 1; b < 7; ++b) pairs.emplace_back(a, b);
  }
  return SmallFair(8, 3, 7, pairs);
}

TEST(SolveTimetableTest, NothingToHoldIsBest) {
  const TimetableSolution solution = SolutionOf(SmallFair(1, 1, 0, {}));
  EXPECT_EQ(solution.status, TimetableStatus::kOptimal);
  EXPECT_TRUE(solution.has_timetable);
  EXPECT_TRUE(solution.timetable.empty());
}

TEST(SolveTimetableTest, OneMeetingIsHeld) {
  const TimetableSolution solution = SolutionOf(SmallFair(1, 1, 2, {{0, 1}}));
  EXPECT_EQ(solution.status, TimetableStatus::kOptimal);
  EXPECT_THAT(solution.timetable, ElementsAre(FairPlacement{0, 0}));
}

TEST(SolveTimetableTest, OfTwoThatClashTheMoreImportantIsHeld) {
  TimetableProblem problem = SmallFair(1, 2, 3, {{0, 1}, {0, 2}});
  problem.meetings[0] = {.first = 0, .second = 1, .importance = 7};
  problem.meetings[1] = {.first = 0, .second = 2, .importance = 8};
  const TimetableSolution solution = SolutionOf(problem);
  EXPECT_EQ(solution.status, TimetableStatus::kOptimal);
  EXPECT_EQ(solution.importance, 8);
  EXPECT_EQ(solution.importance_bound, 8);
  EXPECT_EQ(solution.timetable[0].slot, kNone);
}

TEST(SolveTimetableTest, WhatIsOverALimitIsLeftOutWhereItCostsLeast) {
  // One of two meetings of 1 has to go, and one of two of 0: that of both.
  TimetableProblem problem = SmallFair(3, 3, 4, {{0, 1}, {0, 2}, {1, 3}});
  const int32_t importance[] = {9, 5, 5};
  for (size_t m = 0; m < problem.meetings.size(); ++m) {
    problem.meetings[m].must_hold = false;
    problem.meetings[m].importance = importance[m];
  }
  problem.most_meetings = {1, 1, kNone, kNone};
  const TimetableSolution solution = SolutionOf(problem);
  EXPECT_EQ(solution.status, TimetableStatus::kOptimal);
  EXPECT_EQ(solution.importance, 10);
  EXPECT_EQ(solution.timetable[0].slot, kNone);
}

TEST(SolveTimetableTest, WhatMustBeHeldIsHeldBeyondALimit) {
  TimetableProblem problem = SmallFair(3, 2, 4, {{0, 1}, {0, 2}, {0, 3}});
  problem.meetings[2].must_hold = false;
  problem.most_meetings = {1, kNone, kNone, kNone};
  const TimetableSolution solution = SolutionOf(problem);
  EXPECT_EQ(solution.status, TimetableStatus::kOptimal);
  EXPECT_NE(solution.timetable[0].slot, kNone);
  EXPECT_NE(solution.timetable[1].slot, kNone);
  EXPECT_EQ(solution.timetable[2].slot, kNone);
}

TEST(SolveTimetableTest, ALeaderIsInOnePlaceAtATime) {
  TimetableProblem problem = SmallFair(2, 2, 4, {{0, 1}, {2, 3}});
  problem.persons.resize(1);
  for (FairMeeting& meeting : problem.meetings) meeting.persons = {0};
  const TimetableSolution solution = SolutionOf(problem);
  EXPECT_NE(solution.timetable[0].slot, solution.timetable[1].slot);
}

TEST(SolveTimetableTest, ARoundRobinHasBreaksProvenFewest) {
  const TimetableSolution solution = SolutionOf(RoundRobin());
  EXPECT_EQ(solution.status, TimetableStatus::kOptimal);
  EXPECT_EQ(solution.breaks, solution.breaks_bound);
  EXPECT_EQ(solution.breaks, BreaksOf(RoundRobin(), solution.timetable));
}

TEST(SolveTimetableTest, MoreMeetingsThanSlotsClashWithEachOther) {
  // Three meetings of one participant, two slots.
  const TimetableSolution solution =
      SolutionOf(SmallFair(2, 3, 5, {{0, 1}, {0, 2}, {0, 3}, {3, 4}}));
  EXPECT_EQ(solution.status, TimetableStatus::kInfeasible);
  EXPECT_EQ(solution.clash_kind, FairClashKind::kSmallest);
  EXPECT_THAT(solution.clash,
              UnorderedElementsAre(
                  FairDemand{.kind = FairDemandKind::kMustHold, .meeting = 0},
                  FairDemand{.kind = FairDemandKind::kMustHold, .meeting = 1},
                  FairDemand{.kind = FairDemandKind::kMustHold, .meeting = 2}));
}

TEST(SolveTimetableTest, AClashNamesWhoIsAway) {
  TimetableProblem problem = SmallFair(2, 3, 4, {{0, 1}, {0, 2}, {1, 3}});
  problem.participants[0].unavailable = {1};
  const TimetableSolution solution = SolutionOf(problem);
  EXPECT_EQ(solution.status, TimetableStatus::kInfeasible);
  EXPECT_THAT(
      solution.clash,
      ElementsAre(FairDemand{.kind = FairDemandKind::kMustHold, .meeting = 0},
                  FairDemand{.kind = FairDemandKind::kMustHold, .meeting = 1},
                  FairDemand{.kind = FairDemandKind::kParticipantAway,
                             .participant = 0}));
}

TEST(SolveTimetableTest, TheSameAnswerWhateverRunsTheTasks) {
  const auto in_threads = [](std::vector<std::function<void()>> tasks) {
    std::vector<std::thread> threads;
    for (auto& task : tasks) threads.emplace_back(std::move(task));
    for (std::thread& thread : threads) thread.join();
  };
  const auto backwards = [](std::vector<std::function<void()>> tasks) {
    for (size_t i = tasks.size(); i-- > 0;) tasks[i]();
  };
  const TimetableSolution here = SolutionOf(RoundRobin());
  const TimetableSolution there =
      SolutionOf(RoundRobin(), {.parallel_for = in_threads});
  const TimetableSolution back =
      SolutionOf(RoundRobin(), {.parallel_for = backwards});
  EXPECT_EQ(here.timetable, there.timetable);
  EXPECT_EQ(here.timetable, back.timetable);
  EXPECT_EQ(here.work, there.work);
}

TEST(SolveTimetableTest, CancellingEndsItWithWhatThereIs) {
  const TimetableSolution solution =
      SolutionOf(RoundRobin(), {.cancelled = [] { return true; }});
  EXPECT_TRUE(solution.cancelled);
  EXPECT_LE(solution.breaks_bound, 7);
}

TEST(SolveTimetableTest, ProgressTellsOfBetterAnswersAlone) {
  std::vector<TimetableProgress> told;
  const TimetableSolution solution = SolutionOf(
      RoundRobin(), {.progress = [&](const TimetableProgress& progress) {
        told.push_back(progress);
      }});
  ASSERT_FALSE(told.empty());
  for (size_t i = 1; i < told.size(); ++i) {
    EXPECT_TRUE(!told[i - 1].has_timetable ||
                told[i].breaks <= told[i - 1].breaks);
    EXPECT_GE(told[i].breaks_bound, told[i - 1].breaks_bound);
    EXPECT_GE(told[i].work, told[i - 1].work);
  }
  EXPECT_EQ(told.back().breaks, solution.breaks);
}

TEST(SolveTimetableTest, AnEarlierTimetableIsStartedFrom) {
  const TimetableSolution solution = SolutionOf(RoundRobin());
  const TimetableSolution again =
      SolutionOf(RoundRobin(), {.most_steps = 0, .start = solution.timetable});
  EXPECT_TRUE(again.has_timetable);
  EXPECT_EQ(again.breaks, solution.breaks);
}

TEST(SolveTimetableTest, TablesThatAreNotAlikeAreSharedOutRight) {
  // Two tables have a screen, one of them a booth as well; three meetings at
  // once need screen, booth and nothing.
  TimetableProblem problem = SmallFair(1, 3, 6, {{0, 1}, {2, 3}, {4, 5}});
  problem.tables[0].equipment = 3;
  problem.tables[1].equipment = 1;
  problem.meetings[0].needs = 1;
  problem.meetings[1].needs = 2;
  const TimetableSolution solution = SolutionOf(problem);
  EXPECT_EQ(solution.status, TimetableStatus::kOptimal);
  EXPECT_THAT(solution.timetable,
              ElementsAre(FairPlacement{0, 1}, FairPlacement{0, 0},
                          FairPlacement{0, 2}));
}

}  // namespace
}  // namespace duikou
