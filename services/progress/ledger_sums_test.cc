#include "services/progress/ledger_sums.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/testing/cases.h"
#include "services/base/placement_split.h"
#include "services/progress/civil_date.h"
#include "services/progress/testing/random_ledger.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Dimension;
using pb::LedgerEntry;
using testing::Cases;
using testing::RandomLedger;

// Sums and counts of entries, by keys and measure in words.
using Sums = std::map<std::string, std::pair<int64_t, int64_t>>;

const std::vector<Dimension>& AllDimensions() {
  static const auto* const kAll = new std::vector<Dimension>{
      pb::DIMENSION_AREA,        pb::DIMENSION_SECTOR,
      pb::DIMENSION_SUPPORTER,   pb::DIMENSION_UNIT_KIND,
      pb::DIMENSION_RECIPIENT,   pb::DIMENSION_PERIOD,
      pb::DIMENSION_MONTH,       pb::DIMENSION_PROJECT,
      pb::DIMENSION_AGREEMENT,   pb::DIMENSION_PAYER,
      pb::DIMENSION_LABOUR_FORM, pb::DIMENSION_SOURCE};
  return *kAll;
}

LedgerScope ScopeOf(const LedgerState& state, const pb::LedgerFilter& filter) {
  auto scope = LedgerScope::Make(state, filter, LedgerReach::All());
  EXPECT_TRUE(scope.ok()) << scope.status();
  return *std::move(scope);
}

Sums InWords(const LedgerState& state, const std::vector<LedgerGroup>& groups,
             const std::vector<Dimension>& dimensions) {
  Sums sums;
  for (const LedgerGroup& group : groups) {
    if (group.entry_count == 0) continue;
    std::vector<std::string> keys;
    for (size_t i = 0; i < dimensions.size(); ++i) {
      keys.push_back(DimensionText(state, dimensions[i], group.keys[i]));
    }
    keys.push_back(state.columns().measures[group.measure].id);
    sums[absl::StrJoin(keys, " ")] = {group.sum, group.entry_count};
  }
  return sums;
}

int64_t FigureOf(const LedgerEntry& entry) {
  if (entry.has_disbursement()) return entry.disbursement().amount_fen();
  return entry.has_count() ? entry.count().value()
                           : entry.rate().basis_points();
}

std::string MeasureOf(const LedgerEntry& entry) {
  if (entry.has_disbursement()) return entry.disbursement().fund_kind();
  return std::string(LastId(entry.has_count() ? entry.count().indicator()
                                              : entry.rate().indicator()));
}

std::vector<int64_t> SharesOf(const LedgerEntry& entry) {
  std::vector<int> parts;
  for (const pb::Placement& placement : entry.placements()) {
    parts.push_back(placement.parts());
  }
  if (parts.empty()) return {FigureOf(entry)};
  if (entry.has_rate()) {
    return std::vector<int64_t>(parts.size(), FigureOf(entry));
  }
  return SplitByParts(FigureOf(entry), parts);
}

std::string KeyOf(const LedgerState& state, const LedgerEntry& entry,
                  int placement, Dimension dimension) {
  const bool placed = placement < entry.placements_size();
  const pb::Side payer = entry.disbursement().payer();
  switch (dimension) {
    case pb::DIMENSION_AREA:
      return placed ? entry.placements(placement).area() : "";
    case pb::DIMENSION_SECTOR:
      return placed ? entry.placements(placement).sector() : "";
    case pb::DIMENSION_SUPPORTER:
      return entry.supporter();
    case pb::DIMENSION_UNIT_KIND:
      return type::v1::UnitKind_Name(
          state.units().at(std::string(LastId(entry.supporter()))).kind());
    case pb::DIMENSION_RECIPIENT:
      return entry.recipient();
    case pb::DIMENSION_PERIOD:
      return absl::StrCat(entry.period());
    case pb::DIMENSION_MONTH:
      return entry.date().substr(0, 7);
    case pb::DIMENSION_PROJECT:
      return entry.project();
    case pb::DIMENSION_AGREEMENT:
      return entry.agreement();
    case pb::DIMENSION_PAYER:
      if (!entry.has_disbursement()) return "SIDE_UNSPECIFIED";
      return pb::Side_Name(payer == pb::SIDE_UNSPECIFIED ? pb::SIDE_SUPPORTER
                                                         : payer);
    case pb::DIMENSION_LABOUR_FORM:
      return pb::LabourForm_Name(entry.count().labour_form());
    default:
      return pb::FigureSource_Name(entry.figure_source());
  }
}

// Entry by entry, without columns: the sums, and all that is within.
struct Oracle {
  Sums sums;
  std::vector<std::pair<std::string, std::string>> listed;  // date, id
};

