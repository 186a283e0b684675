#include "matcher/index/cell_table.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "matcher/base/check.h"

namespace duikou {
namespace {

// Entries there should be in a bin, and the most areas that a place in a group
// can tell.
constexpr int64_t kEntriesInBin = 64;
constexpr int64_t kMostInGroup = 256;
// From so many entries on all is made anew, and whenever they have become so
// many times as many.
constexpr int64_t kFirstCalibration = 64;
constexpr int64_t kCalibrationGrowth = 4;

AreaIndex Outermost(const Taxonomy& taxonomy, AreaIndex area) {
  while (taxonomy.parent(area) != kNone) area = taxonomy.parent(area);
  return area;
}

// Areas so that those of one prefecture, of one group, and in one place stand
// next to each other.
std::vector<AreaIndex> AreasByPlace(const Taxonomy& taxonomy) {
  std::vector<AreaIndex> outermost(taxonomy.area_count());
  for (AreaIndex i = 0; i < taxonomy.area_count(); ++i) {
    outermost[i] = Outermost(taxonomy, i);
  }
  std::vector<AreaIndex> areas(taxonomy.area_count());
  std::iota(areas.begin(), areas.end(), 0);
  std::sort(areas.begin(), areas.end(), [&](AreaIndex a, AreaIndex b) {
    const AreaIndex top_a = outermost[a], top_b = outermost[b];
    return std::tuple(taxonomy.prefecture(top_a), taxonomy.group(top_a), top_a,
                      taxonomy.parent(a), a) <
           std::tuple(taxonomy.prefecture(top_b), taxonomy.group(top_b), top_b,
                      taxonomy.parent(b), b);
  });
  return areas;
}

void RaiseTo(uint8_t& steps, uint8_t to) { steps = std::max(steps, to); }

}  // namespace

CellTable::CellTable(std::shared_ptr<const Taxonomy> taxonomy)
    : taxonomy_(std::move(taxonomy)),
      kinds_(taxonomy_->fund_kind_count()),
      group_of_area_(taxonomy_->area_count()),
      place_of_area_(taxonomy_->area_count()),
      cells_of_sector_(taxonomy_->sector_count()),
      whole_sketch_(kinds_ * kSketchBuckets, 0),
      calibrate_at_(kFirstCalibration) {
  MakeGroups(AreasInGroup(0));
}

int CellTable::AreasInGroup(int64_t entries) const {
  const int64_t bins_of_area = int64_t{taxonomy_->sector_count()} * kinds_ * 2;
  const int64_t bins = std::max<int64_t>(1, entries / kEntriesInBin);
  return static_cast<int>(std::clamp<int64_t>(
      bins_of_area * taxonomy_->area_count() / bins, 1, kMostInGroup));
}

void CellTable::MakeGroups(int areas) {
  areas_in_group_ = areas;
  const auto most = static_cast<size_t>(areas);
  AreaIndex before = kNone;
  for (const AreaIndex area : AreasByPlace(*taxonomy_)) {
    const AreaIndex top = Outermost(*taxonomy_, area);
    const size_t in_last =
        areas_of_group_.empty() ? most : areas_of_group_.back().size();
    // A place that would be cut begins a group, if the last is half full.
    if (in_last >= most || (top != before && in_last * 2 >= most)) {
      areas_of_group_.emplace_back();
    }
    before = top;
    place_of_area_[area] = static_cast<uint8_t>(areas_of_group_.back().size());
    group_of_area_[area] = static_cast<int32_t>(areas_of_group_.size()) - 1;
    areas_of_group_.back().push_back(area);
  }
}

int32_t CellTable::MakeCell(SectorIndex sector, int32_t group) {
  std::vector<int32_t>& cells = cells_of_sector_[sector];
  if (cells.empty()) cells.assign(areas_of_group_.size(), kNone);
  if (cells[group] == kNone) {
    cells[group] = static_cast<int32_t>(cells_.size());
    cells_.push_back({.sector = sector, .group = group});
    rows_.resize(cells_.size() * kinds_ * 2);
    sketches_.resize(rows_.size() * kSketchBuckets, 0);
  }
  return cells[group];
}

int32_t CellTable::BinFor(const PlacedRow* row, FundKindIndex kind) {
  if (row == nullptr || row->row.open[kind] == 0) return kNone;
  return BinOf(MakeCell(row->sector, group_of_area_[row->area]), kind,
               row->row.other_needs != 0);
}

void CellTable::Change(const PlacedRow* before, const PlacedRow* after) {
  for (FundKindIndex kind = 0; kind < kinds_; ++kind) {
    ChangeKind(before, after, kind);
  }
  if (entries_ >= calibrate_at_) Calibrate();
}

void CellTable::ChangeKind(const PlacedRow* before, const PlacedRow* after,
                           FundKindIndex kind) {
  const int32_t from = BinFor(before, kind);
  const int32_t to = BinFor(after, kind);
  EntryRow gone, come;
  if (from != kNone) {
    gone = EntryOf(before->row, kind, place_of_area_[before->area]);
  }
  if (to != kNone) {
    come = EntryOf(after->row, kind, place_of_area_[after->area]);
  }
  if (from == to && gone == come) return;
  if (from != kNone && from == to) {
    rows_[to].Replace(rows_[to].Find(come.slot), come);
  } else {
    if (from != kNone) rows_[from].Remove(rows_[from].Find(gone.slot));
    if (to != kNone) rows_[to].Add(come);
    entries_ += (to != kNone) - (from != kNone);
  }
  if (to != kNone) Raise(to, come);
  if (from != kNone) Lower(from, gone);
}

void CellTable::Raise(int32_t bin, const EntryRow& entry) {
  const FundKindIndex kind = KindOfBin(bin);
  const uint8_t steps = StandingSteps(entry.standing);
  const int bucket = scale_.BucketOf(kind, entry.open);
  RaiseTo(sketches_[static_cast<size_t>(bin) * kSketchBuckets + bucket], steps);
  RaiseTo(whole_sketch_[kind * kSketchBuckets + bucket], steps);
}

void CellTable::Lower(int32_t bin, const EntryRow& entry) {
  const FundKindIndex kind = KindOfBin(bin);
  const int bucket = scale_.BucketOf(kind, entry.open);
  uint8_t& best = sketches_[static_cast<size_t>(bin) * kSketchBuckets + bucket];
  if (best != StandingSteps(entry.standing)) return;
  best = BestOf(rows_[bin], scale_.LowOf(kind, bucket),
                scale_.HighOf(kind, bucket));
}

uint8_t CellTable::BestOf(const CellRows& rows, int low, int high) const {
  const ZoneColumns zones = rows.Zones();
  uint8_t best = 0;
  for (int block = 0; block < rows.block_count(); ++block) {
    if (zones.high[block] < low || zones.low[block] > high ||
        StandingSteps(zones.standing[block]) <= best) {
      continue;
    }
    const RowColumns columns = rows.Columns(block, 0);
    for (int i = 0; i < rows.CountIn(block); ++i) {
      const int code = columns.open[0][i];
      if (code >= low && code <= high) {
        RaiseTo(best, StandingSteps(columns.standing[i]));
      }
    }
  }
  return best;
}

void CellTable::Regroup(int areas) {
  const std::vector<std::vector<AreaIndex>> areas_of_group =
      std::move(areas_of_group_);
  const std::vector<Cell> cells = std::move(cells_);
  const std::vector<CellRows> rows = std::move(rows_);
  areas_of_group_.clear();
  cells_.clear();
  rows_.clear();
  sketches_.clear();
  for (std::vector<int32_t>& of_sector : cells_of_sector_) of_sector.clear();
  MakeGroups(areas);
  for (size_t bin = 0; bin < rows.size(); ++bin) {
    const auto from = static_cast<int32_t>(bin);
    const Cell& cell = cells[CellOfBin(from)];
    for (int i = 0; i < rows[bin].count(); ++i) {
      EntryRow entry = rows[bin].At(i);
      const AreaIndex area = areas_of_group[cell.group][entry.place];
      entry.place = place_of_area_[area];
      rows_[BinOf(MakeCell(cell.sector, group_of_area_[area]), KindOfBin(from),
                  HasNeeds(from))]
          .Add(entry);
    }
  }
}

void CellTable::Calibrate() {
  calibrate_at_ = entries_ * kCalibrationGrowth;
  const int areas = AreasInGroup(entries_);
  if (areas != areas_in_group_) Regroup(areas);
  std::vector<AmountScale::Counts> counts(kinds_);
  for (size_t bin = 0; bin < rows_.size(); ++bin) {
    auto& of_kind = counts[KindOfBin(static_cast<int32_t>(bin))];
    for (int i = 0; i < rows_[bin].count(); ++i) {
      ++of_kind[rows_[bin].At(i).open / AmountScale::kGrain];
    }
  }
  for (int kind = 0; kind < kinds_; ++kind)
    scale_.Calibrate(kind, counts[kind]);
  std::fill(sketches_.begin(), sketches_.end(), 0);
  std::fill(whole_sketch_.begin(), whole_sketch_.end(), 0);
  for (size_t bin = 0; bin < rows_.size(); ++bin) {
    for (int i = 0; i < rows_[bin].count(); ++i) {
      Raise(static_cast<int32_t>(bin), rows_[bin].At(i));
    }
  }
}

int64_t CellTable::bytes() const {
  auto size_of = [](const auto& v) {
    return static_cast<int64_t>(v.capacity() * sizeof(v[0]));
  };
  int64_t bytes = size_of(group_of_area_) + size_of(place_of_area_) +
                  size_of(areas_of_group_) + size_of(cells_of_sector_) +
                  size_of(cells_) + size_of(rows_) + size_of(sketches_) +
                  static_cast<int64_t>(sizeof(*this));
  for (const auto& cells : cells_of_sector_) bytes += size_of(cells);
  for (const auto& areas : areas_of_group_) bytes += size_of(areas);
  for (const CellRows& rows : rows_) bytes += rows.bytes();
  return bytes;
}

}  // namespace duikou
