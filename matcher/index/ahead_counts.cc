#include "matcher/index/ahead_counts.h"

#include <algorithm>
#include <numeric>

namespace duikou {
namespace {

// Above any score and bound.
constexpr Score kOutOfReach = 1 << 20;

}  // namespace

AheadCounts::AheadCounts(const ProjectIndex& index, std::vector<Hit> targets,
                         int64_t most)
    : index_(index),
      most_(most),
      order_(targets.size()),
      ahead_(targets.size(), 0),
      left_(targets.size()) {
  std::iota(order_.begin(), order_.end(), 0);
  std::sort(order_.begin(), order_.end(), [&](int32_t a, int32_t b) {
    return HitIsAhead(index_, targets[a], targets[b]);
  });
  targets_.reserve(targets.size());
  for (const int32_t i : order_) targets_.push_back(targets[i]);
  Follow();
}

void AheadCounts::Push(const Hit& hit) {
  const auto end = targets_.begin() + static_cast<int64_t>(left_);
  const auto place = std::upper_bound(
      targets_.begin(), end, hit,
      [this](const Hit& a, const Hit& b) { return HitIsAhead(index_, a, b); });
  ++ahead_[place - targets_.begin()];
  if (++sum_ > most_) Follow();
}

void AheadCounts::Follow() {
  while (left_ > 0 && sum_ > most_) sum_ -= ahead_[--left_];
  Raise(left_ > 0 ? targets_[left_ - 1].score : kOutOfReach);
}

std::vector<int64_t> AheadCounts::Counts() const {
  std::vector<int64_t> counts(targets_.size(), most_ + 1);
  int64_t sum = 0;
  for (size_t place = 0; place < left_; ++place) {
    sum += ahead_[place];
    counts[order_[place]] = sum;
  }
  return counts;
}

}  // namespace duikou
