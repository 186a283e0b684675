#include "services/programme/programme_state.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/programme/testing/small_programme.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using testing::Parse;
using testing::SmallProgrammeChanges;
using testing::SmallProgrammeRecord;
using ::testing::UnorderedElementsAre;

constexpr int64_t kWan = Money::kFenPerWanYuan;
constexpr FundKindIndex kGrant = 1;

class ProgrammeStateTest : public ::testing::Test {
 protected:
  ProgrammeStateTest() {
    auto record = std::make_shared<ProgrammeRecord>();
    record->programme = SmallProgrammeRecord();
    record->revision = 1;
    state_.SetProgramme(std::move(record));
    for (const Change& change : SmallProgrammeChanges()) state_.Take(change);
    state_.Settle();
  }

  template <typename T>
  void Put(const std::string& collection, const std::string& id,
           const std::string& text, Revision revision = 2) {
    state_.Take({.revision = revision,
                 .collection = collection,
                 .id = id,
                 .value = Parse<T>(text).SerializeAsString()});
    state_.Settle();
  }
  void Delete(const std::string& collection, const std::string& id) {
    state_.Take(
        {.revision = 2, .collection = collection, .id = id, .deleted = true});
    state_.Settle();
  }

  std::optional<int64_t> MeansInWan(const std::string& unit, FundKindIndex kind,
                                    int32_t year) {
    const auto prepared =
        state_.FindUnit(unit)->Prepare(state_.taxonomy(), {.year = year});
    const auto& means = prepared->supporter().funds[kind].means_left;
    if (!means.has_value()) return std::nullopt;
    return means->fen() / kWan;
  }
  int64_t OpenInWan(const std::string& project) {
    return state_.index().Find(project)->funds[kGrant].open.fen() / kWan;
  }

  ProgrammeState state_{"hubei"};
};

TEST_F(ProgrammeStateTest, ASoundProgrammeHasNoFlaws) {
  EXPECT_EQ(state_.flaws(), 0);
  EXPECT_EQ(state_.index().size(), 5);
}

TEST_F(ProgrammeStateTest, AProjectOfAnUnknownAreaJoinsWhenTheAreaComes) {
  Put<catalogue::v1::Project>("projects", "new",
                              R"pb(area: "programmes/hubei/areas/xingshan"
                                   sector: "programmes/hubei/sectors/tea"
                                   state: STATE_OPEN)pb");
  EXPECT_EQ(state_.index().Find("new"), nullptr);
  EXPECT_NE(state_.FindProject("new"), nullptr);
  EXPECT_EQ(state_.flaws(), 1);
  Put<catalogue::v1::Area>("areas", "xingshan", "kind: KIND_COUNTY");
  EXPECT_NE(state_.index().Find("new"), nullptr);
  EXPECT_EQ(state_.flaws(), 0);
  Delete("areas", "xingshan");
  EXPECT_EQ(state_.index().Find("new"), nullptr);
}

TEST_F(ProgrammeStateTest, ADeletedParentOrGroupLeavesItsAreasStanding) {
  Delete("areas", "yichang");
  Delete("areas", "reservoir");
  EXPECT_EQ(state_.index().size(), 5);
  EXPECT_GT(state_.flaws(), 0);
}

TEST_F(ProgrammeStateTest, ACycleOfAreasIsCut) {
  Put<catalogue::v1::
          Area>("areas", "yichang",
                R"pb(kind: KIND_PREFECTURE
                     parent_area: "programmes/hubei/areas/maoping")pb");
  EXPECT_EQ(state_.index().size(), 5);
  EXPECT_EQ(state_.taxonomy().flaws(), 1);
}

TEST_F(ProgrammeStateTest, WhatCannotBeReadIsLeftOutAndCountedOnce) {
  for (int i = 0; i < 2; ++i) {
    state_.Take({.collection = "projects", .id = "tea-1", .value = "\xff"});
    state_.Settle();
  }
  EXPECT_EQ(state_.FindProject("tea-1"), nullptr);
  EXPECT_EQ(state_.flaws(), 1);
}

TEST_F(ProgrammeStateTest, CommitmentsLowerTheOpenNeedUntilTheyAreDeleted) {
  const char kText[] = R"pb(supporter: "programmes/hubei/units/fund"
                            project: "programmes/hubei/projects/tea-1"
                            fund_kind: "grant"
                            year: 2015
                            amount_fen: 100000000)pb";
  EXPECT_EQ(OpenInWan("tea-1"), 300);
  Put<profiles::v1::Commitment>("commitments", "c-1", kText);
  Put<profiles::v1::Commitment>("commitments", "c-2", kText);
  EXPECT_EQ(OpenInWan("tea-1"), 100);
  EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 200);
  EXPECT_EQ(MeansInWan("fund", kGrant, 2016), 400);
  Put<profiles::v1::Commitment>("commitments", "c-3", kText);
  Put<profiles::v1::Commitment>("commitments", "c-4", kText);
  Put<profiles::v1::Commitment>("commitments", "c-5", kText);
  EXPECT_EQ(OpenInWan("tea-1"), 0);
  EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 0);
  for (const char* id : {"c-1", "c-2", "c-3", "c-4", "c-5"}) {
    Delete("commitments", id);
  }
  EXPECT_EQ(OpenInWan("tea-1"), 300);
  EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 400);
}

