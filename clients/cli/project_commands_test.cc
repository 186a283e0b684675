// Searching projects, who looks at them, and what is doubtful about them.
#include "clients/cli/testing/command_line_fixture.h"
#include "clients/cli/testing/fake_services.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ProjectCommandsTest : public CommandLineFixture {};

TEST_F(ProjectCommandsTest, SearchTellsTotalsAndFacets) {
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

TEST_F(ProjectCommandsTest, AttentionListsAllPages) {
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

TEST_F(ProjectCommandsTest, IssuesTellWhatIsTheMatter) {
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

}  // namespace
}  // namespace duikou::cli
