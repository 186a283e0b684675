// The commands that rank, and explain what they rank.
#include "clients/cli/testing/command_line_fixture.h"
#include "clients/cli/testing/fake_services.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou::cli {
namespace {

using ::testing::HasSubstr;

class RankingCommandsTest : public CommandLineFixture {};

constexpr char kRecommendations[] = R"(
    recommendations {
      rank: 1 supporter: "programmes/hubei/units/yichang"
      project: "programmes/hubei/projects/p-1" score: 8765
      fund_kind: "policy" open_fen: 3000000000 is_new: true shortlisted: true
      display_name { zh: "屈原镇脐橙标准化示范基地" en: "Navel orange base" }
      parts { criterion: CRITERION_SECTOR weight: 6000 value: 9000 counted_value: 9000 points: 5400
              rank_without: 3
              reasons { text { zh: "柑橘强度90" en: "Strong in citrus: 90" } } }
      parts { criterion: CRITERION_REGION weight: 4000 value: 8412 counted_value: 8412 points: 3365
              rank_without: 1
              reasons { text { zh: "与秭归县结对" en: "Paired with Zigui" } } }
      parts { criterion: CRITERION_RECORD weight: 0 value: 0 counted_value: 0 points: 0
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

TEST_F(RankingCommandsTest, RecommendationsTellTheirReasons) {
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

TEST_F(RankingCommandsTest, RecommendationsCanBeExplainedInEnglish) {
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

TEST_F(RankingCommandsTest, RecommendationsCanBeShort) {
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

TEST_F(RankingCommandsTest, NothingToRecommendSaysWhatToDo) {
  EXPECT_EQ(Run({"recommend", "yichang"}), 0);
  EXPECT_THAT(out_, HasSubstr("没有可推荐的。先填写支援能力（duikou profile "
                              "create），或放宽条件\n"));
}

TEST_F(RankingCommandsTest, WhyNotIsExplained) {
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

TEST_F(RankingCommandsTest, ADismissalSaysHowToUndoIt) {
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

TEST_F(RankingCommandsTest, APortfolioTellsHowGoodItIs) {
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

TEST_F(RankingCommandsTest, WeightsAreShownAsShares) {
  EXPECT_EQ(Run({"weights", "set", "sector=2,region=1", "--note", "会议"}), 0)
      << err_;
  EXPECT_EQ(out_,
            "权重版本 2（生效中）\n权重：行业 66.66%、区域 33.33%\n"
            "备注：会议\n");
}

TEST_F(RankingCommandsTest, SettingWeightsKeepsTheCurvesInForce) {
  fakes_.matching.versions = {FromText<matching::v1::WeightVersion>(R"(
      name: "programmes/hubei/weights/1"
      weights { criterion: CRITERION_SECTOR weight: 10000
                curve_points: [4000, 7050, 9000] })")};
  EXPECT_EQ(Run({"weights", "set", "sector=2,region=2"}), 0) << err_;
  EXPECT_EQ(out_,
            "权重版本 2（生效中）\n"
            "权重：行业 50%（曲线 40/70.5/90）、区域 50%\n");
  EXPECT_EQ(Run({"weights", "get", "--language", "en"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("Weights: sector 100% (curve 40/70.5/90)\n"));
  // Straight ones are not kept but made.
  EXPECT_EQ(Run({"weights", "set", "sector=2,region=2", "--straight"}), 0)
      << err_;
  EXPECT_EQ(
      fakes_.matching.weighted.weight_version().weights(0).curve_points_size(),
      0);
  EXPECT_THAT(out_, HasSubstr("权重：行业 50%、区域 50%\n"));
}

TEST_F(RankingCommandsTest, AValueIsShownWithWhatItCountsAs) {
  fakes_.matching.recommendations =
      FromText<matching::v1::RecommendProjectsResponse>(kRecommendations);
  auto* part =
      fakes_.matching.recommendations.mutable_recommendations(0)->mutable_parts(
          1);
  part->set_counted_value(9'500);
  part->set_points(3'800);
  EXPECT_EQ(Run({"recommend", "yichang", "--top", "1", "--explain",
                 "--language", "en"}),
            0)
      << err_;
  EXPECT_THAT(out_, HasSubstr("84.12% → 95%"));
}

constexpr char kCityList[] = R"(
    supporter: "programmes/hubei/units/yichang"
    display_name { zh: "宜昌市" en: "Yichang" } entered_size: 1
    supporter_count: 2
    projects { project: "programmes/hubei/projects/p-1" rank: 1 score: 8765
               display_name { zh: "脐橙基地" } rank_in_force: 4 }
    projects { project: "programmes/hubei/projects/p-2" rank: 2 score: 8001
               display_name { zh: "茶叶加工" } })";
constexpr char kBareList[] = R"(
    supporter: "programmes/hubei/units/bare"
    display_name { zh: "新单位" } without_profile: true supporter_count: 2)";

TEST_F(RankingCommandsTest, EverySupportersListIsComparedWithThatInForce) {
  using List = matching::v1::RecommendProjectsToAllResponse;
  fakes_.matching.lists_for_all = {FromText<List>(kCityList),
                                   FromText<List>(kBareList)};
  EXPECT_EQ(
      Run({"recommend-all", "--top", "2", "--weights", "sector=60,region=40"}),
      0)
      << err_;
  EXPECT_EQ(out_, R"(支援方  名次  项目      编号  总分    现行名次
宜昌市     1  脐橙基地  p-1   8765           4
           2  茶叶加工  p-2   8001  200 名之外

支援方 2 家，其中尚未填写支援能力 1 家；按所给权重，1 家的名单有项目进入，共 1 个
)");
  EXPECT_EQ(fakes_.matching.recommended_to_all.parent(), "programmes/hubei");
  EXPECT_EQ(fakes_.matching.recommended_to_all.list_size(), 2);
  EXPECT_EQ(fakes_.matching.recommended_to_all.weights_size(), 2);

  EXPECT_EQ(Run({"recommend-all", "--language", "en"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("2 supporters, 1 of them without a capability "
                              "profile yet\n"));
  EXPECT_EQ(fakes_.matching.recommended_to_all.list_size(), 3);
}

TEST_F(RankingCommandsTest, EverySupportersListGoesToProgramsToo) {
  using List = matching::v1::RecommendProjectsToAllResponse;
  fakes_.matching.lists_for_all = {FromText<List>(kCityList),
                                   FromText<List>(kBareList)};
  EXPECT_EQ(Run({"recommend-all", "--output", "csv"}), 0) << err_;
  EXPECT_EQ(out_,
            "supporter,supporter_zh,rank,project,project_zh,score,"
            "rank_in_force\r\n"
            "programmes/hubei/units/yichang,宜昌市,1,"
            "programmes/hubei/projects/p-1,脐橙基地,8765,4\r\n"
            "programmes/hubei/units/yichang,宜昌市,2,"
            "programmes/hubei/projects/p-2,茶叶加工,8001,\r\n");
  EXPECT_EQ(Run({"recommend-all", "--output", "json"}), 0) << err_;
  EXPECT_THAT(out_, ::testing::StartsWith("[\n{"));
  EXPECT_THAT(out_, ::testing::EndsWith("}\n]\n"));
  EXPECT_THAT(out_, HasSubstr("\"without_profile\": true"));

  EXPECT_NE(Run({"recommend-all", "--top", "101"}), 0);
  EXPECT_THAT(err_, HasSubstr("--top"));
  EXPECT_NE(Run({"recommend-all", "--weights", "sector=much"}), 0);
  EXPECT_THAT(err_, HasSubstr("--weights"));
}

}  // namespace
}  // namespace duikou::cli
