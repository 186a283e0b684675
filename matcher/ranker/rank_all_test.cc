#include "matcher/ranker/rank_all.h"

#include <atomic>
#include <thread>

#include "gtest/gtest.h"
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
  ProjectQuery query{.k = 7, .with_reasons = false};
};

TEST(RankAllTest, EachListIsThatOfItsSupporterOnAnyThreads) {
  const Crowd crowd;
  std::atomic<int64_t> most = 0;
  RankAllOptions options{.parallel_for = InThreads, .tasks = 4};
  options.progress = [&](int64_t done) {
    int64_t before = most;
    while (before < done && !most.compare_exchange_weak(before, done)) {
    }
  };
  const std::vector<Ranking> lists =
      RankAll(crowd.index, crowd.supporters, crowd.query, options);
  ASSERT_EQ(lists.size(), crowd.supporters.size());
  EXPECT_EQ(most, lists.size());
  for (size_t i = 0; i < lists.size(); ++i) {
    const Ranking alone =
        RankProjects(crowd.index, *crowd.supporters[i], crowd.query);
    ASSERT_EQ(lists[i].projects.size(), alone.projects.size()) << i;
    for (size_t j = 0; j < alone.projects.size(); ++j) {
      EXPECT_EQ(lists[i].projects[j].id, alone.projects[j].id) << i;
    }
  }
}

TEST(RankAllTest, WithoutAnExecutorTheCallingThreadDoesAll) {
  const Crowd crowd;
  int64_t last = 0;
  RankAllOptions options{.tasks = 4};
  options.progress = [&](int64_t done) { last = done; };
  EXPECT_EQ(RankAll(crowd.index, crowd.supporters, crowd.query, options).size(),
            200);
  EXPECT_EQ(last, 200);
  EXPECT_TRUE(RankAll(crowd.index, {}, crowd.query, {}).empty());
}

TEST(RankAllTest, CancelledWorkLeavesTheRestEmpty) {
  const Crowd crowd;
  std::atomic<int> asked = 0;
  RankAllOptions options{.parallel_for = InThreads, .tasks = 2};
  options.cancelled = [&] { return ++asked > 3; };
  const std::vector<Ranking> lists =
      RankAll(crowd.index, crowd.supporters, crowd.query, options);
  ASSERT_EQ(lists.size(), 200);
  EXPECT_TRUE(lists.back().projects.empty());
}

}  // namespace
}  // namespace duikou
