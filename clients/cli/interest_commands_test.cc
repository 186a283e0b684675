// Interests with their threads, and reminders.
#include "clients/cli/testing/command_line_fixture.h"
#include "clients/cli/testing/fake_services.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class InterestCommandsTest : public CommandLineFixture {
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

TEST_F(InterestCommandsTest, RemindersAreAddedListedAndAcknowledged) {
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
