#include "matcher/index/cell_search.h"

#include <algorithm>

namespace duikou {
namespace {

// Strips of which just the best bins are visited at first, so that there is a
// threshold before the others are swept.
constexpr int kFirstStrips = 3;
// What there is room for before more has to be made.
constexpr size_t kUsualBins = 256;
constexpr size_t kUsualBlocks = 256;
// What the number of a strip, a bin and a block is made of.
constexpr int kKindShift = 32;
constexpr int kNeedsShift = 24;
constexpr int kStripShift = 24;
constexpr int kBinShift = 40;

constexpr uint64_t LowBits(uint64_t of, int bits) {
  return of & ((uint64_t{1} << bits) - 1);
}

}  // namespace

CellSearch::CellSearch(const CellTable& table, const QueryTerms& terms,
                       const CompiledFilter& filter, RowJudge& judge)
    : table_(table),
      terms_(terms),
      filter_(filter),
      judge_(judge),
      sketch_(table.scale(), terms) {
  bins_.reserve(kUsualBins);
  blocks_.reserve(kUsualBlocks);
}

void CellSearch::Run() {
  const int32_t most = BoundGroups();
  if (most == kNone) return;
  const int longest = std::max(table_.group_stride(), table_.sector_stride());
  bounds_.resize(longest);
  hits_.resize(longest / 8);
  strips_.reserve(2 * terms_.sift().kind_count * table_.sector_stride());
  BoundStrips(most);
  swept_.reserve(strips_.size());
  for (int swept = 0; SweepBest(); ++swept) {
    while (judge_.threshold() == 0 && VisitBest()) {
    }
    if (swept < kFirstStrips || BinIsNext()) VisitBest();
  }
  while (VisitBest()) {
  }
}

int32_t CellSearch::BoundGroups() {
  const std::vector<int32_t>& bounds = terms_.area_bounds();
  group_others_.assign(table_.group_stride(), 0);
  int32_t most = kNone;
  for (int group = 0; group < table_.group_count(); ++group) {
    int32_t most_of_group = kNone;
    for (const AreaIndex area : table_.areas_of_group(group)) {
      if (filter_.AdmitsArea(area)) {
        most_of_group = std::max(most_of_group, bounds[area]);
      }
    }
    group_others_[group] = static_cast<uint16_t>(most_of_group + 1);
    most = std::max(most, most_of_group);
  }
  return most;
}

void CellSearch::BoundStrips(int32_t most) {
  const std::vector<int32_t>& bounds = terms_.sector_bounds();
  const int count = table_.sector_stride();
  Others others(count);
  for (SectorIndex i = 0; i < static_cast<int>(bounds.size()); ++i) {
    others[i] =
        static_cast<uint16_t>(filter_.AdmitsSector(i) ? bounds[i] + 1 : 0);
  }
  for (int k = 0; k < terms_.sift().kind_count; ++k) {
    for (const bool has_needs : {false, true}) {
      const int32_t common = most + terms_.need_bound(has_needs);
      const uint64_t of_strips = static_cast<uint64_t>(k) << kKindShift |
                                 uint64_t{has_needs} << kNeedsShift;
      sketch_.Bound(k,
                    table_.StripSketches(table_.StripOf(
                        0, terms_.sift().kinds[k].kind, has_needs)),
                    others.data(), count, 0, bounds_.data(), hits_.data());
      for (int i = 0; i < count; i += 8) {
        for (uint32_t bits = hits_[i / 8]; bits != 0; bits &= bits - 1) {
          const int sector = i + __builtin_ctz(bits);
          strips_.push_back(Bound(bounds_[sector] + common,
                                  of_strips | static_cast<uint64_t>(sector)));
        }
      }
    }
  }
  std::make_heap(strips_.begin(), strips_.end());
}

bool CellSearch::SweepBest() {
  if (strips_.empty() || BoundOf(strips_.front()) < judge_.threshold()) {
    return false;
  }
  std::pop_heap(strips_.begin(), strips_.end());
  const uint64_t of = Of(strips_.back());
  strips_.pop_back();
  Strip& strip = swept_.emplace_back();
  strip.k = static_cast<int32_t>(of >> kKindShift);
  strip.has_needs = LowBits(of >> kNeedsShift, 1) != 0;
  strip.sector = static_cast<SectorIndex>(LowBits(of, kNeedsShift));
  strip.strip = table_.StripOf(strip.sector, terms_.sift().kinds[strip.k].kind,
                               strip.has_needs);
  strip.others =
      terms_.sector_bounds()[strip.sector] + terms_.need_bound(strip.has_needs);
  AddBins();
  return true;
}

void CellSearch::AddBins() {
  const Strip& strip = swept_.back();
  const int count = table_.group_stride();
  sketch_.Bound(strip.k, table_.Sketches(strip.strip), group_others_.data(),
                count, judge_.LeastBound(strip.others), bounds_.data(),
                hits_.data());
  const uint64_t of_strip = uint64_t{swept_.size() - 1} << kStripShift;
  for (int i = 0; i < count; i += 8) {
    for (uint32_t bits = hits_[i / 8]; bits != 0; bits &= bits - 1) {
      const int group = i + __builtin_ctz(bits);
      bins_.push_back(Bound(strip.others + bounds_[group],
                            of_strip | static_cast<uint64_t>(group)));
      std::push_heap(bins_.begin(), bins_.end());
    }
  }
}

bool CellSearch::BinIsNext() const {
  return !bins_.empty() && !strips_.empty() &&
         BoundOf(bins_.front()) >= BoundOf(strips_.front());
}

bool CellSearch::VisitBest() {
  visited_count_ = 0;
  while (visited_count_ < kBinsAtOnce && !bins_.empty() &&
         BoundOf(bins_.front()) >= judge_.threshold()) {
    std::pop_heap(bins_.begin(), bins_.end());
    const uint64_t of = Of(bins_.back());
    bins_.pop_back();
    Bin& bin = visited_[visited_count_++];
    bin.strip = &swept_[of >> kStripShift];
    bin.group = static_cast<int32_t>(LowBits(of, kStripShift));
    bin.rows = &table_.Rows(bin.strip->strip, bin.group);
    __builtin_prefetch(bin.rows);
    bin.others = bin.strip->others + group_others_[bin.group] - 1;
  }
  for (int i = 0; i < visited_count_; ++i) visited_[i].rows->PrefetchZones();
  for (int i = 0; i < visited_count_; ++i) AddBlocks(i);
  VisitBlocks();
  return visited_count_ > 0;
}

void CellSearch::AddBlocks(int visited) {
  const Bin& bin = visited_[visited];
  const CellRows& rows = *bin.rows;
  const SiftTerms& sift = judge_.sift();
  const SiftTerms::Kind& kind = sift.kinds[bin.strip->k];
  const uint16_t least = judge_.LeastBound(bin.others);
  const uint64_t of_bin = static_cast<uint64_t>(visited) << kBinShift;
  std::array<uint16_t, CellRows::kBlock> bounds;
  for (int line = 0; line < rows.zone_line_count(); ++line) {
    for (uint32_t bits =
             SiftZones(sift, kind, rows.ZonesOf(line), least, bounds.data());
         bits != 0; bits &= bits - 1) {
      const int i = __builtin_ctz(bits);
      const int block = line * CellRows::kBlock + i;
      rows.PrefetchSifted(block);
      blocks_.push_back(
          Bound(bin.others + bounds[i], of_bin | static_cast<uint64_t>(block)));
    }
  }
}

void CellSearch::VisitBlocks() {
  // The first raise the threshold over most of the others, so that a heap does
  // less than sorting them all.
  std::make_heap(blocks_.begin(), blocks_.end());
  for (auto end = blocks_.end();
       end != blocks_.begin() &&
       BoundOf(blocks_.front()) >= judge_.threshold();) {
    std::pop_heap(blocks_.begin(), end--);
    const uint64_t of = Of(*end);
    SiftBlock(visited_[of >> kBinShift],
              static_cast<int>(LowBits(of, kBinShift)));
    if (left_count_ >= kEntriesAtOnce) JudgeLeft();
  }
  JudgeLeft();
  blocks_.clear();
}

void CellSearch::SiftBlock(const Bin& bin, int block) {
  const CellRows& rows = *bin.rows;
  const SiftLine& line = rows.LineOf(block);
  const absl::Span<const AreaIndex> areas = table_.areas_of_group(bin.group);
  std::array<uint16_t, CellRows::kBlock> places, bounds;
  int32_t others = bin.others;
  if (areas.size() > 1) {
    others -= group_others_[bin.group] - 1;
    for (int i = 0; i < CellRows::kBlock; ++i) {
      places[i] =
          static_cast<uint16_t>(terms_.area_bounds()[areas[line.place[i]]]);
    }
  }
  const uint32_t hits = Sift(judge_.sift(), judge_.sift().kinds[bin.strip->k],
                             line, areas.size() > 1 ? places.data() : nullptr,
                             judge_.LeastBound(others), bounds.data());
  if (hits == 0) return;
  rows.PrefetchRest(block);
  // Needs are exact from here on.
  others -= terms_.need_bound(bin.strip->has_needs);
  for (uint32_t bits = hits; bits != 0; bits &= bits - 1) {
    const int i = __builtin_ctz(bits);
    const AreaIndex area = areas[line.place[i]];
    if (!filter_.AdmitsArea(area)) continue;
    Entry& entry = left_[left_count_++];
    entry.bin = &bin;
    entry.bound = others + bounds[i];
    entry.position = block * CellRows::kBlock + i;
    entry.area = area;
  }
}

void CellSearch::JudgeLeft() {
  for (int i = 0; i < left_count_; ++i) {
    const Entry& entry = left_[i];
    const Strip& strip = *entry.bin->strip;
    judge_.VisitEntry(*entry.bin->rows, entry.position, strip.k, strip.sector,
                      entry.area, entry.bound);
  }
  left_count_ = 0;
}

}  // namespace duikou
