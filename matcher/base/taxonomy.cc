#include "matcher/base/taxonomy.h"

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/check.h"

namespace duikou {
namespace {

// Checks that the parents of `nodes` are in range and reach the top.
template <typename Node>
absl::Status CheckTree(const std::vector<Node>& nodes, const char* field) {
  const int count = static_cast<int>(nodes.size());
  for (int i = 0; i < count; ++i) {
    if (nodes[i].parent < kNone || nodes[i].parent >= count) {
      return absl::InvalidArgumentError(
          absl::StrCat(field, "[", i, "].parent: no such entry"));
    }
  }
  // 0: not seen, 1 + i: on the path from i, -1: reaches the top.
  std::vector<int> mark(count, 0);
  for (int i = 0; i < count; ++i) {
    int at = i;
    while (at != kNone && mark[at] == 0) {
      mark[at] = 1 + i;
      at = nodes[at].parent;
    }
    if (at != kNone && mark[at] == 1 + i) {
      return absl::InvalidArgumentError(
          absl::StrCat(field, "[", at, "].parent: lies in itself"));
    }
    for (at = i; at != kNone && mark[at] == 1 + i; at = nodes[at].parent) {
      mark[at] = -1;
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Taxonomy>> Taxonomy::Make(
    std::vector<SectorNode> sectors, std::vector<AreaNode> areas,
    int fund_kinds) {
  if (sectors.size() > kMaxSectors) {
    return absl::InvalidArgumentError("sectors: too many");
  }
  if (areas.size() > kMaxAreas) {
    return absl::InvalidArgumentError("areas: too many");
  }
  if (fund_kinds < 1 || fund_kinds > kMaxFundKinds) {
    return absl::InvalidArgumentError(
        absl::StrCat("fund_kinds: not within 1 to ", kMaxFundKinds));
  }
  if (auto status = CheckTree(sectors, "sectors"); !status.ok()) return status;
  if (auto status = CheckTree(areas, "areas"); !status.ok()) return status;

  std::vector<SectorIndex> family(sectors.size());
  for (int i = 0; i < static_cast<int>(sectors.size()); ++i) {
    int top = i;
    while (sectors[top].parent != kNone) top = sectors[top].parent;
    family[i] = top;
  }
  // Inherit what an area does not state from the nearest area around it.
  std::vector<AreaNode> resolved = areas;
  for (int i = 0; i < static_cast<int>(areas.size()); ++i) {
    for (int at = i; at != kNone; at = areas[at].parent) {
      if (resolved[i].group == kNone) resolved[i].group = areas[at].group;
      if (resolved[i].prefecture == kNone) {
        resolved[i].prefecture = areas[at].prefecture;
      }
    }
  }
  return std::shared_ptr<const Taxonomy>(
      new Taxonomy(std::move(family), std::move(resolved), fund_kinds));
}

Taxonomy::Taxonomy(std::vector<SectorIndex> family, std::vector<AreaNode> areas,
                   int fund_kinds)
    : family_(std::move(family)),
      areas_(std::move(areas)),
      fund_kind_count_(fund_kinds) {}

bool Taxonomy::Within(AreaIndex area, AreaIndex outer) const {
  DUIKOU_CHECK(HasArea(area) && HasArea(outer)) << area << ' ' << outer;
  for (AreaIndex at = area; at != kNone; at = areas_[at].parent) {
    if (at == outer) return true;
  }
  return false;
}

}  // namespace duikou
