// `duikou fair …` until the timetable is solved: what there is, who comes, and
// who is to meet whom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "clients/cli/testing/fair_command_line.h"

namespace duikou::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace fair::v1;  // NOLINT(build/namespaces): fakes of all of it

class FairCommandsTest : public FairCommandLine {
 protected:
  FairCommandsTest() { fake_.update_fair.answer = fake_.get_fair.answer; }
};

TEST_F(FairCommandsTest, AFairIsMadeOfItsFieldsAndOpened) {
  fake_.create_fair.answer = fake_.get_fair.answer;
  EXPECT_EQ(
      Fair({"create", "f", "--display-name", "洽谈会", "--time-zone",
            "Asia/Shanghai", "--slot", "d1-0900,2016-05-10,09:00,09:25,morning",
            "--walk-minutes", "5"}),
      0)
      << err_;
  const fair::v1::Fair& sent = fake_.create_fair.asked.fair();
  EXPECT_EQ(fake_.create_fair.asked.fair_id(), "f");
  EXPECT_EQ(sent.time_zone(), "Asia/Shanghai");
  EXPECT_EQ(sent.slots(0).start_time(), "09:00");
  EXPECT_EQ(sent.slots(0).session(), "morning");
  EXPECT_EQ(sent.walk_minutes(), 5);
  EXPECT_THAT(out_, HasSubstr("已创建经贸洽谈会 f  洽谈会\n"));
  EXPECT_THAT(out_, HasSubstr("duikou fair slots f --help"));

  fake_.open_fair.answer = fake_.get_fair.answer;
  EXPECT_EQ(Fair({"open", "f", "--language", "en"}), 0) << err_;
  EXPECT_EQ(fake_.open_fair.asked.name(), "programmes/hubei/fairs/f");
  EXPECT_EQ(out_, "opened fair f  Fair\n");
}

