// Who suits whom at a fair: the scores of matching over the projects that
// recipients bring, and what both sides have asked for.
//
//   view->Read([&](const ProgrammeState& programme) {
//     const PairScorer scorer(programme, /*year=*/2026);
//     for (const ScoredProject& best : scorer.Score(city, county)) …
//   });
//
// Pure: states in, messages out. Complexity: one score a pair and project.
#ifndef DUIKOU_SERVICES_FAIR_PAIRING_H_
#define DUIKOU_SERVICES_FAIR_PAIRING_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "duikou/fair/v1/fair_service.pb.h"
#include "matcher/scorer/scorer.h"
#include "services/fair/fair_state.h"
#include "services/programme/programme_state.h"

namespace duikou {

// A project between two participants, as it suits.
struct ScoredProject {
  const ProjectFacts* facts = nullptr;
  const Project* project = nullptr;
  Breakdown breakdown;
};

// Refers to the programme's state, which must not change meanwhile.
class PairScorer {
 public:
  // `year` 0: any.
  PairScorer(const ProgrammeState& programme, int32_t year)
      : programme_(programme), year_(year) {}

  // The projects that the recipient brings and that pass the filters, the best
  // first, of equal ones by id. None where the supporter has no profile.
  std::vector<ScoredProject> Score(
      const fair::v1::Participant& supporter,
      const fair::v1::Participant& recipient) const;
  // The score of the first of them; 0: there is none.
  int32_t BestScore(const fair::v1::Participant& supporter,
                    const fair::v1::Participant& recipient) const;

  const ProgrammeState& programme() const { return programme_; }
  int32_t year() const { return year_; }

 private:
  std::vector<const ProjectFacts*> ProjectsOf(
      const fair::v1::Participant& recipient) const;

  const ProgrammeState& programme_;
  const int32_t year_;
};

// What the requests between two add to their score.
int32_t InterestPoints(const PairRequests& pair);

// The partners of one participant, by points, then by name, with ranks. Best
// projects come with parts and reasons, without what a recipient may not know
// of a supporter where the participant is one.
std::vector<fair::v1::Partner> RankPartnersOf(
    const FairState& state, const PairScorer& scorer,
    const fair::v1::Participant& participant);

// What each participant has, those with the fewest partners first, then by
// name.
fair::v1::ReviewPairingResponse ReviewPairingOf(const FairState& state);

// A pair that nobody has said anything about, and its score.
struct SuggestedPair {
  const fair::v1::Participant* supporter = nullptr;
  const fair::v1::Participant* recipient = nullptr;
  std::string project;
  int32_t score = 0;
};

// Pairs by score, the highest first, so that nobody who has `partners_each`
// partners is asked for the sake of another who has them too, and nobody gets
// more than the most.
std::vector<SuggestedPair> SuggestPairs(const FairState& state,
                                        const PairScorer& scorer,
                                        int32_t partners_each,
                                        int32_t least_score);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_PAIRING_H_
