// Counting and minimising against every assignment of a few variables.
#include "matcher/fair/minimizer.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/fair/cardinality.h"
#include "matcher/fair/sat.h"
#include "matcher/testing/cases.h"

namespace duikou {
namespace {

constexpr int64_t kPlenty = 1'000'000;

// So many new variables; the i-th bit of `bits` fixes the i-th.
std::vector<SatLiteral> FixedVariables(Sat& sat, int32_t count, uint32_t bits) {
  std::vector<SatLiteral> variables;
  for (int32_t i = 0; i < count; ++i) {
    variables.push_back(sat.NewVariable());
    sat.AddClause({(bits >> i) % 2 == 1 ? variables[i] : -variables[i]});
  }
  return variables;
}

TEST(CardinalityTest, LimitsHoldForEveryAssignment) {
  constexpr int32_t kCount = 9;
  for (uint32_t bits = 0; bits < (1 << kCount); bits += 3) {
    const int32_t ones = __builtin_popcount(bits);
    for (const int32_t limit : {0, 1, 2, 5, 9}) {
      Work work(kPlenty, nullptr);
      Sat most, least, one;
      AtMost(FixedVariables(most, kCount, bits), limit, {}, &most);
      AtLeast(FixedVariables(least, kCount, bits), limit, &least);
      EXPECT_EQ(most.Solve({}, kPlenty, &work) == SatAnswer::kYes,
                ones <= limit);
      EXPECT_EQ(least.Solve({}, kPlenty, &work) == SatAnswer::kYes,
                ones >= limit);
      if (limit != 1) continue;
      AtMostOne(FixedVariables(one, kCount, bits), &one);
      EXPECT_EQ(one.Solve({}, kPlenty, &work) == SatAnswer::kYes, ones <= 1);
    }
  }
}

TEST(CardinalityTest, AnExactTotaliserCounts) {
  constexpr int32_t kCount = 7;
  for (uint32_t bits = 0; bits < (1 << kCount); ++bits) {
    Work work(kPlenty, nullptr);
    Sat sat;
    Totaliser sum(FixedVariables(sat, kCount, bits), &sat,
                  Totaliser::Exact::kYes);
    std::vector<SatLiteral> outputs;
    for (const int32_t k : {3, 1, 7, 5, 2, 0, 8}) {
      outputs.push_back(sum.AtLeast(k));
    }
    ASSERT_EQ(sat.Solve({}, kPlenty, &work), SatAnswer::kYes);
    const int32_t ones = __builtin_popcount(bits);
    EXPECT_EQ(sat.IsTrue(outputs[0]), ones >= 3);
    EXPECT_EQ(sat.IsTrue(outputs[1]), ones >= 1);
    EXPECT_EQ(sat.IsTrue(outputs[2]), ones >= 7);
    EXPECT_EQ(sat.IsTrue(outputs[3]), ones >= 5);
    EXPECT_EQ(sat.IsTrue(outputs[4]), ones >= 2);
    EXPECT_TRUE(sat.IsTrue(outputs[5]));
    EXPECT_FALSE(sat.IsTrue(outputs[6]));
  }
}

// Clauses of three literals over few variables, and wishes for them.
struct RandomWishes {
  std::vector<std::vector<SatLiteral>> clauses;
  std::vector<Wish> wishes;

  explicit RandomWishes(uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto literal = [&] {
      const SatLiteral variable = 2 + static_cast<SatLiteral>(random() % 8);
      return random() % 2 == 0 ? variable : -variable;
    };
    const size_t count = 5 + random() % 30;
    for (size_t i = 0; i < count; ++i) {
      clauses.push_back({literal(), literal(), literal()});
    }
    const int64_t heaviest = random() % 2 == 0 ? 1 : 9;
    for (int32_t i = 0; i < 12; ++i) {
      wishes.push_back(
          {literal(), 1 + static_cast<int64_t>(random() % heaviest)});
    }
  }

  static bool Holds(SatLiteral literal, uint32_t bits) {
    return ((bits >> (std::abs(literal) - 2)) % 2 == 1) == (literal > 0);
  }

