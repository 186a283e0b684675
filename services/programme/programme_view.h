// ProgrammeView: a programme's state, following its change feed.
//
//   view.Read([&](const ProgrammeState& state) { … });
//
// Readers see whole commits. They share a lock with each other and keep
// changes waiting, so work of more than some milliseconds should copy what it
// needs (ProjectIndex is copyable) and go on outside.
#ifndef DUIKOU_SERVICES_PROGRAMME_PROGRAMME_VIEW_H_
#define DUIKOU_SERVICES_PROGRAMME_PROGRAMME_VIEW_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "services/programme/kept_answers.h"
#include "services/programme/programme_state.h"
#include "services/store/follower.h"

namespace duikou {

// Thread-safe.
class ProgrammeView final : public View {
 public:
  explicit ProgrammeView(absl::string_view programme_id)
      : programme_id_(programme_id), state_(programme_id) {}

  std::vector<std::string> collections() const override {
    return ProgrammeState::Collections();
  }
  void Load(std::vector<Record> records, Revision through) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Apply(absl::Span<const Change> changes, Revision through) override
      ABSL_LOCKS_EXCLUDED(mutex_);

  // The programme's own record, which is in another partition. Nothing happens
  // where the view has this one or a newer one.
  void SetProgramme(std::shared_ptr<const ProgrammeRecord> programme)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // What `read(const ProgrammeState&)` returns.
  template <typename F>
  auto Read(F&& read) const ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::ReaderMutexLock lock(&mutex_);
    return std::forward<F>(read)(state_);
  }

  // Answers made from this state alone; they follow its changes.
  KeptAnswers& answers() const { return answers_; }

 private:
  // The infinite past where there is no such project.
  absl::Time PublishTime(absl::string_view project_id) const
      ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  const std::string programme_id_;
  mutable KeptAnswers answers_;

  mutable absl::Mutex mutex_;
  ProgrammeState state_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_PROGRAMME_VIEW_H_
