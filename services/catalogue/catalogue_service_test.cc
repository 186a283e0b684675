// The catalogue's methods through a server, on each embedded store.
#include "services/catalogue/catalogue_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/catalogue/testing/catalogue_server.h"

namespace duikou {
namespace {

using catalogue::v1::Project;
using catalogue::v1::SearchProjectsResponse;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using Stub = CatalogueServer::Stub;

constexpr char kProject[] =
    "project { display_name { zh: '有机茶园' } "
    "area: 'programmes/hubei/areas/zigui' "
    "sector: 'programmes/hubei/sectors/tea' "
    "fund_needs { fund_kind: 'policy' total_fen: 500 } "
    "first_year: 2014 last_year: 2016 }";

class CatalogueServiceTest : public ::testing::TestWithParam<const char*> {
 protected:
  CatalogueServiceTest() : server_(GetParam()) {
    Ok(server_.Call(&Stub::CreateProgramme, R"(
      programme_id: "hubei"
      programme { display_name { zh: "湖北" } first_year: 2014 last_year: 2020
        fund_kinds { id: "policy" display_name { zh: "政策资金" } }
        fund_kinds { id: "grant" display_name { zh: "无偿援助" } } })"));
    Ok(server_.Call(&Stub::BatchCreateAreas, R"(
      parent: "programmes/hubei"
      requests { parent: "programmes/hubei" area_id: "zigui"
        area { display_name { zh: "秭归县" } kind: KIND_COUNTY code: "420527"
               parent_area: "programmes/hubei/areas/yichang"
               group: "programmes/hubei/areas/reservoir" } }
      requests { parent: "programmes/hubei" area_id: "yichang"
        area { display_name { zh: "宜昌市" } kind: KIND_PREFECTURE } }
      requests { parent: "programmes/hubei" area_id: "reservoir"
        area { display_name { zh: "三峡库区" } kind: KIND_GROUP } })"));
    Ok(server_.Call(&Stub::BatchCreateSectors, R"(
      parent: "programmes/hubei"
      requests { parent: "programmes/hubei" sector_id: "tea"
        sector { display_name { zh: "茶业" }
                 parent_sector: "programmes/hubei/sectors/industry" } }
      requests { parent: "programmes/hubei" sector_id: "industry"
        sector { display_name { zh: "优势产业" } } })"));
  }

  template <typename T>
  static T Ok(absl::StatusOr<T> result) {
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? *std::move(result) : T();
  }
  template <typename T>
  static std::string Error(const absl::StatusOr<T>& result) {
    return result.status().ToString();
  }

  Project CreateProject(const std::string& id,
                        const std::string& text = kProject) {
    return Ok(
        server_.Call(&Stub::CreateProject,
                     absl::StrCat("parent: 'programmes/hubei' project_id: '",
                                  id, "' ", text)));
  }
  std::string UpdateArea(const std::string& area) {
    return Error(
        server_.Call(&Stub::UpdateArea, absl::StrCat("area { ", area, " }")));
  }
  SearchProjectsResponse Search(const std::string& text) {
    return Ok(server_.Call(&Stub::SearchProjects,
                           "parent: 'programmes/hubei' " + text));
  }

  CatalogueServer server_;
};

TEST_P(CatalogueServiceTest, ANewProjectIsADraft) {
  Project project = CreateProject("p-1");
  EXPECT_EQ(project.name(), "programmes/hubei/projects/p-1");
  EXPECT_EQ(project.state(), Project::STATE_DRAFT);
  EXPECT_FALSE(project.has_publish_time());
  EXPECT_FALSE(project.etag().empty());
}

TEST_P(CatalogueServiceTest, ATakenIdIsRefusedAndARepetitionIsNot) {
  std::string request = absl::StrCat(
      "parent: 'programmes/hubei' project_id: 'p-1' request_id: 'r' ",
      kProject);
  Project first = Ok(server_.Call(&Stub::CreateProject, request));
  Project again = Ok(server_.Call(&Stub::CreateProject, request));
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  EXPECT_THAT(Error(server_.Call(
                  &Stub::CreateProject,
                  absl::StrCat("parent: 'programmes/hubei' project_id: 'p-1' ",
                               kProject))),
              HasSubstr("ALREADY_EXISTS"));
}

TEST_P(CatalogueServiceTest, IssuesAreListedPagedAndCounted) {
  CreateProject("p-1");
  CreateProject("p-2");
  const auto list = [this](const std::string& more) {
    return server_.Call(&Stub::ListProjectIssues,
                        "parent: 'programmes/hubei' " + more);
  };
  catalogue::v1::ListProjectIssuesResponse all = Ok(list(""));
  ASSERT_EQ(all.issues_size(), 4);
  EXPECT_EQ(all.issues(0).project(), "programmes/hubei/projects/p-1");
  EXPECT_EQ(all.issues(0).kind(), catalogue::v1::ProjectIssue::KIND_INCOMPLETE);
  EXPECT_THAT(all.issues(0).fields(),
              ElementsAre("description", "recipient", "readiness",
                          "responsible_leader", "contact"));
  EXPECT_EQ(all.issues(3).duplicate_of(), "programmes/hubei/projects/p-1");
  ASSERT_EQ(all.counts_size(), 4);
  EXPECT_EQ(all.counts(1).count(), 2);
  EXPECT_EQ(all.counts(2).count(), 2);
  EXPECT_EQ(Ok(list("kinds: KIND_DUPLICATE")).issues_size(), 2);
  catalogue::v1::ListProjectIssuesResponse page = Ok(list("page_size: 3"));
  ASSERT_EQ(page.issues_size(), 3);
  page = Ok(list(
      absl::StrCat("page_size: 3 page_token: '", page.next_page_token(), "'")));
  ASSERT_EQ(page.issues_size(), 1);
  EXPECT_EQ(page.issues(0).SerializeAsString(),
            all.issues(3).SerializeAsString());
  EXPECT_EQ(page.next_page_token(), "");
}

TEST_P(CatalogueServiceTest, IssuesOfWhatIsNotThereAreRefused) {
  const auto error = [this](const std::string& text) {
    return Error(server_.Call(&Stub::ListProjectIssues, text));
  };
  EXPECT_THAT(error("parent: 'programmes/none'"), HasSubstr("NOT_FOUND"));
  EXPECT_THAT(error("parent: 'programmes/hubei' "
                    "recipient: 'programmes/hubei/units/none'"),
              HasSubstr("INVALID_ARGUMENT: recipient: there is no unit"));
  EXPECT_THAT(error("parent: 'programmes/hubei' stale_days: -1"),
              HasSubstr("INVALID_ARGUMENT: stale_days"));
  EXPECT_THAT(error("parent: 'programmes/hubei' kinds: 77"),
              HasSubstr("INVALID_ARGUMENT: kinds[0]"));
  EXPECT_THAT(error("parent: 'programmes/hubei' kinds: KIND_UNSPECIFIED"),
              HasSubstr("INVALID_ARGUMENT: kinds[0]"));
  EXPECT_THAT(error("parent: 'programmes/hubei' page_token: 'made up'"),
              HasSubstr("INVALID_ARGUMENT: page_token"));
}

TEST_P(CatalogueServiceTest, StatesMoveAndTheirTimeIsKept) {
  CreateProject("p-1");
  Project open = Ok(server_.Call(&Stub::PublishProject,
                                 "name: 'programmes/hubei/projects/p-1'"));
  EXPECT_EQ(open.state(), Project::STATE_OPEN);
  EXPECT_EQ(open.publish_time().seconds(), 1'400'000'000);
  EXPECT_THAT(Error(server_.Call(&Stub::PublishProject,
                                 "name: 'programmes/hubei/projects/p-1'")),
              HasSubstr("FAILED_PRECONDITION: programmes/hubei/projects/p-1: "
                        "state is OPEN, which cannot become OPEN"));
  EXPECT_EQ(Ok(server_.Call(&Stub::CompleteProject,
                            "name: 'programmes/hubei/projects/p-1'"))
                .state(),
            Project::STATE_COMPLETED);
  EXPECT_THAT(Error(server_.Call(&Stub::WithdrawProject,
                                 "name: 'programmes/hubei/projects/p-1'")),
              HasSubstr("state is COMPLETED"));
}

TEST_P(CatalogueServiceTest, AProjectThatNeedsNothingIsNotOpened) {
  CreateProject("p-1",
                "project { display_name { zh: '空' } "
                "area: 'programmes/hubei/areas/zigui' "
                "sector: 'programmes/hubei/sectors/tea' "
                "first_year: 2014 last_year: 2014 }");
  EXPECT_THAT(Error(server_.Call(&Stub::PublishProject,
                                 "name: 'programmes/hubei/projects/p-1'")),
              HasSubstr("FAILED_PRECONDITION"));
  CreateProject("p-2");
  Ok(server_.Call(&Stub::PublishProject,
                  "name: 'programmes/hubei/projects/p-2'"));
  // Nor may an open one come to need nothing.
  EXPECT_THAT(
      Error(server_.Call(&Stub::UpdateProject,
                         "project { name: 'programmes/hubei/projects/p-2' } "
                         "update_mask { paths: 'fund_needs' }")),
      HasSubstr("INVALID_ARGUMENT: project.fund_needs"));
}

TEST_P(CatalogueServiceTest, StateIsNotChangedByUpdate) {
  CreateProject("p-1");
  EXPECT_THAT(
      Error(server_.Call(&Stub::UpdateProject,
                         "project { name: 'programmes/hubei/projects/p-1' "
                         "state: STATE_OPEN } update_mask { paths: 'state' }")),
      HasSubstr("INVALID_ARGUMENT: update_mask"));
}

struct BadProject {
  const char* change;  // merged over a good project
  const char* error;
};

TEST_P(CatalogueServiceTest, BadProjectsAreRefusedNamingTheField) {
  const BadProject kCases[] = {
      {"area: 'programmes/hubei/areas/nowhere'", "project.area: "},
      {"area: 'programmes/henan/areas/zigui'", "project.area: "},
      {"area: 'zigui'", "project.area: "},
      {"sector: 'programmes/hubei/sectors/none'", "project.sector: "},
      {"recipient: 'programmes/hubei/units/none'", "project.recipient: "},
      {"first_year: 2013", "project.first_year: 2013 is outside"},
      {"last_year: 2021", "project.last_year: 2021 is outside"},
      {"last_year: 9999", "project.last_year: 9999 is above"},
      {"first_year: 2016 last_year: 2015", "project.last_year: 2015 is before"},
      {"fund_needs { fund_kind: 'loan' total_fen: 5 }",
       "project.fund_needs[1].fund_kind: \"loan\""},
      {"fund_needs { fund_kind: 'policy' total_fen: 5 }", "fund_kind"},
      {"fund_needs { fund_kind: 'grant' total_fen: -5 }",
       "project.fund_needs[1].total_fen: -5 is below"},
      {"fund_needs { fund_kind: 'grant' total_fen: 9000000000000001 }",
       "project.fund_needs[1].total_fen: "},
      {"fund_needs { fund_kind: 'grant' total_fen: 5 open_fen: 6 }",
       "project.fund_needs[1].open_fen: 6 is more"},
      {"fund_needs { fund_kind: 'grant' total_fen: 5 least_share_fen: 6 }",
       "project.fund_needs[1].least_share_fen: 6 is more"},
      {"fund_needs { fund_kind: 'grant' total_fen: 9000000000000000 }",
       "project.fund_needs: all kinds together"},
      {"standing { people_helped: -1 }", "project.standing.people_helped: "},
      {"other_needs { quantity: 3 }", "project.other_needs[0].kind: "},
  };
  for (const BadProject& c : kCases) {
    auto request = ParseText<catalogue::v1::CreateProjectRequest>(
        absl::StrCat("parent: 'programmes/hubei' ", kProject));
    request.mutable_project()->MergeFrom(ParseText<Project>(c.change));
    std::string error = Error(server_.Call(&Stub::CreateProject, request));
    EXPECT_THAT(error, HasSubstr("INVALID_ARGUMENT")) << c.change;
    EXPECT_THAT(error, HasSubstr(c.error)) << c.change;
  }
}

TEST_P(CatalogueServiceTest, AreasStayWithoutCyclesAndCodesUnique) {
  EXPECT_THAT(UpdateArea("name: 'programmes/hubei/areas/yichang' "
                         "parent_area: 'programmes/hubei/areas/zigui'"),
              HasSubstr("areas in a cycle: programmes/hubei/areas/yichang → "
                        "programmes/hubei/areas/zigui → "
                        "programmes/hubei/areas/yichang"));
  EXPECT_THAT(UpdateArea("name: 'programmes/hubei/areas/yichang' "
                         "code: '420527'"),
              HasSubstr("is the code of programmes/hubei/areas/zigui"));
  EXPECT_THAT(UpdateArea("name: 'programmes/hubei/areas/yichang' "
                         "group: 'programmes/hubei/areas/zigui'"),
              HasSubstr("area.group: "));
  EXPECT_EQ(UpdateArea("name: 'programmes/hubei/areas/zigui' code: '420527'"),
            "OK");
}

TEST_P(CatalogueServiceTest, SectorsHaveTwoLevels) {
  EXPECT_THAT(
      Error(server_.Call(
          &Stub::CreateSector,
          "parent: 'programmes/hubei' sector { display_name { zh: '绿茶' } "
          "parent_sector: 'programmes/hubei/sectors/tea' }")),
      HasSubstr("INVALID_ARGUMENT: sector.parent_sector: "));
}

TEST_P(CatalogueServiceTest, WhatAnAgreementIsAboutIsNotDeleted) {
  CreateProject("p-1");
  progress::v1::Agreement agreement;
  agreement.set_project("programmes/hubei/projects/p-1");
  agreement.add_placements()->set_area("programmes/hubei/areas/yichang");
  CommitRequest agreed{.partition = "hubei"};
  agreed.mutations.push_back(Mutation::Put("agreements", "a-1",
                                           agreement.SerializeAsString(),
                                           Expectation::Absent()));
  ASSERT_TRUE(server_.store().Commit(agreed).ok());
  EXPECT_THAT(Error(server_.Call(&Stub::DeleteProject,
                                 "name: 'programmes/hubei/projects/p-1'")),
              HasSubstr("programmes/hubei/agreements/a-1 refers to it in "
                        "project"));
}

TEST_P(CatalogueServiceTest, WhatIsReferredToIsNotDeleted) {
  CreateProject("p-1");
  EXPECT_THAT(Error(server_.Call(&Stub::DeleteArea,
                                 "name: 'programmes/hubei/areas/zigui'")),
              HasSubstr("programmes/hubei/projects/p-1 refers to it in area"));
  EXPECT_THAT(Error(server_.Call(&Stub::DeleteArea,
                                 "name: 'programmes/hubei/areas/reservoir'")),
              HasSubstr("programmes/hubei/areas/zigui refers to it in group"));
  EXPECT_THAT(Error(server_.Call(&Stub::DeleteSector,
                                 "name: 'programmes/hubei/sectors/industry'")),
              HasSubstr("FAILED_PRECONDITION"));
  EXPECT_THAT(
      Error(server_.Call(&Stub::DeleteProgramme, "name: 'programmes/hubei'")),
      HasSubstr("FAILED_PRECONDITION: programmes/hubei: still has areas"));
  Ok(server_.Call(&Stub::DeleteProject,
                  "name: 'programmes/hubei/projects/p-1'"));
  Ok(server_.Call(&Stub::DeleteArea, "name: 'programmes/hubei/areas/zigui'"));
}

TEST_P(CatalogueServiceTest, AProgrammeKeepsWhatProjectsUse) {
  CreateProject("p-1");
  auto update = [this](const std::string& programme, const std::string& path) {
    return Error(server_.Call(
        &Stub::UpdateProgramme,
        absl::StrCat("programme { name: 'programmes/hubei' ", programme,
                     " } update_mask { paths: '", path, "' }")));
  };
  const std::string kGrant =
      "fund_kinds { id: 'grant' display_name { zh: '无偿援助' } } ";
  EXPECT_THAT(update(kGrant, "fund_kinds"),
              HasSubstr("FAILED_PRECONDITION: programmes/hubei/projects/p-1."
                        "fund_needs[0].fund_kind: \"policy\" is no fund kind"));
  EXPECT_THAT(update("last_year: 2015", "last_year"),
              HasSubstr("FAILED_PRECONDITION"));
  EXPECT_EQ(update("last_year: 2016", "last_year"), "OK");
  EXPECT_EQ(update("fund_kinds { id: 'policy' display_name { zh: '政策' } }",
                   "fund_kinds"),
            "OK");
}

TEST_P(CatalogueServiceTest, SearchSeesWhatWasJustWritten) {
  for (int i = 0; i < 20; ++i) {
    CreateProject(absl::StrCat("p-", i));
    EXPECT_EQ(Search("query: '茶园 秭归'").total_size(), i + 1);
  }
  EXPECT_EQ(UpdateArea("name: 'programmes/hubei/areas/yichang' "
                       "display_name { zh: '夷陵' }"),
            "OK");
  EXPECT_EQ(Search("query: '夷陵'").total_size(), 20);
  EXPECT_EQ(Search("query: '夷陵'").projects(0).etag(),
            Ok(server_.Call(&Stub::GetProject,
                            "name: 'programmes/hubei/projects/p-0'"))
                .etag());
}

TEST_P(CatalogueServiceTest, SearchPagesWithTokensOfTheSameRequest) {
  for (int i = 0; i < 5; ++i) CreateProject(absl::StrCat("p-", i));
  std::vector<std::string> names;
  std::string token;
  do {
    SearchProjectsResponse page = Search(absl::StrCat(
        "order_by: 'name desc' page_size: 2 page_token: '", token, "'"));
    EXPECT_EQ(page.total_size(), 5);
    for (const Project& project : page.projects()) {
      names.push_back(project.name().substr(26));
    }
    token = page.next_page_token();
    if (!token.empty()) {
      EXPECT_THAT(
          Error(server_.Call(&Stub::SearchProjects,
                             absl::StrCat("parent: 'programmes/hubei' "
                                          "order_by: 'name' page_token: '",
                                          token, "'"))),
          HasSubstr("INVALID_ARGUMENT: page_token"));
    }
  } while (!token.empty());
  EXPECT_THAT(names, ElementsAre("p-4", "p-3", "p-2", "p-1", "p-0"));
}

TEST_P(CatalogueServiceTest, SearchOfAnUnknownProgrammeIsNotFound) {
  EXPECT_THAT(
      Error(server_.Call(&Stub::SearchProjects, "parent: 'programmes/none'")),
      HasSubstr("NOT_FOUND"));
}

TEST_P(CatalogueServiceTest, HistoryTellsEveryWriteFieldByField) {
  CreateProject("p-1");
  server_.clock().Advance(absl::Hours(1));
  Ok(server_.Call(&Stub::UpdateProject,
                  "project { name: 'programmes/hubei/projects/p-1' "
                  "village: '茅坪镇' fund_needs { fund_kind: 'policy' "
                  "total_fen: 600 } } update_mask { paths: 'village' "
                  "paths: 'fund_needs' }"));
  Ok(server_.Call(&Stub::DeleteProject,
                  "name: 'programmes/hubei/projects/p-1'"));
  auto history =
      Ok(server_.Call(&Stub::ListHistory,
                      "name: 'programmes/hubei/projects/p-1' page_size: 2"));
  ASSERT_EQ(history.entries_size(), 2);
  EXPECT_EQ(history.entries(0).action(),
            type::v1::HistoryEntry::ACTION_DELETED);
  EXPECT_FALSE(history.entries(0).changes().empty());
  const auto& update = history.entries(1);
  EXPECT_EQ(update.action(), type::v1::HistoryEntry::ACTION_UPDATED);
  EXPECT_EQ(update.time().seconds(), 1'400'003'600);
  EXPECT_EQ(update.method(),
            "duikou.catalogue.v1.CatalogueService/UpdateProject");
  ASSERT_EQ(update.changes_size(), 2);
  EXPECT_EQ(update.changes(0).path(), "village");
  EXPECT_EQ(update.changes(0).before(), "");
  EXPECT_EQ(update.changes(0).after(), "茅坪镇");
  EXPECT_EQ(update.changes(1).path(), "fund_needs[0].total_fen");
  EXPECT_EQ(update.changes(1).before(), "500");
  EXPECT_EQ(update.changes(1).after(), "600");

  auto rest = Ok(server_.Call(
      &Stub::ListHistory,
      absl::StrCat("name: 'programmes/hubei/projects/p-1' page_size: 2 "
                   "page_token: '",
                   history.next_page_token(), "'")));
  ASSERT_EQ(rest.entries_size(), 1);
  EXPECT_EQ(rest.entries(0).action(), type::v1::HistoryEntry::ACTION_CREATED);
  EXPECT_THAT(rest.next_page_token(), IsEmpty());
}

TEST_P(CatalogueServiceTest, HistoryIsThereForAllResources) {
  for (const char* name : {"programmes/hubei", "programmes/hubei/areas/zigui",
                           "programmes/hubei/sectors/tea"}) {
    auto history = Ok(
        server_.Call(&Stub::ListHistory, absl::StrCat("name: '", name, "'")));
    EXPECT_EQ(history.entries_size(), 1) << name;
  }
  EXPECT_THAT(Error(server_.Call(&Stub::ListHistory,
                                 "name: 'programmes/hubei/areas/none'")),
              HasSubstr("NOT_FOUND"));
  EXPECT_THAT(Error(server_.Call(&Stub::ListHistory,
                                 "name: 'programmes/hubei/units/u'")),
              HasSubstr("INVALID_ARGUMENT: name"));
}

INSTANTIATE_TEST_SUITE_P(Stores, CatalogueServiceTest,
                         ::testing::Values("memory", "sqlite"),
                         [](const auto& info) {
                           return std::string(info.param);
                         });

}  // namespace
}  // namespace duikou
