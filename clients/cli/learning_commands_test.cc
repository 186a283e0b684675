// Weights proposed and undone, profiles suggested.
#include "clients/cli/testing/command_line_fixture.h"
#include "clients/cli/testing/fake_services.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou::cli {
namespace {

using ::testing::HasSubstr;

class LearningCommandsTest : public CommandLineFixture {};

constexpr char kProposal[] = R"(
    standing: STANDING_BETTER
    present_weights { criterion: CRITERION_SECTOR weight: 6000 }
    present_weights { criterion: CRITERION_REGION weight: 4000 }
    proposed_weights { criterion: CRITERION_SECTOR weight: 4500
                       curve_points: [4000, 7000, 9000] }
    proposed_weights { criterion: CRITERION_REGION weight: 5500 }
    wanted_count: 31 unwanted_count: 4 supporter_count: 6 ranking_count: 17
    present_quality { ndcg_bp: 2210 hit_bp: 6400 reciprocal_rank_bp: 1905 }
    proposed_quality { ndcg_bp: 2744 hit_bp: 7100 reciprocal_rank_bp: 2333 })";

TEST_F(LearningCommandsTest, AProposalTellsWhatItRestsOnAndWhatItChanges) {
  fakes_.matching.weights_proposed =
      FromText<matching::v1::ProposeWeightsResponse>(kProposal);
  EXPECT_EQ(Run({"weights", "propose"}), 0) << err_;
  EXPECT_EQ(out_, R"(现行：行业 60%、区域 40%
建议：行业 45%（曲线 40/70/90）、区域 55%
依据：6 家支援方的 31 次选择和 4 次放弃
结论：在留出的选择上有改善

在留出的选择上       现行   建议
NDCG@20             22.1%  27.4%
前 20 名命中        64.0%  71.0%
首个命中名次的倒数  19.0%  23.3%
检验的排名数：17
)");
  EXPECT_EQ(fakes_.matching.weighted.weight_version().weights_size(), 0);
}

TEST_F(LearningCommandsTest, AdoptingMakesAWeightVersion) {
  fakes_.matching.weights_proposed =
      FromText<matching::v1::ProposeWeightsResponse>(kProposal);
  EXPECT_EQ(Run({"weights", "propose", "--adopt", "--note", "年会"}), 0)
      << err_;
  EXPECT_THAT(out_, HasSubstr("已采用，权重版本：2"));
  const matching::v1::WeightVersion& made =
      fakes_.matching.weighted.weight_version();
  ASSERT_EQ(made.weights_size(), 2);
  EXPECT_EQ(made.weights(1).weight(), 5500);
  EXPECT_EQ(made.weights(0).curve_points(2), 9000);
  EXPECT_THAT(out_, HasSubstr("现行：行业 45%（曲线 40/70/90）、区域 55%"));
  EXPECT_EQ(made.note(), "年会");
}

TEST_F(LearningCommandsTest, TooFewChoicesAreSaidAndNotAdopted) {
  fakes_.matching.weights_proposed =
      FromText<matching::v1::ProposeWeightsResponse>(
          "standing: STANDING_TOO_FEW_CHOICES wanted_count: 2");
  EXPECT_EQ(Run({"weights", "propose", "--adopt"}), 2);
  EXPECT_THAT(out_, HasSubstr("结论：选择太少，暂不建议改动"));
  EXPECT_EQ(fakes_.matching.weighted.weight_version().weights_size(), 0);
}

TEST_F(LearningCommandsTest, UndoDeletesTheVersionInForceAsItWasRead) {
  fakes_.matching.versions = {FromText<matching::v1::WeightVersion>(R"(
      name: "programmes/hubei/weights/0002" etag: "e-2"
      weights { criterion: CRITERION_SECTOR weight: 10000 })"),
                              FromText<matching::v1::WeightVersion>(R"(
      name: "programmes/hubei/weights/0001" etag: "e-1"
      weights { criterion: CRITERION_REGION weight: 10000
                curve_points: [2500, 5000, 8000] })")};
  EXPECT_EQ(Run({"weights", "undo"}), 0) << err_;
  EXPECT_EQ(out_, "已撤销权重版本：0002\n现行：区域 100%（曲线 25/50/80）\n");
  EXPECT_EQ(fakes_.matching.weights_deleted.name(),
            "programmes/hubei/weights/0002");
  EXPECT_EQ(fakes_.matching.weights_deleted.etag(), "e-2");
}

TEST_F(LearningCommandsTest, TheDefaultsCannotBeUndone) {
  EXPECT_EQ(Run({"weights", "undo"}), 2);
  EXPECT_THAT(err_, HasSubstr("没有可撤销的版本"));
  EXPECT_EQ(fakes_.matching.weights_deleted.name(), "");
}

TEST_F(LearningCommandsTest, ASuggestedProfileTellsWhyAndIsAdoptedIfAsked) {
  fakes_.matching.suggestion =
      FromText<matching::v1::SuggestCapabilityProfileResponse>(R"(
        capability_profile {
          name: "programmes/hubei/profiles/yichang"
          unit: "programmes/hubei/units/yichang"
          strengths { sector: "programmes/hubei/sectors/citrus" strength: 60 }
          givings { fund_kind: "policy" usual_fen: 80000000 }
          suggested_through_year: 2015
        }
        strength_reasons { subject: "programmes/hubei/sectors/citrus"
                           project_count: 12 share_bp: 6000 base_share_bp: 1500 }
        size_reasons { fund_kind: "policy" project_count: 12
                       median_fen: 100000000 }
        project_count: 20 first_year: 2012 last_year: 2015)");
  EXPECT_EQ(Run({"profile", "suggest", "yichang", "--through-year", "2015"}), 0)
      << err_;
  EXPECT_EQ(fakes_.matching.suggested_for.through_year(), 2015);
  EXPECT_THAT(out_,
              HasSubstr("宜昌市 yichang · 依据 2012–2015 年的 20 个项目"));
  EXPECT_THAT(out_, HasSubstr("60.0%"));
  EXPECT_THAT(out_, HasSubstr("15.0%"));
  EXPECT_THAT(out_, HasSubstr("政策资金：80万元（中位数 100万元）"));
  EXPECT_EQ(fakes_.profiles.created.capability_profile_id(), "");

  EXPECT_EQ(Run({"profile", "suggest", "yichang", "--adopt"}), 0) << err_;
  EXPECT_EQ(fakes_.profiles.created.capability_profile_id(), "yichang");
  EXPECT_EQ(fakes_.profiles.created.parent(), "programmes/hubei");
  EXPECT_EQ(
      fakes_.profiles.created.capability_profile().suggested_through_year(),
      2015);
}

}  // namespace
}  // namespace duikou::cli
