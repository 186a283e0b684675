#include "matcher/index/cell_rows.h"

#include <map>

#include "gtest/gtest.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using testing::Between;

EntryRow RandomEntry(std::mt19937_64& random, ProjectSlot slot) {
  return {.slot = slot,
          .other_needs = static_cast<NeedMask>(random()),
          .standing = static_cast<uint16_t>(Between(random, 0, 10'000)),
          .open = static_cast<uint16_t>(Between(random, 1, 50'000)),
          .smallest = static_cast<uint16_t>(Between(random, 1, 50'000)),
          .first_year = static_cast<uint8_t>(Between(random, 0, 255)),
          .last_year = static_cast<uint8_t>(Between(random, 0, 255)),
          .marks = static_cast<uint8_t>(Between(random, 0, 5 << 5 | 31)),
          .place = static_cast<uint8_t>(random())};
}

// Each entry once, in a block whose zone is its range.
void ExpectSame(const CellRows& rows,
                const std::map<ProjectSlot, EntryRow>& expected) {
  ASSERT_EQ(rows.count(), expected.size());
  for (const auto& [slot, entry] : expected) {
    ASSERT_EQ(rows.At(rows.Find(slot)), entry) << slot;
  }
  for (int block = 0; block < rows.block_count(); ++block) {
    uint16_t best = 0, low = 0xffff, high = 0, marks = 0;
    for (int i = 0; i < rows.CountIn(block); ++i) {
      const EntryRow entry = rows.At(block * CellRows::kBlock + i);
      best = std::max(best, entry.standing);
      low = std::min(low, entry.open);
      high = std::max(high, entry.open);
      marks = static_cast<uint16_t>(marks | MarksBit(entry.marks));
    }
    const ZoneLine& zones = rows.ZonesOf(block / 8);
    ASSERT_EQ(zones.standing[block % 8], best) << block;
    ASSERT_EQ(zones.low[block % 8], low) << block;
    ASSERT_EQ(zones.high[block % 8], high) << block;
    ASSERT_EQ(zones.marks[block % 8], marks) << block;
  }
  for (int block = rows.block_count(); block < rows.zone_line_count() * 8;
       ++block) {
    ASSERT_EQ(rows.ZonesOf(block / 8).marks[block % 8], 0) << block;
  }
}

TEST(CellRowsTest, HoldsWhatWasPutInThroughRandomChanges) {
  std::mt19937_64 random(7);
  CellRows rows;
  std::map<ProjectSlot, EntryRow> expected;
  for (int step = 0; step < 20'000; ++step) {
    // Grows to some hundreds and shrinks to nothing, again and again.
    const bool growing = step / 1'000 % 2 == 0;
    const auto slot = static_cast<ProjectSlot>(Between(random, 0, 600));
    const auto found = expected.find(slot);
    const EntryRow entry = RandomEntry(random, slot);
    if (found == expected.end()) {
      if (!growing) continue;
      rows.Add(entry);
      expected.emplace(slot, entry);
    } else if (growing || random() % 4 == 0) {
      rows.Replace(rows.Find(slot), entry);
      found->second = entry;
    } else {
      rows.Remove(rows.Find(slot));
      expected.erase(found);
    }
    if (step % 97 == 0) {
      ASSERT_NO_FATAL_FAILURE(ExpectSame(rows, expected)) << "step " << step;
    }
  }
}

TEST(CellRowsTest, ManyEntriesStandByAmountInBandsOfStanding) {
  std::mt19937_64 random(3);
  CellRows rows;
  for (ProjectSlot slot = 0; slot < 2'048; ++slot) {
    rows.Add(RandomEntry(random, slot));
  }
  // Sorted, a block spans little of either; in any order, nearly all of both.
  int64_t amounts = 0;
  for (int block = 0; block < rows.block_count(); ++block) {
    const ZoneLine& zones = rows.ZonesOf(block / 8);
    amounts += zones.high[block % 8] - zones.low[block % 8];
  }
  EXPECT_LT(amounts / rows.block_count(), 50'000 / 2);
}

}  // namespace
}  // namespace duikou
