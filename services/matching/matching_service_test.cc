#include "services/matching/matching_service.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/matching/testing/matching_server.h"
#include "services/programme/testing/small_programme.h"
#include "services/rpc/resource_name.h"
#include "services/store/history_store.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using pb::RecommendProjectsRequest;
using pb::RecommendProjectsResponse;
using Stub = pb::MatchingService::Stub;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::MatchingServer;
using ::testing::Not;
using testing::Parse;
using testing::PutText;

constexpr char kFund[] = "programmes/hubei/units/fund";
constexpr char kCity[] = "programmes/hubei/units/city";

// `CODE: message` of a status.
std::string Text(const grpc::Status& status) {
  return absl::Status(static_cast<absl::StatusCode>(status.error_code()),
                      status.error_message())
      .ToString();
}

class MatchingServiceTest : public ::testing::Test {
 protected:
  MatchingServiceTest() {
    revision_ = testing::WriteSmallProgramme(store_);
    server_ = std::make_unique<MatchingServer>(store_);  // 2015
  }

  void Put(const std::string& collection, const std::string& id,
           const std::string& text) {
    revision_ = PutText(store_, collection, id, text);
  }

  // The answer, on all that was written; `T` parses the request.
  template <typename Request, typename Response>
  Response Do(grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                           Response*),
              const std::string& text) {
    auto [status, response] =
        server_->Do(method, Parse<Request>(text), Written());
    EXPECT_TRUE(status.ok()) << Text(status);
    return response;
  }
  template <typename Request, typename Response>
  std::string Error(grpc::Status (Stub::*method)(grpc::ClientContext*,
                                                 const Request&, Response*),
                    const std::string& text) {
    return Text(server_->Do(method, Parse<Request>(text), Written()).first);
  }

  // What the service wrote itself is in the store, whatever its revision.
  std::string Written() {
    return absl::StrCat("hubei=",
                        store_.WaitForChange("hubei", 0, CallLimits()).value());
  }

  // Ids in the order recommended.
  std::vector<std::string> Projects(const std::string& supporter,
                                    const std::string& more = "") {
    return IdsOf(Do(&Stub::RecommendProjects,
                    absl::StrCat("supporter: '", supporter, "' ", more))
                     .recommendations());
  }
  template <typename List>
  static std::vector<std::string> IdsOf(const List& recommendations) {
    std::vector<std::string> ids;
    for (const pb::Recommendation& entry : recommendations) {
      ids.push_back(std::string(LastId(entry.project())));
    }
    return ids;
  }

  MemoryStore store_;
  Revision revision_ = 0;
  std::unique_ptr<MatchingServer> server_;
};

TEST_F(MatchingServiceTest, RecommendsWhatASupporterCanPayBestFirst) {
  const auto response = Do(
      &Stub::RecommendProjects,
      absl::StrCat("supporter: '", kFund, "' view: RECOMMENDATION_VIEW_FULL"));
  ASSERT_THAT(IdsOf(response.recommendations()), ElementsAre("tea-1", "tea-2"));
  EXPECT_EQ(response.total_size(), 2);
  EXPECT_EQ(response.year(), 2015);
  const pb::Recommendation& first = response.recommendations(0);
  EXPECT_EQ(first.rank(), 1);
  EXPECT_EQ(first.supporter(), kFund);
  EXPECT_EQ(first.fund_kind(), "grant");
  EXPECT_EQ(first.open_fen(), 300'000'000);
  EXPECT_EQ(first.display_name().zh(), "茶叶加工园");
  ASSERT_EQ(first.parts_size(), 6);
  int sum = 0;
  for (const pb::ScorePart& part : first.parts()) {
    sum += part.points();
    EXPECT_GT(part.rank_without(), 0);
    EXPECT_FALSE(part.reasons().empty());
  }
  EXPECT_EQ(sum, first.score());
  EXPECT_EQ(first.parts(0).reasons(0).text().zh(),
            "在茶叶方面有支援能力，强度90/100");
  EXPECT_EQ(first.parts(2).reasons(0).text().en(),
            "grants: 3 million yuan still open, near its usual 3 million yuan");
  ASSERT_EQ(response.means_size(), 1);
  EXPECT_EQ(response.means(0).amount_fen(), 400'000'000);
  EXPECT_THAT(response.filtered(), Not(IsEmpty()));
}

