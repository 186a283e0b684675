// HookedStore: a store that lets a test act between what a caller read and what
// it commits, and counts what it read.
//
//   HookedStore store(memory);
//   store.BeforeNext("passwords", [&] { … });  // once
//   … store.Listed("sessions") …
#ifndef DUIKOU_SERVICES_ACCESS_TESTING_HOOKED_STORE_H_
#define DUIKOU_SERVICES_ACCESS_TESTING_HOOKED_STORE_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "services/store/store.h"

namespace duikou {

// Thread-safe. `inner` outlives it.
class HookedStore final : public Store {
 public:
  explicit HookedStore(Store& inner) : inner_(inner) {}

  // Before the next commit that puts something into the collection. The hook
  // may use the store.
  void BeforeNext(std::string collection, std::function<void()> hook)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    collection_ = std::move(collection);
    hook_ = std::move(hook);
  }
  // The same before the next listing of the collection.
  void BeforeNextList(std::string collection, std::function<void()> hook)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    listed_ = std::move(collection);
    list_hook_ = std::move(hook);
  }

  // How many records of the collection lists have given so far.
  int64_t Listed(const std::string& collection) ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    return given_[collection];
  }

  absl::StatusOr<Record> Get(absl::string_view partition,
                             absl::string_view collection, absl::string_view id,
                             CallLimits limits) override {
    return inner_.Get(partition, collection, id, limits);
  }
  absl::StatusOr<ListResult> List(absl::string_view partition,
                                  absl::string_view collection,
                                  const Page& page, CallLimits limits) override
      ABSL_LOCKS_EXCLUDED(mutex_) {
    if (const std::function<void()> hook = HookFor(collection)) hook();
    absl::StatusOr<ListResult> listed =
        inner_.List(partition, collection, page, limits);
    if (!listed.ok()) return listed;
    absl::MutexLock lock(&mutex_);
    given_[std::string(collection)] +=
        static_cast<int64_t>(listed->records.size());
    return listed;
  }
  absl::StatusOr<CommitResult> Commit(const CommitRequest& request,
                                      CallLimits limits) override
      ABSL_LOCKS_EXCLUDED(mutex_) {
    if (const std::function<void()> hook = HookFor(request)) hook();
    return inner_.Commit(request, limits);
  }
  absl::StatusOr<ChangesResult> Changes(absl::string_view partition,
                                        Revision after, int limit,
                                        CallLimits limits) override {
    return inner_.Changes(partition, after, limit, limits);
  }
  absl::StatusOr<Revision> WaitForChange(absl::string_view partition,
                                         Revision after,
                                         CallLimits limits) override {
    return inner_.WaitForChange(partition, after, limits);
  }

 private:
  std::function<void()> HookFor(absl::string_view listed)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    if (listed != listed_) return nullptr;
    return std::exchange(list_hook_, nullptr);
  }
  std::function<void()> HookFor(const CommitRequest& request)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    const bool meant = std::any_of(
        request.mutations.begin(), request.mutations.end(),
        [this](const Mutation& mutation) ABSL_SHARED_LOCKS_REQUIRED(mutex_) {
          return mutation.kind == Mutation::Kind::kPut &&
                 mutation.collection == collection_;
        });
    return meant ? std::exchange(hook_, nullptr) : nullptr;
  }

  Store& inner_;
  absl::Mutex mutex_;
  std::string collection_ ABSL_GUARDED_BY(mutex_);
  std::function<void()> hook_ ABSL_GUARDED_BY(mutex_);
  std::string listed_ ABSL_GUARDED_BY(mutex_);
  std::function<void()> list_hook_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, int64_t> given_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_TESTING_HOOKED_STORE_H_
