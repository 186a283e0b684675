// `duikou fair …` from the timetable on: solving, moving, publishing,
// repairing, and what people look at and sign on the day.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/testing/fair_command_line.h"

namespace duikou::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace fair::v1;  // NOLINT(build/namespaces): fakes of all of it

constexpr char kDayChange[] = R"pb(
  meeting: "programmes/hubei/fairs/f/meetings/hzau--zigui"
  supporter: "programmes/hubei/units/hzau"
  recipient: "programmes/hubei/units/yichang"
  kind: KIND_MOVED
  old_slot: "d1-0900"
  old_table: "a01"
  new_slot: "d2-0900"
  new_table: "b01"
  reason: "迟到")pb";

class FairDayCommandsTest : public FairCommandLine {};

TEST_F(FairDayCommandsTest, RepairsSayWhoOrWhatIsNotThere) {
  *fake_.repair.answer.add_changes() = FromText<MeetingChange>(kDayChange);
  fake_.repair.answer.set_moved(1);
  fake_.repair.answer.set_proved_least(true);
  fake_.repair.answer.set_preview_token("t0k");
  *fake_.repair.answer.mutable_fair() = fake_.get_fair.answer;
  EXPECT_EQ(Fair({"no-show", "f", "hzau", "whu", "--reason", "航班取消",
                  "--first-open-slot", "d1-0930"}),
            0)
      << err_;
  ASSERT_EQ(fake_.repair.asked.absences_size(), 2);
  EXPECT_EQ(fake_.repair.asked.absences(1).unit(),
            "programmes/hubei/units/whu");
  EXPECT_EQ(fake_.repair.asked.first_open_slot(), "d1-0930");
  EXPECT_EQ(fake_.repair.asked.reason(), "航班取消");
  EXPECT_THAT(out_, HasSubstr("改期 1 场，落空 0 场（已证明变动最少）\n"));
  EXPECT_THAT(out_, HasSubstr("duikou fair publish f\n"));

  EXPECT_EQ(
      Fair({"late", "f", "hzau", "--until", "d1-0930", "--validate-only"}), 0)
      << err_;
  EXPECT_EQ(fake_.repair.asked.absences(0).until_slot(), "d1-0930");
  EXPECT_TRUE(fake_.repair.asked.validate_only());
  EXPECT_THAT(out_, HasSubstr("--preview-token t0k\n"));
  EXPECT_THAT(out_, HasSubstr("未写入\n"));
  EXPECT_EQ(Fair({"no-show", "f", "hzau", "--preview-token", "t0k"}), 0);
  EXPECT_EQ(fake_.repair.asked.preview_token(), "t0k");

  EXPECT_EQ(Fair({"lost", "f", "--hall", "b", "--table", "a01", "--from-slot",
                  "d1-0930", "--to-slot", "d2-0900"}),
            0)
      << err_;
  ASSERT_EQ(fake_.repair.asked.lost_places_size(), 2);
  EXPECT_EQ(fake_.repair.asked.lost_places(0).hall(), "b");
  EXPECT_EQ(fake_.repair.asked.lost_places(1).table(), "a01");
  EXPECT_EQ(fake_.repair.asked.lost_places(1).from_slot(), "d1-0930");
  EXPECT_EQ(fake_.repair.asked.lost_places(1).to_slot(), "d2-0900");
  EXPECT_EQ(Fair({"found", "f", "--hall", "b"}), 0) << err_;
  EXPECT_TRUE(fake_.repair.asked.lost_places(0).found());
}

