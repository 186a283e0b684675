#include "services/table/xlsx_writer.h"

#include <random>

#include "absl/strings/match.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/table/testing/random_sheet.h"
#include "services/table/testing/sheet_text.h"
#include "services/table/xlsx_reader.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

Sheet OneCell(CellKind kind, std::string text) {
  Sheet sheet;
  SheetRow heading{.number = 1, .width = 0, .cells = {}};
  heading.Add(1, CellKind::kText, "h");
  SheetRow row{.number = 2, .width = 0, .cells = {}};
  row.Add(1, kind, std::move(text));
  sheet.rows = {heading, row};
  return sheet;
}

std::string WriteAndRead(const Sheet& sheet) {
  const absl::StatusOr<std::string> bytes = WriteXlsx(sheet);
  if (!bytes.ok()) return bytes.status().ToString();
  const absl::StatusOr<Sheet> read = ReadXlsx(*bytes, ReadLimits());
  return read.ok() ? SheetText(*read) : read.status().ToString();
}

TEST(XlsxWriterTest, TextsStayTextsWhateverTheyLookLike) {
  EXPECT_EQ(WriteAndRead(OneCell(CellKind::kText, "007")), "A1=h\nA2=007\n");
  EXPECT_EQ(WriteAndRead(OneCell(CellKind::kText, "=SUM(A1)")),
            "A1=h\nA2==SUM(A1)\n");
  EXPECT_EQ(WriteAndRead(OneCell(CellKind::kText, "<r><t>x</t></r>")),
            "A1=h\nA2=<r><t>x</t></r>\n");
}

TEST(XlsxWriterTest, NumbersThatFitAreNumbersAndOthersKeepTheirDigits) {
  EXPECT_EQ(WriteAndRead(OneCell(CellKind::kNumber, "-1234567890.12345")),
            "A1=h\nA2=n:-1234567890.12345\n");
  EXPECT_EQ(WriteAndRead(OneCell(CellKind::kNumber, "12345678901234.56")),
            "A1=h\nA2=12345678901234.56\n");
  EXPECT_EQ(WriteAndRead(OneCell(CellKind::kNumber, "12.5%")),
            "A1=h\nA2=n:12.5%\n");
  EXPECT_EQ(WriteAndRead(OneCell(CellKind::kBoolean, "true")),
            "A1=h\nA2=b:true\n");
  EXPECT_EQ(WriteAndRead(OneCell(CellKind::kDate, "2014-05-06")),
            "A1=h\nA2=2014-05-06\n");
}

TEST(XlsxWriterTest, TheSheetKeepsAnAllowedName) {
  Sheet sheet = OneCell(CellKind::kText, "x");
  sheet.name = "受援项目";
  const absl::StatusOr<std::string> bytes = WriteXlsx(sheet);
  ASSERT_TRUE(bytes.ok());
  EXPECT_EQ(ReadXlsx(*bytes, ReadLimits())->name, "受援项目");
  sheet.name = "a/b";
  EXPECT_EQ(ReadXlsx(*WriteXlsx(sheet), ReadLimits())->name, "Sheet1");
}

TEST(XlsxWriterTest, AnEmptySheetIsAWorkbookToo) {
  EXPECT_EQ(WriteAndRead(Sheet()), "");
}

TEST(XlsxWriterTest, WhatNoWorkbookCanHoldIsRefused) {
  EXPECT_THAT(WriteAndRead(OneCell(CellKind::kText, "a\xFF")),
              HasSubstr("INVALID_ARGUMENT: cell A2: the text is not valid"));
  EXPECT_THAT(WriteAndRead(OneCell(CellKind::kText, std::string("a\0b", 3))),
              HasSubstr("INVALID_ARGUMENT: cell A2: the text contains NUL"));
  EXPECT_THAT(
      WriteAndRead(OneCell(CellKind::kText, std::string(32'768, 'x'))),
      HasSubstr("INVALID_ARGUMENT: cell A2: the text has more than 32,767"));
  Sheet wide = OneCell(CellKind::kText, "x");
  wide.rows[1].Add(16'385, CellKind::kText, "y");
  EXPECT_THAT(WriteAndRead(wide), HasSubstr("RESOURCE_EXHAUSTED: a workbook"));
}

TEST(XlsxWriterTest, EqualSheetsGiveEqualBytes) {
  std::mt19937_64 random(7);
  const Sheet sheet = RandomSheet(random);
  setenv("TZ", "Asia/Shanghai", 1);
  tzset();
  const absl::StatusOr<std::string> first = WriteXlsx(sheet);
  setenv("TZ", "UTC", 1);
  tzset();
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(*first, *WriteXlsx(sheet));
}

// What a workbook makes of the sheet: long numbers turn into texts, and so does
// every cell of the heading row.
Sheet AsStored(Sheet sheet) {
  for (SheetRow& row : sheet.rows) {
    for (Cell& cell : row.cells) {
      if (cell.kind != CellKind::kNumber) continue;
      const auto digits = std::count_if(cell.text.begin(), cell.text.end(),
                                        [](char c) { return c >= '0'; });
      if (digits > 15 || &row == &sheet.rows.front()) {
        cell.kind = CellKind::kText;
      }
    }
  }
  return sheet;
}

TEST(XlsxWriterTest, RandomSheetsSurviveARoundTrip) {
  for (uint64_t seed = 1; seed <= 150; ++seed) {
    std::mt19937_64 random(seed);
    const Sheet sheet = RandomSheet(random);
    ASSERT_EQ(WriteAndRead(sheet), SheetText(AsStored(sheet)))
        << "seed " << seed;
  }
}

}  // namespace
}  // namespace duikou
