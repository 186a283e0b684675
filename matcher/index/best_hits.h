// BestHits: the k best hits so far, ties by id.
//
//   BestHits best(index, k);
//   if (hit.score >= best.threshold() && best.WouldEnter(hit)) best.Push(hit);
//   std::vector<Hit> hits = std::move(best).Sorted();
#ifndef DUIKOU_MATCHER_INDEX_BEST_HITS_H_
#define DUIKOU_MATCHER_INDEX_BEST_HITS_H_

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "matcher/index/hit_sink.h"
#include "matcher/index/project_index.h"

namespace duikou {

// Not thread-safe. Refers to the index.
class BestHits final : public HitSink {
 public:
  // REQUIRES: k ≥ 1.
  BestHits(const ProjectIndex& index, int64_t k)
      : index_(index), k_(k), is_short_(k <= kMostShort) {
    hits_.reserve(static_cast<size_t>(std::min<int64_t>(k, index.size())));
  }

  bool WouldEnter(const Hit& hit) const override {
    return !is_full() || HitIsAhead(index_, hit, worst());
  }

  void Push(const Hit& hit) override {
    if (is_short_) {
      if (is_full()) hits_.pop_back();
      Insert(hit);
    } else {
      if (is_full()) {
        std::pop_heap(hits_.begin(), hits_.end(), Order());
        hits_.pop_back();
      }
      hits_.push_back(hit);
      std::push_heap(hits_.begin(), hits_.end(), Order());
    }
    if (is_full()) Raise(worst().score);
  }

  // It takes little to look for a project in a short list.
  bool TakesAgain() const override { return is_short_; }
  void PushAgain(const Hit& hit) override {
    const auto found =
        std::find_if(hits_.begin(), hits_.end(),
                     [&](const Hit& other) { return other.slot == hit.slot; });
    if (found == hits_.end()) {
      Push(hit);
    } else if (hit.score > found->score) {
      hits_.erase(found);
      Insert(hit);
      if (is_full()) Raise(worst().score);
    }
  }

  std::vector<Hit> Sorted() && {
    if (!is_short_) std::sort(hits_.begin(), hits_.end(), Order());
    return std::move(hits_);
  }

 private:
  // Up to here a list in rank order takes less than a heap.
  static constexpr int64_t kMostShort = 64;

  struct Ahead {
    const ProjectIndex& index;
    bool operator()(const Hit& a, const Hit& b) const {
      return HitIsAhead(index, a, b);
    }
  };

  Ahead Order() const { return {index_}; }
  bool is_full() const { return static_cast<int64_t>(hits_.size()) == k_; }
  const Hit& worst() const { return is_short_ ? hits_.back() : hits_.front(); }
  void Insert(const Hit& hit) {
    auto at = hits_.end();
    while (at != hits_.begin() && HitIsAhead(index_, hit, *(at - 1))) --at;
    hits_.insert(at, hit);
  }

  const ProjectIndex& index_;
  const int64_t k_;
  const bool is_short_;
  // In rank order where short, else a heap, the worst on top.
  std::vector<Hit> hits_;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_BEST_HITS_H_
