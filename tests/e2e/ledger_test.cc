// A unit's year in the sample programme, on both layouts: money reported by
// call, batch and sheet, a mistake taken back, the year signed and settled, and
// what comes too late for it.
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/settlement_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/rpc/testing/parse_text.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

namespace pb = ::duikou::progress::v1;
using duikou::testing::Parse;
using pb::LedgerEntry;
using pb::Settlement;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr char kParent[] = "parent: 'programmes/hubei' ";

class LedgerTest : public SampleTest {
 protected:
  ProgressStub& progress() { return deployment().progress(); }
  SettlementStub& settlements() { return deployment().settlements(); }

  static std::string Entry(const std::string& unit, int64_t fen,
                           const std::string& more = "") {
    return absl::StrCat("ledger_entry { supporter: 'programmes/hubei/units/",
                        unit,
                        "' date: '2015-06-01' "
                        "figure_source: FIGURE_SOURCE_OFFICE "
                        "source_document: '凭证' "
                        "disbursement { fund_kind: 'grant' amount_fen: ",
                        fen, " } ", more, " } ");
  }
  Answer<LedgerEntry> Create(const std::string& text) {
    return Do(progress(), &ProgressStub::CreateLedgerEntry,
              Parse<pb::CreateLedgerEntryRequest>(kParent + text));
  }
  Settlement Year(const std::string& id) {
    pb::GetSettlementRequest request;
    request.set_name("programmes/hubei/settlements/" + id);
    const auto got = Do(settlements(), &SettlementStub::GetSettlement, request);
    EXPECT_TRUE(got.ok()) << got;
    return got.response;
  }
  Answer<Settlement> Sign(const Settlement& seen) {
    pb::SignSettlementRequest request;
    request.set_name(seen.name());
    request.set_figures_digest(seen.figures_digest());
    return Do(settlements(), &SettlementStub::SignSettlement, request);
  }
  Answer<Settlement> Settle(const Settlement& seen) {
    pb::SettleYearRequest request;
    request.set_name(seen.name());
    request.set_figures_digest(seen.figures_digest());
    return Do(settlements(), &SettlementStub::SettleYear, request);
  }
  static int64_t Grants(const Settlement& year) {
    for (const pb::SettledFund& fund : year.funds()) {
      if (fund.fund_kind() == "grant") return fund.arrived_fen();
    }
    return 0;
  }
  pb::VerifyLedgerResponse Verify() {
    const auto got = Do(progress(), &ProgressStub::VerifyLedger,
                        Parse<pb::VerifyLedgerRequest>(kParent));
    EXPECT_TRUE(got.ok()) << got;
    return got.response;
  }
  type::v1::ImportSummary ImportEntries(const std::string& content) {
    type::v1::ImportResourcesRequest request;
    request.set_parent("programmes/hubei");
    request.set_collection("ledgerEntries");
    request.set_content(content);
    const auto done = Import(deployment(), request);
    EXPECT_TRUE(done.ok()) << done.status.error_message();
    return done.messages.empty() ? type::v1::ImportSummary()
                                 : done.messages.back().summary();
  }
};
DUIKOU_ON_BOTH_LAYOUTS(LedgerTest);

