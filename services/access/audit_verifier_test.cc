// Every kind of tampering, on every kind of store, is found and told where.
#include "services/access/audit_verifier.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "duikou/type/v1/history_record.pb.h"
#include "services/access/audit_chain.h"
#include "services/access/testing/audit_scene.h"
#include "services/base/digest.h"
#include "services/store/audit_pending.h"
#include "services/store/memory/memory_store.h"
#include "services/store/redis/redis_store.h"
#include "services/store/redis/testing/redis_server.h"
#include "services/store/sqlite/sqlite_store.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou {
namespace {

using access::v1::AuditEntry;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using type::v1::AuditRecord;
using type::v1::HistoryRecord;
using type::v1::SealedAuditRecord;

// A store of one kind and what it stands on.
class OpenedStore {
 public:
  explicit OpenedStore(const std::string& kind) {
    if (kind == "memory") {
      store_ = std::make_unique<MemoryStore>();
    } else if (kind == "sqlite") {
      directory_ = std::make_unique<TemporaryDirectory>();
      store_ = *SqliteStore::Open({.path = directory_->File("store.db")});
    } else {
      redis_ = *RedisServer::Start();
      store_ = *OpenRedisStore(*ParseRedisUrl(redis_->url()));
    }
  }
  Store& store() { return *store_; }

 private:
  std::unique_ptr<TemporaryDirectory> directory_;
  std::unique_ptr<RedisServer> redis_;
  std::unique_ptr<Store> store_;
};

class AuditVerifierTest : public ::testing::TestWithParam<std::string> {
 protected:
  Mutation PutAny(absl::string_view collection, absl::string_view id,
                  std::string value) {
    return Mutation::Put(collection, id, std::move(value), Expectation::Any());
  }
  Mutation Drop(absl::string_view collection, absl::string_view id) {
    return Mutation::Delete(collection, id, Expectation::Any());
  }
  std::string Entry(int64_t number) {
    return scene_.ValueAt(kAuditChain, AuditEntryId(number));
  }
  // Makes the store as if it had ended at `number`.
  void CutOffAfter(int64_t number, int64_t last) {
    SealedAuditRecord end;
    ASSERT_TRUE(end.ParseFromString(Entry(number)));
    type::v1::AuditHead head;
    head.set_number(number);
    head.set_seal(end.seal());
    *head.mutable_seal_time() = end.seal_time();
    std::vector<Mutation> mutations = {
        PutAny(kAuditHeads, kAuditHead, head.SerializeAsString())};
    for (int64_t gone = number + 1; gone <= last; ++gone) {
      mutations.push_back(Drop(kAuditChain, AuditEntryId(gone)));
    }
    scene_.Tamper(mutations);
  }
  std::string SealAt(int64_t number) {
    SealedAuditRecord entry;
    EXPECT_TRUE(entry.ParseFromString(Entry(number)));
    return entry.seal();
  }

