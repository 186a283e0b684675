// The search against a plain reading of its contract, on small random
// catalogues.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/catalogue/project_search.h"
#include "services/catalogue/testing/search_records.h"

namespace duikou {
namespace {

using catalogue::v1::FundNeed;
using catalogue::v1::Project;
using catalogue::v1::ProjectFilter;
using catalogue::v1::SearchProjectsRequest;

constexpr char kAreas[] = "programmes/hubei/areas/";
constexpr char kSectors[] = "programmes/hubei/sectors/";

struct Catalogue {
  std::map<std::string, std::vector<std::string>> areas;  // id → containers
  std::map<std::string, std::string> sectors;             // id → parent
  std::map<std::string, Project> projects;                // by name
};

class Dice {
 public:
  explicit Dice(int seed) : random_(seed) {}
  int Below(int n) { return static_cast<int>(random_() % n); }
  bool Half() { return Below(2) == 0; }

 private:
  std::mt19937 random_;
};

std::string RandomText(Dice& dice) {
  static const std::vector<std::string> kPieces = {"茶", "园", "公", "路",
                                                   "水"};
  std::string text;
  for (int i = dice.Below(4) + 1; i > 0; --i) text += kPieces[dice.Below(5)];
  return text;
}

Project RandomProject(Dice& dice, int areas, int sectors) {
  Project project;
  project.mutable_display_name()->set_zh(RandomText(dice));
  if (dice.Half()) project.mutable_description()->set_zh(RandomText(dice));
  project.set_area(absl::StrCat(kAreas, "a", dice.Below(areas)));
  project.set_sector(absl::StrCat(kSectors, "s", dice.Below(sectors)));
  for (const char* kind : {"policy", "grant"}) {
    if (dice.Half()) continue;
    FundNeed* need = project.add_fund_needs();
    need->set_fund_kind(kind);
    need->set_total_fen(dice.Below(4) + 1);
    if (dice.Half()) {
      need->set_open_fen(dice.Below(static_cast<int>(need->total_fen()) + 1));
    }
  }
  project.set_first_year(2014 + dice.Below(3));
  project.set_last_year(project.first_year() + dice.Below(3));
  project.set_state(static_cast<Project::State>(1 + dice.Below(4)));
  project.set_readiness(static_cast<Project::Readiness>(dice.Below(6)));
  project.set_shareable(dice.Half());
  project.set_all_or_nothing(dice.Half());
  project.mutable_standing()->set_demonstration_site(dice.Half());
  project.mutable_standing()->set_resettlement_community(dice.Half());
  project.mutable_standing()->set_people_helped(dice.Below(3));
  for (int kind = 1; kind <= 3; ++kind) {
    if (dice.Below(3) == 0) {
      project.add_other_needs()->set_kind(
          static_cast<type::v1::NeedKind>(kind));
    }
  }
  return project;
}

ProjectFilter RandomFilter(Dice& dice, int areas, int sectors) {
  ProjectFilter filter;
  auto sometimes = [&dice] { return dice.Below(4) == 0; };
  if (sometimes()) {
    filter.add_areas(absl::StrCat(kAreas, "a", dice.Below(areas)));
  }
  if (sometimes()) {
    filter.add_sectors(absl::StrCat(kSectors, "s", dice.Below(sectors)));
    filter.add_sectors(absl::StrCat(kSectors, "s", dice.Below(sectors)));
  }
  if (sometimes()) {
    filter.add_states(static_cast<Project::State>(1 + dice.Below(4)));
    filter.add_states(static_cast<Project::State>(1 + dice.Below(4)));
  }
  if (sometimes()) {
    filter.set_least_readiness(static_cast<Project::Readiness>(dice.Below(6)));
  }
  if (sometimes()) filter.add_fund_kinds(dice.Half() ? "policy" : "grant");
  if (sometimes()) filter.set_least_open_fen(dice.Below(4));
  // At least the least: a filter that nothing can pass is refused. 0: no limit.
  if (sometimes()) {
    filter.set_most_open_fen(
        dice.Below(2) == 0 ? 0 : filter.least_open_fen() + dice.Below(3));
  }
  if (sometimes()) filter.set_year(2014 + dice.Below(5));
  if (sometimes()) filter.add_other_needs(type::v1::NEED_KIND_TECHNOLOGY);
  if (sometimes()) filter.set_demonstration_site(dice.Half());
  if (sometimes()) filter.set_resettlement_community(dice.Half());
  if (sometimes()) filter.set_shareable(dice.Half());
  if (sometimes()) filter.set_all_or_nothing(dice.Half());
  if (sometimes()) filter.set_least_people_helped(dice.Below(3));
  return filter;
}

// Whether `area` is `wanted` or lies in it, followed edge by edge.
bool LiesIn(const Catalogue& catalogue, const std::string& area,
            const std::string& wanted) {
  if (area == wanted) return true;
  for (const std::string& container : catalogue.areas.at(area)) {
    if (LiesIn(catalogue, container, wanted)) return true;
  }
  return false;
}

int64_t Open(const FundNeed& need) {
  return need.has_open_fen() ? need.open_fen() : need.total_fen();
}

bool Holds(const Catalogue& catalogue, const ProjectFilter& filter,
           const Project& project) {
  auto any = [](const auto& list, auto holds) {
    return list.empty() || std::any_of(list.begin(), list.end(), holds);
  };
  auto asked_for = [&](const FundNeed& need) {
    return any(filter.fund_kinds(), [&](const std::string& kind) {
      return kind == need.fund_kind();
    });
  };
  int64_t open = 0;
  bool some_kind = filter.fund_kinds().empty();
  for (const FundNeed& need : project.fund_needs()) {
    if (!asked_for(need)) continue;
    open += Open(need);
    if (Open(need) > 0) some_kind = true;
  }
  int readiness = std::max<int>(project.readiness(), 1);
  return any(filter.areas(),
             [&](const std::string& area) {
               return LiesIn(catalogue, project.area(), area);
             }) &&
         any(filter.sectors(),
             [&](const std::string& sector) {
               return sector == project.sector() ||
                      sector == catalogue.sectors.at(project.sector());
             }) &&
         any(filter.states(), [&](int s) { return s == project.state(); }) &&
         readiness >= filter.least_readiness() && some_kind &&
         open >= filter.least_open_fen() &&
         (filter.most_open_fen() == 0 || open <= filter.most_open_fen()) &&
         (filter.year() == 0 || (project.first_year() <= filter.year() &&
                                 project.last_year() >= filter.year())) &&
         any(filter.other_needs(),
             [&](int kind) {
               return std::any_of(
                   project.other_needs().begin(), project.other_needs().end(),
                   [&](const auto& need) { return need.kind() == kind; });
             }) &&
         (!filter.has_demonstration_site() ||
          filter.demonstration_site() ==
              project.standing().demonstration_site()) &&
         (!filter.has_resettlement_community() ||
          filter.resettlement_community() ==
              project.standing().resettlement_community()) &&
         (!filter.has_shareable() ||
          filter.shareable() == project.shareable()) &&
         (!filter.has_all_or_nothing() ||
          filter.all_or_nothing() == project.all_or_nothing()) &&
         project.standing().people_helped() >= filter.least_people_helped();
}

// How well the text matches: 8 a word in the title, 1 in the description, and
// nothing at all where one is missing.
int Relevance(const Project& project, const std::string& query) {
  int sum = 0;
  std::set<std::string> words = absl::StrSplit(query, ' ', absl::SkipEmpty());
  for (const std::string& word : words) {
    if (absl::StrContains(project.display_name().zh(), word)) {
      sum += 8;
    } else if (absl::StrContains(project.description().zh(), word)) {
      sum += 1;
    } else {
      return -1;
    }
  }
  return sum;
}

std::vector<std::string> FacetValues(const Project& project,
                                     const std::string& field) {
  std::vector<std::string> values;
  if (field == "area") values.push_back(project.area());
  if (field == "state") {
    values.push_back(Project::State_Name(project.state()));
  }
  if (field == "year") {
    for (int y = project.first_year(); y <= project.last_year(); ++y) {
      values.push_back(absl::StrCat(y));
    }
  }
  if (field == "fund_kind") {
    for (const FundNeed& need : project.fund_needs()) {
      if (Open(need) > 0) values.push_back(need.fund_kind());
    }
  }
  return values;
}

ProjectFilter Without(ProjectFilter filter, const std::string& field) {
  if (field == "area") filter.clear_areas();
  if (field == "state") filter.clear_states();
  if (field == "year") filter.clear_year();
  return filter;
}

using Counts = std::vector<std::pair<std::string, int>>;

class SearchOracle : public ::testing::TestWithParam<int> {
 protected:
  SearchOracle() : dice_(GetParam()) {
    areas_ = 1 + dice_.Below(6);
    sectors_ = 1 + dice_.Below(5);
    std::vector<Change> changes;
    for (int i = 0; i < areas_; ++i) AddArea(i, changes);
    for (int i = 0; i < sectors_; ++i) AddSector(i, changes);
    int projects = dice_.Below(25);
    for (int i = 0; i < projects; ++i) AddProject(i, changes);
    search_.Apply(changes, 1);
  }

