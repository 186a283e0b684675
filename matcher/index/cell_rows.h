// CellRows: the entries of one bin, in blocks of columns with zone maps.
//
//   CellRows rows;
//   rows.Add(entry);
//   for (int line = 0; line < rows.zone_line_count(); ++line) {
//     SiftZones(terms, kind, rows.ZonesOf(line), …);   // of eight blocks
//   }
//   Sift(terms, kind, rows.LineOf(block), …);
//
// Problem: entries of which few are wanted, namely those of good standing and
// of amounts near a peak, and which change one at a time.
// Method: eight entries a block; what sifting reads of them is one line of the
// cache, the rest lies elsewhere. Each block has in its zone its best standing,
// its least and greatest amount and which marks there are; the zones of eight
// blocks are a line. Blocks go by bands of standing, where there are many, and
// within a band by amount. A change touches one block and the last one, whose
// zones are made anew, and leaves the order behind; after some changes the
// entries are sorted again.
// Complexity: Add, Remove and Replace take the time of two blocks, and of a
// search among the slots; sorting costs O(log entries) a change over time.
// Memory: 152 bytes a block, in one piece.
// Reference: G. Moerkotte: Small Materialized Aggregates (1998), for the zones.
#ifndef DUIKOU_MATCHER_INDEX_CELL_ROWS_H_
#define DUIKOU_MATCHER_INDEX_CELL_ROWS_H_

#include <algorithm>
#include <cstdint>
#include <vector>

#include "matcher/index/index_row.h"
#include "matcher/index/row_sift.h"

namespace duikou {

// A value type. Thread-compatible.
class CellRows {
 public:
  static constexpr int kBlock = kSiftStep;

  int count() const { return count_; }
  int block_count() const { return (count_ + kBlock - 1) / kBlock; }
  int CountIn(int block) const {
    return std::min(kBlock, count_ - block * kBlock);
  }
  // Of kBlock entries; those beyond the last never pass. Amounts stand as those
  // of `kind`.
  RowColumns Columns(int block, FundKindIndex kind) const;
  const SiftLine& LineOf(int block) const {
    return lines_[ZoneLines(capacity_) + block].sifted;
  }
  // The i-th line has the zones of the blocks from 8 · i on.
  int zone_line_count() const { return ZoneLines(block_count()); }
  const ZoneLine& ZonesOf(int line) const { return lines_[line].zones; }

  // The entry at a position of 0 … count() − 1.
  EntryRow At(int position) const {
    const int block = position / kBlock;
    const SiftLine& sifted = LineOf(block);
    const Rest& rest = RestOf(block);
    const int i = position % kBlock;
    return {.slot = rest.slot[i],
            .other_needs = rest.other_needs[i],
            .standing = sifted.standing[i],
            .open = sifted.open[i],
            .smallest = SmallestOf(block)[i],
            .first_year = sifted.first_year[i],
            .last_year = sifted.last_year[i],
            .marks = sifted.marks[i],
            .place = sifted.place[i]};
  }
  // The position of the entry with this slot. REQUIRES: there is one.
  int Find(ProjectSlot slot) const;

  void Add(const EntryRow& row);
  void Replace(int position, const EntryRow& row);
  // The last entry takes its place.
  void Remove(int position);

  int64_t bytes() const {
    return static_cast<int64_t>(lines_.capacity() * sizeof(Line));
  }

  // Asks memory for the first zones, for what sifting reads of a block, and for
  // the rest of it.
  void PrefetchZones() const { __builtin_prefetch(lines_.data()); }
  void PrefetchSifted(int block) const { __builtin_prefetch(&LineOf(block)); }
  void PrefetchRest(int block) const {
    __builtin_prefetch(&RestOf(block));
    __builtin_prefetch(SmallestOf(block));
  }

 private:
  struct Rest {
    ProjectSlot slot[kBlock];
    NeedMask other_needs[kBlock];
  };
  // Smallest amounts of so many blocks are a line.
  static constexpr int kSmallest = 4;
  union Line {
    ZoneLine zones;
    SiftLine sifted;
    Rest rest;
    uint16_t smallest[kSmallest][kBlock];
  };
  static_assert(sizeof(Line) == 64);

  // What there is of each, for so many blocks.
  static int ZoneLines(int blocks) { return (blocks + kBlock - 1) / kBlock; }
  static int SmallestLines(int blocks) {
    return (blocks + kSmallest - 1) / kSmallest;
  }
  const Rest& RestOf(int block) const {
    return lines_[ZoneLines(capacity_) + capacity_ + block].rest;
  }
  const uint16_t* SmallestOf(int block) const {
    return lines_[ZoneLines(capacity_) + 2 * capacity_ + block / kSmallest]
        .smallest[block % kSmallest];
  }

  void Put(int position, const EntryRow& row);
  // Makes room for so many blocks.
  void SetCapacity(int capacity);
  void MakeZone(int block);
  void NoteDisorder();
  void Sort();

  // Zones, then what is sifted, the rest and the smallest amounts, each with
  // room for `capacity_` blocks; zero beyond the blocks.
  std::vector<Line> lines_;
  int32_t capacity_ = 0;
  int32_t count_ = 0;
  int32_t disorder_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_CELL_ROWS_H_
