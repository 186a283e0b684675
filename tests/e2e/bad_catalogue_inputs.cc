#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/e2e/bad_inputs.h"

namespace duikou::e2e {
namespace {

using enum grpc::StatusCode;

std::string Programme(const std::string& extra, const std::string& id = "n") {
  return absl::StrCat(R"(programme_id: ")", id, R"("
    programme { display_name { zh: "规划" } first_year: 2014 last_year: 2020
                fund_kinds { id: "grant" display_name { zh: "援助" } } )",
                      extra, "}");
}

std::string Area(const std::string& extra, const std::string& id = "n") {
  return absl::StrCat(R"(parent: "programmes/p" area_id: ")", id, R"("
    area { display_name { zh: "地区" } kind: KIND_COUNTY )",
                      extra, "}");
}

std::string Sector(const std::string& extra, const std::string& id = "n") {
  return absl::StrCat(R"(parent: "programmes/p" sector_id: ")", id, R"("
    sector { display_name { zh: "领域" } )",
                      extra, "}");
}

std::string Project(const std::string& extra, const std::string& id = "n") {
  return absl::StrCat(R"(parent: "programmes/p" project_id: ")", id, R"("
    project { display_name { zh: "修路" } area: "programmes/p/areas/a1"
              sector: "programmes/p/sectors/s2"
              first_year: 2015 last_year: 2016 )",
                      extra, "}");
}

std::string Need(const std::string& fields) {
  return absl::StrCat(R"(fund_needs { fund_kind: "grant" total_fen: 100 )",
                      fields, "}");
}

std::string Update(const std::string& mask, const std::string& fields) {
  return absl::StrCat(R"(project { name: "programmes/p/projects/draft" )",
                      fields, "} update_mask { ", mask, "}");
}

std::vector<BadInput> OfProgrammesAndPlaces() {
  const std::string create = "CatalogueService/CreateProgramme";
  const std::string area = "CatalogueService/CreateArea";
  const std::string sector = "CatalogueService/CreateSector";
  return {
      {"years in the wrong order", create, Programme("first_year: 2021"),
       INVALID_ARGUMENT, "programme.last_year: 2020 is before first_year 2021"},
      {"a year that cannot be", create, Programme("first_year: 14"),
       INVALID_ARGUMENT, "programme.first_year: 14 is below 1949"},
      {"a target without a value", create,
       Programme(R"(targets { id: "t" display_name { zh: "指标" } })"),
       INVALID_ARGUMENT, "programme.targets[0]: has no amount_fen"},
      {"two fund kinds of one id", create,
       Programme(R"(fund_kinds { id: "grant" display_name { zh: "又一" } })"),
       INVALID_ARGUMENT,
       R"(programme.fund_kinds[1].id: "grant" is there twice)"},
      {"no name in Chinese", create, Programme("display_name { zh: '' }"),
       INVALID_ARGUMENT, "programme.display_name: is required"},
      {"an id that is taken", create, Programme("", "p"), ALREADY_EXISTS,
       "programmes/p exists already"},
      {"an id with capitals", create, Programme("", "Hubei"), INVALID_ARGUMENT,
       R"(programme_id: "Hubei" is not an id)"},
      {"the id of what belongs to no programme", create, Programme("", "-"),
       INVALID_ARGUMENT, R"(programme_id: "-" is not an id)"},
      {"a programme with records left", "CatalogueService/DeleteProgramme",
       R"(name: "programmes/p")", FAILED_PRECONDITION, "programmes/p"},
      {"an area of no kind", area, Area("kind: KIND_UNSPECIFIED"),
       INVALID_ARGUMENT, "area.kind: is required"},
      {"an unknown enum number", area, Area("kind: 99"), INVALID_ARGUMENT,
       "area.kind: 99 is not a value of Kind"},
      {"a code of five digits", area, Area("code: '42052'"), INVALID_ARGUMENT,
       R"(area.code: "42052" is not six digits)"},
      {"a code that another area has", area, Area("code: '420527'"),
       INVALID_ARGUMENT, "is the code of programmes/p/areas/a1 already"},
      {"an unknown parent", area,
       Area("parent_area: 'programmes/p/areas/nowhere'"), INVALID_ARGUMENT,
       "area.parent_area: programmes/p/areas/nowhere does not exist"},
      {"a parent in another programme", area,
       Area("parent_area: 'programmes/q/areas/b1'"), INVALID_ARGUMENT,
       "area.parent_area: programmes/q/areas/b1 is of another programme"},
      {"a parent that is a group", area,
       Area("parent_area: 'programmes/p/areas/g1'"), INVALID_ARGUMENT,
       "area.parent_area: programmes/p/areas/g1 is a group"},
      {"a cycle of areas", "CatalogueService/UpdateArea",
       R"(area { name: "programmes/p/areas/a1"
                 parent_area: "programmes/p/areas/a2" })",
       INVALID_ARGUMENT, "areas in a cycle"},
      {"an area with projects", "CatalogueService/DeleteArea",
       R"(name: "programmes/p/areas/a1")", FAILED_PRECONDITION,
       "refers to it in"},
      {"a sector in itself", "CatalogueService/UpdateSector",
       R"(sector { name: "programmes/p/sectors/s1"
                   parent_sector: "programmes/p/sectors/s1" })",
       INVALID_ARGUMENT, "a sector cannot be its own parent"},
      {"sectors three deep", sector,
       Sector("parent_sector: 'programmes/p/sectors/s2'"), INVALID_ARGUMENT,
       "sector.parent_sector: sectors have two levels only"},
      {"a sector with projects", "CatalogueService/DeleteSector",
       R"(name: "programmes/p/sectors/s2")", FAILED_PRECONDITION,
       "refers to it in"},
  };
}

