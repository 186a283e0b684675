#include "matcher/index/cell_search.h"

#include <algorithm>

namespace duikou {
namespace {

// Below any threshold, whatever is added.
constexpr int32_t kNotAdmitted = -(1 << 20);
// Of all sums of a sector and a group, the so many greatest are those of the
// i-th best sector and j-th best group with i · j no more than that.
constexpr size_t kSeeds = 16;
// Bins whose blocks are asked for at once, so that memory answers together.
constexpr int kBinsAtOnce = 8;
// Entries that are looked at together, for the same reason.
constexpr size_t kEntriesAtOnce = 16;

}  // namespace

CellSearch::CellSearch(const CellTable& table, const QueryTerms& terms,
                       const CompiledFilter& filter, RowJudge& judge)
    : table_(table),
      terms_(terms),
      filter_(filter),
      judge_(judge),
      sketch_(table.scale(), terms) {}

void CellSearch::Run() {
  most_of_entries_ = MostOfEntries();
  if (most_of_entries_ < 0) return;
  BoundSectors();
  BoundGroups();
  VisitSeeds();
  VisitRest();
}

int32_t CellSearch::MostOfEntries() const {
  int32_t most = kNone;
  for (int k = 0; k < terms_.sift().kind_count; ++k) {
    const FundKindIndex kind = terms_.sift().kinds[k].kind;
    most = std::max(most, sketch_.Bound(k, table_.WholeSketch(kind)));
  }
  return most < 0 ? kNone : most + terms_.most_of_needs();
}

void CellSearch::BoundSectors() {
  const std::vector<int32_t>& bounds = terms_.sector_bounds();
  for (SectorIndex i = 0; i < static_cast<int>(bounds.size()); ++i) {
    if (!table_.cells_of(i).empty() && filter_.AdmitsSector(i)) {
      sectors_.push_back({bounds[i], i});
    }
  }
  std::sort(sectors_.begin(), sectors_.end(),
            [](const Ordered& a, const Ordered& b) {
              return a.bound != b.bound ? a.bound > b.bound : a.i < b.i;
            });
}

void CellSearch::BoundGroups() {
  const std::vector<int32_t>& bounds = terms_.area_bounds();
  group_bounds_.assign(table_.group_count(), kNotAdmitted);
  for (int group = 0; group < table_.group_count(); ++group) {
    for (const AreaIndex area : table_.areas_of_group(group)) {
      if (filter_.AdmitsArea(area)) {
        group_bounds_[group] = std::max(group_bounds_[group], bounds[area]);
      }
    }
  }
}

void CellSearch::VisitSeeds() {
  std::vector<Ordered> groups;
  for (int group = 0; group < table_.group_count(); ++group) {
    if (group_bounds_[group] != kNotAdmitted) {
      groups.push_back({group_bounds_[group], group});
    }
  }
  const size_t best = std::min(kSeeds, groups.size());
  std::partial_sort(groups.begin(), groups.begin() + best, groups.end(),
                    [](const Ordered& a, const Ordered& b) {
                      return a.bound != b.bound ? a.bound > b.bound : a.i < b.i;
                    });
  for (size_t s = 0; s < std::min(kSeeds, sectors_.size()); ++s) {
    const SectorIndex sector = sectors_[s].i;
    for (size_t g = 0; g < best && (s + 1) * (g + 1) <= kSeeds; ++g) {
      const int32_t cell = table_.cells_of(sector)[groups[g].i];
      if (cell == kNone) continue;
      seeds_.push_back({sector, groups[g].i});
      AddCell(cell, sectors_[s].bound + groups[g].bound);
    }
  }
  std::sort(seeds_.begin(), seeds_.end());
  VisitAdded();
}

void CellSearch::VisitRest() {
  const int32_t best_group =
      *std::max_element(group_bounds_.begin(), group_bounds_.end());
  for (const Ordered& sector : sectors_) {
    if (sector.bound + best_group + most_of_entries_ < judge_.threshold()) {
      break;
    }
    SweepSector(sector);
  }
  VisitAdded();
}

void CellSearch::SweepSector(const Ordered& sector) {
  const std::vector<int32_t>& cells = table_.cells_of(sector.i);
  const int32_t least = std::max(
      judge_.threshold() - sector.bound - most_of_entries_, kNotAdmitted + 1);
  for (int group = 0; group < static_cast<int>(cells.size()); ++group) {
    if (group_bounds_[group] < least || cells[group] == kNone ||
        std::binary_search(seeds_.begin(), seeds_.end(),
                           Place{sector.i, group})) {
      continue;
    }
    AddCell(cells[group], sector.bound + group_bounds_[group]);
  }
}

void CellSearch::AddCell(int32_t cell, int32_t place_bound) {
  for (int k = 0; k < terms_.sift().kind_count; ++k) {
    for (const bool has_needs : {false, true}) {
      const int32_t bin =
          table_.BinOf(cell, terms_.sift().kinds[k].kind, has_needs);
      const int32_t most = sketch_.Bound(k, table_.Sketch(bin));
      const int32_t others = place_bound + terms_.need_bound(has_needs);
      if (most < 0 || others + most < judge_.threshold()) continue;
      __builtin_prefetch(&table_.Rows(bin));
      bins_.push_back({others + most, others, bin, k});
    }
  }
}

void CellSearch::VisitAdded() {
  // What is visited first raises the threshold over most of the others, so
  // that a heap does less than sorting them all.
  auto behind = [](const Bounded& a, const Bounded& b) {
    return a.bound != b.bound ? a.bound < b.bound : a.bin > b.bin;
  };
  std::make_heap(bins_.begin(), bins_.end(), behind);
  while (!bins_.empty() && bins_.front().bound >= judge_.threshold()) {
    const auto end = bins_.end();
    auto first = end;
    while (end - first < kBinsAtOnce && first != bins_.begin() &&
           bins_.front().bound >= judge_.threshold()) {
      std::pop_heap(bins_.begin(), first--, behind);
      table_.Rows(first->bin).PrefetchZones();
    }
    for (auto bin = first; bin != end; ++bin) AddBlocks(*bin);
    bins_.erase(first, end);
    VisitBlocks();
  }
  bins_.clear();
}

void CellSearch::AddBlocks(const Bounded& bin) {
  const CellRows& rows = table_.Rows(bin.bin);
  constexpr int kSome = 128;
  std::array<uint16_t, kSome> bounds;
  std::array<uint8_t, kSome / 8> hits;
  const SiftTerms& sift = judge_.sift();
  for (int first = 0; first < rows.block_count(); first += kSome) {
    const int count = std::min(kSome, rows.PaddedBlockCount() - first);
    SiftZones(sift, sift.kinds[bin.k], rows.Zones().From(first), count,
              judge_.LeastBound(bin.others), bounds.data(), hits.data());
    for (int i = 0; i < count; i += 8) {
      for (uint32_t bits = hits[i / 8]; bits != 0; bits &= bits - 1) {
        const int block = i + __builtin_ctz(bits);
        rows.PrefetchSifted(first + block);
        blocks_.push_back({bin.others + bounds[block], first + block, bin});
      }
    }
  }
}

void CellSearch::VisitBlocks() {
  std::sort(blocks_.begin(), blocks_.end(),
            [](const Block& a, const Block& b) { return a.bound > b.bound; });
  for (const Block& block : blocks_) {
    if (block.bound < judge_.threshold()) break;
    SiftBlock(block);
    if (left_.size() >= kEntriesAtOnce) JudgeLeft();
  }
  JudgeLeft();
  blocks_.clear();
}

void CellSearch::SiftBlock(const Block& block) {
  const Bounded& bin = block.bin;
  const CellTable::Cell& cell = table_.cells()[table_.CellOfBin(bin.bin)];
  const CellRows& rows = table_.Rows(bin.bin);
  const SiftLine& line = rows.LineOf(block.block);
  const std::vector<AreaIndex>& areas = table_.areas_of_group(cell.group);
  std::array<uint16_t, CellRows::kBlock> places, bounds;
  int32_t others = bin.others;
  if (areas.size() > 1) {
    others -= group_bounds_[cell.group];
    for (int i = 0; i < CellRows::kBlock; ++i) {
      places[i] =
          static_cast<uint16_t>(terms_.area_bounds()[areas[line.place[i]]]);
    }
  }
  const uint32_t hits = Sift(judge_.sift(), judge_.sift().kinds[bin.k], line,
                             areas.size() > 1 ? places.data() : nullptr,
                             judge_.LeastBound(others), bounds.data());
  if (hits != 0) rows.PrefetchRest(block.block);
  // Needs are exact from here on.
  others -= terms_.need_bound(CellTable::HasNeeds(bin.bin));
  for (uint32_t bits = hits; bits != 0; bits &= bits - 1) {
    const int i = __builtin_ctz(bits);
    const AreaIndex area = areas[line.place[i]];
    if (!filter_.AdmitsArea(area)) continue;
    left_.push_back({.bound = others + bounds[i],
                     .bin = bin.bin,
                     .k = bin.k,
                     .position = block.block * CellRows::kBlock + i,
                     .area = area});
  }
}

void CellSearch::JudgeLeft() {
  for (const Entry& entry : left_) {
    const CellTable::Cell& cell = table_.cells()[table_.CellOfBin(entry.bin)];
    judge_.VisitEntry(table_.Rows(entry.bin), entry.position, entry.k,
                      cell.sector, entry.area, entry.bound);
  }
  left_.clear();
}

}  // namespace duikou
