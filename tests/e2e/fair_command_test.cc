// A trade fair from its first slot to what was signed, by the duikou command,
// on both layouts: registrations and a sheet, requests and answers,
// suggestions, a solved and published timetable, moves, a no-show and a lost
// hall.
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/store/testing/temporary_directory.h"
#include "tests/e2e/command_run.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

namespace pb = ::duikou::fair::v1;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kZigui[] = "county-420527";
constexpr char kYiling[] = "county-420506";

std::string IdOf(const std::string& name) {
  return name.substr(name.rfind('/') + 1);
}

class FairCommandTest : public SampleTest {
 protected:
  FairCommandTest() : command_(deployment(), "hubei") {}

  // `duikou fair VERB FAIR …`.
  std::string Must(const std::string& verb,
                   const std::vector<std::string>& rest = {}) {
    return command_.Must(Words(verb, rest));
  }
  std::string Refused(const std::string& verb,
                      const std::vector<std::string>& rest = {}) {
    return command_.Refused(Words(verb, rest));
  }
  Told Run(const std::string& verb, const std::vector<std::string>& rest) {
    return command_.Run(Words(verb, rest));
  }

  // What the command prints as JSON.
  template <typename Message>
  Message Read(const std::string& verb, std::vector<std::string> rest = {}) {
    rest.insert(rest.end(), {"--output", "json"});
    Message message;
    const auto parsed =
        google::protobuf::util::JsonStringToMessage(Must(verb, rest), &message);
    EXPECT_TRUE(parsed.ok()) << parsed.ToString();
    return message;
  }
  std::map<std::string, pb::Meeting> Meetings() {
    const auto read = Read<pb::ListMeetingsResponse>("meetings");
    std::map<std::string, pb::Meeting> meetings;
    for (const pb::Meeting& meeting : read.meetings()) {
      meetings[IdOf(meeting.name())] = meeting;
    }
    return meetings;
  }

  std::string FileWith(const std::string& name, const std::string& text) {
    std::string path = directory_.File(name);
    std::ofstream(path) << text;
    return path;
  }
  std::string TextOf(const std::string& name) {
    std::ostringstream text;
    text << std::ifstream(directory_.File(name)).rdbuf();
    return text.str();
  }

  // A fair of its own for each test: two days of four slots, two halls of two
  // tables, and registered two counties and four that give.
  void Prepare(const std::string& id) {
    fair_ = id;
    Must("create",
         {"--display-name", "春季洽谈会", "--time-zone", "Asia/Shanghai",
          "--walk-minutes", "5", "--least-meetings", "2"});
    Must("slots", {"--day", "2017-05-10", "--day", "2017-05-11", "--from",
                   "09:00", "--to", "11:00", "--minutes", "25", "--gap", "5"});
    Must("halls",
         {"--file", FileWith("halls.csv",
                             "hall,hall_name,table,capacity,equipment\n"
                             "a,一号馆,a01,8,screen\na,,a02,8,\n"
                             "b,二号馆,b01,8,\nb,,b02,8,\n")});
    Must("stands", {"--stand", "s1,a,true"});
    Must("open");
    Must("register", {kZigui, "--delegate", "p1,王建国,副县长,leader=true",
                      "--stands-wanted", "1"});
    Must("register", {kYiling, "--delegate", "p1,李敏,副区长,leader=true"});
    for (const char* unit : {"hzau", "whu", "agriculture"}) {
      Must("register", {unit, "--delegate", "p1,陈文斌,处长,leader=true"});
    }
    Must("register", {"yichang", "--side", "supporter"});
  }
  void AgreeAll() {
    for (const char* supporter : {"hzau", "whu", "agriculture", "yichang"}) {
      for (const char* county : {kZigui, kYiling}) {
        Must("ask", {supporter, county});
        Must("accept", {absl::StrCat(supporter, "--", county)});
      }
    }
  }

  std::string fair_;
  const TemporaryDirectory directory_;

 private:
  std::vector<std::string> Words(const std::string& verb,
                                 const std::vector<std::string>& rest) {
    std::vector<std::string> words = {"fair", verb, fair_};
    words.insert(words.end(), rest.begin(), rest.end());
    return words;
  }

