#include "services/store/history_store.h"

#include <iostream>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/memory/memory_store.h"
#include "services/store/record_lookup.h"
#include "services/store/sqlite/sqlite_store.h"
#include "services/store/testing/store_contract.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou {
namespace {

// A HistoryStore with what stands under it.
class OwningHistoryStore final : public Store {
 public:
  explicit OwningHistoryStore(std::unique_ptr<Store> inner)
      : inner_(std::move(inner)), history_(*inner_, clock_) {}

  absl::StatusOr<Record> Get(absl::string_view partition,
                             absl::string_view collection, absl::string_view id,
                             CallLimits limits) override {
    return history_.Get(partition, collection, id, limits);
  }
  absl::StatusOr<ListResult> List(absl::string_view partition,
                                  absl::string_view collection,
                                  const Page& page,
                                  CallLimits limits) override {
    return history_.List(partition, collection, page, limits);
  }
  absl::StatusOr<CommitResult> Commit(const CommitRequest& request,
                                      CallLimits limits) override {
    return history_.Commit(request, limits);
  }
  absl::StatusOr<ChangesResult> Changes(absl::string_view partition,
                                        Revision after, int limit,
                                        CallLimits limits) override {
    return history_.Changes(partition, after, limit, limits);
  }
  absl::StatusOr<Revision> WaitForChange(absl::string_view partition,
                                         Revision after,
                                         CallLimits limits) override {
    return history_.WaitForChange(partition, after, limits);
  }

 private:
  const std::unique_ptr<Store> inner_;
  const SystemClock clock_;
  HistoryStore history_;
};

class HistoryFixture final : public StoreFixture {
 public:
  explicit HistoryFixture(Options options) : options_(options) {}
  absl::StatusOr<std::unique_ptr<Store>> Open() override {
    return std::make_unique<OwningHistoryStore>(std::make_unique<MemoryStore>(
        MemoryStoreOptions{.feed_commits = options_.feed_commits}));
  }
  bool durable() const override { return false; }

 private:
  const Options options_;
};

INSTANTIATE_TEST_SUITE_P(History, StoreContractTest,
                         testing::Values(StoreKind{
                             "historyOverMemory",
                             [](StoreFixture::Options options) {
                               return std::make_unique<HistoryFixture>(options);
                             }}),
                         StoreKindName);

class HistoryStoreTest : public testing::Test {
 protected:
  absl::StatusOr<CommitResult> Commit(std::vector<Mutation> mutations,
                                      Origin origin = {}) {
    CommitRequest request;
    request.partition = "p";
    request.mutations = std::move(mutations);
    request.origin = std::move(origin);
    return store_.Commit(request);
  }
  std::vector<RecordWrite> History(absl::string_view id) {
    auto writes = ReadHistory(store_, "p", "c", id);
    EXPECT_TRUE(writes.ok()) << writes.status();
    return writes.ok() ? *writes : std::vector<RecordWrite>{};
  }

