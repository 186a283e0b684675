// Whatever is altered in the store behind the ledger's back is found.
#include "services/progress/ledger_verifier.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/programme/testing/small_programme.h"
#include "services/progress/ledger_names.h"
#include "services/progress/testing/ledger_world.h"
#include "services/store/memory/memory_store.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;
using pb::LedgerFault;
using ::testing::Contains;
using ::testing::HasSubstr;
using testing::LedgerWorld;

class LedgerVerifierTest : public ::testing::Test {
 protected:
  // Entries of three kinds, one reversed, in a settled year, and some in the
  // open one after it.
  LedgerVerifierTest() {
    Create(LedgerWorld::Money(1100));
    const LedgerEntry wrong = Create(LedgerWorld::Money(7));
    EXPECT_TRUE(world_.Reverse(*world_.Office(), wrong.name()).ok());
    Create(LedgerWorld::Entry(
        "count { indicator: '@indicators/jobs' value: 40 }"));
    Create(LedgerWorld::Entry(
        "rate { indicator: '@indicators/green' basis_points: 5000 }"));
    world_.Close("city--2015");
    Create(LedgerWorld::Money(3, "date: '2016-02-02'"));
    EXPECT_TRUE(world_
                    .Create(*world_.Supporter("city", "city"),
                            LedgerWorld::Money(4, "date: '2016-02-03'"))
                    .ok());
  }

  LedgerEntry Create(const LedgerEntry& entry) {
    const auto made = world_.Create(*world_.Office(), entry);
    EXPECT_TRUE(made.ok()) << made.status();
    return made.value_or(LedgerEntry());
  }
  void Write(Mutation mutation) {
    CommitRequest commit{.partition = "hubei"};
    commit.mutations.push_back(std::move(mutation));
    ASSERT_TRUE(store_.Commit(commit).ok());
  }
  void Put(const Record& record, const std::string& value) {
    Write(
        Mutation::Put(record.collection, record.id, value, Expectation::Any()));
  }
  void Delete(const char* collection, const std::string& id) {
    Write(Mutation::Delete(collection, id, Expectation::Any()));
  }
  std::vector<Record> Records(const char* collection) {
    return ListWholly(store_, "hubei", collection).value();
  }
  // The kinds of what is found.
  std::vector<LedgerFault::Kind> Found() {
    std::vector<LedgerFault::Kind> kinds;
    const pb::VerifyLedgerResponse found = world_.Verify();
    for (const LedgerFault& fault : found.faults()) {
      kinds.push_back(fault.kind());
    }
    return kinds;
  }

  MemoryStore store_;
  LedgerWorld world_{store_};
};

TEST_F(LedgerVerifierTest, NothingIsFoundInWhatTheLedgerWrote) {
  const pb::VerifyLedgerResponse found = world_.Verify();
  EXPECT_EQ(found.fault_count(), 0) << found.ShortDebugString();
  EXPECT_EQ(found.entry_count(), 7);
  EXPECT_EQ(found.account_count(), 2);
  EXPECT_EQ(found.settlement_count(), 1);
}

TEST_F(LedgerVerifierTest, EveryAlteredByteIsFound) {
  int altered = 0;
  for (const char* collection :
       {kEntryCollection, kAccountCollection, kSettlementCollection}) {
    for (const Record& record : Records(collection)) {
      for (size_t at = 0; at < record.value.size(); ++at) {
        std::string value = record.value;
        value[at] = static_cast<char>(value[at] ^ 1);
        Put(record, value);
        EXPECT_GT(world_.Verify().fault_count(), 0)
            << collection << "/" << record.id << " byte " << at;
        ++altered;
      }
      Put(record, record.value);
    }
  }
  EXPECT_GT(altered, 1000);
  EXPECT_EQ(world_.Verify().fault_count(), 0);
}

TEST_F(LedgerVerifierTest, AnAlteredAmountIsNamedWithBothDigests) {
  const Record record = Records(kEntryCollection)[0];
  LedgerEntry entry;
  ASSERT_TRUE(entry.ParseFromString(record.value));
  entry.mutable_disbursement()->set_amount_fen(1101);
  Put(record, entry.SerializeAsString());
  const pb::VerifyLedgerResponse found = world_.Verify();
  EXPECT_EQ(found.faults(0).kind(), LedgerFault::KIND_DIGEST);
  EXPECT_EQ(found.faults(0).resource(),
            "programmes/hubei/ledgerEntries/city--2015--0000001");
  EXPECT_THAT(found.faults(0).text().en(), HasSubstr(entry.digest()));
  EXPECT_THAT(Found(), Contains(LedgerFault::KIND_BALANCE));
  EXPECT_THAT(Found(), Contains(LedgerFault::KIND_SETTLEMENT));
}

TEST_F(LedgerVerifierTest, WhatIsMissingIsNamed) {
  const std::vector<Record> entries = Records(kEntryCollection);
  Delete(kEntryCollection, entries[1].id);
  const pb::VerifyLedgerResponse found = world_.Verify();
  EXPECT_EQ(found.faults(0).kind(), LedgerFault::KIND_MISSING_ENTRY);
  EXPECT_EQ(found.faults(0).resource(),
            "programmes/hubei/ledgerEntries/city--2015--0000002");
  Put(entries[1], entries[1].value);
  ASSERT_EQ(world_.Verify().fault_count(), 0);

  Delete(kEntryCollection, "city--2016--0000002");
  EXPECT_THAT(Found(), Contains(LedgerFault::KIND_MISSING_ENTRY));
}

TEST_F(LedgerVerifierTest, LostAccountsAndSettlementsAreFound) {
  const std::vector<Record> accounts = Records(kAccountCollection);
  Delete(kAccountCollection, "city--2016");
  EXPECT_THAT(Found(), Contains(LedgerFault::KIND_BALANCE));
  Put(accounts[1], accounts[1].value);
  Delete(kSettlementCollection, "city--2015");
  EXPECT_THAT(Found(), Contains(LedgerFault::KIND_SETTLEMENT));
}

TEST_F(LedgerVerifierTest, AnEntryUnderAnothersNumberIsOutOfOrder) {
  const std::vector<Record> entries = Records(kEntryCollection);
  Put(entries[1], entries[0].value);
  EXPECT_THAT(Found(), Contains(LedgerFault::KIND_ORDER));
}

TEST_F(LedgerVerifierTest, OneSupportersLedgerCanBeVerifiedAlone) {
  Delete(kAccountCollection, "city--2016");
  Create(LedgerWorld::Money(5, "supporter: '@units/fund'"));
  pb::VerifyLedgerRequest request;
  request.set_parent("programmes/hubei");
  request.set_supporter("programmes/hubei/units/fund");
  LedgerVerifier verifier(store_);
  const auto found = verifier.VerifyLedger(*world_.Office(), request);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->fault_count(), 0);
  EXPECT_EQ(found->entry_count(), 1);
}

TEST_F(LedgerVerifierTest, AUnitWhoseIdGoesOnAsAnothersAccountIsKeptApart) {
  testing::PutText(store_, "units", "city--2015",
                   "display_name { zh: '同名' } kind: UNIT_KIND_MUNICIPALITY "
                   "sides: SIDE_SUPPORTER");
  Create(LedgerWorld::Money(
      5, "supporter: '@units/city--2015' date: '2016-01-01'"));
  const pb::VerifyLedgerResponse found = world_.Verify();
  EXPECT_EQ(found.fault_count(), 0) << found.ShortDebugString();
  EXPECT_EQ(found.account_count(), 3);
  EXPECT_EQ(found.entry_count(), 8);
}

}  // namespace
}  // namespace duikou
