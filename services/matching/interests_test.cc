// Interests through a server: their states, their threads, what they change in
// rankings, and what is refused.
#include "services/matching/interests.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/matching/matching_service.h"
#include "services/matching/testing/matching_server.h"
#include "services/programme/testing/small_programme.h"
#include "services/rpc/resource_name.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using pb::Interest;
using Stub = pb::MatchingService::Stub;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MatchingServer;
using testing::Parse;
using testing::PutText;

constexpr char kName[] = "programmes/hubei/interests/fund--tea-1";

class InterestsTest : public ::testing::Test {
 protected:
  InterestsTest() {
    testing::WriteSmallProgramme(store_);
    server_ = std::make_unique<MatchingServer>(store_);  // 2015
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Do(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                           const Request&,
                                                           Response*),
                              const std::string& text) {
    const std::string min = absl::StrCat(
        "hubei=", store_.WaitForChange("hubei", 0, CallLimits()).value());
    auto [status, response] = server_->Do(method, Parse<Request>(text), min);
    if (status.ok()) return response;
    return absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                        status.error_message());
  }
  template <typename T>
  static T Ok(absl::StatusOr<T> result) {
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? *std::move(result) : T();
  }
  template <typename T>
  static std::string Error(const absl::StatusOr<T>& result) {
    return result.status().ToString();
  }

  absl::StatusOr<Interest> Create(const std::string& offers,
                                  const std::string& unit = "fund",
                                  const std::string& project = "tea-1",
                                  const std::string& more = "") {
    return Do(&Stub::CreateInterest,
              absl::StrCat("parent: 'programmes/hubei' interest { supporter: '",
                           "programmes/hubei/units/", unit,
                           "' project: 'programmes/hubei/projects/", project,
                           "' year: 2015 ", offers, " } ", more));
  }
  absl::StatusOr<Interest> Grant(int64_t fen, const std::string& unit = "fund",
                                 const std::string& more = "") {
    return Create(
        absl::StrCat("offers { fund_kind: 'grant' amount_fen: ", fen, " }"),
        unit, "tea-1", more);
  }
  absl::StatusOr<Interest> Answer(const std::string& answer,
                                  const std::string& name = kName,
                                  const std::string& more = "") {
    return Do(
        &Stub::AnswerInterest,
        absl::StrCat("name: '", name, "' answer: ANSWER_", answer, " ", more));
  }
  absl::StatusOr<Interest> Withdraw(const std::string& more = "") {
    return Do(&Stub::WithdrawInterest,
              absl::StrCat("name: '", kName, "' ", more));
  }
  absl::StatusOr<Interest> Update(const std::string& fields,
                                  const std::string& more = "") {
    return Do(&Stub::UpdateInterest, absl::StrCat("interest { name: '", kName,
                                                  "' ", fields, " } ", more));
  }
  absl::StatusOr<Interest> Say(const std::string& text,
                               const std::string& more = "") {
    return Do(&Stub::SendInterestMessage,
              absl::StrCat("name: '", kName, "' message: '", text, "' ", more));
  }
  std::vector<std::string> List(const std::string& more = "") {
    const auto response =
        Ok(Do(&Stub::ListInterests, "parent: 'programmes/hubei' " + more));
    std::vector<std::string> ids;
    for (const Interest& interest : response.interests()) {
      ids.push_back(std::string(LastId(interest.name())));
    }
    return ids;
  }
  // The supporter's entry for the project in its ranking, the way it goes over
  // the wire.
  pb::Recommendation Recommended(const std::string& unit,
                                 const std::string& project) {
    const auto response =
        Ok(Do(&Stub::RecommendProjects,
              absl::StrCat("supporter: 'programmes/hubei/units/", unit, "'")));
    for (const pb::Recommendation& entry : response.recommendations()) {
      if (LastId(entry.project()) == project) return entry;
    }
    return pb::Recommendation();
  }
  int64_t GrantsLeft(const std::string& unit) {
    const auto response =
        Ok(Do(&Stub::RecommendProjects,
              absl::StrCat("supporter: 'programmes/hubei/units/", unit, "'")));
    for (const pb::MeansLeft& means : response.means()) {
      if (means.fund_kind() == "grant") return means.amount_fen();
    }
    return -1;
  }

  MemoryStore store_;
  std::unique_ptr<MatchingServer> server_;
};

