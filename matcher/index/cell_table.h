// CellTable: the projects' entries in bins, with what bounds them.
//
// A project has an entry for each kind of funds it needs. Areas that a
// supporter is likely to see alike – those of one place and the places next to
// it – make a group, of as many as it takes to have some tens of entries in a
// bin; where projects are many for their areas, each area is a group. A bin
// holds what is of one sector, one kind, with other needs or without, and of
// one group. The bins that differ in their group alone are a strip: their
// sketches (amount_sketch.h) stand side by side, and the best of them are a
// sketch of the strip. Strips of one kind and need have theirs side by side
// again.
//
//   CellTable table(taxonomy);
//   table.Change(nullptr, &now);             // a project came
//   table.Change(&before, &now);             // changed
//   table.Change(&before, nullptr);          // went
//
// Complexity: a change takes the time of CellRows for each kind, and where it
// took away the best standing of a bucket that of a pass over the bin and the
// bucket's row. When the entries have become four times as many, groups and
// sketches are made anew.
// Memory: CellRows, and 56 bytes a bin.
#ifndef DUIKOU_MATCHER_INDEX_CELL_TABLE_H_
#define DUIKOU_MATCHER_INDEX_CELL_TABLE_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/types/span.h"
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
  explicit CellTable(std::shared_ptr<const Taxonomy> taxonomy);

  // Puts `after` in place of `before`; either may be null.
  // REQUIRES: `before` is what was put in; both are of one slot.
  void Change(const PlacedRow* before, const PlacedRow* after);

  const AmountScale& scale() const { return scale_; }

  int group_count() const { return static_cast<int>(group_begins_.size()) - 1; }
  // In the order of EntryRow::place.
  absl::Span<const AreaIndex> areas_of_group(int group) const {
    return {
        areas_.data() + group_begins_[group],
        static_cast<size_t>(group_begins_[group + 1] - group_begins_[group])};
  }

  int32_t strip_count() const { return static_cast<int32_t>(strips_.size()); }
  int32_t StripOf(SectorIndex sector, FundKindIndex kind,
                  bool has_needs) const {
    return (kind * 2 + (has_needs ? 1 : 0)) * sector_stride() + sector;
  }
  SectorIndex SectorOf(int32_t strip) const { return strip % sector_stride(); }
  FundKindIndex KindOf(int32_t strip) const {
    return strip / sector_stride() / 2;
  }
  bool HasNeeds(int32_t strip) const {
    return strip / sector_stride() % 2 != 0;
  }
  // Whether nothing was ever in the strip; then it has no bins.
  bool IsUnused(int32_t strip) const { return strips_[strip].rows.empty(); }
  // REQUIRES (both): the strip is not unused.
  const CellRows& Rows(int32_t strip, int group) const {
    return strips_[strip].rows[group];
  }
  // group_stride() sketches side by side; those beyond the groups are empty.
  const uint8_t* Sketches(int32_t strip) const {
    return strips_[strip].sketches.data();
  }
  // The same of the strips from this on, sector_stride() of them.
  // REQUIRES: `first` is the strip of sector 0.
  const uint8_t* StripSketches(int32_t first) const {
    return &strip_sketches_[static_cast<size_t>(first) * kSketchBuckets];
  }
  int group_stride() const { return PaddedSketches(group_count()); }
  int sector_stride() const {
    return PaddedSketches(taxonomy_->sector_count());
  }

  int64_t bytes() const;

 private:
  struct Strip {
    std::vector<uint8_t> sketches;
    std::vector<CellRows> rows;  // by group
  };
  struct Bin {
    int32_t strip = kNone;
    int32_t group = kNone;

    friend bool operator==(const Bin&, const Bin&) = default;
  };

  void MakeGroups(int areas);
  // Of how many areas groups should be for so many entries.
  int AreasInGroup(int64_t entries) const;
  // The same entries in groups of so many areas.
  void Regroup(int areas);
  CellRows& MakeRows(const Bin& bin);
  // The bin of a row's entry of a kind; none where it has none.
  Bin BinFor(const PlacedRow* row, FundKindIndex kind) const;
  void ChangeKind(const PlacedRow* before, const PlacedRow* after,
                  FundKindIndex kind);
  uint8_t& StripSteps(int32_t strip, int bucket) {
    return strip_sketches_[static_cast<size_t>(strip - SectorOf(strip)) *
                               kSketchBuckets +
                           bucket * sector_stride() + SectorOf(strip)];
  }
  void Raise(const Bin& bin, const EntryRow& entry);
  // After an entry left that may have been the best of its bucket.
  void Lower(const Bin& bin, const EntryRow& entry);
  uint8_t BestOf(const CellRows& rows, int low, int high) const;
  void Calibrate();
  // Calls visit(bin, entry) for each.
  template <typename Visit>
  void ForEachEntry(Visit&& visit) const;

  std::shared_ptr<const Taxonomy> taxonomy_;
  int kinds_;
  std::vector<int32_t> group_of_area_;
  std::vector<uint8_t> place_of_area_;
  std::vector<AreaIndex> areas_;         // by group
  std::vector<int32_t> group_begins_;    // and the end
  std::vector<Strip> strips_;            // by StripOf
  std::vector<uint8_t> strip_sketches_;  // as StripSketches says
  AmountScale scale_;
  int areas_in_group_ = 0;
  int64_t entries_ = 0;
  int64_t calibrate_at_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_CELL_TABLE_H_
