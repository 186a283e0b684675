#include "clients/cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "clients/cli/testing/fake_services.h"

namespace duikou::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::MatchesRegex;
using ::testing::Not;

// Runs commands against the fakes and keeps what they print.
class CommandLineTest : public testing::Test {
 protected:
  CommandLineTest() {
    setenv("TZ", "UTC", 1);
    state_ = testing::TempDir() + "/command_line_state";
    std::filesystem::remove_all(state_);
    environment_ = {{"XDG_STATE_HOME", state_},
                    {"DUIKOU_SERVER", fakes_.address()}};
  }

  int Run(const std::vector<std::string>& arguments,
          const std::string& typed = "") {
    std::istringstream in(typed);
    std::ostringstream out;
    std::ostringstream err;
    Terminal terminal = {.in = in, .out = out, .err = err};
    terminal.in_is_tty = in_is_tty_;
    terminal.out_is_tty = out_is_tty_;
    terminal.columns = columns_;
    terminal.variable = [this](const std::string& name) {
      const auto found = environment_.find(name);
      return found == environment_.end() ? "" : found->second;
    };
    const int code = RunCommandLine(arguments, terminal);
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  std::string FileWith(const std::string& name, const std::string& content) {
    const std::string file = testing::TempDir() + "/" + name;
    std::ofstream(file) << content;
    return file;
  }

  FakeServices fakes_;
  std::map<std::string, std::string> environment_;
  std::string state_;
  bool in_is_tty_ = false;
  bool out_is_tty_ = false;
  int columns_ = 0;
  std::string out_;
  std::string err_;
};

TEST_F(CommandLineTest, ListsArePagedToTheirEndAndShowNames) {
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

TEST_F(CommandLineTest, ListsCanBeInEnglish) {
  EXPECT_EQ(Run({"project", "list", "--language", "en", "--limit", "1"}), 0);
  EXPECT_EQ(out_,
            "Id   Title              Area   Sector  Fund needs              "
            "                     Readiness  State\n"
            "p-1  Navel orange base  Zigui  Citrus  Policy funds 50 m yuan, "
            "Grants 500,000 yuan  approved   open\n"
            "(there are more; --limit 0 shows all)\n");
}

TEST_F(CommandLineTest, TheLanguageIsTheEnvironmentsElseChinese) {
  environment_["LANG"] = "en_GB.UTF-8";
  Run({"project", "list", "--limit", "1"});
  EXPECT_THAT(out_, HasSubstr("Navel orange base"));
  environment_["LC_ALL"] = "zh_CN.UTF-8";
  Run({"project", "list", "--limit", "1"});
  EXPECT_THAT(out_, HasSubstr("屈原镇"));
}

TEST_F(CommandLineTest, JsonIsOneDocumentWithTheProtosNames) {
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

TEST_F(CommandLineTest, CsvHasWholeNamesAndFen) {
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

TEST_F(CommandLineTest, CsvHasTitlesInTheLanguageThatIsAskedFor) {
  fakes_.catalogue.projects[1].mutable_display_name()->set_en("Tea works");
  EXPECT_EQ(Run({"project", "get", "p-2", "--output", "csv"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr(",茶叶加工,"));
  EXPECT_EQ(
      Run({"--language", "en", "project", "get", "p-2", "--output", "csv"}), 0)
      << err_;
  EXPECT_THAT(out_, HasSubstr(",Tea works,"));
}

TEST_F(CommandLineTest, GetShowsEveryFieldThatIsSet) {
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

TEST_F(CommandLineTest, SeveralNamesAreFetchedAtOnce) {
  EXPECT_EQ(Run({"project", "get", "p-2", "p-1"}), 0);
  EXPECT_THAT(out_, MatchesRegex("编号[^\n]*\np-2[^\n]*\np-1[^\n]*\n"));
}

TEST_F(CommandLineTest, CreateIsMadeOfOptions) {
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

TEST_F(CommandLineTest, CreateIsMadeOfAFileAndOptionsOverIt) {
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

TEST_F(CommandLineTest, StandardInputIsAFileToo) {
  EXPECT_EQ(Run({"project", "create", "p-9", "--file", "-"},
                R"({"village": "屈原镇"})"),
            0);
  EXPECT_EQ(fakes_.catalogue.created.project().village(), "屈原镇");
}

TEST_F(CommandLineTest, UpdateChangesWhatIsGivenAndNothingElse) {
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

TEST_F(CommandLineTest, UpdateByFileChangesTheFieldsOfTheFile) {
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

TEST_F(CommandLineTest, DeleteAsksOnATerminal) {
  in_is_tty_ = true;
  EXPECT_EQ(Run({"project", "delete", "p-1"}, "n\n"), 0);
  EXPECT_EQ(err_, "删除项目 p-1？[y/N] 未删除\n");
  EXPECT_EQ(fakes_.catalogue.deleted.name(), "");
  EXPECT_EQ(Run({"project", "delete", "p-1"}, "y\n"), 0);
  EXPECT_EQ(out_, "已删除项目 p-1\n");
  EXPECT_EQ(Run({"project", "delete", "p-2", "--yes"}), 0);
  EXPECT_EQ(fakes_.catalogue.deleted.name(), "programmes/hubei/projects/p-2");
}

TEST_F(CommandLineTest, DeleteNeedsAYesWhereNobodyCanBeAsked) {
  EXPECT_EQ(Run({"project", "delete", "p-1"}, "y\n"), 2);
  EXPECT_THAT(err_, HasSubstr("删除项目 p-1：没有终端可以确认，请加 --yes"));
  EXPECT_EQ(fakes_.catalogue.deleted.name(), "");
  EXPECT_EQ(Run({"--language", "en", "person", "delete", "li"}), 2);
  EXPECT_THAT(err_, HasSubstr("Delete person li: there is no terminal"));
  EXPECT_EQ(Run({"project", "delete", "p-1", "--validate-only"}), 0) << err_;
  EXPECT_EQ(Run({"project", "delete", "p-1", "-y"}), 0) << err_;
  EXPECT_EQ(fakes_.catalogue.deleted.name(), "programmes/hubei/projects/p-1");
}

TEST_F(CommandLineTest, NothingGoesToOtherMachinesInPlainText) {
  EXPECT_EQ(Run({"--server", "192.0.2.1:7100", "whoami"}), 2);
  EXPECT_THAT(err_, HasSubstr("192.0.2.1:7100：不在本机"));
}

TEST_F(CommandLineTest, ADismissalSaysHowToUndoIt) {
  EXPECT_EQ(
      Run({"dismissal", "create", "yichang", "p-1", "--why", "too-large"}), 0)
      << err_;
  EXPECT_EQ(out_,
            "已创建排除记录 yichang p-1\n"
            "不再推荐此项目。撤销：duikou dismissal delete yichang p-1\n");
  EXPECT_EQ(fakes_.matching.dismissed.dismissal().project(),
            "programmes/hubei/projects/p-1");
  EXPECT_EQ(fakes_.matching.dismissed.parent(),
            "programmes/hubei/units/yichang");
}

TEST_F(CommandLineTest, AProfileIsMadeOfPairs) {
  EXPECT_EQ(Run({"profile", "create", "hzau", "--strength", "citrus=90,tea=60",
                 "--giving", "grant,usual=50万元,means=500万元"}),
            0)
      << err_;
  const auto& profile = fakes_.profiles.created.capability_profile();
  EXPECT_EQ(profile.strengths_size(), 2);
  EXPECT_EQ(profile.givings(0).means_fen(), 500'000'000);
}

TEST_F(CommandLineTest, ListRequestsHaveTheirOwnFilters) {
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

TEST_F(CommandLineTest, SearchTellsTotalsAndFacets) {
  EXPECT_EQ(Run({"project", "search", "柑橘", "--area", "420527", "--most-open",
                 "1亿元", "--state", "open", "--facet", "readiness", "--sort",
                 "open-fen desc", "--limit", "1"}),
            0)
      << err_;
  EXPECT_EQ(
      out_,
      "找到 38 个项目，待落实 无偿援助 50万元、政策资金 3000万元；显示前 1 "
      "个，--limit 0 显示全部\n\n"
      "编号  名称                      地区    行业  资金需求                "
      "            前期深度  状态\n"
      "p-1   屈原镇脐橙标准化示范基地  秭归县  柑橘  政策资金 "
      "5000万元、无偿援助 50万元  已批复    开放\n\n"
      "前期深度  项目数\n"
      "已批复        30\n"
      "未注明         8\n");
  const auto& request = fakes_.catalogue.searched;
  EXPECT_EQ(request.query(), "柑橘");
  EXPECT_EQ(request.order_by(), "open_fen desc");
  EXPECT_EQ(request.filter().most_open_fen(), 10'000'000'000);
  EXPECT_THAT(request.filter().areas(),
              ElementsAre("programmes/hubei/areas/420527"));
}

constexpr char kRecommendations[] = R"(
    recommendations {
      rank: 1 supporter: "programmes/hubei/units/yichang"
      project: "programmes/hubei/projects/p-1" score: 8765
      fund_kind: "policy" open_fen: 3000000000 is_new: true shortlisted: true
      display_name { zh: "屈原镇脐橙标准化示范基地" en: "Navel orange base" }
      parts { criterion: CRITERION_SECTOR weight: 6000 value: 9000 points: 5400
              rank_without: 3
              reasons { text { zh: "柑橘强度90" en: "Strong in citrus: 90" } } }
      parts { criterion: CRITERION_REGION weight: 4000 value: 8412 points: 3365
              rank_without: 1
              reasons { text { zh: "与秭归县结对" en: "Paired with Zigui" } } }
      parts { criterion: CRITERION_RECORD weight: 0 value: 0 points: 0
              reasons { text { zh: "尚无合作" en: "Nothing yet" } } }
    }
    total_size: 12 new_size: 3 year: 2014
    weights { criterion: CRITERION_SECTOR weight: 6000 }
    weights { criterion: CRITERION_REGION weight: 4000 }
    means { fund_kind: "policy" amount_fen: 5000000000 }
    means { fund_kind: "grant" }
    counterfactuals {
      project: "programmes/hubei/projects/p-2" rank: 2 change: CHANGE_KIND_MEANS
      text { zh: "政策资金再增加80万元，可升至第1位"
             en: "With 800,000 yuan more it would be 1st" }
      display_name { zh: "茶叶加工" } }
    counterfactuals {
      project: "programmes/hubei/projects/p-1" rank: 0 change: CHANGE_KIND_NONE
      text { zh: "没有" en: "Nothing" } }
    filtered { code: FILTER_CODE_YEAR count: 4 })";

TEST_F(CommandLineTest, RecommendationsTellTheirReasons) {
  fakes_.matching.recommendations =
      FromText<matching::v1::RecommendProjectsResponse>(kRecommendations);
  EXPECT_EQ(Run({"recommend", "yichang", "--top", "1", "--weights",
                 "sector=60,region=40", "--area", "420527"}),
            0)
      << err_;
  EXPECT_EQ(out_, R"(宜昌市 yichang · 2014年
剩余能力：政策资金 5000万元、无偿援助 不限
权重：行业 60%、区域 40%
符合条件的项目 12 个，其中新发布 3 个；以下为前 1 个

  1   8,765 █████████░  屈原镇脐橙标准化示范基地  p-1 [新] [候选]
      秭归县 · 柑橘 · 政策资金 待落实 3000万元
      +5,400  行业      柑橘强度90
      +3,365  区域      与秭归县结对

稍作改变，下列项目就能进入前列：
  · 茶叶加工 p-2（第2位）：政策资金再增加80万元，可升至第1位

未列入的项目：年度不符 4
)");
  EXPECT_EQ(fakes_.matching.recommended.weights_size(), 2);
  EXPECT_EQ(fakes_.matching.recommended.view(),
            matching::v1::RECOMMENDATION_VIEW_FULL);
}

TEST_F(CommandLineTest, RecommendationsCanBeExplainedInEnglish) {
  fakes_.matching.recommendations =
      FromText<matching::v1::RecommendProjectsResponse>(kRecommendations);
  EXPECT_EQ(Run({"recommend", "yichang", "--top", "1", "--explain",
                 "--language", "en"}),
            0)
      << err_;
  EXPECT_EQ(out_, R"(Yichang yichang · 2014
Means left: Policy funds 50 m yuan, Grants without ceiling
Weights: sector 60%, region 40%
12 eligible projects, 3 of them new; the first 1

  1   8,765 █████████░  Navel orange base  p-1 [new] [shortlisted]
      Zigui · Citrus · Policy funds open 30 m yuan
      Criterion  Points  Weight     Fit  Rank without  Reasons
      sector      5,400     60%     90%             3  Strong in citrus: 90
      region      3,365     40%  84.12%             1  Paired with Zigui
      record          0      0%      0%                Nothing yet

What would bring further projects into the list:
  · 茶叶加工 p-2 (rank 2): With 800,000 yuan more it would be 1st
  · Navel orange base p-1 (left out): Nothing

Left out: not in this year 4
)");
}

TEST_F(CommandLineTest, RecommendationsCanBeShort) {
  fakes_.matching.recommendations =
      FromText<matching::v1::RecommendProjectsResponse>(kRecommendations);
  EXPECT_EQ(Run({"recommend", "yichang", "--top", "1", "--basic"}), 0);
  EXPECT_THAT(out_,
              HasSubstr("位次   得分  编号  名称                           "
                        "       地区    行业                      资金\n"
                        "   1  8,765  p-1   屈原镇脐橙标准化示范基地 [新] "
                        "[候选]  秭归县  柑橘  政策资金 待落实 3000万元\n"));
  EXPECT_EQ(fakes_.matching.recommended.view(),
            matching::v1::RECOMMENDATION_VIEW_BASIC);
  EXPECT_EQ(Run({"recommend", "yichang", "--top", "1", "--output", "csv"}), 0);
  EXPECT_THAT(out_, HasSubstr("1,8765,programmes/hubei/units/yichang,"
                              "programmes/hubei/projects/p-1,policy,"
                              "3000000000,true,true,5400,3365,0,0,0,0\r\n"));
}

TEST_F(CommandLineTest, NothingToRecommendSaysWhatToDo) {
  EXPECT_EQ(Run({"recommend", "yichang"}), 0);
  EXPECT_THAT(out_, HasSubstr("没有可推荐的。先填写支援能力（duikou profile "
                              "create），或放宽条件\n"));
}

TEST_F(CommandLineTest, WhyNotIsExplained) {
  fakes_.matching.explanation =
      FromText<matching::v1::ExplainRecommendationResponse>(R"(
        recommendation { supporter: "programmes/hubei/units/yichang"
                         project: "programmes/hubei/projects/p-2" score: 100 }
        failures { code: FILTER_CODE_NOT_OPEN
                   text { zh: "项目未开放" en: "It is not open" } })");
  EXPECT_EQ(Run({"explain", "yichang", "p-2"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("宜昌市 yichang → 茶叶加工 p-2\n"
                              "不推荐，因为：\n  · 项目未开放\n"));
}

TEST_F(CommandLineTest, APortfolioTellsHowGoodItIs) {
  fakes_.matching.portfolio =
      FromText<matching::v1::ProposePortfolioResponse>(R"(
        items { project: "programmes/hubei/projects/p-1"
                display_name { zh: "脐橙" } fund_kind: "policy"
                amount_fen: 3000000000 score: 8765 worth: 26295000 }
        outcome: OUTCOME_LIMIT_REACHED value: 26295000 bound: 26300000
        gap_basis_points: 205 year: 2014
        means_left { fund_kind: "policy" amount_fen: 2000000000 })");
  EXPECT_EQ(Run({"portfolio", "yichang", "--means", "policy=5000万元", "--most",
                 "5"}),
            0)
      << err_;
  EXPECT_EQ(out_, R"(宜昌市 yichang · 2014年

编号  名称  资金类别      出资   得分        价值
p-1   脐橙  政策资金  3000万元  8,765  26,295,000

总价值（得分×万元）：26,295,000，距最优至多差 2.05%
之后剩余：政策资金 2000万元
)");
  EXPECT_EQ(fakes_.matching.proposed.means(0).amount_fen(), 5'000'000'000);
  EXPECT_EQ(fakes_.matching.proposed.most_projects(), 5);
}

TEST_F(CommandLineTest, WeightsAreShownAsShares) {
  EXPECT_EQ(Run({"weights", "set", "sector=2,region=1", "--note", "会议"}), 0)
      << err_;
  EXPECT_EQ(out_,
            "权重版本 2（生效中）\n权重：行业 66.66%、区域 33.33%\n"
            "备注：会议\n");
}

TEST_F(CommandLineTest, AnImportListsItsBadRowsAndFails) {
  fakes_.catalogue.import_summary = FromText<type::v1::ImportSummary>(R"(
      rows: 2 created: 1 bad_rows: 1 problem_count: 1
      problems { row: 3 column: "E" heading: "政策资金总额（万元）" value: "很多"
                 code: "amount" message_zh: "不是金额" message_en: "no amount" })");
  const std::string file = FileWith("projects.csv", "编号\np-1\n");
  EXPECT_EQ(Run({"import", "projects", file, "--progress"}), 1);
  EXPECT_EQ(out_,
            "行  列  表头                  内容  问题\n"
            " 3  E   政策资金总额（万元）  很多  不是金额\n\n"
            "共 2 行：新建 1，更新 0，未变 0，有误 1。有误，一行也未写入；改"
            "正后再导入，或加 --good-rows-only 只写入正确的行\n");
  EXPECT_EQ(err_, "已读 1/2 行，已写 0 行\n");
  EXPECT_EQ(fakes_.catalogue.imported.content(), "编号\np-1\n");
  EXPECT_EQ(Run({"import", "projects", file, "--output", "csv"}), 1);
  EXPECT_EQ(out_,
            "row,column,heading,value,code,warning,message\r\n"
            "3,E,政策资金总额（万元）,很多,amount,false,不是金额\r\n");
  EXPECT_THAT(err_, IsEmpty());
}

TEST_F(CommandLineTest, AFileWithoutANeededHeadingFails) {
  fakes_.catalogue.import_summary = FromText<type::v1::ImportSummary>(R"(
      problem_count: 1
      problems { row: 1 message_zh: "缺少表头" message_en: "no heading" })");
  EXPECT_EQ(Run({"import", "projects", "-"}, "x"), 1);
  EXPECT_THAT(out_, HasSubstr("文件有误，未写入\n"));
}

TEST_F(CommandLineTest, AGoodImportSucceeds) {
  fakes_.catalogue.import_summary =
      FromText<type::v1::ImportSummary>("rows: 2 created: 2 committed: true");
  EXPECT_EQ(
      Run({"import", "projects", "-", "--good-rows-only", "--refuse-existing"},
          "x"),
      0);
  EXPECT_EQ(out_, "共 2 行：新建 2，更新 0，未变 0，有误 0。已写入\n");
  EXPECT_EQ(fakes_.catalogue.imported.mode(),
            type::v1::IMPORT_MODE_GOOD_ROWS_ONLY);
  EXPECT_EQ(fakes_.catalogue.imported.existing(),
            type::v1::EXISTING_ROWS_REFUSE);
}

TEST_F(CommandLineTest, ExportsGoToFilesAndToStandardOutput) {
  EXPECT_EQ(Run({"export", "projects", "-"}), 0) << err_;
  EXPECT_EQ(out_, "编号,名称\np-1,脐橙\n");
  EXPECT_EQ(fakes_.catalogue.exported.format(), type::v1::TABLE_FORMAT_CSV);
  const std::string file = testing::TempDir() + "/out.xlsx";
  EXPECT_EQ(Run({"export", "projects", file, "--template"}), 0);
  EXPECT_EQ(out_, "已导出 1 行到 " + file + "\n");
  EXPECT_EQ(fakes_.catalogue.exported.format(), type::v1::TABLE_FORMAT_XLSX);
  EXPECT_TRUE(fakes_.catalogue.exported.template_());
  EXPECT_EQ(std::filesystem::file_size(file), 25);
  out_is_tty_ = true;
  EXPECT_EQ(Run({"export", "projects", "-", "--format", "xlsx"}), 2);
}

TEST_F(CommandLineTest, HistoryIsToldFieldByField) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"history", "projects/p-1"},
                                             {"history", "project", "p-1"}}) {
    EXPECT_EQ(Run(arguments), 0) << err_;
    EXPECT_EQ(out_,
              "2014-05-13 16:53:20  修改  anonymous  UpdateProject\n"
              "    fund_needs[0].open_fen: 100万元 → 300万元\n"
              "    village: – → 屈原镇\n");
  }
  EXPECT_EQ(Run({"history", "p-1"}), 2);
  EXPECT_EQ(err_,
            "duikou: \"p-1\" does not say of what kind: write project p-1 or "
            "projects/p-1\n");
}

TEST_F(CommandLineTest, StatusFailsWhereAServiceIsNotServing) {
  EXPECT_EQ(Run({"status", "--language", "en"}), 1);
  EXPECT_THAT(out_, HasSubstr("catalogue"));
  EXPECT_THAT(out_, MatchesRegex(".*matching +[0-9.:]+ +not serving  it "
                                 "answers, but is not serving\n.*"));
}

TEST_F(CommandLineTest, SeveralProgrammesHaveToBeChosenFrom) {
  fakes_.catalogue.programmes.push_back(FromText<catalogue::v1::Programme>(
      "name: 'programmes/chongqing' display_name { zh: '重庆' }"));
  EXPECT_EQ(Run({"project", "list"}), 2);
  EXPECT_EQ(err_,
            "duikou: 有多个规划（hubei, chongqing）：请用 --programme 指定，或"
            "用 duikou programme use 设为默认\n");
  EXPECT_EQ(Run({"project", "list", "--programme", "hubei"}), 0);
  EXPECT_EQ(Run({"programme", "use", "hubei"}), 0);
  EXPECT_EQ(out_, "此后默认使用规划 hubei  湖北规划\n");
  EXPECT_EQ(Run({"project", "list"}), 0);
  EXPECT_EQ(Run({"programme", "use", "--none"}), 0);
  EXPECT_EQ(Run({"project", "list"}), 2);
  environment_["DUIKOU_PROGRAMME"] = "hubei";
  EXPECT_EQ(Run({"project", "list"}), 0);
}

TEST_F(CommandLineTest, NoProgrammeSaysHowToGetOne) {
  fakes_.catalogue.programmes.clear();
  EXPECT_EQ(Run({"project", "list", "--language", "en"}), 2);
  EXPECT_EQ(err_,
            "duikou: there is no programme yet: make one with duikou programme "
            "create, or load the samples with deploy/up\n");
}

TEST_F(CommandLineTest, MistakesAreOneLineAndExitCodeTwo) {
  const std::pair<std::vector<std::string>, const char*> kCases[] = {
      {{"projct"},
       "there is no command \"duikou projct\"; did you mean project? (duikou "
       "--help)"},
      {{"project"},
       "duikou project what? list, get, create, update, delete, publish, "
       "withdraw, complete, search, attention, issues (duikou project --help)"},
      {{"project", "lst"},
       "there is no command \"duikou project lst\"; did you mean list? (duikou "
       "project --help)"},
      {{"recommend"}, "UNIT is required (duikou recommend --help)"},
      {{"recommend", "a", "b"},
       "\"b\" is one word too many (duikou recommend --help)"},
      {{"recommend", "a", "--tpo", "3"},
       "duikou recommend has no option --tpo; did you mean --top? (duikou "
       "recommend --help)"},
      {{"project", "create", "--fund-need", "policy,500"},
       "--fund-need: \"500\" says no unit: write 500元, 500万元 or 500亿元"},
      {{"project", "create", "--readiness", "soon"},
       "--readiness: \"soon\" is none of idea, proposal, feasibility-study, "
       "approved, site-ready"},
      {{"project", "create", "--file", "/nowhere"},
       "--file: cannot read \"/nowhere\""},
      {{"project", "update", "p-1"},
       "nothing to change: give a field's option, --set path=value, --clear "
       "path or --file"},
      {{"project", "update", "p-1", "--set", "jobs"},
       "--set: \"jobs\" is not of the form path=value"},
      {{"import", "shortlist", "f"},
       "\"shortlist\" is no collection of sheets: use "
       "areas|sectors|projects|units|profiles|pairings|quotas|commitments|"
       "cooperations|agreements|ledgerEntries"},
      {{"project", "list", "--limit", "-1"}, "--limit: must not be negative"},
      {{"recommend", "a", "--weights", "luck=3"},
       "--weights: \"luck\" is none of sector, region, fund-size, capability, "
       "standing, record"},
      {{"project", "get", "a/b/c"},
       "\"a/b/c\" is no name of the form "
       "programmes/{programme}/projects/{project}"},
      {{"project", "list", "--deadline", "soon"},
       "--deadline: \"soon\" is no duration such as 500ms, 30s or 5m"},
      {{"project", "list", "--server", "fair=a"},
       "--server: unknown service \"fair\": use access, catalogue, profiles, "
       "matching, assignment or progress"},
      {{"project", "get", "\xFF"}, "\"\xFF\" is no UTF-8 text"},
      {{"help", "nothing"}, "there is no such command; see duikou help"},
  };
  for (const auto& [arguments, message] : kCases) {
    EXPECT_EQ(Run(arguments), 2) << message;
    EXPECT_EQ(err_, std::string("duikou: ") + message + "\n");
    EXPECT_THAT(out_, IsEmpty());
  }
}

TEST_F(CommandLineTest, WhatTheServerRefusesIsExitCodeOne) {
  EXPECT_EQ(Run({"project", "get", "p-404"}), 1);
  EXPECT_EQ(err_,
            "duikou: 不存在：programmes/hubei/projects/p-404 does not exist\n");
  EXPECT_EQ(Run({"sector", "list", "--language", "en"}), 1);
  EXPECT_EQ(err_, "duikou: the server does not offer this\n");
}

TEST_F(CommandLineTest, NoServerSaysHowToStartOne) {
  EXPECT_EQ(
      Run({"programme", "list", "--server", "127.0.0.1:1", "--language", "en"}),
      1);
  EXPECT_THAT(err_, MatchesRegex("duikou: no service answers at 127.0.0.1:1 "
                                 "\\(.*\\); start one with: duikou serve, or "
                                 "name another with --server\n"));
}

TEST_F(CommandLineTest, ColourIsForTerminalsWithoutNoColor) {
  columns_ = 100;
  Run({"project", "list"});
  EXPECT_THAT(out_, Not(HasSubstr("\033[")));
  out_is_tty_ = true;
  Run({"project", "list"});
  EXPECT_THAT(out_, HasSubstr("\033[1m编号"));
  environment_["NO_COLOR"] = "1";
  Run({"project", "list"});
  EXPECT_THAT(out_, Not(HasSubstr("\033[")));
}

TEST_F(CommandLineTest, EveryCommandHasHelpWithExamples) {
  EXPECT_EQ(Run({}), 0);
  EXPECT_THAT(out_, HasSubstr("Match 匹配:"));
  EXPECT_EQ(Run({"help", "project", "search"}), 0);
  EXPECT_THAT(out_, HasSubstr("duikou project search 柑橘 --area 420527"));
  EXPECT_EQ(Run({"recommend", "--help"}), 0);
  EXPECT_THAT(out_, HasSubstr("Examples 示例:\n  duikou recommend yichang"));
  EXPECT_EQ(Run({"version"}), 0);
  EXPECT_THAT(out_, MatchesRegex("duikou [0-9.]+\n"));
}

class InterestCommandsTest : public CommandLineTest {
 protected:
  InterestCommandsTest() {
    fakes_.matching.interest = FromText<matching::v1::Interest>(R"(
      name: "programmes/hubei/interests/yichang--p-1"
      supporter: "programmes/hubei/units/yichang"
      project: "programmes/hubei/projects/p-1"
      year: 2015
      offers { fund_kind: "grant" amount_fen: 50000000 }
      other_offers { kind: NEED_KIND_EXPERTS quantity: 2 }
      state: STATE_ACCEPTED
      messages { author: "people/li" side: SIDE_SUPPORTER text: "您好"
                 create_time { seconds: 1400000000 } state: STATE_OPEN }
      messages { author: "people/wang" side: SIDE_RECIPIENT
                 create_time { seconds: 1400003600 } state: STATE_ACCEPTED })");
  }
};

TEST_F(InterestCommandsTest, ShowPrintsTheOfferAndTheThread) {
  EXPECT_EQ(Run({"interest", "show", "yichang", "p-1"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("意向资金  无偿援助 金额 50万元"));
  EXPECT_THAT(out_, HasSubstr("状态      已接受"));
  EXPECT_THAT(
      out_, HasSubstr("\n2014-05-13 16:53  支援方  people/li  [待答复]  您好\n"
                      "2014-05-13 17:53  受援方  people/wang  [已接受]\n"));
  EXPECT_EQ(Run({"interest", "show", "yichang", "p-1", "--language", "en"}), 0);
  EXPECT_THAT(out_, HasSubstr("supporter  people/li  [open]  您好"));
  EXPECT_EQ(Run({"interest", "show", "yichang", "p-1", "--output", "json"}), 0);
  EXPECT_THAT(out_, HasSubstr("\"state\": \"STATE_ACCEPTED\""));
  EXPECT_THAT(out_, HasSubstr("\"messages\": ["));
  EXPECT_EQ(Run({"interest", "show", "hzau", "p-1"}), 1);
  EXPECT_THAT(err_, HasSubstr("programmes/hubei/interests/hzau--p-1"));
}

TEST_F(InterestCommandsTest, ExpressSendsWhatIsOffered) {
  EXPECT_EQ(
      Run({"interest", "express", "yichang", "p-1", "--year", "2015", "--offer",
           "grant=50万元", "--other-offer", "experts=2", "--message", "您好"}),
      0)
      << err_;
  const auto& sent = fakes_.matching.expressed;
  EXPECT_EQ(sent.parent(), "programmes/hubei");
  EXPECT_EQ(sent.interest().supporter(), "programmes/hubei/units/yichang");
  EXPECT_EQ(sent.interest().project(), "programmes/hubei/projects/p-1");
  EXPECT_EQ(sent.interest().year(), 2015);
  EXPECT_EQ(sent.interest().offers(0).fund_kind(), "grant");
  EXPECT_EQ(sent.interest().offers(0).amount_fen(), 50'000'000);
  EXPECT_EQ(sent.interest().other_offers(0).quantity(), 2);
  EXPECT_EQ(sent.message(), "您好");
  EXPECT_FALSE(sent.request_id().empty());
  EXPECT_EQ(out_, "已表达意向：宜昌市 → 屈原镇脐橙标准化示范基地（已接受）\n");
  EXPECT_EQ(
      Run({"interest", "express", "yichang", "p-1", "--offer", "grant=50"}), 2);
  EXPECT_THAT(err_, HasSubstr("--offer"));
}

TEST_F(InterestCommandsTest, ChangeNamesWhatIsChanged) {
  EXPECT_EQ(Run({"interest", "change", "yichang", "p-1", "--offer",
                 "grant=80万元", "--etag", "7"}),
            0)
      << err_;
  EXPECT_EQ(fakes_.matching.changed.interest().name(),
            "programmes/hubei/interests/yichang--p-1");
  EXPECT_EQ(fakes_.matching.changed.interest().etag(), "7");
  EXPECT_THAT(fakes_.matching.changed.update_mask().paths(),
              ElementsAre("offers"));
  EXPECT_EQ(Run({"interest", "change", "yichang", "p-1"}), 2);
  EXPECT_THAT(err_, HasSubstr("nothing to change"));
}

TEST_F(InterestCommandsTest, BothSidesAnswerAndTalk) {
  EXPECT_EQ(Run({"interest", "accept", "yichang", "p-1", "--message", "欢迎"}),
            0);
  EXPECT_EQ(fakes_.matching.answered.answer(),
            matching::v1::AnswerInterestRequest::ANSWER_ACCEPT);
  EXPECT_EQ(fakes_.matching.answered.message(), "欢迎");
  EXPECT_THAT(out_, HasSubstr("已接受意向："));
  EXPECT_EQ(Run({"interest", "decline", "yichang", "p-1", "--language", "en"}),
            0);
  EXPECT_EQ(fakes_.matching.answered.answer(),
            matching::v1::AnswerInterestRequest::ANSWER_DECLINE);
  EXPECT_THAT(out_, HasSubstr("Interest declined: Yichang"));
  EXPECT_EQ(Run({"interest", "withdraw", "yichang", "p-1", "--validate-only"}),
            0);
  EXPECT_TRUE(fakes_.matching.withdrawn.validate_only());
  EXPECT_THAT(out_, HasSubstr("未写入任何内容"));
  EXPECT_EQ(Run({"interest", "message", "yichang", "p-1", "下周二", "--side",
                 "受援方"}),
            0)
      << err_;
  EXPECT_EQ(fakes_.matching.said.message(), "下周二");
  EXPECT_EQ(fakes_.matching.said.side(), profiles::v1::SIDE_RECIPIENT);
  EXPECT_EQ(Run({"interest", "message", "yichang", "p-1", "x", "--side", "me"}),
            2);
  EXPECT_THAT(err_, HasSubstr("--side: \"me\" is none of supporter"));
}

TEST_F(InterestCommandsTest, ListFiltersAndPrintsARowEach) {
  EXPECT_EQ(Run({"interest", "list", "--project", "p-1", "--state", "accepted",
                 "--state", "待答复"}),
            0)
      << err_;
  EXPECT_EQ(fakes_.matching.interests_listed.project(),
            "programmes/hubei/projects/p-1");
  EXPECT_THAT(fakes_.matching.interests_listed.states(),
              ElementsAre(matching::v1::Interest::STATE_ACCEPTED,
                          matching::v1::Interest::STATE_OPEN));
  EXPECT_THAT(out_, HasSubstr("yichang--p-1  宜昌市"));
  EXPECT_THAT(out_, HasSubstr("已接受"));
  EXPECT_EQ(Run({"interest", "list", "--output", "csv"}), 0);
  EXPECT_THAT(out_, HasSubstr("name,supporter,project,year,offers"));
}

TEST_F(CommandLineTest, AttentionListsAllPages) {
  fakes_.matching.attention =
      FromText<matching::v1::ListProjectAttentionResponse>(R"(
        attentions { supporter: "programmes/hubei/units/hzau"
                     display_name { zh: "华中农业大学" } view_days: 3
                     last_view_time { seconds: 1400000000 } }
        attentions { supporter: "programmes/hubei/units/yichang"
                     display_name { zh: "宜昌市" en: "Yichang" }
                     shortlisted: true interest_state: STATE_OPEN })");
  EXPECT_EQ(Run({"project", "attention", "p-1"}), 0) << err_;
  EXPECT_EQ(out_,
            "编号     支援方        最近查看    查看天数  候选  意向\n"
            "hzau     华中农业大学  2014-05-13         3\n"
            "yichang  宜昌市                              是    待答复\n");
  EXPECT_EQ(
      Run({"project", "attention", "p-1", "--limit", "1", "--language", "en"}),
      0);
  EXPECT_THAT(out_, HasSubstr("there are more"));
  EXPECT_EQ(Run({"project", "attention", "p-1", "--output", "csv"}), 0);
  EXPECT_EQ(out_,
            "supporter,display_name,last_view_time,view_days,shortlisted,"
            "interest_state\r\n"
            "programmes/hubei/units/hzau,华中农业大学,"
            "2014-05-13T16:53:20+00:00,3,false,\r\n"
            "programmes/hubei/units/yichang,宜昌市,,0,true,STATE_OPEN\r\n");
  fakes_.matching.attention.Clear();
  EXPECT_EQ(Run({"project", "attention", "p-1"}), 0);
  EXPECT_THAT(out_, HasSubstr("还没有支援方"));
  EXPECT_EQ(Run({"project", "attention", "p-1", "--limit", "-1"}), 2);
}

TEST_F(CommandLineTest, IssuesTellWhatIsTheMatter) {
  fakes_.catalogue.issues =
      FromText<catalogue::v1::ListProjectIssuesResponse>(R"(
        issues { project: "programmes/hubei/projects/p-1" kind: KIND_STALE
                 display_name { zh: "脐橙" } update_time { seconds: 1400000000 }
                 recipient: "programmes/hubei/units/yichang" }
        issues { project: "programmes/hubei/projects/p-1" kind: KIND_INCOMPLETE
                 display_name { zh: "脐橙" } fields: "readiness"
                 fields: "contact.phone" }
        issues { project: "programmes/hubei/projects/p-2" kind: KIND_DUPLICATE
                 display_name { zh: "脐橙" }
                 duplicate_of: "programmes/hubei/projects/p-1" }
        counts { kind: KIND_STALE count: 1 }
        counts { kind: KIND_EXPIRED count: 0 })");
  EXPECT_EQ(Run({"project", "issues", "--kind", "stale", "--kind", "疑似重复",
                 "--stale-days", "90", "--recipient", "yichang"}),
            0)
      << err_;
  const auto& asked = fakes_.catalogue.issues_asked;
  EXPECT_EQ(asked.parent(), "programmes/hubei");
  EXPECT_THAT(asked.kinds(),
              ElementsAre(catalogue::v1::ProjectIssue::KIND_STALE,
                          catalogue::v1::ProjectIssue::KIND_DUPLICATE));
  EXPECT_EQ(asked.stale_days(), 90);
  EXPECT_EQ(asked.recipient(), "programmes/hubei/units/yichang");
  EXPECT_EQ(out_,
            "久未更新 1，已过期 0\n"
            "\n"
            "编号  名称  受援单位  问题      说明\n"
            "p-1   脐橙  宜昌市    久未更新  最近更新 2014-05-13\n"
            "p-1   脐橙            信息不全  缺前期深度、联系人的电话\n"
            "p-2   脐橙            疑似重复  与 p-1 相同\n");
  EXPECT_EQ(Run({"project", "issues", "--language", "en"}), 0);
  EXPECT_THAT(out_, HasSubstr("lacks Readiness, Contact Telephone"));
  EXPECT_EQ(Run({"project", "issues", "--output", "csv"}), 0);
  EXPECT_THAT(out_, HasSubstr("KIND_INCOMPLETE,readiness contact.phone,,"));
  EXPECT_EQ(Run({"project", "issues", "--output", "json"}), 0);
  EXPECT_THAT(out_, HasSubstr("\"kind\": \"KIND_DUPLICATE\""));
}

TEST_F(CommandLineTest, RemindersAreAddedListedAndAcknowledged) {
  EXPECT_EQ(Run({"reminder", "add", "yichang", "请更新支援能力", "--subject",
                 "profiles/yichang"}),
            0)
      << err_;
  const auto& sent = fakes_.profiles.reminded;
  EXPECT_EQ(sent.parent(), "programmes/hubei/units/yichang");
  EXPECT_EQ(sent.reminder().text(), "请更新支援能力");
  EXPECT_EQ(sent.reminder().subject(), "programmes/hubei/profiles/yichang");
  EXPECT_EQ(out_, "已提醒 yichang，编号 r-9\n");
  EXPECT_EQ(Run({"reminder", "add", "yichang", "x", "--subject", "p-1"}), 2);
  EXPECT_THAT(err_, HasSubstr("write projects/p-1"));
  EXPECT_EQ(Run({"reminder", "list", "yichang", "--only-pending"}), 0) << err_;
  EXPECT_TRUE(fakes_.profiles.reminders_listed.only_pending());
  EXPECT_THAT(out_, HasSubstr("r-9   请更新支援能力"));
  EXPECT_EQ(Run({"reminder", "acknowledge", "yichang", "r-9"}), 0) << err_;
  EXPECT_EQ(fakes_.profiles.acknowledged.name(),
            "programmes/hubei/units/yichang/reminders/r-9");
  EXPECT_THAT(out_, HasSubstr("已确认提醒 yichang r-9"));
}

}  // namespace
}  // namespace duikou::cli