Oracle BruteForce(const RandomLedger& ledger, const LedgerState& state,
                  const pb::LedgerFilter& filter,
                  const std::vector<Dimension>& dimensions) {
  Oracle oracle;
  std::map<std::string, std::pair<std::string, std::string>> latest;
  for (const LedgerEntry& entry : ledger.entries) {
    const bool counts = testing::CountsIn(ledger, entry);
    if (!testing::HoldsEntry(state, filter, entry)) continue;
    if (filter.counting_only() && !counts) continue;
    const std::vector<int64_t> shares = SharesOf(entry);
    std::set<std::string> counted;
    bool within = false;
    const std::pair<std::string, std::string> place(
        entry.date(), std::string(LastId(entry.name())));
    for (int i = 0; i < static_cast<int>(shares.size()); ++i) {
      if (!testing::HoldsPlacement(state, filter, entry, i)) continue;
      within = true;
      if (!counts) continue;
      std::vector<std::string> keys;
      for (const Dimension dimension : dimensions) {
        keys.push_back(KeyOf(state, entry, i, dimension));
      }
      keys.push_back(MeasureOf(entry));
      const std::string key = absl::StrJoin(keys, " ");
      auto& [sum, count] = oracle.sums[key];
      if (!entry.has_rate()) {
        sum += shares[i];
      } else if (place >= latest[key]) {
        latest[key] = place;
        sum = shares[i];
      }
      if (counted.insert(key).second) ++count;
    }
    if (within) oracle.listed.push_back(place);
  }
  std::sort(oracle.listed.begin(), oracle.listed.end(),
            [](const auto& a, const auto& b) {
              return a.first != b.first ? a.first > b.first
                                        : a.second < b.second;
            });
  return oracle;
}

// All pages of a list, as dates and ids.
std::vector<std::pair<std::string, std::string>> AllPages(
    const LedgerState& state, const LedgerScope& scope, LedgerSurvey survey,
    size_t size) {
  const LedgerColumns& columns = state.columns();
  std::vector<std::pair<std::string, std::string>> listed;
  std::optional<LedgerPosition> after;
  while (true) {
    const std::vector<uint32_t> page =
        PageOfLedger(state, scope, survey, after, size);
    if (page.empty()) return listed;
    for (const uint32_t entry : page) {
      listed.emplace_back(
          DateText(absl::CivilDay(1970, 1, 1) + columns.day[entry]),
          columns.Id(entry));
    }
    after = {.day = columns.day[page.back()], .id = columns.Id(page.back())};
  }
}

TEST(LedgerSumsTest, SumsAndPagesAreThoseOfTheEntriesOneByOne) {
  for (int seed = 1; seed <= Cases(400); ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    const RandomLedger ledger = testing::MakeRandomLedger(seed, 150);
    const std::unique_ptr<LedgerState> state = testing::StateOf(ledger);
    ASSERT_TRUE(state->unreadable().empty());
    const pb::LedgerFilter filter = testing::RandomFilter(seed);
    SCOPED_TRACE(filter.ShortDebugString());
    std::mt19937_64 random(seed);
    std::vector<Dimension> dimensions = AllDimensions();
    std::shuffle(dimensions.begin(), dimensions.end(), random);
    dimensions.resize(random() % (kMostDimensions + 1));
    const Oracle oracle = BruteForce(ledger, *state, filter, dimensions);
    const LedgerScope scope = ScopeOf(*state, filter);
    LedgerSurvey survey;
    const auto groups = SumLedger(*state, scope, dimensions, &survey);
    EXPECT_EQ(InWords(*state, groups, dimensions), oracle.sums);
    EXPECT_EQ(survey.entry_count, static_cast<int64_t>(oracle.listed.size()));
    EXPECT_EQ(AllPages(*state, scope, survey, 7), oracle.listed);
    // As if there were too many to keep.
    survey.few.clear();
    EXPECT_EQ(AllPages(*state, scope, survey, 7), oracle.listed);
  }
}

// Whatever it is added up by, it comes to the same, to the fen.
TEST(LedgerSumsTest, EveryDimensionComesToTheSameTotals) {
  for (int seed = 1; seed <= Cases(200); ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    const RandomLedger ledger = testing::MakeRandomLedger(seed, 300);
    const std::unique_ptr<LedgerState> state = testing::StateOf(ledger);
    std::map<std::string, int64_t> by_hand;
    for (const LedgerEntry& entry : ledger.entries) {
      if (entry.has_rate() || !testing::CountsIn(ledger, entry)) continue;
      by_hand[MeasureOf(entry)] += FigureOf(entry);
    }
    const LedgerScope scope = ScopeOf(*state, {});
    for (const Dimension dimension : AllDimensions()) {
      std::map<std::string, int64_t> totals;
      for (const LedgerGroup& group : SumLedger(*state, scope, {dimension})) {
        const LedgerMeasure& of = state->columns().measures[group.measure];
        if (!of.rate && group.entry_count > 0) totals[of.id] += group.sum;
      }
      EXPECT_EQ(totals, by_hand) << Dimension_Name(dimension);
    }
  }
}

