// Explains one pair of supporter and project: "why", "why not", and what would
// let it rank higher. Pure: the state in, messages out.
#ifndef DUIKOU_SERVICES_MATCHING_EXPLAIN_PAIR_H_
#define DUIKOU_SERVICES_MATCHING_EXPLAIN_PAIR_H_

#include "duikou/matching/v1/matching_service.pb.h"
#include "services/matching/ranking_terms.h"
#include "services/programme/programme_state.h"

namespace duikou {

// Also for a unit that is no supporter or has no profile, and for a project
// outside of the index: then the failures say so, and what cannot be scored has
// no parts.
matching::v1::ExplainRecommendationResponse ExplainPair(
    const ProgrammeState& state, const UnitFacts& unit,
    const ProjectFacts& facts, const RankingTerms& terms);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_EXPLAIN_PAIR_H_