  // Minimizer::kNoAnswer: no assignment satisfies the clauses.
  int64_t Least() const {
    int64_t least = Minimizer::kNoAnswer;
    for (uint32_t bits = 0; bits < 256; ++bits) {
      bool all = true;
      for (const auto& clause : clauses) {
        all = all &&
              std::any_of(clause.begin(), clause.end(),
                          [&](SatLiteral one) { return Holds(one, bits); });
      }
      if (!all) continue;
      int64_t cost = 0;
      for (const Wish& wish : wishes) {
        if (!Holds(wish.literal, bits)) cost += wish.weight;
      }
      least = std::min(least, cost);
    }
    return least;
  }
};

TEST(MinimizerTest, FindsTheLeastOfAllAssignments) {
  int32_t infeasible = 0;
  for (uint64_t seed = 1; seed <= testing::Cases(600); ++seed) {
    SCOPED_TRACE(seed);
    const RandomWishes random(seed);
    Work work(kPlenty, nullptr);
    Sat sat;
    for (int32_t i = 0; i < 8; ++i) sat.NewVariable();
    for (const auto& clause : random.clauses) sat.AddClause(clause);
    Minimizer minimizer(random.wishes, &sat);
    const auto take = [] { return true; };
    Minimizer::State state = Minimizer::State::kOpen;
    // In small turns, as it is run.
    while (state == Minimizer::State::kOpen) {
      state = minimizer.Run(take, 5, &work);
    }
    const int64_t least = random.Least();
    if (least == Minimizer::kNoAnswer) {
      EXPECT_EQ(state, Minimizer::State::kInfeasible);
      ++infeasible;
      continue;
    }
    ASSERT_EQ(state, Minimizer::State::kOptimal);
    EXPECT_EQ(minimizer.lower(), least);
    EXPECT_EQ(minimizer.upper(), least);
    // From here on every answer is as good.
    minimizer.Settle();
    ASSERT_EQ(sat.Solve({}, kPlenty, &work), SatAnswer::kYes);
    int64_t cost = 0;
    for (const Wish& wish : random.wishes) {
      if (!sat.IsTrue(wish.literal)) cost += wish.weight;
    }
    EXPECT_EQ(cost, least);
  }
  EXPECT_GT(infeasible, testing::Cases(20));
}

TEST(MinimizerTest, AnAnswerFromElsewhereEndsIt) {
  Work work(kPlenty, nullptr);
  Sat sat;
  const SatLiteral a = sat.NewVariable(), b = sat.NewVariable();
  sat.AddClause({-a, -b});
  Minimizer minimizer({{a, 3}, {b, 2}}, &sat);
  minimizer.KnowUpper(2);
  EXPECT_EQ(minimizer.Run([] { return true; }, kPlenty, &work),
            Minimizer::State::kOptimal);
  EXPECT_EQ(minimizer.lower(), 2);
}

TEST(SatTest, WorkAndCancellingEndACall) {
  // Ten into nine: nothing that a few steps tell.
  Sat sat;
  std::vector<std::vector<SatLiteral>> in(10, std::vector<SatLiteral>(9));
  for (auto& row : in) {
    for (SatLiteral& literal : row) literal = sat.NewVariable();
    sat.AddClause(row);
  }
  for (int32_t hole = 0; hole < 9; ++hole) {
    std::vector<SatLiteral> here;
    for (const auto& row : in) here.push_back(row[hole]);
    AtMostOne(here, &sat);
  }
  Work few(50, nullptr);
  EXPECT_EQ(sat.Solve({}, kPlenty, &few), SatAnswer::kNotKnown);
  EXPECT_EQ(few.left(), 0);
  const std::function<bool()> always = [] { return true; };
  Work cancelled(kPlenty, &always);
  EXPECT_EQ(sat.Solve({}, kPlenty, &cancelled), SatAnswer::kNotKnown);
  EXPECT_TRUE(cancelled.cancelled());
}

}  // namespace
}  // namespace duikou