TEST_F(MatchingServiceTest, RanksAmongTheProjectsThatHaveTheWords) {
  EXPECT_THAT(Projects(kFund, "query: '加工'"), ElementsAre("tea-1"));
  EXPECT_THAT(Projects(kFund, "query: '加工 高山'"), IsEmpty());
}

TEST_F(MatchingServiceTest, TheBasicViewHasCodesAndFiguresButNoTexts) {
  const auto response =
      Do(&Stub::RecommendProjects, absl::StrCat("supporter: '", kFund, "'"));
  const pb::Recommendation& first = response.recommendations(0);
  EXPECT_FALSE(first.has_display_name());
  EXPECT_TRUE(response.filtered().empty());
  EXPECT_TRUE(response.counterfactuals().empty());
  for (const pb::ScorePart& part : first.parts()) {
    EXPECT_EQ(part.rank_without(), 0);
    for (const pb::Reason& reason : part.reasons()) {
      EXPECT_NE(reason.code(), pb::REASON_CODE_UNSPECIFIED);
      EXPECT_FALSE(reason.has_text());
    }
  }
  EXPECT_EQ(first.parts(0).reasons(0).figures(0).resource(),
            "programmes/hubei/sectors/tea");
}

TEST_F(MatchingServiceTest, ANewProjectOrProfileTakesPartAtOnce) {
  Put("projects", "tea-3",
      R"(area: "@areas/zigui"
           sector: "@sectors/tea"
           fund_needs { fund_kind: "grant" total_fen: 300000000 }
           shareable: true
           first_year: 2014
           last_year: 2020
           state: STATE_OPEN)");
  EXPECT_THAT(Projects(kFund), Contains("tea-3"));
  Put("profiles", "bare",
      R"(givings { fund_kind: "grant" usual_fen: 300000000 })");
  EXPECT_THAT(Projects("programmes/hubei/units/bare"), Contains("tea-3"));
}

TEST_F(MatchingServiceTest, AChangedProgrammeIsNoticed) {
  auto programme = testing::SmallProgrammeRecord();
  programme.set_last_year(2016);
  CommitRequest commit{.partition = "-"};
  commit.mutations.push_back(
      testing::PutRecord("programmes", "hubei", programme));
  const Revision revision = store_.Commit(commit)->revision;
  const auto [status, response] =
      server_->Do(&Stub::RecommendProjects,
                  Parse<RecommendProjectsRequest>(
                      absl::StrCat("supporter: '", kFund, "' year: 2018")),
                  absl::StrCat("-=", revision));
  EXPECT_EQ(Text(status),
            "INVALID_ARGUMENT: year: 2018 is not one of the programme's years, "
            "2014 to 2016");
}

TEST_F(MatchingServiceTest, TheYearDefaultsToThePresentOneWithinTheProgramme) {
  server_->clock().Advance(absl::Hours(24 * 365 * 30));
  EXPECT_EQ(
      Do(&Stub::RecommendProjects, absl::StrCat("supporter: '", kFund, "'"))
          .year(),
      2020);
}

TEST_F(MatchingServiceTest, SaysWhyAUnitCannotBeRecommendedTo) {
  const auto error = [this](const std::string& unit) {
    return Error(
        &Stub::RecommendProjects,
        absl::StrCat("supporter: 'programmes/hubei/units/", unit, "'"));
  };
  EXPECT_THAT(error("gone"),
              HasSubstr("NOT_FOUND: programmes/hubei/units/gone"));
  EXPECT_THAT(error("county"), AllOf(HasSubstr("FAILED_PRECONDITION"),
                                     HasSubstr("is not a supporter")));
  EXPECT_THAT(error("bare"), AllOf(HasSubstr("FAILED_PRECONDITION"),
                                   HasSubstr("CreateCapabilityProfile")));
  EXPECT_THAT(Error(&Stub::RecommendProjects,
                    "supporter: 'programmes/nowhere/units/fund'"),
              HasSubstr("NOT_FOUND"));
}

