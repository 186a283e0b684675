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
  BestHits(const ProjectIndex& index, int64_t k) : index_(index), k_(k) {
    hits_.reserve(static_cast<size_t>(std::min<int64_t>(k, index.size())));
  }

  bool WouldEnter(const Hit& hit) const override {
    return static_cast<int64_t>(hits_.size()) < k_ ||
           HitIsAhead(index_, hit, hits_.front());
  }

  void Push(const Hit& hit) override {
    if (static_cast<int64_t>(hits_.size()) == k_) {
      std::pop_heap(hits_.begin(), hits_.end(), Order());
      hits_.back() = hit;
    } else {
      hits_.push_back(hit);
    }
    std::push_heap(hits_.begin(), hits_.end(), Order());
    Follow();
  }

  // Up to so many hits it takes little to look for a project among them.
  bool TakesAgain() const override { return k_ <= kMostSought; }
  void PushAgain(const Hit& hit) override {
    const auto found =
        std::find_if(hits_.begin(), hits_.end(),
                     [&](const Hit& other) { return other.slot == hit.slot; });
    if (found == hits_.end()) {
      Push(hit);
    } else if (hit.score > found->score) {
      found->score = hit.score;
      std::make_heap(hits_.begin(), hits_.end(), Order());
      Follow();
    }
  }

  std::vector<Hit> Sorted() && {
    std::sort(hits_.begin(), hits_.end(), Order());
    return std::move(hits_);
  }

 private:
  static constexpr int64_t kMostSought = 64;

  struct Ahead {
    const ProjectIndex& index;
    bool operator()(const Hit& a, const Hit& b) const {
      return HitIsAhead(index, a, b);
    }
  };

  Ahead Order() const { return {index_}; }
  void Follow() {
    if (static_cast<int64_t>(hits_.size()) == k_) Raise(hits_.front().score);
  }

  const ProjectIndex& index_;
  const int64_t k_;
  std::vector<Hit> hits_;  // a heap, the worst on top
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_BEST_HITS_H_
