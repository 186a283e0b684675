// IdGenerator: the only source of made-up ids, injected so that tests own it.
#ifndef DUIKOU_SERVICES_BASE_ID_GENERATOR_H_
#define DUIKOU_SERVICES_BASE_ID_GENERATOR_H_

#include <atomic>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/random/random.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace duikou {

// Implementations are thread-safe.
class IdGenerator {
 public:
  virtual ~IdGenerator() = default;
  // `prefix` followed by letters and digits, DNS-safe and new.
  virtual std::string Next(absl::string_view prefix) = 0;
};

// 20 characters of base 32: 100 random bits.
class RandomIdGenerator final : public IdGenerator {
 public:
  std::string Next(absl::string_view prefix) override;

 private:
  absl::Mutex mutex_;
  absl::BitGen random_ ABSL_GUARDED_BY(mutex_);
};

// prefix1, prefix2, … for tests.
class SequentialIdGenerator final : public IdGenerator {
 public:
  std::string Next(absl::string_view prefix) override;

 private:
  std::atomic<int> last_ = 0;
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_BASE_ID_GENERATOR_H_
