#include "services/rpc/refusal_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "services/base/json_log.h"
#include "services/store/audit_pending.h"
#include "services/store/memory/memory_store.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

using access::v1::AuditEntry;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using type::v1::AuditRecord;

std::vector<Record> Listed(Store& store, const std::string& partition,
                           const std::string& collection) {
  auto records = ListWholly(store, partition, collection);
  EXPECT_TRUE(records.ok()) << records.status();
  return records.ok() ? *std::move(records) : std::vector<Record>();
}

// A store that can be out of reach.
class MoodyStore final : public Store {
 public:
  explicit MoodyStore(Store& inner) : inner_(inner) {}
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
    ++commits;
    if (unknown.exchange(false)) {
      EXPECT_TRUE(inner_.Commit(request, limits).ok());
      return absl::UnavailableError("outcome unknown");
    }
    if (down) return absl::UnavailableError("down");
    return inner_.Commit(request, limits);
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

  std::atomic<bool> down = false;
  std::atomic<bool> unknown = false;
  std::atomic<int> commits = 0;

 private:
  Store& inner_;
};

class RefusalLogTest : public ::testing::Test {
 protected:
  RefusalLogTest() {
    CommitRequest programme;
    programme.partition = "-";
    programme.mutations = {
        Mutation::Put("programmes", "hubei", "", Expectation::Absent())};
    EXPECT_TRUE(memory_.Commit(programme).ok());
    // The thread does nothing by itself: tests flush.
    options_.interval = absl::Hours(1);
  }

  void Start() {
    log_ = std::make_unique<RefusalLog>(store_, clock_, *logger_, registry_,
                                        options_);
  }
  void Refuse(const std::string& actor, const std::string& method = "m",
              const std::string& partition = "hubei") {
    log_->Record(partition,
                 {.actor = actor,
                  .method = method,
                  .call_id = absl::StrCat("call-", ++calls_),
                  .source = "10.0.0.7"},
                 AuditEntry::OUTCOME_REFUSED, "may not");
  }
  std::vector<AuditRecord> Written(const std::string& partition = "hubei") {
    std::vector<AuditRecord> records;
    for (const Record& record : Listed(memory_, partition, kAuditPending)) {
      EXPECT_TRUE(records.emplace_back().ParseFromString(record.value));
    }
    return records;
  }
  // "actor method count" of each.
  std::vector<std::string> Lines(const std::string& partition = "hubei") {
    std::vector<std::string> lines;
    for (const AuditRecord& record : Written(partition)) {
      lines.push_back(absl::StrCat(record.actor(), " ", record.method(), " ",
                                   record.count()));
    }
    return lines;
  }

