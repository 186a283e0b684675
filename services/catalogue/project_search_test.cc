#include "services/catalogue/project_search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "google/protobuf/text_format.h"
#include "services/catalogue/testing/search_records.h"
#include "services/rpc/etag.h"

namespace duikou {
namespace {

using catalogue::v1::Area;
using catalogue::v1::Project;
using catalogue::v1::SearchProjectsRequest;
using catalogue::v1::SearchProjectsResponse;
using catalogue::v1::Sector;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

SearchProjectsRequest Request(const std::string& text) {
  SearchProjectsRequest request;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request))
      << text;
  return request;
}

std::vector<std::string> IdsOf(const SearchProjectsResponse& response) {
  std::vector<std::string> ids;
  for (const Project& project : response.projects()) {
    ids.push_back(project.name().substr(project.name().rfind('/') + 1));
  }
  return ids;
}

class ProjectSearchTest : public ::testing::Test {
 protected:
  ProjectSearchTest() : search_("hubei") {
    Apply({AreaChange("reservoir",
                      "kind: KIND_GROUP "
                      "display_name { zh: '三峡库区' }"),
           AreaChange("yichang",
                      "kind: KIND_PREFECTURE "
                      "display_name { zh: '宜昌市' en: 'Yichang' }"),
           AreaChange("zigui",
                      "kind: KIND_COUNTY code: '420527' "
                      "display_name { zh: '秭归县' en: 'Zigui' } "
                      "parent_area: 'programmes/hubei/areas/yichang' "
                      "group: 'programmes/hubei/areas/reservoir'"),
           AreaChange("badong",
                      "kind: KIND_COUNTY "
                      "display_name { zh: '巴东县' } "
                      "group: 'programmes/hubei/areas/reservoir'"),
           SectorChange("industry", "display_name { zh: '优势产业' }"),
           SectorChange("tea",
                        "display_name { zh: '茶业' } parent_sector: "
                        "'programmes/hubei/sectors/industry'"),
           SectorChange("roads", "display_name { zh: '农村公路' }")});
    Apply({ProjectChange("p-1", R"(
             display_name { zh: '有机茶园' en: 'Organic tea garden' }
             area: 'programmes/hubei/areas/zigui' village: '茅坪镇'
             sector: 'programmes/hubei/sectors/tea'
             recipient: 'programmes/hubei/units/zigui-office'
             fund_needs { fund_kind: 'policy' total_fen: 500 }
             fund_needs { fund_kind: 'grant' total_fen: 300 open_fen: 0 }
             first_year: 2014 last_year: 2016 state: STATE_OPEN
             readiness: READINESS_APPROVED shareable: true
             standing { people_helped: 1200 demonstration_site: true })"),
           ProjectChange("p-2", R"(
             display_name { zh: '通村公路' }
             description { zh: '硬化茶园道路12公里' }
             area: 'programmes/hubei/areas/badong'
             sector: 'programmes/hubei/sectors/roads'
             fund_needs { fund_kind: 'grant' total_fen: 900 open_fen: 400 }
             other_needs { kind: NEED_KIND_PLANNING }
             first_year: 2015 last_year: 2015 state: STATE_DRAFT
             contact { display_name: '王芳' phone: '0718-4222333' })")});
  }

  void Apply(const std::vector<Change>& changes) { search_.Apply(changes, 1); }
  SearchProjectsResponse Search(const std::string& text) {
    auto page = search_.Search(Request(text), 1000, "");
    EXPECT_TRUE(page.ok()) << text << ": " << page.status();
    return page.ok() ? page->response : SearchProjectsResponse();
  }
  std::vector<std::string> Ids(const std::string& text) {
    return IdsOf(Search(text));
  }

  ProjectSearch search_;
};

TEST_F(ProjectSearchTest, EveryTextOfAProjectIsFound) {
  for (const char* query :
       {"有机", "organic", "茅坪", "茅", "秭归", "zigui", "420527", "宜昌",
        "茶业", "优势产业", "p-1", "zigui-office"}) {
    EXPECT_THAT(Ids(absl::StrCat("query: '", query, "'")), ElementsAre("p-1"))
        << query;
  }
  for (const char* query : {"王芳", "0718-4222333", "12公里"}) {
    EXPECT_THAT(Ids(absl::StrCat("query: '", query, "'")), ElementsAre("p-2"))
        << query;
  }
}

TEST_F(ProjectSearchTest, AnEmptyQueryFindsAllByName) {
  SearchProjectsResponse response = Search("");
  EXPECT_THAT(IdsOf(response), ElementsAre("p-1", "p-2"));
  EXPECT_EQ(response.total_size(), 2);
  EXPECT_EQ(response.open_fen().at("policy"), 500);
  EXPECT_EQ(response.open_fen().at("grant"), 400);
}

TEST_F(ProjectSearchTest, TheTitleWeighsMoreThanTheDescription) {
  EXPECT_THAT(Ids("query: '茶园'"), ElementsAre("p-1", "p-2"));
  EXPECT_THAT(Ids("query: '茶园' order_by: 'relevance desc'"),
              ElementsAre("p-2", "p-1"));
  EXPECT_THAT(Ids("query: '茶园' order_by: 'name desc'"),
              ElementsAre("p-2", "p-1"));
}

TEST_F(ProjectSearchTest, ARenamedAreaIsFoundByItsNewNameAtOnce) {
  Apply({AreaChange("reservoir",
                    "kind: KIND_GROUP "
                    "display_name { zh: '峡江腹地' }")});
  EXPECT_THAT(Ids("query: '峡江'"), ElementsAre("p-1", "p-2"));
  EXPECT_THAT(Ids("query: '三峡库区'"), IsEmpty());
}

TEST_F(ProjectSearchTest, AnAreaThatMovesTakesItsProjectsAlong) {
  Apply({AreaChange("zigui",
                    "kind: KIND_COUNTY "
                    "display_name { zh: '秭归县' }")});
  EXPECT_THAT(Ids("query: '宜昌'"), IsEmpty());
  EXPECT_THAT(Ids("filter { areas: 'programmes/hubei/areas/yichang' }"),
              IsEmpty());
}

TEST_F(ProjectSearchTest, ARenamedSectorAndRecipientAreFoundAtOnce) {
  Apply({SectorChange("tea", "display_name { zh: '饮品' }"),
         UnitChange("zigui-office", "display_name { zh: '移民服务中心' }")});
  EXPECT_THAT(Ids("query: '饮品 移民服务'"), ElementsAre("p-1"));
  EXPECT_THAT(Ids("query: '茶业'"), IsEmpty());
}

TEST_F(ProjectSearchTest, DeletedProjectsAreGone) {
  Change gone{.collection = "projects", .id = "p-1", .deleted = true};
  Apply({gone});
  EXPECT_THAT(Ids(""), ElementsAre("p-2"));
  EXPECT_THAT(Ids("query: '有机'"), IsEmpty());
  Apply({gone});
  EXPECT_EQ(search_.size(), 1);
}

TEST_F(ProjectSearchTest, LoadForgetsWhatWasThere) {
  Change change = ProjectChange("p-9", "display_name { zh: '水厂' }");
  search_.Load({{"projects", "p-9", change.value, 7}}, 7);
  EXPECT_THAT(Ids(""), ElementsAre("p-9"));
  EXPECT_THAT(Ids("query: '水厂'"), ElementsAre("p-9"));
  EXPECT_THAT(Ids("query: '有机'"), IsEmpty());
}

TEST_F(ProjectSearchTest, GroupsAndParentsIncludeWhatIsInThem) {
  EXPECT_THAT(Ids("filter { areas: 'programmes/hubei/areas/reservoir' }"),
              ElementsAre("p-1", "p-2"));
  EXPECT_THAT(Ids("filter { areas: 'programmes/hubei/areas/yichang' }"),
              ElementsAre("p-1"));
  EXPECT_THAT(Ids("filter { sectors: 'programmes/hubei/sectors/industry' }"),
              ElementsAre("p-1"));
}

TEST_F(ProjectSearchTest, FundKindsCountOnlyWhereSomeIsOpen) {
  EXPECT_THAT(Ids("filter { fund_kinds: 'grant' }"), ElementsAre("p-2"));
  EXPECT_THAT(Ids("filter { fund_kinds: 'policy' least_open_fen: 500 }"),
              ElementsAre("p-1"));
  EXPECT_THAT(Ids("filter { fund_kinds: 'policy' least_open_fen: 501 }"),
              IsEmpty());
  EXPECT_THAT(Ids("filter { most_open_fen: 400 }"), ElementsAre("p-2"));
}

TEST_F(ProjectSearchTest, BooleansFilterBothWays) {
  EXPECT_THAT(Ids("filter { shareable: true }"), ElementsAre("p-1"));
  EXPECT_THAT(Ids("filter { shareable: false }"), ElementsAre("p-2"));
}

TEST_F(ProjectSearchTest, NoReadinessCountsAsAnIdea) {
  EXPECT_THAT(Ids("filter { least_readiness: READINESS_IDEA }"),
              ElementsAre("p-1", "p-2"));
  EXPECT_THAT(Ids("filter { least_readiness: READINESS_PROPOSAL }"),
              ElementsAre("p-1"));
}

TEST_F(ProjectSearchTest, AFacetLeavesItsOwnFilterOut) {
  SearchProjectsResponse response = Search(
      "filter { sectors: 'programmes/hubei/sectors/tea' } "
      "facets: 'sector' facets: 'area' facets: 'group'");
  EXPECT_EQ(response.total_size(), 1);
  ASSERT_EQ(response.facets_size(), 3);
  ASSERT_EQ(response.facets(0).counts_size(), 2);
  EXPECT_EQ(response.facets(0).counts(0).value(),
            "programmes/hubei/sectors/roads");
  EXPECT_EQ(response.facets(0).counts(1).display_name().zh(), "茶业");
  ASSERT_EQ(response.facets(1).counts_size(), 1);
  EXPECT_EQ(response.facets(1).counts(0).display_name().zh(), "秭归县");
  ASSERT_EQ(response.facets(2).counts_size(), 1);
  EXPECT_EQ(response.facets(2).counts(0).display_name().zh(), "三峡库区");
}

TEST_F(ProjectSearchTest, TitlesAreOrderedByPinyin) {
  Apply({ProjectChange("p-3", "display_name { zh: '安全饮水' }")});
  EXPECT_THAT(Ids("order_by: 'display_name'"),
              ElementsAre("p-3", "p-2", "p-1"));
}

TEST_F(ProjectSearchTest, SumsBeyondTheLargestNumberStayThere) {
  std::vector<Change> changes;
  for (int i = 0; i < 1100; ++i) {
    changes.push_back(ProjectChange(
        absl::StrCat("big-", i),
        "fund_needs { fund_kind: 'policy' total_fen: 9000000000000000 }"));
  }
  Apply(changes);
  EXPECT_EQ(Search("").open_fen().at("policy"), INT64_MAX);
}

TEST_F(ProjectSearchTest, WhatIsUnknownIsNamed) {
  auto error = [this](const std::string& text) {
    absl::Status status = search_.Search(Request(text), 10, "").status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << text;
    return std::string(status.message());
  };
  EXPECT_THAT(error("order_by: 'price'"), HasSubstr("order_by"));
  EXPECT_THAT(error("order_by: ' desc'"), HasSubstr("order_by"));
  EXPECT_THAT(error("facets: 'area' facets: 'colour'"), HasSubstr("facets[1]"));
  EXPECT_THAT(error("facets: 'area' facets: 'area'"), HasSubstr("facets[1]"));
  EXPECT_THAT(error("filter { areas: 'programmes/hubei/areas/x' }"),
              HasSubstr("filter.areas[0]"));
  EXPECT_THAT(error("filter { sectors: 'programmes/hubei/sectors/x' }"),
              HasSubstr("filter.sectors[0]"));
  EXPECT_EQ(search_.Search({}, 10, "rubbish").status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(ProjectSearchTest, ARecordThatCannotBeReadIsDataLoss) {
  Change good = ProjectChange("p-1", "display_name { zh: '水厂' }");
  search_.Apply({{.collection = "projects", .id = "p-1", .value = "\xff"}}, 2);
  EXPECT_EQ(search_.Search({}, 10, "").status().code(),
            absl::StatusCode::kDataLoss);
  // Loading anew heals it.
  search_.Load({{"projects", "p-1", good.value, 3}}, 3);
  EXPECT_THAT(Ids("query: '水厂'"), ElementsAre("p-1"));
}

TEST_F(ProjectSearchTest, EtagsAreThoseOfTheStore) {
  Change change = ProjectChange("p-1", "display_name { zh: '水厂' }");
  change.revision = 42;
  Apply({change});
  EXPECT_EQ(Search("query: '水厂'").projects(0).etag(), EtagOf(42));
}

// Run under ThreadSanitizer, this shows that searches and updates keep apart.
TEST_F(ProjectSearchTest, SearchesAndUpdatesRunAtOnce) {
  std::thread writer([this] {
    for (int i = 0; i < 200; ++i) {
      Apply({ProjectChange(absl::StrCat("w-", i % 20),
                           absl::StrCat("display_name { zh: '茶园", i, "' }")),
             AreaChange("zigui",
                        absl::StrCat("display_name { zh: '秭归", i, "' }"))});
    }
  });
  std::vector<std::thread> readers;
  for (int r = 0; r < 2; ++r) {
    readers.emplace_back([this] {
      for (int i = 0; i < 200; ++i) {
        SearchProjectsResponse response =
            Search("query: '茶园' facets: 'area'");
        EXPECT_GE(response.total_size(), 2);
        EXPECT_EQ(response.projects_size(), response.total_size());
      }
    });
  }
  writer.join();
  for (std::thread& reader : readers) reader.join();
}

}  // namespace
}  // namespace duikou
