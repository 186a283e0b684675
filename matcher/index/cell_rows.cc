#include "matcher/index/cell_rows.h"

#include <cmath>
#include <tuple>
#include <utility>

#include "matcher/base/check.h"

namespace duikou {
namespace {

// Of the blocks there is room for, one in so many is spare when it is made.
constexpr int kSpare = 16;
// One entry in so many may be out of order before all are sorted.
constexpr int kInOrder = 8;

}  // namespace

RowColumns CellRows::Columns(int block, FundKindIndex kind) const {
  const SiftLine& sifted = LineOf(block);
  RowColumns columns;
  columns.standing = sifted.standing;
  columns.first_year = sifted.first_year;
  columns.last_year = sifted.last_year;
  columns.marks = sifted.marks;
  columns.place = sifted.place;
  columns.open[kind] = sifted.open;
  columns.slot = RestOf(block).slot;
  columns.other_needs = RestOf(block).other_needs;
  columns.smallest[kind] = SmallestOf(block);
  return columns;
}

int CellRows::Find(ProjectSlot slot) const {
  for (int block = 0; block < block_count(); ++block) {
    for (int i = 0; i < CountIn(block); ++i) {
      if (RestOf(block).slot[i] == slot) return block * kBlock + i;
    }
  }
  DUIKOU_CHECK(false) << "no entry of slot " << slot;
  return kNone;
}

void CellRows::Put(int position, const EntryRow& row) {
  const int block = position / kBlock;
  const int i = position % kBlock;
  Line* const lines = &lines_[ZoneLines(capacity_)];
  SiftLine& sifted = lines[block].sifted;
  Rest& rest = lines[capacity_ + block].rest;
  rest.slot[i] = row.slot;
  rest.other_needs[i] = row.other_needs;
  lines[2 * capacity_ + block / kSmallest].smallest[block % kSmallest][i] =
      row.smallest;
  sifted.open[i] = row.open;
  sifted.standing[i] = row.standing;
  sifted.first_year[i] = row.first_year;
  sifted.last_year[i] = row.last_year;
  sifted.marks[i] = row.marks;
  sifted.place[i] = row.place;
}

void CellRows::SetCapacity(int capacity) {
  const std::vector<Line> before = std::move(lines_);
  lines_ = std::vector<Line>(ZoneLines(capacity) + 2 * capacity +
                             SmallestLines(capacity));
  auto from = before.begin();
  auto to = lines_.begin();
  auto take = [&](int used, int room_before, int room) {
    std::copy_n(from, used, to);
    from += room_before;
    to += room;
  };
  const int blocks = block_count();
  take(ZoneLines(blocks), ZoneLines(capacity_), ZoneLines(capacity));
  take(blocks, capacity_, capacity);
  take(blocks, capacity_, capacity);
  take(SmallestLines(blocks), SmallestLines(capacity_),
       SmallestLines(capacity));
  capacity_ = capacity;
}

void CellRows::MakeZone(int block) {
  const SiftLine& sifted = LineOf(block);
  uint16_t best = 0, low = 0xffff, high = 0, marks = 0;
  for (int i = 0; i < CountIn(block); ++i) {
    best = std::max(best, sifted.standing[i]);
    low = std::min(low, sifted.open[i]);
    high = std::max(high, sifted.open[i]);
    marks = static_cast<uint16_t>(marks | MarksBit(sifted.marks[i]));
  }
  ZoneLine& zones = lines_[block / kBlock].zones;
  zones.standing[block % kBlock] = best;
  zones.low[block % kBlock] = low;
  zones.high[block % kBlock] = high;
  zones.marks[block % kBlock] = marks;
}

void CellRows::Add(const EntryRow& row) {
  if (count_ == capacity_ * kBlock) {
    SetCapacity(capacity_ + 1 + capacity_ / kSpare);
  }
  if (count_ % kBlock == 0) {
    for (int i = 1; i < kBlock; ++i) Put(count_ + i, EntryRow());
  }
  Put(count_, row);
  ++count_;
  MakeZone(block_count() - 1);
  NoteDisorder();
}

void CellRows::Replace(int position, const EntryRow& row) {
  Put(position, row);
  MakeZone(position / kBlock);
  NoteDisorder();
}

void CellRows::Remove(int position) {
  const int last = count_ - 1;
  if (position != last) Put(position, At(last));
  Put(last, EntryRow());
  --count_;
  // Of a block without entries the zone is that of none.
  MakeZone(last / kBlock);
  MakeZone(position / kBlock);
  const int enough = block_count() + 1 + block_count() / kSpare;
  if (capacity_ > 2 * enough) SetCapacity(enough);
  NoteDisorder();
}

void CellRows::NoteDisorder() {
  ++disorder_;
  if (count_ > kBlock && disorder_ * kInOrder > count_) Sort();
}

void CellRows::Sort() {
  disorder_ = 0;
  std::vector<EntryRow> rows;
  rows.reserve(count_);
  for (int i = 0; i < count_; ++i) rows.push_back(At(i));
  // Amounts count for more than standing, so bands are fewer than the blocks
  // in each.
  const int bands = std::max(1, static_cast<int>(std::sqrt(block_count()) / 2));
  const int band = (block_count() + bands - 1) / bands * kBlock;
  if (bands > 1) {
    std::sort(rows.begin(), rows.end(),
              [](const EntryRow& a, const EntryRow& b) {
                return std::tuple(b.standing, a.slot) <
                       std::tuple(a.standing, b.slot);
              });
  }
  for (int first = 0; first < count_; first += band) {
    std::sort(rows.begin() + first,
              rows.begin() + std::min(first + band, static_cast<int>(count_)),
              [](const EntryRow& a, const EntryRow& b) {
                return std::tuple(a.open, a.slot) < std::tuple(b.open, b.slot);
              });
  }
  for (int i = 0; i < count_; ++i) Put(i, rows[i]);
  for (int block = 0; block < block_count(); ++block) MakeZone(block);
}

}  // namespace duikou