TEST_F(MatchingServiceTest, RefusesBadArguments) {
  const auto error = [this](const std::string& more) {
    return Error(&Stub::RecommendProjects,
                 absl::StrCat("supporter: '", kFund, "' ", more));
  };
  EXPECT_THAT(error("year: 2031"), HasSubstr("INVALID_ARGUMENT: year: 2031"));
  EXPECT_THAT(error("weights { criterion: CRITERION_SECTOR weight: 0 }"),
              HasSubstr("INVALID_ARGUMENT: weights"));
  EXPECT_THAT(error("filter { states: STATE_OPEN }"),
              HasSubstr("INVALID_ARGUMENT: filter.states"));
  EXPECT_THAT(error("page_size: -1"), HasSubstr("INVALID_ARGUMENT: page_size"));
  EXPECT_THAT(error("page_token: 'made up'"),
              HasSubstr("INVALID_ARGUMENT: page_token"));
  EXPECT_THAT(error("page_token: 'x' diversity { sector_penalty: 5 }"),
              HasSubstr("INVALID_ARGUMENT: page_token"));
  EXPECT_THAT(error("weights { weight: 1 }"), HasSubstr("INVALID_ARGUMENT"));
}

TEST_F(MatchingServiceTest, PagesJoinToTheWholeListAndATokenIsOfItsRequest) {
  const std::string all = absl::StrCat("supporter: '", kCity, "'");
  const std::vector<std::string> whole = Projects(kCity);
  ASSERT_EQ(whole.size(), 3);
  auto request = Parse<RecommendProjectsRequest>(all + " page_size: 1");
  std::vector<std::string> joined;
  std::string second_token;
  do {
    const auto [status, page] =
        server_->Do(&Stub::RecommendProjects, request, Written());
    ASSERT_TRUE(status.ok()) << Text(status);
    EXPECT_EQ(page.total_size(), 3);
    ASSERT_EQ(page.recommendations_size(), 1);
    EXPECT_EQ(page.recommendations(0).rank(), joined.size() + 1);
    joined.push_back(std::string(LastId(page.recommendations(0).project())));
    request.set_page_token(page.next_page_token());
    if (second_token.empty()) second_token = page.next_page_token();
  } while (!request.page_token().empty());
  EXPECT_EQ(joined, whole);
  EXPECT_THAT(Error(&Stub::RecommendProjects,
                    absl::StrCat("supporter: '", kFund, "' page_token: '",
                                 second_token, "'")),
              HasSubstr("INVALID_ARGUMENT: page_token"));
}

