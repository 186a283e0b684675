// Weights proposed from choices and profiles suggested from past projects,
// through a server.
#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/base/score.h"
#include "services/matching/testing/matching_test.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;
using ::testing::HasSubstr;
using testing::kFund;

class LearningTest : public testing::MatchingTest {
 protected:
  pb::ProposeWeightsResponse Propose() {
    return Do(&Stub::ProposeWeights, "parent: 'programmes/hubei'");
  }
  pb::SuggestCapabilityProfileResponse Suggest(const std::string& unit,
                                               const std::string& more = "") {
    return Do(&Stub::SuggestCapabilityProfile,
              absl::StrCat("supporter: '", unit, "' ", more));
  }
  void PutProject(const std::string& id, const std::string& sector,
                  const std::string& area, int64_t fen,
                  const std::string& more = "") {
    Put("projects", id,
        absl::StrCat("display_name { zh: 'x' } area: '@areas/", area,
                     "' sector: '@sectors/", sector,
                     "' fund_needs { fund_kind: 'grant' total_fen: ", fen,
                     " } shareable: true first_year: 2014 last_year: 2016 "
                     "state: STATE_OPEN ",
                     more));
  }
  void Commit(const std::string& unit, const std::string& project, int year) {
    Put("commitments", absl::StrCat(unit, "-", project),
        absl::StrCat("supporter: '@units/", unit, "' project: '@projects/",
                     project, "' fund_kind: 'grant' year: ", year,
                     " amount_fen: 1000000"));
  }
  // The fund, which is strong in tea and has experts to offer, passes twelve
  // tea projects over and takes up twelve in tourism that need experts.
  void ChooseAgainstTheWeights(int year) {
    for (int i = 0; i < 12; ++i) {
      const std::string n = absl::StrCat(i < 10 ? "0" : "", i);
      PutProject(absl::StrCat("a", n), "tea", "zigui", 300'000'000);
      PutProject(absl::StrCat("b", n), "tourism", "badong", 300'000'000,
                 "other_needs { kind: NEED_KIND_EXPERTS }");
      Commit("fund", absl::StrCat("b", n), year);
    }
  }
  static int32_t WeightOf(
      pb::Criterion criterion,
      const google::protobuf::RepeatedPtrField<pb::CriterionWeight>& weights) {
    for (const pb::CriterionWeight& entry : weights) {
      if (entry.criterion() == criterion) return entry.weight();
    }
    return -1;
  }
};

TEST_F(LearningTest, WithoutChoicesTheWeightsInForceAreProposed) {
  const pb::ProposeWeightsResponse proposal = Propose();
  EXPECT_EQ(proposal.standing(),
            pb::ProposeWeightsResponse::STANDING_TOO_FEW_CHOICES);
  ASSERT_EQ(proposal.proposed_weights_size(), kCriterionCount);
  for (int i = 0; i < kCriterionCount; ++i) {
    EXPECT_EQ(proposal.proposed_weights(i).weight(),
              proposal.present_weights(i).weight());
  }
  EXPECT_EQ(proposal.present_version(), "");
}

TEST_F(LearningTest, WeighsMoreWhatCommitmentsFollow) {
  ChooseAgainstTheWeights(2015);
  const pb::ProposeWeightsResponse proposal = Propose();
  EXPECT_EQ(proposal.standing(), pb::ProposeWeightsResponse::STANDING_BETTER);
  EXPECT_EQ(proposal.wanted_count(), 12);
  EXPECT_EQ(proposal.supporter_count(), 1);
  EXPECT_GT(proposal.ranking_count(), 0);
  EXPECT_LT(WeightOf(pb::CRITERION_SECTOR, proposal.proposed_weights()),
            WeightOf(pb::CRITERION_SECTOR, proposal.present_weights()));
  EXPECT_GT(WeightOf(pb::CRITERION_CAPABILITY, proposal.proposed_weights()),
            WeightOf(pb::CRITERION_CAPABILITY, proposal.present_weights()));
  EXPECT_GT(proposal.proposed_quality().ndcg_bp(),
            proposal.present_quality().ndcg_bp());
  int32_t sum = 0;
  for (const auto& entry : proposal.proposed_weights()) sum += entry.weight();
  EXPECT_EQ(sum, kFull);
}

