#include "services/base/clock.h"

#include "absl/time/clock.h"

namespace duikou {

absl::Time SystemClock::Now() const { return absl::Now(); }

absl::Time SimulatedClock::Now() const {
  absl::MutexLock lock(&mutex_);
  return now_;
}

void SimulatedClock::Advance(absl::Duration duration) {
  absl::MutexLock lock(&mutex_);
  now_ += duration;
}

}  // namespace duikou
