#include "matcher/ranker/rank_all.h"

#include <atomic>
#include <thread>

#include "gtest/gtest.h"
#include "matcher/ranker/ranker.h"
#include "matcher/testing/random_instance.h"

namespace duikou {
namespace {

void InThreads(std::vector<std::function<void()>> tasks) {
  std::vector<std::thread> threads;
  for (auto& task : tasks) threads.emplace_back(task);
  for (std::thread& thread : threads) thread.join();
}

// Many supporters of one instance.
struct Crowd {
  Crowd()
      : instance(testing::RandomInstance(
            {.seed = 9, .projects = 300, .supporters = 200})),
        taxonomy(instance.MakeTaxonomy()),
        index(instance.MakeIndex(taxonomy, {.few = 0})),
        prepared(instance.Prepare(taxonomy)) {
    for (const PreparedSupporter& s : prepared) supporters.push_back(&s);
  }

  testing::Instance instance;
  std::shared_ptr<const Taxonomy> taxonomy;
  ProjectIndex index;
  std::vector<PreparedSupporter> prepared;
  std::vector<const PreparedSupporter*> supporters;
  ProjectQuery query{.k = 7};
};

// Each list is that of RankProjects.
void ExpectSame(const Crowd& crowd,
                const std::vector<std::vector<Hit>>& lists) {
  ASSERT_EQ(lists.size(), crowd.supporters.size());
  for (size_t i = 0; i < lists.size(); ++i) {
    std::vector<Hit> alone;
    for (const RankedProject& p :
         RankProjects(crowd.index, *crowd.supporters[i], crowd.query)
             .projects) {
      alone.push_back({.score = p.breakdown.score, .slot = p.slot});
    }
    ASSERT_EQ(lists[i], alone) << i;
  }
}

TEST(RankAllTest, EachListIsThatOfItsSupporterOnAnyThreads) {
  const Crowd crowd;
  std::atomic<int64_t> most = 0;
  RankAllOptions options{.parallel_for = InThreads, .tasks = 4};
  options.progress = [&](int64_t done) {
    int64_t before = most;
    while (before < done && !most.compare_exchange_weak(before, done)) {
    }
  };
  ExpectSame(crowd,
             RankAll(crowd.index, crowd.supporters, crowd.query, options));
  EXPECT_EQ(most, 200);
}

TEST(RankAllTest, FiltersAsTheQuerySays) {
  Crowd crowd;
  crowd.query.filter.sectors = {1, 2};
  crowd.query.filter.least_readiness = Readiness::kProposal;
  const std::vector<std::vector<Hit>> lists =
      RankAll(crowd.index, crowd.supporters, crowd.query, {});
  ExpectSame(crowd, lists);
  for (const std::vector<Hit>& list : lists) {
    for (const Hit& hit : list) {
      EXPECT_GE(crowd.index.project(hit.slot).readiness, Readiness::kProposal);
    }
  }
}

TEST(RankAllTest, WithoutAnExecutorTheCallingThreadDoesAll) {
  const Crowd crowd;
  int64_t last = 0;
  RankAllOptions options{.tasks = 4};
  options.progress = [&](int64_t done) { last = done; };
  ExpectSame(crowd,
             RankAll(crowd.index, crowd.supporters, crowd.query, options));
  EXPECT_EQ(last, 200);
  EXPECT_TRUE(RankAll(crowd.index, {}, crowd.query, {}).empty());
}

TEST(RankAllTest, CancelledWorkLeavesTheRestEmpty) {
  const Crowd crowd;
  std::atomic<int> asked = 0;
  RankAllOptions options{.parallel_for = InThreads, .tasks = 2};
  options.cancelled = [&] { return ++asked > 2; };
  const std::vector<std::vector<Hit>> lists =
      RankAll(crowd.index, crowd.supporters, crowd.query, options);
  ASSERT_EQ(lists.size(), 200);
  int missing = 0;
  for (const std::vector<Hit>& list : lists) missing += list.empty();
  EXPECT_GE(missing, 200 - 2 * 64);
}

}  // namespace
}  // namespace duikou
