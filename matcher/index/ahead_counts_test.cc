#include "matcher/index/ahead_counts.h"

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

using testing::Between;
using ::testing::ElementsAre;

// Projects p0 … p9 at the slots 0 … 9.
ProjectIndex TenProjects() {
  ProjectIndex index(*Taxonomy::Make({{}}, {{}}, 1));
  for (int i = 0; i < 10; ++i) {
    Project p{.id = absl::StrCat("p", i), .area = 0, .sector = 0};
    EXPECT_TRUE(index.Upsert(p).ok());
  }
  return index;
}

// As a search does.
void Offer(const Hit& hit, AheadCounts& counts) {
  if (hit.score >= counts.threshold() && counts.WouldEnter(hit)) {
    counts.Push(hit);
  }
}

TEST(AheadCountsTest, CountsInTheOrderOfTheTargets) {
  const ProjectIndex index = TenProjects();
  AheadCounts counts(index, {{10, 1}, {30, 2}, {20, 3}}, 100);
  EXPECT_EQ(counts.threshold(), 10);
  for (const Hit& hit : {Hit{30, 0}, Hit{30, 2}, Hit{30, 4}, Hit{20, 5},
                         Hit{10, 6}, Hit{9, 7}}) {
    Offer(hit, counts);
  }
  // p0 and p2 are ahead of p4 by their ids, and p3 of p5.
  EXPECT_THAT(counts.Counts(), ElementsAre(4, 1, 3));
}

TEST(AheadCountsTest, WantsNoMoreForATargetBeyondTheLimit) {
  const ProjectIndex index = TenProjects();
  AheadCounts counts(index, {{10, 9}, {30, 8}}, 2);
  Offer({15, 0}, counts);
  Offer({15, 1}, counts);
  EXPECT_EQ(counts.threshold(), 10);
  Offer({15, 2}, counts);
  EXPECT_EQ(counts.threshold(), 30);
  Offer({40, 3}, counts);
  EXPECT_THAT(counts.Counts(), ElementsAre(3, 1));
  Offer({40, 4}, counts);
  Offer({40, 5}, counts);
  EXPECT_GT(counts.threshold(), 60'000);
  EXPECT_THAT(counts.Counts(), ElementsAre(3, 3));
}

TEST(AheadCountsTest, EverythingIsAheadOfAScoreBelowZero) {
  const ProjectIndex index = TenProjects();
  AheadCounts counts(index, {Hit{.score = -1}}, 5);
  Offer({0, 0}, counts);
  Offer({7, 1}, counts);
  EXPECT_THAT(counts.Counts(), ElementsAre(2));
}

TEST(AheadCountsTest, AgreesWithCountingEachPair) {
  const ProjectIndex index = TenProjects();
  std::mt19937_64 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<Hit> hits, targets;
    for (int i = 0; i < 10; ++i) {
      hits.push_back({static_cast<Score>(Between(random, 0, 6)), i});
    }
    for (int64_t i = Between(random, 0, 4); i >= 0; --i) {
      targets.push_back(hits[static_cast<size_t>(Between(random, 0, 9))]);
    }
    const int64_t most = Between(random, 0, 8);
    AheadCounts counts(index, targets, most);
    for (const Hit& hit : hits) Offer(hit, counts);
    std::vector<int64_t> expected;
    for (const Hit& target : targets) {
      int64_t ahead = 0;
      for (const Hit& hit : hits) ahead += HitIsAhead(index, hit, target);
      expected.push_back(std::min(ahead, most + 1));
    }
    ASSERT_EQ(counts.Counts(), expected) << "round " << round;
  }
}

}  // namespace
}  // namespace duikou
