// Importing and exporting sheets.
#include <string>

#include "clients/cli/testing/command_line_fixture.h"
#include "clients/cli/testing/fake_services.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

class SheetCommandsTest : public CommandLineFixture {};

TEST_F(SheetCommandsTest, AnImportListsItsBadRowsAndFails) {
  fakes_.catalogue.import_summary = FromText<type::v1::ImportSummary>(R"(
      rows: 2 created: 1 bad_rows: 1 problem_count: 1
      problems { row: 3 column: "E" heading: "政策资金总额（万元）" value: "很多"
                 code: "amount" message_zh: "不是金额" message_en: "no amount" })");
  const std::string file = FileWith("projects.csv", "编号\np-1\n");
  EXPECT_EQ(Run({"import", "projects", file, "--progress"}), 1);
  EXPECT_EQ(out_,
            "行  列  表头                  内容  问题\n"
            " 3  E   政策资金总额（万元）  很多  不是金额\n\n"
            "共 2 行：新建 1，更新 0，未变 0，有误 1。有误，一行也未写入；改"
            "正后再导入，或加 --good-rows-only 只写入正确的行\n");
  EXPECT_EQ(err_, "已读 1/2 行，已写 0 行\n");
  EXPECT_EQ(fakes_.catalogue.imported.content(), "编号\np-1\n");
  EXPECT_EQ(Run({"import", "projects", file, "--output", "csv"}), 1);
  EXPECT_EQ(out_,
            "row,column,heading,value,code,warning,message\r\n"
            "3,E,政策资金总额（万元）,很多,amount,false,不是金额\r\n");
  EXPECT_THAT(err_, IsEmpty());
}

TEST_F(SheetCommandsTest, AFileWithoutANeededHeadingFails) {
  fakes_.catalogue.import_summary = FromText<type::v1::ImportSummary>(R"(
      problem_count: 1
      problems { row: 1 message_zh: "缺少表头" message_en: "no heading" })");
  EXPECT_EQ(Run({"import", "projects", "-"}, "x"), 1);
  EXPECT_THAT(out_, HasSubstr("文件有误，未写入\n"));
}

TEST_F(SheetCommandsTest, AGoodImportSucceeds) {
  fakes_.catalogue.import_summary =
      FromText<type::v1::ImportSummary>("rows: 2 created: 2 committed: true");
  EXPECT_EQ(
      Run({"import", "projects", "-", "--good-rows-only", "--refuse-existing"},
          "x"),
      0);
  EXPECT_EQ(out_, "共 2 行：新建 2，更新 0，未变 0，有误 0。已写入\n");
  EXPECT_EQ(fakes_.catalogue.imported.mode(),
            type::v1::IMPORT_MODE_GOOD_ROWS_ONLY);
  EXPECT_EQ(fakes_.catalogue.imported.existing(),
            type::v1::EXISTING_ROWS_REFUSE);
}

TEST_F(SheetCommandsTest, ExportsGoToFilesAndToStandardOutput) {
  EXPECT_EQ(Run({"export", "projects", "-"}), 0) << err_;
  EXPECT_EQ(out_, "编号,名称\np-1,脐橙\n");
  EXPECT_EQ(fakes_.catalogue.exported.format(), type::v1::TABLE_FORMAT_CSV);
  const std::string file = ::testing::TempDir() + "/out.xlsx";
  EXPECT_EQ(Run({"export", "projects", file, "--template"}), 0);
  EXPECT_EQ(out_, "已导出 1 行到 " + file + "\n");
  EXPECT_EQ(fakes_.catalogue.exported.format(), type::v1::TABLE_FORMAT_XLSX);
  EXPECT_TRUE(fakes_.catalogue.exported.template_());
  EXPECT_EQ(std::filesystem::file_size(file), 25);
  out_is_tty_ = true;
  EXPECT_EQ(Run({"export", "projects", "-", "--format", "xlsx"}), 2);
}

}  // namespace
}  // namespace duikou::cli
