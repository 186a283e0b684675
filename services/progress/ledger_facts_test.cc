#include "services/progress/ledger_facts.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/progress/counting.h"
#include "services/rpc/testing/parse_text.h"

namespace duikou {
namespace {

using progress::v1::Assessment;
using progress::v1::LedgerEntry;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Parse;

std::string NameOf(int period, int number) {
  return absl::StrCat("programmes/h/ledgerEntries/u--", period, "--",
                      absl::Dec(number, absl::kZeroPad7));
}

LedgerEntry Entry(int period, int number, const std::string& text) {
  auto entry = Parse<LedgerEntry>(text);
  entry.set_name(NameOf(period, number));
  entry.set_supporter("u");
  entry.set_project("p");
  entry.set_number(number);
  entry.set_period(period);
  return entry;
}

LedgerEntry Grant(int period, int number, int64_t fen,
                  const std::string& more = "state: STATE_CONFIRMED") {
  LedgerEntry entry = Entry(period, number, more);
  entry.mutable_disbursement()->set_fund_kind("grant");
  entry.mutable_disbursement()->set_amount_fen(fen);
  return entry;
}

int64_t Arrived(const LedgerFacts& ledger) {
  const MoneySums sums = ledger.Arrived(
      [](int) { return SourceOrder(Assessment::default_instance()); });
  const auto found = sums.find(MoneyKey(
      ledger.NumberOf("u"), ledger.NumberOf("p"), ledger.NumberOf("grant")));
  return found == sums.end() ? 0 : found->second;
}

TEST(LedgerFactsTest, WhatIsConfirmedArrived) {
  LedgerFacts ledger;
  EXPECT_EQ(Arrived(ledger), 0);
  ledger.Put(Grant(2016, 1, 100));
  ledger.Put(Grant(2016, 2, 20, "state: STATE_REPORTED"));
  ledger.Put(Grant(2016, 3, 3, "state: STATE_DISPUTED"));
  LedgerEntry own = Grant(2016, 4, 4);
  own.mutable_disbursement()->set_payer(progress::v1::SIDE_RECIPIENT);
  ledger.Put(own);
  EXPECT_EQ(Arrived(ledger), 100);
  ledger.Put(Grant(2016, 2, 20));
  EXPECT_EQ(Arrived(ledger), 120);
  ledger.Put(Grant(2017, 1, -100, "state: STATE_CONFIRMED reverses: 'x'"));
  EXPECT_EQ(Arrived(ledger), 20);
}

TEST(LedgerFactsTest, OfSeveralSourcesOneArrived) {
  LedgerFacts ledger;
  ledger.Put(Grant(2016, 1, 100,
                   "state: STATE_CONFIRMED "
                   "figure_source: FIGURE_SOURCE_SUPPORTER"));
  ledger.Put(Grant(2016, 2, 90,
                   absl::StrCat("state: STATE_CONFIRMED "
                                "figure_source: FIGURE_SOURCE_STATISTICS "
                                "alternative_to: '",
                                NameOf(2016, 1), "'")));
  EXPECT_EQ(Arrived(ledger), 90);
  // What was taken back within its year stands for nothing.
  ledger.Put(Grant(
      2016, 2, 90,
      absl::StrCat("state: STATE_CONFIRMED "
                   "figure_source: FIGURE_SOURCE_STATISTICS "
                   "alternative_to: '",
                   NameOf(2016, 1), "' reversed_by: '", NameOf(2016, 3), "'")));
  ledger.Put(Grant(2016, 3, -90,
                   absl::StrCat("state: STATE_CONFIRMED reverses: '",
                                NameOf(2016, 2), "'")));
  EXPECT_EQ(Arrived(ledger), 100);
}

TEST(LedgerFactsTest, CountsWhatItHearsOfOnce) {
  LedgerFacts ledger;
  const std::string text =
      "agreement: 'a' count { indicator: 'i' value: 1 } "
      "state: STATE_REPORTED create_time { seconds: 5 }";
  ledger.Put(Entry(2016, 1, text));
  ledger.Put(Entry(2016, 1, text));
  EXPECT_EQ(ledger.EntriesOf("a"), 1);
  EXPECT_EQ(ledger.EntriesOf("i"), 1);
  EXPECT_EQ(ledger.EntriesOf("b"), 0);
  EXPECT_EQ(ledger.LastEntryOf("a"), absl::FromUnixSeconds(5));
  EXPECT_EQ(ledger.LastEntryOf("b"), absl::InfinitePast());
}

TEST(LedgerFactsTest, AnEntryWaitsUntilItIsConfirmedOrReversed) {
  LedgerFacts ledger;
  ledger.Put(Grant(2016, 1, 1, "state: STATE_REPORTED"));
  ledger.Put(Grant(2016, 2, 2, "state: STATE_DISPUTED"));
  EXPECT_EQ(ledger.pending().size(), 2u);
  EXPECT_TRUE(ledger.pending().rbegin()->second.disputed);
  ledger.Put(Grant(2016, 1, 1));
  ledger.Put(Grant(2016, 2, 2, "state: STATE_REVERSED"));
  EXPECT_THAT(ledger.pending(), IsEmpty());
}

// A change may come before the entries of lower numbers are known.
TEST(LedgerFactsTest, ShowsTheEntriesThatThereAre) {
  LedgerFacts ledger;
  ledger.Put(Grant(2016, 3, 1));
  LedgerEntry odd = Grant(2016, 1, 1);
  odd.set_name("programmes/h/ledgerEntries/odd");
  ledger.Put(odd);
  std::vector<std::string> ids;
  ledger.ForEachEntry(
      [&ids](const EntryFacts&, const LedgerFacts::Place& place) {
        ids.push_back(place.Id());
      });
  EXPECT_THAT(ids, ElementsAre("u--2016--0000003"));
}

}  // namespace
}  // namespace duikou
