#include "matcher/index/cell_table.h"

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using testing::Between;

std::shared_ptr<const Taxonomy> Villages(int counties, int villages) {
  std::vector<AreaNode> areas(counties);
  for (int i = 0; i < counties * villages; ++i) {
    areas.push_back({.parent = i % counties});
  }
  return *Taxonomy::Make({{}, {}, {}}, areas, 2);
}

PlacedRow RandomRow(std::mt19937_64& random, const Taxonomy& taxonomy,
                    ProjectSlot slot) {
  Project p{.id = absl::StrCat("p", slot)};
  p.area =
      static_cast<AreaIndex>(Between(random, 0, taxonomy.area_count() - 1));
  p.sector = static_cast<SectorIndex>(Between(random, 0, 2));
  for (int kind = 0; kind < 2; ++kind) {
    if (random() % 3 != 0) {
      p.funds[kind].open = Money::Fen(int64_t{1} << Between(random, 10, 30));
    }
  }
  p.other_needs = static_cast<NeedMask>(random() % 3);
  p.people_helped = Between(random, 0, 1'000);
  return {.sector = p.sector, .area = p.area, .row = RowOf(p, slot)};
}

// The best of the bin's entries in each bucket, after each was found to be in
// the bin and at the place of its row. Counts them.
std::array<uint8_t, kSketchBuckets> BestOf(const CellTable& table,
                                           int32_t strip, int group,
                                           const std::vector<PlacedRow>& rows,
                                           int64_t& entries) {
  const FundKindIndex kind = table.KindOf(strip);
  std::array<uint8_t, kSketchBuckets> best = {};
  for (int i = 0; i < table.Rows(strip, group).count(); ++i) {
    const EntryRow entry = table.Rows(strip, group).At(i);
    const PlacedRow& row = rows[entry.slot];
    EXPECT_EQ(entry, EntryOf(row.row, kind, entry.place));
    EXPECT_EQ(row.sector, table.SectorOf(strip));
    EXPECT_EQ(row.area, table.areas_of_group(group)[entry.place]);
    EXPECT_EQ(table.HasNeeds(strip), row.row.other_needs != 0);
    uint8_t& of = best[table.scale().BucketOf(kind, entry.open)];
    of = std::max(of, StandingSteps(entry.standing));
    ++entries;
  }
  return best;
}

// Each sketch is the best of its bin's entries in each bucket, exactly, and
// that of a strip the best of its bins.
void ExpectSketched(const CellTable& table, const Taxonomy& taxonomy,
                    const std::vector<PlacedRow>& rows) {
  int64_t entries = 0;
  for (int32_t strip = 0; strip < table.strip_count(); ++strip) {
    const SectorIndex sector = table.SectorOf(strip);
    const uint8_t* of_strips = table.StripSketches(strip - sector);
    std::array<uint8_t, kSketchBuckets> best_of_strip = {};
    for (int group = 0; !table.IsUnused(strip) && group < table.group_count();
         ++group) {
      const std::array<uint8_t, kSketchBuckets> best =
          BestOf(table, strip, group, rows, entries);
      for (int bucket = 0; bucket < kSketchBuckets; ++bucket) {
        ASSERT_EQ(table.Sketches(strip)[bucket * table.group_stride() + group],
                  best[bucket])
            << strip << ' ' << group;
        best_of_strip[bucket] = std::max(best_of_strip[bucket], best[bucket]);
      }
    }
    for (int bucket = 0; bucket < kSketchBuckets; ++bucket) {
      ASSERT_EQ(of_strips[bucket * table.sector_stride() + sector],
                best_of_strip[bucket])
          << strip;
    }
  }
  int64_t expected = 0;
  for (const PlacedRow& row : rows) {
    for (int kind = 0; kind < taxonomy.fund_kind_count(); ++kind) {
      expected += row.row.open[kind] != 0;
    }
  }
  ASSERT_EQ(entries, expected);
}

TEST(CellTableTest, SketchesStayExactThroughRandomChanges) {
  std::mt19937_64 random(11);
  const auto taxonomy = Villages(5, 20);
  CellTable table(taxonomy);
  std::vector<PlacedRow> rows(3'000);
  for (int step = 0; step < 20'000; ++step) {
    // Grows through some calibrations.
    const auto slot = static_cast<ProjectSlot>(
        Between(random, 0, std::min<int64_t>(2'999, 10 + step / 4)));
    PlacedRow& row = rows[slot];
    const bool is_in = row.area != kNone;
    if (is_in && random() % 4 == 0) {
      table.Change(&row, nullptr);
      row = PlacedRow();
    } else {
      const PlacedRow now = RandomRow(random, *taxonomy, slot);
      table.Change(is_in ? &row : nullptr, &now);
      row = now;
    }
    if (step % 997 == 0) {
      ASSERT_NO_FATAL_FAILURE(ExpectSketched(table, *taxonomy, rows)) << step;
    }
  }
}

TEST(CellTableTest, GroupsFollowTheNumberOfEntries) {
  std::mt19937_64 random(2);
  const auto taxonomy = Villages(4, 30);
  CellTable table(taxonomy);
  EXPECT_EQ(table.group_count(), 1);
  for (ProjectSlot slot = 0; slot < 50'000; ++slot) {
    const PlacedRow row = RandomRow(random, *taxonomy, slot);
    table.Change(nullptr, &row);
  }
  EXPECT_GT(table.group_count(), 20);
  std::vector<bool> seen(taxonomy->area_count());
  for (int group = 0; group < table.group_count(); ++group) {
    for (const AreaIndex area : table.areas_of_group(group)) {
      EXPECT_FALSE(seen[area]);
      seen[area] = true;
    }
  }
  EXPECT_EQ(std::count(seen.begin(), seen.end(), true), taxonomy->area_count());
}

}  // namespace
}  // namespace duikou
