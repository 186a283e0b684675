#include "services/store/follower.h"

#include <atomic>
#include <functional>
#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/memory/memory_store.h"
#include "services/store/sqlite/sqlite_store.h"
#include "services/store/testing/map_view.h"
#include "services/store/testing/store_contract.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou {
namespace {

using testing::HasSubstr;

absl::Time Soon() { return absl::Now() + absl::Seconds(60); }

Revision Put(Store& store, absl::string_view collection, absl::string_view id,
             absl::string_view value) {
  CommitRequest request;
  request.partition = "p";
  request.mutations = {
      Mutation::Put(collection, id, std::string(value), Expectation::Any())};
  const auto done = store.Commit(request);
  EXPECT_TRUE(done.ok()) << done.status();
  return done.ok() ? done->revision : 0;
}

// Lets something happen after each reading call of the one it stands before.
class MeddledStore final : public Store {
 public:
  MeddledStore(Store& store, std::function<void()> meddle)
      : store_(store), meddle_(std::move(meddle)) {}

  absl::StatusOr<Record> Get(absl::string_view partition,
                             absl::string_view collection, absl::string_view id,
                             CallLimits limits) override {
    return store_.Get(partition, collection, id, limits);
  }
  absl::StatusOr<ListResult> List(absl::string_view partition,
                                  absl::string_view collection,
                                  const Page& page,
                                  CallLimits limits) override {
    auto result = store_.List(partition, collection, page, limits);
    meddle_();
    return result;
  }
  absl::StatusOr<CommitResult> Commit(const CommitRequest& request,
                                      CallLimits limits) override {
    return store_.Commit(request, limits);
  }
  absl::StatusOr<ChangesResult> Changes(absl::string_view partition,
                                        Revision after, int limit,
                                        CallLimits limits) override {
    auto result = store_.Changes(partition, after, limit, limits);
    meddle_();
    return result;
  }
  absl::StatusOr<Revision> WaitForChange(absl::string_view partition,
                                         Revision after,
                                         CallLimits limits) override {
    auto result = store_.WaitForChange(partition, after, limits);
    meddle_();
    return result;
  }

 private:
  Store& store_;
  const std::function<void()> meddle_;
};

// Random commits, and what the followed collections hold after each.
class RandomCommits {
 public:
  RandomCommits(Store& store, unsigned seed) : store_(store), random_(seed) {
    history_.emplace_back();
  }

  void Commit() {
    MapView::Contents contents = history_.back();
    CommitRequest request;
    request.partition = "p";
    for (const char* collection : {"a", "b", "unfollowed"}) {
      const std::string id = absl::StrCat(random_() % 12);
      const std::string value = absl::StrCat("v", history_.size());
      const bool followed = std::string(collection) != "unfollowed";
      switch (random_() % 3) {
        case 0:
          break;
        case 1:
          request.mutations.push_back(
              Mutation::Delete(collection, id, Expectation::Any()));
          if (followed) contents.erase({collection, id});
          break;
        default:
          request.mutations.push_back(
              Mutation::Put(collection, id, value, Expectation::Any()));
          if (followed) contents[{collection, id}] = value;
      }
    }
    if (request.mutations.empty()) return;
    const auto done = store_.Commit(request);
    ASSERT_TRUE(done.ok()) << done.status();
    ASSERT_EQ(done->revision, history_.size());
    history_.push_back(std::move(contents));
  }

  Revision head() const { return history_.size() - 1; }
  // By revision.
  const std::vector<MapView::Contents>& history() const { return history_; }
  std::mt19937& random() { return random_; }