  Command command_;
};
DUIKOU_ON_BOTH_LAYOUTS(FairCommandTest);

TEST_P(FairCommandTest, ParticipantsComeByCommandAndBySheet) {
  Prepare("sheet");
  EXPECT_THAT(Must("participants"), HasSubstr("秭归县对口办"));
  const std::string file = directory_.File("participants.csv");
  Must("export", {"participants", file});
  EXPECT_THAT(Must("import", {file}), HasSubstr("未变 6"));
  const std::string more = FileWith(
      "more.csv",
      "单位编号,身份,代表团成员\nctgu,支援方,*张华/副校长；刘洋/教授\n");
  EXPECT_THAT(Must("import", {more, "--dry-run"}), HasSubstr("仅检查，未写入"));
  EXPECT_THAT(Must("import", {more}), HasSubstr("新建 1"));
  const auto ctgu = Read<pb::Participant>("participant", {"ctgu"});
  ASSERT_EQ(ctgu.delegates_size(), 2);
  EXPECT_TRUE(ctgu.delegates(0).leader());
  EXPECT_EQ(ctgu.delegates(1).title(), "教授");
  const std::string bad = FileWith("bad.csv", "单位编号,身份\nnobody,支援方\n");
  EXPECT_EQ(Run("import", {bad}).code, 1);
  Must("assign-stands");
  EXPECT_THAT(Must("stands"), HasSubstr("秭归县对口办"));
  Must("check-in", {"ctgu", kZigui});
  EXPECT_THAT(Must("participants", {"--output", "csv"}),
              HasSubstr("ATTENDANCE_PRESENT"));
  Must("unregister", {"ctgu", "--yes"});
}

TEST_P(FairCommandTest, RequestsAreAskedAnsweredAndSuggested) {
  Prepare("requests");
  EXPECT_THAT(Must("partners", {"hzau"}), HasSubstr("秭归县对口办"));
  Must("ask", {kZigui, "hzau", "--kind", "must-meet", "--equipment", "screen"});
  Must("ask", {"whu", kYiling, "--kind", "no-thanks"});
  EXPECT_THAT(Refused("ask", {kZigui, "hzau"}), HasSubstr("已存在"));
  Must("accept", {absl::StrCat(kZigui, "--hzau"), "--text", "欢迎"});
  EXPECT_THAT(Refused("decline", {absl::StrCat(kZigui, "--hzau")}),
              HasSubstr("当前状态不允许"));
  EXPECT_THAT(Must("requests", {"--state", "accepted", "--output", "csv"}),
              HasSubstr("KIND_MUST_MEET"));
  const auto before = Read<pb::ReviewPairingResponse>("review");
  EXPECT_EQ(before.lines_size(), 6);
  EXPECT_GT(before.too_few(), 0);
  const auto suggested =
      Read<pb::SuggestMeetingsResponse>("suggest", {"--each", "2"});
  EXPECT_GT(suggested.requests_size(), 0);
  for (const pb::MeetingRequest& request : suggested.requests()) {
    EXPECT_TRUE(request.suggested());
    EXPECT_NE(IdOf(request.name()), absl::StrCat("whu--", kYiling));
  }
}

