#include "matcher/index/cell_rows.h"

#include <cmath>
#include <tuple>

#include "matcher/base/check.h"

namespace duikou {
namespace {

// Of the blocks there is room for, one in so many is spare when it is made.
constexpr int kSpare = 16;
// One entry in so many may be out of order before all are sorted.
constexpr int kInOrder = 2;
// Zones are made in one go where blocks become more; the columns are as long.
constexpr int kZones = kSiftStep;

int PaddedZones(size_t blocks) {
  return (static_cast<int>(blocks) + kZones - 1) / kZones * kZones;
}

// Room for one more, without doubling what there is.
template <typename T>
void ReserveOneMore(std::vector<T>& blocks) {
  if (blocks.size() == blocks.capacity()) {
    blocks.reserve(blocks.size() + 1 + blocks.size() / kSpare);
  }
}

}  // namespace

RowColumns CellRows::Columns(int block, FundKindIndex kind) const {
  const SiftLine& sifted = sifted_[block];
  RowColumns columns;
  columns.standing = sifted.standing;
  columns.first_year = sifted.first_year;
  columns.last_year = sifted.last_year;
  columns.marks = sifted.marks;
  columns.place = sifted.place;
  columns.open[kind] = sifted.open;
  columns.slot = rest_[block].slot;
  columns.other_needs = rest_[block].other_needs;
  columns.smallest[kind] = rest_[block].smallest;
  return columns;
}

EntryRow CellRows::At(int position) const {
  const SiftLine& sifted = sifted_[position / kBlock];
  const Rest& rest = rest_[position / kBlock];
  const int i = position % kBlock;
  return {.slot = rest.slot[i],
          .other_needs = rest.other_needs[i],
          .standing = sifted.standing[i],
          .open = sifted.open[i],
          .smallest = rest.smallest[i],
          .first_year = sifted.first_year[i],
          .last_year = sifted.last_year[i],
          .marks = sifted.marks[i],
          .place = sifted.place[i]};
}

int CellRows::Find(ProjectSlot slot) const {
  for (int block = 0; block < block_count(); ++block) {
    for (int i = 0; i < CountIn(block); ++i) {
      if (rest_[block].slot[i] == slot) return block * kBlock + i;
    }
  }
  DUIKOU_CHECK(false) << "no entry of slot " << slot;
  return kNone;
}

void CellRows::Put(int position, const EntryRow& row) {
  SiftLine& sifted = sifted_[position / kBlock];
  Rest& rest = rest_[position / kBlock];
  const int i = position % kBlock;
  rest.slot[i] = row.slot;
  rest.other_needs[i] = row.other_needs;
  rest.smallest[i] = row.smallest;
  sifted.open[i] = row.open;
  sifted.standing[i] = row.standing;
  sifted.first_year[i] = row.first_year;
  sifted.last_year[i] = row.last_year;
  sifted.marks[i] = row.marks;
  sifted.place[i] = row.place;
}

void CellRows::MakeZone(int block) {
  if (PaddedZones(sifted_.size()) != zone_stride_) {
    MakeZones();
  } else {
    SetZone(block);
  }
}

void CellRows::MakeZones() {
  zone_stride_ = PaddedZones(sifted_.size());
  zones_ = std::vector<uint16_t>(static_cast<size_t>(zone_stride_) * 3, 0);
  for (int block = 0; block < block_count(); ++block) SetZone(block);
}

void CellRows::SetZone(int block) {
  const SiftLine& sifted = sifted_[block];
  uint16_t best = 0, low = 0xffff, high = 0;
  for (int i = 0; i < CountIn(block); ++i) {
    best = std::max(best, sifted.standing[i]);
    low = std::min(low, sifted.open[i]);
    high = std::max(high, sifted.open[i]);
  }
  zones_[block] = best;
  zones_[zone_stride_ + block] = low;
  zones_[2 * zone_stride_ + block] = high;
}

void CellRows::Add(const EntryRow& row) {
  if (count_ % kBlock == 0) {
    ReserveOneMore(sifted_);
    ReserveOneMore(rest_);
    sifted_.emplace_back();
    rest_.emplace_back();
    for (int i = 0; i < kBlock; ++i) Put(count_ + i, EntryRow());
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
  if (count_ % kBlock == 0) {
    sifted_.pop_back();
    rest_.pop_back();
    MakeZones();
  } else {
    MakeZone(last / kBlock);
  }
  if (position / kBlock < block_count()) MakeZone(position / kBlock);
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
  MakeZones();
}

int64_t CellRows::bytes() const {
  return static_cast<int64_t>(sifted_.capacity() * sizeof(SiftLine) +
                              rest_.capacity() * sizeof(Rest) +
                              zones_.capacity() * sizeof(uint16_t));
}

}  // namespace duikou
