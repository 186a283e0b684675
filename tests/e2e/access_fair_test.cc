// At a fair each unit registers, asks, answers, checks in, notes and signs for
// itself, sees of others what concerns it, and of what is being prepared
// nothing.
#include <string>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "duikou/fair/v1/timetable_service.pb.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/access_deployment.h"

namespace duikou::e2e {
namespace {

namespace pb = ::duikou::fair::v1;
using grpc::StatusCode;
using pb::Meeting;
using ::testing::HasSubstr;
using ::testing::Not;

class AccessFairTest : public AccessTest {
 protected:
  static constexpr char kDate[] = "2016-06-01";

  static std::string Name(const std::string& below) {
    return absl::StrCat("name: 'programmes/hubei/fairs/", below, "' ");
  }
  static std::string Below(const std::string& fair) {
    return absl::StrCat("parent: 'programmes/hubei/fairs/", fair, "' ");
  }
  static std::string Unit(const std::string& unit) {
    return absl::StrCat("'programmes/hubei/units/", unit, "' ");
  }
  static std::string Registration(const std::string& fair,
                                  const std::string& unit) {
    const bool receives = unit.find("county") != std::string::npos;
    return absl::StrCat(
        Below(fair), "participant { unit: ", Unit(unit),
        "side: ", receives ? "SIDE_RECIPIENT" : "SIDE_SUPPORTER", " }");
  }
  static std::string Request(const std::string& fair,
                             const std::string& supporter,
                             const std::string& recipient,
                             const std::string& more = "") {
    return absl::StrCat(
        Below(fair), "meeting_request { supporter: ", Unit(supporter),
        "recipient: ", Unit(recipient), "kind: KIND_WISH ", more, " }");
  }

