#include "services/programme/programme_view.h"

#include <algorithm>

namespace duikou {

void ProgrammeView::Load(std::vector<Record> records, Revision) {
  ProgrammeState loaded(programme_id_);
  for (Record& record : records) {
    loaded.Take({.revision = record.revision,
                 .collection = std::move(record.collection),
                 .id = std::move(record.id),
                 .value = std::move(record.value)});
  }
  // Built before the lock, but for the programme that may come meanwhile.
  loaded.SetProgramme(Read(
      [](const ProgrammeState& state) { return state.shared_programme(); }));
  loaded.Settle();
  absl::MutexLock lock(&mutex_);
  loaded.SetProgramme(state_.shared_programme());
  loaded.Settle();
  state_ = std::move(loaded);
  answers_.Clear();
}

void ProgrammeView::Apply(absl::Span<const Change> changes, Revision) {
  if (changes.empty()) return;
  absl::MutexLock lock(&mutex_);
  std::vector<ChangedProject> projects;
  for (const Change& change : changes) {
    if (change.collection != "projects") {
      state_.Take(change);
      continue;
    }
    ChangedProject& project = projects.emplace_back();
    project.id = change.id;
    project.published = PublishTime(change.id);
    state_.Take(change);
    project.published = std::max(project.published, PublishTime(change.id));
  }
  state_.Settle();
  if (projects.size() == changes.size()) {
    answers_.NoteChanges(std::move(projects));
  } else {
    answers_.Clear();
  }
}

absl::Time ProgrammeView::PublishTime(absl::string_view project_id) const {
  const ProjectFacts* facts = state_.FindProject(project_id);
  return facts == nullptr ? absl::InfinitePast() : facts->publish_time;
}

void ProgrammeView::SetProgramme(
    std::shared_ptr<const ProgrammeRecord> programme) {
  if (programme == nullptr) return;
  {
    absl::ReaderMutexLock lock(&mutex_);
    const ProgrammeRecord* known = state_.programme();
    if (known != nullptr && known->revision >= programme->revision) return;
  }
  absl::MutexLock lock(&mutex_);
  state_.SetProgramme(std::move(programme));
  state_.Settle();
  answers_.Clear();
}

}  // namespace duikou