  void AddArea(int i, std::vector<Change>& changes) {
    catalogue::v1::Area area;
    area.set_kind(catalogue::v1::Area::KIND_COUNTY);
    std::string name = absl::StrCat(kAreas, "a", i);
    catalogue_.areas[name] = {};
    auto choose = [&]() -> std::string {
      if (i == 0 || dice_.Half()) return "";
      catalogue_.areas[name].push_back(
          absl::StrCat(kAreas, "a", dice_.Below(i)));
      return catalogue_.areas[name].back();
    };
    area.set_parent_area(choose());
    area.set_group(choose());
    changes.push_back({.collection = "areas",
                       .id = absl::StrCat("a", i),
                       .value = area.SerializeAsString()});
  }
  void AddSector(int i, std::vector<Change>& changes) {
    catalogue::v1::Sector sector;
    if (i % 2 == 1) sector.set_parent_sector(absl::StrCat(kSectors, "s0"));
    catalogue_.sectors[absl::StrCat(kSectors, "s", i)] = sector.parent_sector();
    changes.push_back({.collection = "sectors",
                       .id = absl::StrCat("s", i),
                       .value = sector.SerializeAsString()});
  }
  void AddProject(int i, std::vector<Change>& changes) {
    Project project = RandomProject(dice_, areas_, sectors_);
    project.set_name(absl::StrCat("programmes/hubei/projects/p-", i));
    catalogue_.projects[project.name()] = project;
    changes.push_back({.collection = "projects",
                       .id = absl::StrCat("p-", i),
                       .value = project.SerializeAsString()});
  }

