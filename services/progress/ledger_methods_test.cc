// Entries: who enters, confirms, disputes and takes them back, and what the
// accounts then come to.
#include "services/progress/ledger_methods.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/progress/ledger_chain.h"
#include "services/progress/testing/ledger_world.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/testing/parse_text.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::LedgerWorld;
using ::testing::StartsWith;

class LedgerMethodsTest : public ::testing::Test {
 protected:
  static LedgerEntry Money(int64_t fen, const std::string& more = "") {
    return LedgerWorld::Money(fen, more);
  }
  template <typename T>
  static T Ok(absl::StatusOr<T> result) {
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? *std::move(result) : T();
  }
  template <typename T>
  static std::string Error(const absl::StatusOr<T>& result) {
    return result.status().ToString();
  }
  std::unique_ptr<CallContext> City() {
    return world_.Supporter("city", "city");
  }
  std::unique_ptr<CallContext> County() {
    return world_.Recipient("county", "county");
  }
  // `grant: reported / confirmed / unconfirmed / disputed`, one a line.
  std::string Balances(const std::string& account = "city--2015") {
    std::string text;
    const pb::LedgerAccount stored = world_.Account(account);
    for (const pb::AccountBalance& balance : stored.balances()) {
      absl::StrAppend(&text, balance.fund_kind(), balance.indicator(), ": ",
                      balance.reported(), " / ", balance.confirmed(), " / ",
                      balance.unconfirmed_count(), " / ",
                      balance.disputed_count(), "\n");
    }
    return text;
  }
  void ExpectNoFaults() {
    const pb::VerifyLedgerResponse found = world_.Verify();
    EXPECT_EQ(found.fault_count(), 0) << found.ShortDebugString();
  }

  MemoryStore store_;
  LedgerWorld world_{store_};
};

TEST_F(LedgerMethodsTest, WhatTheOfficeEntersIsNumberedChainedAndConfirmed) {
  const LedgerEntry first = Ok(world_.Create(*world_.Office(), Money(500)));
  const LedgerEntry second = Ok(world_.Create(*world_.Office(), Money(70)));
  EXPECT_EQ(first.name(), "programmes/hubei/ledgerEntries/city--2015--0000001");
  EXPECT_EQ(second.name(),
            "programmes/hubei/ledgerEntries/city--2015--0000002");
  EXPECT_EQ(second.number(), 2);
  EXPECT_EQ(second.period(), 2015);
  EXPECT_EQ(second.state(), LedgerEntry::STATE_CONFIRMED);
  EXPECT_EQ(second.confirmed_by(), "people/office");
  EXPECT_EQ(second.reported_by(), pb::SIDE_UNSPECIFIED);
  EXPECT_EQ(first.digest(), EntryDigest("", first));
  EXPECT_EQ(second.digest(), EntryDigest(first.digest(), second));
  EXPECT_EQ(world_.Get(second.name()).digest(), second.digest());
  EXPECT_EQ(world_.Account("city--2015").digest(), second.digest());
  EXPECT_EQ(Balances(), "grant: 570 / 570 / 0 / 0\n");
  ExpectNoFaults();
}

TEST_F(LedgerMethodsTest, WhatASideReportsWaitsForTheOther) {
  const LedgerEntry entry = Ok(world_.Create(*City(), Money(500)));
  EXPECT_EQ(entry.state(), LedgerEntry::STATE_REPORTED);
  EXPECT_EQ(entry.reported_by(), pb::SIDE_SUPPORTER);
  EXPECT_EQ(entry.author(), "people/city");
  EXPECT_EQ(Balances(), "grant: 500 / 0 / 1 / 0\n");

  const LedgerEntry confirmed = Ok(world_.Confirm(*County(), entry.name()));
  EXPECT_EQ(confirmed.state(), LedgerEntry::STATE_CONFIRMED);
  EXPECT_EQ(confirmed.confirmed_by(), "people/county");
  EXPECT_EQ(confirmed.digest(), entry.digest());
  EXPECT_EQ(Balances(), "grant: 500 / 500 / 0 / 0\n");
  EXPECT_THAT(Error(world_.Confirm(*County(), entry.name())),
              AllOf(StartsWith("FAILED_PRECONDITION"),
                    HasSubstr("is confirmed already")));
  ExpectNoFaults();
}

