// The commands of every kind of resource: list, get, create, update, delete.
#include <string>

#include "clients/cli/testing/command_line_fixture.h"
#include "clients/cli/testing/fake_services.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;

class ResourceCommandsTest : public CommandLineFixture {};

TEST_F(ResourceCommandsTest, ListsArePagedToTheirEndAndShowNames) {
  fakes_.catalogue.projects.push_back(FromText<catalogue::v1::Project>(
      "name: 'programmes/hubei/projects/p-3' area: "
      "'programmes/hubei/areas/gone'"));
  EXPECT_EQ(Run({"project", "list"}), 0) << err_;
  EXPECT_EQ(out_,
            "编号  名称                      地区    行业  资金需求            "
            "                前期深度  状态\n"
            "p-1   屈原镇脐橙标准化示范基地  秭归县  柑橘  政策资金 "
            "5000万元、无偿援助 50万元  已批复    开放\n"
            "p-2   茶叶加工                  巴东县  柑橘                      "
            "                          草稿\n"
            "p-3                             gone\n");
}

TEST_F(ResourceCommandsTest, ListsCanBeInEnglish) {
  EXPECT_EQ(Run({"project", "list", "--language", "en", "--limit", "1"}), 0);
  EXPECT_EQ(out_,
            "Id   Title              Area   Sector  Fund needs              "
            "                     Readiness  State\n"
            "p-1  Navel orange base  Zigui  Citrus  Policy funds 50 m yuan, "
            "Grants 500,000 yuan  approved   open\n"
            "(there are more; --limit 0 shows all)\n");
}

TEST_F(ResourceCommandsTest, JsonIsOneDocumentWithTheProtosNames) {
  EXPECT_EQ(Run({"project", "get", "p-2", "--output", "json"}), 0);
  EXPECT_EQ(out_, R"({
 "name": "programmes/hubei/projects/p-2",
 "display_name": {
  "zh": "茶叶加工"
 },
 "area": "programmes/hubei/areas/422823",
 "sector": "programmes/hubei/sectors/citrus",
 "first_year": 2015,
 "last_year": 2018,
 "state": "STATE_DRAFT"
}
)");
}

TEST_F(ResourceCommandsTest, CsvHasWholeNamesAndFen) {
  EXPECT_EQ(Run({"project", "list", "--output", "csv"}), 0);
  EXPECT_EQ(
      out_,
      "name,display_name,area,sector,fund_needs,readiness,state\r\n"
      "programmes/hubei/projects/p-1,屈原镇脐橙标准化示范基地,"
      "programmes/hubei/areas/420527,programmes/hubei/sectors/citrus,"
      "\"[{\"\"fund_kind\"\":\"\"policy\"\",\"\"total_fen\"\":"
      "\"\"5000000000\"\",\"\"open_fen\"\":\"\"3000000000\"\"},"
      "{\"\"fund_kind\"\":\"\"grant\"\",\"\"total_fen\"\":"
      "\"\"50000000\"\"}]\",READINESS_APPROVED,STATE_OPEN\r\n"
      "programmes/hubei/projects/p-2,茶叶加工,programmes/hubei/areas/422823,"
      "programmes/hubei/sectors/citrus,,,STATE_DRAFT\r\n");
}

