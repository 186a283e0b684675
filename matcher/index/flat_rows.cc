#include "matcher/index/flat_rows.h"

#include "matcher/base/check.h"
#include "matcher/index/row_sift.h"

namespace duikou {

int FlatRows::PaddedCount(int first) const {
  const int count = std::min(kChunk, count_ - first);
  return (count + kSiftStep - 1) / kSiftStep * kSiftStep;
}

RowColumns FlatRows::Columns(int first) const {
  RowColumns columns{.slot = &slot_[first],
                     .other_needs = &other_needs_[first],
                     .standing = &standing_[first],
                     .first_year = &first_year_[first],
                     .last_year = &last_year_[first],
                     .marks = &marks_[first]};
  for (int kind = 0; kind < kinds_; ++kind) {
    columns.open[kind] = &open_[kind][first];
    columns.smallest[kind] = &smallest_[kind][first];
  }
  return columns;
}

IndexRow FlatRows::At(int position) const {
  IndexRow row{.slot = slot_[position],
               .other_needs = other_needs_[position],
               .standing = standing_[position],
               .first_year = first_year_[position],
               .last_year = last_year_[position],
               .marks = marks_[position]};
  for (int kind = 0; kind < kinds_; ++kind) {
    row.open[kind] = open_[kind][position];
    row.smallest[kind] = smallest_[kind][position];
  }
  return row;
}

int FlatRows::Find(ProjectSlot slot) const {
  const auto end = slot_.begin() + count_;
  const auto found = std::find(slot_.begin(), end, slot);
  DUIKOU_CHECK(found != end) << "no row of slot " << slot;
  return static_cast<int>(found - slot_.begin());
}

void FlatRows::Put(int position, SectorIndex sector, AreaIndex area,
                   const IndexRow& row) {
  slot_[position] = row.slot;
  other_needs_[position] = row.other_needs;
  standing_[position] = row.standing;
  first_year_[position] = row.first_year;
  last_year_[position] = row.last_year;
  marks_[position] = row.marks;
  for (int kind = 0; kind < kinds_; ++kind) {
    open_[kind][position] = row.open[kind];
    smallest_[kind][position] = row.smallest[kind];
  }
  sector_[position] = sector;
  area_[position] = area;
}

void FlatRows::Resize(size_t size) {
  const IndexRow none;
  slot_.resize(size, none.slot);
  other_needs_.resize(size, none.other_needs);
  standing_.resize(size, none.standing);
  first_year_.resize(size, none.first_year);
  last_year_.resize(size, none.last_year);
  marks_.resize(size, none.marks);
  for (int kind = 0; kind < kinds_; ++kind) {
    open_[kind].resize(size, 0);
    smallest_[kind].resize(size, 0);
  }
  sector_.resize(size, 0);
  area_.resize(size, 0);
}

void FlatRows::Add(SectorIndex sector, AreaIndex area, const IndexRow& row) {
  if (static_cast<size_t>(count_) == slot_.size()) {
    Resize(slot_.size() + kSiftStep);
  }
  Put(count_++, sector, area, row);
}

void FlatRows::Replace(SectorIndex sector, AreaIndex area,
                       const IndexRow& row) {
  Put(Find(row.slot), sector, area, row);
}

void FlatRows::Remove(ProjectSlot slot) {
  const int position = Find(slot);
  const int last = --count_;
  if (position != last) Put(position, sector_[last], area_[last], At(last));
  Put(last, 0, 0, IndexRow());
}

int64_t FlatRows::bytes() const {
  auto size_of = [](const auto& v) {
    return static_cast<int64_t>(v.capacity() * sizeof(v[0]));
  };
  int64_t bytes = size_of(slot_) + size_of(other_needs_) + size_of(standing_) +
                  size_of(first_year_) + size_of(last_year_) + size_of(marks_) +
                  size_of(sector_) + size_of(area_);
  for (int kind = 0; kind < kinds_; ++kind) {
    bytes += size_of(open_[kind]) + size_of(smallest_[kind]);
  }
  return bytes;
}

}  // namespace duikou
