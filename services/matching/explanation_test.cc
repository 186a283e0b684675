// Why a pair is recommended, or not, and what would change that.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/matching/testing/matching_test.h"
#include "services/rpc/resource_name.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::kCity;
using testing::kFund;
using ::testing::Not;

class ExplanationTest : public testing::MatchingTest {};

TEST_F(ExplanationTest, ExplainsEveryFilterThatKeepsAPairOut) {
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

TEST_F(ExplanationTest, ExplainsPairsThatCannotBeScored) {
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

TEST_F(ExplanationTest, AUnitsOwnProjectIsNotRecommendedToIt) {
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

TEST_F(ExplanationTest, MoreMeansWouldLetAProjectIn) {
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

TEST_F(ExplanationTest, SaysWhatWouldLetAProjectRankHigher) {
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

}  // namespace
}  // namespace duikou