TEST_F(LedgerMethodsTest, NobodyConfirmsWhatTheirOwnSideReported) {
  const LedgerEntry given = Ok(world_.Create(*City(), Money(500)));
  const LedgerEntry received = Ok(world_.Create(*County(), Money(70)));
  EXPECT_EQ(received.reported_by(), pb::SIDE_RECIPIENT);
  const auto deputy = world_.Supporter("deputy", "city");
  for (const auto* call : {&deputy}) {
    EXPECT_THAT(Error(world_.Confirm(**call, given.name())),
                HasSubstr("is for the side to answer that did not report it"));
  }
  EXPECT_THAT(Error(world_.Dispute(*County(), received.name())),
              StartsWith("FAILED_PRECONDITION"));
  // Who acts for both sides does not answer itself.
  const auto both = world_.Recipient("city", "county");
  EXPECT_THAT(Error(world_.Confirm(*both, given.name())),
              HasSubstr("you reported it yourself"));
  EXPECT_EQ(world_.Get(given.name()).state(), LedgerEntry::STATE_REPORTED);
  const auto elsewhere = world_.Recipient("x", "fund");
  EXPECT_THAT(Error(world_.Confirm(*elsewhere, given.name())),
              StartsWith("PERMISSION_DENIED"));
  Ok(world_.Confirm(*world_.Office(), given.name()));
}

TEST_F(LedgerMethodsTest, OnlyTheOfficeConfirmsWhatIsDisputed) {
  const LedgerEntry entry = Ok(world_.Create(*City(), Money(500)));
  const LedgerEntry disputed = Ok(world_.Dispute(*County(), entry.name()));
  EXPECT_EQ(disputed.state(), LedgerEntry::STATE_DISPUTED);
  EXPECT_EQ(disputed.dispute_reason(), "未到账");
  EXPECT_EQ(Balances(), "grant: 500 / 0 / 0 / 1\n");
  EXPECT_THAT(Error(world_.Dispute(*County(), entry.name())),
              HasSubstr("does not wait for confirmation"));
  EXPECT_THAT(Error(world_.Confirm(*County(), entry.name())),
              HasSubstr("is disputed: the office decides"));
  const LedgerEntry held = Ok(world_.Confirm(*world_.Office(), entry.name()));
  EXPECT_EQ(held.state(), LedgerEntry::STATE_CONFIRMED);
  EXPECT_EQ(held.dispute_reason(), "");
  EXPECT_EQ(Balances(), "grant: 500 / 500 / 0 / 0\n");
  ExpectNoFaults();
}

TEST_F(LedgerMethodsTest, AReversalOfAConfirmedEntryCountsAgainstIt) {
  const LedgerEntry entry = Ok(world_.Create(*world_.Office(), Money(500)));
  const LedgerEntry reversal =
      Ok(world_.Reverse(*world_.Office(), entry.name()));
  EXPECT_EQ(LastId(reversal.name()), "city--2015--0000002");
  EXPECT_EQ(reversal.disbursement().amount_fen(), -500);
  EXPECT_EQ(reversal.reverses(), entry.name());
  EXPECT_EQ(reversal.note(), "录入有误");
  EXPECT_EQ(reversal.state(), LedgerEntry::STATE_CONFIRMED);
  const LedgerEntry reversed = world_.Get(entry.name());
  EXPECT_EQ(reversed.state(), LedgerEntry::STATE_CONFIRMED);
  EXPECT_EQ(reversed.reversed_by(), reversal.name());
  EXPECT_EQ(reversed.digest(), entry.digest());
  EXPECT_EQ(Balances(), "grant: 0 / 0 / 0 / 0\n");
  EXPECT_THAT(Error(world_.Reverse(*world_.Office(), entry.name())),
              HasSubstr("is reversed already, by " + reversal.name()));
  EXPECT_THAT(Error(world_.Reverse(*world_.Office(), reversal.name())),
              HasSubstr("is a reversal itself"));
  ExpectNoFaults();
}

