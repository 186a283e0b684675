// The sheet of the ledger under bytes that nobody chose: damaged files are
// refused or read, and what was read stands for itself.
#include "services/progress/ledger_table.h"

#include <random>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "matcher/testing/cases.h"
#include "services/rpc/testing/parse_text.h"
#include "services/table/csv.h"
#include "services/table/xlsx_reader.h"
#include "services/table/xlsx_writer.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;
using testing::Parse;
using Schema = TableSchema<LedgerEntry>;

Schema MakeSchema() {
  return LedgerTable(Parse<catalogue::v1::Programme>(R"pb(
                       name: "programmes/h"
                       fund_kinds {
                         id: "grant"
                         display_name { zh: "援助" }
                       })pb"),
                     {})
      .value();
}

std::vector<LedgerEntry> Entries() {
  return {Parse<LedgerEntry>(R"pb(
            name: "programmes/h/ledgerEntries/u--2015--0000001"
            date: "2015-06-01"
            supporter: "programmes/h/units/u"
            disbursement {
              fund_kind: "grant"
              amount_fen: 1234567
              payer: SIDE_SUPPORTER
            }
            placements {
              area: "programmes/h/areas/a1"
              sector: "programmes/h/sectors/s1"
              parts: 4000
            }
            placements {
              area: "programmes/h/areas/a2"
              sector: "programmes/h/sectors/s1"
              parts: 6000
            }
            figure_source: FIGURE_SOURCE_SUPPORTER
            source_document: "凭证 \"12\" 号"
            state: STATE_REPORTED)pb"),
          Parse<LedgerEntry>(R"pb(
            name: "programmes/h/ledgerEntries/u--2015--0000002"
            date: "2015-06-02"
            supporter: "programmes/h/units/u"
            rate {
              indicator: "programmes/h/indicators/green"
              basis_points: 4125
              province_basis_points: 3900
            }
            figure_source: FIGURE_SOURCE_STATISTICS
            source_document: "年报"
            state: STATE_CONFIRMED)pb")};
}

// With some bytes changed, doubled or cut out.
std::string Damaged(std::string bytes, std::mt19937_64& random) {
  const auto at = [&] { return random() % bytes.size(); };
  for (uint64_t times = random() % 8; times > 0 && bytes.size() > 16; --times) {
    switch (random() % 3) {
      case 0:
        bytes[at()] = static_cast<char>(random());
        break;
      case 1:
        bytes.insert(at(), bytes.substr(at(), random() % 16));
        break;
      default:
        bytes.erase(at(), random() % 16);
    }
  }
  return bytes;
}

// What a file that can be read says: its entries are whole, and come back
// unchanged through a file of ours.
void ReadAll(const Schema& schema, const absl::StatusOr<Sheet>& sheet) {
  if (!sheet.ok()) {
    EXPECT_FALSE(absl::IsInternal(sheet.status())) << sheet.status();
    return;
  }
  std::vector<LedgerEntry> entries;
  for (ParsedRow<LedgerEntry>& row : schema.Import(*sheet).rows) {
    EXPECT_FALSE(row.value.date().empty());
    EXPECT_NE(row.value.figure_source(), pb::FIGURE_SOURCE_UNSPECIFIED);
    entries.push_back(std::move(row.value));
  }
  const Sheet exported = schema.Export(entries);
  const auto bytes = WriteCsv(exported);
  ASSERT_TRUE(bytes.ok()) << bytes.status();
  const auto again = ReadCsv(*bytes, ReadLimits());
  ASSERT_TRUE(again.ok()) << again.status();
  const ImportResult<LedgerEntry> result = schema.Import(*again);
  EXPECT_EQ(result.rows.size(), entries.size());
  EXPECT_EQ(result.bad_rows, 0);
}

class LedgerTableTest : public ::testing::Test {
 protected:
  const Schema schema_ = MakeSchema();
  const Sheet sheet_ = schema_.Export(Entries());
};

TEST_F(LedgerTableTest, WhatIsExportedIsReadAgain) {
  const auto read = ReadCsv(WriteCsv(sheet_).value(), ReadLimits());
  ASSERT_TRUE(read.ok()) << read.status();
  const ImportResult<LedgerEntry> result = schema_.Import(*read);
  ASSERT_EQ(result.rows.size(), 2);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(result.rows[i].value.SerializeAsString(),
              Entries()[i].SerializeAsString());
  }
}

TEST_F(LedgerTableTest, DamagedTextsAreRefusedOrRead) {
  const std::string bytes = WriteCsv(sheet_).value();
  for (int seed = 1; seed <= testing::Cases(5'000); ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    std::mt19937_64 random(seed);
    ReadAll(schema_, ReadCsv(Damaged(bytes, random), ReadLimits()));
    if (HasFailure()) return;
  }
}

TEST_F(LedgerTableTest, DamagedWorkbooksAreRefusedOrRead) {
  const std::string bytes = WriteXlsx(sheet_).value();
  for (int seed = 1; seed <= testing::Cases(1'000); ++seed) {
    SCOPED_TRACE(absl::StrCat("seed ", seed));
    std::mt19937_64 random(seed);
    ReadAll(schema_, ReadXlsx(Damaged(bytes, random), ReadLimits()));
    if (HasFailure()) return;
  }
}

}  // namespace
}  // namespace duikou
