// WaitingCalls: threads for the calls that cannot be answered at once.
//
//   WaitingCalls waiting(/*most=*/64);
//   if (!waiting.Run([=] { … wait … finish(status); })) …  // too many
#ifndef DUIKOU_SERVICES_RPC_WAITING_CALLS_H_
#define DUIKOU_SERVICES_RPC_WAITING_CALLS_H_

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace duikou {

// Starts threads as they are needed and keeps them. Thread-safe.
class WaitingCalls {
 public:
  // The most threads there are, and so the most calls that wait at once.
  explicit WaitingCalls(int most) : most_(most) {}
  // Returns when what runs has ended. REQUIRES: no Run() is under way.
  ~WaitingCalls();
  WaitingCalls(const WaitingCalls&) = delete;
  WaitingCalls& operator=(const WaitingCalls&) = delete;

  // Runs `call` on a thread. False where all are taken: it does not run.
  bool Run(std::function<void()> call) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Work() ABSL_LOCKS_EXCLUDED(mutex_);
  bool HasWork() const ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
    return stopping_ || !calls_.empty();
  }

  const int most_;
  absl::Mutex mutex_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  // Calls that a thread is about to take; never more than idle threads.
  std::deque<std::function<void()>> calls_ ABSL_GUARDED_BY(mutex_);
  int idle_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::thread> threads_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_WAITING_CALLS_H_
