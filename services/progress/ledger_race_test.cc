// Everybody writes to a unit's year while it is settled: from the commit that
// settles it on nothing more gets in, and what is settled is what is there,
// with what was committed for it.
#include <algorithm>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "duikou/type/v1/table.pb.h"
#include "gtest/gtest.h"
#include "services/progress/ledger_import.h"
#include "services/progress/ledger_names.h"
#include "services/progress/ledger_records.h"
#include "services/progress/ledger_rows.h"
#include "services/progress/testing/ledger_world.h"
#include "services/rpc/commitment_marks.h"
#include "services/rpc/resource_engine.h"
#include "services/rpc/sheet_methods.h"
#include "services/rpc/write_context.h"
#include "services/store/history_store.h"
#include "services/store/memory/memory_store.h"
#include "services/store/sqlite/sqlite_store.h"
#include "services/store/testing/temporary_directory.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;
using pb::Settlement;
using testing::LedgerWorld;

constexpr int kWriters = 32;

// Whether a write is refused because the year is settled.
bool IsSettledNow(const absl::Status& status) {
  return absl::IsFailedPrecondition(status) &&
         status.message().find("is settled") != std::string::npos;
}

bool Settles(const CommitRequest& commit) {
  return std::any_of(commit.mutations.begin(), commit.mutations.end(),
                     [](const Mutation& mutation) {
                       return mutation.collection == kSettlementCollection &&
                              mutation.kind == Mutation::Kind::kPut;
                     });
}

// Holds the first commit of each writer until all have come to theirs: all were
// decided on one and the same state. Then the settling one goes first, or last.
class GateStore final : public Store {
 public:
  explicit GateStore(Store& inner) : inner_(inner) {}

  // From now on, for so many threads.
  void Arm(int threads, bool settling_first) {
    const absl::MutexLock lock(&mutex_);
    missing_ = threads;
    settling_first_ = settling_first;
    all_have_come_ = false;
    let_through_ = false;
    seen_.clear();
  }
  // The calling thread comes to no further commit.
  void Leave() {
    const absl::MutexLock lock(&mutex_);
    missing_ -= seen_.insert(std::this_thread::get_id()).second;
    all_have_come_ = missing_ <= 0;
  }

  absl::StatusOr<CommitResult> Commit(const CommitRequest& request,
                                      CallLimits limits) override {
    const bool first = Hold(Settles(request));
    const absl::StatusOr<CommitResult> done = inner_.Commit(request, limits);
    if (first) LetThrough();
    return done;
  }
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

 private:
  // Whether it is one that goes first.
  bool Hold(bool settles) {
    const absl::MutexLock lock(&mutex_);
    if (missing_ <= 0 || !seen_.insert(std::this_thread::get_id()).second) {
      return false;
    }
    --missing_;
    all_have_come_ = missing_ <= 0;
    mutex_.Await(absl::Condition(&all_have_come_));
    if (settles == settling_first_) return true;
    mutex_.Await(absl::Condition(&let_through_));
    return false;
  }
  void LetThrough() {
    const absl::MutexLock lock(&mutex_);
    let_through_ = true;
  }

  Store& inner_;
  absl::Mutex mutex_;
  int missing_ ABSL_GUARDED_BY(mutex_) = 0;
  bool all_have_come_ ABSL_GUARDED_BY(mutex_) = false;
  bool settling_first_ ABSL_GUARDED_BY(mutex_) = false;
  // One of those that go first is done.
  bool let_through_ ABSL_GUARDED_BY(mutex_) = false;
  std::set<std::thread::id> seen_ ABSL_GUARDED_BY(mutex_);
};

class LedgerRaceTest : public ::testing::TestWithParam<const char*> {
 protected:
  LedgerRaceTest() {
    if (absl::string_view(GetParam()) == "Sqlite") {
      sqlite_ = SqliteStore::Open({.path = directory_.File("race.db")}).value();
      inner_ = sqlite_.get();
    } else {
      inner_ = &memory_;
    }
    history_ = std::make_unique<HistoryStore>(*inner_, clock_);
    gate_ = std::make_unique<GateStore>(*history_);
    world_ = std::make_unique<LedgerWorld>(*gate_);
    rows_ = std::make_unique<LedgerRows>(world_->ledger());
    AddLedgerSheets(*gate_, *rows_, sheets_);
  }

