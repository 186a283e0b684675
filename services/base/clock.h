// Clock: the only source of the present time, injected so that tests own it.
#ifndef DUIKOU_SERVICES_BASE_CLOCK_H_
#define DUIKOU_SERVICES_BASE_CLOCK_H_

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace duikou {

// Implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
};

// The machine's clock.
class SystemClock final : public Clock {
 public:
  absl::Time Now() const override;
};

// A clock that moves only when told to.
class SimulatedClock final : public Clock {
 public:
  explicit SimulatedClock(absl::Time now) : now_(now) {}
  absl::Time Now() const override;
  void Advance(absl::Duration duration);

 private:
  mutable absl::Mutex mutex_;
  absl::Time now_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace duikou

#endif  // DUIKOU_SERVICES_BASE_CLOCK_H_
