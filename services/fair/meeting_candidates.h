// Which meetings a timetable could hold: those that there are, those that both
// sides want, and where asked for those that nobody has spoken of. Pure.
#ifndef DUIKOU_SERVICES_FAIR_MEETING_CANDIDATES_H_
#define DUIKOU_SERVICES_FAIR_MEETING_CANDIDATES_H_

#include <cstdint>
#include <vector>

#include "duikou/fair/v1/timetable_service.pb.h"
#include "services/fair/fair_state.h"
#include "services/fair/pairing.h"

namespace duikou {

struct MeetingCandidate {
  fair::v1::Meeting meeting;
  // Of its record; 0: there is none yet.
  Revision revision = 0;
  // Nobody has asked for it: it is written only where it has a place.
  bool only_if_placed = false;
  // It is not to be held any more: it loses the place that it has.
  bool left_out = false;
};

struct CandidateOptions {
  bool with_suggestions = false;
  int32_t least_score = 0;
};

// By name, those that are left out first. Refused pairs are left out but where
// somebody pinned their meeting; they come as such where they have a place.
std::vector<MeetingCandidate> CandidatesOf(const FairState& state,
                                           const PairScorer& scorer,
                                           const CandidateOptions& options);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_MEETING_CANDIDATES_H_
