// The solver against every timetable of tiny random fairs.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/fair/testing/tiny_fair.h"
#include "matcher/fair/timetable.h"
#include "matcher/testing/cases.h"

namespace duikou {
namespace {

using testing::FairOracle;

// Nothing of it blocks, nor is it more uneven than it may.
void ExpectGood(const TimetableProblem& problem, const FairOracle& oracle,
                const TimetableSolution& solution) {
  const auto found = CheckTimetable(problem, solution.timetable);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_TRUE(CanBeHeld(*found));
  EXPECT_TRUE(oracle.Keeps(solution.timetable));
  EXPECT_EQ(solution.importance, ImportanceOf(problem, solution.timetable));
  EXPECT_EQ(solution.breaks, BreaksOf(problem, solution.timetable));
}

// The demands named clash, and any one less do not.
void ExpectClash(FairOracle& oracle, const TimetableSolution& solution) {
  ASSERT_FALSE(solution.clash.empty());
  EXPECT_NE(solution.clash_kind, FairClashKind::kNotMinimal);
  oracle.MeetOnly(solution.clash);
  EXPECT_FALSE(oracle.Feasible());
  for (size_t i = 0; i < solution.clash.size(); ++i) {
    std::vector<FairDemand> fewer = solution.clash;
    fewer.erase(fewer.begin() + i);
    oracle.MeetOnly(fewer);
    EXPECT_TRUE(oracle.Feasible()) << "without demand " << i;
  }
}

// No fewer demands clash, by trying all of one fewer.
void ExpectSmallest(FairOracle& oracle, size_t size) {
  const std::vector<FairDemand> all = oracle.demands();
  std::vector<bool> taken(all.size());
  std::fill_n(taken.begin(), size - 1, true);
  do {
    std::vector<FairDemand> some;
    for (size_t i = 0; i < all.size(); ++i) {
      if (taken[i]) some.push_back(all[i]);
    }
    oracle.MeetOnly(some);
    EXPECT_TRUE(oracle.Feasible());
  } while (std::prev_permutation(taken.begin(), taken.end()));
}

TEST(FairOracleTest, TinyFairsAreSolvedToOptimality) {
  int32_t infeasible = 0, left_out = 0, with_breaks = 0;
  for (uint64_t seed = 1; seed <= testing::Cases(1'000); ++seed) {
    SCOPED_TRACE(seed);
    const TimetableProblem problem = testing::TinyFair(seed);
    FairOracle oracle(problem);
    const std::optional<FairOracle::Best> best = oracle.FindBest();
    const auto solution = SolveTimetable(problem, {});
    ASSERT_TRUE(solution.ok()) << solution.status();
    if (!best.has_value()) {
      EXPECT_EQ(solution->status, TimetableStatus::kInfeasible);
      EXPECT_FALSE(solution->has_timetable);
      ExpectClash(oracle, *solution);
      ++infeasible;
      continue;
    }
    ASSERT_EQ(solution->status, TimetableStatus::kOptimal);
    ASSERT_TRUE(solution->has_timetable);
    EXPECT_EQ(solution->importance, best->importance);
    EXPECT_EQ(solution->importance_bound, best->importance);
    EXPECT_EQ(solution->breaks, best->breaks);
    EXPECT_EQ(solution->breaks_bound, best->breaks);
    EXPECT_TRUE(solution->clash.empty());
    ExpectGood(problem, oracle, *solution);
    left_out += std::count(solution->timetable.begin(),
                           solution->timetable.end(), FairPlacement()) > 0;
    with_breaks += best->breaks > 0;
  }
  // Every kind came up.
  EXPECT_GT(infeasible, testing::Cases(100));
  EXPECT_GT(left_out, testing::Cases(100));
  EXPECT_GT(with_breaks, testing::Cases(20));
}

TEST(FairOracleTest, ASmallestClashIsSmallest) {
  int32_t smallest = 0;
  for (uint64_t seed = 1; seed <= testing::Cases(400); ++seed) {
    SCOPED_TRACE(seed);
    const TimetableProblem problem = testing::TinyFair(seed);
    const auto solution = SolveTimetable(problem, {});
    ASSERT_TRUE(solution.ok());
    if (solution->clash_kind != FairClashKind::kSmallest) continue;
    // Of more, trying all that are one fewer takes too long.
    if (solution->clash.size() > 3) continue;
    FairOracle oracle(problem);
    ExpectSmallest(oracle, solution->clash.size());
    ++smallest;
  }
  EXPECT_GT(smallest, testing::Cases(30));
}

TEST(FairOracleTest, AnyLimitLeavesTheOptimumWithinTheBounds) {
  std::mt19937_64 random(5);
  for (uint64_t seed = 1; seed <= testing::Cases(400); ++seed) {
    SCOPED_TRACE(seed);
    const TimetableProblem problem = testing::TinyFair(seed);
    FairOracle oracle(problem);
    const std::optional<FairOracle::Best> best = oracle.FindBest();
    const auto solution = SolveTimetable(
        problem, {.most_steps = static_cast<int64_t>(random() % 60)});
    ASSERT_TRUE(solution.ok());
    if (!best.has_value()) {
      EXPECT_FALSE(solution->has_timetable);
      continue;
    }
    EXPECT_NE(solution->status, TimetableStatus::kInfeasible);
    EXPECT_GE(solution->importance_bound, best->importance);
    EXPECT_LE(solution->breaks_bound, best->breaks);
    if (!solution->has_timetable) continue;
    EXPECT_LE(solution->importance, best->importance);
    ExpectGood(problem, oracle, *solution);
  }
}

TEST(FairOracleTest, TheCheckAgreesOnAnyTimetable) {
  std::mt19937_64 random(9);
  int32_t good = 0;
  for (uint64_t seed = 1; seed <= testing::Cases(3'000); ++seed) {
    SCOPED_TRACE(seed);
    const TimetableProblem problem = testing::TinyFair(seed % 500);
    Timetable timetable(problem.meetings.size());
    for (FairPlacement& placement : timetable) {
      if (random() % 4 == 0) continue;
      placement = {static_cast<int32_t>(random() % problem.slots.size()),
                   static_cast<int32_t>(random() % problem.tables.size())};
    }
    const auto found = CheckTimetable(problem, timetable);
    ASSERT_TRUE(found.ok());
    const bool unwanted =
        std::any_of(found->begin(), found->end(), [](const auto& violation) {
          return violation.kind == FairViolationKind::kBreakDifference ||
                 violation.kind == FairViolationKind::kTooManyMeetings;
        });
    const bool keeps = FairOracle(problem).Keeps(timetable);
    EXPECT_EQ(CanBeHeld(*found) && !unwanted, keeps);
    good += keeps;
  }
  EXPECT_GT(good, testing::Cases(100));
}

TEST(FairOracleTest, RepairsOfTinyFairsMoveTheFewest) {
  std::mt19937_64 random(3);
  int32_t moved = 0, dropped = 0;
  for (uint64_t seed = 1; seed <= testing::Cases(600); ++seed) {
    SCOPED_TRACE(seed);
    const TimetableProblem problem = testing::TinyFair(seed);
    const auto solution = SolveTimetable(problem, {});
    ASSERT_TRUE(solution.ok());
    if (!solution->has_timetable) continue;
    const TimetableProblem now = testing::Disturbed(problem, random);
    const RepairOptions options{
        .drop_cost = 1 + static_cast<int32_t>(random() % 4),
        .must_drop_cost = 5};
    const auto repair = RepairTimetable(now, solution->timetable, options);
    ASSERT_TRUE(repair.ok()) << repair.status();
    EXPECT_EQ(repair->status, RepairStatus::kOptimal);
    const FairOracle oracle(now);
    EXPECT_EQ(repair->cost, oracle.LeastRepair(solution->timetable, options));
    moved += !repair->moved.empty();
    dropped += !repair->dropped.empty();
  }
  EXPECT_GT(moved, testing::Cases(20));
  EXPECT_GT(dropped, testing::Cases(20));
}

}  // namespace
}  // namespace duikou
