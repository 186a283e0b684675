#include "services/programme/kept_answers.h"

#include <utility>

namespace duikou {

KeptAnswers::Generation KeptAnswers::generation() const {
  absl::ReaderMutexLock lock(&mutex_);
  return generation_;
}

bool KeptAnswers::Find(absl::string_view key, grpc::ByteBuffer& answer) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto it = answers_.find(key);
  if (it == answers_.end()) return false;
  answer = it->second;
  return true;
}

void KeptAnswers::Keep(Generation generation, std::string key,
                       grpc::ByteBuffer answer) {
  const size_t bytes = key.size() + answer.Length();
  if (bytes > most_bytes_) return;
  absl::MutexLock lock(&mutex_);
  if (generation != generation_) return;
  if (bytes_ + bytes > most_bytes_) {
    answers_.clear();
    bytes_ = 0;
  }
  if (answers_.emplace(std::move(key), std::move(answer)).second) {
    bytes_ += bytes;
  }
}

void KeptAnswers::Clear() {
  absl::MutexLock lock(&mutex_);
  ++generation_;
  answers_.clear();
  bytes_ = 0;
}

}  // namespace duikou