TEST_F(InterestsTest, IsOpenWhenMadeAndNamedByItsPair) {
  const Interest interest = Ok(Grant(100'000'000, "fund", "message: '您好'"));
  EXPECT_EQ(interest.name(), kName);
  EXPECT_EQ(interest.state(), Interest::STATE_OPEN);
  EXPECT_FALSE(interest.has_answer_time());
  EXPECT_EQ(interest.create_time().seconds(), 1'420'070'400);
  ASSERT_EQ(interest.messages_size(), 1);
  const pb::InterestMessage& first = interest.messages(0);
  EXPECT_EQ(first.text(), "您好");
  EXPECT_EQ(first.author(), "anonymous");
  EXPECT_EQ(first.side(), profiles::v1::SIDE_SUPPORTER);
  EXPECT_EQ(first.state(), Interest::STATE_OPEN);
  EXPECT_EQ(first.create_time().seconds(), 1'420'070'400);
  const Interest read =
      Ok(Do(&Stub::GetInterest, absl::StrCat("name: '", kName, "'")));
  EXPECT_EQ(read.SerializeAsString(), interest.SerializeAsString());
}

TEST_F(InterestsTest, WhatTheServerWritesCannotBeSent) {
  const Interest interest =
      Ok(Create("offers { fund_kind: 'grant' amount_fen: 100000000 } "
                "state: STATE_ACCEPTED messages { text: 'forged' } "
                "answer_time { seconds: 5 }"));
  EXPECT_EQ(interest.state(), Interest::STATE_OPEN);
  EXPECT_FALSE(interest.has_answer_time());
  ASSERT_EQ(interest.messages_size(), 1);
  EXPECT_EQ(interest.messages(0).text(), "");
}

TEST_F(InterestsTest, APairHasOneOnly) {
  Ok(Grant(100'000'000));
  EXPECT_THAT(Error(Grant(100'000'000)), HasSubstr("ALREADY_EXISTS"));
  EXPECT_THAT(Error(Create("other_offers { kind: NEED_KIND_EXPERTS }", "city",
                           "tea-1", "interest_id: 'mine'")),
              HasSubstr("INVALID_ARGUMENT: interest_id: \"mine\" must be "
                        "\"city--tea-1\" or empty"));
}

TEST_F(InterestsTest, ARepeatedRequestGetsTheFirstAnswerAndOneMessage) {
  const Interest first = Ok(Grant(1, "fund", "request_id: 'r'"));
  const Interest again = Ok(Grant(1, "fund", "request_id: 'r'"));
  EXPECT_EQ(first.SerializeAsString(), again.SerializeAsString());
  Ok(Say("a", "request_id: 's'"));
  EXPECT_EQ(Ok(Say("a", "request_id: 's'")).messages_size(), 2);
}

TEST_F(InterestsTest, ValidateOnlyWritesNothing) {
  EXPECT_EQ(Ok(Grant(1, "fund", "validate_only: true")).state(),
            Interest::STATE_OPEN);
  EXPECT_THAT(List(), IsEmpty());
  Ok(Grant(1));
  Ok(Answer("ACCEPT", kName, "validate_only: true"));
  Ok(Withdraw("validate_only: true"));
  Ok(Say("x", "validate_only: true"));
  const Interest stored =
      Ok(Do(&Stub::GetInterest, absl::StrCat("name: '", kName, "'")));
  EXPECT_EQ(stored.state(), Interest::STATE_OPEN);
  EXPECT_EQ(stored.messages_size(), 1);
}

TEST_F(InterestsTest, TheCountyAcceptsOrDeclinesAndCanChangeItsMind) {
  Ok(Grant(100'000'000));
  server_->clock().Advance(absl::Hours(1));
  const Interest accepted = Ok(Answer("ACCEPT", kName, "message: '欢迎'"));
  EXPECT_EQ(accepted.state(), Interest::STATE_ACCEPTED);
  EXPECT_EQ(accepted.answer_time().seconds(), 1'420'074'000);
  ASSERT_EQ(accepted.messages_size(), 2);
  EXPECT_EQ(accepted.messages(1).side(), profiles::v1::SIDE_RECIPIENT);
  EXPECT_EQ(accepted.messages(1).text(), "欢迎");
  EXPECT_EQ(accepted.messages(1).state(), Interest::STATE_ACCEPTED);
  EXPECT_THAT(Error(Answer("ACCEPT")),
              HasSubstr("FAILED_PRECONDITION: programmes/hubei/interests/"
                        "fund--tea-1: is accepted already"));
  EXPECT_EQ(Ok(Answer("DECLINE")).state(), Interest::STATE_DECLINED);
  EXPECT_THAT(Error(Answer("DECLINE")), HasSubstr("is declined already"));
  EXPECT_EQ(Ok(Answer("ACCEPT")).state(), Interest::STATE_ACCEPTED);
}

TEST_F(InterestsTest, TheSupporterTakesItBackAndAnUpdateOpensItAgain) {
  Ok(Grant(100'000'000));
  Ok(Answer("ACCEPT"));
  const Interest withdrawn = Ok(Withdraw("message: '另作安排'"));
  EXPECT_EQ(withdrawn.state(), Interest::STATE_WITHDRAWN);
  EXPECT_EQ(withdrawn.messages(2).side(), profiles::v1::SIDE_SUPPORTER);
  EXPECT_THAT(Error(Withdraw()), HasSubstr("is withdrawn already"));
  EXPECT_THAT(Error(Answer("ACCEPT")), AllOf(HasSubstr("FAILED_PRECONDITION"),
                                             HasSubstr("is withdrawn")));
  EXPECT_THAT(Error(Answer("DECLINE")), HasSubstr("is withdrawn"));
  // The same offer as before.
  const Interest open = Ok(Update("year: 2015"));
  EXPECT_EQ(open.state(), Interest::STATE_OPEN);
  ASSERT_EQ(open.messages_size(), 4);
  EXPECT_EQ(open.messages(3).state(), Interest::STATE_OPEN);
  Ok(Answer("DECLINE"));
  EXPECT_THAT(Error(Withdraw()), HasSubstr("is declined"));
}

TEST_F(InterestsTest, AnotherOfferOpensItAgainAndTheSameDoesNot) {
  Ok(Grant(100'000'000));
  Ok(Answer("ACCEPT"));
  const Interest same =
      Ok(Update("offers { fund_kind: 'grant' amount_fen: 100000000 }"));
  EXPECT_EQ(same.state(), Interest::STATE_ACCEPTED);
  EXPECT_EQ(same.messages_size(), 2);
  const Interest other =
      Ok(Update("offers { fund_kind: 'grant' amount_fen: 120000000 }"));
  EXPECT_EQ(other.state(), Interest::STATE_OPEN);
  EXPECT_EQ(other.messages_size(), 3);
  EXPECT_TRUE(other.has_answer_time());
  Ok(Answer("DECLINE"));
  EXPECT_EQ(Ok(Update("year: 2016")).state(), Interest::STATE_OPEN);
}

TEST_F(InterestsTest, TheThreadGrowsOnEitherSideWhateverTheState) {
  Ok(Grant(100'000'000));
  Ok(Say("何时可以考察？"));
  const Interest answered = Ok(Say("下周二", "side: SIDE_RECIPIENT"));
  ASSERT_EQ(answered.messages_size(), 3);
  EXPECT_EQ(answered.messages(1).side(), profiles::v1::SIDE_SUPPORTER);
  EXPECT_EQ(answered.messages(2).side(), profiles::v1::SIDE_RECIPIENT);
  EXPECT_EQ(answered.messages(2).state(), Interest::STATE_UNSPECIFIED);
  EXPECT_EQ(answered.state(), Interest::STATE_OPEN);
  Ok(Withdraw());
  // Nor does it matter what has become of the project.
  PutText(store_, "projects", "tea-1",
          R"(area: "@areas/zigui" sector: "@sectors/tea"
             state: STATE_WITHDRAWN first_year: 2018 last_year: 2019)");
  EXPECT_EQ(Ok(Say("可惜", "side: SIDE_RECIPIENT")).state(),
            Interest::STATE_WITHDRAWN);
}

TEST_F(InterestsTest, AFullThreadStillLetsTheStateChange) {
  Ok(Grant(100'000'000));
  for (int i = 1; i < 200; ++i) Ok(Say("x"));
  EXPECT_THAT(Error(Say("y")),
              HasSubstr("RESOURCE_EXHAUSTED: programmes/hubei/interests/"
                        "fund--tea-1: its thread is full"));
  EXPECT_THAT(Error(Withdraw("message: 'y'")), HasSubstr("RESOURCE_EXHAUSTED"));
  const Interest withdrawn = Ok(Withdraw());
  EXPECT_EQ(withdrawn.state(), Interest::STATE_WITHDRAWN);
  EXPECT_EQ(withdrawn.messages_size(), 200);
}

TEST_F(InterestsTest, OffersAreCheckedWhereTheyAreMadeAndChanged) {
  EXPECT_THAT(Error(Grant(300'000'001)),
              HasSubstr("INVALID_ARGUMENT: interest.offers[0].amount_fen: "
                        "300000001 is more than the project's open need"));
  EXPECT_THAT(Error(Create("")), HasSubstr("INVALID_ARGUMENT: interest.offers: "
                                           "is empty"));
  EXPECT_THAT(
      Error(Create("other_offers { kind: NEED_KIND_EXPERTS }", "county")),
      HasSubstr("INVALID_ARGUMENT: interest.supporter"));
  EXPECT_THAT(Error(Create("other_offers { kind: NEED_KIND_EXPERTS }", "none")),
              HasSubstr("INVALID_ARGUMENT: interest.supporter: "
                        "programmes/hubei/units/none does not exist"));
  EXPECT_THAT(
      Error(Create("other_offers { kind: NEED_KIND_EXPERTS }", "fund", "none")),
      HasSubstr("INVALID_ARGUMENT: interest.project: "
                "programmes/hubei/projects/none does not exist"));
  Ok(Grant(1));
  EXPECT_THAT(Error(Update("offers { fund_kind: 'policy' amount_fen: 1 }")),
              HasSubstr("INVALID_ARGUMENT: interest.offers[0].fund_kind"));
  EXPECT_THAT(Error(Update("year: 2017")),
              HasSubstr("INVALID_ARGUMENT: interest.year: 2017 is outside the "
                        "project's years"));
  EXPECT_THAT(Error(Update("year: 2016 etag: 'stale'")), HasSubstr("ABORTED"));
  EXPECT_THAT(Error(Update("supporter: 'programmes/hubei/units/city'",
                           "update_mask { paths: 'supporter' }")),
              HasSubstr("INVALID_ARGUMENT"));
}

TEST_F(InterestsTest, OnlyAnOpenProjectTakesOffersAndAcceptances) {
  EXPECT_THAT(
      Error(Create("offers { fund_kind: 'grant' amount_fen: 1 }", "fund",
                   "draft")),
      HasSubstr("FAILED_PRECONDITION: programmes/hubei/projects/draft is not "
                "open to supporters"));
  Ok(Grant(1));
  PutText(store_, "projects", "tea-1",
          R"(area: "@areas/zigui" sector: "@sectors/tea"
             fund_needs { fund_kind: "grant" total_fen: 300000000 }
             state: STATE_COMPLETED first_year: 2014 last_year: 2016)");
  EXPECT_THAT(Error(Answer("ACCEPT")), HasSubstr("is not open to supporters"));
  EXPECT_THAT(Error(Update("year: 2016")),
              HasSubstr("is not open to supporters"));
  EXPECT_EQ(Ok(Answer("DECLINE")).state(), Interest::STATE_DECLINED);
}

TEST_F(InterestsTest, NoMoreIsAcceptedThanIsLeftOfTheOpenNeed) {
  Ok(Grant(200'000'000, "fund"));
  Ok(Grant(150'000'000, "city"));
  Ok(Answer("ACCEPT"));
  const std::string city = "programmes/hubei/interests/city--tea-1";
  EXPECT_THAT(Error(Answer("ACCEPT", city)),
              AllOf(HasSubstr("FAILED_PRECONDITION"),
                    HasSubstr("100000000 fen are left")));
  PutText(store_, "commitments", "c-1",
          R"(supporter: "@units/city" project: "@projects/tea-1"
             fund_kind: "grant" year: 2015 amount_fen: 150000000)");
  // The same promise, on record already.
  EXPECT_EQ(Ok(Answer("ACCEPT", city)).state(), Interest::STATE_ACCEPTED);
}

TEST_F(InterestsTest, AnAcceptedOneTakesFromMeansAndOpenNeed) {
  EXPECT_EQ(GrantsLeft("fund"), 400'000'000);
  Ok(Grant(120'000'000));
  EXPECT_EQ(GrantsLeft("fund"), 400'000'000);
  EXPECT_EQ(Recommended("fund", "tea-1").open_fen(), 300'000'000);
  Ok(Answer("ACCEPT"));
  EXPECT_EQ(GrantsLeft("fund"), 280'000'000);
  EXPECT_EQ(Recommended("fund", "tea-1").open_fen(), 180'000'000);
  EXPECT_EQ(Recommended("city", "tea-1").open_fen(), 180'000'000);
  PutText(store_, "commitments", "c-1",
          R"(supporter: "@units/fund" project: "@projects/tea-1"
             fund_kind: "grant" year: 2015 amount_fen: 200000000)");
  EXPECT_EQ(GrantsLeft("fund"), 200'000'000);
  EXPECT_EQ(Recommended("fund", "tea-1").open_fen(), 100'000'000);
  Ok(Withdraw());
  EXPECT_EQ(GrantsLeft("fund"), 200'000'000);
  testing::DeleteRecord(store_, "commitments", "c-1");
  EXPECT_EQ(GrantsLeft("fund"), 400'000'000);
  EXPECT_EQ(Recommended("fund", "tea-1").open_fen(), 300'000'000);
}

TEST_F(InterestsTest, RankingsAndExplanationsTellTheState) {
  EXPECT_EQ(Recommended("fund", "tea-1").interest_state(),
            Interest::STATE_UNSPECIFIED);
  Ok(Grant(1));
  const auto reverse = [this] {
    const auto response = Ok(Do(&Stub::RecommendSupporters,
                                "project: 'programmes/hubei/projects/tea-1'"));
    std::vector<std::string> lines;
    for (const pb::Recommendation& entry : response.recommendations()) {
      lines.push_back(
          absl::StrCat(LastId(entry.supporter()), " ",
                       Interest::State_Name(entry.interest_state())));
    }
    return lines;
  };
  EXPECT_EQ(Recommended("fund", "tea-1").interest_state(),
            Interest::STATE_OPEN);
  EXPECT_EQ(Recommended("fund", "tea-2").interest_state(),
            Interest::STATE_UNSPECIFIED);
  EXPECT_THAT(reverse(),
              ElementsAre("fund STATE_OPEN", "city STATE_UNSPECIFIED"));
  Ok(Answer("DECLINE"));
  EXPECT_EQ(Recommended("fund", "tea-1").interest_state(),
            Interest::STATE_DECLINED);
  const auto why = Ok(Do(&Stub::ExplainRecommendation,
                         "supporter: 'programmes/hubei/units/fund' "
                         "project: 'programmes/hubei/projects/tea-1'"));
  EXPECT_EQ(why.recommendation().interest_state(), Interest::STATE_DECLINED);
}

TEST_F(InterestsTest, ListsFilterAndPage) {
  Ok(Grant(1, "fund"));
  Ok(Grant(1, "city"));
  Ok(Create("offers { fund_kind: 'grant' amount_fen: 100000000 }", "fund",
            "tea-2"));
  Ok(Answer("ACCEPT"));
  EXPECT_THAT(List(), ElementsAre("city--tea-1", "fund--tea-1", "fund--tea-2"));
  EXPECT_THAT(List("supporter: 'programmes/hubei/units/fund'"),
              ElementsAre("fund--tea-1", "fund--tea-2"));
  EXPECT_THAT(List("project: 'programmes/hubei/projects/tea-1'"),
              ElementsAre("city--tea-1", "fund--tea-1"));
  EXPECT_THAT(List("states: STATE_ACCEPTED states: STATE_DECLINED"),
              ElementsAre("fund--tea-1"));
  EXPECT_THAT(List("supporter: 'programmes/hubei/units/bare'"), IsEmpty());
  const auto page =
      Ok(Do(&Stub::ListInterests, "parent: 'programmes/hubei' page_size: 2"));
  EXPECT_EQ(page.interests_size(), 2);
  EXPECT_THAT(List(absl::StrCat("page_size: 2 page_token: '",
                                page.next_page_token(), "'")),
              ElementsAre("fund--tea-2"));
  EXPECT_THAT(Error(Do(&Stub::ListInterests,
                       "parent: 'programmes/hubei' states: STATE_UNSPECIFIED")),
              HasSubstr("INVALID_ARGUMENT: states[0]"));
}

// With what a call may reach, as Serve() finds it out.
class InterestAccessTest : public ::testing::Test {
 protected:
  InterestAccessTest() {
    testing::WriteSmallProgramme(store_);
    PutText(store_, "interests", "city--hotel",
            R"(supporter: "@units/city" project: "@projects/hotel" year: 2015
               other_offers { kind: NEED_KIND_EXPERTS } state: STATE_OPEN)");
  }

  static Reach Supporter(const std::string& unit) {
    return {.supporter = {.units = {unit}}};
  }
  static Reach Recipient(const std::string& unit) {
    return {.recipient = {.units = {unit}}};
  }

  // The side of the message that this adds; else the error.
  std::string Say(Reach reach, const std::string& more = "") {
    CallContext call({.method = "test"}, ids_);
    call.SetCaller(std::make_shared<const Caller>(
        Caller{.actor = "people/li", .signed_in = true}));
    call.SetReach(std::move(reach));
    const auto said = interests_.SendMessage(
        call, Parse<pb::SendInterestMessageRequest>(
                  "name: 'programmes/hubei/interests/city--hotel' "
                  "message: 'x' " +
                  more));
    if (!said.ok()) return said.status().ToString();
    const pb::InterestMessage& last = said->messages(said->messages_size() - 1);
    EXPECT_EQ(last.author(), "people/li");
    return profiles::v1::Side_Name(last.side());
  }

  MemoryStore store_;
  SimulatedClock clock_{absl::FromUnixSeconds(1'420'070'400)};
  SequentialIdGenerator ids_;
  Interests interests_{store_, clock_, ids_};
};

TEST_F(InterestAccessTest, EachSpeaksForItsOwnSide) {
  EXPECT_EQ(Say(Supporter("city")), "SIDE_SUPPORTER");
  EXPECT_EQ(Say(Recipient("county")), "SIDE_RECIPIENT");
  EXPECT_THAT(Say(Recipient("county"), "side: SIDE_SUPPORTER"),
              HasSubstr("PERMISSION_DENIED: side: "));
  EXPECT_THAT(Say(Supporter("city"), "side: SIDE_RECIPIENT"),
              HasSubstr("PERMISSION_DENIED: side: "));
  EXPECT_THAT(Say(Supporter("fund")), HasSubstr("PERMISSION_DENIED"));
  EXPECT_THAT(Say(Recipient("city")), HasSubstr("PERMISSION_DENIED"));
}

TEST_F(InterestAccessTest, WhoIsOnBothSidesSaysWhichItMeans) {
  Reach both = Supporter("city");
  both.recipient.units = {"county"};
  EXPECT_EQ(Say(both), "SIDE_SUPPORTER");
  EXPECT_EQ(Say(both, "side: SIDE_RECIPIENT"), "SIDE_RECIPIENT");
}

TEST_F(InterestAccessTest, TheOfficeSpeaksForItselfOrForWhomItStates) {
  EXPECT_EQ(Say(Reach::All()), "SIDE_UNSPECIFIED");
  EXPECT_EQ(Say(Reach::All(), "side: SIDE_RECIPIENT"), "SIDE_RECIPIENT");
}

TEST_F(InterestAccessTest, OnlyTheCountyAnswersAndOthersSeeNothing) {
  const auto answer = [this](Reach reach) {
    CallContext call({.method = "test"}, ids_);
    call.SetReach(std::move(reach));
    return interests_
        .Answer(call, Parse<pb::AnswerInterestRequest>(
                          "name: 'programmes/hubei/interests/city--hotel' "
                          "answer: ANSWER_ACCEPT validate_only: true"))
        .status()
        .ToString();
  };
  EXPECT_EQ(answer(Recipient("county")), "OK");
  EXPECT_THAT(answer(Recipient("city")), HasSubstr("PERMISSION_DENIED"));
  const auto count = [this](Reach reach) {
    CallContext call({.method = "test"}, ids_);
    call.SetReach(std::move(reach));
    const auto listed = interests_.List(
        call, Parse<pb::ListInterestsRequest>("parent: 'programmes/hubei'"));
    return listed.ok() ? listed->interests_size() : -1;
  };
  EXPECT_EQ(count(Recipient("county")), 1);
  EXPECT_EQ(count(Supporter("city")), 1);
  EXPECT_EQ(count(Supporter("fund")), 0);
  EXPECT_EQ(count(Recipient("city")), 0);
}

// What a recipient reads of a supporter, in both rankings that it may ask for.
TEST_F(InterestAccessTest, ARecipientsReasonsHaveNoFiguresOfTheSupporter) {
  MatchingService service(store_, clock_, ids_);
  const auto figures = [&](bool recipient, bool explain) {
    CallContext call({.method = "test"}, ids_);
    if (recipient) {
      call.SetReach(Recipient("county"));
      call.SetOwnSide(Side::kRecipient);
    }
    pb::Recommendation entry;
    if (explain) {
      const auto why = service.ExplainRecommendation(
          call, Parse<pb::ExplainRecommendationRequest>(R"(
            supporter: "programmes/hubei/units/city"
            project: "programmes/hubei/projects/hotel")"));
      EXPECT_TRUE(why.ok()) << why.status();
      entry = why->recommendation();
    } else {
      const auto list = service.RecommendSupporters(
          call, Parse<pb::RecommendSupportersRequest>(R"(
            project: "programmes/hubei/projects/hotel"
            view: RECOMMENDATION_VIEW_FULL)"));
      EXPECT_TRUE(list.ok()) << list.status();
      entry = list->recommendations(0);
    }
    EXPECT_GT(entry.score(), 0);
    return entry.parts(2).reasons(0);  // fund size
  };
  for (const bool explain : {false, true}) {
    EXPECT_EQ(figures(false, explain).figures_size(), 3);
    const pb::Reason cut = figures(true, explain);
    ASSERT_EQ(cut.figures_size(), 2);
    EXPECT_EQ(cut.figures(1).amount_fen(), 5'000'000'000);
    EXPECT_EQ(cut.text().zh(), "经济合作尚需5000万元，资金规模相符");
  }
}

}  // namespace
}  // namespace duikou
