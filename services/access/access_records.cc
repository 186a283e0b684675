#include "services/access/access_records.h"

#include "services/rpc/identities.h"

namespace duikou {

Mutation AccessRecords::InFeedOrNot(Mutation mutation) {
  mutation.in_feed = mutation.collection == kPeopleCollection ||
                     mutation.collection == kSessionsCollection ||
                     mutation.collection == kTokensCollection;
  return mutation;
}

absl::Status AccessRecords::Commit(CallContext& call,
                                   std::vector<Mutation> mutations) {
  CommitRequest commit;
  commit.partition = std::string(kGlobalPartition);
  commit.mutations = std::move(mutations);
  commit.origin = call.origin();
  ASSIGN_OR_RETURN(const CommitResult done,
                   store_.Commit(commit, call.limits()));
  call.ReportRevision(kGlobalPartition, done.revision);
  return access_.WaitUntil(done.revision, call.deadline());
}

}  // namespace duikou
