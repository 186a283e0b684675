#include "matcher/index/cell_search.h"

#include <algorithm>

namespace duikou {
namespace {

// Strips of which just the best bins are visited at first, so that there is a
// threshold before the others are swept.
constexpr int kFirstStrips = 3;
// What there is room for before more has to be made.
constexpr size_t kUsualStrips = 256;
constexpr size_t kUsualBins = 256;
constexpr size_t kUsualBlocks = 256;

}  // namespace

CellSearch::CellSearch(const CellTable& table, const QueryTerms& terms,
                       const CompiledFilter& filter, RowJudge& judge)
    : table_(table),
      terms_(terms),
      filter_(filter),
      judge_(judge),
      sketch_(table.scale(), terms),
      strips_(kUsualStrips),
      bins_(kUsualBins),
      blocks_(kUsualBlocks) {}

void CellSearch::Run() {
  const int32_t most = BoundGroups();
  if (most == kNone) return;
  const int longest = std::max(table_.group_stride(), table_.sector_stride());
  bounds_.resize(longest);
  hits_.resize(longest / 8);
  BoundStrips(most);
  swept_.reserve(2 * terms_.sift().kind_count * table_.sector_stride());
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
      sketch_.Bound(k,
                    table_.StripSketches(table_.StripOf(
                        0, terms_.sift().kinds[k].kind, has_needs)),
                    others.data(), count, 0, bounds_.data(), hits_.data());
      for (int i = 0; i < count; i += 8) {
        for (uint32_t bits = hits_[i / 8]; bits != 0; bits &= bits - 1) {
          const int sector = i + __builtin_ctz(bits);
          strips_.Push(bounds_[sector] + common,
                       {.k = k, .sector = sector, .has_needs = has_needs});
        }
      }
    }
  }
}

bool CellSearch::SweepBest() {
  const auto* best = strips_.PopAtLeast(judge_.threshold());
  if (best == nullptr) return false;
  const StripKey& key = best->value;
  swept_.push_back(
      {.key = key,
       .strip = table_.StripOf(key.sector, terms_.sift().kinds[key.k].kind,
                               key.has_needs),
       .others = terms_.sector_bounds()[key.sector] +
                 terms_.need_bound(key.has_needs)});
  AddBins();
  return true;
}

void CellSearch::AddBins() {
  const Strip& strip = swept_.back();
  const int count = table_.group_stride();
  sketch_.Bound(strip.key.k, table_.Sketches(strip.strip), group_others_.data(),
                count, judge_.LeastBound(strip.others), bounds_.data(),
                hits_.data());
  const auto swept = static_cast<int32_t>(swept_.size()) - 1;
  for (int i = 0; i < count; i += 8) {
    for (uint32_t bits = hits_[i / 8]; bits != 0; bits &= bits - 1) {
      const int group = i + __builtin_ctz(bits);
      bins_.Push(strip.others + bounds_[group],
                 {.swept = swept, .group = group});
    }
  }
}

bool CellSearch::BinIsNext() {
  return strips_.most() >= 0 && bins_.most() >= strips_.most();
}

bool CellSearch::VisitBest() {
  visited_count_ = 0;
  while (visited_count_ < kBinsAtOnce) {
    const auto* best = bins_.PopAtLeast(judge_.threshold());
    if (best == nullptr) break;
    Bin& bin = visited_[visited_count_++];
    bin.strip = &swept_[best->value.swept];
    bin.group = best->value.group;
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
  const SiftTerms::Kind& kind = sift.kinds[bin.strip->key.k];
  const uint16_t least = judge_.LeastBound(bin.others);
  std::array<uint16_t, CellRows::kBlock> bounds;
  for (int line = 0; line < rows.zone_line_count(); ++line) {
    for (uint32_t bits =
             SiftZones(sift, kind, rows.ZonesOf(line), least, bounds.data());
         bits != 0; bits &= bits - 1) {
      const int i = __builtin_ctz(bits);
      const int block = line * CellRows::kBlock + i;
      rows.PrefetchSifted(block);
      blocks_.Push(bin.others + bounds[i],
                   {.visited = visited, .block = block});
    }
  }
}

void CellSearch::VisitBlocks() {
  while (const auto* best = blocks_.PopAtLeast(judge_.threshold())) {
    SiftBlock(visited_[best->value.visited], best->value.block);
    if (left_count_ >= kEntriesAtOnce) JudgeLeft();
  }
  JudgeLeft();
  blocks_.Clear();
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
  const uint32_t hits =
      Sift(judge_.sift(), judge_.sift().kinds[bin.strip->key.k], line,
           areas.size() > 1 ? places.data() : nullptr,
           judge_.LeastBound(others), bounds.data());
  if (hits == 0) return;
  rows.PrefetchRest(block);
  // Needs are exact from here on.
  others -= terms_.need_bound(bin.strip->key.has_needs);
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
    judge_.VisitEntry(*entry.bin->rows, entry.position, strip.key.k,
                      strip.key.sector, entry.area, entry.bound);
  }
  left_count_ = 0;
}

}  // namespace duikou
