// CommitLoad: writers that commit without pause, remember what was acknowledged
// and check afterwards that all of it is there and nothing is half there.
//
//   CommitLoad load(store, {.partitions = {"p", "q"}});
//   EXPECT_TRUE(load.AwaitAcknowledged(100));
//   server.Kill9(); …
//   load.Stop();
//   EXPECT_EQ(load.Check(store), "");
//
// Each commit writes one id into two collections, "left" and "right".
#ifndef DUIKOU_SERVICES_STORE_REDIS_TESTING_COMMIT_LOAD_H_
#define DUIKOU_SERVICES_STORE_REDIS_TESTING_COMMIT_LOAD_H_

#include <atomic>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/store/store.h"

namespace duikou {

// What has been acknowledged: (partition, id) -> revision.
using Acknowledged = std::map<std::pair<std::string, std::string>, Revision>;

// Empty where every acknowledged commit is there as a whole and once, in its
// collections at its revision and in the feed, and no other commit is half
// there; else what is wrong.
std::string CheckCommits(Store& store,
                         const std::vector<std::string>& partitions,
                         const Acknowledged& acknowledged);

// Thread-safe.
class CommitLoad {
 public:
  struct Options {
    std::vector<std::string> partitions = {"p"};
    int writers = 8;  // dealt over the partitions
    bool request_ids = true;
    // Of one commit. One that fails is given up; the next has another id.
    absl::Duration deadline = absl::Seconds(10);
    // Called with each acknowledged commit, by many threads.
    std::function<void(const std::string& partition, const std::string& id,
                       Revision revision)>
        on_acknowledged;
  };

  // Starts writing. `store` must outlive it.
  CommitLoad(Store& store, Options options);
  ~CommitLoad() { Stop(); }

  // Waits until `more` further commits are acknowledged in every partition;
  // false after a minute.
  bool AwaitAcknowledged(int more);
  void Stop();
  std::string Check(Store& store) const;
  // The failures met, one of a kind.
  std::vector<std::string> Failures() const;

 private:
  void Write(int writer);

  Store& store_;
  const Options options_;
  std::atomic<bool> stop_ = false;

  mutable absl::Mutex mutex_;
  Acknowledged acknowledged_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, int> counts_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::string> failures_ ABSL_GUARDED_BY(mutex_);

  std::vector<std::thread> threads_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_STORE_REDIS_TESTING_COMMIT_LOAD_H_
