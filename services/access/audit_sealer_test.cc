#include "services/access/audit_sealer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/access/audit_chain.h"
#include "services/access/audit_trail.h"
#include "services/access/testing/audit_scene.h"
#include "services/store/audit_pending.h"
#include "services/store/memory/memory_store.h"
#include "services/store/record_lookup.h"
#include "services/store/sqlite/sqlite_store.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using type::v1::AuditRecord;
using type::v1::SealedAuditRecord;

std::vector<Record> Listed(Store& store, const std::string& partition,
                           const std::string& collection) {
  auto records = ListWholly(store, partition, collection);
  EXPECT_TRUE(records.ok()) << records.status();
  return records.ok() ? *std::move(records) : std::vector<Record>();
}

// A store whose sealing commits can be refused, before or after they happen.
class FaultyStore final : public Store {
 public:
  enum class Fault { kNone, kBefore, kAfter };

  explicit FaultyStore(Store& inner) : inner_(inner) {}
  absl::StatusOr<Record> Get(absl::string_view partition,
                             absl::string_view collection, absl::string_view id,
                             CallLimits limits) override {
    return inner_.Get(partition, collection, id, limits);
  }
  absl::StatusOr<ListResult> List(absl::string_view partition,
                                  absl::string_view collection,
                                  const Page& page,
                                  CallLimits limits) override {
    return inner_.List(partition, collection, page, limits);
  }
  absl::StatusOr<CommitResult> Commit(const CommitRequest& request,
                                      CallLimits limits) override {
    const Fault fault = next.exchange(Fault::kNone);
    if (fault == Fault::kBefore) return absl::UnavailableError("before");
    auto done = inner_.Commit(request, limits);
    if (fault == Fault::kAfter) return absl::UnavailableError("after");
    return done;
  }
  absl::StatusOr<ChangesResult> Changes(absl::string_view partition,
                                        Revision after, int limit,
                                        CallLimits limits) override {
    return inner_.Changes(partition, after, limit, limits);
  }
  absl::StatusOr<Revision> WaitForChange(absl::string_view partition,
                                         Revision after,
                                         CallLimits limits) override {
    return inner_.WaitForChange(partition, after, limits);
  }

  std::atomic<Fault> next = Fault::kNone;

 private:
  Store& inner_;
};

class AuditSealerTest : public ::testing::Test {
 protected:
  std::vector<SealedAuditRecord> Chain() {
    std::vector<SealedAuditRecord> chain;
    for (const Record& record :
         Listed(memory_, AuditScene::kPartition, kAuditChain)) {
      EXPECT_TRUE(chain.emplace_back().ParseFromString(record.value));
      EXPECT_EQ(record.id, AuditEntryId(chain.back().number()));
    }
    return chain;
  }
  size_t Pending() {
    return Listed(memory_, AuditScene::kPartition, kAuditPending).size();
  }
  // The ids of what each entry wrote.
  std::vector<std::string> Written() {
    std::vector<std::string> ids;
    for (const SealedAuditRecord& entry : Chain()) {
      AuditRecord record;
      EXPECT_TRUE(record.ParseFromString(entry.record()));
      for (const auto& write : record.writes()) ids.push_back(write.id());
    }
    return ids;
  }

  MemoryStore memory_;
  AuditScene scene_{memory_};
};