  MemoryStore inner_;
  SimulatedClock clock_{absl::FromUnixMicros(1'700'000'000'123'456)};
  HistoryStore store_{inner_, clock_};
};

TEST_F(HistoryStoreTest, TellsWhoWhenHowAndWhat) {
  ASSERT_TRUE(
      Commit({Mutation::Put("c", "a", "one", Expectation::Absent())},
             {"people/li", "duikou.catalogue.v1/CreateProject", "call-1"})
          .ok());
  clock_.Advance(absl::Seconds(5));
  ASSERT_TRUE(Commit({Mutation::Put("c", "a", "two", Expectation::Exactly(1))},
                     {"people/wang", "update", "call-2"})
                  .ok());
  ASSERT_TRUE(
      Commit({Mutation::Delete("c", "a", Expectation::Exactly(2))}).ok());
  const std::vector<RecordWrite> writes = History("a");
  ASSERT_EQ(writes.size(), 3);
  EXPECT_EQ(writes[0].revision, 1);
  EXPECT_EQ(writes[0].time, absl::FromUnixMicros(1'700'000'000'123'456));
  EXPECT_EQ(writes[0].origin.actor, "people/li");
  EXPECT_EQ(writes[0].origin.method, "duikou.catalogue.v1/CreateProject");
  EXPECT_EQ(writes[0].origin.call_id, "call-1");
  EXPECT_EQ(writes[0].before, std::nullopt);
  EXPECT_EQ(writes[0].after, "one");
  EXPECT_EQ(writes[1].time - writes[0].time, absl::Seconds(5));
  EXPECT_EQ(writes[1].before, "one");
  EXPECT_EQ(writes[1].after, "two");
  EXPECT_EQ(writes[2].origin.actor, "");
  EXPECT_EQ(writes[2].before, "two");
  EXPECT_EQ(writes[2].after, std::nullopt);
}

TEST_F(HistoryStoreTest, RecordMadeAgainGoesOnInItsHistory) {
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(Commit({Mutation::Put("c", "a", absl::StrCat(i),
                                      Expectation::Absent())})
                    .ok());
    ASSERT_TRUE(Commit({Mutation::Delete("c", "a", Expectation::Any())}).ok());
  }
  const std::vector<RecordWrite> writes = History("a");
  ASSERT_EQ(writes.size(), 6);
  for (int i = 0; i < 6; ++i) {
    EXPECT_EQ(writes[i].revision, i + 1);
    EXPECT_EQ(writes[i].before.has_value(), i % 2 == 1);
    EXPECT_EQ(writes[i].after.has_value(), i % 2 == 0);
  }
}

TEST_F(HistoryStoreTest, EntriesAreListedInOrderAndStayOutOfTheFeed) {
  for (int i = 0; i < 12; ++i) {
    ASSERT_TRUE(
        Commit({Mutation::Put("c", "a", absl::StrCat(i), Expectation::Any())})
            .ok());
  }
  const auto entries = store_.List("p", "c.history", {.prefix = "a/"});
  ASSERT_EQ(entries->records.size(), 12);
  for (int i = 0; i < 12; ++i) {
    EXPECT_EQ(entries->records[i].revision, i + 1);
  }
  EXPECT_EQ(entries->records[11].id, "a/00000000000000000011");
  const auto feed = store_.Changes("p", 0, 100);
  ASSERT_EQ(feed->changes.size(), 12);
  for (const Change& change : feed->changes) {
    EXPECT_EQ(change.collection, "c");
  }
}

TEST_F(HistoryStoreTest, NeighboursWithLongerIdsHaveTheirOwnHistory) {
  const std::string neighbour = "a/00000000000000000000";
  ASSERT_TRUE(Commit({Mutation::Put("c", "a", "1", Expectation::Absent()),
                      Mutation::Put("c", neighbour, "2", Expectation::Absent()),
                      Mutation::Put("c", "a/b", "3", Expectation::Absent())})
                  .ok());
  ASSERT_EQ(History("a").size(), 1);
  EXPECT_EQ(History("a")[0].after, "1");
  ASSERT_EQ(History(neighbour).size(), 1);
  EXPECT_EQ(History(neighbour)[0].after, "2");
}

TEST_F(HistoryStoreTest, WhatWritesNothingLeavesNoHistory) {
  Mutation silent = Mutation::Put("audit", "1", "x", Expectation::Any());
  silent.in_feed = false;
  ASSERT_TRUE(Commit({Mutation::Delete("c", "never", Expectation::Any()),
                      Mutation::Check("c", "b", Expectation::Absent()), silent})
                  .ok());
  EXPECT_TRUE(Commit({Mutation::Put("c", "a", "", Expectation::Exactly(7))})
                  .status()
                  .code() == absl::StatusCode::kNotFound);
  EXPECT_TRUE(History("never").empty());
  EXPECT_TRUE(History("a").empty());
  EXPECT_TRUE(store_.List("p", "audit.history", {})->records.empty());
}

TEST_F(HistoryStoreTest, RepetitionAddsNoEntry) {
  CommitRequest request;
  request.partition = "p";
  request.request_id = "req";
  request.answer = "kept";
  request.mutations = {Mutation::Put("c", "a", "1", Expectation::Absent())};
  ASSERT_TRUE(store_.Commit(request).ok());
  ASSERT_TRUE(Commit({Mutation::Put("c", "a", "2", Expectation::Any())}).ok());
  const auto again = store_.Commit(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(again->repeated);
  EXPECT_EQ(again->answer, "kept");
  EXPECT_EQ(History("a").size(), 2);
}

TEST_F(HistoryStoreTest, LargestRecordIsReplacedUnderTheLongestKey) {
  const std::string key(StoreLimits::kMaxKeyBytes, 'k');
  const std::string value(StoreLimits::kMaxValueBytes, 'v');
  ASSERT_TRUE(
      Commit({Mutation::Put(key, key, value, Expectation::Any())}).ok());
  ASSERT_TRUE(
      Commit({Mutation::Put(key, key, "small", Expectation::Any())}).ok());
  const auto writes = ReadHistory(store_, "p", key, key);
  ASSERT_TRUE(writes.ok()) << writes.status();
  ASSERT_EQ(writes->size(), 2);
  EXPECT_EQ((*writes)[1].before, value);
}

// Blind writers of few records: each write is one entry, and the entries chain.
TEST(HistoryStoreRaceTest, BlindWritersLeaveAnUnbrokenChain) {
  const TemporaryDirectory directory;
  auto inner = SqliteStore::Open({.path = directory.File("store.db")});
  ASSERT_TRUE(inner.ok()) << inner.status();
  const SystemClock clock;
  HistoryStore store(**inner, clock);
  const int kThreads = 6;
  const int kEach = 40;
  std::vector<std::map<std::string, std::map<Revision, std::string>>> landed(
      kThreads);
  RunThreads(kThreads, [&](int thread) {
    for (int i = 0; i < kEach; ++i) {
      const std::string value = i % 5 == 0 ? "" : absl::StrCat(thread, "-", i);
      CommitRequest request;
      request.partition = "p";
      for (const std::string id : {"x", i % 2 ? "y" : "z"}) {
        request.mutations.push_back(
            value.empty() ? Mutation::Delete("c", id, Expectation::Any())
                          : Mutation::Put("c", id, value, Expectation::Any()));
      }
      absl::StatusOr<CommitResult> done = store.Commit(request);
      while (absl::IsAborted(done.status())) done = store.Commit(request);
      ASSERT_TRUE(done.ok()) << done.status();
      for (const Mutation& mutation : request.mutations) {
        landed[thread][mutation.id][done->revision] = value;
      }
    }
  });
  for (const std::string id : {"x", "y", "z"}) {
    std::map<Revision, std::string> expected;
    for (auto& of_thread : landed) {
      expected.insert(of_thread[id].begin(), of_thread[id].end());
    }
    const auto writes = ReadHistory(store, "p", "c", id);
    ASSERT_TRUE(writes.ok()) << writes.status();
    std::map<Revision, std::string> found;
    std::optional<std::string> before;
    for (const RecordWrite& write : *writes) {
      EXPECT_EQ(write.before, before) << id << " at " << write.revision;
      before = write.after;
      found[write.revision] = write.after.value_or("");
    }
    // A delete of nothing wrote nothing.
    for (auto it = expected.begin(); it != expected.end();) {
      const bool nothing = it->second.empty() && !found.contains(it->first);
      it = nothing ? expected.erase(it) : std::next(it);
    }
    EXPECT_EQ(found, expected) << id;
    EXPECT_EQ(store.Get("p", "c", id).ok(), before.has_value());
  }
}

TEST(HistoryStoreRaceTest, TenThousandReplacedAtOnceKeepTheirBefore) {
  const TemporaryDirectory directory;
  auto inner = SqliteStore::Open({.path = directory.File("store.db")});
  ASSERT_TRUE(inner.ok()) << inner.status();
  const SystemClock clock;
  HistoryStore store(**inner, clock);
  for (int round = 0; round < 2; ++round) {
    CommitRequest request;
    request.partition = "p";
    for (int i = 0; i < 10'000; ++i) {
      request.mutations.push_back(Mutation::Put("c", absl::StrCat(i),
                                                absl::StrCat(round, "-", i),
                                                Expectation::Any()));
    }
    const absl::Time start = absl::Now();
    ASSERT_TRUE(store.Commit(request).ok());
    std::cout << "10,000 puts in " << absl::Now() - start << std::endl;
  }
  const auto writes = ReadHistory(store, "p", "c", "777");
  ASSERT_EQ(writes->size(), 2);
  EXPECT_EQ((*writes)[1].before, "0-777");
  EXPECT_EQ((*writes)[1].after, "1-777");
}

}  // namespace
}  // namespace duikou
