// Work: how many steps a solve may do and has done, and whether it was told to
// end. A step is one arc looked at, about 10 ns. Internal to the solver.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_WORK_H_
#define DUIKOU_MATCHER_ASSIGNMENT_WORK_H_

#include <cstdint>
#include <functional>

namespace duikou {

// What one iteration of the simplex method counts as.
inline constexpr int64_t kSimplexSteps = 2'000;

class Work {
 public:
  // `cancelled` may be null or empty, and outlives it otherwise.
  Work(int64_t most, const std::function<bool()>* cancelled)
      : most_(most), cancelled_(cancelled) {}

  void Add(int64_t steps) { done_ += steps; }
  int64_t done() const { return done_; }
  int64_t left() const { return done_ < most_ ? most_ - done_ : 0; }
  bool cancelled() const { return was_cancelled_; }
  const std::function<bool()>* callback() const { return cancelled_; }

  // Asks `cancelled` each time it is called.
  bool Ended() {
    if (done_ >= most_ || was_cancelled_) return true;
    if (cancelled_ != nullptr && *cancelled_ && (*cancelled_)()) {
      was_cancelled_ = true;
    }
    return was_cancelled_;
  }

 private:
  int64_t most_;
  int64_t done_ = 0;
  bool was_cancelled_ = false;
  const std::function<bool()>* cancelled_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_WORK_H_
