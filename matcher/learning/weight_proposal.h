// Proposes weights from choices, with their effect on choices held back.
//
//   WeightProposal proposal = ProposeWeights(choosers, present);
//   proposal.standing == ProposalStanding::kBetter;
//   proposal.with_proposed.ndcg;   // against proposal.with_present.ndcg
//
// Method: FitWeights (weight_fit.h) on all choices gives what is proposed.
// Cross-validation gives its effect: the projects are cut into `folds` parts;
// for each, weights are fitted without the choices in it, and every chooser who
// wanted something of it gets all that it could have chosen ranked, less what
// it is known to want or not to want outside of that part. The rankings by the
// fitted and by the present weights are measured against what was held back
// (ranking_quality.h), and the lists of all parts averaged.
// Complexity: folds + 1 fits, and O(n log n) a list. Deterministic.
// Limits: with few choices both averages are uncertain; `lists` says how many
// there were.
// Reference: Stone: Cross-validatory choice and assessment of statistical
// predictions (1974).
#ifndef DUIKOU_MATCHER_LEARNING_WEIGHT_PROPOSAL_H_
#define DUIKOU_MATCHER_LEARNING_WEIGHT_PROPOSAL_H_

#include "absl/types/span.h"
#include "matcher/learning/choices.h"
#include "matcher/learning/ranking_quality.h"
#include "matcher/learning/weight_fit.h"
#include "matcher/scorer/weights.h"

namespace duikou {

struct WeightProposalOptions {
  WeightFitOptions fit;
  // Parts the projects are cut into, ≥ 2.
  int folds = 5;
  // Wanted choices below which nothing is proposed, ≥ 1. A handful says no more
  // than chance does.
  int least_wanted = 5;
};

enum class ProposalStanding {
  kTooFewChoices,  // the present weights are proposed
  kNoBetter,       // on what was held back, by NDCG
  kBetter,
};

struct WeightProposal {
  ProposalStanding standing = ProposalStanding::kTooFewChoices;
  Weights proposed = DefaultWeights();
  // Choices used, and by how many choosers.
  int wanted = 0;
  int unwanted = 0;
  int choosers = 0;
  // On what was held back; zero where nothing was.
  RankingQuality with_present;
  RankingQuality with_proposed;
  int lists = 0;
};

// REQUIRES: present made by NormaliseWeights; options in their ranges.
WeightProposal ProposeWeights(absl::Span<const Chooser> choosers,
                              const Weights& present,
                              const WeightProposalOptions& options = {});

}  // namespace duikou

#endif  // DUIKOU_MATCHER_LEARNING_WEIGHT_PROPOSAL_H_