  // One write of the kind that the writer makes; OK or why it was refused.
  absl::Status WriteOnce(int writer, int round) {
    const std::string document =
        absl::StrCat("source_document: '", writer, "-", round, "'");
    const auto city = world_->Supporter(absl::StrCat("p-", writer), "city");
    switch (writer % 6) {
      case 0:
        return world_->Create(*city, LedgerWorld::Money(100 + writer, document))
            .status();
      case 1:
        return Batch(document);
      case 2:
        return Import(writer, round);
      case 3:
        return AfterCreating(document, [this](const std::string& name) {
          return world_->Reverse(*world_->Office(), name).status();
        });
      case 4:
        return AfterCreating(document, [this](const std::string& name) {
          return world_->Confirm(*world_->Recipient("county", "county"), name)
              .status();
        });
      default:
        return AfterCreating(document, [this](const std::string& name) {
          return world_->Dispute(*world_->Recipient("county", "county"), name)
              .status();
        });
    }
  }

  absl::Status AfterCreating(
      const std::string& document,
      const std::function<absl::Status(const std::string&)>& then) {
    const auto made = world_->Create(*world_->Supporter("maker", "city"),
                                     LedgerWorld::Money(7, document));
    if (!made.ok()) return made.status();
    return then(made->name());
  }

  absl::Status Batch(const std::string& document) {
    pb::BatchCreateLedgerEntriesRequest batch;
    batch.set_parent("programmes/hubei");
    for (const int64_t fen : {11, 13}) {
      pb::CreateLedgerEntryRequest& request = *batch.add_requests();
      request.set_parent("programmes/hubei");
      *request.mutable_ledger_entry() = LedgerWorld::Money(fen, document);
    }
    return world_->ledger()
        .BatchCreateLedgerEntries(*world_->Office(), batch)
        .status();
  }

  absl::Status Import(int writer, int round) {
    type::v1::ImportResourcesRequest request;
    request.set_parent("programmes/hubei");
    request.set_collection("ledgerEntries");
    request.set_content(
        absl::StrCat("日期,支援单位编号,资金类别,到位金额（元）,数据来源,凭证\n"
                     "2015-06-01,city,grant,0.17,supporter,表 ",
                     writer, "-", round, "\n"));
    std::string problem;
    const absl::Status done =
        sheets_.Import(*world_->Office(), request,
                       [&](const type::v1::ImportResourcesResponse& message) {
                         if (message.summary().problems_size() > 0 &&
                             message.summary().bad_rows() > 0) {
                           problem = message.summary().problems(0).message_en();
                         }
                         return absl::OkStatus();
                       });
    if (!done.ok() || problem.empty()) return done;
    return absl::FailedPreconditionError(problem);
  }

  // Nothing waits any more, and the unit has signed.
  void MakeReady() {
    for (const LedgerEntry& entry : Entries()) {
      if (entry.state() == LedgerEntry::STATE_REPORTED ||
          entry.state() == LedgerEntry::STATE_DISPUTED) {
        ASSERT_TRUE(world_->Confirm(*world_->Office(), entry.name()).ok());
      }
    }
    ASSERT_TRUE(world_->Sign("city--2015").ok());
  }

  // Every writer writes once while the office settles the year.
  void WriteAndSettle(int round) {
    gate_->Arm(kWriters + 1, /*settling_first=*/round % 2 == 1);
    std::vector<absl::Status> done(kWriters);
    std::vector<std::thread> threads;
    for (int i = 0; i < kWriters; ++i) {
      threads.emplace_back([&, i] {
        done[i] = WriteOnce(i, round);
        gate_->Leave();
      });
    }
    settled_ = world_->Settle("city--2015").ok();
    gate_->Leave();
    for (std::thread& thread : threads) thread.join();
    for (const absl::Status& status : done) {
      written_ += status.ok();
      refused_ += IsSettledNow(status);
      // Others may have been faster time and again.
      EXPECT_TRUE(status.ok() || IsSettledNow(status) ||
                  absl::IsAborted(status))
          << status;
    }
  }

  // Another 100 fen of grants of the city for the year, as other roles commit
  // them.
  absl::Status CommitMore(const std::string& id) {
    const auto call = world_->Office();
    SequentialIdGenerator ids;
    WriteContext context(*call, *gate_, ids, "hubei", clock_.Now());
    profiles::v1::Commitment commitment;
    commitment.set_name(absl::StrCat("programmes/hubei/commitments/", id));
    commitment.set_supporter("programmes/hubei/units/city");
    commitment.set_project("programmes/hubei/projects/tea-1");
    commitment.set_fund_kind("grant");
    commitment.set_year(2015);
    commitment.set_amount_fen(100);
    RenewCommitmentMark(context, commitment);
    context.Add(Mutation::Put("commitments", id, commitment.SerializeAsString(),
                              Expectation::Absent()));
    return CommitWrites(context, *gate_, {}, {}, "").status();
  }

