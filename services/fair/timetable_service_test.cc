// A fair's timetable through a server: solved, moved, published, lived with and
// signed.
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/fair/testing/small_fair.h"
#include "services/store/store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::fair::v1;
using pb::Fault;
using pb::Meeting;
using pb::MeetingChange;
using pb::TimetableRun;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class TimetableServiceTest : public testing::SmallFairTest {
 protected:
  TimetableRun Solve(const std::string& more = "") {
    TimetableRun run = Ok(Do(&Timetables::SolveTimetable, "name: '@' " + more));
    while (run.state() == TimetableRun::STATE_RUNNING) {
      absl::SleepFor(absl::Milliseconds(1));
      run = Ok(Do(&Timetables::GetTimetableRun,
                  absl::StrCat("name: '", run.name(), "'")));
    }
    return run;
  }
  Meeting Get(const std::string& id) {
    return Ok(Do(&Timetables::GetMeeting,
                 absl::StrCat("name: '@/meetings/", id, "'")));
  }
  absl::StatusOr<pb::MoveMeetingResponse> Move(const std::string& id,
                                               const std::string& more) {
    return Do(&Timetables::MoveMeeting,
              absl::StrCat("name: '@/meetings/", id, "' ", more));
  }
  pb::Timetable Publish() {
    return Ok(Do(&Timetables::PublishTimetable, "name: '@' reason: '发布'"));
  }
};

TEST_F(TimetableServiceTest, WhatBothWantIsPlacedWithoutClashes) {
  Agree("fund", "county");
  Agree("fund", "town");
  Agree("city", "county");
  Ok(Ask("city", "town", "kind: KIND_NO_THANKS"));
  const TimetableRun run = Solve("with_suggestions: true");
  EXPECT_EQ(run.state(), TimetableRun::STATE_SUCCEEDED) << run.failure().en();
  EXPECT_TRUE(run.proved_best());
  EXPECT_EQ(run.placed(), 3);
  EXPECT_EQ(run.breaks(), 0);
  const auto meetings = Ok(Do(&Timetables::ListMeetings, "parent: '@'"));
  ASSERT_EQ(meetings.meetings_size(), 3);
  for (const Meeting& meeting : meetings.meetings()) {
    EXPECT_FALSE(meeting.slot().empty()) << meeting.name();
    EXPECT_FALSE(meeting.table().empty()) << meeting.name();
  }
  EXPECT_EQ(Ok(Do(&Timetables::CheckTimetable, "name: '@'")).blocking(), 0);
}

TEST_F(TimetableServiceTest, SuggestedPairsMeetWhereThereIsRoom) {
  const TimetableRun run = Solve("with_suggestions: true");
  EXPECT_EQ(run.state(), TimetableRun::STATE_SUCCEEDED) << run.failure().en();
  EXPECT_GT(run.placed(), 0);
  EXPECT_EQ(Solve().placed(), run.placed());
}

TEST_F(TimetableServiceTest, AsManyMeetingsAsAParticipantWants) {
  Agree("fund", "county");
  Agree("fund", "town");
  EXPECT_EQ(Solve().placed(), 2);
  Ok(Do(&Fairs::UpdateParticipant,
        "participant { name: '@/participants/fund' most_meetings: 1 }"));
  EXPECT_EQ(Solve().placed(), 1);
  EXPECT_NE(Get("fund--county").slot().empty(),
            Get("fund--town").slot().empty());
}

TEST_F(TimetableServiceTest, OfManyTheSetWorthMostIsHeldNotTheFirst) {
  Agree("city", "town");
  Agree("city", "county");
  Agree("fund", "town");
  EXPECT_EQ(Solve().placed(), 3);
  // The one of two that want no more has to go, though it matters more.
  const int32_t importance = Get("city--town").importance();
  EXPECT_GT(importance, Get("city--county").importance());
  EXPECT_GT(importance, Get("fund--town").importance());
  for (const char* unit : {"city", "town"}) {
    Ok(Do(&Fairs::UpdateParticipant,
          absl::StrCat("participant { name: '@/participants/", unit,
                       "' most_meetings: 1 }")));
  }
  EXPECT_THAT(
      Ok(Do(&Timetables::CheckTimetable, "name: '@'")).ShortDebugString(),
      HasSubstr("has more meetings than it wants"));
  EXPECT_EQ(Solve().placed(), 2);
  EXPECT_EQ(Get("city--town").slot(), "");
}

