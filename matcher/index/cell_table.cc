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
      strips_(static_cast<size_t>(sector_stride()) * kinds_ * 2),
      strip_sketches_(strips_.size() * kSketchBuckets, 0),
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
  areas_.clear();
  group_begins_ = {0};
  AreaIndex before = kNone;
  for (const AreaIndex area : AreasByPlace(*taxonomy_)) {
    const AreaIndex top = Outermost(*taxonomy_, area);
    const size_t in_last = areas_.size() - group_begins_.back();
    // A place that would be cut begins a group, if the last is half full.
    if (in_last >= most ||
        (in_last > 0 && top != before && in_last * 2 >= most)) {
      group_begins_.push_back(static_cast<int32_t>(areas_.size()));
    }
    before = top;
    place_of_area_[area] =
        static_cast<uint8_t>(areas_.size() - group_begins_.back());
    group_of_area_[area] = static_cast<int32_t>(group_begins_.size()) - 1;
    areas_.push_back(area);
  }
  group_begins_.push_back(static_cast<int32_t>(areas_.size()));
}

CellRows& CellTable::MakeRows(const Bin& bin) {
  Strip& strip = strips_[bin.strip];
  if (strip.rows.empty()) {
    strip.rows.resize(group_count());
    strip.sketches.resize(static_cast<size_t>(group_stride()) * kSketchBuckets);
  }
  return strip.rows[bin.group];
}

CellTable::Bin CellTable::BinFor(const PlacedRow* row,
                                 FundKindIndex kind) const {
  if (row == nullptr || row->row.open[kind] == 0) return {};
  return {.strip = StripOf(row->sector, kind, row->row.other_needs != 0),
          .group = group_of_area_[row->area]};
}

void CellTable::Change(const PlacedRow* before, const PlacedRow* after) {
  for (FundKindIndex kind = 0; kind < kinds_; ++kind) {
    ChangeKind(before, after, kind);
  }
  if (entries_ >= calibrate_at_) Calibrate();
}

void CellTable::ChangeKind(const PlacedRow* before, const PlacedRow* after,
                           FundKindIndex kind) {
  const Bin from = BinFor(before, kind);
  const Bin to = BinFor(after, kind);
  EntryRow gone, come;
  if (from != Bin()) {
    gone = EntryOf(before->row, kind, place_of_area_[before->area]);
  }
  if (to != Bin()) {
    come = EntryOf(after->row, kind, place_of_area_[after->area]);
  }
  if (from == to && gone == come) return;
  if (from == to) {
    CellRows& rows = MakeRows(to);
    rows.Replace(rows.Find(come.slot), come);
  } else {
    if (from != Bin()) {
      CellRows& rows = MakeRows(from);
      rows.Remove(rows.Find(gone.slot));
    }
    if (to != Bin()) MakeRows(to).Add(come);
    entries_ += (to != Bin()) - (from != Bin());
  }
  if (to != Bin()) Raise(to, come);
  if (from != Bin()) Lower(from, gone);
}

void CellTable::Raise(const Bin& bin, const EntryRow& entry) {
  const int bucket = scale_.BucketOf(KindOf(bin.strip), entry.open);
  const uint8_t steps = StandingSteps(entry.standing);
  RaiseTo(strips_[bin.strip].sketches[bucket * group_stride() + bin.group],
          steps);
  RaiseTo(StripSteps(bin.strip, bucket), steps);
}

void CellTable::Lower(const Bin& bin, const EntryRow& entry) {
  const FundKindIndex kind = KindOf(bin.strip);
  const int bucket = scale_.BucketOf(kind, entry.open);
  const uint8_t steps = StandingSteps(entry.standing);
  Strip& strip = strips_[bin.strip];
  uint8_t* const of_bucket = &strip.sketches[bucket * group_stride()];
  uint8_t& best = of_bucket[bin.group];
  if (best != steps) return;
  best = BestOf(strip.rows[bin.group], scale_.LowOf(kind, bucket),
                scale_.HighOf(kind, bucket));
  uint8_t& best_of_strip = StripSteps(bin.strip, bucket);
  if (best_of_strip == steps) {
    best_of_strip = *std::max_element(of_bucket, of_bucket + group_stride());
  }
}