std::vector<BadInput> OfProjects() {
  const std::string create = "CatalogueService/CreateProject";
  return {
      {"an unknown programme", create,
       Project("") + R"(parent: "programmes/none")", NOT_FOUND,
       "programmes/none does not exist"},
      {"a parent that is no programme", create, Project("") + R"(parent: "p")",
       INVALID_ARGUMENT,
       R"(parent: "p" is not of the form programmes/{programme})"},
      {"an unknown area", create, Project("area: 'programmes/p/areas/none'"),
       INVALID_ARGUMENT,
       "project.area: programmes/p/areas/none does not exist"},
      {"an unknown sector", create,
       Project("sector: 'programmes/p/sectors/none'"), INVALID_ARGUMENT,
       "project.sector: programmes/p/sectors/none does not exist"},
      {"an unknown recipient", create,
       Project("recipient: 'programmes/p/units/none'"), INVALID_ARGUMENT,
       "project.recipient: programmes/p/units/none does not exist"},
      {"a sector where an area belongs", create,
       Project("area: 'programmes/p/sectors/s1'"), INVALID_ARGUMENT,
       "project.area: \"programmes/p/sectors/s1\" is not of the form"},
      {"an unknown fund kind", create,
       Project("fund_needs { fund_kind: 'gold' total_fen: 100 }"),
       INVALID_ARGUMENT,
       R"(project.fund_needs[0].fund_kind: "gold" is no fund kind)"},
      {"negative money", create, Project(Need("total_fen: -5")),
       INVALID_ARGUMENT, "project.fund_needs[0].total_fen: -5 is below 1"},
      {"no money", create, Project(Need("total_fen: 0")), INVALID_ARGUMENT,
       "project.fund_needs[0].total_fen: is required"},
      {"money beyond the limit", create,
       Project(Need("total_fen: 9000000000000001")), INVALID_ARGUMENT,
       "project.fund_needs[0].total_fen: 9000000000000001 is above"},
      {"the largest number there is", create,
       Project(Need("total_fen: 9223372036854775807")), INVALID_ARGUMENT,
       "project.fund_needs[0].total_fen: 9223372036854775807 is above"},
      {"kinds that overflow together", create,
       Project("fund_needs { fund_kind: 'grant' total_fen: 9000000000000000 }"
               "fund_needs { fund_kind: 'policy' total_fen: 9000000000000000 "
               "}"),
       INVALID_ARGUMENT, "project.fund_needs: all kinds together exceed"},
      {"more open than needed", create, Project(Need("open_fen: 101")),
       INVALID_ARGUMENT,
       "project.fund_needs[0].open_fen: 101 is more than total_fen 100"},
      {"a share larger than the whole", create,
       Project(Need("least_share_fen: 101")), INVALID_ARGUMENT,
       "project.fund_needs[0].least_share_fen: 101 is more than"},
      {"one fund kind twice", create, Project(Need("") + Need("")),
       INVALID_ARGUMENT,
       R"(project.fund_needs[1].fund_kind: "grant" is there twice)"},
      {"years outside the programme", create, Project("last_year: 2030"),
       INVALID_ARGUMENT,
       "project.last_year: 2030 is outside the programme's years 2014 to 2020"},
      {"years in the wrong order", create, Project("first_year: 2017"),
       INVALID_ARGUMENT, "project.last_year: 2016 is before first_year 2017"},
      {"a negative count of people", create,
       Project("standing { people_helped: -1 }"), INVALID_ARGUMENT,
       "project.standing.people_helped: -1 is below 0"},
      {"a need of no kind", create, Project("other_needs { quantity: 3 }"),
       INVALID_ARGUMENT, "project.other_needs[0].kind: is required"},
      {"a text of 4,001 characters", create,
       Project(
           absl::StrCat("description { zh: '", std::string(4001, 'x'), "' }")),
       INVALID_ARGUMENT,
       "project.description.zh: has 4001 characters, at most 4000"},
      {"a control character", create, Project(R"(village: "a\007b")"),
       INVALID_ARGUMENT, "project.village: \"a\\007b\" contains a control"},
      {"an id of 64 characters", create, Project("", std::string(64, 'x')),
       INVALID_ARGUMENT, "project_id: \"xxxx"},
      {"an id that ends with a hyphen", create, Project("", "x-"),
       INVALID_ARGUMENT, R"(project_id: "x-" is not an id)"},
      {"an id that would leave its folder", create, Project("", "../x"),
       INVALID_ARGUMENT, R"(project_id: "../x" is not an id)"},
      {"an id that is taken", create, Project("", "draft"), ALREADY_EXISTS,
       "programmes/p/projects/draft exists already"},
      {"one id twice in a batch", "CatalogueService/BatchCreateProjects",
       absl::StrCat("parent: 'programmes/p' requests { ", Project("", "twin"),
                    " } requests { ", Project("", "twin"), " }"),
       INVALID_ARGUMENT, "requests[1].project_id: \"twin\" is that of"},
      {"a batch over two programmes", "CatalogueService/BatchCreateProjects",
       absl::StrCat("parent: 'programmes/q' requests { ", Project(""), " }"),
       INVALID_ARGUMENT, "requests[0].parent"},
      {"an empty batch", "CatalogueService/BatchCreateProjects",
       "parent: 'programmes/p'", INVALID_ARGUMENT, "requests: is required"},
      {"a batch with names of another programme",
       "CatalogueService/BatchGetProjects",
       "parent: 'programmes/q' names: 'programmes/p/projects/draft'",
       INVALID_ARGUMENT, "names[0]: programmes/p/projects/draft is not in"},
  };
}

