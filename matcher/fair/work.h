// Work: how many steps a solve may do and has done, and whether it was told to
// end. A step is a conflict of the SAT search or about as much else, some 20
// µs. Internal to the folder.
#ifndef DUIKOU_MATCHER_FAIR_WORK_H_
#define DUIKOU_MATCHER_FAIR_WORK_H_

#include <algorithm>
#include <cstdint>
#include <functional>

namespace duikou {

class FairWork {
 public:
  // `cancelled` may be null or empty, and outlives it otherwise.
  FairWork(int64_t most, const std::function<bool()>* cancelled)
      : most_(most), cancelled_(cancelled) {}

  void Add(int64_t steps) { done_ += steps; }
  int64_t done() const { return done_; }
  int64_t left() const { return std::max<int64_t>(0, most_ - done_); }
  bool cancelled() const { return was_cancelled_; }

  // Asks `cancelled` each time it is called.
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

#endif  // DUIKOU_MATCHER_FAIR_WORK_H_
