#include "matcher/assignment/factor_method.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <numeric>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

SplitTarget Target(std::vector<int64_t> values, int64_t floor = 0,
                   std::optional<int64_t> cap = std::nullopt) {
  SplitTarget target{.values = std::move(values), .floor = Money::Fen(floor)};
  if (cap.has_value()) target.cap = Money::Fen(*cap);
  return target;
}

std::vector<int64_t> Amounts(const FactorSplit& split) {
  std::vector<int64_t> amounts;
  for (const FactorShare& share : split.shares) {
    amounts.push_back(share.amount.fen());
  }
  return amounts;
}

int64_t Total(const FactorSplit& split) {
  const std::vector<int64_t> amounts = Amounts(split);
  return std::accumulate(amounts.begin(), amounts.end(), int64_t{0});
}

FactorSplit Split(int64_t amount, std::vector<SplitFactor> factors,
                  std::vector<SplitTarget> targets) {
  return SplitByFactors({.amount = Money::Fen(amount),
                         .factors = std::move(factors),
                         .targets = std::move(targets)});
}

TEST(FactorMethodTest, ASingleTargetGetsAll) {
  const FactorSplit split = Split(7, {{}}, {Target({3})});
  EXPECT_EQ(split.status, SplitStatus::kSplit);
  EXPECT_THAT(Amounts(split), ElementsAre(7));
}