std::vector<BadInput> OfUpdates() {
  const std::string update = "CatalogueService/UpdateProject";
  const std::string name = "name: 'programmes/p/projects/";
  return {
      {"a mask of what only the server writes", update,
       Update("paths: 'state'", "state: STATE_OPEN"), INVALID_ARGUMENT,
       "update_mask: \"state\" is output only"},
      {"a mask of the name", update, Update("paths: 'name'", ""),
       INVALID_ARGUMENT, "update_mask: \"name\" is immutable"},
      {"a mask of a field that there is not", update,
       Update("paths: 'colour'", ""), INVALID_ARGUMENT,
       "update_mask: \"colour\" is not a field"},
      {"a mask into a list", update,
       Update("paths: 'fund_needs.total_fen'", ""), INVALID_ARGUMENT,
       "update_mask: \"fund_needs.total_fen\" reaches into a list"},
      {"a replacement without what is required", update,
       Update("paths: '*'", ""), INVALID_ARGUMENT,
       "project.display_name: is required"},
      {"a stale etag", update, Update("", "village: 'v' etag: '\"1\"'"),
       ABORTED, "programmes/p/projects/draft"},
      {"an etag of another making", update, Update("", "etag: 'W/xyz'"),
       ABORTED, "programmes/p/projects/draft"},
      {"an update of nothing there", update,
       "project { name: 'programmes/p/projects/none' village: 'v' }", NOT_FOUND,
       "programmes/p/projects/none does not exist"},
      {"an update without a name", update, "project { village: 'v' }",
       INVALID_ARGUMENT, "project.name: is required"},
      {"an update of nothing", update, "", INVALID_ARGUMENT,
       "project: is required"},
      {"publishing what is completed", "CatalogueService/PublishProject",
       name + "done'", FAILED_PRECONDITION,
       "state is COMPLETED, which cannot become OPEN"},
      {"publishing what needs nothing", "CatalogueService/PublishProject",
       name + "bare'", FAILED_PRECONDITION,
       "an open project needs funds or something else"},
      {"publishing twice", "CatalogueService/PublishProject", name + "open'",
       FAILED_PRECONDITION, "state is OPEN, which cannot become OPEN"},
      {"completing a draft", "CatalogueService/CompleteProject",
       name + "draft'", FAILED_PRECONDITION,
       "state is DRAFT, which cannot become COMPLETED"},
      {"withdrawing what is completed", "CatalogueService/WithdrawProject",
       name + "done'", FAILED_PRECONDITION,
       "state is COMPLETED, which cannot become WITHDRAWN"},
      {"deleting what money is promised to", "CatalogueService/DeleteProject",
       name + "open'", FAILED_PRECONDITION, "programmes/p/commitments/m1"},
      {"deleting with a stale etag", "CatalogueService/DeleteProject",
       name + "draft' etag: '\"1\"'", ABORTED, "programmes/p/projects/draft"},
      {"deleting twice", "CatalogueService/DeleteProject", name + "none'",
       NOT_FOUND, "programmes/p/projects/none does not exist"},
  };
}