TEST_F(AuditSealerTest, EntriesChainInTheOrderOfTheCommits) {
  scene_.Put("a", "1");
  scene_.Put("b", "1");
  scene_.clock().Advance(-absl::Hours(1));  // a clock that is behind
  scene_.Put("c", "1");
  EXPECT_EQ(Pending(), 3);
  scene_.Seal();
  EXPECT_EQ(Pending(), 0);
  EXPECT_THAT(Written(), ElementsAre("a", "b", "c"));
  scene_.Put("d", "1");
  scene_.Seal();
  const std::vector<SealedAuditRecord> chain = Chain();
  ASSERT_EQ(chain.size(), 4);
  std::string previous;
  for (int i = 0; i < 4; ++i) {
    EXPECT_EQ(chain[i].number(), i + 1);
    EXPECT_EQ(chain[i].previous_seal(), previous);
    EXPECT_TRUE(IsAuthentic(scene_.key(), AuditScene::kPartition, chain[i]));
    EXPECT_FALSE(IsAuthentic(scene_.key(), "other", chain[i]));
    previous = chain[i].seal();
  }
  const auto head = ReadAuditHead(memory_, AuditScene::kPartition);
  EXPECT_EQ(head->number, 4);
  EXPECT_EQ(head->seal, previous);
  EXPECT_EQ(scene_.kept().Get(AuditScene::kPartition)->number, 4);
}

TEST_F(AuditSealerTest, SealsEveryProgrammeAndWhatBelongsToNone) {
  EXPECT_EQ(ReadAuditHead(memory_, "-")->number, 1);
  CommitRequest commit;
  commit.partition = "-";
  commit.mutations = {
      Mutation::Put("programmes", "enshi", "", Expectation::Absent())};
  ASSERT_TRUE(scene_.store().Commit(commit).ok());
  commit.partition = "enshi";
  ASSERT_TRUE(scene_.store().Commit(commit).ok());
  scene_.Seal();
  EXPECT_EQ(ReadAuditHead(memory_, "-")->number, 2);
  EXPECT_EQ(ReadAuditHead(memory_, "enshi")->number, 1);
  // What it knows goes on to be sealed where the programme is gone.
  commit.partition = "-";
  commit.mutations = {
      Mutation::Delete("programmes", "enshi", Expectation::Any())};
  ASSERT_TRUE(scene_.store().Commit(commit).ok());
  commit.partition = "enshi";
  ASSERT_TRUE(scene_.store().Commit(commit).ok());
  scene_.Seal();
  EXPECT_EQ(ReadAuditHead(memory_, "enshi")->number, 2);
}

TEST_F(AuditSealerTest, NothingPendingCommitsNothing) {
  scene_.Put("a", "1");
  scene_.Seal();
  scene_.Seal();
  const Revision head =
      *memory_.WaitForChange(AuditScene::kPartition, 0, {absl::InfinitePast()});
  scene_.Seal();
  EXPECT_EQ(
      *memory_.WaitForChange(AuditScene::kPartition, 0, {absl::InfinitePast()}),
      head);
  EXPECT_EQ(memory_.Changes(AuditScene::kPartition, 0, 100)->changes.size(), 1)
      << "sealing stays out of the feed";
}

TEST_F(AuditSealerTest, ManyAreSealedInSeveralCommits) {
  const auto kept = KeptHeads::Open("");
  const auto sealer = scene_.MakeSealer(scene_.store(), **kept, {.batch = 7});
  for (int i = 0; i < 30; ++i) scene_.Put(absl::StrCat("r", i), "1");
  ASSERT_TRUE(sealer->SealAll().ok());
  EXPECT_EQ(Chain().size(), 30);
  EXPECT_THAT(scene_.Verify(), IsEmpty());
}

TEST_F(AuditSealerTest, FailureBetweenLeavesPendingOrSealedNeverBoth) {
  FaultyStore faulty(scene_.store());
  const auto kept = KeptHeads::Open("");
  const auto sealer = scene_.MakeSealer(faulty, **kept);
  int expected = 0;
  for (const auto fault :
       {FaultyStore::Fault::kBefore, FaultyStore::Fault::kAfter}) {
    for (int i = 0; i < 3; ++i) scene_.Put(absl::StrCat("r", i), "1");
    expected += 3;
    faulty.next = fault;
    EXPECT_TRUE(absl::IsUnavailable(sealer->SealAll()));
    EXPECT_EQ(Chain().size() + Pending(), expected);
    EXPECT_THAT(scene_.Verify(), IsEmpty());
    EXPECT_TRUE(sealer->SealAll().ok());
    EXPECT_EQ(Chain().size(), expected);
    EXPECT_THAT(scene_.Verify(), IsEmpty());
  }
  EXPECT_EQ((*kept)->Get(AuditScene::kPartition)->number, expected);
}