  // Names in the order asked for.
  std::vector<std::string> Expected(const SearchProjectsRequest& request,
                                    const ProjectFilter& filter) {
    bool descending = absl::EndsWith(request.order_by(), " desc");
    std::vector<std::tuple<int64_t, std::string>> found;
    for (const auto& [name, project] : catalogue_.projects) {
      int relevance = Relevance(project, request.query());
      if (relevance < 0 || !Holds(catalogue_, filter, project)) continue;
      int64_t value = -relevance;
      if (absl::StartsWith(request.order_by(), "open_fen")) {
        value = 0;
        for (const FundNeed& need : project.fund_needs()) value += Open(need);
      } else if (absl::StartsWith(request.order_by(), "first_year")) {
        value = project.first_year();
      }
      found.emplace_back(descending ? -value : value, name);
    }
    std::sort(found.begin(), found.end());
    std::vector<std::string> names;
    for (auto& [value, name] : found) names.push_back(name);
    return names;
  }

  Counts ExpectedCounts(const SearchProjectsRequest& request,
                        const std::string& field) {
    std::map<std::string, int> counts;
    for (const std::string& name :
         Expected(request, Without(request.filter(), field))) {
      for (const std::string& value :
           FacetValues(catalogue_.projects[name], field)) {
        ++counts[value];
      }
    }
    Counts sorted(counts.begin(), counts.end());
    std::stable_sort(
        sorted.begin(), sorted.end(),
        [](const auto& a, const auto& b) { return a.second > b.second; });
    return sorted;
  }

