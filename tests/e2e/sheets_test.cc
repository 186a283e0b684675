// Sheets from end to end: what is exported, imported and exported again is the
// same file, and what is wrong in a sheet is listed by row and column.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/e2e/layouts.h"

namespace duikou::e2e {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Property;
using type::v1::ImportResourcesRequest;
using type::v1::ImportSummary;
using type::v1::RowProblem;

class SheetsTest : public SampleTest {
 protected:
  ImportResourcesRequest Request(const std::string& programme,
                                 const std::string& collection,
                                 const std::string& content) {
    ImportResourcesRequest request;
    request.set_parent("programmes/" + programme);
    request.set_collection(collection);
    request.set_content(content);
    return request;
  }
  ImportSummary Summary(const ImportResourcesRequest& request) {
    const auto imported = Import(deployment(), request);
    EXPECT_TRUE(imported.ok()) << imported.status.error_message();
    return imported.messages.empty() ? ImportSummary()
                                     : imported.messages.back().summary();
  }
};
DUIKOU_ON_BOTH_LAYOUTS(SheetsTest);

// Exports are ordered by id, the sample is not.
std::vector<std::string> SortedLines(const std::string& file) {
  std::vector<std::string> lines = absl::StrSplit(file, '\n');
  std::sort(lines.begin(), lines.end());
  return lines;
}

TEST_P(SheetsTest, AnExportHasTheRowsThatWereImported) {
  for (const std::string& collection : SheetCollections()) {
    const auto exported = Export(deployment(), "hubei", collection);
    ASSERT_TRUE(exported.ok()) << exported.status();
    EXPECT_EQ(SortedLines(*exported),
              SortedLines(SampleFile("hubei", collection + ".csv")))
        << collection;
  }
}

TEST_P(SheetsTest, AnExportImportedAgainChangesNothing) {
  for (const std::string& collection : SheetCollections()) {
    for (const auto format :
         {type::v1::TABLE_FORMAT_CSV, type::v1::TABLE_FORMAT_CSV_GB18030,
          type::v1::TABLE_FORMAT_XLSX}) {
      for (const char* language : {"zh", "en"}) {
        SCOPED_TRACE(absl::StrCat(collection, " ", format, " ", language));
        const auto exported =
            Export(deployment(), "hubei", collection, format, language);
        ASSERT_TRUE(exported.ok()) << exported.status();
        const ImportSummary summary =
            Summary(Request("hubei", collection, *exported));
        EXPECT_EQ(summary.problem_count(), 0) << summary.DebugString();
        EXPECT_EQ(summary.unchanged(), summary.rows());
        EXPECT_FALSE(summary.committed());
        const auto again =
            Export(deployment(), "hubei", collection, format, language);
        ASSERT_TRUE(again.ok()) << again.status();
        EXPECT_EQ(*again, *exported);
      }
    }
  }
}

TEST_P(SheetsTest, AnExportFillsAnotherProgrammeWithTheSame) {
  auto& catalogue = deployment().catalogue();
  catalogue::v1::GetProgrammeRequest get;
  get.set_name("programmes/hubei");
  const auto hubei = Do(catalogue, &CatalogueStub::GetProgramme, get);
  ASSERT_TRUE(hubei.ok()) << hubei;
  catalogue::v1::CreateProgrammeRequest create;
  create.set_programme_id("copy");
  *create.mutable_programme() = hubei.response;
  const auto copy = Do(catalogue, &CatalogueStub::CreateProgramme, create);
  ASSERT_TRUE(copy.ok()) << copy;
  for (const std::string& collection : SheetCollections()) {
    SCOPED_TRACE(collection);
    const auto exported = Export(deployment(), "hubei", collection);
    ASSERT_TRUE(exported.ok()) << exported.status();
    const ImportSummary summary =
        Summary(Request("copy", collection, *exported));
    EXPECT_EQ(summary.problem_count(), 0) << summary.DebugString();
    EXPECT_EQ(summary.created(), summary.rows());
    const auto again = Export(deployment(), "copy", collection);
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(*again, *exported);
  }
}

constexpr char kBadRows[] =
    "领域编号,领域名称,上级领域编号\n"
    "good-one,好的,\n"
    "Bad Id,坏编号,\n"
    "no-parent,无上级,not-there\n"
    "nameless,,\n";

TEST_P(SheetsTest, BadRowsAreListedAndKeepAllOut) {
  const auto before = Export(deployment(), "hubei", "sectors");
  ASSERT_TRUE(before.ok()) << before.status();
  const ImportSummary summary = Summary(Request("hubei", "sectors", kBadRows));
  const auto at = [](int row, const char* column) {
    return AllOf(Property(&RowProblem::row, row),
                 Property(&RowProblem::column, column),
                 Property(&RowProblem::message_zh, ::testing::Ne("")),
                 Property(&RowProblem::message_en, ::testing::Ne("")));
  };
  EXPECT_THAT(summary.problems(),
              ElementsAre(at(3, "A"), at(4, "C"), at(5, "B")))
      << summary.DebugString();
  EXPECT_EQ(summary.rows(), 4);
  EXPECT_EQ(summary.bad_rows(), 3);
  EXPECT_FALSE(summary.committed());
  EXPECT_EQ(*Export(deployment(), "hubei", "sectors"), *before);
}

TEST_P(SheetsTest, ADryRunSaysWhatWouldBeDoneAndDoesNothing) {
  const auto before = Export(deployment(), "hubei", "sectors");
  ASSERT_TRUE(before.ok()) << before.status();
  ImportResourcesRequest request = Request("hubei", "sectors", kBadRows);
  request.set_mode(type::v1::IMPORT_MODE_GOOD_ROWS_ONLY);
  request.set_validate_only(true);
  const ImportSummary summary = Summary(request);
  EXPECT_EQ(summary.created(), 1) << summary.DebugString();
  EXPECT_EQ(summary.bad_rows(), 3);
  EXPECT_FALSE(summary.committed());
  EXPECT_EQ(*Export(deployment(), "hubei", "sectors"), *before);
}

TEST_P(SheetsTest, ARepeatedImportGetsTheFirstAnswer) {
  ImportResourcesRequest request =
      Request("hubei", "sectors", "领域编号,领域名称\nonce,只一次\n");
  request.set_request_id("import-once");
  const ImportSummary first = Summary(request);
  EXPECT_EQ(first.created(), 1) << first.DebugString();
  EXPECT_TRUE(first.committed());
  const ImportSummary second = Summary(request);
  EXPECT_EQ(second.DebugString(), first.DebugString());
  catalogue::v1::DeleteSectorRequest remove;
  remove.set_name("programmes/hubei/sectors/once");
  EXPECT_TRUE(
      Do(deployment().catalogue(), &CatalogueStub::DeleteSector, remove).ok());
}

}  // namespace
}  // namespace duikou::e2e
