#include "services/programme/named_taxonomy.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "matcher/base/check.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

using ::duikou::catalogue::v1::Area;

int32_t Find(const absl::flat_hash_map<std::string, int32_t>& numbers,
             absl::string_view id) {
  const auto it = numbers.find(id);
  return it == numbers.end() ? kNone : it->second;
}

// Makes every walk along parents reach the top. Returns how many were cut.
template <typename Node>
int CutCycles(std::vector<Node>& nodes) {
  int cut = 0;
  std::vector<int> seen(nodes.size(), kNone);
  for (int i = 0; i < static_cast<int>(nodes.size()); ++i) {
    for (int at = i; at != kNone && (seen[at] == kNone || seen[at] == i);
         at = nodes[at].parent) {
      if (seen[at] == i) {
        nodes[at].parent = kNone;
        ++cut;
        break;
      }
      seen[at] = i;
    }
  }
  return cut;
}

}  // namespace

std::shared_ptr<const NamedTaxonomy> NamedTaxonomy::Make(
    absl::string_view programme_id, const catalogue::v1::Programme* programme,
    const AreaRecords& areas, const SectorRecords& sectors) {
  // Not make_shared: the constructor is private.
  std::shared_ptr<NamedTaxonomy> made(new NamedTaxonomy);
  made->AddFundKinds(programme);
  std::vector<AreaNode> area_nodes = made->AddAreas(programme_id, areas);
  std::vector<SectorNode> sector_nodes =
      made->AddSectors(programme_id, sectors);
  made->flaws_ += CutCycles(area_nodes) + CutCycles(sector_nodes);
  auto matcher =
      Taxonomy::Make(std::move(sector_nodes), std::move(area_nodes),
                     made->kinds_.empty() ? 1 : made->fund_kind_count());
  DUIKOU_CHECK(matcher.ok()) << matcher.status().ToString();
  made->matcher_ = *std::move(matcher);
  return made;
}

void NamedTaxonomy::AddFundKinds(const catalogue::v1::Programme* programme) {
  if (programme == nullptr) return;
  for (const catalogue::v1::FundKind& kind : programme->fund_kinds()) {
    if (kinds_.size() == kMaxFundKinds ||
        !kind_numbers_.try_emplace(kind.id(), kinds_.size()).second) {
      ++flaws_;
      continue;
    }
    Entry entry{.name = kind.id(), .text = kind.display_name()};
    for (const int giver : kind.giver_kinds()) {
      if (giver >= 0 && giver < 32) entry.givers |= uint32_t{1} << giver;
    }
    kinds_.push_back(std::move(entry));
  }
}

std::vector<AreaNode> NamedTaxonomy::AddAreas(absl::string_view programme_id,
                                              const AreaRecords& areas) {
  for (const auto& [id, area] : areas) {
    if (areas_.size() == kMaxAreas) {
      ++flaws_;
      continue;
    }
    area_numbers_.try_emplace(id, static_cast<int32_t>(areas_.size()));
    areas_.push_back(
        {.name = absl::StrCat("programmes/", programme_id, "/areas/", id),
         .text = area.display_name(),
         .is_group = area.kind() == Area::KIND_GROUP});
  }
  std::vector<AreaNode> nodes;
  for (const auto& [id, area] : areas) {
    const int32_t self = static_cast<int32_t>(nodes.size());
    if (self == static_cast<int32_t>(areas_.size())) break;
    const int32_t group = Resolve(area_numbers_, area.group());
    group_of_.push_back(group);
    nodes.push_back(
        {.parent = Resolve(area_numbers_, area.parent_area()),
         .group = area.kind() == Area::KIND_GROUP ? self : group,
         .prefecture = area.kind() == Area::KIND_PREFECTURE ? self : kNone});
  }
  return nodes;
}

std::vector<SectorNode> NamedTaxonomy::AddSectors(
    absl::string_view programme_id, const SectorRecords& sectors) {
  for (const auto& [id, sector] : sectors) {
    if (sectors_.size() == kMaxSectors) {
      ++flaws_;
      continue;
    }
    sector_numbers_.try_emplace(id, static_cast<int32_t>(sectors_.size()));
    sectors_.push_back(
        {.name = absl::StrCat("programmes/", programme_id, "/sectors/", id),
         .text = sector.display_name()});
  }
  std::vector<SectorNode> nodes;
  for (const auto& [id, sector] : sectors) {
    if (nodes.size() == sectors_.size()) break;
    nodes.push_back(
        {.parent = Resolve(sector_numbers_, sector.parent_sector())});
  }
  return nodes;
}

int32_t NamedTaxonomy::Resolve(const Numbers& numbers, absl::string_view name) {
  if (name.empty()) return kNone;
  const int32_t number = Find(numbers, LastId(name));
  if (number == kNone) ++flaws_;
  return number;
}

AreaIndex NamedTaxonomy::FindArea(absl::string_view id) const {
  return Find(area_numbers_, id);
}

SectorIndex NamedTaxonomy::FindSector(absl::string_view id) const {
  return Find(sector_numbers_, id);
}

FundKindIndex NamedTaxonomy::FindFundKind(absl::string_view id) const {
  return Find(kind_numbers_, id);
}

const type::v1::LocalizedText* NamedTaxonomy::DisplayName(
    absl::string_view name) const {
  const absl::string_view id = LastId(name);
  const absl::string_view collection = absl::StripSuffix(name, id);
  if (absl::EndsWith(collection, "/areas/")) {
    const AreaIndex i = FindArea(id);
    return i == kNone ? nullptr : &areas_[i].text;
  }
  if (absl::EndsWith(collection, "/sectors/")) {
    const SectorIndex i = FindSector(id);
    return i == kNone ? nullptr : &sectors_[i].text;
  }
  if (!collection.empty()) return nullptr;
  const FundKindIndex i = FindFundKind(id);
  return i == kNone ? nullptr : &kinds_[i].text;
}

std::vector<AreaIndex> NamedTaxonomy::WithMembers(AreaIndex area) const {
  std::vector<AreaIndex> members = {area};
  if (!areas_[area].is_group) return members;
  for (AreaIndex i = 0; i < static_cast<AreaIndex>(areas_.size()); ++i) {
    if (group_of_[i] == area) members.push_back(i);
  }
  return members;
}

bool NamedTaxonomy::MayGive(FundKindIndex kind, type::v1::UnitKind unit) const {
  const uint32_t givers = kinds_[kind].givers;
  if (givers == 0) return true;
  return unit >= 0 && unit < 32 && (givers >> unit & 1) != 0;
}

}  // namespace duikou
