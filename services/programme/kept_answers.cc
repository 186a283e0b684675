#include "services/programme/kept_answers.h"

#include <iterator>
#include <utility>

namespace duikou {

KeptAnswers::Generation KeptAnswers::generation() const {
  absl::ReaderMutexLock lock(&mutex_);
  return {.cleared = cleared_, .changes = changes_};
}

bool KeptAnswers::Find(absl::string_view key, grpc::ByteBuffer& answer) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto it = answers_.find(key);
  if (it == answers_.end() || it->second->through != changes_) return false;
  answer = it->second->answer;
  return true;
}

bool KeptAnswers::FindLasting(absl::string_view key,
                              const ProgrammeState& state,
                              grpc::ByteBuffer& answer) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto it = answers_.find(key);
  if (it == answers_.end()) return false;
  Kept& kept = *it->second;
  const int64_t since = changes_ - kept.through;
  if (since > 0) {
    if (kept.lasting.holds == nullptr ||
        changes_ - kept.made > kept.lasting.most_changes ||
        since > static_cast<int64_t>(changed_.size())) {
      return false;
    }
    const auto changed = absl::MakeConstSpan(changed_).last(since);
    if (!kept.lasting.holds(state, changed)) return false;
    kept.through = changes_;
  }
  answer = kept.answer;
  return true;
}

void KeptAnswers::Keep(Generation generation, std::string key,
                       grpc::ByteBuffer answer, LastingAnswer lasting) {
  const size_t bytes = key.size() + answer.Length();
  if (bytes > most_bytes_) return;
  auto kept = std::make_unique<Kept>();
  kept->answer = std::move(answer);
  kept->lasting = std::move(lasting);
  kept->made = kept->through = generation.changes;
  absl::MutexLock lock(&mutex_);
  if (generation.cleared != cleared_ ||
      (generation.changes != changes_ && kept->lasting.holds == nullptr)) {
    return;
  }
  if (bytes_ + bytes > most_bytes_) {
    answers_.clear();
    bytes_ = 0;
  }
  std::unique_ptr<Kept>& place = answers_[key];
  if (place != nullptr) bytes_ -= key.size() + place->answer.Length();
  bytes_ += bytes;
  place = std::move(kept);
}

void KeptAnswers::NoteChanges(std::vector<ChangedProject> changed) {
  absl::MutexLock lock(&mutex_);
  changes_ += static_cast<int64_t>(changed.size());
  changed_.insert(changed_.end(), std::make_move_iterator(changed.begin()),
                  std::make_move_iterator(changed.end()));
  // In large steps, as what is left moves.
  if (changed_.size() > 2 * kMostChanges) {
    changed_.erase(changed_.begin(), changed_.end() - kMostChanges);
  }
}

void KeptAnswers::Clear() {
  absl::MutexLock lock(&mutex_);
  ++cleared_;
  answers_.clear();
  changed_.clear();
  bytes_ = 0;
}

}  // namespace duikou
