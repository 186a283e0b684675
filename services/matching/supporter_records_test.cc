// What supporters and the office keep of their own, and what it does to
// recommendations: weights, dismissals, shortlists, looks, saved searches.
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/matching/testing/matching_test.h"
#include "services/programme/testing/small_programme.h"
#include "services/store/history_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kCity;
using testing::kFund;
using testing::MatchingServer;

class SupporterRecordsTest : public testing::MatchingTest {};

// What each part of the best recommendation says: value, what it counts as, and
// points.
std::vector<std::array<int32_t, 3>> PartsOfBest(
    const pb::RecommendProjectsResponse& response) {
  std::vector<std::array<int32_t, 3>> parts;
  for (const pb::ScorePart& part : response.recommendations(0).parts()) {
    parts.push_back({part.value(), part.counted_value(), part.points()});
  }
  return parts;
}

TEST_F(SupporterRecordsTest, CurvesOfTheProgrammeHoldForACallsWeightsToo) {
  constexpr char kAsked[] = "supporter: 'programmes/hubei/units/fund' ";
  constexpr char kSectorAlone[] =
      "weights { criterion: CRITERION_SECTOR weight: 1 ";
  const auto recommend = [&](const std::string& more) {
    return Do(&Stub::RecommendProjects, absl::StrCat(kAsked, more));
  };
  const int32_t value =
      recommend(absl::StrCat(kSectorAlone, "}")).recommendations(0).score();
  ASSERT_GT(value, 5'000);
  ASSERT_LT(value, kFull);

  Put("weights", "w-1", R"(
      weights { criterion: CRITERION_SECTOR weight: 3
                curve_points: [0, 0, 0] }
      weights { criterion: CRITERION_RECORD weight: 1 })");
  const int32_t counted = value <= 7'500 ? 0 : 4 * (value - 7'500);
  const pb::RecommendProjectsResponse kept =
      recommend(absl::StrCat(kSectorAlone, "}"));
  EXPECT_EQ(PartsOfBest(kept)[0],
            (std::array<int32_t, 3>{value, counted, counted}));
  EXPECT_EQ(kept.weights(0).ShortDebugString(),
            "criterion: CRITERION_SECTOR weight: 10000 curve_points: 0 "
            "curve_points: 0 curve_points: 0");
  // The call's own curve, and a straight one, if it asks for them.
  const pb::RecommendProjectsResponse straight = recommend(
      absl::StrCat(kSectorAlone, "curve_points: [2500, 5000, 7500] }"));
  EXPECT_EQ(PartsOfBest(straight)[0],
            (std::array<int32_t, 3>{value, value, value}));
  const pb::RecommendProjectsResponse full = recommend(
      absl::StrCat(kSectorAlone, "curve_points: [10000, 10000, 10000] }"));
  EXPECT_EQ(PartsOfBest(full)[0],
            (std::array<int32_t, 3>{value, kFull, kFull}));
}

TEST_F(SupporterRecordsTest, WeightsOfTheCallAndOfTheProgrammeCount) {
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

TEST_F(SupporterRecordsTest,
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

TEST_F(SupporterRecordsTest, TheShortlistShowsAndBelongsToSupporters) {
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

TEST_F(SupporterRecordsTest, NewIsWhatWasPublishedSinceTheSupporterLooked) {
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

TEST_F(SupporterRecordsTest, ASavedSearchFindsWordsAndKnowsWhatIsNewInIt) {
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

TEST_F(SupporterRecordsTest, ASavedSearchIsChecked) {
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

TEST_F(SupporterRecordsTest, TheNewestWeightVersionIsInForce) {
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

TEST_F(SupporterRecordsTest, TheHistoryOfWhatItOwnsIsListed) {
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

}  // namespace
}  // namespace duikou
