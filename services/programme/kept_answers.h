// KeptAnswers: answers that stay right until the state they come from changes.
//
//   const KeptAnswers::Generation generation = kept.generation();
//   if (kept.Find(key, answer)) return answer;
//   …make the answer from the state…
//   kept.Keep(generation, key, answer);   // nothing, if the state has changed
//   kept.Clear();                         // with every change of the state
//
// A key names all that an answer depends on besides the state.
#ifndef DUIKOU_SERVICES_PROGRAMME_KEPT_ANSWERS_H_
#define DUIKOU_SERVICES_PROGRAMME_KEPT_ANSWERS_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/support/byte_buffer.h"

namespace duikou {

// Thread-safe.
class KeptAnswers {
 public:
  // One for each state there was.
  using Generation = uint64_t;

  // Answers are forgotten, all at once, before they and their keys take more
  // than `most_bytes`.
  explicit KeptAnswers(size_t most_bytes = size_t{16} << 20)
      : most_bytes_(most_bytes) {}

  // To be asked before the state is read.
  Generation generation() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Whether there is one; `answer` then shares its bytes.
  bool Find(absl::string_view key, grpc::ByteBuffer& answer) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Keep(Generation generation, std::string key, grpc::ByteBuffer answer)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Clear() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const size_t most_bytes_;
  mutable absl::Mutex mutex_;
  Generation generation_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::flat_hash_map<std::string, grpc::ByteBuffer> answers_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_KEPT_ANSWERS_H_