TEST_P(FairCommandTest, ATimetableIsSolvedPublishedMovedAndRepaired) {
  Prepare("timetable");
  AgreeAll();
  EXPECT_THAT(Must("solve"), HasSubstr("安排洽谈 8 场，应排 8 场"));
  EXPECT_THAT(Must("check"), HasSubstr("不可行 0 处"));
  EXPECT_THAT(Must("publish", {"--validate-only"}), HasSubstr("检查通过"));
  EXPECT_THAT(Must("publish", {"--reason", "第一版"}),
              HasSubstr("已发布。版本 0001"));
  EXPECT_THAT(Refused("publish"), HasSubstr("没有变化"));

  const auto agenda = Read<pb::Agenda>("agenda", {"hzau"});
  ASSERT_EQ(agenda.items_size(), 2);
  Must("agenda", {"hzau", "--ics", directory_.File("hzau.ics")});
  EXPECT_EQ(TextOf("hzau.ics"), agenda.icalendar());
  EXPECT_THAT(TextOf("hzau.ics"), HasSubstr("BEGIN:VEVENT"));
  EXPECT_THAT(Must("screen", {"--date", agenda.items(0).date()}),
              HasSubstr("华中农业大学"));
  EXPECT_EQ(Read<pb::TablePlan>("table-plan", {"--published"}).lines_size(), 8);

  // Where the county sits with another already.
  const std::string id = absl::StrCat("hzau--", kZigui);
  const std::string taken = Meetings().at(absl::StrCat("whu--", kZigui)).slot();
  EXPECT_THAT(Must("move", {id, "--slot", taken, "--validate-only"}),
              HasSubstr("不可行"));
  EXPECT_THAT(Refused("move", {id, "--slot", taken}),
              HasSubstr("当前状态不允许"));
  Must("move", {id, "--unplaced"});
  EXPECT_THAT(Must("publish", {"--reason", "调整"}), HasSubstr("取消"));
  EXPECT_THAT(Must("changes"), HasSubstr(id));
  EXPECT_THAT(Must("compare", {"1", "2", "--output", "csv"}),
              HasSubstr("KIND_REMOVED"));
  EXPECT_THAT(Must("notices"), HasSubstr(id));
  EXPECT_EQ(Read<pb::ListTimetablesResponse>("versions").timetables_size(), 2);

  const auto absent = Read<pb::RepairTimetableResponse>(
      "no-show", {"whu", "--first-open-slot", "0510-0900", "--validate-only"});
  EXPECT_EQ(absent.changes_size(), 2);
  Must("no-show",
       {"whu", "--first-open-slot", "0510-0900", "--reason", "航班取消"});
  EXPECT_EQ(Meetings().at(absl::StrCat("whu--", kZigui)).slot(), "");
  EXPECT_THAT(Must("participant", {"whu"}), HasSubstr("未出席"));
  Must("lost", {"--hall", "b", "--first-open-slot", "0510-0900"});
  for (const auto& [name, meeting] : Meetings()) {
    EXPECT_THAT(meeting.table(), Not(HasSubstr("b0"))) << name;
  }
  Must("found", {"--hall", "b", "--first-open-slot", "0510-0900"});
  EXPECT_TRUE(Read<pb::Fair>("get").closures().empty());
}

TEST_P(FairCommandTest, OfTwoWhoMoveAMeetingAtOnceOneIsToldWhatChanged) {
  Prepare("rivals");
  Must("ask", {"hzau", kZigui});
  Must("accept", {absl::StrCat("hzau--", kZigui)});
  Must("solve");
  const pb::Meeting meeting = Meetings().begin()->second;
  std::vector<grpc::Status> ended(2);
  std::vector<std::thread> movers;
  for (int i = 0; i < 2; ++i) {
    movers.emplace_back([&, i] {
      pb::MoveMeetingRequest request;
      request.set_name(meeting.name());
      request.set_etag(meeting.etag());
      request.set_force(true);
      request.set_slot(i == 0 ? "0510-1000" : "0511-1000");
      ended[i] =
          Do(deployment().timetables(), &TimetableStub::MoveMeeting, request)
              .status;
    });
  }
  for (std::thread& mover : movers) mover.join();
  EXPECT_NE(ended[0].ok(), ended[1].ok());
  const grpc::Status& lost = ended[0].ok() ? ended[1] : ended[0];
  EXPECT_EQ(lost.error_code(), grpc::StatusCode::ABORTED);
  EXPECT_THAT(lost.error_message(), HasSubstr("has changed since it was read"));
}

