// CellTable: the projects' entries in cells, with what bounds them.
//
// A project has an entry for each kind of funds it needs. Areas that a
// supporter is likely to see alike – those of one place and the places next to
// it – make a group, of as many as it takes to have some tens of entries in a
// bin; where projects are many for their areas, each area is a group. A cell
// holds what is of one sector and group, in bins: one for each kind, for
// projects with other needs and for those without. Each bin has a sketch
// (amount_sketch.h).
//
//   CellTable table(taxonomy);
//   table.Change(nullptr, &now);             // a project came
//   table.Change(&before, &now);             // changed
//   table.Change(&before, nullptr);          // went
//
// Complexity: a change takes the time of CellRows for each kind, and where it
// took away the best standing of a bucket that of a pass over the bin. When the
// entries have become four times as many, groups and sketches are made anew.
// Memory: CellRows, and for each cell 12 bytes and 104 a bin.
#ifndef DUIKOU_MATCHER_INDEX_CELL_TABLE_H_
#define DUIKOU_MATCHER_INDEX_CELL_TABLE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "matcher/base/taxonomy.h"
#include "matcher/index/amount_sketch.h"
#include "matcher/index/cell_rows.h"
#include "matcher/index/index_row.h"

namespace duikou {

// A row with the place that it is for.
struct PlacedRow {
  SectorIndex sector = kNone;
  AreaIndex area = kNone;
  IndexRow row;
};

// A value type. Thread-compatible.
class CellTable {
 public:
  struct Cell {
    SectorIndex sector;
    int32_t group;
  };

  explicit CellTable(std::shared_ptr<const Taxonomy> taxonomy);

  // Puts `after` in place of `before`; either may be null.
  // REQUIRES: `before` is what was put in; both are of one slot.
  void Change(const PlacedRow* before, const PlacedRow* after);

  // May hold empty ones.
  const std::vector<Cell>& cells() const { return cells_; }
  const AmountScale& scale() const { return scale_; }

  int group_count() const { return static_cast<int>(areas_of_group_.size()); }
  // In the order of EntryRow::place.
  const std::vector<AreaIndex>& areas_of_group(int group) const {
    return areas_of_group_[group];
  }
  // Cells by group, kNone where there is none; empty where the sector has none
  // at all.
  const std::vector<int32_t>& cells_of(SectorIndex sector) const {
    return cells_of_sector_[sector];
  }

  // Bins are numbered through: those of a cell follow each other.
  int32_t bin_count() const { return static_cast<int32_t>(rows_.size()); }
  int32_t BinOf(int32_t cell, FundKindIndex kind, bool has_needs) const {
    return (cell * kinds_ + kind) * 2 + (has_needs ? 1 : 0);
  }
  int32_t CellOfBin(int32_t bin) const { return bin / (2 * kinds_); }
  FundKindIndex KindOfBin(int32_t bin) const { return bin / 2 % kinds_; }
  static bool HasNeeds(int32_t bin) { return bin % 2 != 0; }
  const CellRows& Rows(int32_t bin) const { return rows_[bin]; }
  const uint8_t* Sketch(int32_t bin) const {
    return &sketches_[static_cast<size_t>(bin) * kSketchBuckets];
  }
  // Of all bins of a kind, as high as any was since the sketches were made.
  const uint8_t* WholeSketch(FundKindIndex kind) const {
    return &whole_sketch_[kind * kSketchBuckets];
  }

  int64_t bytes() const;

 private:
  void MakeGroups(int areas);
  // Of how many areas groups should be for so many entries.
  int AreasInGroup(int64_t entries) const;
  // The same entries in groups of so many areas.
  void Regroup(int areas);
  int32_t MakeCell(SectorIndex sector, int32_t group);
  // The bin of a row's entries of a kind, kNone where it has none.
  int32_t BinFor(const PlacedRow* row, FundKindIndex kind);
  void ChangeKind(const PlacedRow* before, const PlacedRow* after,
                  FundKindIndex kind);
  void Raise(int32_t bin, const EntryRow& entry);
  // After an entry left that may have been the best of its bucket.
  void Lower(int32_t bin, const EntryRow& entry);
  uint8_t BestOf(const CellRows& rows, int low, int high) const;
  void Calibrate();

  std::shared_ptr<const Taxonomy> taxonomy_;
  int kinds_;
  std::vector<int32_t> group_of_area_;
  std::vector<uint8_t> place_of_area_;
  std::vector<std::vector<AreaIndex>> areas_of_group_;
  std::vector<std::vector<int32_t>> cells_of_sector_;  // by sector, by group
  std::vector<Cell> cells_;
  std::vector<CellRows> rows_;         // by bin
  std::vector<uint8_t> sketches_;      // by bin
  std::vector<uint8_t> whole_sketch_;  // by kind
  AmountScale scale_;
  int areas_in_group_ = 0;
  int64_t entries_ = 0;
  int64_t calibrate_at_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_CELL_TABLE_H_
