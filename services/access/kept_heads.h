// KeptHeads: where the chains of this process's audit trail ended when it last
// sealed, in a file outside the store. A chain that no longer reaches its kept
// head was cut off, or put back to an older state.
//
//   ASSIGN_OR_RETURN(std::unique_ptr<KeptHeads> kept, KeptHeads::Open(path));
//   kept->Get("hubei");                         // none yet
//   RETURN_IF_ERROR(kept->Keep({{"hubei", {.number = 7, .seal = seal}}}));
//
// The file is text, a line `partition number seal` each, and replaced as a
// whole. After a store was deliberately put back to an older copy, delete the
// file while the server is stopped.
#ifndef DUIKOU_SERVICES_ACCESS_KEPT_HEADS_H_
#define DUIKOU_SERVICES_ACCESS_KEPT_HEADS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace duikou {

struct KeptHead {
  int64_t number = 0;
  std::string seal;
};

// Thread-safe.
class KeptHeads {
 public:
  // Reads the file where there is one. An empty path keeps nothing beyond the
  // process. FAILED_PRECONDITION where the file is not one of these, or others
  // may write it.
  static absl::StatusOr<std::unique_ptr<KeptHeads>> Open(std::string path);

  std::optional<KeptHead> Get(absl::string_view partition) const
      ABSL_LOCKS_EXCLUDED(mutex_);
  std::vector<std::string> partitions() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Keeps these, and the others as they are; durable when it returns OK. In
  // memory they are kept in any case.
  absl::Status Keep(const std::map<std::string, KeptHead>& heads)
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  explicit KeptHeads(std::string path) : path_(std::move(path)) {}
  absl::Status Parse(absl::string_view text)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string path_;
  mutable absl::Mutex mutex_;
  std::map<std::string, KeptHead> heads_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_ACCESS_KEPT_HEADS_H_
