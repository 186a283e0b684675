// Work: how many steps a solve may do and has done, and whether it was told to
// end. What a step is, each solver says.
//
//   Work work(options.most_steps, &options.cancelled);
//   while (!work.Ended()) work.Add(Turn());
#ifndef DUIKOU_MATCHER_BASE_WORK_H_
#define DUIKOU_MATCHER_BASE_WORK_H_

#include <algorithm>
#include <cstdint>
#include <functional>

namespace duikou {

// Thread-compatible.
class Work {
 public:
  // `cancelled` may be null or empty, and outlives it otherwise.
  Work(int64_t most, const std::function<bool()>* cancelled)
      : most_(most), cancelled_(cancelled) {}

  void Add(int64_t steps) { done_ += steps; }
  int64_t done() const { return done_; }
  int64_t left() const { return std::max<int64_t>(0, most_ - done_); }
  bool cancelled() const { return was_cancelled_; }
  const std::function<bool()>* callback() const { return cancelled_; }

  // Both ask `cancelled` each time they are called, until it was true.
  bool Ended() { return left() == 0 || Cancelled(); }
  bool Cancelled() {
    if (!was_cancelled_ && cancelled_ != nullptr && *cancelled_) {
      was_cancelled_ = (*cancelled_)();
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

#endif  // DUIKOU_MATCHER_BASE_WORK_H_