  // Whether the year is settled while that is committed, both having been
  // decided before either was.
  bool CommitWhileSettling(const std::string& id, bool settling_first) {
    gate_->Arm(2, settling_first);
    absl::Status done;
    std::thread thread([&] {
      done = CommitMore(id);
      gate_->Leave();
    });
    const bool settled = world_->Settle("city--2015").ok();
    gate_->Leave();
    thread.join();
    EXPECT_TRUE(done.ok()) << done;
    return settled;
  }

  std::vector<LedgerEntry> Entries() {
    return ReadEntries(*gate_, {}, "hubei", {"city", 2015}).value();
  }

  const TemporaryDirectory directory_;
  SystemClock clock_;
  MemoryStore memory_;
  std::unique_ptr<SqliteStore> sqlite_;
  Store* inner_ = nullptr;
  std::unique_ptr<HistoryStore> history_;
  std::unique_ptr<GateStore> gate_;
  std::unique_ptr<LedgerWorld> world_;
  std::unique_ptr<LedgerRows> rows_;
  SheetMethods sheets_;
  bool settled_ = false;
  int written_ = 0;
  int refused_ = 0;
};

TEST_P(LedgerRaceTest, NothingGetsInAfterTheYearIsSettled) {
  constexpr int kMostRounds = 20;
  ASSERT_TRUE(WriteOnce(0, -1).ok());
  for (int round = 0; round < kMostRounds && !settled_; ++round) {
    MakeReady();
    WriteAndSettle(round);
  }
  ASSERT_TRUE(settled_);
  EXPECT_GE(written_, kWriters);  // where they went first
  EXPECT_GT(refused_, 0);
  const Settlement settlement = world_->Settlement("city--2015");
  const pb::LedgerAccount account = world_->Account("city--2015");
  const std::vector<LedgerEntry> entries = Entries();
  ASSERT_EQ(settlement.state(), Settlement::STATE_SETTLED);
  EXPECT_TRUE(account.settled());
  EXPECT_EQ(account.entry_count(), static_cast<int64_t>(entries.size()));
  EXPECT_EQ(settlement.entry_count(), account.entry_count());
  EXPECT_EQ(settlement.ledger_digest(), account.digest());
  int64_t confirmed = 0;
  for (const LedgerEntry& entry : entries) {
    EXPECT_NE(entry.state(), LedgerEntry::STATE_REPORTED) << entry.name();
    EXPECT_NE(entry.state(), LedgerEntry::STATE_DISPUTED) << entry.name();
    if (entry.state() == LedgerEntry::STATE_CONFIRMED) {
      confirmed += entry.disbursement().amount_fen();
    }
  }
  ASSERT_EQ(settlement.funds_size(), 2);
  EXPECT_EQ(settlement.funds(1).arrived_fen(), confirmed);
  EXPECT_EQ(account.balances(0).confirmed(), confirmed);
  const pb::VerifyLedgerResponse found = world_->Verify();
  EXPECT_EQ(found.fault_count(), 0) << found.ShortDebugString();
  for (int writer = 0; writer < kWriters; ++writer) {
    EXPECT_TRUE(IsSettledNow(WriteOnce(writer, -2))) << writer;
  }
  EXPECT_EQ(Entries().size(), entries.size());
}

TEST_P(LedgerRaceTest, WhatIsCommittedAtTheMomentIsInWhatIsSettled) {
  ASSERT_TRUE(WriteOnce(0, -1).ok());
  MakeReady();
  const auto committed = [this] {
    const Settlement settlement = world_->Settlement("city--2015");
    for (const pb::SettledFund& fund : settlement.funds()) {
      if (fund.fund_kind() == "grant") return fund.committed_fen();
    }
    return int64_t{0};
  };
  EXPECT_EQ(committed(), 700);
  // The commitment first: what was signed is not what is true any more.
  EXPECT_FALSE(CommitWhileSettling("m-2", /*settling_first=*/false));
  EXPECT_EQ(committed(), 800);
  // The year first: it is closed as it was signed, and stays so.
  ASSERT_TRUE(world_->Sign("city--2015").ok());
  EXPECT_TRUE(CommitWhileSettling("m-3", /*settling_first=*/true));
  EXPECT_EQ(committed(), 800);
  EXPECT_TRUE(gate_->Get("hubei", "commitments", "m-3", {}).ok());
}

INSTANTIATE_TEST_SUITE_P(Stores, LedgerRaceTest,
                         ::testing::Values("Memory", "Sqlite"),
                         [](const auto& param) { return param.param; });

}  // namespace
}  // namespace duikou