TEST_F(FairDayCommandsTest, AnAgendaIsATableOrACalendar) {
  fake_.agenda.answer = FromText<Agenda>(R"pb(
    items {
      meeting: "programmes/hubei/fairs/f/meetings/hzau--zigui"
      partner: "programmes/hubei/units/zigui"
      partner_display_name { zh: "秭归县对口办" }
      project: "programmes/hubei/projects/p-1"
      date: "2016-05-10"
      start_time: "09:30"
      end_time: "09:55"
      hall: "a"
      table: "a02"
      state: STATE_PLANNED
    }
    time_zone: "Asia/Shanghai"
    icalendar: "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")pb");
  EXPECT_EQ(Fair({"agenda", "f", "hzau", "--delegate", "p1"}), 0) << err_;
  EXPECT_EQ(fake_.agenda.asked.delegate(), "p1");
  EXPECT_THAT(out_, HasSubstr("2016-05-10  09:30  09:55  一号馆  a02  "
                              "秭归县对口办"));
  EXPECT_THAT(out_, HasSubstr("时区 Asia/Shanghai\n"));
  const std::string path = ::testing::TempDir() + "/agenda.ics";
  EXPECT_EQ(Fair({"agenda", "f", "hzau", "--ics", path}), 0) << err_;
  EXPECT_EQ(out_, "已写入 1 场洽谈到 " + path + "\n");
  std::ostringstream written;
  written << std::ifstream(path).rdbuf();
  EXPECT_EQ(written.str(), fake_.agenda.answer.icalendar());
  EXPECT_EQ(Fair({"agenda", "f", "hzau", "--ics", "-"}), 0) << err_;
  EXPECT_EQ(out_, fake_.agenda.answer.icalendar());
  EXPECT_EQ(Fair({"agenda", "f", "hzau", "--ics", "/none/a.ics"}), 2);
}

TEST_F(FairDayCommandsTest, ATablePlanIsOfADayOrOfAll) {
  *fake_.table_plan.answer.add_lines() = FromText<TablePlanLine>(R"pb(
    hall: "a"
    table: "a02"
    slot: "d1-0930"
    meeting: "programmes/hubei/fairs/f/meetings/hzau--zigui"
    supporter_display_name { zh: "华中农业大学" }
    recipient_display_name { zh: "秭归县对口办" })pb");
  EXPECT_EQ(Fair({"table-plan", "f", "--date", "2016-05-10", "--published"}), 0)
      << err_;
  EXPECT_EQ(fake_.table_plan.asked.date(), "2016-05-10");
  EXPECT_TRUE(fake_.table_plan.asked.published());
  EXPECT_THAT(out_, HasSubstr("一号馆  a02  05-10 09:30–09:55  华中农业大学  "
                              "秭归县对口办  hzau--zigui"));
  EXPECT_EQ(Fair({"table-plan", "f", "--output", "csv"}), 0) << err_;
  EXPECT_EQ(fake_.table_plan.asked.date(), "2016-05-11");
  EXPECT_EQ(std::count(out_.begin(), out_.end(), '\n'), 3);
}

