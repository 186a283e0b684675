#include "services/progress/ledger_view.h"

#include "absl/time/time.h"
#include "matcher/base/status_macros.h"
#include "services/rpc/resource_name.h"

namespace duikou {

class LedgerView::Loader final : public ViewLoader {
 public:
  explicit Loader(LedgerView& view)
      : view_(view),
        loaded_(std::make_unique<LedgerState>(view.programme_id_)) {}

  void Take(absl::Span<Change> changes) override {
    for (const Change& change : changes) loaded_->Take(change);
  }
  void Finish(Revision) override { view_.Replace(std::move(loaded_)); }

 private:
  LedgerView& view_;
  std::unique_ptr<LedgerState> loaded_;
};

std::unique_ptr<ViewLoader> LedgerView::StartLoad() {
  return std::make_unique<Loader>(*this);
}

void LedgerView::Replace(std::unique_ptr<LedgerState> loaded) {
  absl::MutexLock lock(&mutex_);
  loaded->SetProgramme(state_->shared_programme());
  state_.swap(loaded);
}

void LedgerView::Apply(absl::Span<const Change> changes, Revision) {
  if (changes.empty()) return;
  absl::MutexLock lock(&mutex_);
  for (const Change& change : changes) state_->Take(change);
}

void LedgerView::SetProgramme(
    std::shared_ptr<const ProgrammeRecord> programme) {
  if (programme == nullptr) return;
  {
    absl::ReaderMutexLock lock(&mutex_);
    const auto& known = state_->shared_programme();
    if (known != nullptr && known->revision >= programme->revision) return;
  }
  absl::MutexLock lock(&mutex_);
  state_->SetProgramme(std::move(programme));
}

LedgerViews::LedgerViews(Store& store)
    : store_(store),
      programmes_follower_(store, std::string(kGlobalPartition), programmes_),
      views_(store, [](absl::string_view programme) {
        return std::make_unique<LedgerView>(programme);
      }) {}

absl::StatusOr<std::shared_ptr<LedgerView>> LedgerViews::Get(
    CallContext& call, absl::string_view programme) {
  ASSIGN_OR_RETURN(std::shared_ptr<LedgerView> view,
                   call.WaitWhileAlive([&](absl::Time until) {
                     return views_.Get(programme, call.MinRevision(programme),
                                       until);
                   }));
  RETURN_IF_ERROR(call.WaitWhileAlive([&](absl::Time until) {
    return programmes_follower_.WaitUntil(call.MinRevision(kGlobalPartition),
                                          until);
  }));
  std::shared_ptr<const ProgrammeRecord> record = programmes_.Find(programme);
  if (record == nullptr) {
    // It exists, so the follower is about to learn of it.
    ASSIGN_OR_RETURN(
        const Record stored,
        store_.Get(kGlobalPartition, "programmes", programme, call.limits()));
    RETURN_IF_ERROR(call.WaitWhileAlive([&](absl::Time until) {
      return programmes_follower_.WaitUntil(stored.revision, until);
    }));
    record = programmes_.Find(programme);
  }
  view->SetProgramme(std::move(record));
  return view;
}

}  // namespace duikou
