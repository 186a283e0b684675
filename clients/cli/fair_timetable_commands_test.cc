// `duikou fair …` from the timetable on: solving, moving, publishing,
// repairing, and what people look at and sign on the day.
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
using ::testing::IsEmpty;
using ::testing::Not;
using namespace fair::v1;  // NOLINT(build/namespaces): fakes of all of it

constexpr char kMeeting[] = R"pb(
  name: "programmes/hubei/fairs/f/meetings/hzau--zigui"
  supporter: "programmes/hubei/units/hzau"
  recipient: "programmes/hubei/units/zigui"
  project: "programmes/hubei/projects/p-1"
  slot: "d1-0930"
  table: "a02"
  pinned: true
  importance: 9200
  state: STATE_PLANNED
  published_slot: "d1-0900"
  published_table: "a01")pb";

constexpr char kChange[] = R"pb(
  meeting: "programmes/hubei/fairs/f/meetings/hzau--zigui"
  supporter: "programmes/hubei/units/hzau"
  recipient: "programmes/hubei/units/yichang"
  kind: KIND_MOVED
  old_slot: "d1-0900"
  old_table: "a01"
  new_slot: "d2-0900"
  new_table: "b01"
  reason: "迟到")pb";

class FairTimetableCommandsTest : public FairCommandLine {
 protected:
  static Timetable Version(const std::string& number,
                           const std::string& meetings) {
    auto version = FromText<Timetable>(meetings);
    version.set_name("programmes/hubei/fairs/f/timetables/" + number);
    version.set_author("people/li");
    return version;
  }
};

TEST_F(FairTimetableCommandsTest, SolvingIsFollowedToItsEnd) {
  fake_.solve.answer = FromText<TimetableRun>(R"pb(
    name: "programmes/hubei/fairs/f/timetableRuns/r-2"
    state: STATE_RUNNING)pb");
  fake_.get_run.answer = FromText<TimetableRun>(R"pb(
    name: "programmes/hubei/fairs/f/timetableRuns/r-2"
    state: STATE_SUCCEEDED
    importance: 123456
    importance_bound: 130000
    breaks: 2
    breaks_bound: 2
    wanted: 30
    placed: 28)pb");
  EXPECT_EQ(Fair({"solve", "f", "--with-suggestions", "--least-score", "3000",
                  "--most-steps", "5000000", "--anew"}),
            0)
      << err_;
  EXPECT_TRUE(fake_.solve.asked.with_suggestions());
  EXPECT_TRUE(fake_.solve.asked.anew());
  EXPECT_EQ(fake_.solve.asked.least_score(), 3000);
  EXPECT_EQ(fake_.solve.asked.most_steps(), 5'000'000);
  EXPECT_EQ(fake_.get_run.asked.name(), fake_.solve.answer.name());
  EXPECT_EQ(out_,
            "已完成\n"
            "安排洽谈 28 场，应排 30 场\n"
            "价值 123,456（至多 130,000）\n"
            "空档 2（已证明最少）\n"
            "查看：duikou fair meetings f\n"
            "发布：duikou fair publish f\n");
}