TEST_F(LedgerMethodsTest, WhatIsTakenBackUnconfirmedNeverCounts) {
  const LedgerEntry entry = Ok(world_.Create(*City(), Money(500)));
  EXPECT_THAT(Error(world_.Reverse(*County(), entry.name())),
              HasSubstr("is for the side to take back that reported it"));
  const LedgerEntry reversal = Ok(world_.Reverse(*City(), entry.name()));
  EXPECT_EQ(reversal.state(), LedgerEntry::STATE_REVERSED);
  EXPECT_EQ(world_.Get(entry.name()).state(), LedgerEntry::STATE_REVERSED);
  EXPECT_EQ(Balances(), "grant: 0 / 0 / 0 / 0\n");
  EXPECT_THAT(Error(world_.Confirm(*County(), entry.name())),
              HasSubstr("is reversed"));
  ExpectNoFaults();
}

TEST_F(LedgerMethodsTest, AnAgreementSaysWhatTheEntryLeavesOut) {
  const LedgerEntry sent = testing::Parse<LedgerEntry>(R"pb(
    agreement: "programmes/hubei/agreements/hotel-deal"
    date: "2015-04-05"
    figure_source: FIGURE_SOURCE_OFFICE
    source_document: "x"
    disbursement { fund_kind: "coop" amount_fen: 9 })pb");
  const LedgerEntry entry = Ok(world_.Create(*world_.Office(), sent));
  EXPECT_EQ(LastId(entry.supporter()), "city");
  EXPECT_EQ(LastId(entry.recipient()), "county");
  EXPECT_EQ(LastId(entry.project()), "hotel");
  ASSERT_EQ(entry.placements_size(), 1);
  EXPECT_EQ(LastId(entry.placements(0).area()), "dianjun");

  LedgerEntry other = sent;
  other.set_supporter("programmes/hubei/units/fund");
  EXPECT_THAT(Error(world_.Create(*world_.Office(), other)),
              HasSubstr("ledger_entry.supporter: is not that of the "
                        "agreement, programmes/hubei/units/city"));
}