  Dice dice_;
  Catalogue catalogue_;
  int areas_ = 0;
  int sectors_ = 0;
  ProjectSearch search_{"hubei"};
};

TEST_P(SearchOracle, FindsOrdersPagesAndCountsAsStated) {
  static const std::vector<std::string> kOrders = {
      "", "open_fen", "open_fen desc", "first_year desc", "relevance"};
  for (int round = 0; round < 20; ++round) {
    SearchProjectsRequest request;
    *request.mutable_filter() = RandomFilter(dice_, areas_, sectors_);
    if (dice_.Half()) request.set_query(RandomText(dice_));
    if (dice_.Below(4) == 0) request.set_query("茶 路");
    request.set_order_by(kOrders[dice_.Below(5)]);
    std::vector<std::string> fields = {"area", "state", "year"};
    // Its condition also decides what the open need sums, so it is compared
    // where that is not asked for.
    if (request.filter().fund_kinds().empty()) fields.push_back("fund_kind");
    for (const std::string& field : fields) request.add_facets(field);
    SCOPED_TRACE(absl::StrCat("seed ", GetParam(), " round ", round, "\n",
                              request.DebugString()));

    std::vector<std::string> expected = Expected(request, request.filter());
    int page_size = 1 + dice_.Below(7);
    std::vector<std::string> names;
    std::string after;
    do {
      auto page = search_.Search(request, page_size, after);
      ASSERT_TRUE(page.ok()) << page.status();
      EXPECT_EQ(page->response.total_size(), expected.size());
      EXPECT_LE(page->response.projects_size(), page_size);
      for (const Project& project : page->response.projects()) {
        names.push_back(project.name());
      }
      for (size_t f = 0; f < fields.size(); ++f) {
        Counts counts;
        for (const auto& c : page->response.facets(f).counts()) {
          counts.emplace_back(c.value(), c.count());
        }
        EXPECT_EQ(counts, ExpectedCounts(request, fields[f])) << fields[f];
      }
      after = page->next;
    } while (!after.empty());
    EXPECT_EQ(names, expected);
  }
}

TEST_P(SearchOracle, UpdatesLeadToTheSameAsLoadingAnew) {
  std::vector<Change> changes;
  for (int i = 0; i < 10; ++i) {
    std::vector<Change> change;
    AddProject(dice_.Below(25), change);
    if (dice_.Half()) AddSector(dice_.Below(sectors_), change);
    search_.Apply(change, 1);
  }
  std::vector<Record> records;
  for (const auto& [name, project] : catalogue_.projects) {
    records.push_back({"projects", name.substr(name.rfind('/') + 1),
                       project.SerializeAsString(), 0});
  }
  ProjectSearch fresh("hubei");
  fresh.Load(records, 1);
  for (const char* query : {"", "茶", "茶园", "公路 水"}) {
    SearchProjectsRequest request;
    request.set_query(query);
    auto updated = search_.Search(request, 1000, "");
    auto loaded = fresh.Search(request, 1000, "");
    ASSERT_TRUE(updated.ok() && loaded.ok());
    EXPECT_EQ(updated->response.DebugString(), loaded->response.DebugString())
        << "seed " << GetParam() << " query " << query;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, SearchOracle, ::testing::Range(1, 61));

}  // namespace
}  // namespace duikou
