#include "matcher/assignment/feasibility.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/assignment/explain.h"
#include "matcher/assignment/solver.h"
#include "matcher/assignment/testing/tiny_problem.h"
#include "matcher/testing/cases.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

using R = AssignmentRule;

// One project of 100 fen and three supporters that may give to it.
AssignmentProblem OneProject() {
  AssignmentProblem problem;
  problem.projects = {{.id = "p"}};
  problem.projects[0].funds[0] = {.open = Money::Fen(100)};
  for (int s = 0; s < 3; ++s) {
    problem.supporters.push_back({.id = std::string(1, 'a' + s)});
    problem.supporters[s].funds[0] = {.gives = true};
    problem.pairs.push_back({.project = 0, .supporter = s});
    problem.pairs[s].funds[0] = {.allowed = true, .score = 5'000};
  }
  return problem;
}

std::vector<RuleCase> ClashOf(const AssignmentProblem& problem) {
  const absl::StatusOr<AssignmentSolution> solution =
      SolveAssignment(problem, {});
  EXPECT_TRUE(solution.ok()) << solution.status();
  EXPECT_EQ(solution->status, AssignmentStatus::kInfeasible);
  return solution->clash;
}

TEST(FeasibilityTest, PinsOverTheOpenNeedAreTheClash) {
  AssignmentProblem problem = OneProject();
  for (AssignmentPair& pair : problem.pairs) pair.pinned = true;
  problem.pairs[0].funds[0].fixed = Money::Fen(60);
  problem.pairs[2].funds[0].at_least = Money::Fen(50);
  EXPECT_THAT(ClashOf(problem),
              ElementsAre(RuleCase{R::kPin, 0, 0, 0, 60, 50},
                          RuleCase{R::kPin, 0, 2, 0, 50, 40},
                          RuleCase{R::kOpenNeed, 0, kNone, 0, 100, 110}));
}

TEST(FeasibilityTest, NamesThePartnersLimitAndWhatItWouldHaveToBe) {
  AssignmentProblem problem = OneProject();
  problem.projects[0].most_partners = 2;
  for (AssignmentPair& pair : problem.pairs) pair.pinned = true;
  EXPECT_THAT(ClashOf(problem),
              ElementsAre(RuleCase{R::kPin, 0, 0, kNone, 0, 0},
                          RuleCase{R::kPin, 0, 1, kNone, 0, 0},
                          RuleCase{R::kPin, 0, 2, kNone, 0, 0},
                          RuleCase{R::kMostPartners, 0, kNone, kNone, 2, 3}));
}

TEST(FeasibilityTest, WholeNeedThatCannotBeFilledUpClashesWithThePin) {
  AssignmentProblem problem = OneProject();
  problem.projects[0].funds[0].all_or_nothing = true;
  for (AssignmentSupporter& supporter : problem.supporters) {
    supporter.funds[0].means = Money::Fen(30);
  }
  problem.pairs[1].pinned = true;
  const std::vector<RuleCase> clash = ClashOf(problem);
  EXPECT_THAT(clash,
              ElementsAre(RuleCase{R::kPin, 0, 1, kNone, 0, 0},
                          RuleCase{R::kMeans, kNone, 0, 0, 30, 40},
                          RuleCase{R::kMeans, kNone, 1, 0, 30, 40},
                          RuleCase{R::kMeans, kNone, 2, 0, 30, 40},
                          RuleCase{R::kAllOrNothing, 0, kNone, 0, 100, 90}));
  // A tenth less of the whole changes least.
  EXPECT_EQ(LeastRelaxation(clash)->rule, R::kAllOrNothing);
}

TEST(FeasibilityTest, PinOfWhatIsNotAllowedNamesBoth) {
  AssignmentProblem problem = OneProject();
  problem.pairs[0].pinned = true;
  problem.pairs[0].funds[0].allowed = false;
  problem.pairs[0].funds[0].fixed = Money::Fen(10);
  EXPECT_THAT(ClashOf(problem),
              ElementsAre(RuleCase{R::kPin, 0, 0, 0, 10, 0},
                          RuleCase{R::kNotAllowed, 0, 0, 0, 0, 10}));
}

TEST(FeasibilityTest, NothingClashesWithoutPins) {
  AssignmentProblem problem = OneProject();
  problem.projects[0].funds[0].all_or_nothing = true;
  problem.supporters[0].funds[0].means = Money();
  const PinRules rules(problem);
  EXPECT_FALSE(rules.any_pin());
  Work work(1'000'000, nullptr);
  EXPECT_EQ(rules.Check(rules.all(), &work).possible, Possible::kYes);
  EXPECT_EQ(LeastRelaxation({}), std::nullopt);
}

// Uses of the rules in which only some hold.
std::vector<PinRules::Use> Only(const PinRules& rules,
                                const std::vector<RuleCase>& some) {
  std::vector<PinRules::Use> uses = rules.all();
  for (size_t r = 0; r < uses.size(); ++r) {
    uses[r].holds =
        std::any_of(some.begin(), some.end(), [&](const RuleCase& rule) {
          const RuleCase& other = rules.rules()[r];
          return rule.rule == other.rule && rule.project == other.project &&
                 rule.supporter == other.supporter && rule.kind == other.kind;
        });
  }
  return uses;
}

TEST(FeasibilityTest, AgreesWithAllPlansAndItsClashesAreMinimal) {
  int32_t clashes = 0, plans = 0;
  for (uint64_t seed = 1; seed <= testing::Cases(3'000); ++seed) {
    SCOPED_TRACE(seed);
    const AssignmentProblem problem = TinyProblem(seed);
    const PinRules rules(problem);
    if (!rules.any_pin()) continue;
    Work work(1'000'000'000, nullptr);
    const FeasibilityAnswer answer = rules.Check(rules.all(), &work);
    ASSERT_EQ(answer.possible == Possible::kYes,
              BestByTrying(problem).has_value());
    if (answer.possible == Possible::kYes) {
      EXPECT_THAT(BreachesOf(problem, answer.plan), IsEmpty());
      ++plans;
      continue;
    }
    const std::vector<RuleCase> clash = rules.Clash(&work);
    EXPECT_EQ(rules.Check(Only(rules, clash), &work).possible, Possible::kNo);
    for (size_t without = 0; without < clash.size(); ++without) {
      std::vector<RuleCase> rest = clash;
      rest.erase(rest.begin() + without);
      EXPECT_EQ(rules.Check(Only(rules, rest), &work).possible, Possible::kYes);
    }
    ++clashes;
  }
  EXPECT_GT(clashes, testing::Cases(100));
  EXPECT_GT(plans, testing::Cases(100));
}

}  // namespace
}  // namespace duikou
