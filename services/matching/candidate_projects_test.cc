#include "services/matching/candidate_projects.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/programme/search_text.h"
#include "services/programme/testing/small_programme.h"

namespace duikou {
namespace {

using catalogue::v1::ProjectFilter;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Parse;

class CandidateProjectsTest : public ::testing::Test {
 protected:
  CandidateProjectsTest() {
    auto record = std::make_shared<ProgrammeRecord>();
    record->programme = testing::SmallProgrammeRecord();
    record->revision = 1;
    state_.SetProgramme(std::move(record));
    for (const Change& change : testing::SmallProgrammeChanges()) {
      state_.Take(change);
    }
    state_.Settle();
  }

  // Ids of what is admitted, in order.
  std::vector<std::string> Admitted(const std::string& filter_text,
                                    CandidateOptions options = {}) {
    const auto filter = Parse<ProjectFilter>(filter_text);
    const auto candidates =
        CandidateProjects(filter, std::move(options), state_);
    EXPECT_TRUE(candidates.ok()) << candidates.status();
    const CompiledFilter compiled(*candidates, *state_.taxonomy().matcher());
    std::vector<std::string> ids;
    for (const char* id : {"clinic", "draft", "hotel", "tea-1", "tea-2"}) {
      if (compiled.Admits(*state_.index().Find(id))) ids.push_back(id);
    }
    return ids;
  }
  std::vector<std::string> WithWords(const std::string& query) {
    return Admitted("", {.words = QueryWords(query)});
  }

  ProgrammeState state_{"hubei"};
};

TEST_F(CandidateProjectsTest, AnAreaHasAllBelowItAndAGroupAllInIt) {
  EXPECT_THAT(Admitted(R"pb(areas: "programmes/hubei/areas/zigui")pb"),
              ElementsAre("draft", "tea-1", "tea-2"));
  EXPECT_THAT(Admitted(R"pb(areas: "programmes/hubei/areas/yichang")pb"),
              ElementsAre("draft", "hotel", "tea-1", "tea-2"));
  EXPECT_THAT(Admitted(R"pb(areas: "programmes/hubei/areas/reservoir")pb"),
              ElementsAre("clinic", "draft", "tea-1", "tea-2"));
}

TEST_F(CandidateProjectsTest, ASectorHasAllBelowIt) {
  EXPECT_THAT(Admitted(R"pb(sectors: "programmes/hubei/sectors/industry")pb"),
              ElementsAre("draft", "hotel", "tea-1", "tea-2"));
}

TEST_F(CandidateProjectsTest, EachFieldNarrows) {
  EXPECT_THAT(Admitted("least_readiness: READINESS_APPROVED"),
              ElementsAre("clinic"));
  EXPECT_THAT(Admitted(R"pb(fund_kinds: "policy" fund_kinds: "coop")pb"),
              ElementsAre("clinic", "hotel"));
  EXPECT_THAT(Admitted("least_open_fen: 500000000 most_open_fen: 800000000"),
              ElementsAre("clinic", "tea-2"));
  EXPECT_THAT(Admitted("year: 2018"),
              ElementsAre("clinic", "draft", "hotel", "tea-2"));
  EXPECT_THAT(Admitted("other_needs: NEED_KIND_SALES"), ElementsAre("tea-1"));
  EXPECT_THAT(Admitted("demonstration_site: true"), IsEmpty());
  EXPECT_THAT(Admitted("resettlement_community: false shareable: false"),
              ElementsAre("clinic"));
  EXPECT_THAT(Admitted("all_or_nothing: true"), ElementsAre("clinic"));
  EXPECT_THAT(Admitted(R"pb(recipients: "programmes/hubei/units/county")pb"),
              ElementsAre("hotel"));
  EXPECT_THAT(Admitted("least_people_helped: 1000"), ElementsAre("hotel"));
}

TEST_F(CandidateProjectsTest, AKindThatTheProgrammeHasNotIsRefused) {
  const auto filter = Parse<ProjectFilter>("fund_kinds: 'no-such-kind'");
  EXPECT_EQ(CandidateProjects(filter, {}, state_).status().message(),
            "filter.fund_kinds[0]: programmes/hubei has no fund kind "
            "no-such-kind");
}

TEST_F(CandidateProjectsTest, OpenNeedIsAsTheCatalogueStatesIt) {
  state_.Take({.collection = "commitments",
               .id = "c-1",
               .value = Parse<profiles::v1::Commitment>(
                            R"pb(project: "programmes/hubei/projects/tea-1"
                                 supporter: "programmes/hubei/units/fund"
                                 fund_kind: "grant"
                                 amount_fen: 200000000)pb")
                            .SerializeAsString()});
  state_.Settle();
  EXPECT_THAT(
      Admitted(R"pb(least_open_fen: 300000000 most_open_fen: 300000000)pb"),
      ElementsAre("tea-1"));
}

TEST_F(CandidateProjectsTest, EveryWordMustOccurInTheProjectOrWhereItIs) {
  EXPECT_THAT(WithWords("加工"), ElementsAre("tea-1"));
  EXPECT_THAT(WithWords("ＴＥＡ，park"), ElementsAre("tea-1"));
  EXPECT_THAT(WithWords("秭归 茶园"), ElementsAre("tea-2"));
  EXPECT_THAT(WithWords("库区 卫生"), ElementsAre("clinic"));
  EXPECT_THAT(WithWords("industry yichang"),
              ElementsAre("draft", "hotel", "tea-1", "tea-2"));
  EXPECT_THAT(WithWords("tea-1"), ElementsAre("tea-1"));
  EXPECT_THAT(WithWords("加工 酒店"), IsEmpty());
}

TEST_F(CandidateProjectsTest, OnlyWhatWasPublishedAfterwards) {
  EXPECT_THAT(
      Admitted("", {.published_after = absl::FromUnixSeconds(1'400'000'200)}),
      ElementsAre("hotel"));
}

TEST_F(CandidateProjectsTest, WhatThereIsNotIsNamed) {
  const auto error = [this](const std::string& text) {
    const auto filter = Parse<ProjectFilter>(text);
    return CandidateProjects(filter, {}, state_).status().ToString();
  };
  EXPECT_THAT(error(R"pb(areas: "programmes/hubei/areas/zigui"
                         areas: "programmes/hubei/areas/gone")pb"),
              HasSubstr("INVALID_ARGUMENT: filter.areas[1]: there is no area"));
  EXPECT_THAT(error(R"pb(areas: "programmes/other/areas/zigui")pb"),
              HasSubstr("filter.areas[0]: there is no area"));
  EXPECT_THAT(error(R"pb(sectors: "programmes/hubei/sectors/gone")pb"),
              HasSubstr("filter.sectors[0]: there is no sector"));
  EXPECT_THAT(error("states: STATE_OPEN"), HasSubstr("filter.states"));
}

TEST(SearchTextTest, QueriesAreCutAtSignsAndEachWordComesOnce) {
  EXPECT_THAT(QueryWords(" Tea，TEA 茶叶 (p-1)"),
              ElementsAre("tea", "茶叶", "p", "1"));
  EXPECT_THAT(QueryWords("，。!"), IsEmpty());
  EXPECT_TRUE(ContainsWords(FoldText("Teahouse"), QueryWords("ｔｅａ")));
  EXPECT_TRUE(ContainsWords("", {}));
}

TEST(SearchTextTest, BytesThatAreNoTextAreFoundByNothing) {
  EXPECT_THAT(QueryWords("\xff\xfe"), IsEmpty());
  EXPECT_FALSE(ContainsWords(FoldText("\xff"), QueryWords("a")));
}

}  // namespace
}  // namespace duikou
