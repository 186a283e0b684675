#include "services/progress/ledger_view.h"

#include "absl/time/time.h"
#include "matcher/base/status_macros.h"
#include "services/rpc/resource_name.h"

namespace duikou {

void LedgerView::Load(std::vector<Record> records, Revision) {
  auto loaded = std::make_unique<LedgerState>(programme_id_);
  for (Record& record : records) {
    loaded->Take({.revision = record.revision,
                  .collection = std::move(record.collection),
                  .id = std::move(record.id),
                  .value = std::move(record.value)});
  }
  absl::MutexLock lock(&mutex_);
  loaded->SetProgramme(state_->shared_programme());
  state_ = std::move(loaded);
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