TEST_F(TimetableServiceTest, WhatIsPinnedStaysWhateverElseMatters) {
  Agree("fund", "county");
  Agree("fund", "town");
  Ok(Do(&Fairs::UpdateParticipant,
        "participant { name: '@/participants/fund' most_meetings: 1 }"));
  Solve();
  for (const char* pinned : {"fund--town", "fund--county"}) {
    const char* other =
        pinned == std::string("fund--town") ? "fund--county" : "fund--town";
    Ok(Move(other, "force: true"));
    Ok(Move(pinned, "slot: 's4' pinned: true force: true"));
    EXPECT_EQ(Solve("anew: true").placed(), 1);
    EXPECT_EQ(Get(pinned).slot(), "s4");
    Ok(Move(pinned, "force: true"));
  }
}

TEST_F(TimetableServiceTest, WhoDoesNotWantToMeetAnyMoreLosesItsPlace) {
  Agree("fund", "county");
  EXPECT_EQ(Solve().placed(), 1);
  Ok(Ask("fund", "county", "kind: KIND_NO_THANKS asked_by: SIDE_RECIPIENT"));
  EXPECT_EQ(Solve().placed(), 0);
  EXPECT_EQ(Get("fund--county").slot(), "");
}

TEST_F(TimetableServiceTest, NobodyWaitsMoreThanOthersByMoreThanAsked) {
  Agree("fund", "county");
  Agree("fund", "town");
  Agree("city", "town");
  Solve();
  Ok(Do(&Fairs::UpdateFair,
        "fair { name: '@' most_break_difference: 0 } "
        "update_mask { paths: 'most_break_difference' }"));
  // The fund waits in the slots between, and the town and the city do not.
  Ok(Move("city--town", "slot: 's3' force: true"));
  Ok(Move("fund--county", "slot: 's1' force: true"));
  Ok(Move("fund--town", "slot: 's4' force: true"));
  const auto uneven = Ok(Do(&Timetables::CheckTimetable, "name: '@'"));
  EXPECT_THAT(uneven.ShortDebugString(),
              HasSubstr("waits more often than others"));
  EXPECT_EQ(Solve("anew: true").placed(), 3);
  EXPECT_THAT(
      Ok(Do(&Timetables::CheckTimetable, "name: '@'")).ShortDebugString(),
      Not(HasSubstr("waits more often than others")));
}

TEST_F(TimetableServiceTest, OrdersAndSessionsAreKept) {
  Agree("fund", "county", "session: 'noon'");
  Agree("fund", "town", "after: '@/requests/fund--county'");
  EXPECT_EQ(Solve().placed(), 2);
  EXPECT_EQ(Get("fund--county").slot(), "s3");
  EXPECT_EQ(Get("fund--town").slot(), "s4");
}

TEST_F(TimetableServiceTest, ALeaderOfTwoDelegationsIsNeverInTwoPlaces) {
  for (const char* unit : {"fund", "city"}) {
    Ok(Do(&Fairs::UpdateParticipant,
          absl::StrCat("participant { name: '@/participants/", unit,
                       "' delegates { id: 'p1' display_name: '王五' leader: "
                       "true shared_id: 'wang' } }")));
  }
  Agree("fund", "county");
  Agree("city", "town");
  EXPECT_EQ(Solve().placed(), 2);
  EXPECT_NE(Get("fund--county").slot(), Get("city--town").slot());
  const auto moved =
      Ok(Move("fund--county", absl::StrCat("validate_only: true slot: '",
                                           Get("city--town").slot(), "'")));
  ASSERT_GT(moved.new_blocking(), 0);
  EXPECT_EQ(moved.faults(0).code(), pb::FAULT_CODE_PERSON_TWICE);
  EXPECT_EQ(moved.faults(0).person(), "王五");
}

TEST_F(TimetableServiceTest, DemandsThatClashAreTold) {
  Ok(Do(&Fairs::UpdateParticipant,
        "participant { name: '@/participants/fund' available_slots: 's1' }"));
  Agree("fund", "county", "kind: KIND_MUST_MEET");
  Agree("fund", "town", "kind: KIND_MUST_MEET");
  const TimetableRun run = Solve();
  EXPECT_EQ(run.state(), TimetableRun::STATE_INFEASIBLE);
  EXPECT_GT(run.clash_size(), 0);
  EXPECT_FALSE(run.clash(0).text().zh().empty());
}

