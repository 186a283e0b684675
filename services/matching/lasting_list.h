// LastingList: whether a list of the best projects is right still after some
// projects have changed.
//
//   out.lasting = {.most_changes = 1'000, .holds = LastingList{…}};
//
// It is where none of them was in the list, none of them that may be a
// candidate now ranks ahead of the last in it, and none of them counts as new.
// How many candidates there are, for which it is enough to know that there are
// more than some, changes by one at most with each.
#ifndef DUIKOU_SERVICES_MATCHING_LASTING_LIST_H_
#define DUIKOU_SERVICES_MATCHING_LASTING_LIST_H_

#include <optional>
#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "matcher/ranker/query.h"
#include "services/programme/kept_answers.h"
#include "services/programme/programme_state.h"
#include "services/programme/unit_facts.h"

namespace duikou {

// A first page of all candidates of a supporter, by score alone, in an index of
// so many projects that they stand in cells.
struct LastingList {
  std::string unit_id;
  PreparedCache::Key key;
  PreparedCache::Prepared prepared;
  Weights weights;
  absl::flat_hash_set<std::string> listed;
  RankKey last;
  std::optional<absl::Time> seen;

  // As LastingAnswer::holds.
  bool operator()(const ProgrammeState& state,
                  absl::Span<const ChangedProject> changed) const;

 private:
  bool IsLeftBy(const ChangedProject& changed,
                const ProgrammeState& state) const;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_LASTING_LIST_H_