TEST_F(ProgrammeStateTest, ACommitmentThatMovesCountsWhereItIs) {
  const char kText[] = R"pb(supporter: "programmes/hubei/units/fund"
                            project: "programmes/hubei/projects/$0"
                            fund_kind: "grant"
                            year: 2015
                            amount_fen: 100000000)pb";
  const auto text = [&](const char* project) {
    std::string replaced = kText;
    replaced.replace(replaced.find("$0"), 2, project);
    return replaced;
  };
  Put<profiles::v1::Commitment>("commitments", "c-1", text("gone"));
  EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 300);
  Put<profiles::v1::Commitment>("commitments", "c-1", text("tea-2"));
  EXPECT_EQ(OpenInWan("tea-2"), 400);
  Put<profiles::v1::Commitment>("commitments", "c-1", text("tea-1"));
  EXPECT_EQ(OpenInWan("tea-2"), 500);
  EXPECT_EQ(OpenInWan("tea-1"), 200);
  EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 300);
}

// An interest of `fund` in tea-1 in 2015, in the state given.
std::string InterestText(const std::string& state, int64_t fen) {
  return absl::StrCat(R"pb(supporter: "programmes/hubei/units/fund"
                           project: "programmes/hubei/projects/tea-1"
                           year: 2015
                           state:)pb",
                      " STATE_", state,
                      " offers { fund_kind: 'grant' amount_fen: ", fen, " }");
}

TEST_F(ProgrammeStateTest, OnlyAnAcceptedInterestCounts) {
  for (const char* state : {"OPEN", "DECLINED", "WITHDRAWN"}) {
    Put<matching::v1::Interest>("interests", "fund--tea-1",
                                InterestText(state, 100'000'000));
    EXPECT_EQ(OpenInWan("tea-1"), 300) << state;
    EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 400) << state;
  }
  Put<matching::v1::Interest>("interests", "fund--tea-1",
                              InterestText("ACCEPTED", 100'000'000));
  EXPECT_EQ(OpenInWan("tea-1"), 200);
  EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 300);
  EXPECT_EQ(MeansInWan("fund", kGrant, 2016), 400);
  EXPECT_EQ(state_.FindUnit("fund")->InterestIn("tea-1"),
            matching::v1::Interest::STATE_ACCEPTED);
  Put<matching::v1::Interest>("interests", "fund--tea-1",
                              InterestText("ACCEPTED", 50'000'000));
  EXPECT_EQ(OpenInWan("tea-1"), 250);
  Delete("interests", "fund--tea-1");
  EXPECT_EQ(OpenInWan("tea-1"), 300);
  EXPECT_EQ(state_.FindUnit("fund")->InterestIn("tea-1"),
            matching::v1::Interest::STATE_UNSPECIFIED);
}

TEST_F(ProgrammeStateTest, OfACommitmentAndAnInterestTheLargerCounts) {
  const auto commit = [this](const char* id, int year, int64_t fen) {
    Put<profiles::v1::Commitment>(
        "commitments", id,
        absl::StrCat(R"pb(supporter: "programmes/hubei/units/fund"
                          project: "programmes/hubei/projects/tea-1"
                          fund_kind: "grant"
                          year:)pb",
                     " ", year, " amount_fen: ", fen));
  };
  Put<matching::v1::Interest>("interests", "fund--tea-1",
                              InterestText("ACCEPTED", 100'000'000));
  commit("c-1", 2015, 60'000'000);
  EXPECT_EQ(OpenInWan("tea-1"), 200);
  EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 300);
  // Together they are more than the interest.
  commit("c-2", 2015, 60'000'000);
  EXPECT_EQ(OpenInWan("tea-1"), 180);
  EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 280);
  // Of another year it is another promise.
  commit("c-2", 2016, 60'000'000);
  EXPECT_EQ(OpenInWan("tea-1"), 140);
  EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 300);
  EXPECT_EQ(MeansInWan("fund", kGrant, 2016), 340);
  Delete("commitments", "c-1");
  Delete("commitments", "c-2");
  EXPECT_EQ(OpenInWan("tea-1"), 200);
  Delete("interests", "fund--tea-1");
  EXPECT_EQ(OpenInWan("tea-1"), 300);
  EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 400);
}

TEST_F(ProgrammeStateTest, AnInterestInWhatIsGoneCountsForItsSupporterAlone) {
  Put<matching::v1::Interest>("interests", "fund--tea-1",
                              InterestText("ACCEPTED", 100'000'000));
  Delete("projects", "tea-1");
  EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 300);
  for (const Change& change : SmallProgrammeChanges()) {
    if (change.id == "tea-1") state_.Take(change);
  }
  state_.Settle();
  EXPECT_EQ(OpenInWan("tea-1"), 200);
}