 private:
  Store& store_;
  std::mt19937 random_;
  std::vector<MapView::Contents> history_;
};

void ExpectEachMomentExact(const MapView& view,
                           const std::vector<MapView::Contents>& history) {
  const std::vector<MapView::Moment> moments = view.moments();
  for (size_t i = 0; i < moments.size(); ++i) {
    ASSERT_LT(moments[i].through, history.size());
    ASSERT_EQ(moments[i].contents, history[moments[i].through])
        << "at revision " << moments[i].through;
    ASSERT_TRUE(i == 0 || moments[i].through >= moments[i - 1].through);
  }
}

// Commits happen between any two calls of the follower, which lists and reads
// the feed in small pieces, and whose feed is now and then trimmed.
TEST(FollowerTest, ViewIsExactAtEveryRevisionItReaches) {
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << std::endl;
  for (unsigned round = 0; round < 30; ++round) {
    MemoryStore store;
    RandomCommits commits(store, seed + round);
    for (int i = 0; i < 20; ++i) commits.Commit();
    // Both run in the follower's thread; the test reads when it is done.
    absl::Mutex mutex;
    bool finished = false;
    MeddledStore meddled(store, [&] {
      absl::MutexLock lock(&mutex);
      if (commits.head() > 300) {
        finished = true;
        return;
      }
      for (int i = commits.random()() % 4; i > 0; --i) commits.Commit();
      if (commits.random()() % 20 == 0) store.TrimFeed("p");
    });
    MapView view({"a", "b"}, /*in_parts=*/round % 2 == 1);
    view.KeepMoments();
    FollowerOptions options;
    options.list_limit = 1 + round % 5;
    options.changes_limit = 1 + round % 3;
    options.retry_least = absl::Microseconds(1);
    options.retry_most = absl::Microseconds(10);
    Follower follower(meddled, "p", view, options);
    {
      absl::MutexLock lock(&mutex);
      mutex.Await(absl::Condition(&finished));
    }
    ASSERT_TRUE(follower.WaitUntil(commits.head(), Soon()).ok());
    ASSERT_EQ(view.contents(), commits.history().back());
    ExpectEachMomentExact(view, commits.history());
    if (HasFailure()) return;
  }
}

TEST(FollowerTest, DeadlineOfAFutureRevisionSaysWhereTheViewIs) {
  MemoryStore store;
  Put(store, "a", "1", "x");
  MapView view({"a"});
  Follower follower(store, "p", view);
  ASSERT_TRUE(follower.WaitUntil(1, Soon()).ok());
  const absl::Status status =
      follower.WaitUntil(2, absl::Now() + absl::Milliseconds(20));
  EXPECT_TRUE(absl::IsDeadlineExceeded(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("at revision 1, not yet at 2"));
}

TEST(FollowerTest, WaitForAFutureRevisionEndsWhenItComes) {
  MemoryStore store;
  MapView view({"a"});
  Follower follower(store, "p", view);
  std::thread waiter([&] {
    EXPECT_TRUE(follower.WaitUntil(2, Soon()).ok());
    EXPECT_EQ(view.contents().size(), 2);
  });
  Put(store, "a", "1", "x");
  Put(store, "a", "2", "x");
  waiter.join();
}

TEST(FollowerTest, EmptyPartitionLoadsAtZero) {
  MemoryStore store;
  MapView view({"a"});
  Follower follower(store, "p", view);
  ASSERT_TRUE(follower.WaitUntil(0, Soon()).ok());
  EXPECT_EQ(follower.applied(), 0);
  EXPECT_EQ(view.loads(), 1);
}

TEST(FollowerTest, RevisionsOfOtherCollectionsAreReachedToo) {
  MemoryStore store;
  MapView view({"a"});
  Follower follower(store, "p", view);
  const Revision other = Put(store, "unfollowed", "1", "x");
  EXPECT_TRUE(follower.WaitUntil(other, Soon()).ok());
  EXPECT_TRUE(view.contents().empty());
}

TEST(FollowerTest, UnavailableStoreIsTriedAgainAndNamedMeanwhile) {
  MemoryStore store;
  store.SetUnavailable(true);
  MapView view({"a"});
  Follower follower(store, "p", view);
  const absl::Status status =
      follower.WaitUntil(0, absl::Now() + absl::Milliseconds(50));
  EXPECT_TRUE(absl::IsDeadlineExceeded(status)) << status;
  EXPECT_THAT(status.message(), HasSubstr("not loaded"));
  EXPECT_EQ(follower.applied(), -1);
  store.SetUnavailable(false);
  const Revision first = Put(store, "a", "1", "x");
  ASSERT_TRUE(follower.WaitUntil(first, Soon()).ok());
  // Once loaded it is read while the store is away.
  store.SetUnavailable(true);
  EXPECT_TRUE(follower.WaitUntil(0, Soon()).ok());
  EXPECT_EQ(view.contents().size(), 1);
  store.SetUnavailable(false);
  const Revision second = Put(store, "a", "2", "x");
  EXPECT_TRUE(follower.WaitUntil(second, Soon()).ok());
}

TEST(FollowerTest, StopsWhileTheStoreIsUnavailable) {
  MemoryStore store;
  store.SetUnavailable(true);
  MapView view({"a"});
  FollowerOptions options;
  options.retry_least = options.retry_most = absl::Hours(1);
  Follower follower(store, "p", view, options);
}

// A view that holds its follower back until it is let go.
class HeldView final : public View {
 public:
  std::vector<std::string> collections() const override { return {"a"}; }
  void Load(std::vector<Record> records, Revision through) override {
    view_.Load(std::move(records), through);
  }
  void Apply(absl::Span<const Change> changes, Revision through) override {
    absl::MutexLock lock(&mutex_);
    holding_ = true;
    mutex_.Await(absl::Condition(&let_go_));
    view_.Apply(changes, through);
  }
  void AwaitHolding() {
    absl::MutexLock lock(&mutex_);
    mutex_.Await(absl::Condition(&holding_));
  }
  void LetGo() {
    absl::MutexLock lock(&mutex_);
    let_go_ = true;
  }
  const MapView& view() const { return view_; }

 private:
  MapView view_{{"a"}};
  absl::Mutex mutex_;
  bool holding_ ABSL_GUARDED_BY(mutex_) = false;
  bool let_go_ ABSL_GUARDED_BY(mutex_) = false;
};

TEST(FollowerTest, TrimmedFeedIsAnsweredByANewListing) {
  const TemporaryDirectory directory;
  auto store = SqliteStore::Open(
      {.path = directory.File("store.db"), .feed_commits = 1});
  ASSERT_TRUE(store.ok()) << store.status();
  HeldView held;
  Follower follower(**store, "p", held);
  ASSERT_TRUE(follower.WaitUntil(0, Soon()).ok());
  Put(**store, "a", "deleted", "x");
  held.AwaitHolding();
  CommitRequest request;
  request.partition = "p";
  request.mutations = {Mutation::Delete("a", "deleted", Expectation::Any())};
  ASSERT_TRUE((*store)->Commit(request).ok());
  Revision last = 0;
  while (!absl::IsOutOfRange((*store)->Changes("p", 1, 1).status())) {
    last = Put(**store, "a", absl::StrCat(last % 10), absl::StrCat(last));
  }
  held.LetGo();
  ASSERT_TRUE(follower.WaitUntil(last, Soon()).ok());
  EXPECT_EQ(held.view().loads(), 2);
  const MapView::Contents contents = held.view().contents();
  EXPECT_FALSE(contents.contains({"a", "deleted"}));
  EXPECT_EQ(contents.size(), (*store)->List("p", "a", {})->records.size());
}

// Writers, readers and a follower at once, on a store in a file.
TEST(FollowerTest, EveryWriterReadsItsOwnWriteThroughTheView) {
  const TemporaryDirectory directory;
  auto store = SqliteStore::Open({.path = directory.File("store.db")});
  ASSERT_TRUE(store.ok()) << store.status();
  MapView view({"a", "b"});
  Follower follower(**store, "p", view);
  std::atomic<int> writing = 4;
  RunThreads(10, [&](int thread) {
    const bool writer = thread < 4;
    for (int i = 0; writer && i < 50; ++i) {
      const std::string id = absl::StrCat(thread, "-", i);
      const Revision written = Put(**store, i % 2 ? "a" : "b", id, id);
      ASSERT_TRUE(follower.WaitUntil(written, Soon()).ok());
      ASSERT_EQ(view.contents().count({i % 2 ? "a" : "b", id}), 1);
    }
    if (writer) --writing;
    size_t seen = 0;
    while (!writer && writing > 0) {
      const size_t size = view.contents().size();
      ASSERT_GE(size, seen);
      seen = size;
    }
  });
  EXPECT_EQ(view.contents().size(), 200);
  EXPECT_EQ(view.loads(), 1);
}

}  // namespace
}  // namespace duikou