std::string TokenOfOtherArguments(Deployment& deployment) {
  catalogue::v1::ListAreasRequest request;
  request.set_parent("programmes/p");
  request.set_page_size(1);
  catalogue::v1::ListAreasResponse response;
  grpc::ClientContext context;
  deployment.catalogue().ListAreas(&context, request, &response);
  return absl::StrCat("parent: 'programmes/q' page_token: '",
                      response.next_page_token(), "'");
}

std::string TokenOfSectors(Deployment& deployment) {
  catalogue::v1::ListSectorsRequest request;
  request.set_parent("programmes/p");
  request.set_page_size(1);
  catalogue::v1::ListSectorsResponse response;
  grpc::ClientContext context;
  deployment.catalogue().ListSectors(&context, request, &response);
  return absl::StrCat("parent: 'programmes/p' page_token: '",
                      response.next_page_token(), "'");
}

std::vector<BadInput> OfLists() {
  const std::string list = "CatalogueService/ListAreas";
  const std::string search = "CatalogueService/SearchProjects";
  const std::string p = "parent: 'programmes/p' ";
  return {
      {"a negative page size", list, p + "page_size: -1", INVALID_ARGUMENT,
       "page_size: -1 is negative"},
      {"a page token of somebody's making", list, p + "page_token: 'AAAA'",
       INVALID_ARGUMENT, "page_token: not one that a page of this list gave"},
      {"a page token of a list of another programme",
       list,
       "",
       INVALID_ARGUMENT,
       "page_token: given by a request with other arguments",
       {.text = TokenOfOtherArguments}},
      {"a page token of another list",
       list,
       "",
       INVALID_ARGUMENT,
       "page_token: given by a request with other arguments",
       {.text = TokenOfSectors}},
      {"a list of no programme", list, "parent: 'programmes/none'", NOT_FOUND,
       "programmes/none does not exist"},
      {"an unknown order", search, p + "order_by: 'beauty'", INVALID_ARGUMENT,
       "order_by: \"beauty\""},
      {"an unknown facet", search, p + "facets: 'colour'", INVALID_ARGUMENT,
       "facets[0]"},
      {"21 facets", search,
       p +
           [] {
             std::string facets;
             for (int i = 0; i < 21; ++i) facets += "facets: 'area' ";
             return facets;
           }(),
       INVALID_ARGUMENT, "facets: has 21 entries, at most 20"},
      {"a filter by an unknown area", search,
       p + "filter { areas: 'programmes/p/areas/none' }", INVALID_ARGUMENT,
       "filter.areas[0]: there is no area programmes/p/areas/none"},
      {"a filter by an unknown fund kind", search,
       p + "filter { fund_kinds: 'grant' fund_kinds: 'gold' }",
       INVALID_ARGUMENT,
       "filter.fund_kinds[1]: programmes/p has no fund kind gold"},
      {"a filter by a state that is none", search, p + "filter { states: 77 }",
       INVALID_ARGUMENT, "filter.states[0]: 77 is not a value of State"},
      {"a filter from more to less", search,
       p + "filter { least_open_fen: 2 most_open_fen: 1 }", INVALID_ARGUMENT,
       "filter.most_open_fen: 1 is less than least_open_fen 2"},
      {"a query of 201 characters", search,
       absl::StrCat(p, "query: '", std::string(201, 'x'), "'"),
       INVALID_ARGUMENT, "query: has 201 characters, at most 200"},
      {"the history of no collection", "CatalogueService/ListHistory",
       "name: 'programmes/p/castles/c1'", INVALID_ARGUMENT, "name: "},
  };
}

}  // namespace

std::vector<BadInput> BadCatalogueInputs() {
  std::vector<BadInput> all;
  for (auto part : {OfProgrammesAndPlaces, OfProjects, OfUpdates, OfLists}) {
    for (BadInput& input : part()) all.push_back(std::move(input));
  }
  return all;
}

}  // namespace duikou::e2e
