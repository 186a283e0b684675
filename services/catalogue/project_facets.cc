#include "services/catalogue/project_facets.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/violation.h"
#include "services/catalogue/project_filter.h"

namespace duikou {

using catalogue::v1::Area;
using catalogue::v1::FacetCount;
using catalogue::v1::Project;
using catalogue::v1::SearchProjectsRequest;
using catalogue::v1::SearchProjectsResponse;

namespace {

using Values = std::vector<std::string>;

void GroupsOf(const Project& project, const ProjectSurroundings& around,
              Values& values) {
  for (std::string& name : around.area_containment.Containers(project.area())) {
    auto area = around.areas.find(name);
    if (area != around.areas.end() && area->second.kind() == Area::KIND_GROUP) {
      values.push_back(std::move(name));
    }
  }
}

// The area of work: the sector at the top.
void SectorAreaOf(const Project& project, const ProjectSurroundings& around,
                  Values& values) {
  auto sector = around.sectors.find(project.sector());
  bool below =
      sector != around.sectors.end() && !sector->second.parent_sector().empty();
  values.push_back(below ? sector->second.parent_sector() : project.sector());
}

std::string BoolText(bool value) { return value ? "true" : "false"; }

struct FacetField {
  absl::string_view name;
  FilterCondition leaves_out;
  void (*values)(const Project&, const ProjectSurroundings&, Values&);
};

constexpr FacetField kFacetFields[] = {
    {"area", FilterCondition::kAreas,
     [](const Project& project, const ProjectSurroundings&, Values& values) {
       values.push_back(project.area());
     }},
    {"group", FilterCondition::kAreas, &GroupsOf},
    {"sector", FilterCondition::kSectors,
     [](const Project& project, const ProjectSurroundings&, Values& values) {
       values.push_back(project.sector());
     }},
    {"sector_area", FilterCondition::kSectors, &SectorAreaOf},
    {"state", FilterCondition::kStates,
     [](const Project& project, const ProjectSurroundings&, Values& values) {
       values.push_back(Project::State_Name(project.state()));
     }},
    {"readiness", FilterCondition::kReadiness,
     [](const Project& project, const ProjectSurroundings&, Values& values) {
       values.push_back(Project::Readiness_Name(ReadinessOf(project)));
     }},
    {"fund_kind", FilterCondition::kFundKinds,
     [](const Project& project, const ProjectSurroundings&, Values& values) {
       for (const catalogue::v1::FundNeed& need : project.fund_needs()) {
         if (OpenFen(need) > 0) values.push_back(need.fund_kind());
       }
     }},
    {"year", FilterCondition::kYear,
     [](const Project& project, const ProjectSurroundings&, Values& values) {
       for (int year = project.first_year(); year <= project.last_year();
            ++year) {
         values.push_back(absl::StrCat(year));
       }
     }},
    {"other_need", FilterCondition::kOtherNeeds,
     [](const Project& project, const ProjectSurroundings&, Values& values) {
       for (const type::v1::NonMonetary& need : project.other_needs()) {
         values.push_back(type::v1::NeedKind_Name(need.kind()));
       }
     }},
    {"demonstration_site", FilterCondition::kDemonstrationSite,
     [](const Project& project, const ProjectSurroundings&, Values& values) {
       values.push_back(BoolText(project.standing().demonstration_site()));
     }},
    {"resettlement_community", FilterCondition::kResettlementCommunity,
     [](const Project& project, const ProjectSurroundings&, Values& values) {
       values.push_back(BoolText(project.standing().resettlement_community()));
     }},
    {"shareable", FilterCondition::kShareable,
     [](const Project& project, const ProjectSurroundings&, Values& values) {
       values.push_back(BoolText(project.shareable()));
     }},
    {"all_or_nothing", FilterCondition::kAllOrNothing,
     [](const Project& project, const ProjectSurroundings&, Values& values) {
       values.push_back(BoolText(project.all_or_nothing()));
     }},
    {"recipient", FilterCondition::kRecipients,
     [](const Project& project, const ProjectSurroundings&, Values& values) {
       if (!project.recipient().empty()) values.push_back(project.recipient());
     }},
};

const type::v1::LocalizedText* DisplayNameOf(
    const std::string& name, const ProjectSurroundings& around) {
  auto area = around.areas.find(name);
  if (area != around.areas.end()) return &area->second.display_name();
  auto sector = around.sectors.find(name);
  if (sector != around.sectors.end()) return &sector->second.display_name();
  auto unit = around.units.find(name);
  if (unit != around.units.end()) return &unit->second;
  return nullptr;
}

}  // namespace

absl::StatusOr<ProjectFacets> ProjectFacets::Parse(
    const SearchProjectsRequest& request) {
  ProjectFacets facets;
  for (int i = 0; i < request.facets_size(); ++i) {
    const auto* field = std::find_if(
        std::begin(kFacetFields), std::end(kFacetFields),
        [&](const FacetField& f) { return request.facets(i) == f.name; });
    if (field == std::end(kFacetFields)) {
      return Refused(absl::StatusCode::kInvalidArgument,
                     absl::StrCat("facets[", i, "]"),
                     absl::StrCat("“", request.facets(i), "”不是可统计的字段"),
                     absl::StrCat("\"", request.facets(i), "\" is no facet"));
    }
    int index = static_cast<int>(field - std::begin(kFacetFields));
    for (const Facet& other : facets.facets_) {
      if (other.field == index) {
        return Refused(absl::StatusCode::kInvalidArgument,
                       absl::StrCat("facets[", i, "]"),
                       absl::StrCat("“", request.facets(i), "”重复"),
                       absl::StrCat("\"", request.facets(i), "\" comes twice"));
      }
    }
    facets.facets_.push_back({.field = index});
  }
  return facets;
}

void ProjectFacets::Count(const Project& project, uint32_t failed,
                          const ProjectSurroundings& surroundings) {
  Values values;
  for (Facet& facet : facets_) {
    const FacetField& field = kFacetFields[facet.field];
    if ((failed & ~static_cast<uint32_t>(field.leaves_out)) != 0) continue;
    values.clear();
    field.values(project, surroundings, values);
    for (std::string& value : values) ++facet.counts[std::move(value)];
  }
}

void ProjectFacets::Write(const ProjectSurroundings& surroundings,
                          SearchProjectsResponse& response) const {
  for (const Facet& facet : facets_) {
    catalogue::v1::Facet* written = response.add_facets();
    written->set_field(std::string(kFacetFields[facet.field].name));
    std::vector<std::pair<int, std::string>> sorted;  // (-count, value)
    for (const auto& [value, count] : facet.counts) {
      sorted.emplace_back(-count, value);
    }
    std::sort(sorted.begin(), sorted.end());
    for (auto& [negated, value] : sorted) {
      FacetCount* count = written->add_counts();
      const type::v1::LocalizedText* label = DisplayNameOf(value, surroundings);
      if (label != nullptr) *count->mutable_display_name() = *label;
      count->set_count(-negated);
      count->set_value(std::move(value));
    }
  }
}

}  // namespace duikou