// Two processes on one store, each with its own kept heads.
TEST_F(AuditSealerTest, TwoSealersMakeOneChain) {
  std::vector<std::unique_ptr<KeptHeads>> kept;
  std::vector<std::unique_ptr<AuditSealer>> sealers;
  for (int i = 0; i < 2; ++i) {
    kept.push_back(*KeptHeads::Open(""));
    sealers.push_back(
        scene_.MakeSealer(scene_.store(), *kept[i], {.batch = 5}));
  }
  std::atomic<int> writers = 2;
  std::vector<std::thread> threads;
  for (int t = 0; t < 2; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 300; ++i) {
        CommitRequest commit;
        commit.partition = AuditScene::kPartition;
        commit.mutations = {Mutation::Put("c", absl::StrCat(t, "-", i), "1",
                                          Expectation::Absent())};
        ASSERT_TRUE(scene_.store().Commit(commit).ok());
      }
      --writers;
    });
    threads.emplace_back([&, t] {
      while (writers > 0) sealers[t]->SealAll().IgnoreError();
    });
  }
  for (std::thread& thread : threads) thread.join();
  scene_.Seal();
  EXPECT_EQ(Chain().size(), 600);
  EXPECT_EQ(Written().size(), 600);
  EXPECT_EQ(Pending(), 0);
  EXPECT_THAT(scene_.Verify(), IsEmpty());
  for (const auto& heads : kept) {
    const auto head = heads->Get(AuditScene::kPartition);
    if (!head.has_value()) continue;
    EXPECT_THAT(scene_.Verify({{head->number, head->seal}}), IsEmpty());
  }
}

TEST_F(AuditSealerTest, StartedItSealsByItselfAndAtItsEnd) {
  const auto kept = KeptHeads::Open("");
  auto sealer = scene_.MakeSealer(scene_.store(), **kept,
                                  {.interval = absl::Milliseconds(1)});
  sealer->Start();
  scene_.Put("a", "1");
  const absl::Time deadline = absl::Now() + absl::Seconds(30);
  while (Chain().empty() && absl::Now() < deadline) std::this_thread::yield();
  EXPECT_EQ(Chain().size(), 1);
  scene_.Put("b", "1");
  sealer = nullptr;
  EXPECT_EQ(Chain().size(), 2);
}

TEST_F(AuditSealerTest, HeadPutBackUnderItsEntriesStopsTheSealingLoudly) {
  scene_.PutSealed(3);
  type::v1::AuditHead head;
  head.set_number(1);
  head.set_seal(Chain()[0].seal());
  scene_.Tamper({Mutation::Put(kAuditHeads, kAuditHead,
                               head.SerializeAsString(), Expectation::Any())});
  scene_.Put("a", "1");
  EXPECT_TRUE(absl::IsAborted(scene_.sealer().SealAll()));
  EXPECT_EQ(Pending(), 1);
  EXPECT_EQ(Chain().size(), 3);
}

class AuditTrailTest : public AuditSealerTest {
 protected:
  absl::StatusOr<std::unique_ptr<AuditTrail>> Open() {
    registries_.push_back(std::make_unique<prometheus::Registry>());
    return AuditTrail::Open(
        store_, clock_, *logger_, *registries_.back(),
        {.key_file = file_, .sealer = {.interval = absl::Hours(1)}});
  }
  void Write(const std::string& id) {
    CommitRequest commit;
    commit.partition = "-";
    commit.mutations = {Mutation::Put("people", id, "", Expectation::Any())};
    ASSERT_TRUE(store_.Commit(commit).ok());
  }
  absl::StatusOr<access::v1::VerifyAuditResponse> Verify(AuditTrail& trail) {
    SequentialIdGenerator ids;
    CallContext call({}, ids);
    access::v1::VerifyAuditRequest request;
    request.set_parent("programmes/-");
    return trail.methods().Verify(call, request);
  }

