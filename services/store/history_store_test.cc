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
#include "duikou/access/v1/access_service.pb.h"
#include "duikou/type/v1/audit_record.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/base/digest.h"
#include "services/store/audit_pending.h"
#include "services/store/memory/memory_store.h"
#include "services/store/record_lookup.h"
#include "services/store/reference_mark.h"
#include "services/store/sqlite/sqlite_store.h"
#include "services/store/testing/store_contract.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou {
namespace {

using type::v1::AuditRecord;

std::vector<Record> Listed(Store& store, const std::string& partition,
                           const std::string& collection) {
  auto records = ListWholly(store, partition, collection);
  EXPECT_TRUE(records.ok()) << records.status();
  return records.ok() ? *std::move(records) : std::vector<Record>();
}

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
  // The pending audit records with the revisions of their commits.
  std::vector<std::pair<AuditRecord, Revision>> Audit() {
    std::vector<std::pair<AuditRecord, Revision>> entries;
    const auto listed = ListWholly(store_, "p", kAuditPending);
    EXPECT_TRUE(listed.ok()) << listed.status();
    for (const Record& record : *listed) {
      EXPECT_TRUE(entries.emplace_back(AuditRecord(), record.revision)
                      .first.ParseFromString(record.value));
    }
    return entries;
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

TEST_F(HistoryStoreTest, AuditTellsOfTheCommitThatItIsPartOf) {
  ASSERT_TRUE(Commit({Mutation::Put("c", "a", "one", Expectation::Absent()),
                      Mutation::Put("d", "b", "", Expectation::Absent())})
                  .ok());
  clock_.Advance(absl::Seconds(5));
  ASSERT_TRUE(Commit({Mutation::Put("c", "a", "two", Expectation::Any()),
                      Mutation::Delete("d", "b", Expectation::Any()),
                      Mutation::Delete("d", "never", Expectation::Any())},
                     {"people/li", "update", "call-1", "10.0.0.7"})
                  .ok());
  const auto entries = Audit();
  ASSERT_EQ(entries.size(), 2);
  EXPECT_EQ(entries[0].second, 1);
  const auto& [record, revision] = entries[1];
  EXPECT_EQ(revision, 2);
  EXPECT_EQ(FromTimestamp(record.time()), clock_.Now());
  EXPECT_EQ(record.actor(), "people/li");
  EXPECT_EQ(record.method(), "update");
  EXPECT_EQ(record.call_id(), "call-1");
  EXPECT_EQ(record.source(), "10.0.0.7");
  EXPECT_EQ(record.outcome(), access::v1::AuditEntry::OUTCOME_WRITTEN);
  EXPECT_EQ(record.count(), 1);
  ASSERT_EQ(record.writes_size(), 2);
  EXPECT_EQ(record.writes(0).collection(), "c");
  EXPECT_EQ(record.writes(0).id(), "a");
  EXPECT_EQ(record.writes(0).history_number(), 1);
  EXPECT_EQ(record.writes(0).before_digest(), ValueDigest("one"));
  EXPECT_EQ(record.writes(0).after_digest(), ValueDigest("two"));
  EXPECT_TRUE(store_
                  .Get("p", HistoryCollection("c"),
                       HistoryEntryId("a", record.writes(0).history_number()))
                  .ok());
  EXPECT_EQ(record.writes(1).before_digest(), ValueDigest(""));
  EXPECT_EQ(record.writes(1).after_digest(), "");
  EXPECT_EQ(entries[0].first.writes(0).before_digest(), "");
  EXPECT_EQ(store_.Changes("p", 0, 100)->changes.size(), 4);
}

TEST_F(HistoryStoreTest, WhatFailsOrRepeatsOrWritesNothingLeavesNoAudit) {
  CommitRequest request;
  request.partition = "p";
  request.request_id = "req";
  request.mutations = {Mutation::Put("c", "a", "1", Expectation::Absent())};
  ASSERT_TRUE(store_.Commit(request).ok());
  ASSERT_TRUE(store_.Commit(request)->repeated);
  EXPECT_FALSE(
      Commit({Mutation::Put("c", "a", "2", Expectation::Absent())}).ok());
  EXPECT_FALSE(Commit({Mutation::Put("c", "b", "2", Expectation::Absent()),
                       Mutation::Check("c", "a", Expectation::Exactly(9))})
                   .ok());
  Mutation silent = Mutation::Put("other", "1", "x", Expectation::Any());
  silent.in_feed = false;
  ASSERT_TRUE(Commit({silent}).ok());
  ASSERT_TRUE(
      Commit({Mutation::Delete("c", "never", Expectation::Any())}).ok());
  EXPECT_EQ(Audit().size(), 1);
}

TEST_F(HistoryStoreTest, AuditTellsOfWhatACallWritesOutOfTheFeed) {
  Mutation password = Mutation::Put("passwords", "li", "x", Expectation::Any());
  password.in_feed = false;
  Mutation link = Mutation::Delete("links", "l", Expectation::Any());
  link.in_feed = false;
  const Origin call = {"people/li", "ChangePassword"};
  ASSERT_TRUE(Commit({password}).ok());    // no call: work of the server's own
  ASSERT_TRUE(Commit({link}, call).ok());  // perhaps there is none
  EXPECT_TRUE(Audit().empty());
  ASSERT_TRUE(Commit({password}, call).ok());
  password.value = "y";
  ASSERT_TRUE(
      Commit({password, Mutation::Put("c", "a", "1", Expectation::Any())}, call)
          .ok());
  const auto entries = Audit();
  ASSERT_EQ(entries.size(), 2);
  const bool first_alone = entries[0].first.writes_size() == 1;
  const AuditRecord& alone = entries[first_alone ? 0 : 1].first;
  const AuditRecord& both = entries[first_alone ? 1 : 0].first;
  ASSERT_EQ(alone.writes_size(), 1);
  EXPECT_EQ(alone.actor(), "people/li");
  EXPECT_EQ(alone.writes(0).collection(), "passwords");
  EXPECT_EQ(alone.writes(0).history_number(), kNoHistory);
  EXPECT_EQ(alone.writes(0).after_digest(), ValueDigest("x"));
  ASSERT_EQ(both.writes_size(), 2);
  EXPECT_EQ(both.writes(1).after_digest(), ValueDigest("y"));
  EXPECT_TRUE(store_.List("p", "passwords.history", {})->records.empty());
}

TEST_F(HistoryStoreTest, AuditSaysNothingOfMarks) {
  ASSERT_TRUE(Commit({Mutation::Put("c", "a", "1", Expectation::Any()),
                      MarkReference("areas", "zigui")},
                     {"people/li", "Create"})
                  .ok());
  const auto entries = Audit();
  ASSERT_EQ(entries.size(), 1);
  ASSERT_EQ(entries[0].first.writes_size(), 1);
  EXPECT_EQ(entries[0].first.writes(0).collection(), "c");
  EXPECT_TRUE(store_.Get("p", kReferenceMarks, "areas/zigui").ok());
}

TEST_F(HistoryStoreTest, LargestCommitsHaveSeveralAuditRecords) {
  const std::string longest(StoreLimits::kMaxKeyBytes - 5, 'k');
  std::vector<Mutation> mutations;
  for (int i = 0; i < StoreLimits::kMaxMutationsPerCommit; ++i) {
    mutations.push_back(Mutation::Put(
        longest, absl::StrCat(longest, 10'000 + i), "", Expectation::Any()));
  }
  const auto done = Commit(mutations);
  ASSERT_TRUE(done.ok()) << done.status();
  int writes = 0;
  for (const auto& [record, revision] : Audit()) {
    EXPECT_EQ(revision, done->revision);
    EXPECT_LE(record.ByteSizeLong(), kMaxAuditBytes + 2'000);
    EXPECT_LE(record.writes_size(), kMaxAuditedWrites);
    writes += record.writes_size();
  }
  EXPECT_EQ(writes, mutations.size());
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
  // Each commit that wrote is told of once.
  std::map<Revision, int> told;
  for (const Record& record : Listed(store, "p", kAuditPending)) {
    AuditRecord audit;
    ASSERT_TRUE(audit.ParseFromString(record.value));
    EXPECT_TRUE(told.emplace(record.revision, audit.writes_size()).second);
  }
  std::map<Revision, int> entries;
  for (const Record& entry : Listed(store, "p", "c.history")) {
    ++entries[entry.revision];
  }
  EXPECT_EQ(told, entries);
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