TEST_F(LedgerMethodsTest, AProjectSaysWhereItCounts) {
  const LedgerEntry entry = Ok(
      world_.Create(*world_.Office(), Money(9, "project: '@projects/tea-1'")));
  ASSERT_EQ(entry.placements_size(), 1);
  EXPECT_EQ(LastId(entry.placements(0).area()), "zigui");
  EXPECT_EQ(LastId(entry.placements(0).sector()), "tea");
  EXPECT_EQ(entry.placements(0).parts(), 10'000);
}

TEST_F(LedgerMethodsTest, WhatDoesNotHoldIsRefusedByItsField) {
  const std::string half =
      "placements { area: '@areas/zigui' sector: '@sectors/tea' parts: 5000 } ";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"date: '2015-02-29'", "ledger_entry.date: "},
      {"date: '2015-6-1'", "ledger_entry.date: "},
      {"date: '2016-06-16'", "ledger_entry.date: 2016-06-16 is yet to come"},
      {"disbursement { amount_fen: -5 }",
       "ledger_entry.disbursement.amount_fen: -5 must be more than 0"},
      {"disbursement { fund_kind: 'gold' }",
       "ledger_entry.disbursement.fund_kind: "},
      {"disbursement { fund_kind: 'policy' }",
       "ledger_entry.disbursement.fund_kind: "},
      {"disbursement { fund_kind: 'gold' payer: SIDE_RECIPIENT }",
       "the programme has no \"gold\""},
      {"count { indicator: '@indicators/jobs' value: -1 }",
       "ledger_entry.count.value: -1 must be more than 0"},
      {"count { indicator: '@indicators/green' value: 1 }",
       "ledger_entry.count.indicator: is a rate"},
      {"count { indicator: '@indicators/none' value: 1 }",
       "ledger_entry.count.indicator: programmes/hubei/indicators/none does "
       "not exist"},
      {"count { indicator: '@indicators/jobs' value: 1 "
       "labour_form: LABOUR_FORM_HIRING_DAY }",
       "ledger_entry.count.labour_form: is of an indicator"},
      {"rate { indicator: '@indicators/jobs' }",
       "ledger_entry.rate.indicator: is counted"},
      {half, "ledger_entry.placements: their parts add up to 5000"},
      {half + half,
       "ledger_entry.placements[1]: names an area and sector twice"},
      {"period: 2014", "ledger_entry.period: 2014 is before the year"},
      {"period: 2021", "ledger_entry.period: "},
      {"date: '2013-05-01'",
       "ledger_entry.period: 2013 is before the programme's first year"},
      {"date: '2012-05-01'", "ledger_entry.period: "},
      {"supporter: '@units/county'", "ledger_entry.supporter: "},
      {"supporter: '@units/none'", "ledger_entry.supporter: "},
      {"recipient: '@units/city'", "ledger_entry.recipient: is the supporter"},
      {"recipient: '@units/bare'",
       "ledger_entry.recipient: programmes/hubei/units/bare is not a "
       "recipient"},
      {"recipient: '@units/county' supporter: '@units/fund' "
       "agreement: '@agreements/hotel-deal'",
       "ledger_entry.supporter: is not that of the agreement"},
      {"alternative_to: '@ledgerEntries/city--2015--0000009'",
       "ledger_entry.alternative_to: "},
  };
  for (const auto& [change, error] : cases) {
    LedgerEntry entry = Money(5);
    const LedgerEntry changed = LedgerWorld::Entry(change);
    entry.MergeFrom(changed);
    const auto refused = world_.Create(*world_.Office(), entry);
    EXPECT_TRUE(absl::IsInvalidArgument(refused.status())) << change;
    EXPECT_THAT(Error(refused), HasSubstr(error)) << change;
  }
  EXPECT_EQ(world_.Account("city--2015").entry_count(), 0);
  LedgerEntry nothing = LedgerWorld::Entry("");
  EXPECT_THAT(Error(world_.Create(*world_.Office(), nothing)),
              HasSubstr("ledger_entry.figure: is required"));
  nothing = Money(5);
  nothing.clear_supporter();
  EXPECT_THAT(Error(world_.Create(*world_.Office(), nothing)),
              HasSubstr("ledger_entry.supporter: is required"));
}

TEST_F(LedgerMethodsTest, OpeningFiguresAreTheOfficesAndMayGoBeforeTheFirst) {
  const LedgerEntry opening = Money(
      5,
      "date: '2012-12-31' period: 2013 figure_source: FIGURE_SOURCE_OPENING");
  const auto refused = world_.Create(*City(), opening);
  EXPECT_THAT(Error(refused), AllOf(StartsWith("PERMISSION_DENIED"),
                                    HasSubstr("figure_source: the office")));
  const LedgerEntry entry = Ok(world_.Create(*world_.Office(), opening));
  EXPECT_EQ(LastId(entry.name()), "city--2013--0000001");
  EXPECT_EQ(entry.state(), LedgerEntry::STATE_CONFIRMED);
}

TEST_F(LedgerMethodsTest, AlternativesAreOfOneSupporterPeriodAndKind) {
  const std::string to = "alternative_to: '@ledgerEntries/city--2015--000000";
  Ok(world_.Create(*world_.Office(), Money(500)));
  const LedgerEntry second = Ok(world_.Create(
      *world_.Office(),
      Money(480, to + "1' figure_source: FIGURE_SOURCE_STATISTICS")));
  const LedgerEntry third =
      Ok(world_.Create(*world_.Office(), Money(490, to + "2'")));
  EXPECT_EQ(third.alternative_to(), second.alternative_to());
  const auto error = [&](const LedgerEntry& entry) {
    return Error(world_.Create(*world_.Office(), entry));
  };
  EXPECT_THAT(error(Money(1, to + "1' supporter: '@units/fund'")),
              HasSubstr("alternative_to: is of another supporter"));
  EXPECT_THAT(error(Money(1, to + "1' period: 2016")),
              HasSubstr("alternative_to: is of another period"));
  EXPECT_THAT(error(LedgerWorld::Entry(
                  to + "1' count { indicator: '@indicators/jobs' value: 1 }")),
              HasSubstr("alternative_to: states another kind of figure"));
  Ok(world_.Reverse(*world_.Office(), second.name()));
  EXPECT_THAT(error(Money(1, to + "2'")),
              HasSubstr("alternative_to: is reversed"));
}