TEST_F(LearningTest, CurvesAreProposedWithTheWeights) {
  ChooseAgainstTheWeights(2015);
  const pb::ProposeWeightsResponse proposal = Propose();
  for (const auto* weights :
       {&proposal.present_weights(), &proposal.proposed_weights()}) {
    for (const pb::CriterionWeight& entry : *weights) {
      ASSERT_EQ(entry.curve_points_size(), 3) << entry.ShortDebugString();
      EXPECT_TRUE(std::is_sorted(entry.curve_points().begin(),
                                 entry.curve_points().end()))
          << entry.ShortDebugString();
    }
  }
  EXPECT_EQ(proposal.present_weights(0).ShortDebugString(),
            "criterion: CRITERION_SECTOR weight: 3000 curve_points: 2500 "
            "curve_points: 5000 curve_points: 7500");
}

TEST_F(LearningTest, AdoptingIsANewVersionAndUndoingItsDeletion) {
  ChooseAgainstTheWeights(2015);
  const pb::ProposeWeightsResponse proposal = Propose();
  pb::CreateWeightVersionRequest adopt;
  adopt.set_parent("programmes/hubei");
  *adopt.mutable_weight_version()->mutable_weights() =
      proposal.proposed_weights();
  const auto adopted =
      server_->Do(&Stub::CreateWeightVersion, adopt, Written());
  ASSERT_TRUE(adopted.first.ok()) << testing::Text(adopted.first);
  EXPECT_EQ(Propose().present_version(), adopted.second.name());
  const pb::ProposeWeightsResponse after = Propose();
  ASSERT_EQ(after.present_weights_size(), proposal.proposed_weights_size());
  for (int i = 0; i < after.present_weights_size(); ++i) {
    EXPECT_EQ(after.present_weights(i).SerializeAsString(),
              proposal.proposed_weights(i).SerializeAsString());
  }

  Do(&Stub::DeleteWeightVersion,
     absl::StrCat("name: '", adopted.second.name(), "' etag: '",
                  adopted.second.etag(), "'"));
  EXPECT_EQ(Propose().SerializeAsString(), proposal.SerializeAsString());
}

TEST_F(LearningTest, WhatTheProfileWasSuggestedFromTeachesNothing) {
  ChooseAgainstTheWeights(2015);
  const pb::SuggestCapabilityProfileResponse suggested = Suggest(kFund);
  EXPECT_EQ(suggested.capability_profile().suggested_through_year(), 2015);
  Put("profiles", "fund", suggested.capability_profile().ShortDebugString());
  EXPECT_EQ(Propose().wanted_count(), 0);
  // A year later there is something new.
  PutProject("later", "tourism", "badong", 300'000'000);
  Commit("fund", "later", 2016);
  EXPECT_EQ(Propose().wanted_count(), 1);
}

TEST_F(LearningTest, ShortlistsDismissalsAndInterestsAreChoices) {
  Put("shortlist", "fund/tea-1", "project: '@projects/tea-1'");
  Put("dismissals", "fund/tea-2", "project: '@projects/tea-2'");
  EXPECT_EQ(Propose().wanted_count(), 1);
  EXPECT_EQ(Propose().unwanted_count(), 1);
  // One project is one choice: what was promised says more.
  Commit("fund", "tea-1", 2015);
  Put("interests", "fund--tea-2",
      "supporter: '@units/fund' project: '@projects/tea-2' year: 2015 "
      "state: STATE_WITHDRAWN");
  EXPECT_EQ(Propose().wanted_count(), 1);
  EXPECT_EQ(Propose().unwanted_count(), 1);
}

