#include "services/rpc/closed_programme.h"

#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "matcher/base/status_macros.h"

namespace duikou {

absl::Status CloseProgramme(const CallContext& call, Store& store,
                            absl::string_view programme, Revision revision) {
  const absl::StatusOr<Record> closed =
      store.Get(programme, kClosedCollection, kClosedProgramme, call.limits());
  Expectation unchanged = Expectation::Absent();
  if (closed.ok()) {
    // Never for an earlier revision: somebody may rely on the later one.
    if (IsClosed(*closed, revision)) return absl::OkStatus();
    unchanged = Expectation::Exactly(closed->revision);
  } else if (!absl::IsNotFound(closed.status())) {
    return closed.status();
  }
  CommitRequest commit{.partition = std::string(programme)};
  commit.mutations.push_back(Mutation::Put(kClosedCollection, kClosedProgramme,
                                           absl::StrCat(revision), unchanged));
  commit.mutations.back().in_feed = false;
  return store.Commit(commit, call.limits()).status();
}

bool IsClosed(const Record& closed, Revision revision) {
  Revision through = 0;
  return absl::SimpleAtoi(closed.value, &through) && revision <= through;
}

}  // namespace duikou
