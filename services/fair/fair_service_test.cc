// Fairs, who takes part and who asks whom, through a server.
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/fair/testing/small_fair.h"

namespace duikou {
namespace {

namespace pb = ::duikou::fair::v1;
using pb::Fair;
using pb::MeetingRequest;
using pb::PairingLine;
using ::testing::AllOf;
using ::testing::HasSubstr;

class FairServiceTest : public testing::SmallFairTest {};

TEST_F(FairServiceTest, SlotsStandInTheOrderOfTime) {
  const Fair fair = Ok(Do(&Fairs::CreateFair,
                          "parent: 'programmes/hubei' fair { display_name { "
                          "zh: 'x' } time_zone: 'Asia/Shanghai' "
                          "slots { id: 'late' date: '2015-05-20' start_time: "
                          "'10:00' end_time: '10:30' } "
                          "slots { id: 'early' date: '2015-05-20' start_time: "
                          "'09:00' end_time: '09:30' } }"));
  EXPECT_EQ(fair.slots(0).id(), "early");
  EXPECT_EQ(fair.state(), Fair::STATE_DRAFT);
}

TEST_F(FairServiceTest, AFairWithoutSlotOrTableIsNotOpened) {
  Ok(Do(&Fairs::CreateFair,
        "parent: 'programmes/hubei' fair_id: 'bare' fair { display_name { zh: "
        "'x' } time_zone: 'Asia/Shanghai' }"));
  const std::string name = "name: 'programmes/hubei/fairs/bare' ";
  EXPECT_THAT(
      Error(Do(&Fairs::OpenFair, name)),
      AllOf(HasSubstr("FAILED_PRECONDITION"), HasSubstr("has no slot yet")));
  Ok(Do(&Fairs::UpdateFair,
        "fair { name: 'programmes/hubei/fairs/bare' slots { id: 's' date: "
        "'2015-05-20' start_time: '09:00' end_time: '09:30' } }"));
  EXPECT_THAT(Error(Do(&Fairs::OpenFair, name)), HasSubstr("has no table yet"));
}

TEST_F(FairServiceTest, NothingOfAFairThatIsOverChanges) {
  Ok(Do(&Fairs::CloseFair, "name: '@'"));
  EXPECT_THAT(Error(Do(&Fairs::UpdateFair, "fair { name: '@' venue: 'x' }")),
              HasSubstr("the fair is over"));
  EXPECT_THAT(Error(Ask("fund", "county")), HasSubstr("the fair is over"));
}

TEST_F(FairServiceTest, AUnitRegistersOnceAndOnItsSide) {
  EXPECT_THAT(Error(Do(&Fairs::CreateParticipant,
                       "parent: '@' participant { unit: "
                       "'programmes/hubei/units/fund' side: SIDE_SUPPORTER }")),
              HasSubstr("ALREADY_EXISTS"));
  EXPECT_THAT(Error(Do(&Fairs::CreateParticipant,
                       "parent: '@' participant { unit: "
                       "'programmes/hubei/units/bare' side: SIDE_RECIPIENT }")),
              HasSubstr("is not on this side"));
  EXPECT_THAT(Error(Do(&Fairs::UpdateParticipant,
                       "participant { name: '@/participants/county' projects: "
                       "'programmes/hubei/projects/orchard' }")),
              HasSubstr("was put forward by programmes/hubei/units/town"));
}

TEST_F(FairServiceTest, WhoHasRequestsIsNotTakenOff) {
  Ok(Ask("fund", "county"));
  EXPECT_THAT(
      Error(Do(&Fairs::DeleteParticipant, "name: '@/participants/county'")),
      HasSubstr("there is still"));
  Ok(Do(&Fairs::DeleteParticipant, "name: '@/participants/town'"));
}

TEST_F(FairServiceTest, CheckInIsTakenBackToo) {
  auto who = Ok(Do(&Fairs::CheckInParticipant, "name: '@/participants/fund'"));
  EXPECT_EQ(who.attendance(), pb::Participant::ATTENDANCE_PRESENT);
  EXPECT_TRUE(who.has_check_in_time());
  who = Ok(
      Do(&Fairs::CheckInParticipant, "name: '@/participants/fund' undo: true"));
  EXPECT_EQ(who.attendance(), pb::Participant::ATTENDANCE_EXPECTED);
  EXPECT_FALSE(who.has_check_in_time());
}

TEST_F(FairServiceTest, PartnersAreRankedWithReasonsAndMutualInterest) {
  auto ranked = Ok(Do(&Fairs::RankPartners, "name: '@/participants/fund'"));
  ASSERT_EQ(ranked.partners_size(), 2);
  for (const pb::Partner& partner : ranked.partners()) {
    EXPECT_GT(partner.score(), 0) << partner.unit();
    EXPECT_EQ(partner.points(), partner.score());
    EXPECT_EQ(partner.best().score(), partner.score());
    EXPECT_FALSE(partner.best().parts(0).reasons().empty());
    EXPECT_FALSE(partner.best().parts(0).reasons(0).text().zh().empty());
  }
  const std::string last(ranked.partners(1).unit());
  const std::string id = last.substr(last.rfind('/') + 1);
  Agree("fund", id);
  ranked = Ok(Do(&Fairs::RankPartners, "name: '@/participants/fund'"));
  EXPECT_EQ(ranked.partners(0).unit(), last);
  EXPECT_TRUE(ranked.partners(0).mutual());
  EXPECT_EQ(ranked.partners(0).own_request(),
            absl::StrCat(testing::kSpring, "/requests/fund--", id));
}

TEST_F(FairServiceTest, PagesOfPartnersGoOnWhereTheLastEnded) {
  const auto first =
      Ok(Do(&Fairs::RankPartners, "name: '@/participants/fund' page_size: 1"));
  ASSERT_EQ(first.partners_size(), 1);
  EXPECT_EQ(first.total_size(), 2);
  const auto second =
      Ok(Do(&Fairs::RankPartners,
            absl::StrCat("name: '@/participants/fund' page_size: 1 "
                         "page_token: '",
                         first.next_page_token(), "'")));
  EXPECT_EQ(second.partners(0).rank(), 2);
  EXPECT_TRUE(second.next_page_token().empty());
}

TEST_F(FairServiceTest, ARequestIsAnsweredOnceByTheOtherSide) {
  EXPECT_EQ(Ok(Ask("fund", "county")).state(), MeetingRequest::STATE_PENDING);
  EXPECT_THAT(Error(Do(&Fairs::AnswerMeetingRequest,
                       "name: '@/requests/fund--county' accept: true "
                       "side: SIDE_SUPPORTER")),
              HasSubstr("is not for the side that asked"));
  const MeetingRequest accepted = Ok(Accept("fund--county"));
  EXPECT_EQ(accepted.state(), MeetingRequest::STATE_ACCEPTED);
  EXPECT_TRUE(accepted.accepted_by_recipient());
  EXPECT_THAT(Error(Accept("fund--county")),
              HasSubstr("does not wait for an answer"));
}

TEST_F(FairServiceTest, WhatNobodyAnswersExpiresAndIsAskedAgain) {
  Ok(Ask("fund", "county"));
  server_->clock().Advance(absl::Hours(72));
  EXPECT_EQ(Ok(Do(&Fairs::GetMeetingRequest, "name: '@/requests/fund--county'"))
                .state(),
            MeetingRequest::STATE_EXPIRED);
  EXPECT_EQ(
      Ok(Do(&Fairs::ListMeetingRequests, "parent: '@' states: STATE_EXPIRED"))
          .meeting_requests_size(),
      1);
  EXPECT_THAT(Error(Accept("fund--county")), HasSubstr("has expired"));
  Ok(Do(&Fairs::UpdateMeetingRequest,
        "meeting_request { name: '@/requests/fund--county' text: 'again' }"));
  EXPECT_EQ(Ok(Accept("fund--county")).state(), MeetingRequest::STATE_ACCEPTED);
}

TEST_F(FairServiceTest, ARequestIsTakenBackAndMadeAgain) {
  Ok(Ask("fund", "county"));
  const std::string name = "name: '@/requests/fund--county'";
  EXPECT_EQ(Ok(Do(&Fairs::WithdrawMeetingRequest, name)).state(),
            MeetingRequest::STATE_WITHDRAWN);
  EXPECT_THAT(Error(Do(&Fairs::WithdrawMeetingRequest, name)),
              HasSubstr("is withdrawn already"));
  EXPECT_EQ(Ok(Do(&Fairs::UpdateMeetingRequest,
                  "meeting_request { name: '@/requests/fund--county' kind: "
                  "KIND_MUST_MEET }"))
                .state(),
            MeetingRequest::STATE_PENDING);
}

TEST_F(FairServiceTest, CircularOrdersAndMeetingsWithOneselfAreRefused) {
  Ok(Ask("fund", "county"));
  Ok(Ask("fund", "town", "after: '@/requests/fund--county'"));
  EXPECT_THAT(Error(Do(&Fairs::UpdateMeetingRequest,
                       "meeting_request { name: '@/requests/fund--county' "
                       "after: '@/requests/fund--town' }")),
              HasSubstr("the order is circular"));
  EXPECT_THAT(Error(Ask("city", "city")), HasSubstr("nobody meets itself"));
}

TEST_F(FairServiceTest, OnlyWhoTakesPartIsAsked) {
  EXPECT_THAT(Error(Ask("bare", "county")),
              HasSubstr("meeting_request.supporter: "
                        "programmes/hubei/units/bare does not take part"));
}

TEST_F(FairServiceTest, SuggestionsGoToThoseWithTooFewAndNeedBothAnswers) {
  const auto tried = Ok(Do(&Fairs::SuggestMeetings,
                           "name: '@' partners_each: 1 validate_only: true"));
  ASSERT_GT(tried.requests_size(), 0);
  const auto sent =
      Ok(Do(&Fairs::SuggestMeetings, "name: '@' partners_each: 1"));
  ASSERT_EQ(sent.requests_size(), tried.requests_size());
  const MeetingRequest& first = sent.requests(0);
  EXPECT_TRUE(first.suggested());
  EXPECT_GT(first.score(), 0);
  const std::string name = absl::StrCat("name: '", first.name(), "' ");
  EXPECT_EQ(Ok(Do(&Fairs::AnswerMeetingRequest,
                  name + "accept: true side: SIDE_SUPPORTER"))
                .state(),
            MeetingRequest::STATE_PENDING);
  EXPECT_EQ(Ok(Do(&Fairs::AnswerMeetingRequest,
                  name + "accept: true side: SIDE_RECIPIENT"))
                .state(),
            MeetingRequest::STATE_ACCEPTED);
  EXPECT_EQ(Ok(Do(&Fairs::SuggestMeetings, "name: '@' partners_each: 1"))
                .requests_size(),
            0);
}

TEST_F(FairServiceTest, TheReviewTellsWhoHasTooFewAndTooMany) {
  Ok(Do(&Fairs::UpdateFair,
        "fair { name: '@' least_meetings: 1 "
        "most_meetings: 1 }"));
  Agree("fund", "county");
  Agree("fund", "town");
  const auto review = Ok(Do(&Fairs::ReviewPairing, "name: '@'"));
  ASSERT_EQ(review.lines_size(), 4);
  EXPECT_EQ(review.lines(0).unit(), "programmes/hubei/units/city");
  EXPECT_EQ(review.lines(0).balance(), PairingLine::BALANCE_TOO_FEW);
  EXPECT_EQ(review.lines(3).unit(), "programmes/hubei/units/fund");
  EXPECT_EQ(review.lines(3).balance(), PairingLine::BALANCE_TOO_MANY);
  EXPECT_EQ(review.too_few(), 1);
  EXPECT_EQ(review.too_many(), 1);
}

TEST_F(FairServiceTest, StandsAreGivenOut) {
  Ok(Do(&Fairs::UpdateFair,
        "fair { name: '@' stands { id: 'z1' hall: 'a' free_of_charge: true } "
        "}"));
  for (const char* unit : {"fund", "county"}) {
    Ok(Do(&Fairs::UpdateParticipant,
          absl::StrCat("participant { name: '@/participants/", unit,
                       "' stands_wanted: 1 }")));
  }
  const auto given = Ok(Do(&Fairs::AssignStands, "name: '@'"));
  EXPECT_EQ(given.fair().stands(0).holder(), "programmes/hubei/units/county");
  ASSERT_EQ(given.without_size(), 1);
  EXPECT_EQ(given.without(0), "programmes/hubei/units/fund");
  EXPECT_EQ(Ok(Do(&Fairs::UpdateFair, "fair { name: '@' venue: 'x' }"))
                .stands(0)
                .holder(),
            "programmes/hubei/units/county");
}

}  // namespace
}  // namespace duikou
