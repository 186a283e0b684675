// FollowedProgress: the progress of every programme as its feed tells it, ready
// for the work list and for news.
//
//   FollowedProgress followed(store);
//   ASSIGN_OR_RETURN(const std::shared_ptr<ProgressView> view,
//                    followed.Get(call, "hubei"));
//   view->Read([&](const ProgressState& state) { … });
#ifndef DUIKOU_SERVICES_PROGRESS_FOLLOWED_PROGRESS_H_
#define DUIKOU_SERVICES_PROGRESS_FOLLOWED_PROGRESS_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "services/progress/progress_state.h"
#include "services/rpc/call_context.h"
#include "services/rpc/write_context.h"
#include "services/store/follower.h"
#include "services/store/store.h"
#include "services/store/views.h"

namespace duikou {

// Thread-safe.
class ProgressView final : public View {
 public:
  std::vector<std::string> collections() const override {
    return ProgressState::Collections();
  }
  // It takes records as they are listed: a ledger may have a million.
  std::unique_ptr<ViewLoader> StartLoad() override;
  void Apply(absl::Span<const Change> changes, Revision through) override
      ABSL_LOCKS_EXCLUDED(mutex_);

  // What `read(const ProgressState&)` returns. Readers see whole commits, share
  // a lock and keep changes waiting.
  template <typename F>
  auto Read(F&& read) const ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::ReaderMutexLock lock(&mutex_);
    return std::forward<F>(read)(state_);
  }

 private:
  class Loader;

  // From now on readers see this one.
  void Replace(ProgressState loaded) ABSL_LOCKS_EXCLUDED(mutex_);

  mutable absl::Mutex mutex_;
  ProgressState state_ ABSL_GUARDED_BY(mutex_);
};

// Thread-safe.
class FollowedProgress {
 public:
  // The store outlives it.
  explicit FollowedProgress(Store& store);

  // The programme's view with what the call has written and the revisions that
  // it asks for, waiting for them as long as the call lives. NOT_FOUND where
  // there is no such programme.
  absl::StatusOr<std::shared_ptr<ProgressView>> Get(
      CallContext& call, absl::string_view programme);

  // FAILED_PRECONDITION where the ledger has entries of the agreement or
  // indicator of that name.
  absl::Status RefuseWhileInLedger(WriteContext& context,
                                   const std::string& name);

 private:
  Views<ProgressView> views_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_FOLLOWED_PROGRESS_H_