TEST_F(LedgerMethodsTest, TheSameThingTwiceIsSaid) {
  const LedgerEntry first = Ok(world_.Create(*world_.Office(), Money(500)));
  EXPECT_THAT(first.possible_duplicates(), IsEmpty());
  EXPECT_THAT(Ok(world_.Create(*City(), Money(500))).possible_duplicates(),
              ElementsAre(first.name()));
  EXPECT_THAT(Ok(world_.Create(*City(), Money(501))).possible_duplicates(),
              IsEmpty());
  EXPECT_THAT(Ok(world_.Create(*City(), Money(500, "date: '2015-06-02'")))
                  .possible_duplicates(),
              IsEmpty());
}

TEST_F(LedgerMethodsTest, ABatchIsAppendedWhollyOrNotAtAll) {
  pb::BatchCreateLedgerEntriesRequest batch;
  batch.set_parent("programmes/hubei");
  for (const int64_t fen : {500, 70, -1}) {
    pb::CreateLedgerEntryRequest& request = *batch.add_requests();
    request.set_parent("programmes/hubei");
    *request.mutable_ledger_entry() = Money(fen);
  }
  EXPECT_THAT(
      Error(world_.ledger().BatchCreateLedgerEntries(*world_.Office(), batch)),
      HasSubstr("requests[2].ledger_entry.disbursement.amount_fen: -1"));
  EXPECT_EQ(world_.Account("city--2015").entry_count(), 0);

  batch.mutable_requests(2)->mutable_ledger_entry()->set_supporter(
      "programmes/hubei/units/fund");
  batch.mutable_requests(2)
      ->mutable_ledger_entry()
      ->mutable_disbursement()
      ->set_amount_fen(3);
  batch.set_request_id("batch-1");
  const auto done =
      Ok(world_.ledger().BatchCreateLedgerEntries(*world_.Office(), batch));
  ASSERT_EQ(done.ledger_entries_size(), 3);
  EXPECT_EQ(LastId(done.ledger_entries(1).name()), "city--2015--0000002");
  EXPECT_EQ(LastId(done.ledger_entries(2).name()), "fund--2015--0000001");
  EXPECT_EQ(done.ledger_entries(0).etag(), done.ledger_entries(2).etag());
  // A repetition gets the first answer again.
  const auto again =
      Ok(world_.ledger().BatchCreateLedgerEntries(*world_.Office(), batch));
  EXPECT_EQ(again.SerializeAsString(), done.SerializeAsString());
  EXPECT_EQ(world_.Account("city--2015").entry_count(), 2);
  ExpectNoFaults();
}

TEST_F(LedgerMethodsTest, ARepeatedReversalIsTheFirstOne) {
  const LedgerEntry entry =
      Ok(world_.Create(*world_.Office(), Money(5), "create-1"));
  EXPECT_EQ(Ok(world_.Create(*world_.Office(), Money(5), "create-1"))
                .SerializeAsString(),
            entry.SerializeAsString());
  const LedgerEntry reversal =
      Ok(world_.Reverse(*world_.Office(), entry.name(), "reverse-1"));
  EXPECT_EQ(Ok(world_.Reverse(*world_.Office(), entry.name(), "reverse-1"))
                .SerializeAsString(),
            reversal.SerializeAsString());
  EXPECT_EQ(world_.Account("city--2015").entry_count(), 2);
}

