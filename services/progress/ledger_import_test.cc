// The ledger in sheets: rows are appended, what is exported reads back, and
// nothing that is there is changed.
#include "services/progress/ledger_import.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "duikou/type/v1/table.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/progress/ledger_rows.h"
#include "services/progress/testing/ledger_world.h"
#include "services/rpc/resource_name.h"
#include "services/rpc/sheet_methods.h"
#include "services/store/memory/memory_store.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::LedgerEntry;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::LedgerWorld;
using type::v1::ImportSummary;

constexpr char kHeadings[] =
    "日期,支援单位编号,受援单位编号,资金类别,到位金额（万元）,指标编号,数量,"
    "比率,"
    "数据来源,凭证\n";

class LedgerImportTest : public ::testing::Test {
 protected:
  LedgerImportTest() { AddLedgerSheets(store_, rows_, sheets_); }

  ImportSummary Import(const std::string& content,
                       const std::string& request_id = "",
                       bool validate_only = false) {
    type::v1::ImportResourcesRequest request;
    request.set_parent("programmes/hubei");
    request.set_collection("ledgerEntries");
    request.set_content(content);
    request.set_request_id(request_id);
    request.set_validate_only(validate_only);
    return Import(*world_.Office(), request);
  }
  ImportSummary Import(CallContext& call,
                       const type::v1::ImportResourcesRequest& request) {
    ImportSummary summary;
    const absl::Status done = sheets_.Import(
        call, request, [&](const type::v1::ImportResourcesResponse& message) {
          if (message.has_summary()) summary = message.summary();
          return absl::OkStatus();
        });
    EXPECT_TRUE(done.ok()) << done;
    return summary;
  }
  std::string Export(const std::string& language = "zh") {
    type::v1::ExportResourcesRequest request;
    request.set_parent("programmes/hubei");
    request.set_collection("ledgerEntries");
    request.set_format(type::v1::TABLE_FORMAT_CSV);
    request.set_language_code(language);
    std::string file;
    const absl::Status done =
        sheets_.Export(*world_.Office(), request,
                       [&](const type::v1::ExportResourcesResponse& message) {
                         file += message.content();
                         return absl::OkStatus();
                       });
    EXPECT_TRUE(done.ok()) << done;
    return file;
  }
  // `row column: what`, one a problem.
  static std::vector<std::string> Problems(const ImportSummary& summary) {
    std::vector<std::string> lines;
    for (const type::v1::RowProblem& problem : summary.problems()) {
      lines.push_back(absl::StrCat(problem.row(), " ", problem.heading(), ": ",
                                   problem.message_zh()));
    }
    return lines;
  }

  MemoryStore store_;
  LedgerWorld world_{store_};
  LedgerRows rows_{world_.ledger()};
  SheetMethods sheets_;
};

TEST_F(LedgerImportTest, RowsAreAppendedInOneCommit) {
  const ImportSummary done = Import(absl::StrCat(
      kHeadings, "2015-06-01,city,county,无偿援助,12.5,,,,支援方账目,凭证 1\n",
      "2015/6/2,city,,,,jobs,30,,office,凭证 2\n",
      "2015-06-03,city,,,,green,,41.25%,统计部门数据,年报\n"));
  EXPECT_EQ(done.created(), 3) << done.ShortDebugString();
  EXPECT_TRUE(done.committed());
  const std::string name = "programmes/hubei/ledgerEntries/city--2015--000000";
  const LedgerEntry money = world_.Get(name + "1");
  EXPECT_EQ(money.disbursement().amount_fen(), 12'500'000);
  EXPECT_EQ(money.disbursement().fund_kind(), "grant");
  EXPECT_EQ(money.state(), LedgerEntry::STATE_CONFIRMED);
  EXPECT_EQ(world_.Get(name + "2").count().value(), 30);
  EXPECT_EQ(world_.Get(name + "2").date(), "2015-06-02");
  EXPECT_EQ(world_.Get(name + "3").rate().basis_points(), 4125);
  EXPECT_EQ(world_.Get(name + "1").etag(), world_.Get(name + "3").etag());
  EXPECT_EQ(world_.Verify().fault_count(), 0);
}

TEST_F(LedgerImportTest, ABadRowKeepsAllOutAndIsNamed) {
  const ImportSummary done = Import(absl::StrCat(
      kHeadings, "2015-06-01,city,county,无偿援助,12.5,,,,支援方账目,凭证 1\n",
      "2015-06-01,city,county,无偿援助,-3,,,,支援方账目,凭证 2\n",
      "2015-06-01,city,county,无偿援助,1,jobs,2,,支援方账目,凭证 3\n",
      "2015-06-01,none,county,无偿援助,1,,,,支援方账目,凭证 4\n"));
  EXPECT_FALSE(done.committed());
  EXPECT_EQ(done.bad_rows(), 3);
  EXPECT_EQ(world_.Account("city--2015").entry_count(), 0);
  const std::vector<std::string> problems = Problems(done);
  ASSERT_EQ(problems.size(), 4) << done.ShortDebugString();
  EXPECT_THAT(problems[0], HasSubstr("3 到位金额（万元）: 应大于 0"));
  EXPECT_THAT(problems[1],
              HasSubstr("4 指标编号: 一行只能填写资金、数量、比率之一"));
  EXPECT_THAT(problems[3], HasSubstr("5 支援单位编号: "));
}