TEST_F(FairCommandsTest, SlotsAreShown) {
  EXPECT_EQ(Fair({"slots", "f"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("d1-0930  2016-05-10  09:30  09:55"));
  EXPECT_EQ(Fair({"slots", "f", "--output", "csv"}), 0) << err_;
  EXPECT_EQ(out_,
            "id,date,start_time,end_time,session\r\n"
            "d1-0900,2016-05-10,09:00,09:25,\r\n"
            "d1-0930,2016-05-10,09:30,09:55,\r\n"
            "d2-0900,2016-05-11,09:00,09:25,\r\n");
  EXPECT_EQ(fake_.update_fair.asked.fair().name(), "");
}

TEST_F(FairCommandsTest, SlotsOfDaysFollowOneAnother) {
  EXPECT_EQ(Fair({"slots", "f", "--day", "2016-05-12", "--from", "09:00",
                  "--to", "10:00", "--minutes", "25", "--gap", "5", "--session",
                  "morning", "--remove", "d2-0900"}),
            0)
      << err_;
  const UpdateFairRequest& asked = fake_.update_fair.asked;
  EXPECT_THAT(asked.update_mask().paths(), ElementsAre("slots"));
  EXPECT_EQ(asked.fair().etag(), "\"7\"");
  ASSERT_EQ(asked.fair().slots_size(), 4);
  EXPECT_EQ(asked.fair().slots(2).id(), "0512-0900");
  EXPECT_EQ(asked.fair().slots(3).id(), "0512-0930");
  EXPECT_EQ(asked.fair().slots(3).start_time(), "09:30");
  EXPECT_EQ(asked.fair().slots(3).end_time(), "09:55");
  EXPECT_EQ(asked.fair().slots(3).session(), "morning");
}

TEST_F(FairCommandsTest, AFileHasAllSlots) {
  const std::string file = FileWith(
      "slots.csv", "id,date,start_time,end_time\nx,2016-06-01,08:00,08:30\n");
  EXPECT_EQ(Fair({"slots", "f", "--file", file, "--validate-only"}), 0) << err_;
  ASSERT_EQ(fake_.update_fair.asked.fair().slots_size(), 1);
  EXPECT_EQ(fake_.update_fair.asked.fair().slots(0).date(), "2016-06-01");
  EXPECT_TRUE(fake_.update_fair.asked.validate_only());
  EXPECT_THAT(out_, HasSubstr("检查通过，未写入任何内容"));
}

TEST_F(FairCommandsTest, HallsAreChangedOneByOneOrByAFile) {
  EXPECT_EQ(Fair({"halls", "f", "--hall", "c", "--name", "贵宾厅", "--tables",
                  "2", "--capacity", "8", "--equipment", "screen", "--table",
                  "c03,4,equipment=screen,equipment=mic", "--walk-minutes",
                  "10", "--remove-table", "b01"}),
            0)
      << err_;
  const fair::v1::Fair& sent = fake_.update_fair.asked.fair();
  EXPECT_THAT(fake_.update_fair.asked.update_mask().paths(),
              ElementsAre("halls", "walk_minutes"));
  EXPECT_EQ(sent.walk_minutes(), 10);
  ASSERT_EQ(sent.halls_size(), 3);
  EXPECT_EQ(sent.halls(1).tables_size(), 0);
  EXPECT_EQ(sent.halls(2).display_name().zh(), "贵宾厅");
  ASSERT_EQ(sent.halls(2).tables_size(), 3);
  EXPECT_EQ(sent.halls(2).tables(1).id(), "c02");
  EXPECT_EQ(sent.halls(2).tables(1).capacity(), 8);
  EXPECT_THAT(sent.halls(2).tables(2).equipment(),
              ElementsAre("screen", "mic"));

  const std::string file = FileWith(
      "halls.csv",
      "hall,hall_name,table,capacity,equipment\nx,新馆,x1,4,screen mic\n"
      "x,,x2,,\n");
  EXPECT_EQ(Fair({"halls", "f", "--file", file}), 0) << err_;
  ASSERT_EQ(fake_.update_fair.asked.fair().halls_size(), 1);
  const Hall& hall = fake_.update_fair.asked.fair().halls(0);
  EXPECT_EQ(hall.display_name().zh(), "新馆");
  EXPECT_EQ(hall.tables(0).capacity(), 4);
  EXPECT_THAT(hall.tables(0).equipment(), ElementsAre("screen", "mic"));
  EXPECT_EQ(hall.tables(1).id(), "x2");
}

TEST_F(FairCommandsTest, WhatHallsPrintAsCsvIsWhatTheyRead) {
  EXPECT_EQ(Fair({"halls", "f", "--output", "csv"}), 0) << err_;
  const std::string file = FileWith("halls.csv", out_);
  EXPECT_EQ(Fair({"halls", "f", "--file", file}), 0) << err_;
  EXPECT_EQ(fake_.update_fair.asked.fair().halls(0).SerializeAsString(),
            fake_.get_fair.answer.halls(0).SerializeAsString());
  EXPECT_THAT(out_, HasSubstr("馆间步行 5 分钟\n"));
}

TEST_F(FairCommandsTest, StandsAreChangedAndGivenOut) {
  EXPECT_EQ(Fair({"stands", "f", "--stand", "s2,b", "--stand", "s3,a,true",
                  "--remove", "s1"}),
            0)
      << err_;
  const fair::v1::Fair& sent = fake_.update_fair.asked.fair();
  ASSERT_EQ(sent.stands_size(), 2);
  EXPECT_EQ(sent.stands(0).hall(), "b");
  EXPECT_FALSE(sent.stands(0).free_of_charge());
  EXPECT_TRUE(sent.stands(1).free_of_charge());

  *fake_.assign_stands.answer.mutable_fair() = fake_.get_fair.answer;
  fake_.assign_stands.answer.mutable_fair()->mutable_stands(0)->set_holder(
      "programmes/hubei/units/yichang");
  fake_.assign_stands.answer.add_without("programmes/hubei/units/hzau");
  EXPECT_EQ(Fair({"assign-stands", "f"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("s1    一号馆  是    宜昌市"));
  EXPECT_THAT(out_, HasSubstr("展位不够：hzau\n"));
}

TEST_F(FairCommandsTest, UnitsAreRegisteredWithTheirPeople) {
  fake_.create_participant.answer = FromText<Participant>(R"pb(
    name: "programmes/hubei/fairs/f/participants/hzau"
    display_name { zh: "华中农业大学" }
    attendance: ATTENDANCE_EXPECTED)pb");
  EXPECT_EQ(
      Fair({"register", "f", "hzau", "--delegate",
            "p1,王建国,处长,13800000000,leader=true", "--delegate",
            "p2,李敏,教授,shared_id=li-min", "--available-slot",
            "d1-0900,d1-0930", "--project", "p-1", "--stands-wanted", "1"}),
      0)
      << err_;
  const CreateParticipantRequest& asked = fake_.create_participant.asked;
  EXPECT_EQ(asked.parent(), "programmes/hubei/fairs/f");
  EXPECT_EQ(asked.participant_id(), "hzau");
  const Participant& sent = asked.participant();
  EXPECT_EQ(sent.unit(), "programmes/hubei/units/hzau");
  EXPECT_EQ(sent.side(), profiles::v1::SIDE_SUPPORTER);
  EXPECT_EQ(sent.delegates(0).display_name(), "王建国");
  EXPECT_TRUE(sent.delegates(0).leader());
  EXPECT_EQ(sent.delegates(1).shared_id(), "li-min");
  EXPECT_THAT(sent.available_slots(), ElementsAre("d1-0900", "d1-0930"));
  EXPECT_EQ(sent.projects(0), "programmes/hubei/projects/p-1");
  EXPECT_EQ(out_, "已登记参会：华中农业大学（未到）\n");
}

TEST_F(FairCommandsTest, WhoIsOnBothSidesHasToSayOnWhich) {
  EXPECT_EQ(Fair({"register", "f", "yichang"}), 2);
  EXPECT_THAT(err_, HasSubstr("--side: yichang 两方都是"));
  EXPECT_EQ(fake_.create_participant.asked.parent(), "");
  EXPECT_EQ(Fair({"register", "f", "yichang", "--side", "recipient"}), 0)
      << err_;
  EXPECT_EQ(fake_.create_participant.asked.participant().side(),
            profiles::v1::SIDE_RECIPIENT);
}

TEST_F(FairCommandsTest, ParticipantsAreListedChangedAndCheckedIn) {
  const auto who = FromText<Participant>(R"pb(
    name: "programmes/hubei/fairs/f/participants/hzau"
    unit: "programmes/hubei/units/hzau"
    side: SIDE_SUPPORTER
    display_name { zh: "华中农业大学" }
    delegates { id: "p1" display_name: "王建国" leader: true }
    attendance: ATTENDANCE_PRESENT)pb");
  *fake_.list_participants.answer.add_participants() = who;
  EXPECT_EQ(
      Fair({"participants", "f", "--side", "supporter", "--query", "农业"}), 0)
      << err_;
  EXPECT_EQ(fake_.list_participants.asked.side(), profiles::v1::SIDE_SUPPORTER);
  EXPECT_EQ(fake_.list_participants.asked.query(), "农业");
  EXPECT_THAT(out_, HasSubstr("华中农业大学  支援方     1  王建国"));
  EXPECT_THAT(out_, HasSubstr("已签到"));

  fake_.update_participant.answer = who;
  EXPECT_EQ(Fair({"change-registration", "f", "hzau", "--stands-wanted", "2"}),
            0)
      << err_;
  EXPECT_THAT(fake_.update_participant.asked.update_mask().paths(),
              ElementsAre("stands_wanted"));
  fake_.check_in.answer = who;
  EXPECT_EQ(Fair({"check-in", "f", "hzau", "--undo"}), 0) << err_;
  EXPECT_TRUE(fake_.check_in.asked.undo());
  EXPECT_EQ(fake_.check_in.asked.name(), who.name());
  EXPECT_EQ(Fair({"unregister", "f", "hzau"}, "n\n"), 0) << err_;
  EXPECT_EQ(fake_.delete_participant.asked.name(), "");
  EXPECT_EQ(Fair({"unregister", "f", "hzau", "--yes"}), 0) << err_;
  EXPECT_EQ(fake_.delete_participant.asked.name(), who.name());
}

TEST_F(FairCommandsTest, SheetsAreOfTheFair) {
  fake_.import_summary.set_rows(60);
  fake_.import_summary.set_created(60);
  fake_.import_summary.set_committed(true);
  const std::string file = FileWith("participants.csv", "单位编号\n");
  EXPECT_EQ(Fair({"import", "f", file}), 0) << err_;
  EXPECT_EQ(fake_.imported.parent(), "programmes/hubei/fairs/f");
  EXPECT_EQ(fake_.imported.collection(), "participants");
  EXPECT_THAT(out_, HasSubstr("共 60 行：新建 60"));
  EXPECT_EQ(Fair({"export", "f", "requests", "-", "--format", "csv"}), 0)
      << err_;
  EXPECT_EQ(fake_.exported.collection(), "requests");
  EXPECT_EQ(Fair({"export", "f", "meetings", "-", "--format", "csv"}), 0)
      << err_;
  EXPECT_EQ(fake_.exported_meetings.parent(), "programmes/hubei/fairs/f");
  EXPECT_EQ(out_, "编号\n");
}

TEST_F(FairCommandsTest, PartnersAreRankedWithReasons) {
  fake_.partners.answer = FromText<RankPartnersResponse>(R"pb(
    partners {
      rank: 1
      unit: "programmes/hubei/units/county-420527"
      display_name { zh: "秭归县对口办" en: "Zigui office" }
      points: 9200
      score: 8200
      interest_points: 1000
      best {
        project: "programmes/hubei/projects/p-1"
        score: 8200
        parts {
          criterion: CRITERION_REGION
          points: 2000
          reasons { text { zh: "结对地区" en: "paired" } }
        }
        parts {
          criterion: CRITERION_SECTOR
          points: 3000
          reasons { text { zh: "柑橘是强项" en: "strong in citrus" } }
        }
      }
      their_request: "programmes/hubei/fairs/f/requests/county-420527--hzau"
    })pb");
  EXPECT_EQ(Fair({"partners", "f", "hzau", "--limit", "5"}), 0) << err_;
  EXPECT_EQ(fake_.partners.asked.name(),
            "programmes/hubei/fairs/f/participants/hzau");
  EXPECT_EQ(fake_.partners.asked.page_size(), 5);
  EXPECT_THAT(out_, HasSubstr("秭归县对口办"));
  EXPECT_THAT(out_, HasSubstr("9,200"));
  EXPECT_THAT(out_, HasSubstr("屈原镇脐橙标准化示范基地"));
  EXPECT_THAT(out_, HasSubstr("对方已约"));
  EXPECT_THAT(out_, HasSubstr("柑橘是强项；结对地区"));
  EXPECT_EQ(Fair({"partners", "f", "hzau", "--explain", "--language", "en"}), 0)
      << err_;
  EXPECT_THAT(out_, HasSubstr("9,200 = 8,200 + 1000"));
  EXPECT_THAT(out_, HasSubstr("strong in citrus"));
}

TEST_F(FairCommandsTest, AskingIsAsTheSideThatTakesPart) {
  fake_.get_participant.answer.set_side(profiles::v1::SIDE_RECIPIENT);
  fake_.ask.answer = FromText<MeetingRequest>(R"pb(
    name: "programmes/hubei/fairs/f/requests/zigui--hzau"
    kind: KIND_MUST_MEET
    state: STATE_PENDING)pb");
  EXPECT_EQ(Fair({"ask", "f", "zigui", "hzau", "--kind", "must-meet",
                  "--project", "p-1", "--text", "脐橙", "--equipment", "screen",
                  "--session", "morning", "--after", "zigui--yichang"}),
            0)
      << err_;
  EXPECT_EQ(fake_.get_participant.asked.name(),
            "programmes/hubei/fairs/f/participants/zigui");
  const MeetingRequest& sent = fake_.ask.asked.meeting_request();
  EXPECT_EQ(sent.supporter(), "programmes/hubei/units/hzau");
  EXPECT_EQ(sent.recipient(), "programmes/hubei/units/zigui");
  EXPECT_EQ(sent.asked_by(), profiles::v1::SIDE_RECIPIENT);
  EXPECT_EQ(sent.kind(), MeetingRequest::KIND_MUST_MEET);
  EXPECT_EQ(sent.project(), "programmes/hubei/projects/p-1");
  EXPECT_THAT(sent.equipment(), ElementsAre("screen"));
  EXPECT_EQ(sent.session(), "morning");
  EXPECT_THAT(sent.after(),
              ElementsAre("programmes/hubei/fairs/f/requests/zigui--yichang"));
  EXPECT_EQ(out_, "已提出：zigui--hzau（必须约见，待答复）\n");
  fake_.get_participant.answer.set_side(profiles::v1::SIDE_SUPPORTER);
  EXPECT_EQ(Fair({"ask", "f", "hzau", "zigui"}), 0) << err_;
  EXPECT_EQ(fake_.ask.asked.meeting_request().kind(),
            MeetingRequest::KIND_WISH);
  EXPECT_EQ(fake_.ask.asked.meeting_request().supporter(),
            "programmes/hubei/units/hzau");
}

TEST_F(FairCommandsTest, RequestsAreAnsweredChangedAndTakenBack) {
  const auto request = FromText<MeetingRequest>(R"pb(
    name: "programmes/hubei/fairs/f/requests/zigui--hzau"
    kind: KIND_WISH
    state: STATE_ACCEPTED)pb");
  fake_.answer_request.answer = request;
  EXPECT_EQ(Fair({"accept", "f", "zigui--hzau"}), 0) << err_;
  EXPECT_TRUE(fake_.answer_request.asked.accept());
  EXPECT_EQ(fake_.answer_request.asked.name(), request.name());
  EXPECT_EQ(out_, "已接受：zigui--hzau（希望约见，已接受）\n");
  EXPECT_EQ(Fair({"decline", "f", "zigui--hzau", "--text", "时间冲突", "--side",
                  "supporter"}),
            0)
      << err_;
  EXPECT_FALSE(fake_.answer_request.asked.accept());
  EXPECT_EQ(fake_.answer_request.asked.text(), "时间冲突");
  EXPECT_EQ(fake_.answer_request.asked.side(), profiles::v1::SIDE_SUPPORTER);
  fake_.withdraw.answer = request;
  EXPECT_EQ(Fair({"withdraw", "f", "requests/zigui--hzau"}), 0) << err_;
  EXPECT_EQ(fake_.withdraw.asked.name(), request.name());
  fake_.change_request.answer = request;
  EXPECT_EQ(Fair({"change-request", "f", "zigui--hzau", "--kind", "no-thanks"}),
            0)
      << err_;
  EXPECT_THAT(fake_.change_request.asked.update_mask().paths(),
              ElementsAre("kind"));
  *fake_.list_requests.answer.add_meeting_requests() = request;
  EXPECT_EQ(Fair({"requests", "f", "--state", "pending", "--state", "accepted",
                  "--unit", "hzau"}),
            0)
      << err_;
  EXPECT_THAT(fake_.list_requests.asked.states(),
              ElementsAre(MeetingRequest::STATE_PENDING,
                          MeetingRequest::STATE_ACCEPTED));
  EXPECT_THAT(out_, HasSubstr("zigui--hzau  希望约见"));
}

TEST_F(FairCommandsTest, AReviewTellsWhoHasTooFew) {
  fake_.review.answer = FromText<ReviewPairingResponse>(R"pb(
    lines {
      unit: "programmes/hubei/units/hzau"
      side: SIDE_SUPPORTER
      display_name { zh: "华中农业大学" }
      asked: 1
      most_meetings: 20
      balance: BALANCE_TOO_FEW
    }
    lines {
      unit: "programmes/hubei/units/whu"
      display_name { zh: "武汉大学" }
      balance: BALANCE_ENOUGH
    }
    too_few: 1)pb");
  EXPECT_EQ(Fair({"review", "f"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("华中农业大学"));
  EXPECT_THAT(out_, Not(HasSubstr("武汉大学")));
  EXPECT_THAT(out_, HasSubstr("参会单位 2，过少 1，过多 0\n"));
  EXPECT_THAT(out_, HasSubstr("duikou fair suggest f\n"));
  EXPECT_EQ(Fair({"review", "f", "--all"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("武汉大学"));

  *fake_.suggest.answer.add_requests() = FromText<MeetingRequest>(
      "name: 'programmes/hubei/fairs/f/requests/hzau--zigui'");
  fake_.suggest.answer.set_still_too_few(3);
  EXPECT_EQ(Fair({"suggest", "f", "--each", "4", "--least-score", "3000",
                  "--validate-only"}),
            0)
      << err_;
  EXPECT_EQ(fake_.suggest.asked.partners_each(), 4);
  EXPECT_EQ(fake_.suggest.asked.least_score(), 3000);
  EXPECT_THAT(out_,
              HasSubstr("检查通过，未写入。将建议 1，对象仍然过少的单位 3\n"));
}

TEST_F(FairCommandsTest, MistakesNameTheirOption) {
  struct Mistake {
    std::vector<std::string> arguments;
    std::string said;
  };
  const std::vector<Mistake> mistakes = {
      {{"slots"}, "FAIR is required"},
      {{"slots", "f", "--from", "09:00"}, "--from requires --day"},
      {{"slots", "f", "--day", "10 May", "--from", "09:00", "--to", "10:00",
        "--minutes", "30"},
       "--day: \"10 May\" is no day such as 2016-05-10"},
      {{"slots", "f", "--day", "2016-05-12", "--from", "9", "--to", "10:00",
        "--minutes", "30"},
       "--from: \"9\" is no time of a day such as 09:00"},
      {{"slots", "f", "--day", "2016-05-12", "--from", "09:00", "--to", "24:01",
        "--minutes", "30"},
       "--to: \"24:01\" is no time of a day"},
      {{"slots", "f", "--day", "2016-05-12", "--from", "09:00", "--to", "09:20",
        "--minutes", "30"},
       "--to: no slot of 30 minutes fits between 09:00 and 09:20"},
      {{"slots", "f", "--day", "2016-05-12", "--from", "09:00", "--to",
        "09:20"},
       "--minutes: must be at least 1"},
      {{"slots", "f", "--day", "2016-05-12", "--from", "09:00", "--to", "10:00",
        "--minutes", "30", "--gap", "-1"},
       "--gap: must not be negative"},
      {{"slots", "f", "--remove", "d9"},
       "--remove: the fair has no slot \"d9\""},
      {{"slots", "f", "--file", "/none.csv"},
       "--file: cannot read \"/none.csv\""},
      {{"halls", "f", "--tables", "3"}, "--tables requires --hall"},
      {{"halls", "f", "--hall", "a", "--tables", "501"},
       "--tables: must be from 1 to 500"},
      {{"halls", "f", "--hall", "a", "--capacity", "4"},
       "--capacity and --equipment: are of the tables that --tables makes"},
      {{"halls", "f", "--hall", "a", "--table", "a1,many"},
       "--table: \"many\" is no whole number"},
      {{"halls", "f", "--remove-hall", "z"},
       "--remove-hall: the fair has no hall \"z\""},
      {{"halls", "f", "--remove-table", "z9"},
       "--remove-table: the fair has no table \"z9\""},
      {{"halls", "f", "--walk-minutes", "some"},
       "--walk-minutes: \"some\" is no whole number"},
      {{"stands", "f", "--stand", "s9,a,perhaps"},
       "--stand: \"perhaps\" is neither true nor false"},
      {{"stands", "f", "--remove", "s9"},
       "--remove: the fair has no stand \"s9\""},
      {{"participants", "f", "--side", "left"},
       "--side: \"left\" is none of supporter, recipient"},
      {{"participants", "f", "--limit", "-1"}, "--limit: must not be negative"},
      {{"participant", "f", "a/b"}, "UNIT: \"a/b\" is none of programmes/"},
      {{"register", "f", "hzau", "--stands-wanted", "two"},
       "--stands-wanted: \"two\" is no whole number"},
      {{"change-registration", "f", "hzau"}, "没有要修改的内容"},
      {{"check-in", "f", "hzau", "whu", "--etag", "x"},
       "--etag: is of one participant"},
      {{"unregister", "f", "hzau"}, "--yes"},
      {{"export", "f", "tables", "-"},
       "\"tables\" is no collection of a fair: use "
       "participants|requests|meetings"},
      {{"ask", "f", "hzau", "zigui", "--kind", "maybe"},
       "--kind: \"maybe\" is none of wish, must-meet, no-thanks"},
      {{"ask", "f", "hzau"}, "WHOM is required"},
      {{"requests", "f", "--state", "lost"},
       "--state: \"lost\" is none of pending, accepted"},
      {{"accept", "f", "x/y", "--side", "recipient"},
       "REQUEST: \"x/y\" is none of programmes/hubei/fairs/f/requests/…"},
      {{"decline", "f", "x--y", "--side", "both"},
       "--side: \"both\" is none of"},
      {{"change-request", "f", "x--y"}, "没有要修改的内容"},
      {{"partners", "f", "hzau", "--limit", "-3"},
       "--limit: must not be negative"},
      {{"slot", "f"}, "did you mean slots?"},
  };
  for (const Mistake& mistake : mistakes) {
    const std::string shown = absl::StrJoin(mistake.arguments, " ");
    EXPECT_EQ(Fair(mistake.arguments), 2) << shown << out_;
    EXPECT_THAT(err_, HasSubstr(mistake.said)) << shown;
    EXPECT_EQ(std::count(err_.begin(), err_.end(), '\n'), 1) << err_;
  }
  EXPECT_EQ(fake_.update_fair.asked.fair().name(), "");
}

}  // namespace
}  // namespace duikou::cli