TEST_F(MatchingServiceTest, WeightsOfTheCallAndOfTheProgrammeCount) {
  const auto response =
      Do(&Stub::RecommendProjects, absl::StrCat("supporter: '", kCity, R"('
                                                  weights {
                                                    criterion: CRITERION_REGION
                                                    weight: 7
                                                  })"));
  EXPECT_EQ(response.weights(1).weight(), 10'000);
  EXPECT_EQ(response.recommendations(0).score(), 10'000);
  Do(&Stub::CreateWeightVersion, R"(
    parent: 'programmes/hubei'
    weight_version {
      weights { criterion: CRITERION_SECTOR weight: 3 }
      weights { criterion: CRITERION_RECORD weight: 1 }
      note: 'trial'
    })");
  EXPECT_EQ(
      Do(&Stub::RecommendProjects, absl::StrCat("supporter: '", kCity, "'"))
          .weights(0)
          .weight(),
      7500);
}

TEST_F(MatchingServiceTest, DiversitySpreadsTheListAndHasNoPages) {
  const auto response =
      Do(&Stub::RecommendProjects, absl::StrCat("supporter: '", kCity,
                                                R"(' page_size: 2
                           diversity { most_per_sector: 1 })"));
  const std::vector<std::string> ids = IdsOf(response.recommendations());
  ASSERT_EQ(ids.size(), 2);
  EXPECT_THAT(ids, Contains("hotel"));
  EXPECT_TRUE(response.next_page_token().empty());
}

TEST_F(MatchingServiceTest,
       DismissedProjectsStayAwayUntilTheDismissalIsDeleted) {
  const auto dismissal =
      Do(&Stub::CreateDismissal, absl::StrCat("parent: '", kFund,
                                              R"('
                           dismissal {
                             project: 'programmes/hubei/projects/tea-1'
                             why: WHY_TAKEN
                           })"));
  EXPECT_EQ(dismissal.name(), absl::StrCat(kFund, "/dismissals/tea-1"));
  EXPECT_THAT(Projects(kFund), ElementsAre("tea-2"));
  EXPECT_THAT(Projects(kFund, "include_dismissed: true"),
              ElementsAre("tea-1", "tea-2"));
  EXPECT_THAT(Projects(kCity), Contains("tea-1"));
  const auto why =
      Do(&Stub::ExplainRecommendation,
         absl::StrCat("supporter: '", kFund,
                      "' project: 'programmes/hubei/projects/tea-1'"));
  ASSERT_EQ(why.failures_size(), 1);
  EXPECT_EQ(why.failures(0).code(), pb::FILTER_CODE_DISMISSED);
  EXPECT_EQ(why.recommendation().rank(), 0);
  EXPECT_GT(why.recommendation().score(), 0);
  Do(&Stub::DeleteDismissal, absl::StrCat("name: '", dismissal.name(), "'"));
  EXPECT_THAT(Projects(kFund), ElementsAre("tea-1", "tea-2"));
}

TEST_F(MatchingServiceTest, TheShortlistShowsAndBelongsToSupporters) {
  const std::string entry = R"(
    shortlist_entry { project: 'programmes/hubei/projects/tea-2' note: 'call' })";
  const auto made = Do(&Stub::CreateShortlistEntry,
                       absl::StrCat("parent: '", kFund, "'", entry));
  EXPECT_EQ(made.name(), absl::StrCat(kFund, "/shortlist/tea-2"));
  const auto response =
      Do(&Stub::RecommendProjects, absl::StrCat("supporter: '", kFund, "'"));
  EXPECT_FALSE(response.recommendations(0).shortlisted());
  EXPECT_TRUE(response.recommendations(1).shortlisted());
  EXPECT_THAT(
      Error(&Stub::CreateShortlistEntry,
            absl::StrCat("parent: 'programmes/hubei/units/county'", entry)),
      HasSubstr("FAILED_PRECONDITION"));
  EXPECT_THAT(Error(&Stub::CreateShortlistEntry,
                    absl::StrCat("parent: '", kFund, "'", entry)),
              HasSubstr("ALREADY_EXISTS"));
  EXPECT_THAT(
      Error(&Stub::CreateShortlistEntry, absl::StrCat("parent: '", kFund,
                                                      R"('
                              shortlist_entry {
                                project: 'programmes/hubei/projects/gone'
                              })")),
      HasSubstr("shortlist_entry.project"));
}

TEST_F(MatchingServiceTest, NewIsWhatWasPublishedSinceTheSupporterLooked) {
  auto before =
      Do(&Stub::RecommendProjects, absl::StrCat("supporter: '", kFund, "'"));
  EXPECT_EQ(before.new_size(), 2);
  EXPECT_TRUE(before.recommendations(0).is_new());
  Do(&Stub::MarkRecommendationsSeen, absl::StrCat("supporter: '", kFund, "'"));
  auto after =
      Do(&Stub::RecommendProjects, absl::StrCat("supporter: '", kFund, "'"));
  EXPECT_EQ(after.new_size(), 0);
  EXPECT_EQ(after.total_size(), 2);
  EXPECT_FALSE(after.recommendations(0).is_new());
  EXPECT_THAT(Projects(kFund, "only_new: true"), IsEmpty());
  Put("projects", "tea-3",
      R"(area: "@areas/zigui"
           sector: "@sectors/tea"
           fund_needs { fund_kind: "grant" total_fen: 300000000 }
           shareable: true
           first_year: 2014
           last_year: 2020
           state: STATE_OPEN
           publish_time { seconds: 1420070401 })");
  EXPECT_THAT(Projects(kFund, "only_new: true"), ElementsAre("tea-3"));
  after =
      Do(&Stub::RecommendProjects, absl::StrCat("supporter: '", kFund, "'"));
  EXPECT_EQ(after.new_size(), 1);
  EXPECT_THAT(Error(&Stub::MarkRecommendationsSeen,
                    "supporter: 'programmes/hubei/units/gone'"),
              HasSubstr("NOT_FOUND"));
}

TEST_F(MatchingServiceTest, ExplainsEveryFilterThatKeepsAPairOut) {
  Put("dismissals", "fund/hotel", "why: WHY_OTHER");
  const auto why =
      Do(&Stub::ExplainRecommendation,
         absl::StrCat("supporter: '", kFund,
                      "' project: 'programmes/hubei/projects/hotel'"));
  std::vector<pb::FilterCode> codes;
  for (const pb::FilterFailure& failure : why.failures()) {
    codes.push_back(failure.code());
    EXPECT_FALSE(failure.text().zh().empty());
    EXPECT_FALSE(failure.text().en().empty());
  }
  EXPECT_THAT(
      codes, ElementsAre(pb::FILTER_CODE_DISMISSED, pb::FILTER_CODE_FUND_KIND));
  EXPECT_EQ(why.total_size(), 2);
}

TEST_F(MatchingServiceTest, ExplainsPairsThatCannotBeScored) {
  const auto codes = [this](const std::string& unit,
                            const std::string& project) {
    const auto why = Do(
        &Stub::ExplainRecommendation,
        absl::StrCat("supporter: 'programmes/hubei/units/", unit,
                     "' project: 'programmes/hubei/projects/", project, "'"));
    std::vector<pb::FilterCode> found;
    for (const pb::FilterFailure& failure : why.failures()) {
      found.push_back(failure.code());
    }
    return found;
  };
  Put("projects", "lost",
      R"(area: "@areas/gone" sector: "@sectors/tea" state: STATE_OPEN)");
  EXPECT_THAT(codes("bare", "tea-1"), ElementsAre(pb::FILTER_CODE_NO_PROFILE));
  EXPECT_THAT(
      codes("county", "lost"),
      ElementsAre(pb::FILTER_CODE_NOT_SUPPORTER, pb::FILTER_CODE_NO_PROFILE,
                  pb::FILTER_CODE_INCOMPLETE));
  EXPECT_THAT(codes("fund", "draft"), Contains(pb::FILTER_CODE_NOT_OPEN));
  EXPECT_THAT(Error(&Stub::ExplainRecommendation,
                    absl::StrCat("supporter: '", kFund,
                                 "' project: 'programmes/other/projects/x'")),
              HasSubstr("INVALID_ARGUMENT: project"));
  EXPECT_THAT(Error(&Stub::ExplainRecommendation,
                    absl::StrCat("supporter: '", kFund,
                                 "' project: 'programmes/hubei/projects/no'")),
              HasSubstr("NOT_FOUND"));
}

TEST_F(MatchingServiceTest, AUnitsOwnProjectIsNotRecommendedToIt) {
  Put("projects", "own",
      R"(area: "@areas/zigui"
           sector: "@sectors/tea"
           recipient: "@units/city"
           fund_needs { fund_kind: "grant" total_fen: 200000000 }
           shareable: true
           first_year: 2014
           last_year: 2020
           state: STATE_OPEN)");
  EXPECT_THAT(Projects(kCity), Not(Contains("own")));
  EXPECT_THAT(Projects(kCity, "include_dismissed: true"), Not(Contains("own")));
  EXPECT_THAT(Projects(kFund), Contains("own"));
  const auto why =
      Do(&Stub::ExplainRecommendation,
         absl::StrCat("supporter: '", kCity,
                      "' project: 'programmes/hubei/projects/own'"));
  ASSERT_EQ(why.failures_size(), 1);
  EXPECT_EQ(why.failures(0).code(), pb::FILTER_CODE_OWN_PROJECT);
}

TEST_F(MatchingServiceTest, MoreMeansWouldLetAProjectIn) {
  Put("projects", "big",
      R"(area: "@areas/zigui"
           sector: "@sectors/tea"
           fund_needs { fund_kind: "grant" total_fen: 480000000 }
           all_or_nothing: true
           first_year: 2014
           last_year: 2020
           state: STATE_OPEN)");
  const auto why =
      Do(&Stub::ExplainRecommendation,
         absl::StrCat("supporter: '", kFund,
                      "' project: 'programmes/hubei/projects/big'"));
  ASSERT_EQ(why.failures_size(), 1);
  EXPECT_EQ(why.failures(0).code(), pb::FILTER_CODE_ALL_OR_NOTHING_OVER_MEANS);
  EXPECT_EQ(why.failures(0).text().zh(),
            "无偿援助须足额落实480万元，超过当年剩余资金400万元");
  ASSERT_EQ(why.counterfactuals_size(), 1);
  const pb::Counterfactual& more = why.counterfactuals(0);
  EXPECT_EQ(more.change(), pb::CHANGE_KIND_MEANS);
  EXPECT_EQ(more.to().amount_fen(), 480'000'000);
  EXPECT_THAT(more.text().zh(), HasSubstr("再增加80万元"));
  EXPECT_THAT(more.text().en(), HasSubstr("With 800,000 yuan more means"));
  const auto list = Do(
      &Stub::RecommendProjects,
      absl::StrCat("supporter: '", kFund, "' view: RECOMMENDATION_VIEW_FULL"));
  ASSERT_FALSE(list.counterfactuals().empty());
  EXPECT_EQ(LastId(list.counterfactuals(0).project()), "big");
  EXPECT_EQ(list.counterfactuals(0).rank_after(), more.rank_after());
}

TEST_F(MatchingServiceTest, SaysWhatWouldLetAProjectRankHigher) {
  const auto why =
      Do(&Stub::ExplainRecommendation,
         absl::StrCat("supporter: '", kFund,
                      "' project: 'programmes/hubei/projects/tea-2'"));
  EXPECT_TRUE(why.failures().empty());
  EXPECT_EQ(why.recommendation().rank(), 2);
  EXPECT_EQ(why.total_size(), 2);
  ASSERT_FALSE(why.counterfactuals().empty());
  for (const pb::Counterfactual& change : why.counterfactuals()) {
    EXPECT_EQ(change.rank(), 2);
    if (change.change() != pb::CHANGE_KIND_NONE) {
      EXPECT_EQ(change.rank_after(), 1);
    }
  }
}

TEST_F(MatchingServiceTest, RecommendsSupportersByTheSameScores) {
  const auto response = Do(&Stub::RecommendSupporters, R"(
    project: 'programmes/hubei/projects/tea-1'
    view: RECOMMENDATION_VIEW_FULL)");
  EXPECT_EQ(response.total_size(), 2);
  ASSERT_EQ(response.recommendations_size(), 2);
  for (const pb::Recommendation& entry : response.recommendations()) {
    const auto why = Do(&Stub::ExplainRecommendation,
                        absl::StrCat("supporter: '", entry.supporter(),
                                     "' project: '", entry.project(), "'"));
    EXPECT_EQ(why.recommendation().score(), entry.score());
    EXPECT_FALSE(entry.display_name().zh().empty());
  }
  ASSERT_EQ(response.filtered_size(), 1);
  EXPECT_EQ(response.filtered(0).code(), pb::FILTER_CODE_NO_PROFILE);
  const auto first = Do(&Stub::RecommendSupporters, R"(
    project: 'programmes/hubei/projects/tea-1'
    page_size: 1)");
  const auto second = Do(&Stub::RecommendSupporters,
                         absl::StrCat(R"(
                        project: 'programmes/hubei/projects/tea-1'
                        page_size: 1
                        page_token: ')",
                                      first.next_page_token(), "'"));
  EXPECT_EQ(second.recommendations(0).supporter(),
            response.recommendations(1).supporter());
  EXPECT_TRUE(second.next_page_token().empty());
}

TEST_F(MatchingServiceTest, ProposesWhatTheMeansPayAndProvesIt) {
  const auto response =
      Do(&Stub::ProposePortfolio, absl::StrCat("supporter: '", kFund, "'"));
  EXPECT_EQ(response.outcome(), pb::ProposePortfolioResponse::OUTCOME_OPTIMAL);
  int64_t spent = 0;
  int64_t value = 0;
  for (const pb::PortfolioItem& item : response.items()) {
    spent += item.amount_fen();
    value += item.worth();
    EXPECT_FALSE(item.display_name().zh().empty());
  }
  EXPECT_EQ(spent, 400'000'000);
  EXPECT_EQ(value, response.value());
  EXPECT_EQ(response.bound(), response.value());
  EXPECT_EQ(response.means_left(0).amount_fen(), 0);
  const auto nothing =
      Do(&Stub::ProposePortfolio, absl::StrCat("supporter: '", kFund,
                                               R"('
                           means { fund_kind: 'grant' amount_fen: 0 })"));
  EXPECT_EQ(nothing.outcome(),
            pb::ProposePortfolioResponse::OUTCOME_NOTHING_FITS);
  EXPECT_THAT(Error(&Stub::ProposePortfolio,
                    absl::StrCat("supporter: '", kFund,
                                 "' means { fund_kind: 'gold' }")),
              HasSubstr("INVALID_ARGUMENT: means[0].fund_kind"));
}

TEST_F(MatchingServiceTest, ASavedSearchFindsWordsAndKnowsWhatIsNewInIt) {
  const auto search = Do(&Stub::CreateSavedSearch,
                         absl::StrCat("parent: '", kFund,
                                      R"(' saved_search_id: 'processing'
                        saved_search {
                          display_name: '加工'
                          query: '加工'
                          filter { areas: 'programmes/hubei/areas/reservoir' }
                        })"));
  const std::string run = absl::StrCat("name: '", search.name(), "' ");
  auto found = Do(&Stub::RunSavedSearch, run + "mark_seen: true");
  EXPECT_THAT(IdsOf(found.recommendations()), ElementsAre("tea-1"));
  EXPECT_EQ(found.new_size(), 1);
  found = Do(&Stub::RunSavedSearch, run);
  EXPECT_EQ(found.total_size(), 1);
  EXPECT_EQ(found.new_size(), 0);
  EXPECT_FALSE(found.recommendations(0).is_new());
  EXPECT_EQ(Do(&Stub::GetSavedSearch, run).seen_time().seconds(),
            1'420'070'400);
  testing::DeleteRecord(store_, "areas", "reservoir");
  EXPECT_THAT(
      Error(&Stub::RunSavedSearch, run),
      AllOf(HasSubstr("FAILED_PRECONDITION"), HasSubstr("filter.areas[0]")));
}

TEST_F(MatchingServiceTest, ASavedSearchIsChecked) {
  const auto error = [this](const std::string& fields) {
    return Error(
        &Stub::CreateSavedSearch,
        absl::StrCat("parent: '", kFund, "' saved_search { ", fields, " }"));
  };
  EXPECT_THAT(error("display_name: 'a' filter { states: STATE_OPEN }"),
              HasSubstr("INVALID_ARGUMENT: saved_search.filter.states"));
  EXPECT_THAT(
      error("display_name: 'a' weights { criterion: CRITERION_SECTOR }"),
      HasSubstr("INVALID_ARGUMENT: saved_search.weights"));
  EXPECT_THAT(
      error("display_name: 'a' filter { areas: 'programmes/hubei/areas/no' }"),
      HasSubstr("INVALID_ARGUMENT: saved_search.filter.areas[0]"));
  EXPECT_THAT(error("query: 'a'"), HasSubstr("display_name"));
}

TEST_F(MatchingServiceTest, TheNewestWeightVersionIsInForce) {
  const auto effective = [this] {
    return Do(&Stub::GetEffectiveWeights, "parent: 'programmes/hubei'");
  };
  EXPECT_EQ(effective().name(), "");
  EXPECT_TRUE(effective().effective());
  EXPECT_EQ(effective().weights(0).weight(), 3000);
  const std::string create = R"(
    parent: 'programmes/hubei'
    weight_version { weights { criterion: CRITERION_SECTOR weight: 2 } })";
  EXPECT_EQ(Do(&Stub::CreateWeightVersion, create).name(),
            "programmes/hubei/weights/0001");
  const auto second = Do(&Stub::CreateWeightVersion, create);
  EXPECT_EQ(second.name(), "programmes/hubei/weights/0002");
  EXPECT_TRUE(second.effective());
  EXPECT_FALSE(
      Do(&Stub::GetWeightVersion, "name: 'programmes/hubei/weights/0001'")
          .effective());
  const auto list = Do(&Stub::ListWeightVersions, "parent: 'programmes/hubei'");
  ASSERT_EQ(list.weight_versions_size(), 2);
  EXPECT_FALSE(list.weight_versions(0).effective());
  EXPECT_TRUE(list.weight_versions(1).effective());
  Do(&Stub::DeleteWeightVersion, "name: 'programmes/hubei/weights/0002'");
  EXPECT_EQ(effective().name(), "programmes/hubei/weights/0001");
  EXPECT_THAT(Error(&Stub::CreateWeightVersion, R"(
                parent: 'programmes/hubei'
                weight_version {
                  weights { criterion: CRITERION_SECTOR weight: 0 }
                })"),
              HasSubstr("INVALID_ARGUMENT: weight_version.weights"));
  EXPECT_THAT(Error(&Stub::GetEffectiveWeights, "parent: 'programmes/no'"),
              HasSubstr("NOT_FOUND"));
}

TEST_F(MatchingServiceTest, TheHistoryOfWhatItOwnsIsListed) {
  SimulatedClock clock(absl::FromUnixSeconds(1'420'070'400));
  HistoryStore kept(store_, clock);
  server_ = std::make_unique<MatchingServer>(kept);
  Do(&Stub::CreateShortlistEntry, absl::StrCat("parent: '", kFund,
                                               R"('
                       shortlist_entry {
                         project: 'programmes/hubei/projects/tea-2'
                       })"));
  Do(&Stub::UpdateShortlistEntry, absl::StrCat(R"(
                                                 shortlist_entry { note: 'call'
                                                                   name: ')",
                                               kFund, "/shortlist/tea-2' }"));
  const auto history = Do(&Stub::ListHistory,
                          absl::StrCat("name: '", kFund, "/shortlist/tea-2'"));
  ASSERT_EQ(history.entries_size(), 2);
  ASSERT_EQ(history.entries(0).changes_size(), 1);
  EXPECT_EQ(history.entries(0).changes(0).path(), "note");
  EXPECT_EQ(history.entries(1).action(),
            type::v1::HistoryEntry::ACTION_CREATED);
  EXPECT_THAT(Error(&Stub::ListHistory, "name: 'programmes/hubei/units/fund'"),
              HasSubstr("INVALID_ARGUMENT"));
  server_ = nullptr;  // before the store
}

TEST_F(MatchingServiceTest, AViewIsBuiltAnewWhereTheFeedWasTrimmed) {
  ASSERT_THAT(Projects(kFund), Not(IsEmpty()));
  Put("projects", "tea-1", "state: STATE_WITHDRAWN");
  store_.TrimFeed("hubei");
  EXPECT_THAT(Projects(kFund), ElementsAre("tea-2"));
}

}  // namespace
}  // namespace duikou