TEST_P(LedgerTest, AYearFromItsFirstEntryToItsSettlement) {
  const auto first = Create(Entry("yichang", 100));
  ASSERT_TRUE(first.ok()) << first;
  const auto wrong = Create(Entry("yichang", 7'000));
  ASSERT_TRUE(wrong.ok()) << wrong;
  const auto batch =
      Do(progress(), &ProgressStub::BatchCreateLedgerEntries,
         Parse<pb::BatchCreateLedgerEntriesRequest>(
             absl::StrCat(kParent, "requests { ", kParent, Entry("yichang", 20),
                          "} requests { ", kParent, Entry("yichang", 3), "}")));
  ASSERT_TRUE(batch.ok()) << batch;
  const auto imported = ImportEntries(
      "日期,支援单位编号,资金类别,到位金额（元）,数据来源,凭证\n"
      "2015-07-01,yichang,grant,4.00,office,表\n");
  EXPECT_EQ(imported.created(), 1) << imported.ShortDebugString();
  pb::ReverseLedgerEntryRequest reverse;
  reverse.set_name(wrong.response.name());
  reverse.set_reason("金额有误");
  const auto reversal =
      Do(progress(), &ProgressStub::ReverseLedgerEntry, reverse);
  ASSERT_TRUE(reversal.ok()) << reversal;
  EXPECT_EQ(reversal.response.number(), 6);

  const Settlement open = Year("yichang--2015");
  EXPECT_EQ(Grants(open), 523);
  EXPECT_THAT(Sign(open).status.error_message(),
              HasSubstr("the year before, 2014, is not settled yet"));
  ASSERT_TRUE(Sign(Year("yichang--2014")).ok());
  ASSERT_TRUE(Settle(Year("yichang--2014")).ok());
  const auto signed_year = Sign(Year("yichang--2015"));
  ASSERT_TRUE(signed_year.ok()) << signed_year;
  const auto settled = Settle(Year("yichang--2015"));
  ASSERT_TRUE(settled.ok()) << settled;
  EXPECT_EQ(Grants(settled.response), 523);

  const auto late = Create(Entry("yichang", 9));
  EXPECT_EQ(late.status.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(late.status.error_message(),
              HasSubstr("is settled; the first open one is 2016"));
  reverse.set_name(first.response.name());
  const auto correction =
      Do(progress(), &ProgressStub::ReverseLedgerEntry, reverse);
  ASSERT_TRUE(correction.ok()) << correction;
  EXPECT_EQ(correction.response.period(), 2016);
  EXPECT_EQ(correction.response.corrects(), first.response.name());
  EXPECT_EQ(Year("yichang--2015").SerializeAsString(),
            settled.response.SerializeAsString());
  const pb::VerifyLedgerResponse found = Verify();
  EXPECT_EQ(found.fault_count(), 0) << found.ShortDebugString();
  EXPECT_GE(found.settlement_count(), 1);
}

TEST_P(LedgerTest, WhatWasDoneToAnEntryIsTold) {
  const auto entry = Create(Entry("hzau", 5));
  ASSERT_TRUE(entry.ok()) << entry;
  pb::ReverseLedgerEntryRequest reverse;
  reverse.set_name(entry.response.name());
  reverse.set_reason("x");
  ASSERT_TRUE(Do(progress(), &ProgressStub::ReverseLedgerEntry, reverse).ok());
  type::v1::ListHistoryRequest request;
  request.set_name(entry.response.name());
  const auto history = Do(progress(), &ProgressStub::ListHistory, request);
  ASSERT_TRUE(history.ok()) << history;
  ASSERT_EQ(history.response.entries_size(), 2);
  EXPECT_EQ(history.response.entries(0).changes(0).path(), "reversed_by");
}

TEST_P(LedgerTest, WhatIsExportedReadsBackAndChangesNothing) {
  ASSERT_TRUE(Create(Entry("whu", 12'345)).ok());
  for (const char* language : {"zh", "en"}) {
    const auto file = Export(deployment(), "hubei", "ledgerEntries",
                             type::v1::TABLE_FORMAT_XLSX, language);
    ASSERT_TRUE(file.ok()) << file.status();
    const auto again = ImportEntries(*file);
    EXPECT_GE(again.unchanged(), 1);
    EXPECT_EQ(again.unchanged(), again.rows()) << again.ShortDebugString();
    EXPECT_THAT(again.problems(), IsEmpty());
  }
}

TEST_P(LedgerTest, WritersOfOneYearAllGetTheirNumber) {
  constexpr int kWriters = 8;
  constexpr int kEach = 4;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([this, writer] {
      for (int i = 0; i < kEach; ++i) {
        const auto made = Create(Entry("whut", 1 + writer));
        EXPECT_TRUE(made.ok()) << made;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  const Settlement year = Year("whut--2015");
  EXPECT_EQ(year.entry_count(), kWriters * kEach);
  EXPECT_EQ(Grants(year), kEach * kWriters * (kWriters + 1) / 2);
  EXPECT_EQ(Verify().fault_count(), 0);
}

}  // namespace
}  // namespace duikou::e2e
