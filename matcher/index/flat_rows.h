// FlatRows: rows in columns, in no order, with their sector and area: what a
// scan of everything reads. Quicker than cells where projects are few.
//
//   FlatRows rows(kinds);
//   rows.Add(sector, area, row);
//   for (int first = 0; first < rows.count(); first += FlatRows::kChunk) {
//     Sift(terms, rows.Columns(first), rows.PaddedCount(first), …);
//   }
//
// Complexity: Add and Replace take constant time, Replace and Remove a search
// among the slots before. Memory: 21 bytes and 4 a kind a row.
#ifndef DUIKOU_MATCHER_INDEX_FLAT_ROWS_H_
#define DUIKOU_MATCHER_INDEX_FLAT_ROWS_H_

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "matcher/index/index_row.h"

namespace duikou {

// A value type. Thread-compatible.
class FlatRows {
 public:
  // Rows that are looked at together.
  static constexpr int kChunk = 256;

  explicit FlatRows(int kinds) : kinds_(kinds) {}

  int count() const { return count_; }
  // Of the chunk that begins at `first`; see CellRows::PaddedCount.
  int PaddedCount(int first) const;
  RowColumns Columns(int first) const;
  // By row.
  const int32_t* sectors() const { return sector_.data(); }
  const int32_t* areas() const { return area_.data(); }

  IndexRow At(int position) const;

  void Add(SectorIndex sector, AreaIndex area, const IndexRow& row);
  // REQUIRES (both): there is a row of this slot.
  void Replace(SectorIndex sector, AreaIndex area, const IndexRow& row);
  void Remove(ProjectSlot slot);

  int64_t bytes() const;

 private:
  int Find(ProjectSlot slot) const;
  void Put(int position, SectorIndex sector, AreaIndex area,
           const IndexRow& row);
  void Resize(size_t size);

  int kinds_;
  int32_t count_ = 0;
  // All as long, a multiple of kSiftStep; rows beyond count_ never pass.
  std::vector<ProjectSlot> slot_;
  std::vector<NeedMask> other_needs_;
  std::vector<uint16_t> standing_;
  std::vector<uint8_t> first_year_;
  std::vector<uint8_t> last_year_;
  std::vector<uint8_t> marks_;
  std::array<std::vector<uint16_t>, kMaxFundKinds> open_;
  std::array<std::vector<uint16_t>, kMaxFundKinds> smallest_;
  std::vector<int32_t> sector_;
  std::vector<int32_t> area_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_FLAT_ROWS_H_
