// Ranks the projects of a programme for all of its supporters, some at a time,
// on all cores.
//
//   ASSIGN_OR_RETURN(ListsForAll lists,
//                    ListsForAll::Make(state, request, now));
//   while (!lists.done()) {
//     for (const auto& message : lists.Next(state)) …   // the state of now
//   }
//
// Between two calls of Next() the state may change: a supporter that is gone by
// then is left out, what is new by then is in the lists still to come.
#ifndef DUIKOU_SERVICES_MATCHING_RECOMMEND_TO_ALL_H_
#define DUIKOU_SERVICES_MATCHING_RECOMMEND_TO_ALL_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "services/matching/ranking_terms.h"
#include "services/programme/programme_state.h"

namespace duikou {

// Not thread-safe.
class ListsForAll {
 public:
  using Response = matching::v1::RecommendProjectsToAllResponse;

  // INVALID_ARGUMENT where a year or weights are none.
  static absl::StatusOr<ListsForAll> Make(
      const ProgrammeState& state,
      const matching::v1::RecommendProjectsToAllRequest& request,
      absl::Time now);

  bool done() const { return next_ == supporters_.size(); }
  // The next supporters' lists. REQUIRES: not done.
  std::vector<Response> Next(const ProgrammeState& state);

 private:
  ListsForAll() = default;

  RankingTerms terms_;
  // Whether weights were given, so that lists are compared.
  bool compared_ = false;
  int list_size_ = 0;
  std::vector<std::string> supporters_;  // their ids
  size_t next_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_RECOMMEND_TO_ALL_H_