  OpenedStore opened_{GetParam()};
  AuditScene scene_{opened_.store()};
};

INSTANTIATE_TEST_SUITE_P(Stores, AuditVerifierTest,
                         ::testing::Values("memory", "sqlite", "redis"),
                         [](const auto& info) { return info.param; });

TEST_P(AuditVerifierTest, WhatNobodyTouchedIsSound) {
  EXPECT_THAT(scene_.Verify(), IsEmpty());
  scene_.PutSealed(5);
  scene_.Put("r0", "two");
  scene_.Delete("r1");
  scene_.Put("r1", "made again");
  scene_.Delete("r2");
  EXPECT_THAT(scene_.Verify(), IsEmpty());
  scene_.Seal();
  scene_.Put("r3", "not sealed yet");
  const auto found = scene_.VerifyWhole();
  EXPECT_THAT(found.problems(), IsEmpty());
  EXPECT_EQ(found.entries(), 9);
  EXPECT_EQ(found.pending(), 1);
  EXPECT_EQ(found.head().number(), 9);
  EXPECT_EQ(found.head().seal(), SealAt(9));
}

TEST_P(AuditVerifierTest, EachAlteredFieldIsOneProblem) {
  scene_.PutSealed(5);
  const std::string was = Entry(3);
  const std::vector<std::function<void(SealedAuditRecord&)>> changes = {
      [](SealedAuditRecord& entry) { entry.set_revision(99); },
      [](SealedAuditRecord& entry) { entry.set_number(7); },
      [](SealedAuditRecord& entry) { entry.mutable_seal_time()->set_nanos(1); },
      [](SealedAuditRecord& entry) { entry.set_previous_seal("x"); },
      [](SealedAuditRecord& entry) { entry.set_seal(std::string(32, 's')); },
      [](SealedAuditRecord& entry) { entry.clear_seal(); },
      [](SealedAuditRecord& entry) {
        AuditRecord record;
        record.ParseFromString(entry.record());
        record.set_actor("people/wang");
        entry.set_record(record.SerializeAsString());
      },
      [](SealedAuditRecord& entry) {
        AuditRecord record;
        record.ParseFromString(entry.record());
        record.mutable_writes(0)->set_id("r4");
        entry.set_record(record.SerializeAsString());
      },
      [](SealedAuditRecord& entry) { entry.set_record("no record"); }};
  for (size_t i = 0; i < changes.size(); ++i) {
    scene_.AlterEntry(3, changes[i]);
    EXPECT_THAT(scene_.Verify(), ElementsAre("ALTERED 3")) << i;
    scene_.Tamper({PutAny(kAuditChain, AuditEntryId(3), was)});
    EXPECT_THAT(scene_.Verify(), IsEmpty()) << i;
  }
  scene_.Tamper({PutAny(kAuditChain, AuditEntryId(3), "\xff")});
  EXPECT_THAT(scene_.Verify(), ElementsAre("ALTERED 3"));
}

TEST_P(AuditVerifierTest, LastAndFirstEntryAreNoExceptions) {
  scene_.PutSealed(5);
  const auto rename = [](SealedAuditRecord& entry) {
    AuditRecord record;
    record.ParseFromString(entry.record());
    record.set_method("other");
    entry.set_record(record.SerializeAsString());
  };
  scene_.AlterEntry(1, rename);
  scene_.AlterEntry(5, rename);
  EXPECT_THAT(scene_.Verify(), ElementsAre("ALTERED 1", "ALTERED 5"));
}

TEST_P(AuditVerifierTest, EntryOfAnotherKeyIsAltered) {
  scene_.PutSealed(3);
  AuditHead head;
  head.number = 2;
  head.seal = SealAt(2);
  SealedAuditRecord was;
  ASSERT_TRUE(was.ParseFromString(Entry(3)));
  Record record;
  record.revision = was.revision();
  record.value = was.record();
  const SealedAuditRecord forged =
      SealAfter(AuditKey::Random(), AuditScene::kPartition, head, record,
                FromTimestamp(was.seal_time()));
  scene_.Tamper(
      {PutAny(kAuditChain, AuditEntryId(3), forged.SerializeAsString())});
  EXPECT_THAT(scene_.Verify({}, false), ElementsAre("ALTERED 3"));
}

TEST_P(AuditVerifierTest, EntryOfAnotherProgrammeIsAltered) {
  scene_.PutSealed(3);
  const auto other = opened_.store().Get("-", kAuditChain, AuditEntryId(1));
  ASSERT_TRUE(other.ok());
  scene_.Tamper({PutAny(kAuditChain, AuditEntryId(1), other->value)});
  EXPECT_THAT(scene_.Verify(), ElementsAre("ALTERED 1"));
}

TEST_P(AuditVerifierTest, RemovedEntriesAreToldByTheirGap) {
  scene_.PutSealed(8);
  scene_.Tamper({Drop(kAuditChain, AuditEntryId(3))});
  EXPECT_THAT(scene_.Verify(), ElementsAre("REMOVED 3"));
  scene_.Tamper(
      {Drop(kAuditChain, AuditEntryId(5)), Drop(kAuditChain, AuditEntryId(6))});
  EXPECT_THAT(scene_.Verify(), ElementsAre("REMOVED 3", "REMOVED 5"));
  EXPECT_THAT(scene_.VerifyWhole().problems(1).text().en(),
              HasSubstr("5 to 6"));
  scene_.Tamper(
      {Drop(kAuditChain, AuditEntryId(1)), Drop(kAuditChain, AuditEntryId(8))});
  EXPECT_THAT(scene_.Verify(),
              ElementsAre("REMOVED 1", "REMOVED 3", "REMOVED 5", "REMOVED 8"));
}

TEST_P(AuditVerifierTest, ReorderedEntriesAreToldAtBothPlaces) {
  scene_.PutSealed(6);
  const std::string third = Entry(3), fifth = Entry(5);
  scene_.Tamper({PutAny(kAuditChain, AuditEntryId(3), fifth),
                 PutAny(kAuditChain, AuditEntryId(5), third)});
  EXPECT_THAT(scene_.Verify(), ElementsAre("REORDERED 3", "REORDERED 5"));
}

TEST_P(AuditVerifierTest, EntryPutOverAnotherIsToldWhereItDoesNotBelong) {
  scene_.PutSealed(6);
  scene_.Tamper({PutAny(kAuditChain, AuditEntryId(3), Entry(5))});
  EXPECT_THAT(scene_.Verify(), ElementsAre("REORDERED 3"));
}

TEST_P(AuditVerifierTest, EntriesMovedUpToHideARemovedOneAreReordered) {
  scene_.PutSealed(4);
  scene_.Tamper({PutAny(kAuditChain, AuditEntryId(2), Entry(3)),
                 PutAny(kAuditChain, AuditEntryId(3), Entry(4)),
                 Drop(kAuditChain, AuditEntryId(4))});
  EXPECT_THAT(scene_.Verify(),
              ElementsAre("REORDERED 2", "REORDERED 3", "REMOVED 4"));
}

TEST_P(AuditVerifierTest, ForgedEntryAtTheEndIsAltered) {
  scene_.PutSealed(3);
  SealedAuditRecord forged;
  forged.set_number(4);
  forged.set_seal(std::string(32, 's'));
  scene_.Tamper(
      {PutAny(kAuditChain, AuditEntryId(4), forged.SerializeAsString()),
       PutAny(kAuditChain, AuditEntryId(1'000'000'000'000), "x"),
       PutAny(kAuditChain, "stray", "x")});
  EXPECT_THAT(scene_.Verify(),
              ElementsAre("ALTERED 0", "ALTERED 4", "ALTERED 1000000000000"));
}

TEST_P(AuditVerifierTest, CutOffChainIsFoundByWhatWasKept) {
  scene_.PutSealed(8);
  const std::string seventh = SealAt(7);
  CutOffAfter(5, 8);
  EXPECT_THAT(scene_.Verify(), ElementsAre("CUT_OFF 8"));
  EXPECT_THAT(scene_.Verify({{7, seventh}}, /*with_kept=*/false),
              // The commit behind the checkpoint is nobody's.
              ElementsAre("HISTORY_ALTERED 0", "CUT_OFF 7"));
  // Whoever keeps nothing still sees commits that no entry tells of.
  EXPECT_THAT(scene_.Verify({}, false),
              ElementsAre("HISTORY_ALTERED 0", "HISTORY_ALTERED 0",
                          "HISTORY_ALTERED 0"));
}

TEST_P(AuditVerifierTest, ChainContinuedAfterACutIsFoundByWhatWasKept) {
  scene_.PutSealed(8);
  const std::string seventh = SealAt(7);
  CutOffAfter(5, 8);
  scene_.Put("r0", "after");
  scene_.Put("r1", "after");
  scene_.Put("r2", "after");
  scene_.Seal();
  EXPECT_EQ(scene_.kept().Get(AuditScene::kPartition)->number, 8);
  EXPECT_THAT(scene_.Verify({}, false),
              ElementsAre("HISTORY_ALTERED 0", "HISTORY_ALTERED 0",
                          "HISTORY_ALTERED 0"));
  EXPECT_THAT(scene_.Verify({{7, seventh}, {6, "other"}}, true),
              ElementsAre("HISTORY_ALTERED 0", "HISTORY_ALTERED 0",
                          "HISTORY_ALTERED 0", "CUT_OFF 6"));
}

TEST_P(AuditVerifierTest, HeadThatWasPutBackOrChangedIsAltered) {
  scene_.PutSealed(8);
  type::v1::AuditHead head;
  head.set_number(5);
  head.set_seal(SealAt(5));
  scene_.Tamper({PutAny(kAuditHeads, kAuditHead, head.SerializeAsString())});
  EXPECT_THAT(scene_.Verify(), ElementsAre("ALTERED 8"));
  head.set_number(8);
  scene_.Tamper({PutAny(kAuditHeads, kAuditHead, head.SerializeAsString())});
  EXPECT_THAT(scene_.Verify(), ElementsAre("ALTERED 8"));
  scene_.Tamper({PutAny(kAuditHeads, kAuditHead, "\xff")});
  EXPECT_THAT(scene_.Verify(), ElementsAre("ALTERED 8"));
  scene_.Tamper({Drop(kAuditHeads, kAuditHead)});
  EXPECT_THAT(scene_.Verify(), ElementsAre("ALTERED 8"));
}

TEST_P(AuditVerifierTest, WrongCheckpointIsToldAndRightOnesPass) {
  scene_.PutSealed(8);
  std::vector<AuditVerifier::KeptSeal> seals;
  for (int64_t number = 1; number <= 8; ++number) {
    seals.emplace_back(number, SealAt(number));
  }
  EXPECT_THAT(scene_.Verify(seals), IsEmpty());
  seals[4].second = std::string(32, 'x');
  seals[6].second = std::string(32, 'x');
  EXPECT_THAT(scene_.Verify(seals), ElementsAre("CUT_OFF 5"));
}

TEST_P(AuditVerifierTest, RecordChangedBehindTheTrailIsFound) {
  scene_.PutSealed(4);
  scene_.Tamper({PutAny("c", "r2", "forged")});
  EXPECT_THAT(scene_.Verify(), ElementsAre("HISTORY_ALTERED 3"));
  EXPECT_THAT(scene_.VerifyWhole().problems(0).text().en(), HasSubstr("c/r2"));
}

TEST_P(AuditVerifierTest, RecordAddedOrRemovedBehindTheTrailIsFound) {
  scene_.PutSealed(4);
  scene_.Tamper({PutAny("c", "new", "forged"), Drop("c", "r1")});
  EXPECT_THAT(scene_.Verify(),
              ElementsAre("HISTORY_ALTERED 0", "HISTORY_ALTERED 2"));
}

TEST_P(AuditVerifierTest, ChangeBetweenTwoWritesIsFoundAfterwards) {
  scene_.PutSealed(2);
  scene_.Tamper({PutAny("c", "r1", "forged")});
  scene_.Put("r1", "honest");
  scene_.Seal();
  EXPECT_THAT(scene_.Verify(), ElementsAre("HISTORY_ALTERED 2"));
}

TEST_P(AuditVerifierTest, AlteredHistoryIsFoundAtItsEntry) {
  scene_.PutSealed(2);
  scene_.Put("r1", "two");
  scene_.Put("r1", "three");
  scene_.Seal();
  const auto entries =
      opened_.store().List("hubei", "c.history", {.prefix = "r1/"});
  ASSERT_EQ(entries->records.size(), 3);
  const Record& second = entries->records[1];
  HistoryRecord history;
  ASSERT_TRUE(history.ParseFromString(second.value));
  const auto alter = [&](const std::function<void(HistoryRecord&)>& change) {
    HistoryRecord altered = history;
    change(altered);
    scene_.Tamper(
        {PutAny("c.history", second.id, altered.SerializeAsString())});
    return scene_.Verify();
  };
  EXPECT_THAT(alter([](HistoryRecord& h) { h.set_before("forged"); }),
              ElementsAre("HISTORY_ALTERED 3"));
  EXPECT_THAT(alter([](HistoryRecord& h) { h.set_actor("people/wang"); }),
              ElementsAre("HISTORY_ALTERED 3"));
  EXPECT_THAT(alter([](HistoryRecord& h) { h.clear_before(); }),
              ElementsAre("HISTORY_ALTERED 3"));
  scene_.Tamper({Drop("c.history", second.id)});
  EXPECT_THAT(scene_.Verify(), ElementsAre("HISTORY_ALTERED 3"));
}

TEST_P(AuditVerifierTest, HistoryThatNobodyWroteIsFound) {
  scene_.PutSealed(2);
  HistoryRecord history;
  history.set_before("never");
  scene_.Tamper({PutAny("c.history", HistoryEntryId("r0", 77),
                        history.SerializeAsString())});
  EXPECT_THAT(scene_.Verify(), ElementsAre("HISTORY_ALTERED 0"));
}

TEST_P(AuditVerifierTest, DroppedPendingEntryLeavesItsWriteUntold) {
  scene_.PutSealed(2);
  scene_.Put("r0", "two");
  const auto pending = opened_.store().List("hubei", kAuditPending, {});
  ASSERT_EQ(pending->records.size(), 1);
  scene_.Tamper({Drop(kAuditPending, pending->records[0].id)});
  EXPECT_THAT(scene_.Verify(), ElementsAre("HISTORY_ALTERED 0"));
}

TEST_P(AuditVerifierTest, WhatIsOlderThanTheTrailIsNotHeldAgainstAnyone) {
  scene_.Tamper({PutAny("c", "old", "from before")});
  HistoryRecord history;
  scene_.Tamper({PutAny("c.history", HistoryEntryId("old", 0),
                        history.SerializeAsString())});
  scene_.PutSealed(2);
  scene_.Put("old", "changed");
  EXPECT_THAT(scene_.Verify(), IsEmpty());
}

TEST_P(AuditVerifierTest, WritersAndSealersMayGoOnMeanwhile) {
  scene_.PutSealed(20);
  std::atomic<int> writing = 3;
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 1'500; ++i) {
        CommitRequest commit;
        commit.partition = AuditScene::kPartition;
        const std::string id = absl::StrCat("r", i % 3 == t ? i % 20 : 100 + t);
        commit.mutations = {i % 5 == 4
                                ? Drop("c", id)
                                : PutAny("c", id, absl::StrCat(t, "-", i))};
        scene_.store().Commit(commit).IgnoreError();
      }
      --writing;
    });
  }
  threads.emplace_back([&] {
    while (writing > 0) scene_.sealer().SealAll().IgnoreError();
  });
  int rounds = 0;
  for (; writing > 0; ++rounds) {
    EXPECT_THAT(scene_.Verify(), IsEmpty()) << "round " << rounds;
  }
  EXPECT_GT(rounds, 0);
  for (std::thread& thread : threads) thread.join();
  scene_.Seal();
  EXPECT_THAT(scene_.Verify(), IsEmpty());
  scene_.Tamper({PutAny("c", "r0", "forged")});
  EXPECT_EQ(scene_.Verify().size(), 1);
}

}  // namespace
}  // namespace duikou
