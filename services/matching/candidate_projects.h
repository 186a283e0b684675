// From a ProjectFilter and the words of a saved search to what the matcher
// narrows a ranking to.
//
// The filter means what it means in SearchProjects: areas with all below them
// and, for groups, all in them; sectors with all below them; open need as the
// catalogue states it, before commitments. Words must each occur in the
// project's id, texts or village, or in the names of its area or sector and of
// what these lie in (search_text.h).
//
//   ASSIGN_OR_RETURN(query.filter,
//                    CandidateProjects(request.filter(), {}, state));
#ifndef DUIKOU_SERVICES_MATCHING_CANDIDATE_PROJECTS_H_
#define DUIKOU_SERVICES_MATCHING_CANDIDATE_PROJECTS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "duikou/catalogue/v1/catalogue_service.pb.h"
#include "matcher/index/candidate_filter.h"
#include "services/programme/programme_state.h"

namespace duikou {

struct CandidateOptions {
  // From QueryWords(); all must occur.
  std::vector<std::string> words;
  // Only what was published after this.
  absl::Time published_after = absl::InfinitePast();
};

// Refers to `filter` and `state`, which must outlive it and stay as they are.
// INVALID_ARGUMENT where `filter` names states (only open projects are ever
// recommended), or an area or sector that there is not.
absl::StatusOr<CandidateFilter> CandidateProjects(
    const catalogue::v1::ProjectFilter& filter, CandidateOptions options,
    const ProgrammeState& state);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_CANDIDATE_PROJECTS_H_
