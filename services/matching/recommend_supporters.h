// Ranks the supporters of a programme for one project and writes the answer of
// RecommendSupporters. Pure: the state in, messages out.
#ifndef DUIKOU_SERVICES_MATCHING_RECOMMEND_SUPPORTERS_H_
#define DUIKOU_SERVICES_MATCHING_RECOMMEND_SUPPORTERS_H_

#include <optional>

#include "absl/status/status.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "matcher/ranker/query.h"
#include "services/matching/ranking_terms.h"
#include "services/programme/programme_state.h"

namespace duikou {

struct SupporterListing {
  RankingTerms terms;
  const ProjectFacts* project = nullptr;
  int page_size = 20;
  std::optional<PageEnd> after;
};

// Fills all of `out` but next_page_token; `next` is where the next page starts,
// none at the end. Units that do not support are left out silently; supporters
// without a profile count as filtered. FAILED_PRECONDITION where the project's
// area or sector is not in the catalogue.
absl::Status ListSupporters(const ProgrammeState& state,
                            const SupporterListing& listing,
                            matching::v1::RecommendSupportersResponse& out,
                            std::optional<PageEnd>& next);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_RECOMMEND_SUPPORTERS_H_