TEST_F(TimetableServiceTest, AMoveTellsWhatItBreaksAndIsRefused) {
  Agree("fund", "county");
  Agree("fund", "town");
  Solve();
  const std::string there =
      absl::StrCat("slot: '", Get("fund--town").slot(), "' ");
  EXPECT_THAT(
      Error(Move("fund--county", there)),
      AllOf(HasSubstr("FAILED_PRECONDITION"), HasSubstr("is in two meetings")));
  const auto tried = Ok(Move("fund--county", there + "validate_only: true"));
  EXPECT_EQ(tried.new_blocking(), 1);
  EXPECT_TRUE(tried.faults(0).is_new());
  EXPECT_EQ(tried.faults(0).severity(), Fault::SEVERITY_BLOCKS);
  const auto forced = Ok(Move("fund--county", there + "force: true"));
  EXPECT_EQ(forced.meeting().slot(), Get("fund--town").slot());
}

TEST_F(TimetableServiceTest, AMoveTakesAFreeTableAndPinsIt) {
  Agree("fund", "county", "equipment: 'screen'");
  Solve();
  EXPECT_EQ(Get("fund--county").table(), "a1");
  const auto moved = Ok(Move("fund--county", "slot: 's4' pinned: true"));
  EXPECT_EQ(moved.meeting().table(), "a1");
  EXPECT_TRUE(moved.meeting().pinned());
  Solve("anew: true");
  EXPECT_EQ(Get("fund--county").slot(), "s4");
  EXPECT_THAT(Error(Move("fund--county", "slot: 's4' table: 'a2'")),
              HasSubstr("lacks what"));
  EXPECT_THAT(Error(Move("fund--county", "slot: 'never'")),
              HasSubstr("slot: there is no \"never\""));
}

TEST_F(TimetableServiceTest, OfTwoWhoMoveOneMeetingOneWins) {
  Agree("fund", "county");
  Solve();
  const std::string etag =
      absl::StrCat("etag: '", Get("fund--county").etag(), "' ");
  const std::vector<std::string> slots = {"s1", "s2", "s3", "s4"};
  std::vector<absl::Status> ended(slots.size());
  std::vector<std::thread> movers;
  for (size_t i = 0; i < slots.size(); ++i) {
    movers.emplace_back([&, i] {
      ended[i] = Move("fund--county",
                      absl::StrCat(etag, "slot: '", slots[i], "' pinned: true"))
                     .status();
    });
  }
  for (std::thread& mover : movers) mover.join();
  int won = 0;
  for (size_t i = 0; i < slots.size(); ++i) {
    if (ended[i].ok()) {
      ++won;
      EXPECT_EQ(Get("fund--county").slot(), slots[i]);
    } else {
      EXPECT_TRUE(absl::IsAborted(ended[i])) << ended[i];
      EXPECT_THAT(ended[i].ToString(), HasSubstr("has changed since it was"));
    }
  }
  EXPECT_EQ(won, 1);
}

TEST_F(TimetableServiceTest, TwoMovesToOneTableDoNotBothGoThrough) {
  Agree("fund", "county");
  Agree("city", "town");
  Solve();
  Ok(Move("fund--county", "slot: 's1' table: 'a2'"));
  Ok(Move("city--town", "slot: 's4' table: 'a2'"));
  std::vector<absl::Status> ended(2);
  std::thread other([&] {
    ended[0] = Move("fund--county", "slot: 's2' table: 'b1'").status();
  });
  ended[1] = Move("city--town", "slot: 's2' table: 'b1'").status();
  other.join();
  EXPECT_NE(ended[0].ok(), ended[1].ok()) << ended[0] << " " << ended[1];
}

