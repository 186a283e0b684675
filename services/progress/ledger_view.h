// LedgerView: a programme's ledger and what is around it, following its change
// feed; LedgerViews: one a programme, as a call must see it.
//
//   LedgerViews views(store);
//   ASSIGN_OR_RETURN(std::shared_ptr<LedgerView> view,
//                    views.Get(call, "hubei"));
//   view->Read([&](const LedgerState& state) { … });
//
// Readers see whole commits. They share a lock with each other and keep changes
// waiting, so who reads should be done after some milliseconds.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_VIEW_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_VIEW_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/types/span.h"
#include "services/programme/programme_records.h"
#include "services/progress/ledger_state.h"
#include "services/rpc/call_context.h"
#include "services/store/follower.h"
#include "services/store/store.h"
#include "services/store/views.h"

namespace duikou {

// Thread-safe.
class LedgerView final : public View {
 public:
  explicit LedgerView(absl::string_view programme_id)
      : programme_id_(programme_id),
        state_(std::make_unique<LedgerState>(programme_id)) {}

  std::vector<std::string> collections() const override {
    return LedgerState::Collections();
  }
  // It takes records as they are listed: a ledger may have a million.
  std::unique_ptr<ViewLoader> StartLoad() override;
  void Apply(absl::Span<const Change> changes, Revision through) override
      ABSL_LOCKS_EXCLUDED(mutex_);

  // The programme's own record, which is in another partition. Nothing happens
  // where the view has this one or a newer one.
  void SetProgramme(std::shared_ptr<const ProgrammeRecord> programme)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // What `read(const LedgerState&)` returns.
  template <typename F>
  auto Read(F&& read) const ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::ReaderMutexLock lock(&mutex_);
    return std::forward<F>(read)(static_cast<const LedgerState&>(*state_));
  }

 private:
  class Loader;

  // From now on readers see this one.
  void Replace(std::unique_ptr<LedgerState> loaded) ABSL_LOCKS_EXCLUDED(mutex_);

  const std::string programme_id_;
  mutable absl::Mutex mutex_;
  std::unique_ptr<LedgerState> state_ ABSL_GUARDED_BY(mutex_)
      ABSL_PT_GUARDED_BY(mutex_);
};

// Thread-safe.
class LedgerViews {
 public:
  // The store outlives it.
  explicit LedgerViews(Store& store);

  // The programme's view with the revisions that the call asks for, waiting for
  // them as long as the call lives. NOT_FOUND where there is no such programme.
  absl::StatusOr<std::shared_ptr<LedgerView>> Get(CallContext& call,
                                                  absl::string_view programme);

 private:
  Store& store_;
  ProgrammeRecords programmes_;
  Follower programmes_follower_;
  Views<LedgerView> views_;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_VIEW_H_
