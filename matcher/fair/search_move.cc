#include <algorithm>

#include "matcher/fair/search.h"

namespace duikou {

bool FairSearch::MoveIn(int32_t meeting, int32_t most_moved, int64_t steps,
                        Work* work) {
  ++stamp_;  // none has been moved
  touched_ = 0;
  most_touched_ = std::min(steps, work->left()) * kTouchesPerStep;
  bool placed = false;
  for (int32_t moved = 0; moved <= most_moved && !placed; ++moved) {
    placed = MoveInWith(meeting, moved);
  }
  Remember();
  work->Add(touched_ / kTouchesPerStep + 1);
  return placed;
}

// With exactly so many others moved, none of them twice.
bool FairSearch::MoveInWith(int32_t meeting, int32_t moved) {
  chain_stamp_[meeting] = stamp_;
  std::vector<int32_t> others;
  for (const FairPlace& place : model_.places(meeting)) {
    if (touched_ >= most_touched_) break;
    FindOthers(meeting, place, &others);
    if (others.size() > static_cast<size_t>(std::min(moved, 1))) continue;
    if (others.empty()) others = Crowd(meeting, place, {});
    if (others.empty() != (moved == 0)) continue;
    if (moved == 0) {
      Put(meeting, place);
      return true;
    }
    for (const int32_t other : others) {
      if (PushOut(meeting, place, other, moved - 1)) return true;
    }
  }
  chain_stamp_[meeting] = 0;
  return false;
}

// Whether `other` alone is in the way, and can go elsewhere.
bool FairSearch::PushOut(int32_t meeting, FairPlace place, int32_t other,
                         int32_t moved) {
  ++touched_;
  if (chain_stamp_[other] == stamp_) return false;
  if (!Crowd(meeting, place, {other}).empty()) return false;
  const FairPlace before = place_[other];
  Take(other);
  Put(meeting, place);
  if (MoveInWith(other, moved)) return true;
  Take(meeting);
  Put(other, before);
  return false;
}

}  // namespace duikou
