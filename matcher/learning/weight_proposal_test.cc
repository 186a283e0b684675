#include "matcher/learning/weight_proposal.h"

#include <random>

#include "gtest/gtest.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using ::duikou::testing::Between;

// `count` choosers of 30 projects each, who want the three with the highest
// value of `criterion`.
std::vector<Chooser> WhoLookAt(Criterion criterion, int count) {
  std::mt19937_64 random(11);
  std::vector<Chooser> choosers(count);
  for (Chooser& chooser : choosers) {
    for (int32_t project = 0; project < 30; ++project) {
      Candidate candidate{.project = project};
      for (Criterion c : kAllCriteria) {
        candidate.values[c] = static_cast<int32_t>(Between(random, 0, 6'000));
      }
      chooser.candidates.push_back(candidate);
    }
    for (int i = 0; i < 3; ++i) {
      Candidate& wanted = chooser.candidates[10 * i + Between(random, 0, 9)];
      wanted.values[criterion] = 9'000;
      wanted.verdict = Verdict::kWanted;
    }
  }
  return choosers;
}

TEST(WeightProposalTest, WeighsMoreWhatChoicesFollowAndSaysHowMuchItHelps) {
  const WeightProposal proposal =
      ProposeWeights(WhoLookAt(Criterion::kRecord, 12), DefaultWeights());
  EXPECT_EQ(proposal.standing, ProposalStanding::kBetter);
  EXPECT_GT(proposal.proposed[Criterion::kRecord], 3000);
  EXPECT_GT(proposal.with_proposed.ndcg, proposal.with_present.ndcg + 0.1);
  EXPECT_EQ(proposal.choosers, 12);
  EXPECT_GE(proposal.lists, 12);
}

TEST(WeightProposalTest, FewChoicesProposeThePresentWeights) {
  std::vector<Chooser> choosers = WhoLookAt(Criterion::kRecord, 1);
  const WeightProposal proposal = ProposeWeights(choosers, DefaultWeights());
  EXPECT_EQ(proposal.standing, ProposalStanding::kTooFewChoices);
  EXPECT_EQ(proposal.proposed, DefaultWeights());
  EXPECT_EQ(proposal.wanted, 3);
  EXPECT_EQ(proposal.lists, 0);
}

TEST(WeightProposalTest, ChoicesWithoutAPatternAreNoBetterThanThePresent) {
  // All values are equal, so every order is by number.
  std::vector<Chooser> choosers(3);
  for (Chooser& chooser : choosers) {
    for (int32_t project = 0; project < 10; ++project) {
      chooser.candidates.push_back(
          {.verdict = project < 5 ? Verdict::kWanted : Verdict::kPassedOver,
           .project = project});
    }
  }
  const WeightProposal proposal = ProposeWeights(choosers, DefaultWeights());
  EXPECT_EQ(proposal.standing, ProposalStanding::kNoBetter);
  EXPECT_DOUBLE_EQ(proposal.with_present.ndcg, proposal.with_proposed.ndcg);
}

TEST(WeightProposalTest, AWantedProjectIsRankedWithoutWhatElseIsDecided) {
  // Of projects 0 … 4 one is in each of the five parts; all but one that is
  // passed over are wanted, so each is held back alone and ranks first.
  Chooser chooser;
  for (int32_t project = 0; project < 6; ++project) {
    Candidate candidate{
        .verdict = project < 5 ? Verdict::kWanted : Verdict::kPassedOver,
        .project = project};
    candidate.values[Criterion::kSector] = 9'000 - 1'000 * project;
    chooser.candidates.push_back(candidate);
  }
  const WeightProposal proposal = ProposeWeights({chooser}, DefaultWeights());
  EXPECT_EQ(proposal.lists, 5);
  EXPECT_DOUBLE_EQ(proposal.with_present.reciprocal_rank, 1);
}

TEST(WeightProposalTest, CountsWhatIsUnwanted) {
  std::vector<Chooser> choosers = WhoLookAt(Criterion::kSector, 4);
  choosers.push_back(
      {.candidates = {{.verdict = Verdict::kUnwanted, .project = 3}}});
  const WeightProposal proposal = ProposeWeights(choosers, DefaultWeights());
  EXPECT_EQ(proposal.unwanted, 1);
  EXPECT_EQ(proposal.choosers, 5);
}

}  // namespace
}  // namespace duikou
