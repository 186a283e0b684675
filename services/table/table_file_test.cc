#include "services/table/table_file.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/table/testing/sheet_text.h"
#include "services/table/testing/zip_file.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

constexpr char kCompound[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 and more";

TEST(TableFileTest, TheFirstBytesTellTheFormat) {
  EXPECT_EQ(DetectFormat(""), FileFormat::kEmpty);
  EXPECT_EQ(DetectFormat(ZipFile({{"a", "b"}})), FileFormat::kXlsx);
  EXPECT_EQ(DetectFormat(kCompound), FileFormat::kCompound);
  EXPECT_EQ(DetectFormat("\xEF\xBB\xBF\n<HTML><table>"), FileFormat::kMarkup);
  EXPECT_EQ(DetectFormat("<?xml version=\"1.0\"?>"), FileFormat::kMarkup);
  EXPECT_EQ(DetectFormat("编号,名称"), FileFormat::kCsv);
}

TEST(TableFileTest, BothFormatsAreReadAndOthersExplained) {
  EXPECT_EQ(SheetText(*ReadTable("a,b", ReadLimits())), "A1=a B1=b\n");
  EXPECT_EQ(
      SheetText(*ReadTable(Workbook({.sheet = "<row><c><v>1</v></c></row>"}),
                           ReadLimits())),
      "A1=n:1\n");
  EXPECT_EQ(ReadTable("", ReadLimits()).status().message(),
            "the file is empty");
  EXPECT_THAT(ReadTable(kCompound, ReadLimits()).status().ToString(),
              HasSubstr("INVALID_ARGUMENT: the file is an old .xls workbook or "
                        "protected by a password"));
  EXPECT_THAT(ReadTable("<table>", ReadLimits()).status().ToString(),
              HasSubstr("INVALID_ARGUMENT: the file is a web page"));
}

TEST(TableFileTest, WhatIsWrittenIsReadAgain) {
  const Sheet sheet = *ReadCsv("编号,名称\n007,柑橘\n", ReadLimits());
  for (const FileFormat format : {FileFormat::kXlsx, FileFormat::kCsv}) {
    const absl::StatusOr<std::string> bytes = WriteTable(sheet, format);
    ASSERT_TRUE(bytes.ok());
    EXPECT_EQ(DetectFormat(*bytes), format);
    EXPECT_EQ(SheetText(*ReadTable(*bytes, ReadLimits())), SheetText(sheet));
  }
}

}  // namespace
}  // namespace duikou
