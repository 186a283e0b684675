// BoundQueue: what has a bound, nearly the greatest first.
//
//   BoundQueue<Bin> bins;
//   bins.Push(bound, bin);
//   while (const auto* next = bins.PopAtLeast(threshold)) next->value …
//
// Problem: a priority queue where bounds are small integers, most of what comes
// is never wanted, and a little out of order does no harm.
// Method: buckets of 16 points, each a list, and a bit for each bucket that has
// anything. Within a bucket the last comes first.
// Complexity: Push and Pop take constant time, of some nanoseconds; no branch
// depends on how bounds compare, as in a heap.
// Reference: R. Dial: Algorithm 360, shortest-path forest with topological
// ordering (1969), for the buckets.
#ifndef DUIKOU_MATCHER_INDEX_BOUND_QUEUE_H_
#define DUIKOU_MATCHER_INDEX_BOUND_QUEUE_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "matcher/base/score.h"

namespace duikou {

// Not thread-safe. T: some bytes that are copied.
template <typename T>
class BoundQueue {
 public:
  struct Item {
    T value;
    int32_t bound;
    int32_t next;  // in the bucket, or kNone
  };

  // With room for so many before more has to be made.
  explicit BoundQueue(size_t usual) { items_.reserve(usual); }

  // REQUIRES: bound ≥ 0.
  void Push(int32_t bound, const T& value) {
    const int bucket = std::min(bound / kGrain, kBuckets - 1);
    uint64_t& word = words_[bucket / 64];
    const uint64_t bit = uint64_t{1} << (bucket % 64);
    const auto item = static_cast<int32_t>(items_.size());
    items_.push_back(
        {value, bound, (word & bit) != 0 ? first_[bucket] : kNone});
    first_[bucket] = item;
    word |= bit;
    top_ = std::max(top_, bucket / 64);
  }

  // The end of the bucket of the greatest bound; below 0 where nothing is left.
  int32_t most() { return (Top() + 1) * kGrain - 1; }

  // Takes the next whose bound is at least `least`, and drops what comes before
  // it; null where there is none. Valid until the next Push.
  const Item* PopAtLeast(int32_t least) {
    for (;;) {
      const int bucket = Top();
      if (bucket == kNone || bucket < std::min(least / kGrain, kBuckets - 1)) {
        return nullptr;
      }
      const Item& item = items_[first_[bucket]];
      first_[bucket] = item.next;
      if (item.next == kNone) {
        words_[bucket / 64] &= ~(uint64_t{1} << (bucket % 64));
      }
      if (item.bound >= least) return &item;
    }
  }

  void Clear() {
    words_ = {};
    top_ = 0;
    items_.clear();
  }

 private:
  static constexpr int kGrain = 16;
  // Of what is beyond them the bounds are not told apart.
  static constexpr int kBuckets = 1024;

  // The highest bucket that has anything; kNone where none has.
  int Top() {
    while (top_ > 0 && words_[top_] == 0) --top_;
    const uint64_t word = words_[top_];
    return word == 0 ? kNone : top_ * 64 + 63 - __builtin_clzll(word);
  }

  std::array<uint64_t, kBuckets / 64> words_ = {};
  int top_ = 0;                          // no word above has a bit
  std::array<int32_t, kBuckets> first_;  // of buckets that have a bit
  std::vector<Item> items_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_BOUND_QUEUE_H_