TEST_F(FairDayCommandsTest, TheScreenAndTheBoardAreForAll) {
  fake_.screen.answer = FromText<Screen>(R"pb(
    fair_display_name { zh: "洽谈会" en: "Fair" }
    date: "2016-05-10"
    time_zone: "Asia/Shanghai"
    lines {
      start_time: "09:30"
      end_time: "09:55"
      hall_display_name { zh: "一号馆" }
      table: "a02"
      supporter_display_name { zh: "华中农业大学" }
      recipient_display_name { zh: "秭归县对口办" }
    })pb");
  EXPECT_EQ(Fair({"screen", "f"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("洽谈会  2016-05-10  Asia/Shanghai\n"));
  EXPECT_THAT(out_, HasSubstr("09:30  09:55  一号馆  a02  华中农业大学  "
                              "秭归县对口办"));

  fake_.board.answer = FromText<Board>(R"pb(
    total { agreements: 2 contract_fen: 5000000000 private_fen: 2000000000 }
    areas {
      subject: "programmes/hubei/areas/420527"
      display_name { zh: "秭归县" }
      agreements: 2
      contract_fen: 5000000000
    }
    participants: 60
    present: 58
    planned: 3
    held: 120
    missed: 2)pb");
  EXPECT_EQ(Fair({"board", "f"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("合同总额      5000万元\n"));
  EXPECT_THAT(out_, HasSubstr("60（已签到 58）"));
  EXPECT_THAT(out_, HasSubstr("已洽谈 120，待洽谈 3，缺席 2"));
  EXPECT_THAT(out_, HasSubstr("地区  秭归县         2  5000万元"));
  EXPECT_EQ(Fair({"board", "f", "--output", "csv"}), 0) << err_;
  EXPECT_EQ(out_,
            "by,subject,agreements,contract_fen,private_fen\r\n"
            "total,,2,5000000000,2000000000\r\n"
            "area,programmes/hubei/areas/420527,2,5000000000,0\r\n");
}

TEST_F(FairDayCommandsTest, AMeetingIsSignedWithWhatTheFairKnows) {
  fake_.draft.answer = FromText<DraftAgreementResponse>(R"pb(
    parent: "programmes/hubei"
    agreement {
      display_name { zh: "脐橙基地" }
      supporter: "programmes/hubei/units/hzau"
      recipient: "programmes/hubei/units/zigui"
      sign_date: "2016-05-10"
      signed_at: "f"
    })pb");
  EXPECT_EQ(Fair({"sign", "f", "hzau--zigui", "--draft"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("脐橙基地"));
  EXPECT_EQ(progress_.create.asked.parent(), "");
  progress_.create.answer = FromText<progress::v1::Agreement>(
      "name: 'programmes/hubei/agreements/a-9' display_name { zh: '脐橙基地' } "
      "stage: STAGE_NEGOTIATING");
  EXPECT_EQ(
      Fair({"sign", "f", "hzau--zigui", "--project", "p-2", "--id", "a-9",
            "--contract-sum", "side=supporter,fund_kind=grant,amount=50万元",
            "--sign-date", "2016-05-11"}),
      0)
      << err_;
  EXPECT_EQ(fake_.draft.asked.name(),
            "programmes/hubei/fairs/f/meetings/hzau--zigui");
  EXPECT_EQ(fake_.draft.asked.project(), "programmes/hubei/projects/p-2");
  const progress::v1::Agreement& sent = progress_.create.asked.agreement();
  EXPECT_EQ(progress_.create.asked.agreement_id(), "a-9");
  EXPECT_EQ(sent.signed_at(), "f");
  EXPECT_EQ(sent.sign_date(), "2016-05-11");
  EXPECT_EQ(sent.contract_sums(0).amount_fen(), 50'000'000);
  EXPECT_EQ(out_, "已签约：a-9  脐橙基地（洽谈）\n");
}

TEST_F(FairDayCommandsTest, MistakesNameTheirOption) {
  struct Mistake {
    std::vector<std::string> arguments;
    std::string said;
  };
  const std::vector<Mistake> mistakes = {
      {{"record", "f", "x--y", "done"},
       "STATE: \"done\" is none of planned, held"},
      {{"late", "f", "hzau"}, "--until is required"},
      {{"no-show", "f"}, "UNIT is required"},
      {{"lost", "f"}, "请给出 --hall 或 --table"},
      {{"found", "f", "--language", "en"}, "say which --hall or --table"},
      {{"sign", "f", "x--y", "--contract-sum", "side=both"},
       "--contract-sum: \"both\" is none of supporter, recipient"},
  };
  for (const Mistake& mistake : mistakes) {
    const std::string shown = absl::StrJoin(mistake.arguments, " ");
    EXPECT_EQ(Fair(mistake.arguments), 2) << shown << out_;
    EXPECT_THAT(err_, HasSubstr(mistake.said)) << shown;
    EXPECT_EQ(std::count(err_.begin(), err_.end(), '\n'), 1) << err_;
  }
}

}  // namespace
}  // namespace duikou::cli