TEST_P(FairCommandTest, WhatIsSignedIsOnTheBoard) {
  Prepare("signing");
  Must("ask", {"hzau", kZigui});
  Must("accept", {absl::StrCat("hzau--", kZigui)});
  Must("solve");
  Must("publish");
  const std::string id = absl::StrCat("hzau--", kZigui);
  Must("record", {id, "held", "--note", "拟五月考察"});
  const auto projects = Read<pb::RankPartnersResponse>("partners", {"hzau"});
  std::string project;
  for (const pb::Partner& partner : projects.partners()) {
    if (IdOf(partner.unit()) == kZigui) project = partner.best().project();
  }
  ASSERT_NE(project, "");
  EXPECT_THAT(Must("sign", {id, "--project", IdOf(project), "--draft"}),
              HasSubstr("秭归县"));
  EXPECT_THAT(
      Must("sign",
           {id, "--project", IdOf(project), "--id",
            absl::StrCat("fair-", LayoutName(GetParam()) == "Apart" ? 2 : 1),
            "--sign-date", "2016-05-10", "--contract-sum",
            "side=supporter,fund_kind=grant,amount=50万元", "--contract-sum",
            "side=recipient,fund_kind=cooperation,amount=150万元,"
            "private_capital=true"}),
      HasSubstr("已签约：fair-"));
  const auto board = Read<pb::Board>("board");
  EXPECT_EQ(board.total().agreements(), 1);
  EXPECT_EQ(board.total().contract_fen(), 200'000'000);
  EXPECT_EQ(board.total().private_fen(), 150'000'000);
  EXPECT_EQ(board.held(), 1);
  EXPECT_EQ(board.participants(), 6);
  EXPECT_THAT(Must("board"), HasSubstr("200万元"));
  Must("close");
  EXPECT_THAT(Refused("ask", {"whu", kZigui}), HasSubstr("当前状态不允许"));
}

// What the command finds itself is exit code 2, what the server refuses 1.
TEST_P(FairCommandTest, MistakesAreToldByOptionOrField) {
  Prepare("mistakes");
  struct Mistake {
    std::string verb;
    std::vector<std::string> rest;
    int code;
    std::string said;
  };
  const std::vector<Mistake> mistakes = {
      {"slots", {"--remove", "none"}, 2, "--remove: the fair has no slot"},
      {"slots",
       {"--day", "2017-05-10", "--from", "09:10", "--to", "09:30", "--minutes",
        "20"},
       1,
       "slots"},
      {"halls", {"--hall", "c", "--table", "a01"}, 1, "halls"},
      {"halls", {"--walk-minutes", "121"}, 1, "walk_minutes"},
      {"stands", {"--stand", "s2,z"}, 1, "stands"},
      {"register", {"nobody", "--side", "supporter"}, 1, "unit"},
      {"register", {"yichang"}, 2, "--side"},
      {"register", {"hust", "--side", "recipient"}, 1, "side"},
      {"register", {"hust", "--available-slot", "x"}, 1, "available_slots"},
      {"participant", {"nobody"}, 1, "nobody"},
      {"ask", {"hzau", "whu"}, 1, "recipient"},
      {"ask", {"hzau", kZigui, "--session", "night"}, 1, "session"},
      {"ask", {"hzau", kZigui, "--equipment", "boat"}, 1, "equipment"},
      {"accept", {"hzau--nobody"}, 1, "hzau--nobody"},
      {"suggest", {"--each", "51"}, 1, "partners_each"},
      {"solve", {"--least-score", "10001"}, 1, "least_score"},
      {"move", {"hzau--nobody", "--slot", "0510-0900"}, 1, "hzau--nobody"},
      {"add-meeting", {"hzau", "whu"}, 1, "recipient"},
      {"table-plan", {"--date", "tomorrow"}, 1, "date"},
      {"agenda", {"hzau", "--delegate", "p9"}, 1, "delegate"},
      {"late", {"hzau", "--until", "none"}, 1, "until_slot"},
      {"lost", {"--hall", "z"}, 1, "hall"},
      {"version", {}, 2, "还没有发布过"},
      {"publish", {}, 1, "没有变化"},
  };
  for (const Mistake& mistake : mistakes) {
    const Told told = Run(mistake.verb, mistake.rest);
    const std::string shown =
        absl::StrCat(mistake.verb, " ", absl::StrJoin(mistake.rest, " "));
    EXPECT_EQ(told.code, mistake.code) << shown << ": " << told.out << told.err;
    EXPECT_THAT(told.err, HasSubstr(mistake.said)) << shown;
  }
}

}  // namespace
}  // namespace duikou::e2e
