// MemoryStore: the whole Store contract in memory, for tests of what stands on
// a Store. Nothing outlives it.
//
//   MemoryStore store;
//   ASSERT_OK(store.Commit(commit));
//   store.SetUnavailable(true);   // what do callers do when it vanishes?
#ifndef DUIKOU_SERVICES_STORE_MEMORY_MEMORY_STORE_H_
#define DUIKOU_SERVICES_STORE_MEMORY_MEMORY_STORE_H_

#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "services/store/store.h"

namespace duikou {

struct MemoryStoreOptions {
  // Commits that a partition's feed keeps, from 1.
  int feed_commits = 100'000;
  // Request ids that a partition keeps; the contract asks for 10,000.
  int request_ids = 10'000;
};

// Thread-safe: one lock around everything.
class MemoryStore final : public Store {
 public:
  explicit MemoryStore(MemoryStoreOptions options = {}) : options_(options) {}

  // From now on every call is UNAVAILABLE and does nothing, or works again.
  void SetUnavailable(bool unavailable);
  // Forgets the feed up to the head, as if many commits had trimmed it.
  void TrimFeed(absl::string_view partition);

  absl::StatusOr<Record> Get(absl::string_view partition,
                             absl::string_view collection, absl::string_view id,
                             CallLimits limits = {}) override;
  absl::StatusOr<ListResult> List(absl::string_view partition,
                                  absl::string_view collection,
                                  const Page& page,
                                  CallLimits limits = {}) override;
  absl::StatusOr<CommitResult> Commit(const CommitRequest& request,
                                      CallLimits limits = {}) override;
  absl::StatusOr<ChangesResult> Changes(absl::string_view partition,
                                        Revision after, int limit,
                                        CallLimits limits = {}) override;
  absl::StatusOr<Revision> WaitForChange(absl::string_view partition,
                                         Revision after,
                                         CallLimits limits) override;

 private:
  using Key = std::pair<std::string, std::string>;  // collection, id
  struct Entry {
    std::string value;
    Revision revision;
  };
  struct Remembered {
    std::string fingerprint;
    std::string answer;
    Revision revision;
  };
  struct Partition {
    Revision head = 0;
    Revision trimmed_through = 0;
    std::map<Key, Entry> records;
    std::deque<std::vector<Change>> feed;  // of trimmed_through + 1 … head
    std::map<std::string, Remembered> requests;
    std::deque<std::string> request_order;  // oldest first
  };

  absl::Status Available(absl::string_view call, CallLimits limits) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Null where the partition has no commit yet.
  const Partition* Find(absl::string_view partition) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Writes what has been checked, and returns the revision.
  Revision Apply(const CommitRequest& request, Partition& partition)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const MemoryStoreOptions options_;
  mutable absl::Mutex mutex_;
  bool unavailable_ ABSL_GUARDED_BY(mutex_) = false;
  std::map<std::string, Partition, std::less<>> partitions_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_MEMORY_MEMORY_STORE_H_