TEST(FactorMethodTest, SharesAreInProportionToTheValues) {
  const FactorSplit split =
      Split(1000, {{}}, {Target({2}), Target({3}), Target({5})});
  EXPECT_THAT(Amounts(split), ElementsAre(200, 300, 500));
  EXPECT_THAT(split.shares[1].factor_parts, ElementsAre(300'000));
  EXPECT_EQ(split.shares[1].weighted_part, 300'000);
  EXPECT_EQ(split.shares[1].unbounded, Money::Fen(300));
  EXPECT_EQ(split.shares[1].bound, SplitBound::kNone);
  EXPECT_FALSE(split.shares[1].rounded_up);
}

TEST(FactorMethodTest, WeightsCountAgainstEachOtherWhateverTheFactorsUnits) {
  // ¾ · 10 % + ¼ · 50 % = 20 %, in people and in hundred-millions of fen.
  const FactorSplit split =
      Split(1000, {{.weight = 3}, {.weight = 1}},
            {Target({1, 50'000'000'000}), Target({9, 50'000'000'000})});
  EXPECT_THAT(Amounts(split), ElementsAre(200, 800));
  EXPECT_THAT(split.shares[0].factor_parts, ElementsAre(100'000, 500'000));
  EXPECT_EQ(split.shares[0].weighted_part, 200'000);
}

TEST(FactorMethodTest, AnInverseFactorGivesMostToTheLeast) {
  // 1/3 : 1/6 = 2 : 1, exactly.
  const FactorSplit split =
      Split(300, {{.inverse = true}}, {Target({3}), Target({6})});
  EXPECT_THAT(Amounts(split), ElementsAre(200, 100));
  EXPECT_EQ(split.shares[0].unbounded, Money::Fen(200));
  EXPECT_EQ(split.shares[0].factor_parts[0], 666'667);
}

TEST(FactorMethodTest, InverseValuesWithoutASmallMultipleStayInOrder) {
  std::vector<SplitTarget> targets;
  for (int64_t i = 0; i < 200; ++i) {
    targets.push_back(Target({1'000'000'000'000'000 + 2 * i + 1}));
  }
  const FactorSplit split = Split(Money::kMaxFen, {{.inverse = true}}, targets);
  EXPECT_EQ(Total(split), Money::kMaxFen);
  const std::vector<int64_t> amounts = Amounts(split);
  EXPECT_TRUE(std::is_sorted(amounts.rbegin(), amounts.rend()));
  EXPECT_LT(amounts.back(), amounts.front());
}

TEST(FactorMethodTest, TheFenLeftOverGoToTheLargestRemaindersThenInOrder) {
  EXPECT_THAT(
      Amounts(Split(100, {{}}, {Target({1}), Target({1}), Target({1})})),
      ElementsAre(34, 33, 33));
  // 1.67, 3.33, 5: the first has the largest remainder.
  const FactorSplit split =
      Split(10, {{}}, {Target({1}), Target({2}), Target({3})});
  EXPECT_THAT(Amounts(split), ElementsAre(2, 3, 5));
  EXPECT_TRUE(split.shares[0].rounded_up);
  EXPECT_FALSE(split.shares[1].rounded_up);
  EXPECT_EQ(split.shares[0].unbounded, Money::Fen(1));
}

TEST(FactorMethodTest, FloorsAndCapsHoldAndTheRestIsShared) {
  // In proportion 100, 300, 600. The floor takes 200, the cap 400.
  const FactorSplit split =
      Split(1000, {{}}, {Target({1}, 200), Target({3}), Target({6}, 0, 400)});
  EXPECT_THAT(Amounts(split), ElementsAre(200, 400, 400));
  EXPECT_EQ(split.shares[0].bound, SplitBound::kFloor);
  EXPECT_EQ(split.shares[1].bound, SplitBound::kNone);
  EXPECT_EQ(split.shares[2].bound, SplitBound::kCap);
  EXPECT_EQ(split.shares[2].unbounded, Money::Fen(600));
}

TEST(FactorMethodTest, WhatACapSetsFreeCanLiftAnotherOverItsFloor) {
  // At first the second is below its floor; with what the cap of the first
  // sets free it is not.
  const FactorSplit split =
      Split(1000, {{}}, {Target({8}, 0, 400), Target({1}, 150), Target({1})});
  EXPECT_THAT(Amounts(split), ElementsAre(400, 300, 300));
  EXPECT_EQ(split.shares[1].bound, SplitBound::kNone);
}

TEST(FactorMethodTest, ATargetWithoutValueGetsItsFloor) {
  const FactorSplit split =
      Split(100, {{}}, {Target({0}, 10), Target({0}), Target({1})});
  EXPECT_THAT(Amounts(split), ElementsAre(10, 0, 90));
  EXPECT_EQ(split.shares[0].bound, SplitBound::kFloor);
  EXPECT_EQ(split.shares[1].bound, SplitBound::kNone);
}

TEST(FactorMethodTest, FloorsAboveTheAmountAreInfeasible) {
  const FactorSplit split =
      Split(100, {{}}, {Target({1}, 60), Target({1}, 41)});
  EXPECT_EQ(split.status, SplitStatus::kInfeasible);
  EXPECT_EQ(split.obstacle, SplitObstacle::kFloorsTooHigh);
  EXPECT_EQ(split.together_fen, 101);
  EXPECT_THAT(split.shares, IsEmpty());
}

TEST(FactorMethodTest, CapsBelowTheAmountAreInfeasible) {
  // The second has no part, so that its cap gives no room.
  const FactorSplit split =
      Split(100, {{}}, {Target({1}, 0, 60), Target({0}, 10, 500)});
  EXPECT_EQ(split.obstacle, SplitObstacle::kCapsTooLow);
  EXPECT_EQ(split.together_fen, 70);
  EXPECT_THAT(split.shares, IsEmpty());
}

TEST(FactorMethodTest, FloorsAndCapsThatMeetTheAmountExactlyAreASplit) {
  EXPECT_THAT(Amounts(Split(100, {{}}, {Target({1}, 60), Target({1}, 40)})),
              ElementsAre(60, 40));
  EXPECT_THAT(
      Amounts(Split(100, {{}}, {Target({9}, 0, 60), Target({1}, 0, 40)})),
      ElementsAre(60, 40));
}

TEST(FactorMethodTest, AFactorThatNobodyHasIsInfeasible) {
  const FactorSplit split =
      Split(100, {{}, {}}, {Target({1, 0}), Target({2, 0})});
  EXPECT_EQ(split.obstacle, SplitObstacle::kNoValue);
  EXPECT_EQ(split.factor, 1);
  EXPECT_THAT(split.shares, IsEmpty());
}

TEST(FactorMethodTest, TheLargestNumbersDoNotOverflow) {
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
  std::vector<SplitTarget> targets;
  for (int i = 0; i < 500; ++i) {
    targets.push_back(
        Target(std::vector<int64_t>(20, kMost - i), Money::kMaxFen / 500 - 1));
  }
  std::vector<SplitFactor> factors(20, {.weight = 1'000'000});
  EXPECT_EQ(Total(Split(Money::kMaxFen, factors, targets)), Money::kMaxFen);
  for (SplitTarget& target : targets) target.floor = Money::Fen(kMost);
  EXPECT_EQ(Split(Money::kMaxFen, factors, targets).together_fen, kMost);
}

// Small instances, solved by trying every way of holding targets.

using Wide = absl::int128;

FactorProblem RandomProblem(std::mt19937& random) {
  const auto number = [&random](int from, int to) {
    return std::uniform_int_distribution<int>(from, to)(random);
  };
  FactorProblem problem{.amount = Money::Fen(number(1, 400))};
  const int factors = number(1, 3);
  for (int j = 0; j < factors; ++j) {
    problem.factors.push_back(
        {.weight = number(1, 5), .inverse = number(0, 2) == 0});
  }
  const int targets = number(1, 5);
  for (int i = 0; i < targets; ++i) {
    SplitTarget target;
    for (const SplitFactor& factor : problem.factors) {
      target.values.push_back(number(factor.inverse ? 1 : 0, 12));
    }
    if (number(0, 2) == 0) target.floor = Money::Fen(number(0, 120));
    if (number(0, 2) == 0) {
      target.cap = Money::Fen(target.floor.fen() + number(0, 150));
    }
    problem.targets.push_back(target);
  }
  return problem;
}

std::string Text(const FactorProblem& problem) {
  std::string text = absl::StrCat(problem.amount.fen(), " fen;");
  for (const SplitFactor& factor : problem.factors) {
    absl::StrAppend(&text, " ", factor.inverse ? "1/" : "", factor.weight);
  }
  for (const SplitTarget& target : problem.targets) {
    absl::StrAppend(&text, "; ", absl::StrJoin(target.values, ","), " in ",
                    target.floor.fen(), "…",
                    target.cap.has_value() ? target.cap->fen() : -1);
  }
  return text;
}

// Empty where a factor has no value.
std::vector<Wide> PlainParts(const FactorProblem& problem) {
  constexpr int64_t kMultiple = 27'720;  // of 1 … 12
  std::vector<Wide> parts(problem.targets.size(), 0);
  Wide sums = 1;
  for (size_t j = 0; j < problem.factors.size(); ++j) {
    std::vector<Wide> values;
    Wide sum = 0;
    for (const SplitTarget& target : problem.targets) {
      values.push_back(problem.factors[j].inverse ? kMultiple / target.values[j]
                                                  : target.values[j]);
      sum += values.back();
    }
    if (sum == 0) return {};
    for (size_t i = 0; i < parts.size(); ++i) {
      parts[i] = parts[i] * sum + values[i] * sums * problem.factors[j].weight;
    }
    sums *= sum;
  }
  return parts;
}

// The split in which the digits of `code` (base 3: free, floor, cap) say what
// holds each target; none where that contradicts the proportions.
std::optional<std::vector<int64_t>> SplitHeld(const FactorProblem& problem,
                                              const std::vector<Wide>& parts,
                                              int code) {
  const size_t count = parts.size();
  std::vector<int> held(count);
  std::vector<int64_t> amounts(count);
  Wide left = problem.amount.fen();
  Wide whole = 0;
  for (size_t i = 0; i < count; ++i, code /= 3) {
    held[i] = code % 3;
    const SplitTarget& target = problem.targets[i];
    if (held[i] == 0 && parts[i] == 0) return std::nullopt;
    if (held[i] == 2 && (!target.cap.has_value() || parts[i] == 0)) {
      return std::nullopt;
    }
    if (held[i] == 0) whole += parts[i];
    amounts[i] = held[i] == 1   ? target.floor.fen()
                 : held[i] == 2 ? target.cap->fen()
                                : 0;
    left -= amounts[i];
  }
  if (left < 0 || (whole == 0 && left != 0)) return std::nullopt;
  std::vector<std::pair<Wide, size_t>> remainders;
  Wide rest = left;
  for (size_t i = 0; i < count; ++i) {
    const SplitTarget& target = problem.targets[i];
    const Wide share = left * parts[i];
    if (whole == 0) {
      // Then one λ must hold those at floors down and those at caps up.
      for (size_t k = 0; k < count; ++k) {
        if (held[i] == 2 && held[k] == 1 &&
            target.cap->fen() * parts[k] >
                problem.targets[k].floor.fen() * parts[i]) {
          return std::nullopt;
        }
      }
      continue;
    }
    if (held[i] != 1 && share < whole * target.floor.fen()) return std::nullopt;
    if (held[i] == 1 && share > whole * target.floor.fen()) return std::nullopt;
    if (held[i] == 2 && share < whole * target.cap->fen()) return std::nullopt;
    if (held[i] == 0 && target.cap.has_value() &&
        share > whole * target.cap->fen()) {
      return std::nullopt;
    }
    if (held[i] != 0) continue;
    amounts[i] = static_cast<int64_t>(share / whole);
    rest -= share / whole;
    remainders.emplace_back(-(share % whole), i);
  }
  if (whole == 0) return amounts;
  std::sort(remainders.begin(), remainders.end());
  for (size_t k = 0; k < static_cast<size_t>(rest); ++k) {
    ++amounts[remainders[k].second];
  }
  return amounts;
}

std::optional<std::vector<int64_t>> BruteForce(const FactorProblem& problem) {
  const std::vector<Wide> parts = PlainParts(problem);
  int codes = 1;
  for (size_t i = 0; i < parts.size(); ++i) codes *= 3;
  for (int code = 0; code < codes && !parts.empty(); ++code) {
    if (auto amounts = SplitHeld(problem, parts, code)) return amounts;
  }
  return std::nullopt;
}

TEST(FactorMethodOracleTest, SplitsAsTryingEveryWayOfHoldingTargetsDoes) {
  constexpr unsigned kSeed = 20'140'801;
  std::mt19937 random(kSeed);
  int split_count = 0;
  int held_count = 0;
  for (int round = 0; round < 5'000; ++round) {
    const FactorProblem problem = RandomProblem(random);
    const FactorSplit split = SplitByFactors(problem);
    const auto expected = BruteForce(problem);
    ASSERT_EQ(split.status == SplitStatus::kSplit, expected.has_value())
        << "seed " << kSeed << ", " << Text(problem);
    if (!expected.has_value()) continue;
    ASSERT_EQ(Amounts(split), *expected)
        << "seed " << kSeed << ", " << Text(problem);
    ++split_count;
    for (const FactorShare& share : split.shares) {
      held_count += share.bound != SplitBound::kNone;
    }
  }
  EXPECT_GT(split_count, 2'000);
  EXPECT_GT(held_count, 1'000);
}

TEST(FactorMethodOracleTest, SumsExactlyWithinBoundsAndMonotone) {
  constexpr unsigned kSeed = 20'140'802;
  std::mt19937 random(kSeed);
  for (int round = 0; round < 2'000; ++round) {
    FactorProblem problem = RandomProblem(random);
    const FactorSplit split = SplitByFactors(problem);
    if (split.status != SplitStatus::kSplit) continue;
    const std::string text = absl::StrCat("seed ", kSeed, ", ", Text(problem));
    ASSERT_EQ(Total(split), problem.amount.fen()) << text;
    for (size_t i = 0; i < split.shares.size(); ++i) {
      const Money amount = split.shares[i].amount;
      ASSERT_GE(amount, problem.targets[i].floor) << text;
      if (problem.targets[i].cap.has_value()) {
        ASSERT_LE(amount, *problem.targets[i].cap) << text;
      }
    }
    // With one more of the first factor the first gets no less.
    SplitTarget& first = problem.targets[0];
    if (problem.factors[0].inverse && first.values[0] == 1) continue;
    first.values[0] += problem.factors[0].inverse ? -1 : 1;
    const FactorSplit more = SplitByFactors(problem);
    ASSERT_EQ(more.status, SplitStatus::kSplit) << text;
    ASSERT_GE(more.shares[0].amount, split.shares[0].amount) << text;
  }
}

}  // namespace
}  // namespace duikou