  MemoryStore memory_;
  MoodyStore store_{memory_};
  SimulatedClock clock_{absl::FromUnixSeconds(1'400'000'000)};
  const std::shared_ptr<spdlog::logger> logger_ = MakeSilentLogger();
  prometheus::Registry registry_;
  RefusalLogOptions options_;
  std::unique_ptr<RefusalLog> log_;
  int calls_ = 0;
};

TEST_F(RefusalLogTest, TellsWhoWhatWhyAndFromWhere) {
  Start();
  Refuse("people/li", "Service/Method");
  ASSERT_TRUE(log_->Flush().ok());
  const std::vector<AuditRecord> records = Written();
  ASSERT_EQ(records.size(), 1);
  EXPECT_EQ(records[0].actor(), "people/li");
  EXPECT_EQ(records[0].method(), "Service/Method");
  EXPECT_EQ(records[0].call_id(), "call-1");
  EXPECT_EQ(records[0].source(), "10.0.0.7");
  EXPECT_EQ(records[0].outcome(), AuditEntry::OUTCOME_REFUSED);
  EXPECT_EQ(records[0].reason(), "may not");
  EXPECT_EQ(FromTimestamp(records[0].time()), clock_.Now());
}

TEST_F(RefusalLogTest, FloodIsTheFirstAndOneThatCountsTheRest) {
  Start();
  for (int i = 0; i < 1000; ++i) {
    Refuse("people/li");
    clock_.Advance(absl::Milliseconds(50));
  }
  Refuse("people/wang");
  ASSERT_TRUE(log_->Flush().ok());
  EXPECT_THAT(Lines(), ElementsAre("people/li m 1", "people/li m 999",
                                   "people/wang m 1"));
  EXPECT_EQ(Written()[1].call_id(), "call-2");
}

TEST_F(RefusalLogTest, FirstIsWrittenWithoutWaitingForItsMinute) {
  options_.interval = absl::Milliseconds(1);
  Start();
  Refuse("people/li");
  const absl::Time deadline = absl::Now() + absl::Seconds(30);
  while (Lines().empty() && absl::Now() < deadline) std::this_thread::yield();
  EXPECT_THAT(Lines(), ElementsAre("people/li m 1"));
  Refuse("people/li");
  clock_.Advance(absl::Seconds(61));
  while (Lines().size() < 2 && absl::Now() < deadline) {
    std::this_thread::yield();
  }
  EXPECT_THAT(Lines(), ElementsAre("people/li m 1", "people/li m 1"));
}

TEST_F(RefusalLogTest, OtherOutcomesAndSourcesAreKeptApart) {
  Start();
  for (const char* source : {"10.0.0.1", "10.0.0.2"}) {
    for (const auto outcome :
         {AuditEntry::OUTCOME_REFUSED, AuditEntry::OUTCOME_UNAUTHENTICATED}) {
      log_->Record("-", {.actor = "anonymous", .source = source}, outcome, "");
    }
  }
  ASSERT_TRUE(log_->Flush().ok());
  EXPECT_EQ(Written("-").size(), 4);
}

TEST_F(RefusalLogTest, AddressesOfOneIpv6NetworkAreOneSource) {
  Start();
  for (int i = 0; i < 50; ++i) {
    log_->Record("-", {.source = absl::StrCat("2001:db8::", i)},
                 AuditEntry::OUTCOME_UNAUTHENTICATED, "");
  }
  log_->Record("-", {.source = "2001:db8:0:1::1"},
               AuditEntry::OUTCOME_UNAUTHENTICATED, "");
  ASSERT_TRUE(log_->Flush().ok());
  std::vector<std::string> told;
  for (const AuditRecord& record : Written("-")) {
    told.push_back(absl::StrCat(record.source(), " ", record.count()));
  }
  EXPECT_THAT(told, UnorderedElementsAre("2001:db8::0 1", "2001:db8::1 49",
                                         "2001:db8:0:1::1 1"));
}

TEST_F(RefusalLogTest, NamesOfNoProgrammeMakeNoPartition) {
  Start();
  Refuse("people/li", "m", "no-such");
  Refuse("people/li", "m", "../../etc");
  Refuse("people/li", "m", "");
  ASSERT_TRUE(log_->Flush().ok());
  EXPECT_EQ(Written("-").size(), 3);
  EXPECT_EQ(*memory_.WaitForChange("no-such", 0, {absl::InfinitePast()}), 0);
}

TEST_F(RefusalLogTest, WhatIsBeyondTheBoundIsCounted) {
  options_.most_kinds = 10;
  options_.most_waiting = 5;
  Start();
  for (int i = 0; i < 100; ++i) Refuse(absl::StrCat("people/p", i));
  ASSERT_TRUE(log_->Flush().ok());
  EXPECT_EQ(Lines().size(), 5);
  EXPECT_THAT(Lines("-"), ElementsAre("  95"));
  EXPECT_THAT(Written("-")[0].reason(), HasSubstr("more refusals"));
}

TEST_F(RefusalLogTest, WaitsForAStoreThatIsOutOfReach) {
  Start();
  store_.down = true;
  Refuse("people/li");
  EXPECT_TRUE(absl::IsUnavailable(log_->Flush()));
  EXPECT_THAT(Lines(), IsEmpty());
  Refuse("people/wang");
  store_.down = false;
  EXPECT_TRUE(log_->Flush().ok());
  EXPECT_THAT(Lines(),
              UnorderedElementsAre("people/li m 1", "people/wang m 1"));
}

TEST_F(RefusalLogTest, UnknownOutcomeIsSettledWithoutADouble) {
  Start();
  store_.unknown = true;
  Refuse("people/li");
  EXPECT_TRUE(absl::IsUnavailable(log_->Flush()));
  EXPECT_TRUE(log_->Flush().ok());
  EXPECT_THAT(Lines(), ElementsAre("people/li m 1"));
}

TEST_F(RefusalLogTest, ManyAreWrittenInFewCommits) {
  Start();
  for (int i = 0; i < 2'000; ++i) Refuse(absl::StrCat("people/p", i));
  ASSERT_TRUE(log_->Flush().ok());
  EXPECT_EQ(Lines().size(), 2'000);
  EXPECT_EQ(store_.commits, 4);
}

TEST_F(RefusalLogTest, ClosingWritesTheRest) {
  Start();
  Refuse("people/li");
  Refuse("people/li");
  log_ = nullptr;
  EXPECT_THAT(Lines(), ElementsAre("people/li m 1", "people/li m 1"));
}

TEST_F(RefusalLogTest, TextsAreCutAndAlwaysReadable) {
  Start();
  Refuse("\xff\xfe", std::string(10'000, 'x'));
  ASSERT_TRUE(log_->Flush().ok());
  ASSERT_EQ(Written().size(), 1);
  EXPECT_EQ(Written()[0].actor(), "\\xff\\xfe");
  EXPECT_EQ(Written()[0].method().size(), 200);
}

TEST_F(RefusalLogTest, AllCountsOfManyThreadsAreTheCalls) {
  options_.interval = absl::Milliseconds(1);
  options_.most_kinds = 3;
  Start();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i) {
        log_->Record("hubei", {.actor = absl::StrCat("people/", i % 5)},
                     AuditEntry::OUTCOME_REFUSED, "");
        if (i % 100 == t) clock_.Advance(absl::Seconds(40));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  log_ = nullptr;
  int calls = 0;
  for (const char* partition : {"-", "hubei"}) {
    for (const AuditRecord& record : Written(partition)) {
      calls += record.count();
    }
  }
  EXPECT_EQ(calls, 2'000);
}

}  // namespace
}  // namespace duikou