  const TemporaryDirectory directory_;
  const std::string file_ = directory_.File("audit.key");
  MemoryStore inner_;
  SystemClock clock_;
  HistoryStore store_{inner_, clock_};
  const std::shared_ptr<spdlog::logger> logger_ = MakeSilentLogger();
  std::vector<std::unique_ptr<prometheus::Registry>> registries_;
};

TEST_F(AuditTrailTest, MakesItsKeyOnceAndGoesOnWithIt) {
  {
    const auto trail = Open();
    ASSERT_TRUE(trail.ok()) << trail.status();
    Write("li");
  }
  EXPECT_EQ(std::filesystem::file_size(file_), 32);
  const auto trail = Open();
  ASSERT_TRUE(trail.ok()) << trail.status();
  Write("wang");
  ASSERT_TRUE((*trail)->sealer().SealAll().ok());
  const auto found = Verify(**trail);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(found->problems(), IsEmpty());
  EXPECT_EQ(found->entries(), 2);
}

TEST_F(AuditTrailTest, RefusesToStartWithoutTheKeyOfItsEntries) {
  {
    const auto trail = Open();
    Write("li");
  }
  std::filesystem::rename(file_, directory_.File("away"));
  absl::Status refused = Open().status();
  EXPECT_TRUE(absl::IsFailedPrecondition(refused)) << refused;
  EXPECT_THAT(refused.message(), HasSubstr("missing"));
  EXPECT_FALSE(std::filesystem::exists(file_));
  ASSERT_TRUE(AuditKey::Create(file_).ok());
  refused = Open().status();
  EXPECT_TRUE(absl::IsFailedPrecondition(refused)) << refused;
  EXPECT_THAT(refused.message(), HasSubstr("another key"));
  std::filesystem::rename(directory_.File("away"), file_);
  EXPECT_TRUE(Open().ok());
  EXPECT_EQ(chmod(file_.c_str(), 0644), 0);
  EXPECT_TRUE(absl::IsFailedPrecondition(Open().status()));
}

TEST_F(AuditTrailTest, StorePutBackToAnOlderCopyIsFoundWithoutACheckpoint) {
  std::vector<Record> copy;
  {
    const auto trail = Open();
    Write("li");
    ASSERT_TRUE((*trail)->sealer().SealAll().ok());
    for (const char* collection : {kAuditChain, kAuditHeads}) {
      for (Record& record : Listed(inner_, "-", collection)) {
        copy.push_back(std::move(record));
      }
    }
    Write("wang");
  }
  CommitRequest back;
  back.partition = "-";
  for (const Record& record : copy) {
    back.mutations.push_back(Mutation::Put(record.collection, record.id,
                                           record.value, Expectation::Any()));
    back.mutations.back().in_feed = false;
  }
  back.mutations.push_back(
      Mutation::Delete(kAuditChain, AuditEntryId(2), Expectation::Any()));
  back.mutations.back().in_feed = false;
  ASSERT_TRUE(inner_.Commit(back).ok());
  for (int start = 0; start < 2; ++start) {
    const auto trail = Open();
    ASSERT_TRUE(trail.ok()) << trail.status();
    const auto found = Verify(**trail);
    ASSERT_EQ(found->problems_size(), 1) << found->DebugString();
    EXPECT_EQ(found->problems(0).kind(),
              access::v1::AuditProblem::KIND_CUT_OFF);
    EXPECT_EQ(found->problems(0).number(), 2);
  }
}

}  // namespace
}  // namespace duikou