uint8_t CellTable::BestOf(const CellRows& rows, int low, int high) const {
  uint8_t best = 0;
  for (int block = 0; block < rows.block_count(); ++block) {
    const ZoneLine& zones = rows.ZonesOf(block / CellRows::kBlock);
    const int i = block % CellRows::kBlock;
    if (zones.high[i] < low || zones.low[i] > high ||
        StandingSteps(zones.standing[i]) <= best) {
      continue;
    }
    const RowColumns columns = rows.Columns(block, 0);
    for (int row = 0; row < rows.CountIn(block); ++row) {
      const int code = columns.open[0][row];
      if (code >= low && code <= high) {
        RaiseTo(best, StandingSteps(columns.standing[row]));
      }
    }
  }
  return best;
}

template <typename Visit>
void CellTable::ForEachEntry(Visit&& visit) const {
  for (int32_t strip = 0; strip < strip_count(); ++strip) {
    const std::vector<CellRows>& rows = strips_[strip].rows;
    for (int32_t group = 0; group < static_cast<int>(rows.size()); ++group) {
      for (int i = 0; i < rows[group].count(); ++i) {
        visit(Bin{.strip = strip, .group = group}, rows[group].At(i));
      }
    }
  }
}

void CellTable::Regroup(int areas) {
  const std::vector<AreaIndex> areas_before = areas_;
  const std::vector<int32_t> begins_before = group_begins_;
  MakeGroups(areas);
  for (int32_t strip = 0; strip < strip_count(); ++strip) {
    const Strip before = std::exchange(strips_[strip], Strip());
    for (size_t group = 0; group < before.rows.size(); ++group) {
      const CellRows& rows = before.rows[group];
      for (int i = 0; i < rows.count(); ++i) {
        EntryRow entry = rows.At(i);
        const AreaIndex area = areas_before[begins_before[group] + entry.place];
        entry.place = place_of_area_[area];
        MakeRows({.strip = strip, .group = group_of_area_[area]}).Add(entry);
      }
    }
  }
}

void CellTable::Calibrate() {
  calibrate_at_ = entries_ * kCalibrationGrowth;
  const int areas = AreasInGroup(entries_);
  if (areas != areas_in_group_) Regroup(areas);
  std::vector<AmountScale::Counts> counts(kinds_);
  ForEachEntry([&](const Bin& bin, const EntryRow& entry) {
    ++counts[KindOf(bin.strip)][entry.open / AmountScale::kGrain];
  });
  for (int kind = 0; kind < kinds_; ++kind) {
    scale_.Calibrate(kind, counts[kind]);
  }
  for (Strip& strip : strips_) {
    std::fill(strip.sketches.begin(), strip.sketches.end(), 0);
  }
  std::fill(strip_sketches_.begin(), strip_sketches_.end(), 0);
  ForEachEntry(
      [&](const Bin& bin, const EntryRow& entry) { Raise(bin, entry); });
}

int64_t CellTable::bytes() const {
  auto size_of = [](const auto& v) {
    return static_cast<int64_t>(v.capacity() * sizeof(v[0]));
  };
  int64_t bytes = size_of(group_of_area_) + size_of(place_of_area_) +
                  size_of(areas_) + size_of(group_begins_) + size_of(strips_) +
                  size_of(strip_sketches_) +
                  static_cast<int64_t>(sizeof(*this));
  for (const Strip& strip : strips_) {
    bytes += size_of(strip.sketches) + size_of(strip.rows);
    for (const CellRows& rows : strip.rows) bytes += rows.bytes();
  }
  return bytes;
}

}  // namespace duikou