std::string InFull(const LedgerGroup& group) {
  return absl::StrCat(group.measure, " ", group.sum, " ", group.entry_count,
                      " ", group.passed_over_count, " ", group.sources, " ",
                      group.latest);
}

TEST(LedgerSumsTest, GroupsAreSummedAsIfTheyHadNoKeys) {
  for (int seed = 1; seed <= Cases(100); ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    const RandomLedger ledger = testing::MakeRandomLedger(seed, 150);
    const std::unique_ptr<LedgerState> state = testing::StateOf(ledger);
    const LedgerScope scope = ScopeOf(*state, testing::RandomFilter(seed));
    std::vector<std::string> expected;
    for (const LedgerGroup& group : SumLedger(*state, scope, {})) {
      expected.push_back(InFull(group));
    }
    for (const Dimension dimension :
         {pb::DIMENSION_PERIOD, pb::DIMENSION_SUPPORTER, pb::DIMENSION_MONTH}) {
      std::vector<std::string> sums;
      for (const LedgerGroup& group :
           SumGroups(*state, SumLedger(*state, scope, {dimension}))) {
        sums.push_back(InFull(group));
      }
      EXPECT_EQ(sums, expected) << Dimension_Name(dimension);
    }
  }
}

TEST(LedgerSumsTest, TheOrderInWhichChangesComeDoesNotMatter) {
  for (int seed = 1; seed <= Cases(50); ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    const RandomLedger ledger = testing::MakeRandomLedger(seed, 150);
    const std::unique_ptr<LedgerState> followed = testing::StateOf(ledger);
    // As it is listed: each record as it is in the end, by id.
    std::map<std::pair<std::string, std::string>, Change> last;
    for (const Change& change : ledger.changes) {
      last[{change.collection, change.id}] = change;
    }
    LedgerState loaded(testing::kRandomProgramme);
    for (const auto& [key, change] : last) loaded.Take(change);
    const std::vector<Dimension> by = {pb::DIMENSION_AREA, pb::DIMENSION_MONTH};
    EXPECT_EQ(InWords(loaded, SumLedger(loaded, ScopeOf(loaded, {}), by), by),
              InWords(*followed,
                      SumLedger(*followed, ScopeOf(*followed, {}), by), by));
  }
}

TEST(LedgerSumsTest, AReachIsOfOwnAndGuidedUnitsOnEitherSide) {
  const RandomLedger ledger = testing::MakeRandomLedger(7, 300);
  const std::unique_ptr<LedgerState> state = testing::StateOf(ledger);
  const Reach reach{.supporter = {.units = {"u1"}, .guided = true},
                    .recipient = {.units = {"c1"}}};
  const auto scope =
      LedgerScope::Make(*state, {}, LedgerReach::Of(reach, *state));
  ASSERT_TRUE(scope.ok());
  std::set<std::string> seen, expected;
  scope->ForEach(
      [&](uint32_t entry) { seen.insert(state->columns().Id(entry)); });
  for (const LedgerEntry& entry : ledger.entries) {
    const absl::string_view supporter = LastId(entry.supporter());
    // u1b is part of u1, which guides u2; u3 is neither.
    if (supporter != "u3" || LastId(entry.recipient()) == "c1") {
      expected.insert(std::string(LastId(entry.name())));
    }
  }
  EXPECT_EQ(seen, expected);
  EXPECT_LT(seen.size(), ledger.entries.size());
}

TEST(LedgerSumsTest, ADateThatIsNoneIsNamed) {
  const LedgerState state("h");
  pb::LedgerFilter filter;
  filter.set_last_date("2016-02-30");
  EXPECT_THAT(
      LedgerScope::Make(state, filter, LedgerReach::All()).status().ToString(),
      ::testing::HasSubstr("filter.last_date"));
}

TEST(LedgerSumsTest, NothingComesOfAnEmptyLedger) {
  const LedgerState state("h");
  LedgerSurvey survey;
  const LedgerScope scope = ScopeOf(state, {});
  EXPECT_TRUE(SumLedger(state, scope, {pb::DIMENSION_AREA}, &survey).empty());
  EXPECT_TRUE(PageOfLedger(state, scope, survey, std::nullopt, 10).empty());
}

}  // namespace
}  // namespace duikou