  // A draft with a slot and a table.
  void Draft(const std::string& fair) {
    EXPECT_EQ(
        CodeAs("organiser", "FairService/CreateFair",
               absl::StrCat(
                   "parent: 'programmes/hubei' fair_id: '", fair,
                   "' fair { display_name { zh: '洽谈会' } time_zone: "
                   "'Asia/Shanghai' slots { id: 's1' date: '",
                   kDate,
                   "' start_time: '09:00' end_time: '09:30' } slots { id: 's2' "
                   "date: '",
                   kDate,
                   "' start_time: '10:00' end_time: '10:30' } halls { id: 'a' "
                   "display_name { zh: 'A馆' } tables { id: 'a1' } } }")),
        StatusCode::OK);
  }
  // An open one, at which `mine` and `my-county` meet in s1, and `theirs` and
  // `their-county` in s2; both are published.
  void Meet(const std::string& fair) {
    Draft(fair);
    EXPECT_EQ(CodeAs("organiser", "FairService/OpenFair", Name(fair)),
              StatusCode::OK);
    for (const char* unit : {"mine", "theirs", "my-county", "their-county"}) {
      EXPECT_EQ(CodeAs("office", "FairService/CreateParticipant",
                       Registration(fair, unit)),
                StatusCode::OK);
    }
    for (const auto& [supporter, recipient, slot] :
         {std::tuple("mine", "my-county", "s1"),
          std::tuple("theirs", "their-county", "s2")}) {
      const std::string id = absl::StrCat(supporter, "--", recipient);
      EXPECT_EQ(CodeAs("office", "TimetableService/CreateMeeting",
                       absl::StrCat(Below(fair),
                                    "meeting { supporter: ", Unit(supporter),
                                    "recipient: ", Unit(recipient), "}")),
                StatusCode::OK);
      EXPECT_EQ(CodeAs("office", "TimetableService/MoveMeeting",
                       absl::StrCat(Name(fair + "/meetings/" + id), "slot: '",
                                    slot, "'")),
                StatusCode::OK);
    }
    EXPECT_EQ(CodeAs("office", "TimetableService/PublishTimetable", Name(fair)),
              StatusCode::OK);
  }
};
DUIKOU_ON_BOTH_LAYOUTS(AccessFairTest);

TEST_P(AccessFairTest, ADraftIsForThoseWhoOrganiseIt) {
  Draft("prepared");
  EXPECT_EQ(CodeAs("supervisor", "FairService/GetFair", Name("prepared")),
            StatusCode::OK);
  for (const char* person : {"supporter", "recipient", "guide"}) {
    EXPECT_EQ(CodeAs(person, "FairService/GetFair", Name("prepared")),
              StatusCode::PERMISSION_DENIED)
        << person;
    EXPECT_THAT(Must<pb::ListFairsResponse>(person, "FairService/ListFairs",
                                            "parent: 'programmes/hubei'")
                    .ShortDebugString(),
                Not(HasSubstr("fairs/prepared")))
        << person;
  }
  EXPECT_EQ(CodeAs("", "TimetableService/GetScreen", Name("prepared")),
            StatusCode::NOT_FOUND);
  EXPECT_EQ(CodeAs("supporter", "FairService/CreateParticipant",
                   Registration("prepared", "mine")),
            StatusCode::FAILED_PRECONDITION);
}

TEST_P(AccessFairTest, AUnitRegistersAsksAndAnswersForItselfAlone) {
  Draft("asking");
  EXPECT_EQ(CodeAs("organiser", "FairService/OpenFair", Name("asking")),
            StatusCode::OK);
  for (const auto& [person, own, other] :
       {std::tuple("supporter", "mine", "theirs"),
        std::tuple("recipient", "my-county", "their-county")}) {
    EXPECT_EQ(CodeAs(person, "FairService/CreateParticipant",
                     Registration("asking", other)),
              StatusCode::PERMISSION_DENIED);
    EXPECT_EQ(CodeAs(person, "FairService/CreateParticipant",
                     Registration("asking", own)),
              StatusCode::OK);
    EXPECT_EQ(CodeAs("organiser", "FairService/CreateParticipant",
                     Registration("asking", other)),
              StatusCode::OK);
    EXPECT_EQ(CodeAs(person, "FairService/RankPartners",
                     Name(absl::StrCat("asking/participants/", own))),
              StatusCode::OK);
    EXPECT_EQ(CodeAs(person, "FairService/RankPartners",
                     Name(absl::StrCat("asking/participants/", other))),
              StatusCode::PERMISSION_DENIED);
  }
  EXPECT_EQ(CodeAs("supporter", "FairService/CreateMeetingRequest",
                   Request("asking", "theirs", "their-county")),
            StatusCode::PERMISSION_DENIED);
  // Nor in the name of whom it would like to meet.
  EXPECT_NE(CodeAs("supporter", "FairService/CreateMeetingRequest",
                   Request("asking", "mine", "my-county",
                           "asked_by: SIDE_RECIPIENT")),
            StatusCode::OK);
  EXPECT_EQ(CodeAs("supporter", "FairService/CreateMeetingRequest",
                   Request("asking", "mine", "my-county")),
            StatusCode::OK);
  EXPECT_EQ(CodeAs("supporter", "FairService/CreateMeetingRequest",
                   Request("asking", "mine", "their-county")),
            StatusCode::OK);
  const std::string asked = Name("asking/requests/mine--my-county");
  const std::string of_other = Name("asking/requests/mine--their-county");
  EXPECT_EQ(CodeAs("supporter", "FairService/AnswerMeetingRequest",
                   asked + "accept: true"),
            StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(CodeAs("recipient", "FairService/AnswerMeetingRequest", of_other),
            StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(CodeAs("recipient", "FairService/WithdrawMeetingRequest", asked),
            StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(CodeAs("recipient", "FairService/AnswerMeetingRequest",
                   asked + "accept: true"),
            StatusCode::OK);
  EXPECT_EQ(Must<pb::ListMeetingRequestsResponse>(
                "recipient", "FairService/ListMeetingRequests", Below("asking"))
                .meeting_requests_size(),
            1);
}

TEST_P(AccessFairTest, BothPartiesCheckInNoteAndSign) {
  Meet("meeting");
  const std::string own = "meeting/meetings/mine--my-county";
  const std::string other = "meeting/meetings/theirs--their-county";
  for (const auto& [person, unit, partner] :
       {std::tuple("supporter", "mine", "my-county"),
        std::tuple("recipient", "my-county", "mine")}) {
    const auto check_in = [&, person = person](const std::string& who) {
      return CodeAs(person, "FairService/CheckInParticipant",
                    Name(absl::StrCat("meeting/participants/", who)));
    };
    EXPECT_EQ(check_in(unit), StatusCode::OK) << person;
    EXPECT_EQ(check_in(partner), StatusCode::PERMISSION_DENIED) << person;
    EXPECT_EQ(CodeAs(person, "TimetableService/RecordMeeting",
                     absl::StrCat(Name(own), "state: STATE_HELD note: 'of ",
                                  person, "'")),
              StatusCode::OK);
    EXPECT_EQ(CodeAs(person, "TimetableService/RecordMeeting",
                     Name(other) + "note: 'x'"),
              StatusCode::PERMISSION_DENIED);
    const auto draft = Must<pb::DraftAgreementResponse>(
        person, "TimetableService/DraftAgreement",
        absl::StrCat(Name(own),
                     "project: 'programmes/hubei/projects/open-my-county'"));
    progress::v1::CreateAgreementRequest sign;
    sign.set_parent(draft.parent());
    *sign.mutable_agreement() = draft.agreement();
    auto& sum = *sign.mutable_agreement()->add_contract_sums();
    sum.set_side(progress::v1::SIDE_SUPPORTER);
    sum.set_fund_kind("grant");
    sum.set_amount_fen(100'000'000);
    EXPECT_EQ(CodeAs(person, "ProgressService/CreateAgreement",
                     sign.ShortDebugString()),
              StatusCode::OK)
        << person;
    EXPECT_EQ(CodeAs(person, "TimetableService/DraftAgreement", Name(other)),
              StatusCode::PERMISSION_DENIED);
  }
  // Each reads its own note, and those who organise the fair both.
  const auto seen =
      Must<Meeting>("supporter", "TimetableService/GetMeeting", Name(own));
  EXPECT_EQ(seen.supporter_note(), "of supporter");
  EXPECT_EQ(seen.recipient_note(), "");
  EXPECT_EQ(Must<Meeting>("organiser", "TimetableService/GetMeeting", Name(own))
                .recipient_note(),
            "of recipient");
  EXPECT_EQ(
      Must<pb::Board>("guide", "TimetableService/GetBoard", Name("meeting"))
          .total()
          .agreements(),
      2);
}

TEST_P(AccessFairTest, NobodyIsToldOfWhatIsNotPublished) {
  Draft("silent");
  EXPECT_EQ(CodeAs("organiser", "FairService/OpenFair", Name("silent")),
            StatusCode::OK);
  for (const char* person : {"supporter", "recipient", "organiser"}) {
    EXPECT_EQ(Must<pb::ListNoticesResponse>(
                  person, "TimetableService/ListNotices", Below("silent"))
                  .notices_size(),
              0)
        << person;
  }
}

TEST_P(AccessFairTest, AParticipantSeesOfATimetableWhatConcernsIt) {
  Meet("told");
  EXPECT_EQ(CodeAs("office", "TimetableService/MoveMeeting",
                   Name("told/meetings/mine--my-county")),
            StatusCode::OK);  // out again, not published yet
  const auto meetings = Must<pb::ListMeetingsResponse>(
      "supporter", "TimetableService/ListMeetings", Below("told"));
  ASSERT_EQ(meetings.meetings_size(), 1);
  EXPECT_EQ(meetings.meetings(0).slot(), "s1");
  EXPECT_EQ(Must<pb::ListNoticesResponse>(
                "recipient", "TimetableService/ListNotices", Below("told"))
                .notices_size(),
            1);
  EXPECT_EQ(Must<pb::ListNoticesResponse>(
                "organiser", "TimetableService/ListNotices", Below("told"))
                .notices_size(),
            2);
  EXPECT_EQ(CodeAs("supporter", "TimetableService/GetAgenda",
                   Name("told/participants/mine")),
            StatusCode::OK);
  EXPECT_EQ(CodeAs("supporter", "TimetableService/GetAgenda",
                   Name("told/participants/theirs")),
            StatusCode::PERMISSION_DENIED);
  for (const char* method : {"TimetableService/CheckTimetable",
                             "TimetableService/RepairTimetable"}) {
    EXPECT_EQ(CodeAs("supporter", method, Name("told")),
              StatusCode::PERMISSION_DENIED)
        << method;
  }
  const auto screen =
      Must<pb::Screen>("", "TimetableService/GetScreen",
                       absl::StrCat(Name("told"), "date: '", kDate, "'"));
  EXPECT_EQ(screen.lines_size(), 2);
}

}  // namespace
}  // namespace duikou::e2e
