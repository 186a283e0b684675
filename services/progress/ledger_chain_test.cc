#include "services/progress/ledger_chain.h"

#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/progress/account_balance.h"
#include "services/progress/ledger_names.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;
using ::testing::SizeIs;

LedgerEntry Entry(int64_t fen, LedgerEntry::State state) {
  LedgerEntry entry;
  entry.set_state(state);
  entry.mutable_disbursement()->set_fund_kind("grant");
  entry.mutable_disbursement()->set_amount_fen(fen);
  return entry;
}

TEST(LedgerChainTest, TheDigestIsOfTheFactsAndOfAllBefore) {
  LedgerEntry entry = Entry(5, LedgerEntry::STATE_REPORTED);
  const std::string digest = EntryDigest("", entry);
  EXPECT_THAT(digest, SizeIs(64));
  EXPECT_NE(EntryDigest(digest, entry), digest);
  // What is added later is none of them.
  entry.set_state(LedgerEntry::STATE_CONFIRMED);
  entry.set_confirmed_by("people/x");
  entry.set_reversed_by("y");
  entry.set_digest("z");
  entry.set_etag("e");
  EXPECT_EQ(EntryDigest("", entry), digest);
  entry.mutable_disbursement()->set_amount_fen(6);
  EXPECT_NE(EntryDigest("", entry), digest);
}

TEST(LedgerChainTest, ARecordIsTakenOutOfTheDigestAgain) {
  std::string one;
  MixRecord("a", one);
  std::string both = one;
  MixRecord("b", both);
  EXPECT_NE(both, one);
  MixRecord("b", both);
  EXPECT_EQ(both, one);
}

TEST(AccountBalanceTest, FundKindsStandBeforeIndicators) {
  pb::LedgerAccount account;
  LedgerEntry count;
  count.mutable_count()->set_indicator("programmes/p/indicators/jobs");
  count.mutable_count()->set_value(3);
  ASSERT_TRUE(AddToBalances(count, account).ok());
  ASSERT_TRUE(
      AddToBalances(Entry(5, LedgerEntry::STATE_REPORTED), account).ok());
  LedgerEntry coop = Entry(7, LedgerEntry::STATE_CONFIRMED);
  coop.mutable_disbursement()->set_fund_kind("coop");
  ASSERT_TRUE(AddToBalances(coop, account).ok());
  ASSERT_EQ(account.balances_size(), 3);
  EXPECT_EQ(account.balances(0).fund_kind(), "coop");
  EXPECT_EQ(account.balances(0).confirmed(), 7);
  EXPECT_EQ(account.balances(1).fund_kind(), "grant");
  EXPECT_EQ(account.balances(1).unconfirmed_count(), 1);
  EXPECT_EQ(account.balances(2).indicator(), "jobs");
  EXPECT_EQ(account.balances(2).reported(), 3);
}

TEST(AccountBalanceTest, ASumBeyondAllNumbersIsRefusedAndChangesNothing) {
  pb::LedgerAccount account;
  const LedgerEntry most =
      Entry(std::numeric_limits<int64_t>::max(), LedgerEntry::STATE_CONFIRMED);
  ASSERT_TRUE(AddToBalances(most, account).ok());
  const std::string before = account.SerializeAsString();
  EXPECT_TRUE(absl::IsResourceExhausted(
      AddToBalances(Entry(1, LedgerEntry::STATE_CONFIRMED), account)));
  EXPECT_EQ(account.SerializeAsString(), before);
  ASSERT_TRUE(TakeFromBalances(most, account).ok());
  EXPECT_EQ(account.balances(0).confirmed(), 0);
}

TEST(LedgerNamesTest, IdsSayWhoseTheyAre) {
  const AccountKey key{.unit = "north--bank", .year = 2015};
  EXPECT_EQ(AccountId(key), "north--bank--2015");
  EXPECT_EQ(EntryId(key, 12), "north--bank--2015--0000012");
  EXPECT_EQ(ParseAccount("north--bank--2015"), key);
  for (const char* id : {"", "north", "--2015", "north--15", "north--20x5"}) {
    EXPECT_EQ(ParseAccount(id), std::nullopt) << id;
  }
  EXPECT_TRUE(IsEntryOf("a--2015", "a--2015--0000001"));
  EXPECT_FALSE(IsEntryOf("a--2015", "a--2015--2016--0000001"));
  EXPECT_FALSE(IsEntryOf("a--2015", "a--2016--0000001"));
}

}  // namespace
}  // namespace duikou
