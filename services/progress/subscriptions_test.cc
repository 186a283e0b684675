// Subscriptions are a person's own, and news are of what they are about.
#include "services/progress/subscriptions.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/progress/testing/progress_fixture.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

using progress::v1::AdvanceAgreementRequest;
using progress::v1::CreateSubscriptionRequest;
using progress::v1::DeleteSubscriptionRequest;
using progress::v1::GetSubscriptionRequest;
using progress::v1::Indicator;
using progress::v1::ListNewsRequest;
using progress::v1::ListNewsResponse;
using progress::v1::ListSubscriptionsRequest;
using progress::v1::ReportNewsRequest;
using progress::v1::SubscribedNews;
using progress::v1::Subscription;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SubscriptionsTest : public testing::ProgressFixture {
 protected:
  absl::StatusOr<Subscription> Try(CallContext& call,
                                   const std::string& subject,
                                   const std::string& more = "") {
    return subscriptions_.CreateSubscription(
        call, Text<CreateSubscriptionRequest>(absl::StrCat(
                  "parent: 'programmes/hubei' subscription { subject: '",
                  subject, "' } ", more)));
  }
  void Subscribe(const std::string& subject) {
    Ok(Try(Call("people/li"), subject));
  }
  ListNewsResponse News(const std::string& text = "") {
    return NewsFor(Call("people/li"), text);
  }
  ListNewsResponse NewsFor(CallContext& call, const std::string& text = "") {
    auto request = Text<ListNewsRequest>(text);
    request.set_parent("programmes/hubei");
    return Ok(subscriptions_.ListNews(call, request));
  }
  std::vector<std::string> Texts(const ListNewsResponse& response) {
    std::vector<std::string> texts;
    for (const SubscribedNews& news : response.news()) {
      texts.push_back(news.text().zh());
    }
    return texts;
  }
  void Report(const std::string& agreement, const std::string& text) {
    clock_.Advance(absl::Seconds(1));
    Ok(agreements_.ReportNews(Call(), Text<ReportNewsRequest>(absl::StrCat(
                                          "name: '@agreements/", agreement,
                                          "' text: '", text, "'"))));
  }
  void Enter(int number, const std::string& text) {
    clock_.Advance(absl::Seconds(1));
    auto entry = Entry(2016, number, text);
    entry.mutable_create_time()->set_seconds(absl::ToUnixSeconds(clock_.Now()));
    Put("ledgerEntries", entry);
  }

  Subscriptions subscriptions_{store_, clock_, ids_, followed_};
};

TEST_F(SubscriptionsTest, APersonSeesItsOwnAlone) {
  const Subscription own = Ok(Try(CallOf("fund", "", "people/li"),
                                  "@units/fund", "subscription_id: 'one'"));
  EXPECT_EQ(own.person(), "people/li");
  GetSubscriptionRequest get;
  get.set_name(own.name());
  EXPECT_TRUE(subscriptions_.GetSubscription(Call("people/li"), get).ok());
  EXPECT_THAT(Error(subscriptions_.GetSubscription(Call("people/wang"), get)),
              HasSubstr("NOT_FOUND: programmes/hubei/subscriptions/one does "
                        "not exist"));
  ListSubscriptionsRequest list;
  list.set_parent("programmes/hubei");
  EXPECT_THAT(Ok(subscriptions_.ListSubscriptions(Call("people/li"), list))
                  .subscriptions(),
              SizeIs(1));
  EXPECT_THAT(Ok(subscriptions_.ListSubscriptions(Call("people/wang"), list))
                  .subscriptions(),
              IsEmpty());
  DeleteSubscriptionRequest remove;
  remove.set_name(own.name());
  EXPECT_THAT(
      Error(subscriptions_.DeleteSubscription(Call("people/wang"), remove)),
      HasSubstr("NOT_FOUND"));
  Ok(subscriptions_.DeleteSubscription(CallOf("fund", "", "people/li"),
                                       remove));
  EXPECT_THAT(
      Error(subscriptions_.DeleteSubscription(Call("people/li"), remove)),
      HasSubstr("NOT_FOUND"));
}

TEST_F(SubscriptionsTest, AnothersRequestIdIsNoWayIn) {
  Ok(Try(Call("people/li"), "@units/fund", "request_id: 'r'"));
  EXPECT_THAT(Error(Try(Call("people/wang"), "@units/fund", "request_id: 'r'")),
              HasSubstr("PERMISSION_DENIED"));
}

TEST_F(SubscriptionsTest, IsAboutSomethingThatIsThere) {
  EXPECT_THAT(Error(Try(Call(), "@projects/none")),
              HasSubstr("INVALID_ARGUMENT: subscription.subject: "));
  EXPECT_THAT(Error(Try(Call(), "@sectors/tea")),
              HasSubstr("INVALID_ARGUMENT: subscription.subject: "));
}

