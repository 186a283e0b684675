// AheadCounts: how many hits rank ahead of each of a few targets, as far as a
// limit.
//
//   AheadCounts counts(index, targets, /*most=*/1'000);
//   if (hit.score >= counts.threshold() && counts.WouldEnter(hit)) {
//     counts.Push(hit);
//   }
//   counts.Counts();   // by target
//
// Method: a hit counts at the best target that it is ahead of, and what is
// ahead of a target are the counts down to it. As soon as those of the last
// target come to more than the limit it is done with, and only what is ahead of
// the one before it is wanted from then on.
// Complexity: O(log targets) a hit.
#ifndef DUIKOU_MATCHER_INDEX_AHEAD_COUNTS_H_
#define DUIKOU_MATCHER_INDEX_AHEAD_COUNTS_H_

#include <cstdint>
#include <vector>

#include "matcher/index/hit_sink.h"
#include "matcher/index/project_index.h"

namespace duikou {

// Not thread-safe. Refers to the index.
class AheadCounts final : public HitSink {
 public:
  // A target with a score below 0 needs no slot: all hits are ahead of it.
  AheadCounts(const ProjectIndex& index, std::vector<Hit> targets,
              int64_t most);

  bool WouldEnter(const Hit& hit) const override {
    return left_ > 0 && HitIsAhead(index_, hit, targets_[left_ - 1]);
  }
  void Push(const Hit& hit) override;

  // In the order of the targets given; `most` + 1 where there are more.
  std::vector<int64_t> Counts() const;

 private:
  // Drops the targets that have more ahead than the limit.
  void Follow();

  const ProjectIndex& index_;
  const int64_t most_;
  std::vector<int32_t> order_;  // by place: which of the targets given
  std::vector<Hit> targets_;    // by place, best first
  std::vector<int64_t> ahead_;  // by place: hits at it
  size_t left_ = 0;             // targets that are not done with
  int64_t sum_ = 0;             // of `ahead_` over those
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_INDEX_AHEAD_COUNTS_H_
