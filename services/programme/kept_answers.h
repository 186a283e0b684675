// KeptAnswers: answers that stay right until the state they come from changes.
//
//   const KeptAnswers::Generation generation = kept.generation();
//   if (kept.Find(key, answer)) return answer;
//   …make the answer from the state…
//   kept.Keep(generation, key, answer);   // nothing, if the state has changed
//   kept.Clear();                         // with every change of the state
//
// A key names all that an answer depends on besides the state.
//
// Where all that changed are projects, an answer may be right still: few of
// them would come into a list of the best. An answer that can tell is kept with
// what tells it, and asked when it is wanted again:
//
//   kept.Keep(generation, key, answer, std::move(lasting));
//   kept.NoteChanges(changed);            // instead of Clear()
//   if (kept.FindLasting(key, state, answer)) return answer;
#ifndef DUIKOU_SERVICES_PROGRAMME_KEPT_ANSWERS_H_
#define DUIKOU_SERVICES_PROGRAMME_KEPT_ANSWERS_H_

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "grpcpp/support/byte_buffer.h"

namespace duikou {

class ProgrammeState;

// A project that came, changed or went.
struct ChangedProject {
  std::string id;
  // When it was published, before or after the change, whichever is later.
  absl::Time published = absl::InfinitePast();
};

// How long an answer stays right while projects change.
struct LastingAnswer {
  // It is not after more changes than so many, whatever they are.
  int64_t most_changes = 0;
  // Whether the answer is right in a state, if it was before these projects
  // changed. Thread-safe.
  std::function<bool(const ProgrammeState&, absl::Span<const ChangedProject>)>
      holds;
};

// Thread-safe.
class KeptAnswers {
 public:
  // One for each state there was.
  struct Generation {
    uint64_t cleared = 0;
    int64_t changes = 0;
  };

  // Answers are forgotten, all at once, before they and their keys take more
  // than `most_bytes`.
  explicit KeptAnswers(size_t most_bytes = size_t{16} << 20)
      : most_bytes_(most_bytes) {}

  // To be asked before the state is read.
  Generation generation() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Whether there is one of the present state; `answer` then shares its bytes.
  bool Find(absl::string_view key, grpc::ByteBuffer& answer) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Whether there is one that is right in the present state, which is `state`.
  // REQUIRES: the state does not change meanwhile.
  bool FindLasting(absl::string_view key, const ProgrammeState& state,
                   grpc::ByteBuffer& answer) const ABSL_LOCKS_EXCLUDED(mutex_);
  // `lasting` without a function: until anything changes.
  void Keep(Generation generation, std::string key, grpc::ByteBuffer answer,
            LastingAnswer lasting = {}) ABSL_LOCKS_EXCLUDED(mutex_);
  // Projects changed, and nothing else. REQUIRES: as FindLasting.
  void NoteChanges(std::vector<ChangedProject> changed)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void Clear() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // Changes that are kept; what was made before them is made anew.
  static constexpr size_t kMostChanges = 4'096;

  struct Kept {
    grpc::ByteBuffer answer;
    LastingAnswer lasting;
    // How many changes there were when it was made, and of how many it is known
    // that they left it right.
    int64_t made = 0;
    std::atomic<int64_t> through = 0;
  };

  const size_t most_bytes_;
  mutable absl::Mutex mutex_;
  uint64_t cleared_ ABSL_GUARDED_BY(mutex_) = 0;
  // How many changes there were, and the last of them.
  int64_t changes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<ChangedProject> changed_ ABSL_GUARDED_BY(mutex_);
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::flat_hash_map<std::string, std::unique_ptr<Kept>> answers_
      ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRAMME_KEPT_ANSWERS_H_