TEST_F(LedgerImportTest, WhatIsLikelyTheSameIsWarnedOf) {
  const std::string row =
      "2015-06-01,city,county,无偿援助,12.5,,,,支援方账目,凭证\n";
  const ImportSummary twice = Import(absl::StrCat(kHeadings, row, row));
  EXPECT_EQ(twice.created(), 2);
  EXPECT_THAT(Problems(twice), ElementsAre("3 日期: 可能与第 2 行重复"));
  const ImportSummary again = Import(absl::StrCat(kHeadings, row));
  EXPECT_THAT(Problems(again),
              ElementsAre("2 日期: 可能与 city--2015--0000001 重复"));
  EXPECT_TRUE(again.problems(0).warning());
}

TEST_F(LedgerImportTest, WhatIsExportedReadsBackAndChangesNothing) {
  Import(absl::StrCat(
      kHeadings, "2015-06-01,city,county,无偿援助,12.5,,,,支援方账目,凭证 1\n",
      "2015-06-02,city,,,,jobs,30,,office,凭证 2\n",
      "2015-06-03,city,,,,green,,41.25%,统计部门数据,年报\n"));
  ASSERT_TRUE(world_
                  .Reverse(*world_.Office(),
                           "programmes/hubei/ledgerEntries/city--2015--0000001")
                  .ok());
  LedgerEntry split = LedgerWorld::Money(
      5,
      "placements { area: '@areas/zigui' sector: '@sectors/tea' parts: 2500 } "
      "placements { area: '@areas/badong' sector: '@sectors/health' "
      "parts: 7500 }");
  ASSERT_TRUE(world_.Create(*world_.Office(), split).ok());
  for (const char* language : {"zh", "en"}) {
    const std::string file = Export(language);
    const ImportSummary again = Import(file);
    EXPECT_EQ(again.unchanged(), 5) << again.ShortDebugString();
    EXPECT_EQ(again.created(), 0);
    EXPECT_THAT(Problems(again), IsEmpty());
    EXPECT_EQ(Export(language), file);
  }
  EXPECT_THAT(Export(), HasSubstr("zigui/tea=2500；badong/health=7500"));
}

TEST_F(LedgerImportTest, AnEntryIsNotChangedByItsRow) {
  ASSERT_TRUE(
      world_.Create(*world_.Office(), LedgerWorld::Money(1'000'000)).ok());
  const std::string file = Export();
  const auto changed = [&](const char* from, const char* to) {
    return Problems(Import(absl::StrReplaceAll(file, {{from, to}})));
  };
  EXPECT_THAT(changed("凭证 1", "凭证 2"),
              ElementsAre(HasSubstr("台账条目不能修改")));
  EXPECT_THAT(changed("已确认", "有异议"),
              ElementsAre(HasSubstr("状态和冲销不能通过表格修改")));
  EXPECT_THAT(changed("city--2015--0000001", "city--2015--0000009"),
              ElementsAre(HasSubstr("没有此编号的条目")));
}

TEST_F(LedgerImportTest, ARepeatedRequestAppendsNothing) {
  const std::string content = absl::StrCat(
      kHeadings, "2015-06-01,city,county,无偿援助,12.5,,,,支援方账目,凭证\n");
  EXPECT_EQ(Import(content, "", true).created(), 1);
  EXPECT_EQ(world_.Account("city--2015").entry_count(), 0);
  const ImportSummary first = Import(content, "import-1");
  EXPECT_EQ(Import(content, "import-1").SerializeAsString(),
            first.SerializeAsString());
  EXPECT_EQ(world_.Account("city--2015").entry_count(), 1);
}

TEST_F(LedgerImportTest, GoodRowsAloneAreNumberedWithoutGaps) {
  type::v1::ImportResourcesRequest request;
  request.set_parent("programmes/hubei");
  request.set_collection("ledgerEntries");
  request.set_mode(type::v1::IMPORT_MODE_GOOD_ROWS_ONLY);
  request.set_content(absl::StrCat(
      kHeadings, "2015-06-01,city,county,无偿援助,1,,,,支援方账目,凭证 1\n",
      "2015-06-01,fund,county,无偿援助,2,,,,支援方账目,凭证 2\n",
      "2015-06-01,city,county,无偿援助,3,,,,支援方账目,凭证 3\n"));
  // The fund's books are not the city's.
  const ImportSummary done = Import(*world_.Supporter("city", "city"), request);
  EXPECT_EQ(done.created(), 2);
  EXPECT_EQ(done.bad_rows(), 1);
  EXPECT_EQ(world_.Account("city--2015").entry_count(), 2);
  EXPECT_EQ(
      world_.Get("programmes/hubei/ledgerEntries/city--2015--0000002").state(),
      LedgerEntry::STATE_REPORTED);
  EXPECT_EQ(world_.Verify().fault_count(), 0);
}

}  // namespace
}  // namespace duikou