TEST_F(TimetableServiceTest, AVersionListsWhatChangedAndTellsThoseConcerned) {
  Agree("fund", "county");
  Agree("city", "town");
  Solve();
  const pb::Timetable first = Publish();
  EXPECT_EQ(first.meetings_size(), 2);
  EXPECT_EQ(first.changes_size(), 2);
  EXPECT_EQ(first.changes(0).kind(), MeetingChange::KIND_ADDED);
  EXPECT_THAT(Error(Do(&Timetables::PublishTimetable, "name: '@'")),
              HasSubstr("nothing has changed"));
  Ok(Move("fund--county",
          absl::StrCat("slot: '",
                       Get("fund--county").slot() == "s4" ? "s3" : "s4", "'")));
  Ok(Do(&Timetables::CancelMeeting,
        "name: '@/meetings/city--town' reason: '行程有变'"));
  const pb::Timetable second = Publish();
  ASSERT_EQ(second.changes_size(), 2);
  EXPECT_EQ(second.changes(0).kind(), MeetingChange::KIND_REMOVED);
  EXPECT_EQ(second.changes(0).reason(), "行程有变");
  EXPECT_EQ(second.changes(1).kind(), MeetingChange::KIND_MOVED);
  EXPECT_THAT(second.name(), HasSubstr("/timetables/0002"));
  const auto page =
      Ok(Do(&Timetables::ListNotices, "parent: '@' page_size: 3"));
  ASSERT_EQ(page.notices_size(), 3);
  EXPECT_EQ(page.notices(0).timetable(), second.name());
  EXPECT_THAT(page.notices(0).text().zh(), HasSubstr("取消"));
  EXPECT_EQ(Ok(Do(&Timetables::ListNotices,
                  absl::StrCat("parent: '@' page_size: 3 page_token: '",
                               page.next_page_token(), "'")))
                .notices_size(),
            1);
}

TEST_F(TimetableServiceTest, ARepairMovesTheFewestMeetings) {
  Agree("fund", "county");
  Agree("city", "town");
  Solve();
  Ok(Move("fund--county", "slot: 's1' table: 'a2'"));
  Ok(Move("city--town", "slot: 's2' table: 'b1'"));
  Publish();
  const auto tried = Ok(Do(&Timetables::RepairTimetable,
                           "name: '@' first_open_slot: 's1' validate_only: "
                           "true absences { unit: "
                           "'programmes/hubei/units/fund' until_slot: 's2' }"));
  EXPECT_EQ(tried.moved(), 1);
  EXPECT_EQ(Get("fund--county").slot(), "s1");
  const auto done = Ok(Do(&Timetables::RepairTimetable,
                          "name: '@' first_open_slot: 's1' reason: '迟到' "
                          "absences { unit: 'programmes/hubei/units/fund' "
                          "until_slot: 's2' }"));
  EXPECT_EQ(done.moved(), 1);
  EXPECT_EQ(done.dropped(), 0);
  EXPECT_TRUE(done.proved_least());
  EXPECT_NE(Get("fund--county").slot(), "s1");
  EXPECT_EQ(Get("city--town").slot(), "s2");
  EXPECT_EQ(Ok(Do(&Fairs::GetParticipant, "name: '@/participants/fund'"))
                .attendance(),
            pb::Participant::ATTENDANCE_LATE);
}

TEST_F(TimetableServiceTest, ARepairIsDoneAsItWasShownOrNotAtAll) {
  Agree("fund", "county");
  Agree("city", "town");
  Solve();
  Ok(Move("fund--county", "slot: 's1' table: 'a2'"));
  Ok(Move("city--town", "slot: 's3' table: 'b1'"));
  const std::string late =
      "name: '@' first_open_slot: 's1' absences { unit: "
      "'programmes/hubei/units/fund' until_slot: 's2' } ";
  const auto shown =
      Ok(Do(&Timetables::RepairTimetable, late + "validate_only: true"));
  const std::string as_shown =
      absl::StrCat("preview_token: '", shown.preview_token(), "'");
  Ok(Move("city--town", "slot: 's4' table: 'b1'"));
  Ok(Move("fund--county", "slot: 's3' table: 'a2'"));
  EXPECT_THAT(Error(Do(&Timetables::RepairTimetable, late + as_shown)),
              AllOf(HasSubstr("ABORTED"), HasSubstr("preview_token: ")));
  EXPECT_EQ(Get("fund--county").slot(), "s3");
  Ok(Move("fund--county", "slot: 's1' table: 'a2'"));
  const auto done =
      Ok(Do(&Timetables::RepairTimetable, late + as_shown + " reason: '迟到'"));
  EXPECT_EQ(done.preview_token(), shown.preview_token());
  EXPECT_EQ(done.changes(0).new_slot(), shown.changes(0).new_slot());
  EXPECT_EQ(Get("fund--county").slot(), shown.changes(0).new_slot());
}

