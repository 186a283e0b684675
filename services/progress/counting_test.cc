#include "services/progress/counting.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

std::string Name(absl::string_view id) {
  return absl::StrCat("programmes/hubei/ledgerEntries/", id);
}

// A confirmed entry.
pb::LedgerEntry Entry(absl::string_view id, pb::FigureSource source,
                      absl::string_view alternative_to = "") {
  pb::LedgerEntry entry;
  entry.set_name(Name(id));
  entry.set_figure_source(source);
  entry.set_state(pb::LedgerEntry::STATE_CONFIRMED);
  if (!alternative_to.empty()) entry.set_alternative_to(Name(alternative_to));
  return entry;
}

absl::flat_hash_set<std::string> PassedOverOf(
    const std::vector<pb::LedgerEntry>& entries,
    const pb::Assessment& assessment = {}) {
  std::vector<const pb::LedgerEntry*> pointers;
  for (const pb::LedgerEntry& entry : entries) pointers.push_back(&entry);
  return PassedOver(pointers, SourceOrder(assessment));
}

TEST(CountingTest, TheBetterSourceCountsWhateverTheOrderOfEntries) {
  const auto county = Entry("u--2015--0000001", pb::FIGURE_SOURCE_RECIPIENT);
  const auto bureau = Entry("u--2015--0000002", pb::FIGURE_SOURCE_STATISTICS,
                            "u--2015--0000001");
  const auto unit = Entry("u--2015--0000003", pb::FIGURE_SOURCE_SUPPORTER,
                          "u--2015--0000001");
  EXPECT_THAT(PassedOverOf({county, bureau, unit}),
              UnorderedElementsAre(county.name(), unit.name()));
  EXPECT_THAT(PassedOverOf({unit, bureau, county}),
              UnorderedElementsAre(county.name(), unit.name()));
}

TEST(CountingTest, EntriesOfTheirOwnAllCount) {
  const auto one = Entry("u--2015--0000001", pb::FIGURE_SOURCE_SUPPORTER);
  const auto two = Entry("u--2015--0000002", pb::FIGURE_SOURCE_OFFICE);
  EXPECT_THAT(PassedOverOf({one, two}), IsEmpty());
  EXPECT_THAT(PassedOverOf({}), IsEmpty());
}

TEST(CountingTest, TheAssessmentSaysWhoseFigureCounts) {
  pb::Assessment assessment;
  assessment.add_source_order(pb::FIGURE_SOURCE_SUPPORTER);
  const auto bureau = Entry("u--2015--0000001", pb::FIGURE_SOURCE_STATISTICS);
  const auto unit = Entry("u--2015--0000002", pb::FIGURE_SOURCE_SUPPORTER,
                          "u--2015--0000001");
  EXPECT_THAT(PassedOverOf({bureau, unit}, assessment),
              ElementsAre(bureau.name()));
  EXPECT_THAT(
      SourceOrder(assessment),
      ElementsAre(pb::FIGURE_SOURCE_SUPPORTER, pb::FIGURE_SOURCE_STATISTICS,
                  pb::FIGURE_SOURCE_OFFICE, pb::FIGURE_SOURCE_RECIPIENT,
                  pb::FIGURE_SOURCE_OPENING));
}

TEST(CountingTest, OfEqualSourcesTheFirstByNameCounts) {
  const auto first = Entry("u--2015--0000001", pb::FIGURE_SOURCE_OFFICE);
  const auto second =
      Entry("u--2015--0000002", pb::FIGURE_SOURCE_OFFICE, "u--2015--0000001");
  EXPECT_THAT(PassedOverOf({second, first}), ElementsAre(second.name()));
}

TEST(CountingTest, WhatIsNotConfirmedTakesNobodysPlace) {
  const auto county = Entry("u--2015--0000001", pb::FIGURE_SOURCE_RECIPIENT);
  auto bureau = Entry("u--2015--0000002", pb::FIGURE_SOURCE_STATISTICS,
                      "u--2015--0000001");
  bureau.set_state(pb::LedgerEntry::STATE_DISPUTED);
  const auto passed_over = PassedOverOf({county, bureau});
  EXPECT_THAT(passed_over, IsEmpty());
  EXPECT_TRUE(Counts(county, passed_over));
  EXPECT_FALSE(Counts(bureau, passed_over));
}

TEST(CountingTest, WhatIsReversedInItsPeriodMakesRoomForTheNextSource) {
  const auto county = Entry("u--2015--0000001", pb::FIGURE_SOURCE_RECIPIENT);
  auto bureau = Entry("u--2015--0000002", pb::FIGURE_SOURCE_STATISTICS,
                      "u--2015--0000001");
  bureau.set_reversed_by(Name("u--2015--0000003"));
  auto reversal = Entry("u--2015--0000003", pb::FIGURE_SOURCE_STATISTICS);
  reversal.set_reverses(bureau.name());
  const auto passed_over = PassedOverOf({county, bureau, reversal});
  EXPECT_THAT(passed_over, IsEmpty());
  EXPECT_TRUE(Counts(bureau, passed_over));
  EXPECT_TRUE(Counts(reversal, passed_over));
}

TEST(CountingTest, WhatIsReversedInALaterPeriodStaysAsItWasSettled) {
  const auto county = Entry("u--2015--0000001", pb::FIGURE_SOURCE_RECIPIENT);
  auto bureau = Entry("u--2015--0000002", pb::FIGURE_SOURCE_STATISTICS,
                      "u--2015--0000001");
  bureau.set_reversed_by(Name("u--2016--0000001"));
  EXPECT_THAT(PassedOverOf({county, bureau}), ElementsAre(county.name()));
}

TEST(CountingTest, AnAccountIsAnEntrysIdWithoutItsNumber) {
  EXPECT_EQ(AccountOf(Name("north--bank--2015--0000012")), "north--bank--2015");
  EXPECT_EQ(AccountOf("u--2015--0000012"), "u--2015");
}

}  // namespace
}  // namespace duikou