TEST_F(ResourceCommandsTest, CsvHasTitlesInTheLanguageThatIsAskedFor) {
  fakes_.catalogue.projects[1].mutable_display_name()->set_en("Tea works");
  EXPECT_EQ(Run({"project", "get", "p-2", "--output", "csv"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr(",茶叶加工,"));
  EXPECT_EQ(
      Run({"--language", "en", "project", "get", "p-2", "--output", "csv"}), 0)
      << err_;
  EXPECT_THAT(out_, HasSubstr(",Tea works,"));
}

TEST_F(ResourceCommandsTest, GetShowsEveryFieldThatIsSet) {
  columns_ = 60;
  EXPECT_EQ(Run({"project", "get", "p-1"}), 0);
  EXPECT_EQ(out_,
            "标识      programmes/hubei/projects/p-1\n"
            "名称      屈原镇脐橙标准化示范基地\n"
            "地区      秭归县 (420527)\n"
            "行业      柑橘 (citrus)\n"
            "资金需求  政策资金 总额 5000万元 待落实 3000万元\n"
            "          无偿援助 总额 50万元\n"
            "起始年    2014\n"
            "截止年    2016\n"
            "状态      开放\n"
            "前期深度  已批复\n"
            "项目条件  安稳致富示范点 新增就业 30\n"
            "其他需求  专家指导 数量 3\n"
            "联系人    张三 电话 0717-1\n"
            "版本标记  7\n");
}

TEST_F(ResourceCommandsTest, SeveralNamesAreFetchedAtOnce) {
  EXPECT_EQ(Run({"project", "get", "p-2", "p-1"}), 0);
  EXPECT_THAT(out_, MatchesRegex("编号[^\n]*\np-2[^\n]*\np-1[^\n]*\n"));
}

TEST_F(ResourceCommandsTest, CreateIsMadeOfOptions) {
  EXPECT_EQ(Run({"project",
                 "create",
                 "p-9",
                 "--display-name",
                 "脐橙",
                 "--area",
                 "420527",
                 "--sector",
                 "citrus",
                 "--fund-need",
                 "policy,5000万元,open=3000万元",
                 "--fund-need",
                 "grant=50万元",
                 "--first-year",
                 "2014",
                 "--shareable",
                 "--jobs",
                 "30",
                 "--all-or-nothing=false",
                 "--other-need",
                 "experts=3"}),
            0)
      << err_;
  EXPECT_EQ(out_,
            "已创建项目 p-9  脐橙\n"
            "草稿，支援方还看不到。发布：duikou project publish p-9\n");
  auto request = fakes_.catalogue.created;
  EXPECT_THAT(request.request_id(), Not(IsEmpty()));
  request.clear_request_id();
  EXPECT_EQ(request.ShortDebugString(),
            FromText<catalogue::v1::CreateProjectRequest>(R"(
        parent: "programmes/hubei"
        project_id: "p-9"
        project {
          display_name { zh: "脐橙" }
          area: "programmes/hubei/areas/420527"
          sector: "programmes/hubei/sectors/citrus"
          fund_needs { fund_kind: "policy" total_fen: 5000000000
                       open_fen: 3000000000 }
          fund_needs { fund_kind: "grant" total_fen: 50000000 }
          first_year: 2014 shareable: true
          standing { jobs: 30 }
          other_needs { kind: NEED_KIND_EXPERTS quantity: 3 }
        })")
                .ShortDebugString());
}

TEST_F(ResourceCommandsTest, CreateIsMadeOfAFileAndOptionsOverIt) {
  const std::string file = FileWith(
      "project.json",
      R"({"name": "programmes/x/projects/p-9", "village": "a", "area": "b"})");
  EXPECT_EQ(Run({"project", "create", "--file", file, "--village", "屈原镇",
                 "--validate-only"}),
            0)
      << err_;
  EXPECT_EQ(out_, "检查通过，未写入任何内容\n");
  const auto& request = fakes_.catalogue.created;
  EXPECT_EQ(request.project_id(), "p-9");
  EXPECT_EQ(request.project().village(), "屈原镇");
  EXPECT_EQ(request.project().area(), "b");
  EXPECT_TRUE(request.validate_only());
}

TEST_F(ResourceCommandsTest, StandardInputIsAFileToo) {
  EXPECT_EQ(Run({"project", "create", "p-9", "--file", "-"},
                R"({"village": "屈原镇"})"),
            0);
  EXPECT_EQ(fakes_.catalogue.created.project().village(), "屈原镇");
}

TEST_F(ResourceCommandsTest, UpdateChangesWhatIsGivenAndNothingElse) {
  EXPECT_EQ(Run({"project", "update", "p-1", "--display-name", "新名", "--set",
                 "standing.jobs=40", "--clear", "village", "--etag", "7"}),
            0)
      << err_;
  const auto& request = fakes_.catalogue.updated;
  EXPECT_THAT(request.update_mask().paths(),
              ElementsAre("display_name.zh", "standing.jobs", "village"));
  EXPECT_EQ(request.project().standing().jobs(), 40);
  EXPECT_EQ(request.project().etag(), "7");
  EXPECT_EQ(out_, "已更新项目 p-1  新名\n");
}

TEST_F(ResourceCommandsTest, UpdateByFileChangesTheFieldsOfTheFile) {
  const std::string file =
      FileWith("update.json",
               R"({"name": "programmes/hubei/projects/p-1", "shareable": false,
          "village": "", "state": "STATE_OPEN", "etag": "7"})");
  EXPECT_EQ(Run({"project", "update", "--file", file}), 0) << err_;
  EXPECT_THAT(fakes_.catalogue.updated.update_mask().paths(),
              ElementsAre("village", "shareable"));
  EXPECT_EQ(Run({"project", "update", "--file", file, "--replace"}), 0);
  EXPECT_THAT(fakes_.catalogue.updated.update_mask().paths(), ElementsAre("*"));
}

TEST_F(ResourceCommandsTest, DeleteAsksOnATerminal) {
  in_is_tty_ = true;
  EXPECT_EQ(Run({"project", "delete", "p-1"}, "n\n"), 0);
  EXPECT_EQ(err_, "删除项目 p-1？[y/N] 未删除\n");
  EXPECT_EQ(fakes_.catalogue.deleted.name(), "");
  EXPECT_EQ(Run({"project", "delete", "p-1"}, "y\n"), 0);
  EXPECT_EQ(out_, "已删除项目 p-1\n");
  EXPECT_EQ(Run({"project", "delete", "p-2", "--yes"}), 0);
  EXPECT_EQ(fakes_.catalogue.deleted.name(), "programmes/hubei/projects/p-2");
}

TEST_F(ResourceCommandsTest, DeleteNeedsAYesWhereNobodyCanBeAsked) {
  EXPECT_EQ(Run({"project", "delete", "p-1"}, "y\n"), 2);
  EXPECT_THAT(err_, HasSubstr("删除项目 p-1：没有终端可以确认，请加 --yes"));
  EXPECT_EQ(fakes_.catalogue.deleted.name(), "");
  EXPECT_EQ(Run({"--language", "en", "person", "delete", "li"}), 2);
  EXPECT_THAT(err_, HasSubstr("Delete person li: there is no terminal"));
  EXPECT_EQ(Run({"project", "delete", "p-1", "--validate-only"}), 0) << err_;
  EXPECT_EQ(Run({"project", "delete", "p-1", "-y"}), 0) << err_;
  EXPECT_EQ(fakes_.catalogue.deleted.name(), "programmes/hubei/projects/p-1");
}

TEST_F(ResourceCommandsTest, AProfileIsMadeOfPairs) {
  EXPECT_EQ(Run({"profile", "create", "hzau", "--strength", "citrus=90,tea=60",
                 "--giving", "grant,usual=50万元,means=500万元"}),
            0)
      << err_;
  const auto& profile = fakes_.profiles.created.capability_profile();
  EXPECT_EQ(profile.strengths_size(), 2);
  EXPECT_EQ(profile.givings(0).means_fen(), 500'000'000);
}

TEST_F(ResourceCommandsTest, ListRequestsHaveTheirOwnFilters) {
  EXPECT_EQ(Run({"unit", "list", "--kind", "university,enterprise", "--side",
                 "supporter"}),
            0);
  EXPECT_THAT(fakes_.profiles.listed.kinds(),
              ElementsAre(type::v1::UNIT_KIND_UNIVERSITY,
                          type::v1::UNIT_KIND_ENTERPRISE));
  EXPECT_EQ(out_,
            "没有单位。用 duikou unit create 添加，见 duikou unit create "
            "--help\n");
}

}  // namespace
}  // namespace duikou::cli
