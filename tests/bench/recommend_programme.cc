#include "tests/bench/recommend_programme.h"

#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "matcher/base/status_macros.h"
#include "tests/bench/sample_store.h"

namespace duikou::bench {
namespace {

namespace cpb = ::duikou::catalogue::v1;
namespace ppb = ::duikou::profiles::v1;
using type::v1::NeedKind;

constexpr int kInOneCommit = 2'000;
constexpr int kPageSize = 20;
constexpr int kNeeds = 8;

// Area i of the catalogue, and the groups and prefectures that it speaks of.
std::string AreaId(AreaIndex i) { return absl::StrCat("county-", i); }
std::string GroupId(int32_t i) { return absl::StrCat("group-", i); }
std::string PrefectureId(int32_t i) { return absl::StrCat("prefecture-", i); }
std::string SectorId(SectorIndex i) { return absl::StrCat("sector-", i); }
std::string KindId(FundKindIndex i) { return absl::StrCat("kind-", i); }

template <typename Needs>
void AddNeeds(NeedMask mask, Needs& out) {
  for (int i = 0; i < kNeeds; ++i) {
    if ((mask >> i & 1) != 0) out.Add()->set_kind(static_cast<NeedKind>(i + 1));
  }
}

void AddGivings(const Supporter& supporter, ppb::CapabilityProfile& profile) {
  for (FundKindIndex kind = 0; kind < kMaxFundKinds; ++kind) {
    const FundOffer& offer = supporter.funds[kind];
    if (!offer.gives) continue;
    ppb::Giving& giving = *profile.add_givings();
    giving.set_fund_kind(KindId(kind));
    giving.set_least_fen(offer.least.fen());
    giving.set_usual_fen(offer.usual.fen());
    giving.set_most_fen(offer.most.fen());
    if (offer.means_left.has_value()) {
      giving.set_means_fen(offer.means_left->fen());
    }
  }
}

}  // namespace

RecommendProgramme::RecommendProgramme() : source_({}) {}

std::string RecommendProgramme::Name(const std::string& collection,
                                     const std::string& id) const {
  return absl::StrCat("programmes/", kId, "/", collection, "/", id);
}

absl::Status RecommendProgramme::Fill(Store& store, int projects,
                                      int supporters) {
  RETURN_IF_ERROR(WriteCatalogue(store));
  RETURN_IF_ERROR(WriteProjects(store, projects));
  CommitRequest commit{.partition = kId};
  for (int i = 0; i < supporters; ++i) AddSupporter(commit);
  return store.Commit(commit).status();
}

absl::Status RecommendProgramme::WriteCatalogue(Store& store) {
  const Taxonomy& taxonomy = *source_.taxonomy();
  cpb::Programme programme;
  programme.set_name(absl::StrCat("programmes/", kId));
  programme.mutable_display_name()->set_zh("全国");
  programme.set_first_year(2014);
  programme.set_last_year(2020);
  for (FundKindIndex i = 0; i < taxonomy.fund_kind_count(); ++i) {
    programme.add_fund_kinds()->set_id(KindId(i));
  }
  CommitRequest programmes{.partition = "-"};
  Put("programmes", std::vector{programme}, programmes);
  RETURN_IF_ERROR(store.Commit(programmes).status());
  CommitRequest commit{.partition = kId};
  AddAreas(commit);
  for (SectorIndex i = 0; i < taxonomy.sector_count(); ++i) {
    cpb::Sector sector;
    sector.set_name(Name("sectors", SectorId(i)));
    sector.mutable_display_name()->set_zh(SectorId(i));
    if (taxonomy.family(i) != i) {
      sector.set_parent_sector(Name("sectors", SectorId(taxonomy.family(i))));
    }
    Put("sectors", std::vector{sector}, commit);
  }
  return store.Commit(commit).status();
}

void RecommendProgramme::AddAreas(CommitRequest& commit) const {
  const Taxonomy& taxonomy = *source_.taxonomy();
  std::map<std::string, cpb::Area> areas;
  for (AreaIndex i = 0; i < taxonomy.area_count(); ++i) {
    const std::string group = GroupId(taxonomy.group(i));
    const std::string prefecture = PrefectureId(taxonomy.prefecture(i));
    areas[group].set_kind(cpb::Area::KIND_GROUP);
    areas[prefecture].set_kind(cpb::Area::KIND_PREFECTURE);
    cpb::Area& area = areas[AreaId(i)];
    area.set_kind(cpb::Area::KIND_COUNTY);
    area.set_parent_area(Name("areas", prefecture));
    area.set_group(Name("areas", group));
  }
  for (auto& [id, area] : areas) {
    area.set_name(Name("areas", id));
    area.mutable_display_name()->set_zh(id);
    Put("areas", std::vector{area}, commit);
  }
}

absl::Status RecommendProgramme::WriteProjects(Store& store, int count) {
  projects_.reserve(static_cast<size_t>(count));
  while (static_cast<int>(projects_.size()) < count) {
    CommitRequest commit{.partition = kId};
    for (int i = 0; i < kInOneCommit; ++i) {
      if (static_cast<int>(projects_.size()) == count) break;
      projects_.push_back(source_.NextProject());
      commit.mutations.push_back(Written(projects_.back()));
    }
    RETURN_IF_ERROR(store.Commit(commit).status());
  }
  return absl::OkStatus();
}

Mutation RecommendProgramme::Written(const Project& project) const {
  cpb::Project record;
  record.set_name(Name("projects", project.id));
  record.mutable_display_name()->set_zh(absl::StrCat("项目", project.id));
  record.set_area(Name("areas", AreaId(project.area)));
  record.set_sector(Name("sectors", SectorId(project.sector)));
  record.set_first_year(project.first_year);
  record.set_last_year(project.last_year);
  record.set_state(project.open ? cpb::Project::STATE_OPEN
                                : cpb::Project::STATE_WITHDRAWN);
  record.set_readiness(static_cast<cpb::Project::Readiness>(
      static_cast<int>(project.readiness)));
  cpb::Standing& standing = *record.mutable_standing();
  standing.set_demonstration_site(project.demonstration_site);
  standing.set_resettlement_community(project.resettlement_community);
  standing.set_people_helped(static_cast<int32_t>(project.people_helped));
  standing.set_jobs(static_cast<int32_t>(project.jobs));
  standing.set_training_places(static_cast<int32_t>(project.training_places));
  AddNeeds(project.other_needs, *record.mutable_other_needs());
  for (FundKindIndex kind = 0; kind < kMaxFundKinds; ++kind) {
    const FundNeed& need = project.funds[kind];
    if (need.total == Money()) continue;
    cpb::FundNeed& out = *record.add_fund_needs();
    out.set_fund_kind(KindId(kind));
    out.set_total_fen(need.total.fen());
    out.set_least_share_fen(need.least_share.fen());
    record.set_shareable(need.shareable);
    record.set_all_or_nothing(need.all_or_nothing);
  }
  return Mutation::Put("projects", project.id, record.SerializeAsString(),
                       Expectation::Any());
}

void RecommendProgramme::AddSupporter(CommitRequest& commit) {
  const Supporter supporter = source_.NextSupporter();
  const std::string id = absl::StrCat("u-", supporters_++);
  ppb::Unit unit;
  unit.set_name(Name("units", id));
  unit.mutable_display_name()->set_zh(id);
  unit.set_kind(type::v1::UNIT_KIND_MUNICIPALITY);
  unit.add_sides(ppb::SIDE_SUPPORTER);
  if (supporter.home_prefecture != kNone) {
    unit.set_home_area(Name("areas", PrefectureId(supporter.home_prefecture)));
  }
  ppb::CapabilityProfile profile;
  profile.set_name(Name("profiles", id));
  for (const SectorStrength& strength : supporter.strengths) {
    ppb::Strength& out = *profile.add_strengths();
    out.set_sector(Name("sectors", SectorId(strength.sector)));
    out.set_strength(strength.strength);
  }
  for (const auto& preference : supporter.preferences) {
    ppb::AreaPreference& out = *profile.add_preferred_areas();
    out.set_area(Name("areas", AreaId(preference.area)));
    out.set_preference(preference.strength);
  }
  AddNeeds(supporter.offers, *profile.mutable_offers());
  AddGivings(supporter, profile);
  Put("units", std::vector{unit}, commit);
  Put("profiles", std::vector{profile}, commit);
  for (const AreaIndex area : std::set<AreaIndex>(
           supporter.paired_areas.begin(), supporter.paired_areas.end())) {
    ppb::Pairing pairing;
    pairing.set_name(Name("pairings", absl::StrCat(id, "--", AreaId(area))));
    pairing.set_supporter(unit.name());
    pairing.set_area(Name("areas", AreaId(area)));
    Put("pairings", std::vector{pairing}, commit);
  }
}

CommitRequest RecommendProgramme::NextChanges(int count) {
  CommitRequest commit{.partition = kId};
  for (int i = 0; i < count; ++i) {
    // A step that has no divisor in common with round numbers.
    changed_ = (changed_ + 7'919) % projects_.size();
    Project& project = projects_[changed_];
    project = source_.Changed(std::move(project));
    commit.mutations.push_back(Written(project));
  }
  return commit;
}

std::vector<matching::v1::RecommendProjectsRequest>
RecommendProgramme::Requests(matching::v1::RecommendationView view) const {
  std::vector<matching::v1::RecommendProjectsRequest> requests;
  for (int i = 0; i < supporters_; ++i) {
    matching::v1::RecommendProjectsRequest& request = requests.emplace_back();
    request.set_supporter(Name("units", absl::StrCat("u-", i)));
    request.set_year(kRankingYear);
    request.set_page_size(kPageSize);
    request.set_view(view);
  }
  return requests;
}

}  // namespace duikou::bench