TEST_F(LearningTest, ADeclinedShareOfAPlanIsAChoice) {
  const std::string share = "2015/fund--tea-2--grant";
  const std::string of = "supporter: '@units/fund' project: '@projects/tea-2' ";
  Put("shares", share, of + "supporter_answer { answer: ANSWER_ACCEPT }");
  EXPECT_EQ(Propose().unwanted_count(), 0);
  Put("shares", share, of + "supporter_answer { answer: ANSWER_DECLINE }");
  EXPECT_EQ(Propose().unwanted_count(), 1);
  // The county's answer is not the supporter's.
  Put("shares", share, of + "recipient_answer { answer: ANSWER_DECLINE }");
  EXPECT_EQ(Propose().unwanted_count(), 0);
  Put("shares", share, of + "supporter_answer { answer: ANSWER_DECLINE }");
  testing::DeleteRecord(store_, "shares", share);
  EXPECT_EQ(Propose().unwanted_count(), 0);
}

TEST_F(LearningTest, ACountysRefusalSaysNothingOfTheSupporter) {
  Put("interests", "fund--tea-2",
      "supporter: '@units/fund' project: '@projects/tea-2' year: 2015 "
      "state: STATE_DECLINED");
  const pb::ProposeWeightsResponse proposal = Propose();
  EXPECT_EQ(proposal.wanted_count() + proposal.unwanted_count(), 0);
}

TEST_F(LearningTest, AProfileIsSuggestedFromCommitmentsAndCooperation) {
  for (int i = 0; i < 20; ++i) {
    PutProject(absl::StrCat("c", i), "tea", "zigui", 800'000'000);
    Commit("city", absl::StrCat("c", i), 2014);
  }
  ChooseAgainstTheWeights(2015);
  Put("cooperations", "done",
      "supporter: '@units/fund' area: '@areas/badong' "
      "sector: '@sectors/health' year: 2013");
  const pb::SuggestCapabilityProfileResponse suggested = Suggest(kFund);
  const profiles::v1::CapabilityProfile& profile =
      suggested.capability_profile();
  EXPECT_EQ(suggested.project_count(), 13);
  EXPECT_EQ(suggested.first_year(), 2013);
  EXPECT_EQ(suggested.last_year(), 2015);
  ASSERT_GE(profile.strengths_size(), 2);
  EXPECT_EQ(profile.strengths(0).sector(), "programmes/hubei/sectors/tourism");
  EXPECT_EQ(suggested.strength_reasons(0).subject(),
            profile.strengths(0).sector());
  EXPECT_EQ(suggested.strength_reasons(0).project_count(), 12);
  EXPECT_EQ(suggested.strength_reasons(0).share_bp(), 9230);
  ASSERT_GE(profile.preferred_areas_size(), 1);
  EXPECT_EQ(profile.preferred_areas(0).area(), "programmes/hubei/areas/badong");
  ASSERT_EQ(suggested.size_reasons_size(), 1);
  EXPECT_EQ(suggested.size_reasons(0).median_fen(), 300'000'000);
  // What a suggestion cannot know stays: means and offers are the profile's.
  EXPECT_EQ(profile.givings(0).means_fen(), 400'000'000);
  EXPECT_EQ(profile.offers_size(), 1);
  EXPECT_FALSE(profile.etag().empty());
}

TEST_F(LearningTest, ASuggestionCanLeaveTheLatestYearsOut) {
  ChooseAgainstTheWeights(2015);
  Commit("fund", "tea-1", 2014);
  EXPECT_EQ(Suggest(kFund, "through_year: 2014").project_count(), 1);
  EXPECT_THAT(Error(&Stub::SuggestCapabilityProfile,
                    "supporter: 'programmes/hubei/units/fund' "
                    "through_year: 2013"),
              HasSubstr("FAILED_PRECONDITION: programmes/hubei/units/fund has "
                        "no commitments and no finished cooperation up to "
                        "2013"));
}

TEST_F(LearningTest, WhoIsUnknownOrNoSupporterIsRefused) {
  EXPECT_THAT(Error(&Stub::SuggestCapabilityProfile,
                    "supporter: 'programmes/hubei/units/none'"),
              HasSubstr("NOT_FOUND"));
  EXPECT_THAT(Error(&Stub::SuggestCapabilityProfile,
                    "supporter: 'programmes/hubei/units/county'"),
              HasSubstr("is not a supporter"));
  EXPECT_THAT(Error(&Stub::ProposeWeights, "parent: 'programmes/none'"),
              HasSubstr("NOT_FOUND"));
}

}  // namespace
}  // namespace duikou