TEST_F(ProgrammeStateTest, AQuotaIsTheMeansWhereNoneAreStated) {
  EXPECT_EQ(MeansInWan("city", kGrant, 2015), std::nullopt);
  Put<profiles::v1::Quota>("quotas", "city--2015--grant",
                           R"pb(unit: "programmes/hubei/units/city"
                                year: 2015
                                fund_kind: "grant"
                                amount_fen: 600000000)pb");
  EXPECT_EQ(MeansInWan("city", kGrant, 2015), 600);
  EXPECT_EQ(MeansInWan("city", kGrant, 2016), std::nullopt);
  Put<profiles::v1::Quota>("quotas", "fund--2015--grant",
                           R"pb(unit: "programmes/hubei/units/fund"
                                year: 2015
                                fund_kind: "grant"
                                amount_fen: 600000000)pb");
  EXPECT_EQ(MeansInWan("fund", kGrant, 2015), 400);
}

TEST_F(ProgrammeStateTest, AKindIsGivenOnlyByThoseWhoMay) {
  const auto prepared =
      state_.FindUnit("city")->Prepare(state_.taxonomy(), {.year = 2015});
  EXPECT_FALSE(prepared->supporter().funds[0].gives);
  EXPECT_TRUE(prepared->supporter().funds[kGrant].gives);
}

TEST_F(ProgrammeStateTest, APairingWithAGroupHoldsForTheAreasInIt) {
  Put<profiles::v1::Pairing>(
      "pairings", "pair-2",
      R"pb(supporter: "programmes/hubei/units/fund"
           area: "programmes/hubei/areas/reservoir")pb");
  const NamedTaxonomy& taxonomy = state_.taxonomy();
  const auto prepared =
      state_.FindUnit("fund")->Prepare(taxonomy, {.year = 2015});
  EXPECT_THAT(prepared->supporter().paired_areas,
              UnorderedElementsAre(taxonomy.FindArea("reservoir"),
                                   taxonomy.FindArea("zigui"),
                                   taxonomy.FindArea("badong")));
  Delete("pairings", "pair-2");
  EXPECT_TRUE(state_.FindUnit("fund")
                  ->Prepare(taxonomy, {.year = 2015})
                  ->supporter()
                  .paired_areas.empty());
}

TEST_F(ProgrammeStateTest,
       TheNewestWeightsAreInForceAndTheOnesBeforeAfterThem) {
  EXPECT_EQ(state_.weights().weights, DefaultWeights());
  Put<matching::v1::WeightVersion>(
      "weights", "b", "weights { criterion: CRITERION_SECTOR weight: 1 }", 5);
  Put<matching::v1::WeightVersion>(
      "weights", "a", "weights { criterion: CRITERION_REGION weight: 1 }", 6);
  EXPECT_EQ(state_.weights().weights[Criterion::kRegion], kFull);
  Delete("weights", "a");
  EXPECT_EQ(state_.weights().weights[Criterion::kSector], kFull);
  Delete("weights", "b");
  EXPECT_EQ(state_.weights().weights, DefaultWeights());
}

TEST_F(ProgrammeStateTest, AnOlderProgrammeRecordChangesNothing) {
  auto older = std::make_shared<ProgrammeRecord>();
  older->revision = 1;
  state_.SetProgramme(older);
  state_.Settle();
  EXPECT_EQ(state_.taxonomy().fund_kind_count(), 3);
}

TEST_F(ProgrammeStateTest, WithoutAProgrammeThereAreNoFundKindsAndNoCrash) {
  ProgrammeState state("hubei");
  for (const Change& change : SmallProgrammeChanges()) state.Take(change);
  state.Settle();
  EXPECT_EQ(state.taxonomy().fund_kind_count(), 0);
  EXPECT_EQ(state.index().size(), 5);
  EXPECT_NE(state.FindUnit("fund")->Prepare(state.taxonomy(), {.year = 2015}),
            nullptr);
}

TEST_F(ProgrammeStateTest, AnUnitThatOnlyOthersNameIsNoUnit) {
  Put<profiles::v1::Pairing>("pairings", "pair-3",
                             R"pb(supporter: "programmes/hubei/units/ghost"
                                  area: "programmes/hubei/areas/zigui")pb");
  EXPECT_EQ(state_.FindUnit("ghost"), nullptr);
}

TEST_F(ProgrammeStateTest, DeletedProjectsMakeRoomForNewOnes) {
  for (int i = 0; i < 3; ++i) {
    Delete("projects", "tea-1");
    EXPECT_EQ(state_.index().Find("tea-1"), nullptr);
    for (const Change& change : SmallProgrammeChanges()) {
      if (change.id == "tea-1") state_.Take(change);
    }
    state_.Settle();
    const Project* project = state_.index().Find("tea-1");
    ASSERT_NE(project, nullptr);
    EXPECT_EQ(state_.project(project->handle).id, "tea-1");
  }
  EXPECT_EQ(state_.by_publish_time().size(), 5);
}

}  // namespace
}  // namespace duikou
