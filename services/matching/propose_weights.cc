#include "services/matching/propose_weights.h"

#include <cmath>
#include <cstdint>

#include "matcher/learning/weight_proposal.h"
#include "services/matching/choice_records.h"
#include "services/programme/weights_record.h"

namespace duikou {
namespace {

namespace pb = ::duikou::matching::v1;

int32_t BasisPoints(double share) {
  return static_cast<int32_t>(std::lround(10'000 * share));
}

pb::RankingQuality ToProto(const RankingQuality& quality) {
  pb::RankingQuality out;
  out.set_ndcg_bp(BasisPoints(quality.ndcg));
  out.set_hit_bp(BasisPoints(quality.hit));
  out.set_reciprocal_rank_bp(BasisPoints(quality.reciprocal_rank));
  return out;
}

pb::ProposeWeightsResponse::Standing ToProto(ProposalStanding standing) {
  switch (standing) {
    case ProposalStanding::kTooFewChoices:
      return pb::ProposeWeightsResponse::STANDING_TOO_FEW_CHOICES;
    case ProposalStanding::kNoBetter:
      return pb::ProposeWeightsResponse::STANDING_NO_BETTER;
    case ProposalStanding::kBetter:
      return pb::ProposeWeightsResponse::STANDING_BETTER;
  }
  return pb::ProposeWeightsResponse::STANDING_UNSPECIFIED;
}

}  // namespace

WeightsFromChoices WeightsFromChoices::Make(const ProgrammeState& state) {
  WeightsFromChoices made;
  made.choosers_ = ChoicesOf(state);
  made.present_ = state.weights();
  return made;
}

pb::ProposeWeightsResponse WeightsFromChoices::Solve() const {
  const WeightProposal proposal = ProposeWeights(choosers_, present_.weights);
  pb::ProposeWeightsResponse response;
  response.set_standing(ToProto(proposal.standing));
  AddWeights(present_.weights, *response.mutable_present_weights());
  AddWeights(proposal.proposed, *response.mutable_proposed_weights());
  response.set_wanted_count(proposal.wanted);
  response.set_unwanted_count(proposal.unwanted);
  response.set_supporter_count(proposal.choosers);
  response.set_ranking_count(proposal.lists);
  *response.mutable_present_quality() = ToProto(proposal.with_present);
  *response.mutable_proposed_quality() = ToProto(proposal.with_proposed);
  response.set_present_version(present_.version.name());
  return response;
}

}  // namespace duikou
