// NamedTaxonomy: a programme's areas, sectors and fund kinds, by the ids and
// names of the catalogue and by the matcher's numbers.
//
//   auto taxonomy = NamedTaxonomy::Make("hubei", &programme, areas, sectors);
//   AreaIndex zigui = taxonomy->FindArea("420527");
//   taxonomy->area_name(zigui);   // "programmes/hubei/areas/420527"
//   taxonomy->matcher();          // what the index and supporters refer to
//
// Numbers follow the order of the ids, so the same records give the same
// numbers everywhere. What does not hold together is mended, never refused: a
// parent or group that is missing is taken as none, a cycle of parents is cut,
// and fund kinds beyond the matcher's limit are left out. `flaws` counts each.
#ifndef DUIKOU_SERVICES_PROGRAMME_NAMED_TAXONOMY_H_
#define DUIKOU_SERVICES_PROGRAMME_NAMED_TAXONOMY_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/container/btree_map.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/type/v1/text.pb.h"
#include "duikou/type/v1/units.pb.h"
#include "matcher/base/taxonomy.h"

namespace duikou {

// By id.
using AreaRecords = absl::btree_map<std::string, catalogue::v1::Area>;
using SectorRecords = absl::btree_map<std::string, catalogue::v1::Sector>;

// Immutable, so safe to share between threads.
class NamedTaxonomy {
 public:
  // `programme` may be null: then there are no fund kinds yet.
  static std::shared_ptr<const NamedTaxonomy> Make(
      absl::string_view programme_id, const catalogue::v1::Programme* programme,
      const AreaRecords& areas, const SectorRecords& sectors);

  // Shared with the index and the supporters made with it, which may outlive
  // this object's replacement by the next.
  const std::shared_ptr<const Taxonomy>& matcher() const { return matcher_; }

  // By id; kNone where there is none.
  AreaIndex FindArea(absl::string_view id) const;
  SectorIndex FindSector(absl::string_view id) const;
  FundKindIndex FindFundKind(absl::string_view id) const;

  // Resource names, and the ids of fund kinds.
  const std::string& area_name(AreaIndex i) const { return areas_[i].name; }
  const std::string& sector_name(SectorIndex i) const {
    return sectors_[i].name;
  }
  const std::string& fund_kind(FundKindIndex i) const { return kinds_[i].name; }
  // Without the one that the matcher needs where a programme has none.
  int fund_kind_count() const { return static_cast<int>(kinds_.size()); }

  const type::v1::LocalizedText& area_text(AreaIndex i) const {
    return areas_[i].text;
  }
  const type::v1::LocalizedText& sector_text(SectorIndex i) const {
    return sectors_[i].text;
  }
  // What people call an area or sector, by resource name, or a fund kind, by
  // id; nullptr where it is not known.
  const type::v1::LocalizedText* DisplayName(absl::string_view name) const;

  // The area itself or, for a group, the areas in it as well.
  std::vector<AreaIndex> WithMembers(AreaIndex area) const;
  // Whether units of this kind may give funds of this kind.
  bool MayGive(FundKindIndex kind, type::v1::UnitKind unit) const;

  int flaws() const { return flaws_; }

 private:
  struct Entry {
    std::string name;
    type::v1::LocalizedText text;
    bool is_group = false;  // of areas
    uint32_t givers = 0;    // of fund kinds: a bit a kind of unit; 0: all
  };
  using Numbers = absl::flat_hash_map<std::string, int32_t>;

  NamedTaxonomy() = default;
  void AddFundKinds(const catalogue::v1::Programme* programme);
  std::vector<AreaNode> AddAreas(absl::string_view programme_id,
                                 const AreaRecords& areas);
  std::vector<SectorNode> AddSectors(absl::string_view programme_id,
                                     const SectorRecords& sectors);
  int32_t Resolve(const Numbers& numbers, absl::string_view name);

  std::shared_ptr<const Taxonomy> matcher_;
  std::vector<Entry> areas_;
  std::vector<Entry> sectors_;
  std::vector<Entry> kinds_;
  std::vector<int32_t> group_of_;  // by area, as stated
  Numbers area_numbers_;
  Numbers sector_numbers_;
  Numbers kind_numbers_;
  int flaws_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_NAMED_TAXONOMY_H_
