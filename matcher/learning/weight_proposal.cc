#include "matcher/learning/weight_proposal.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "matcher/base/check.h"

namespace duikou {
namespace {

Score ScoreOf(const Candidate& candidate, const Weights& weights) {
  Score score = 0;
  for (Criterion c : kAllCriteria) {
    score += weights.Part(c, candidate.values[c]);
  }
  return score;
}

bool Decided(const Candidate& candidate) {
  return candidate.verdict != Verdict::kPassedOver;
}

// What is known without the fold: its choices are nobody's yet.
std::vector<Chooser> Without(absl::Span<const Chooser> choosers, int fold,
                             int folds) {
  std::vector<Chooser> kept(choosers.begin(), choosers.end());
  for (Chooser& chooser : kept) {
    chooser.candidates.erase(
        std::remove_if(chooser.candidates.begin(), chooser.candidates.end(),
                       [&](const Candidate& candidate) {
                         return candidate.project % folds == fold &&
                                Decided(candidate);
                       }),
        chooser.candidates.end());
  }
  return kept;
}

// The ranks of what the chooser wants of the fold, among that and all that it
// has not decided on or decided on within the fold.
std::vector<int64_t> RanksOfHeldBack(const Chooser& chooser,
                                     const Weights& weights, int fold,
                                     int folds) {
  std::vector<const Candidate*> order;
  for (const Candidate& candidate : chooser.candidates) {
    if (Decided(candidate) && candidate.project % folds != fold) continue;
    order.push_back(&candidate);
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](const Candidate* a, const Candidate* b) {
                     return ScoreOf(*a, weights) > ScoreOf(*b, weights);
                   });
  std::vector<int64_t> ranks;
  for (size_t i = 0; i < order.size(); ++i) {
    if (order[i]->verdict == Verdict::kWanted) {
      ranks.push_back(static_cast<int64_t>(i) + 1);
    }
  }
  return ranks;
}

void Count(absl::Span<const Chooser> choosers, WeightProposal& proposal) {
  for (const Chooser& chooser : choosers) {
    bool any = false;
    for (const Candidate& candidate : chooser.candidates) {
      proposal.wanted += candidate.verdict == Verdict::kWanted;
      proposal.unwanted += candidate.verdict == Verdict::kUnwanted;
      any |= Decided(candidate);
    }
    proposal.choosers += any;
  }
}

}  // namespace

WeightProposal ProposeWeights(absl::Span<const Chooser> choosers,
                              const Weights& present,
                              const WeightProposalOptions& options) {
  DUIKOU_CHECK(options.folds >= 2 && options.least_wanted >= 1);
  WeightProposal proposal{.proposed = present};
  Count(choosers, proposal);
  if (proposal.wanted < options.least_wanted) return proposal;
  proposal.proposed = FitWeights(choosers, present, options.fit).weights;

  QualityMean with_present;
  QualityMean with_proposed;
  for (int fold = 0; fold < options.folds; ++fold) {
    const Weights fitted =
        FitWeights(Without(choosers, fold, options.folds), present, options.fit)
            .weights;
    for (const Chooser& chooser : choosers) {
      const std::vector<int64_t> ranks =
          RanksOfHeldBack(chooser, present, fold, options.folds);
      if (ranks.empty()) continue;
      with_present.Add(QualityOf(ranks));
      with_proposed.Add(
          QualityOf(RanksOfHeldBack(chooser, fitted, fold, options.folds)));
    }
  }
  proposal.lists = with_present.lists();
  proposal.with_present = with_present.mean();
  proposal.with_proposed = with_proposed.mean();
  const bool better = proposal.with_proposed.ndcg > proposal.with_present.ndcg;
  proposal.standing =
      better ? ProposalStanding::kBetter : ProposalStanding::kNoBetter;
  return proposal;
}

}  // namespace duikou