TEST_F(SubscriptionsTest, AreBounded) {
  for (int i = 0; i < Subscriptions::kMost; ++i) Subscribe("@units/fund");
  EXPECT_THAT(Error(Try(Call("people/li"), "@units/fund")),
              HasSubstr("RESOURCE_EXHAUSTED"));
  EXPECT_TRUE(Try(Call("people/wang"), "@units/fund").ok());
}

TEST_F(SubscriptionsTest, TellsWhatIsSaidAndEnteredOfAnAgreement) {
  Create("a");
  Create("b");
  Put("indicators", Text<Indicator>("name: '@indicators/jobs' "
                                    "display_name { zh: '就业' }"));
  Subscribe("@agreements/a");
  EXPECT_THAT(Texts(News()), IsEmpty());
  Report("a", "场地平整");
  Report("b", "别的");
  clock_.Advance(absl::Seconds(1));
  Ok(agreements_.AdvanceAgreement(
      Call(), Text<AdvanceAgreementRequest>(
                  "name: '@agreements/a' stage: STAGE_PREPARING "
                  "date: '2016-05-01' evidence: '批复'")));
  Enter(1, R"pb(agreement: "@agreements/a"
                state: STATE_REPORTED
                recipient: "@units/county"
                disbursement { fund_kind: "grant" amount_fen: 30000000 })pb");
  Enter(2, R"pb(agreement: "@agreements/a"
                state: STATE_REPORTED
                recipient: "@units/county"
                count { indicator: "@indicators/jobs" value: 1200 })pb");
  const ListNewsResponse news = News();
  EXPECT_THAT(
      Texts(news),
      ElementsAre("登记：就业 1,200", "登记到位资金：无偿援助 30万元",
                  "“茶厂”自 2016-05-01 起：前期。批复", "“茶厂”：场地平整"));
  EXPECT_EQ(LastId(news.news(0).subject()), "fund--2016--0000002");
  EXPECT_EQ(LastId(news.news(3).subject()), "a");
  EXPECT_THAT(News(absl::StrCat("after_time { seconds: ",
                                news.news(1).create_time().seconds(), " }"))
                  .news(),
              SizeIs(1));
}

TEST_F(SubscriptionsTest, SubjectsTakeInWhatIsTheirs) {
  Create("a", "project: '@projects/hotel'");
  Report("a", "x");
  struct Case {
    const char* subject;
    int news;
  };
  const Case cases[] = {{"@projects/hotel", 1}, {"@units/fund", 1},
                        {"@units/county", 1},   {"@areas/dianjun", 1},
                        {"@areas/yichang", 1},  {"@areas/badong", 0},
                        {"@units/city", 0},     {"@projects/tea-1", 0}};
  int person = 0;
  for (const Case& c : cases) {
    const std::string name = absl::StrCat("people/p", ++person);
    Ok(Try(Call(name), c.subject));
    EXPECT_EQ(NewsFor(Call(name)).news_size(), c.news) << c.subject;
  }
}

TEST_F(SubscriptionsTest, AnEntryIsOfItsAreas) {
  Subscribe("@areas/yichang");
  Enter(1, R"pb(state: STATE_CONFIRMED
                placements { area: "@areas/badong" parts: 1 }
                placements { area: "@areas/maoping" parts: 9999 }
                disbursement { fund_kind: "grant" amount_fen: 1 })pb");
  Enter(2, R"pb(state: STATE_CONFIRMED
                placements { area: "@areas/badong" parts: 10000 }
                disbursement { fund_kind: "grant" amount_fen: 1 })pb");
  const ListNewsResponse news = News();
  ASSERT_EQ(news.news_size(), 1);
  EXPECT_EQ(LastId(news.news(0).subject()), "fund--2016--0000001");
}

TEST_F(SubscriptionsTest, NewsAreKeptToWhatTheirReaderReaches) {
  Create("a");
  Report("a", "x");
  Ok(Try(CallOf("city", "", "people/wang"), "@agreements/a"));
  EXPECT_EQ(NewsFor(CallOf("city", "", "people/wang")).news_size(), 0);
  EXPECT_EQ(NewsFor(CallOf("fund", "", "people/wang")).news_size(), 1);
}

TEST_F(SubscriptionsTest, PagesGoOnWhereTheLastEnded) {
  Create("a");
  Subscribe("@agreements/a");
  for (int i = 0; i < 7; ++i) Report("a", absl::StrCat(i));
  std::vector<std::string> paged;
  std::string token;
  do {
    const auto page =
        News(absl::StrCat("page_size: 3 page_token: '", token, "'"));
    for (std::string& text : Texts(page)) paged.push_back(text.substr(12));
    token = page.next_page_token();
  } while (!token.empty());
  EXPECT_THAT(paged,
              ElementsAre("：6", "：5", "：4", "：3", "：2", "：1", "：0"));
}

}  // namespace
}  // namespace duikou