TEST_F(LedgerMethodsTest, ValidateOnlyWritesNothing) {
  pb::CreateLedgerEntryRequest create;
  create.set_parent("programmes/hubei");
  *create.mutable_ledger_entry() = Money(5);
  create.set_validate_only(true);
  const LedgerEntry would =
      Ok(world_.ledger().CreateLedgerEntry(*world_.Office(), create));
  EXPECT_EQ(would.number(), 1);
  EXPECT_EQ(would.etag(), "");
  EXPECT_EQ(world_.Account("city--2015").entry_count(), 0);

  const LedgerEntry entry = Ok(world_.Create(*world_.Office(), Money(5)));
  pb::ReverseLedgerEntryRequest reverse;
  reverse.set_name(entry.name());
  reverse.set_reason("x");
  reverse.set_validate_only(true);
  EXPECT_EQ(Ok(world_.ledger().ReverseLedgerEntry(*world_.Office(), reverse))
                .disbursement()
                .amount_fen(),
            -5);
  EXPECT_EQ(world_.Get(entry.name()).reversed_by(), "");
  EXPECT_EQ(world_.Account("city--2015").entry_count(), 1);
}

TEST_F(LedgerMethodsTest, AStaleEtagIsAborted) {
  const LedgerEntry entry = Ok(world_.Create(*City(), Money(5)));
  pb::ConfirmLedgerEntryRequest confirm;
  confirm.set_name(entry.name());
  confirm.set_etag("\"1\"");
  EXPECT_THAT(
      Error(world_.ledger().ConfirmLedgerEntry(*world_.Office(), confirm)),
      StartsWith("ABORTED"));
}

TEST_F(LedgerMethodsTest, ASettledYearTakesNothingMoreIn) {
  const LedgerEntry entry = Ok(world_.Create(*world_.Office(), Money(900)));
  world_.Close("city--2015");
  const auto late = world_.Create(*world_.Office(), Money(50));
  EXPECT_THAT(Error(late),
              AllOf(StartsWith("FAILED_PRECONDITION"),
                    HasSubstr("ledger_entry.period: the year 2015 of "
                              "programmes/hubei/units/city is settled; the "
                              "first open one is 2016")));
  const LedgerEntry next =
      Ok(world_.Create(*world_.Office(), Money(50, "period: 2016")));
  EXPECT_EQ(LastId(next.name()), "city--2016--0000001");
  const LedgerEntry correction = Ok(world_.Create(
      *world_.Office(),
      Money(1, "period: 2016 corrects: '@ledgerEntries/city--2015--0000001'")));
  EXPECT_EQ(correction.corrects(), entry.name());
  EXPECT_THAT(Error(world_.Create(
                  *world_.Office(),
                  Money(1,
                        "date: '2016-01-01' "
                        "corrects: '@ledgerEntries/city--2016--0000001'"))),
              HasSubstr("corrects: is not of an earlier period"));

  const LedgerEntry reversal =
      Ok(world_.Reverse(*world_.Office(), entry.name()));
  EXPECT_EQ(LastId(reversal.name()), "city--2016--0000003");
  EXPECT_EQ(reversal.corrects(), entry.name());
  EXPECT_EQ(reversal.date(), entry.date());
  EXPECT_EQ(Balances("city--2015"), "grant: 900 / 900 / 0 / 0\n");
  EXPECT_EQ(Balances("city--2016"), "grant: -849 / -849 / 0 / 0\n");
  ExpectNoFaults();
}

TEST_F(LedgerMethodsTest, WhatNeverCountedIsNotTakenBackFromASettledYear) {
  const LedgerEntry county = Ok(world_.Create(*world_.Office(), Money(500)));
  Ok(world_.Create(*world_.Office(),
                   Money(480,
                         "alternative_to: '@ledgerEntries/city--2015--0000001' "
                         "figure_source: FIGURE_SOURCE_STATISTICS")));
  world_.Close("city--2015");
  EXPECT_THAT(Error(world_.Reverse(*world_.Office(), county.name())),
              HasSubstr("does not count in its settled year"));
}

}  // namespace
}  // namespace duikou
