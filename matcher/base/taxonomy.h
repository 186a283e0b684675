// Taxonomy: a programme's sectors, areas and fund kinds as dense numbers.
//
// The matcher knows sectors, areas and fund kinds by their position in the
// lists given here; whoever builds a Taxonomy keeps the resource ids.
//
//   std::vector<SectorNode> sectors = {{.parent = kNone}, {.parent = 0}};
//   std::vector<AreaNode> areas = {{.group = 0, .prefecture = 7}};
//   ASSIGN_OR_RETURN(auto taxonomy,
//                    Taxonomy::Make(sectors, areas, /*fund_kinds=*/3));
//   taxonomy->family(1);  // 0
#ifndef DUIKOU_MATCHER_BASE_TAXONOMY_H_
#define DUIKOU_MATCHER_BASE_TAXONOMY_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"

namespace duikou {

using SectorIndex = int32_t;
using AreaIndex = int32_t;
using FundKindIndex = int32_t;

// "None" or "not stated" for every index.
inline constexpr int32_t kNone = -1;

// Fund kinds, sectors and areas a programme may have.
inline constexpr int kMaxFundKinds = 8;
inline constexpr int kMaxSectors = 10'000;
inline constexpr int kMaxAreas = 100'000;

// `parent` is the area of work (大类) a sector belongs to; kNone for an area of
// work itself.
struct SectorNode {
  SectorIndex parent = kNone;
};

// A place. `parent` is the place it lies in (a village's county), kNone at the
// top. `group` (e.g. reservoir counties) and `prefecture` are numbers of the
// caller's choice, only compared with each other: an own numbering or indices
// of areas. Where kNone, the parent's is taken.
struct AreaNode {
  AreaIndex parent = kNone;
  int32_t group = kNone;
  int32_t prefecture = kNone;
};

// Immutable, so safe to share between threads.
class Taxonomy {
 public:
  // INVALID_ARGUMENT where a parent is out of range or in a cycle, a list is
  // too long, or there is no fund kind. `areas[3].parent`-like paths name the
  // culprit. Shared, as an index and many supporters refer to one taxonomy
  // and outlive its replacement by the next.
  static absl::StatusOr<std::shared_ptr<const Taxonomy>> Make(
      std::vector<SectorNode> sectors, std::vector<AreaNode> areas,
      int fund_kinds);

  int sector_count() const { return static_cast<int>(family_.size()); }
  int area_count() const { return static_cast<int>(areas_.size()); }
  int fund_kind_count() const { return fund_kind_count_; }

  // The area of work of a sector; an area of work is its own family.
  SectorIndex family(SectorIndex sector) const { return family_[sector]; }
  AreaIndex parent(AreaIndex area) const { return areas_[area].parent; }
  int32_t group(AreaIndex area) const { return areas_[area].group; }
  int32_t prefecture(AreaIndex area) const { return areas_[area].prefecture; }

  // Whether `area` is `outer` or lies in it.
  bool Within(AreaIndex area, AreaIndex outer) const;

  bool HasSector(SectorIndex i) const { return i >= 0 && i < sector_count(); }
  bool HasArea(AreaIndex i) const { return i >= 0 && i < area_count(); }
  bool HasFundKind(FundKindIndex i) const {
    return i >= 0 && i < fund_kind_count_;
  }

 private:
  Taxonomy(std::vector<SectorIndex> family, std::vector<AreaNode> areas,
           int fund_kinds);

  std::vector<SectorIndex> family_;
  std::vector<AreaNode> areas_;
  int fund_kind_count_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_BASE_TAXONOMY_H_
