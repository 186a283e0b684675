#include "matcher/assignment/competition.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/testing/cases.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

CompetitionEntry Entry(const std::string& id, int64_t asked, int64_t least,
                       std::vector<std::vector<int32_t>> sheets,
                       int64_t open = Money::kMaxFen) {
  return {.id = id,
          .asked = Money::Fen(asked),
          .least = Money::Fen(least),
          .open = Money::Fen(open),
          .sheets = std::move(sheets)};
}

// One criterion of 100 points.
CompetitionProblem Simple(int64_t amount,
                          std::vector<CompetitionEntry> entries) {
  return {.amount = Money::Fen(amount),
          .criteria = {{.weight = 1, .most_points = 100}},
          .entries = std::move(entries)};
}

const char* Word(AwardReason reason) {
  constexpr const char* kWords[] = {
      "all",       "most share",  "open need",      "rest",      "nothing left",
      "too small", "below least", "nothing needed", "not scored"};
  return kWords[static_cast<int>(reason)];
}

// `p-1 #1 8000 gets 50: all`.
std::vector<std::string> Lines(const CompetitionProblem& problem) {
  std::vector<std::string> lines;
  for (const CompetitionPlace& place : RankAndAward(problem)) {
    lines.push_back(absl::StrCat(
        problem.entries[place.entry].id, " #", place.rank, " ", place.score,
        " gets ", place.awarded.fen(), ": ", Word(place.reason)));
  }
  return lines;
}

TEST(CompetitionTest, NoEntriesGetNothing) {
  EXPECT_THAT(Lines(Simple(100, {})), IsEmpty());
}

TEST(CompetitionTest, OneEntryGetsWhatItAsksFor) {
  EXPECT_THAT(Lines(Simple(100, {Entry("a", 40, 0, {{80}})})),
              ElementsAre("a #1 8000 gets 40: all"));
}

TEST(CompetitionTest, EqualScoresAreRankedById) {
  EXPECT_THAT(
      Lines(Simple(100, {Entry("b", 30, 0, {{70}}), Entry("c", 30, 0, {{90}}),
                         Entry("a", 30, 0, {{70}})})),
      ElementsAre("c #1 9000 gets 30: all", "a #2 7000 gets 30: all",
                  "b #3 7000 gets 30: all"));
}

TEST(CompetitionTest, TheFirstThatDoesNotFitGetsTheRest) {
  EXPECT_THAT(
      Lines(Simple(100, {Entry("a", 70, 0, {{90}}), Entry("b", 50, 20, {{80}}),
                         Entry("c", 10, 0, {{70}})})),
      ElementsAre("a #1 9000 gets 70: all", "b #2 8000 gets 30: rest",
                  "c #3 7000 gets 0: nothing left"));
}

TEST(CompetitionTest, AnEntryThatTheRestIsOfNoUseToIsPassedOver) {
  EXPECT_THAT(
      Lines(Simple(100, {Entry("a", 70, 0, {{90}}), Entry("b", 50, 0, {{80}}),
                         Entry("c", 50, 31, {{75}}), Entry("d", 10, 0, {{70}}),
                         Entry("e", 90, 20, {{60}})})),
      ElementsAre("a #1 9000 gets 70: all", "b #2 8000 gets 0: too small",
                  "c #3 7500 gets 0: too small", "d #4 7000 gets 10: all",
                  "e #5 6000 gets 20: rest"));
}

TEST(CompetitionTest, SharesAreCappedByTheMostAndByWhatIsStillNeeded) {
  CompetitionProblem problem = Simple(
      1000, {Entry("a", 300, 0, {{90}}), Entry("b", 300, 0, {{80}}, 120),
             Entry("c", 300, 0, {{70}}, 0), Entry("d", 300, 0, {{60}}, 40),
             Entry("e", 300, 250, {{50}}, 120)});
  problem.most_share = Money::Fen(200);
  problem.least_share = Money::Fen(50);
  // What is all that a project needs is of use, less than it said or not.
  EXPECT_THAT(Lines(problem), ElementsAre("a #1 9000 gets 200: most share",
                                          "b #2 8000 gets 120: open need",
                                          "c #3 7000 gets 0: nothing needed",
                                          "d #4 6000 gets 0: nothing needed",
                                          "e #5 5000 gets 120: open need"));
}

TEST(CompetitionTest, TheRestIsNoLessThanTheLeastShare) {
  CompetitionProblem problem =
      Simple(100, {Entry("a", 70, 0, {{90}}), Entry("b", 60, 10, {{80}})});
  problem.least_share = Money::Fen(31);
  EXPECT_THAT(Lines(problem), ElementsAre("a #1 9000 gets 70: all",
                                          "b #2 8000 gets 0: too small"));
}

