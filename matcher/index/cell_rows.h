// CellRows: the entries of one bin, in blocks of columns with zone maps.
//
//   CellRows rows;
//   rows.Add(entry);
//   SiftZones(terms, kind, rows.Zones(), rows.PaddedBlockCount(), …);
//   Sift(terms, kind, rows.LineOf(block), …);
//
// Problem: entries of which few are wanted, namely those of good standing and
// of amounts near a peak, and which change one at a time.
// Method: eight entries a block; what sifting reads of them is one line of the
// cache, the rest lies elsewhere. Each block has in its zone its best standing
// and its least and greatest amount. Blocks go by bands of standing, where
// there are many, and within a band by amount. A change touches one block and
// the last one, whose zones are made anew, and leaves the order behind; after
// some changes the entries are sorted again.
// Complexity: Add, Remove and Replace take the time of two blocks, and of a
// search among the slots; sorting costs O(log entries) a change over time.
// Memory: 150 bytes a block.
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
  int block_count() const { return static_cast<int>(sifted_.size()); }
  int CountIn(int block) const {
    return std::min(kBlock, count_ - block * kBlock);
  }
  // Of kBlock entries; those beyond the last never pass. Amounts stand as those
  // of `kind`.
  RowColumns Columns(int block, FundKindIndex kind) const;
  const SiftLine& LineOf(int block) const { return sifted_[block]; }
  // Columns are PaddedBlockCount() long, a multiple of kSiftStep.
  ZoneColumns Zones() const {
    return {zones_.data(), zones_.data() + zone_stride_,
            zones_.data() + 2 * zone_stride_};
  }
  int PaddedBlockCount() const { return zone_stride_; }

  // The entry at a position of 0 … count() − 1.
  EntryRow At(int position) const;
  // The position of the entry with this slot. REQUIRES: there is one.
  int Find(ProjectSlot slot) const;

  void Add(const EntryRow& row);
  void Replace(int position, const EntryRow& row);
  // The last entry takes its place.
  void Remove(int position);

  int64_t bytes() const;

  // Asks memory for the zones, for what sifting reads of a block, and for the
  // rest of it.
  void PrefetchZones() const { __builtin_prefetch(zones_.data()); }
  void PrefetchSifted(int block) const { __builtin_prefetch(&sifted_[block]); }
  void PrefetchRest(int block) const {
    __builtin_prefetch(&rest_[block]);
    __builtin_prefetch(rest_[block].smallest);
  }

 private:
  struct Rest {
    ProjectSlot slot[kBlock];
    NeedMask other_needs[kBlock];
    uint16_t smallest[kBlock];
  };

  void Put(int position, const EntryRow& row);
  // Makes the zone of a block, or all where their number has changed.
  void MakeZone(int block);
  void MakeZones();
  void SetZone(int block);
  void NoteDisorder();
  void Sort();

  std::vector<SiftLine> sifted_;
  std::vector<Rest> rest_;
  std::vector<uint16_t> zones_;  // ZoneColumns, one after the other
  int32_t zone_stride_ = 0;
  int32_t count_ = 0;
  int32_t disorder_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_CELL_ROWS_H_
