#include "services/progress/followed_progress.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "matcher/base/status_macros.h"
#include "services/base/violation.h"

namespace duikou {

class ProgressView::Loader final : public ViewLoader {
 public:
  explicit Loader(ProgressView& view) : view_(view) {}

  void Take(absl::Span<Change> changes) override {
    for (const Change& change : changes) loaded_.Take(change);
  }
  void Finish(Revision) override { view_.Replace(std::move(loaded_)); }

 private:
  ProgressView& view_;
  ProgressState loaded_;
};

std::unique_ptr<ViewLoader> ProgressView::StartLoad() {
  return std::make_unique<Loader>(*this);
}

void ProgressView::Replace(ProgressState loaded) {
  absl::MutexLock lock(&mutex_);
  std::swap(state_, loaded);
}

void ProgressView::Apply(absl::Span<const Change> changes, Revision) {
  if (changes.empty()) return;
  absl::MutexLock lock(&mutex_);
  for (const Change& change : changes) state_.Take(change);
}

FollowedProgress::FollowedProgress(Store& store)
    : views_(store, [](absl::string_view) {
        return std::make_unique<ProgressView>();
      }) {}

absl::StatusOr<std::shared_ptr<ProgressView>> FollowedProgress::Get(
    CallContext& call, absl::string_view programme) {
  Revision least = call.MinRevision(programme);
  for (const auto& [partition, revision] : call.reported()) {
    if (partition == programme) least = std::max(least, revision);
  }
  return call.WaitWhileAlive(
      [&](absl::Time until) { return views_.Get(programme, least, until); });
}

absl::Status FollowedProgress::RefuseWhileInLedger(WriteContext& context,
                                                   const std::string& name) {
  ASSIGN_OR_RETURN(const std::shared_ptr<ProgressView> view,
                   Get(context.call(), context.partition()));
  const int64_t entries = view->Read(
      [&name](const ProgressState& state) { return state.EntriesOf(name); });
  if (entries == 0) return absl::OkStatus();
  return Refused(
      absl::StatusCode::kFailedPrecondition, name,
      absl::StrCat("台账中有它的 ", entries, " 条记录"),
      absl::StrCat("the ledger has ", entries,
                   entries == 1 ? " entry of it" : " entries of it"));
}

}  // namespace duikou