TEST(CompetitionTest, BelowTheLeastScoreNobodyGetsAnything) {
  CompetitionProblem problem =
      Simple(100, {Entry("a", 20, 0, {{60}}), Entry("b", 20, 0, {{59}})});
  problem.least_score = 6'000;
  EXPECT_THAT(Lines(problem), ElementsAre("a #1 6000 gets 20: all",
                                          "b #2 5900 gets 0: below least"));
}

TEST(CompetitionTest, EntriesWithoutASheetComeLastAndGetNothing) {
  EXPECT_THAT(Lines(Simple(100, {Entry("b", 20, 0, {}), Entry("a", 20, 0, {}),
                                 Entry("c", 20, 0, {{0}})})),
              ElementsAre("c #1 0 gets 20: all", "a #0 0 gets 0: not scored",
                          "b #0 0 gets 0: not scored"));
}

TEST(CompetitionTest, AScoreIsTheWeightedMeanOfTheAssessorsRoundedDown) {
  CompetitionProblem problem{
      .amount = Money::Fen(1),
      .criteria = {{.weight = 60, .most_points = 100},
                   {.weight = 40, .most_points = 10}},
      .entries = {Entry("a", 1, 0, {{80, 7}, {81, 8}, {79, 7}})}};
  // 0.6 × 240/300 + 0.4 × 22/30 = 0.77333…
  const std::vector<CompetitionPlace> places = RankAndAward(problem);
  EXPECT_EQ(places[0].score, 7'733);
  EXPECT_THAT(places[0].parts, ElementsAre(4'800, 2'933));
}

TEST(CompetitionTest, PartsThatAreRoundedSumToTheScore) {
  CompetitionProblem problem{.amount = Money::Fen(1),
                             .criteria = {{1, 3}, {1, 3}, {1, 3}},
                             .entries = {Entry("a", 1, 0, {{3, 3, 3}}),
                                         Entry("b", 1, 0, {{1, 1, 1}})}};
  const std::vector<CompetitionPlace> places = RankAndAward(problem);
  EXPECT_EQ(places[0].score, 10'000);
  EXPECT_THAT(places[0].parts, ElementsAre(3'334, 3'333, 3'333));
  EXPECT_EQ(places[1].score, 3'333);
  EXPECT_THAT(places[1].parts, ElementsAre(1'111, 1'111, 1'111));
}

TEST(CompetitionTest, TheLargestNumbersDoNotOverflow) {
  CompetitionProblem problem{.amount = Money::Fen(Money::kMaxFen)};
  std::vector<int32_t> points;
  for (int32_t c = 0; c < 20; ++c) {
    problem.criteria.push_back({.weight = 10'000, .most_points = 1'000 - c});
    points.push_back(1'000 - c);
  }
  for (const char* id : {"a", "b"}) {
    problem.entries.push_back(Entry(
        id, Money::kMaxFen, 1, std::vector<std::vector<int32_t>>(50, points)));
  }
  const std::vector<CompetitionPlace> places = RankAndAward(problem);
  EXPECT_EQ(places[0].score, kFull);
  EXPECT_EQ(places[0].awarded.fen(), Money::kMaxFen);
  EXPECT_EQ(places[1].reason, AwardReason::kNothingLeft);
}

// Small instances: scores compared as fractions of small numbers, and of all
// awards the largest by rank.

CompetitionProblem RandomProblem(std::mt19937& random) {
  const auto number = [&random](int from, int to) {
    return std::uniform_int_distribution<int>(from, to)(random);
  };
  CompetitionProblem problem{.amount = Money::Fen(number(1, 12)),
                             .least_share = Money::Fen(number(0, 2)),
                             .most_share = Money::Fen(number(3, 8)),
                             .least_score = number(0, 1) * 4'000};
  const int criteria = number(1, 3);
  for (int c = 0; c < criteria; ++c) {
    problem.criteria.push_back(
        {.weight = number(1, 4), .most_points = number(1, 6)});
  }
  const int entries = number(0, 5);
  for (int i = 0; i < entries; ++i) {
    const int asked = number(1, 7);
    CompetitionEntry entry = Entry(absl::StrCat("p-", 9 - i), asked,
                                   number(0, asked), {}, number(0, 8));
    const int sheets = number(0, 3);
    for (int s = 0; s < sheets; ++s) {
      std::vector<int32_t>& sheet = entry.sheets.emplace_back();
      for (const CompetitionCriterion& criterion : problem.criteria) {
        sheet.push_back(number(0, criterion.most_points));
      }
    }
    problem.entries.push_back(std::move(entry));
  }
  return problem;
}

// Each sheet's own score over 60 × the weights, which all most points divide.
int64_t PlainScore(const CompetitionProblem& problem,
                   const CompetitionEntry& entry) {
  if (entry.sheets.empty()) return -1;
  int64_t sum = 0;
  int64_t weights = 0;
  for (size_t c = 0; c < problem.criteria.size(); ++c) {
    weights += problem.criteria[c].weight;
    for (const auto& sheet : entry.sheets) {
      sum += int64_t{60} / problem.criteria[c].most_points * sheet[c] *
             problem.criteria[c].weight;
    }
  }
  return sum * kFull /
         (60 * weights * static_cast<int64_t>(entry.sheets.size()));
}

struct Range {
  int64_t least = 0;  // besides nothing
  int64_t most = 0;
};

Range RangeOf(const CompetitionProblem& problem, const CompetitionEntry& entry,
              int64_t score) {
  const int64_t most =
      std::min({entry.asked.fen(), entry.open.fen(), problem.most_share.fen()});
  const int64_t of_use =
      entry.least.fen() == 0 ? most : std::min(most, entry.least.fen());
  const int64_t least = std::max(problem.least_share.fen(), of_use);
  if (score < problem.least_score || least > most) return {1, 0};
  return {least, most};
}

// Tries every award of the entries from `at` on; keeps the largest.
void TryAll(const std::vector<Range>& ranges, size_t at, int64_t left,
            std::vector<int64_t>& award, std::vector<int64_t>& best) {
  if (at == ranges.size()) {
    best = std::max(best, award);
    return;
  }
  award[at] = 0;
  TryAll(ranges, at + 1, left, award, best);
  for (int64_t fen = std::max<int64_t>(ranges[at].least, 1);
       fen <= ranges[at].most; ++fen) {
    award[at] = fen;
    if (fen <= left) TryAll(ranges, at + 1, left - fen, award, best);
  }
  award[at] = 0;
}

std::vector<std::pair<std::string, int64_t>> BruteForce(
    const CompetitionProblem& problem) {
  std::vector<std::pair<int64_t, std::string>> order;
  for (const CompetitionEntry& entry : problem.entries) {
    order.emplace_back(-PlainScore(problem, entry), entry.id);
  }
  std::sort(order.begin(), order.end());
  std::vector<Range> ranges;
  for (const auto& [minus_score, id] : order) {
    const std::string& wanted = id;
    const auto entry = std::find_if(
        problem.entries.begin(), problem.entries.end(),
        [&wanted](const CompetitionEntry& of) { return of.id == wanted; });
    ranges.push_back(RangeOf(problem, *entry, -minus_score));
    if (minus_score == 1) ranges.back() = {1, 0};
  }
  std::vector<int64_t> award(ranges.size());
  std::vector<int64_t> best(ranges.size());
  TryAll(ranges, 0, problem.amount.fen(), award, best);
  std::vector<std::pair<std::string, int64_t>> awards;
  for (size_t i = 0; i < order.size(); ++i) {
    awards.emplace_back(order[i].second, best[i]);
  }
  return awards;
}

std::string Text(const CompetitionProblem& problem) {
  std::string text =
      absl::StrCat(problem.amount.fen(), " in ", problem.least_share.fen(), "…",
                   problem.most_share.fen(), ";");
  for (const CompetitionCriterion& criterion : problem.criteria) {
    absl::StrAppend(&text, " ", criterion.weight, "×", criterion.most_points);
  }
  for (const CompetitionEntry& entry : problem.entries) {
    absl::StrAppend(&text, "; ", entry.id, " ", entry.least.fen(), "…",
                    entry.asked.fen(), " of ", entry.open.fen());
    for (const auto& sheet : entry.sheets) {
      absl::StrAppend(&text, " (", absl::StrJoin(sheet, ","), ")");
    }
  }
  return text;
}

TEST(CompetitionOracleTest, AwardsTheLargestOfAllByRank) {
  constexpr unsigned kSeed = 20'150'301;
  std::mt19937 random(kSeed);
  int partly = 0;
  int passed_over = 0;
  for (int round = 0; round < testing::Cases(5'000); ++round) {
    const CompetitionProblem problem = RandomProblem(random);
    const std::string text = absl::StrCat("seed ", kSeed, ", ", Text(problem));
    std::vector<std::pair<std::string, int64_t>> awards;
    for (const CompetitionPlace& place : RankAndAward(problem)) {
      const CompetitionEntry& entry = problem.entries[place.entry];
      awards.emplace_back(entry.id, place.awarded.fen());
      ASSERT_EQ(place.score, std::max<int64_t>(PlainScore(problem, entry), 0))
          << text;
      Score sum = 0;
      for (const Score part : place.parts) sum += part;
      ASSERT_EQ(sum, place.score) << text;
      partly += place.reason == AwardReason::kRest;
      passed_over += place.reason == AwardReason::kRestTooSmall;
    }
    ASSERT_EQ(awards, BruteForce(problem)) << text;
  }
  EXPECT_GT(partly, testing::Cases(300));
  EXPECT_GT(passed_over, testing::Cases(300));
}

}  // namespace
}  // namespace duikou