TEST_F(FairTimetableCommandsTest, WhatCannotHoldTogetherIsToldAndFails) {
  fake_.get_run.answer = FromText<TimetableRun>(R"pb(
    name: "programmes/hubei/fairs/f/timetableRuns/r-1"
    state: STATE_INFEASIBLE
    clash { text { zh: "hzau 只在第一天" en: "hzau is there on day 1 alone" } }
    clash { text { zh: "两场必须约见" en: "two must-meets" } })pb");
  EXPECT_EQ(Fair({"watch", "f"}), 1);
  EXPECT_EQ(fake_.get_run.asked.name(),
            "programmes/hubei/fairs/f/timetableRuns/r-1");
  EXPECT_EQ(out_,
            "无可行方案\n"
            "以下要求不能同时满足：\n"
            "  hzau 只在第一天\n"
            "  两场必须约见\n");
  fake_.cancel_run.answer = fake_.get_run.answer;
  EXPECT_EQ(Fair({"cancel-run", "f", "r-7"}), 0) << err_;
  EXPECT_EQ(fake_.cancel_run.asked.name(),
            "programmes/hubei/fairs/f/timetableRuns/r-7");
  *fake_.list_runs.answer.add_timetable_runs() = fake_.get_run.answer;
  EXPECT_EQ(Fair({"runs", "f"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("r-1   无可行方案"));
}

TEST_F(FairTimetableCommandsTest, WhatBlocksFailsTheCheck) {
  fake_.check.answer = FromText<CheckTimetableResponse>(R"pb(
    faults {
      severity: SEVERITY_BLOCKS
      code: FAULT_CODE_PARTICIPANT_TWICE
      meetings: "programmes/hubei/fairs/f/meetings/hzau--zigui"
      unit: "programmes/hubei/units/yichang"
      slot: "d1-0930"
      text { zh: "同时有两场洽谈" }
    }
    faults {
      severity: SEVERITY_WARNS
      text { zh: "有空档" }
    }
    blocking: 1)pb");
  EXPECT_EQ(Fair({"check", "f"}), 1);
  EXPECT_THAT(out_, HasSubstr("hzau--zigui  宜昌市  05-10 09:30–09:55  "
                              "同时有两场洽谈"));
  EXPECT_THAT(out_, HasSubstr("不可行 1 处，提醒 1 处\n"));
  EXPECT_EQ(Fair({"check", "f", "--output", "csv"}), 1);
  EXPECT_THAT(out_,
              HasSubstr("SEVERITY_BLOCKS,FAULT_CODE_PARTICIPANT_TWICE,false,"));
  fake_.check.answer.Clear();
  EXPECT_EQ(Fair({"check", "f"}), 0) << err_;
}

TEST_F(FairTimetableCommandsTest, MeetingsAreListedByTime) {
  const auto meeting = FromText<Meeting>(kMeeting);
  auto earlier = meeting;
  earlier.set_name("programmes/hubei/fairs/f/meetings/whu--zigui");
  earlier.set_slot("d1-0900");
  earlier.set_published_table("a02");
  *fake_.list_meetings.answer.add_meetings() = meeting;
  *fake_.list_meetings.answer.add_meetings() = earlier;
  EXPECT_EQ(Fair({"meetings", "f", "--date", "2016-05-10", "--unit", "hzau",
                  "--state", "planned"}),
            0)
      << err_;
  EXPECT_EQ(fake_.list_meetings.asked.date(), "2016-05-10");
  EXPECT_THAT(fake_.list_meetings.asked.states(),
              ElementsAre(Meeting::STATE_PLANNED));
  EXPECT_LT(out_.find("whu--zigui"), out_.find("hzau--zigui"));
  EXPECT_THAT(out_, HasSubstr("05-10 09:30–09:55  一号馆 a02"));
  EXPECT_THAT(out_, HasSubstr("已发布为 05-10 09:00–09:25 一号馆 a01"));
  EXPECT_EQ(Fair({"meetings", "f", "--output", "csv"}), 0) << err_;
  EXPECT_THAT(
      out_,
      HasSubstr("d1-0930,a02,programmes/hubei/units/hzau,"
                "programmes/hubei/units/zigui,programmes/hubei/projects/p-1,"
                "STATE_PLANNED,false,true,9200,"
                "programmes/hubei/fairs/f/meetings/hzau--zigui\r\n"));
}

TEST_F(FairTimetableCommandsTest, AMoveTellsWhatItBreaks) {
  fake_.move.answer = FromText<MoveMeetingResponse>(R"pb(
    faults {
      severity: SEVERITY_BLOCKS
      is_new: true
      text { zh: "秭归同时有两场" }
    }
    faults {
      severity: SEVERITY_WARNS
      text { zh: "原有空档" }
    }
    new_blocking: 1)pb");
  *fake_.move.answer.mutable_meeting() = FromText<Meeting>(kMeeting);
  EXPECT_EQ(Fair({"move", "f", "hzau--zigui", "--slot", "d1-0930", "--table",
                  "a02", "--pinned", "--validate-only"}),
            0)
      << err_;
  EXPECT_EQ(fake_.move.asked.slot(), "d1-0930");
  EXPECT_EQ(fake_.move.asked.table(), "a02");
  EXPECT_TRUE(fake_.move.asked.pinned());
  EXPECT_TRUE(fake_.move.asked.validate_only());
  EXPECT_THAT(out_, HasSubstr("秭归同时有两场"));
  EXPECT_THAT(out_, Not(HasSubstr("原有空档")));
  EXPECT_THAT(out_, HasSubstr("原有问题 1 处（duikou fair check）\n"));
  EXPECT_THAT(out_, HasSubstr("未写入，将移到：hzau--zigui  05-10 "
                              "09:30–09:55  一号馆 a02\n"));
}

TEST_F(FairTimetableCommandsTest, ARefusedMoveTellsWhatItWouldBreak) {
  fake_.move.answer = FromText<MoveMeetingResponse>(R"pb(
    faults {
      severity: SEVERITY_BLOCKS
      is_new: true
      text { zh: "秭归同时有两场" }
    })pb");
  fake_.move_refusal = "it blocks";
  EXPECT_EQ(Fair({"move", "f", "hzau--zigui", "--slot", "d1-0930"}), 1);
  EXPECT_THAT(out_, HasSubstr("秭归同时有两场"));
  EXPECT_THAT(err_, HasSubstr("当前状态不允许：it blocks"));
  EXPECT_TRUE(fake_.move.asked.validate_only());
  EXPECT_EQ(Fair({"move", "f", "hzau--zigui", "--unplaced", "--force",
                  "--output", "json"}),
            1);
  EXPECT_THAT(out_, IsEmpty());
  EXPECT_TRUE(fake_.move.asked.force());
  EXPECT_EQ(fake_.move.asked.slot(), "");
}

TEST_F(FairTimetableCommandsTest, MeetingsAreAddedCalledOffAndRecorded) {
  const auto meeting = FromText<Meeting>(kMeeting);
  fake_.create_meeting.answer = meeting;
  fake_.create_meeting.answer.clear_slot();
  EXPECT_EQ(Fair({"add-meeting", "f", "hzau", "zigui", "--must-hold", "--after",
                  "whu--zigui"}),
            0)
      << err_;
  EXPECT_EQ(fake_.create_meeting.asked.meeting().supporter(),
            "programmes/hubei/units/hzau");
  EXPECT_TRUE(fake_.create_meeting.asked.meeting().must_hold());
  EXPECT_THAT(fake_.create_meeting.asked.meeting().after(),
              ElementsAre("programmes/hubei/fairs/f/meetings/whu--zigui"));
  EXPECT_EQ(out_, "已添加：hzau--zigui  未排\n");

  fake_.cancel_meeting.answer = meeting;
  EXPECT_EQ(Fair({"cancel-meeting", "f", "hzau--zigui", "--reason", "冲突"}), 0)
      << err_;
  EXPECT_EQ(fake_.cancel_meeting.asked.reason(), "冲突");

  fake_.record.answer = meeting;
  fake_.record.answer.set_state(Meeting::STATE_MISSED);
  EXPECT_EQ(Fair({"record", "f", "hzau--zigui", "missed", "--supporter-absent",
                  "--note", "未到"}),
            0)
      << err_;
  EXPECT_EQ(fake_.record.asked.state(), Meeting::STATE_MISSED);
  EXPECT_TRUE(fake_.record.asked.supporter_absent());
  EXPECT_EQ(fake_.record.asked.note(), "未到");
  EXPECT_EQ(out_, "已记录：hzau--zigui（缺席）\n");
}

TEST_F(FairTimetableCommandsTest, PublishingTellsWhatChanges) {
  fake_.publish.answer = Version("0003", "not_placed: 2 breaks: 1");
  *fake_.publish.answer.add_changes() = FromText<MeetingChange>(kChange);
  EXPECT_EQ(Fair({"publish", "f", "--reason", "调整", "--force"}), 0) << err_;
  EXPECT_EQ(fake_.publish.asked.reason(), "调整");
  EXPECT_TRUE(fake_.publish.asked.force());
  EXPECT_THAT(out_, HasSubstr("hzau--zigui  改时间  hzau    宜昌市    05-10 "
                              "09:00–09:25  一号馆 a01  05-11 09:00–09:25  "
                              "二号馆 b01  迟到"));
  EXPECT_THAT(out_, HasSubstr("已发布。版本 0003"));
  EXPECT_EQ(Fair({"publish", "f", "--validate-only"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("检查通过，未写入任何内容"));
  EXPECT_THAT(out_, Not(HasSubstr("已发布")));
}

TEST_F(FairTimetableCommandsTest, VersionsAreShownAndCompared) {
  constexpr char kOne[] = R"pb(
    meetings { meeting: "m/a" slot: "d1-0900" table: "a01" }
    meetings { meeting: "m/b" slot: "d1-0900" table: "a02" }
    meetings { meeting: "m/c" slot: "d1-0930" table: "a01" })pb";
  constexpr char kTwo[] = R"pb(
    meetings { meeting: "m/a" slot: "d1-0930" table: "a01" }
    meetings { meeting: "m/b" slot: "d1-0900" table: "b01" }
    meetings { meeting: "m/d" slot: "d2-0900" table: "a01" }
    meetings { meeting: "m/e" slot: "d2-0900" table: "a02" })pb";
  fake_.versions = {
      {"programmes/hubei/fairs/f/timetables/0001", Version("0001", kOne)},
      {"programmes/hubei/fairs/f/timetables/0002", Version("0002", kTwo)}};
  EXPECT_EQ(Fair({"compare", "f", "1", "--output", "csv"}), 0) << err_;
  EXPECT_EQ(out_,
            "meeting,kind,supporter,recipient,old_slot,old_table,new_slot,"
            "new_table,reason\r\n"
            "m/a,KIND_MOVED,,,d1-0900,a01,d1-0930,a01,\r\n"
            "m/b,KIND_OTHER_TABLE,,,d1-0900,a02,d1-0900,b01,\r\n"
            "m/c,KIND_REMOVED,,,d1-0930,a01,,,\r\n"
            "m/d,KIND_ADDED,,,,,d2-0900,a01,\r\n"
            "m/e,KIND_ADDED,,,,,d2-0900,a02,\r\n");
  EXPECT_EQ(Fair({"compare", "f", "2", "2"}), 0) << err_;
  EXPECT_EQ(out_, "两个版本相同\n");
  EXPECT_EQ(Fair({"version", "f", "1"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("版本 0001"));
  EXPECT_THAT(out_, HasSubstr("05-10 09:30–09:55  一号馆 a01"));
  EXPECT_EQ(Fair({"changes", "f"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("版本 0002"));
  EXPECT_THAT(out_, HasSubstr("没有变化\n"));
  EXPECT_EQ(Fair({"version", "f", "9"}), 1);
  *fake_.list_versions.answer.add_timetables() = Version("0001", kOne);
  EXPECT_EQ(Fair({"versions", "f"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("0001  people/li     3"));
}

TEST_F(FairTimetableCommandsTest, NoticesAreInWords) {
  fake_.notices.answer = FromText<ListNoticesResponse>(R"pb(
    notices {
      timetable: "programmes/hubei/fairs/f/timetables/0003"
      create_time { seconds: 1464753600 }
      text { zh: "与宜昌市的洽谈改到 05-11" }
    })pb");
  EXPECT_EQ(Fair({"notices", "f", "--limit", "5"}), 0) << err_;
  EXPECT_EQ(fake_.notices.asked.page_size(), 5);
  EXPECT_THAT(out_,
              HasSubstr("2016-06-01 04:00  0003  与宜昌市的洽谈改到 05-11"));
}

TEST_F(FairTimetableCommandsTest, MistakesNameTheirOption) {
  struct Mistake {
    std::vector<std::string> arguments;
    std::string said;
  };
  const std::vector<Mistake> mistakes = {
      {{"solve", "f", "--least-score", "high"}, "--least-score"},
      {{"watch", "f", "a/b"},
       "RUN: \"a/b\" is none of programmes/hubei/fairs/"},
      {{"move", "f", "x--y"}, "请给出 --slot，或用 --unplaced"},
      {{"move", "f", "x--y", "--slot", "d1-0900", "--unplaced"},
       "请给出 --slot，或用 --unplaced"},
      {{"move", "f", "x--y", "--slot", "d1-0900", "--language", "en", "--tabel",
        "a"},
       "did you mean --table?"},
      {{"meeting", "f", "programmes/hubei/fairs/g/meetings/x--y"},
       "MEETING: \"programmes/hubei/fairs/g/meetings/x--y\" is none of"},
      {{"meetings", "f", "--state", "late"},
       "--state: \"late\" is none of planned, held, missed, cancelled"},
      {{"cancel-meeting", "f", "x--y"}, "--reason is required"},
      {{"notices", "f", "--limit", "-1"}, "--limit: must not be negative"},
      {{"compare", "f"}, "FROM is required"},
      {{"version", "f", "a/b"}, "VERSION: \"a/b\" is none of"},
  };
  for (const Mistake& mistake : mistakes) {
    const std::string shown = absl::StrJoin(mistake.arguments, " ");
    EXPECT_EQ(Fair(mistake.arguments), 2) << shown << out_;
    EXPECT_THAT(err_, HasSubstr(mistake.said)) << shown;
    EXPECT_EQ(std::count(err_.begin(), err_.end(), '\n'), 1) << err_;
  }
  fake_.get_fair.answer.clear_published_timetable();
  EXPECT_EQ(Fair({"version", "f"}), 2);
  EXPECT_THAT(err_, HasSubstr("还没有发布过"));
  fake_.get_fair.answer.clear_last_run();
  EXPECT_EQ(Fair({"watch", "f"}), 2);
  EXPECT_THAT(err_, HasSubstr("还没有求解过"));
}

}  // namespace
}  // namespace duikou::cli