TEST_F(TimetableServiceTest, AVersionIsPublishedAsItWasShownOrNotAtAll) {
  Agree("fund", "county");
  Solve();
  Ok(Move("fund--county", "slot: 's1' table: 'a2'"));
  const pb::Timetable shown =
      Ok(Do(&Timetables::PublishTimetable, "name: '@' validate_only: true"));
  const std::string as_shown =
      absl::StrCat("name: '@' preview_token: '", shown.preview_token(), "'");
  Ok(Move("fund--county", "slot: 's2' table: 'a2'"));
  EXPECT_THAT(Error(Do(&Timetables::PublishTimetable, as_shown)),
              AllOf(HasSubstr("ABORTED"), HasSubstr("preview_token: ")));
  Ok(Move("fund--county", "slot: 's1' table: 'a2'"));
  const pb::Timetable published =
      Ok(Do(&Timetables::PublishTimetable, as_shown));
  EXPECT_EQ(published.meetings(0).slot(), "s1");
  EXPECT_EQ(published.preview_token(), "");
  EXPECT_THAT(Error(Do(&Timetables::PublishTimetable, as_shown)),
              HasSubstr("nothing has changed"));
}

TEST_F(TimetableServiceTest, WhoDoesNotComeHasNoMeetingsAndALostHallNone) {
  Agree("fund", "county");
  Agree("city", "town");
  Solve();
  Ok(Move("city--town", "slot: 's2' table: 'b1'"));
  const auto done = Ok(Do(&Timetables::RepairTimetable,
                          "name: '@' first_open_slot: 's1' lost_places { hall: "
                          "'b' } absences { unit: "
                          "'programmes/hubei/units/fund' }"));
  EXPECT_EQ(done.dropped(), 1);
  EXPECT_EQ(done.moved(), 1);
  EXPECT_EQ(Get("fund--county").slot(), "");
  EXPECT_NE(Get("city--town").table(), "b1");
  EXPECT_EQ(done.fair().closures_size(), 1);
  EXPECT_EQ(Ok(Do(&Timetables::RepairTimetable,
                  "name: '@' lost_places { hall: 'b' found: true }"))
                .fair()
                .closures_size(),
            0);
}

TEST_F(TimetableServiceTest, AnAgendaIsWhatWasPublished) {
  Agree("fund", "county");
  Solve();
  const std::string agenda = "name: '@/participants/county'";
  EXPECT_EQ(Ok(Do(&Timetables::GetAgenda, agenda)).items_size(), 0);
  Publish();
  const pb::Agenda published = Ok(Do(&Timetables::GetAgenda, agenda));
  ASSERT_EQ(published.items_size(), 1);
  EXPECT_EQ(published.items(0).partner(), "programmes/hubei/units/fund");
  EXPECT_THAT(published.icalendar(),
              HasSubstr("UID:hubei-spring-fund--county@duikou\r\n"));
  EXPECT_THAT(Error(Do(&Timetables::GetAgenda, agenda + " delegate: 'p9'")),
              HasSubstr("delegate: there is no person \"p9\""));
}

TEST_F(TimetableServiceTest, ScreenAndTablePlanShowTheDay) {
  Agree("fund", "county");
  Solve();
  Publish();
  const pb::Screen screen =
      Ok(Do(&Timetables::GetScreen, "name: '@' date: '2015-05-20'"));
  ASSERT_EQ(screen.lines_size(), 1);
  EXPECT_EQ(screen.lines(0).supporter_display_name().zh(), "省基金");
  EXPECT_EQ(Ok(Do(&Timetables::GetScreen, "name: '@'")).date(), "2015-01-01");
  EXPECT_EQ(Ok(Do(&Timetables::GetTablePlan,
                  "name: '@' date: '2015-05-20' published: true"))
                .lines_size(),
            1);
  EXPECT_THAT(
      Error(Do(&Timetables::GetTablePlan, "name: '@' date: '2015-05-21'")),
      HasSubstr("date: the fair has no day 2015-05-21"));
}

