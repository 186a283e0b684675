// The commands for agreements, the ledger, settlements and reports, against
// services that answer what a test put into them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "clients/cli/testing/command_line_fixture.h"
#include "clients/cli/testing/fake_progress.h"

namespace duikou::cli {
namespace {

using ::testing::ContainsRegex;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace progress::v1;  // NOLINT(build/namespaces): fakes of all of it

constexpr char kAgreement[] = R"pb(
  name: "programmes/hubei/agreements/a-1"
  display_name { zh: "茶厂" en: "Tea works" }
  stage: STAGE_BUILDING)pb";

class ProgressCommandsTest : public CommandLineFixture {
 protected:
  ProgressCommandsTest() {
    environment_["DUIKOU_SERVER"] =
        fakes_.address() + ",progress=" + fake_.address();
  }

  FakeProgress fake_;
};

TEST_F(ProgressCommandsTest, AgreementsAreMadeOfTheirFields) {
  fake_.create.answer = FromText<Agreement>(kAgreement);
  EXPECT_EQ(
      Run({"agreement", "create", "a-1", "--display-name", "茶厂",
           "--supporter", "hzau", "--recipient", "zigui", "--placement",
           "420527,citrus,10000", "--sign-date", "2016-03-01", "--contract-sum",
           "side=supporter,fund_kind=grant,amount="
           "500万元",
           "--milestone", "start,开工,2016-06-01"}),
      0)
      << err_;
  const Agreement& sent = fake_.create.asked.agreement();
  EXPECT_EQ(fake_.create.asked.agreement_id(), "a-1");
  EXPECT_EQ(sent.supporter(), "programmes/hubei/units/hzau");
  EXPECT_EQ(sent.placements(0).area(), "programmes/hubei/areas/420527");
  EXPECT_EQ(sent.placements(0).parts(), 10'000);
  EXPECT_EQ(sent.contract_sums(0).side(), SIDE_SUPPORTER);
  EXPECT_EQ(sent.contract_sums(0).amount_fen(), 500'000'000);
  EXPECT_EQ(sent.milestones(0).display_name().zh(), "开工");
  EXPECT_EQ(sent.milestones(0).due_date(), "2016-06-01");
}

TEST_F(ProgressCommandsTest, StagesAndNewsAreNoted) {
  fake_.advance.answer = FromText<Agreement>(kAgreement);
  EXPECT_EQ(Run({"agreement", "advance", "a-1", "building", "--date",
                 "2016-05-01", "--evidence", "施工许可证"}),
            0)
      << err_;
  EXPECT_EQ(fake_.advance.asked.stage(), Agreement::STAGE_BUILDING);
  EXPECT_EQ(fake_.advance.asked.evidence(), "施工许可证");
  EXPECT_EQ(out_, "已记录阶段：a-1  茶厂（在建）\n");
  EXPECT_EQ(Run({"agreement", "advance", "a-1", "done", "--date", "2016-05-01",
                 "--evidence", "x"}),
            2);
  EXPECT_THAT(err_, HasSubstr("STAGE: \"done\" is none of negotiating"));

  fake_.news.answer = FromText<Agreement>(kAgreement);
  EXPECT_EQ(Run({"agreement", "news", "a-1", "--milestone", "start", "--date",
                 "2016-05-01", "--undo", "--language", "en"}),
            0)
      << err_;
  EXPECT_EQ(fake_.news.asked.milestone(), "start");
  EXPECT_TRUE(fake_.news.asked.undo());
  EXPECT_EQ(out_, "News noted: a-1  Tea works (building)\n");
}

TEST_F(ProgressCommandsTest, APlansAgreementsAreListed) {
  *fake_.from_plan.answer.add_agreements() = FromText<Agreement>(kAgreement);
  fake_.from_plan.answer.set_existing_count(2);
  EXPECT_EQ(Run({"agreement", "from-plan", "2016"}), 0) << err_;
  EXPECT_EQ(fake_.from_plan.asked.year(), 2016);
  EXPECT_THAT(out_, HasSubstr("a-1"));
  EXPECT_THAT(out_, HasSubstr("新建 1，已有 2\n"));
}

TEST_F(ProgressCommandsTest, WorkIsATableOfWhatIsOverdue) {
  fake_.work.answer = FromText<ListWorkItemsResponse>(R"pb(
    work_items {
      kind: KIND_MONEY
      subject: "programmes/hubei/agreements/a-1"
      unit: "programmes/hubei/units/hzau"
      responsible_leader { display_name: "李主任" }
      due_date: "2015-12-31"
      days_overdue: 153
      escalated: true
      text { zh: "还差 30万元未到位" en: "not arrived" }
      amount_fen: 30000000
      fund_kind: "grant"
    }
    counts { kind: KIND_MONEY count: 1 escalated_count: 1 })pb");
  EXPECT_EQ(Run({"work", "--unit", "hzau", "--kind", "money", "--kind",
                 "milestone", "--escalated"}),
            0)
      << err_;
  EXPECT_EQ(fake_.work.asked.unit(), "programmes/hubei/units/hzau");
  EXPECT_THAT(fake_.work.asked.kinds(),
              ElementsAre(WorkItem::KIND_MONEY, WorkItem::KIND_MILESTONE));
  EXPECT_TRUE(fake_.work.asked.escalated_only());
  EXPECT_THAT(out_, HasSubstr("资金未到位"));
  EXPECT_THAT(out_, HasSubstr("153!"));
  EXPECT_THAT(out_, HasSubstr("李主任"));
  EXPECT_THAT(out_, HasSubstr("资金未到位 1（其中已上报 1）\n"));
  EXPECT_EQ(Run({"work", "--output", "csv"}), 0) << err_;
  EXPECT_THAT(out_,
              HasSubstr("KIND_MONEY,programmes/hubei/agreements/a-1,"
                        "programmes/hubei/units/hzau,李主任,2015-12-31,153,"
                        "true,30000000,grant,"));
  EXPECT_EQ(Run({"work", "--kind", "luck"}), 2);
  EXPECT_THAT(err_, HasSubstr("--kind: \"luck\" is none of milestone"));
}

TEST_F(ProgressCommandsTest, NewsAreOfWhatIsSubscribedTo) {
  fake_.subscribe.answer =
      FromText<Subscription>("name: 'programmes/hubei/subscriptions/s-1'");
  EXPECT_EQ(Run({"subscription", "create", "--subject", "areas/420527"}), 0)
      << err_;
  EXPECT_EQ(fake_.subscribe.asked.subscription().subject(),
            "programmes/hubei/areas/420527");
  EXPECT_EQ(Run({"news"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("没有新进展"));
  fake_.feed.answer = FromText<ListNewsResponse>(R"pb(
    news {
      subscription: "programmes/hubei/subscriptions/s-1"
      subject: "programmes/hubei/agreements/a-1"
      create_time { seconds: 1464753600 }
      text { zh: "设备已到货" }
    })pb");
  EXPECT_EQ(Run({"news", "--limit", "5"}), 0) << err_;
  EXPECT_EQ(fake_.feed.asked.page_size(), 5);
  EXPECT_EQ(out_, "2016-06-01 04:00  a-1  设备已到货\n");
}

TEST_F(ProgressCommandsTest, EntriesAreListedWithWhatTheyComeTo) {
  fake_.list_entries.answer = FromText<ListLedgerEntriesResponse>(R"pb(
    ledger_entries {
      name: "programmes/hubei/ledgerEntries/hzau--2016--0000001"
      supporter: "programmes/hubei/units/hzau"
      date: "2016-03-01"
      disbursement { fund_kind: "grant" amount_fen: 50000000 }
      figure_source: FIGURE_SOURCE_OFFICE
      state: STATE_CONFIRMED
    }
    entry_count: 1
    sums { fund_kind: "grant" amount_fen: 50000000 entry_count: 1 })pb");
  EXPECT_EQ(Run({"ledger", "list", "--supporter", "hzau", "--first-period",
                 "2016", "--counting-only"}),
            0)
      << err_;
  const LedgerFilter& filter = fake_.list_entries.asked.filter();
  EXPECT_EQ(filter.supporter(), "programmes/hubei/units/hzau");
  EXPECT_EQ(filter.first_period(), 2016);
  EXPECT_TRUE(filter.counting_only());
  EXPECT_THAT(out_, HasSubstr("无偿援助 50万元"));
  EXPECT_THAT(out_, HasSubstr("已确认"));
  EXPECT_THAT(out_, HasSubstr("共 1 条，计入合计：\n"
                              "  无偿援助 50万元（1 条）\n"));
}

TEST_F(ProgressCommandsTest, EntriesAreAddedAndTakenBack) {
  const auto entry = FromText<LedgerEntry>(R"pb(
    name: "programmes/hubei/ledgerEntries/hzau--2016--0000002"
    state: STATE_REPORTED
    possible_duplicates: "programmes/hubei/ledgerEntries/hzau--2016--0000001")pb");
  fake_.add_entry.answer = entry;
  EXPECT_EQ(Run({"ledger", "add", "--agreement", "a-1", "--date", "2016-03-01",
                 "--disbursement", "grant,50万元", "--figure-source",
                 "supporter", "--source-document", "付款凭证12号"}),
            0)
      << err_;
  const LedgerEntry& sent = fake_.add_entry.asked.ledger_entry();
  EXPECT_EQ(sent.agreement(), "programmes/hubei/agreements/a-1");
  EXPECT_EQ(sent.disbursement().fund_kind(), "grant");
  EXPECT_EQ(sent.disbursement().amount_fen(), 50'000'000);
  EXPECT_EQ(sent.figure_source(), FIGURE_SOURCE_SUPPORTER);
  EXPECT_EQ(out_, "已登记：hzau--2016--0000002（待确认）\n");
  EXPECT_EQ(err_, "提醒：可能与此条重复：hzau--2016--0000001\n");

  fake_.reverse.answer = entry;
  EXPECT_EQ(
      Run({"ledger", "reverse", "hzau--2016--0000001", "--reason", "重复"}), 0)
      << err_;
  EXPECT_EQ(fake_.reverse.asked.reason(), "重复");
  fake_.confirm.answer = entry;
  EXPECT_EQ(Run({"ledger", "confirm", "hzau--2016--0000001"}), 0) << err_;
  EXPECT_EQ(fake_.confirm.asked.name(),
            "programmes/hubei/ledgerEntries/hzau--2016--0000001");
  fake_.dispute.answer = entry;
  EXPECT_EQ(Run({"ledger", "dispute", "hzau--2016--0000001", "--reason",
                 "未收到", "--validate-only"}),
            0)
      << err_;
  EXPECT_TRUE(fake_.dispute.asked.validate_only());
  EXPECT_THAT(out_, HasSubstr("检查通过"));
}

TEST_F(ProgressCommandsTest, SumsAreByWhatIsAskedFor) {
  fake_.sums.answer = FromText<QueryLedgerResponse>(R"pb(
    sums {
      keys: "programmes/hubei/areas/420527"
      keys: "FIGURE_SOURCE_OFFICE"
      fund_kind: "grant"
      amount_fen: 50000000
      entry_count: 3
    })pb");
  EXPECT_EQ(Run({"ledger", "sums", "--by", "area", "--by", "source",
                 "--fund-kind", "grant"}),
            0)
      << err_;
  EXPECT_THAT(fake_.sums.asked.dimensions(),
              ElementsAre(DIMENSION_AREA, DIMENSION_SOURCE));
  EXPECT_EQ(fake_.sums.asked.filter().fund_kind(), "grant");
  EXPECT_THAT(out_, HasSubstr("秭归县"));
  EXPECT_THAT(out_, HasSubstr("主管部门记录"));
  EXPECT_EQ(Run({"ledger", "sums", "--by", "area", "--by", "source", "--output",
                 "csv"}),
            0)
      << err_;
  EXPECT_EQ(out_,
            "area,source,fund_kind,indicator,amount_fen,value,entry_count\r\n"
            "programmes/hubei/areas/420527,FIGURE_SOURCE_OFFICE,grant,,"
            "50000000,0,3\r\n");
}

TEST_F(ProgressCommandsTest, AFaultyLedgerFails) {
  fake_.verify.answer.set_entry_count(5);
  EXPECT_EQ(Run({"ledger", "verify", "--supporter", "hzau"}), 0) << err_;
  EXPECT_EQ(fake_.verify.asked.supporter(), "programmes/hubei/units/hzau");
  EXPECT_THAT(out_, HasSubstr("核对了 5 条"));
  fake_.verify.answer = FromText<VerifyLedgerResponse>(R"pb(
    fault_count: 1
    faults {
      kind: KIND_DIGEST
      resource: "hzau--2016--0000001"
      text { zh: "摘要不符" }
    })pb");
  EXPECT_EQ(Run({"ledger", "verify"}), 1);
  EXPECT_THAT(out_, HasSubstr("条目被改动  hzau--2016--0000001  摘要不符\n"));
}

TEST_F(ProgressCommandsTest, SigningIsOfTheFiguresThatWereShown) {
  fake_.get_settlement.answer = FromText<Settlement>(R"pb(
    name: "programmes/hubei/settlements/hzau--2016"
    unit: "programmes/hubei/units/hzau"
    year: 2016
    state: STATE_OPEN
    funds { fund_kind: "grant" quota_fen: 100000000 arrived_fen: 50000000 }
    score_basis_points: 5000
    figures_digest: "abc")pb");
  fake_.sign.answer = fake_.get_settlement.answer;
  fake_.sign.answer.set_state(Settlement::STATE_SIGNED);
  EXPECT_EQ(Run({"settlement", "sign", "hzau", "2016"}), 2);
  in_is_tty_ = true;
  EXPECT_EQ(Run({"settlement", "sign", "hzau", "2016"}, "n\n"), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("50%"));
  EXPECT_EQ(fake_.sign.asked.name(), "");
  EXPECT_EQ(Run({"settlement", "sign", "hzau", "2016"}, "y\n"), 0) << err_;
  EXPECT_EQ(fake_.sign.asked.name(), "programmes/hubei/settlements/hzau--2016");
  EXPECT_EQ(fake_.sign.asked.figures_digest(), "abc");
  EXPECT_THAT(out_, HasSubstr("已签署：hzau--2016（单位已签）\n"));
}

TEST_F(ProgressCommandsTest, AYearIsSettledOfFiguresSeenBefore) {
  fake_.settle.answer = FromText<Settlement>(
      "name: 'programmes/hubei/settlements/hzau--2016' state: STATE_SETTLED");
  EXPECT_EQ(
      Run({"settlement", "settle", "hzau", "2016", "--figures-digest", "xyz"}),
      0)
      << err_;
  EXPECT_EQ(fake_.settle.asked.figures_digest(), "xyz");
  EXPECT_EQ(fake_.get_settlement.asked.name(), "");
  fake_.withdraw.answer = fake_.settle.answer;
  EXPECT_EQ(Run({"settlement", "withdraw", "hzau", "2016"}), 0) << err_;
  EXPECT_EQ(fake_.withdraw.asked.name(),
            "programmes/hubei/settlements/hzau--2016");
}

TEST_F(ProgressCommandsTest, ReportsAreTablesWithWhatOthersState) {
  fake_.report.answer = FromText<Report>(R"pb(
    kind: KIND_YEAR
    title { zh: "2016 年年度报告" }
    sections {
      key: "funds"
      title { zh: "资金" }
      figures {
        key: "funds.grant"
        title { zh: "无偿援助" }
        amount_fen: 50000000
        target { amount_fen: 100000000 }
        reached_basis_points: 5000
        growth_basis_points: 1250
        stated {
          stated_figure { amount_fen: 60000000 source: "简报" }
          differs: true
        }
        stated {
          stated_figure { amount_fen: 90000000 source: "规划" target: true }
        }
        sources: FIGURE_SOURCE_OFFICE
        passed_over_count: 2
      }
      tables {
        key: "units"
        title { zh: "各单位" }
        columns {
          title { zh: "到位" }
          adds_up: true
        }
        rows {
          subject: "programmes/hubei/units/hzau"
          title { zh: "华中农业大学" }
          figures { key: "u" amount_fen: 50000000 }
        }
        total { figures { amount_fen: 50000000 } }
      }
    }
    notes { zh: "只计已确认条目" })pb");
  EXPECT_EQ(Run({"report", "year", "--year", "2016", "--signed-at", "*"}), 0)
      << err_;
  EXPECT_EQ(fake_.report.asked.kind(), Report::KIND_YEAR);
  EXPECT_EQ(fake_.report.asked.year(), 2016);
  EXPECT_EQ(fake_.report.asked.signed_at(), "*");
  EXPECT_EQ(out_,
            "2016 年年度报告\n"
            "\n"
            "资金\n"
            "名称        数值     增长     目标  完成  "
            "他处公布（≠：不一致）              数据来源\n"
            "无偿援助  50万元  +12.50%  100万元   50%  "
            "≠60万元 简报；90万元（目标） 规划  "
            "主管部门记录（另 2 条未采用）\n"
            "各单位\n"
            "                到位\n"
            "华中农业大学  50万元\n"
            "合计          50万元\n"
            "\n"
            "* 只计已确认条目\n");
  EXPECT_EQ(Run({"report", "year", "--year", "2016", "--output", "csv"}), 0);
  EXPECT_EQ(out_,
            "section,table,subject,key,title,value,target,"
            "reached_basis_points,growth_basis_points,percent_of_whole,"
            "stated,stated_is_target,stated_by,differs,sources,"
            "passed_over_count\r\n"
            "funds,,,funds.grant,无偿援助,50000000,100000000,5000,1250,,"
            "60000000 90000000,false true,简报; 规划,true,"
            "FIGURE_SOURCE_OFFICE,2\r\n"
            "funds,units,programmes/hubei/units/hzau,u,,50000000,,,,,,,,"
            "false,,0\r\n"
            "funds,units,total,,,50000000,,,,,,,,false,,0\r\n");
  EXPECT_EQ(Run({"report", "year", "--year", "2016", "--output", "json"}), 0);
  EXPECT_THAT(out_, HasSubstr("\"target\": true"));
  EXPECT_EQ(Run({"report", "year", "--year", "2016", "--language", "en"}), 0);
  EXPECT_THAT(out_, ContainsRegex("[a-z] \\(target\\) 规划"));
}

TEST_F(ProgressCommandsTest, StatedFiguresThatAreTargetsSaySo) {
  fake_.list_stated.answer = FromText<ListStatedFiguresResponse>(R"pb(
    stated_figures {
      name: "programmes/hubei/statedFigures/f-1"
      figure: "indicator.jobs"
      count: 1200
      source: "年报"
    }
    stated_figures {
      name: "programmes/hubei/statedFigures/f-2"
      figure: "indicator.jobs"
      count: 7800
      source: "规划"
      target: true
    })pb");
  EXPECT_EQ(Run({"stated-figure", "list"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("是目标"));
  EXPECT_THAT(out_, ContainsRegex("7800 +是 +规划"));
  EXPECT_THAT(out_, Not(ContainsRegex("1200 +是")));
  EXPECT_EQ(Run({"stated-figure", "list", "--language", "en"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("Is a target"));
  EXPECT_THAT(out_, ContainsRegex("7800 +yes +规划"));
  EXPECT_EQ(Run({"stated-figure", "list", "--output", "csv"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("1200,,false,年报\r\n"));
  EXPECT_THAT(out_, HasSubstr("7800,,true,规划\r\n"));
  EXPECT_EQ(Run({"stated-figure", "list", "--output", "json"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("\"target\": true"));
}

TEST_F(ProgressCommandsTest, AStatementIsOfAUnit) {
  EXPECT_EQ(Run({"report", "statement", "hzau", "--year", "2016"}), 0) << err_;
  EXPECT_EQ(fake_.report.asked.kind(), Report::KIND_STATEMENT);
  EXPECT_EQ(fake_.report.asked.unit(), "programmes/hubei/units/hzau");
  EXPECT_EQ(Run({"report", "statement"}), 2);
  EXPECT_THAT(out_, IsEmpty());
}

}  // namespace
}  // namespace duikou::cli
