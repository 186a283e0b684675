#include "services/matching/matching_service.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/matching/testing/matching_test.h"
#include "services/programme/testing/small_programme.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using pb::RecommendProjectsRequest;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kCity;
using testing::kFund;
using ::testing::Not;
using testing::Parse;
using testing::Text;

class MatchingServiceTest : public testing::MatchingTest {};

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

TEST_F(MatchingServiceTest, AViewIsBuiltAnewWhereTheFeedWasTrimmed) {
  ASSERT_THAT(Projects(kFund), Not(IsEmpty()));
  Put("projects", "tea-1", "state: STATE_WITHDRAWN");
  store_.TrimFeed("hubei");
  EXPECT_THAT(Projects(kFund), ElementsAre("tea-2"));
}

}  // namespace
}  // namespace duikou
