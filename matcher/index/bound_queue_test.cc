#include "matcher/index/bound_queue.h"

#include <algorithm>
#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using ::duikou::testing::Between;

// All that is left and reaches `least`, in the order that they come.
std::vector<int32_t> Drain(BoundQueue<int32_t>& queue, int32_t least) {
  std::vector<int32_t> bounds;
  while (const auto* next = queue.PopAtLeast(least)) {
    EXPECT_EQ(next->value, next->bound + 1);
    bounds.push_back(next->bound);
  }
  return bounds;
}

TEST(BoundQueueTest, AnEmptyQueueGivesNothing) {
  BoundQueue<int32_t> queue(0);
  EXPECT_EQ(queue.PopAtLeast(0), nullptr);
  EXPECT_EQ(queue.PopAtLeast(-1), nullptr);
  EXPECT_LT(queue.most(), 0);
}

TEST(BoundQueueTest, NearlyTheGreatestComesFirstAndNothingIsLost) {
  for (uint64_t seed = 1; seed <= 200; ++seed) {
    std::mt19937_64 random(seed);
    BoundQueue<int32_t> queue(4);
    const auto least = static_cast<int32_t>(Between(random, 0, 12'000));
    std::vector<int32_t> expected;
    for (int64_t i = Between(random, 0, 300); i > 0; --i) {
      const auto bound = static_cast<int32_t>(Between(random, 0, 13'000));
      queue.Push(bound, bound + 1);
      EXPECT_GE(queue.most(), bound);
      if (bound >= least) expected.push_back(bound);
    }
    std::vector<int32_t> found = Drain(queue, least);
    for (size_t i = 1; i < found.size(); ++i) {
      EXPECT_LE(found[i], found[i - 1] + 15) << seed;
    }
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(found, expected) << seed;
    queue.Clear();
    EXPECT_EQ(queue.PopAtLeast(0), nullptr);
  }
}

TEST(BoundQueueTest, BoundsBeyondTheBucketsAreKept) {
  BoundQueue<int32_t> queue(1);
  for (const int32_t bound : {70'000, 3, 16'383, 20'000}) {
    queue.Push(bound, bound + 1);
  }
  std::vector<int32_t> found = Drain(queue, 16'384);
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, (std::vector<int32_t>{20'000, 70'000}));
}

}  // namespace
}  // namespace duikou