TEST_F(TimetableServiceTest, AMeetingIsRecordedWithANote) {
  Agree("fund", "county");
  Solve();
  const std::string name = "name: '@/meetings/fund--county' ";
  EXPECT_THAT(
      Error(Do(&Timetables::RecordMeeting, name + "state: STATE_MISSED")),
      HasSubstr("say which side did not come"));
  const Meeting held = Ok(Do(&Timetables::RecordMeeting,
                             name + "state: STATE_HELD note: '有意向'"));
  EXPECT_EQ(held.state(), Meeting::STATE_HELD);
  EXPECT_EQ(held.organiser_note(), "有意向");
  EXPECT_THAT(Error(Do(&Timetables::RecordMeeting,
                       name + "note: 'x' clear_note: true")),
              HasSubstr("clear_note: cannot stand beside a note"));
  EXPECT_EQ(Ok(Do(&Timetables::RecordMeeting, name + "clear_note: true"))
                .organiser_note(),
            "");
  EXPECT_THAT(Error(Move("fund--county", "slot: 's4'")),
              HasSubstr("is not planned any more"));
}

TEST_F(TimetableServiceTest, WhatIsSignedStandsOnTheBoard) {
  Agree("fund", "county", "project: 'programmes/hubei/projects/garden'");
  Solve();
  auto drafted =
      Ok(Do(&Timetables::DraftAgreement, "name: '@/meetings/fund--county'"));
  progress::v1::Agreement& agreement = *drafted.mutable_agreement();
  EXPECT_EQ(drafted.parent(), "programmes/hubei");
  EXPECT_EQ(agreement.project(), "programmes/hubei/projects/garden");
  EXPECT_EQ(agreement.responsible_leader().display_name(), "李四");
  EXPECT_EQ(agreement.sign_date(), "2015-01-01");
  ASSERT_EQ(agreement.placements_size(), 1);
  // As the role progress keeps it, in two counties.
  agreement.set_contract_total_fen(1001);
  agreement.set_private_total_fen(100);
  agreement.mutable_placements(0)->set_parts(5000);
  *agreement.add_placements() = agreement.placements(0);
  agreement.mutable_placements(1)->set_area("programmes/hubei/areas/badong");
  agreement.set_name("programmes/hubei/agreements/a-1");
  CommitRequest commit{.partition = "hubei"};
  commit.mutations.push_back(Mutation::Put("agreements", "a-1",
                                           agreement.SerializeAsString(),
                                           Expectation::Absent()));
  Ok(store_.Commit(commit));
  const pb::Board board = Ok(Do(&Timetables::GetBoard, "name: '@'"));
  EXPECT_EQ(board.total().agreements(), 1);
  EXPECT_EQ(board.total().contract_fen(), 1001);
  ASSERT_EQ(board.areas_size(), 2);
  EXPECT_EQ(board.areas(0).contract_fen() + board.areas(1).contract_fen(),
            1001);
  ASSERT_EQ(board.sectors_size(), 1);
  EXPECT_EQ(board.sectors(0).agreements(), 1);
  EXPECT_EQ(board.sectors(0).private_fen(), 100);
  EXPECT_EQ(board.sectors(0).display_name().zh(), "茶叶");
  EXPECT_EQ(board.planned(), 1);
}

TEST_F(TimetableServiceTest, ASlotWithAMeetingStays) {
  Agree("fund", "county");
  Solve();
  EXPECT_THAT(Error(Do(&Fairs::UpdateFair,
                       "fair { name: '@' } update_mask { paths: 'slots' }")),
              HasSubstr("a slot or table that goes has the meeting"));
}

TEST_F(TimetableServiceTest, TwoRunsOfAFairDoNotGoOnAtOnce) {
  Agree("fund", "county");
  const TimetableRun run =
      Ok(Do(&Timetables::SolveTimetable, "name: '@' validate_only: true"));
  EXPECT_EQ(run.wanted(), 1);
  EXPECT_TRUE(run.name().empty());
  Solve();
  EXPECT_THAT(Error(Do(&Timetables::CancelTimetableRun,
                       absl::StrCat(
                           "name: '",
                           Ok(Do(&Timetables::ListTimetableRuns, "parent: '@'"))
                               .timetable_runs(0)
                               .name(),
                           "'"))),
              HasSubstr("has ended already"));
}

}  // namespace
}  // namespace duikou
