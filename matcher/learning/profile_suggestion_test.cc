#include "matcher/learning/profile_suggestion.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using ::duikou::testing::Between;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

PastProject Of(int32_t unit, SectorIndex sector, AreaIndex area,
               int64_t wan_yuan) {
  PastProject past{.units = {unit}, .sector = sector, .area = area};
  past.needs[0] = Money::WanYuan(wan_yuan);
  return past;
}

TEST(ProfileSuggestionTest, AUnitWithoutPastProjectsGetsNothing) {
  EXPECT_EQ(SuggestProfile(1, {}).projects, 0);
  const ProfileSuggestion other = SuggestProfile(1, {Of(2, 0, 0, 10)});
  EXPECT_EQ(other.projects, 0);
  EXPECT_THAT(other.strengths, IsEmpty());
}

TEST(ProfileSuggestionTest, WhatSetsAUnitApartIsItsStrength) {
  // All others work in sector 0, as unit 1 does half of the time.
  std::vector<PastProject> past;
  for (int i = 0; i < 80; ++i) past.push_back(Of(2, 0, 0, 10));
  for (int i = 0; i < 10; ++i) past.push_back(Of(1, 0, 0, 10));
  for (int i = 0; i < 10; ++i) past.push_back(Of(1, 1, 0, 10));
  const ProfileSuggestion suggestion = SuggestProfile(1, past);
  EXPECT_EQ(suggestion.projects, 20);
  // Sector 1: base 21/203, lift (10·203/21 + 5)/25 = 4.07: 60 points and a bit.
  // Sector 0: base 181/203, lift (10·203/181 + 5)/25 = 0.649: 7.5 points.
  EXPECT_THAT(
      suggestion.strengths,
      ElementsAre(
          SuggestedStrength{
              .sector = 1, .strength = 60, .projects = 10, .base_bp = 1000},
          SuggestedStrength{
              .sector = 0, .strength = 8, .projects = 10, .base_bp = 9000}));
}

TEST(ProfileSuggestionTest, AProjectOfSeveralCountsOnceForEverybody) {
  std::vector<PastProject> past;
  for (int i = 0; i < 8; ++i) past.push_back(Of(1, 0, 0, 10));
  for (int i = 0; i < 8; ++i) past.push_back(Of(2, 1, 0, 10));
  for (PastProject& project : past) project.units = {1, 2, 3};
  const ProfileSuggestion suggestion = SuggestProfile(3, past);
  EXPECT_EQ(suggestion.projects, 16);
  ASSERT_EQ(suggestion.strengths.size(), 2);
  // As everybody's: a lift of 1, and half of all.
  EXPECT_NEAR(suggestion.strengths[0].strength, 20, 1);
  EXPECT_EQ(suggestion.strengths[0].base_bp, 5000);
}

TEST(ProfileSuggestionTest, PointsAreThoseOfTheFormulaInFloatingPoint) {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    std::vector<PastProject> past;
    const int64_t count = Between(random, 1, 60);
    for (int64_t i = 0; i < count; ++i) {
      past.push_back(Of(static_cast<int32_t>(Between(random, 0, 3)),
                        static_cast<int32_t>(Between(random, 0, 4)), kNone, 1));
    }
    std::map<int32_t, double> own;
    std::map<int32_t, double> all;
    double n = 0;
    for (const PastProject& p : past) {
      all[p.sector] += 1;
      if (p.units[0] != 0) continue;
      own[p.sector] += 1;
      n += 1;
    }
    const ProfileSuggestion suggestion = SuggestProfile(0, past);
    for (const SuggestedStrength& s : suggestion.strengths) {
      const double base =
          (2 * all[s.sector] + 1) / (2.0 * static_cast<double>(count) +
                                     static_cast<double>(all.size()) + 1);
      const double lift = (own[s.sector] / base + 5) / (n + 5);
      EXPECT_NEAR(s.strength, std::min(100.0, 20 * (1 + std::log2(lift))), 1)
          << "seed " << seed;
    }
    for (const auto& [sector, c] : own) {
      const double base =
          (2 * all[sector] + 1) / (2.0 * static_cast<double>(count) +
                                   static_cast<double>(all.size()) + 1);
      if ((c / base + 5) / (n + 5) < 0.53) continue;
      EXPECT_TRUE(std::any_of(
          suggestion.strengths.begin(), suggestion.strengths.end(),
          [s = sector](const SuggestedStrength& x) { return x.sector == s; }))
          << "seed " << seed;
    }
  }
}

TEST(ProfileSuggestionTest, AreasAreCountedLikeSectorsAndUnknownOnesAreNot) {
  std::vector<PastProject> past;
  for (int i = 0; i < 30; ++i) past.push_back(Of(2, 0, 1, 10));
  for (int i = 0; i < 6; ++i) past.push_back(Of(1, 0, 2, 10));
  past.push_back(Of(1, kNone, kNone, 0));
  const ProfileSuggestion suggestion = SuggestProfile(1, past);
  ASSERT_EQ(suggestion.areas.size(), 1);
  EXPECT_EQ(suggestion.areas[0].area, 2);
  EXPECT_EQ(suggestion.areas[0].projects, 6);
  EXPECT_EQ(suggestion.projects, 7);
}

TEST(ProfileSuggestionTest, TheSizeStandsOutButStaysWithinItsOwn) {
  std::vector<PastProject> past;
  for (int i = 0; i < 40; ++i) {
    past.push_back(Of(2, 0, 0, i % 2 == 0 ? 1'000 : 8'000));
  }
  for (int64_t size : {50, 80, 100, 120, 200}) {
    past.push_back(Of(1, 0, 0, size));
  }
  const std::optional<SuggestedSize> size = SuggestProfile(1, past).sizes[0];
  ASSERT_TRUE(size.has_value());
  EXPECT_EQ(size->median, Money::WanYuan(100));
  EXPECT_EQ(size->projects, 5);
  // Smaller than usual, as the others' are larger.
  EXPECT_LT(size->usual, Money::WanYuan(100));
  EXPECT_GE(size->usual, Money::WanYuan(50));
  EXPECT_FALSE(SuggestProfile(1, past).sizes[1].has_value());
}

TEST(ProfileSuggestionTest, OneAmountIsItsOwnUsual) {
  const ProfileSuggestion suggestion =
      SuggestProfile(1, {Of(1, 0, 0, 64), Of(1, 1, 0, 64)});
  EXPECT_NEAR(static_cast<double>(suggestion.sizes[0]->usual.fen()), 64e6,
              64e4);
}

TEST(ProfileSuggestionTest, TheLargestAmountsDoNotOverflow) {
  std::vector<PastProject> past;
  for (int i = 0; i < 5; ++i) {
    past.push_back({.units = {1}, .sector = 0, .area = 0});
    past.back().needs[7] = Money::Fen(Money::kMaxFen);
    past.push_back({.units = {2}, .sector = 0, .area = 0});
    past.back().needs[7] = Money::Fen(1);
  }
  EXPECT_LE(SuggestProfile(1, past).sizes[7]->usual.fen(), Money::kMaxFen);
  EXPECT_EQ(SuggestProfile(2, past).sizes[7]->usual.fen(), 1);
}

}  // namespace
}  // namespace duikou
