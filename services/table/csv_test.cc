#include "services/table/csv.h"

#include <random>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/table/testing/random_sheet.h"
#include "services/table/testing/sheet_text.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

std::string ReadBytes(absl::string_view bytes, const ReadLimits& limits = {}) {
  const absl::StatusOr<Sheet> sheet = ReadCsv(bytes, limits);
  return sheet.ok() ? SheetText(*sheet) : sheet.status().ToString();
}

TEST(CsvReaderTest, FieldsAreQuotedAsRfc4180Says) {
  EXPECT_EQ(ReadBytes("a,\"b,\"\"c\"\"\nd\",\r\n\"\",x\"y,z\r\n"),
            "A1=a B1=b,\"c\"\nd\nB2=x\"y C2=z\n");
}

TEST(CsvReaderTest, LinesEndAsAnySystemEndsThem) {
  EXPECT_EQ(ReadBytes("a\nb\r\nc\rd"), "A1=a\nA2=b\nA3=c\nA4=d\n");
}

TEST(CsvReaderTest, BlankLinesCountAsRows) {
  EXPECT_EQ(ReadBytes("\na,b\n\n,\nc,d\n"), "A2=a B2=b\nA5=c B5=d\n");
}

TEST(CsvReaderTest, WidthCountsEmptyFields) {
  const absl::StatusOr<Sheet> sheet = ReadCsv("a,b,c\n1,,\n1\n", ReadLimits());
  ASSERT_TRUE(sheet.ok());
  ASSERT_EQ(sheet->rows.size(), 3);
  EXPECT_EQ(sheet->rows[1].width, 3);
  EXPECT_EQ(sheet->rows[2].width, 1);
}

TEST(CsvReaderTest, TheSeparatorIsTheOneTheFirstRowHasMostOf) {
  EXPECT_EQ(ReadBytes("a;b;\"c,d,e,f\"\n1,5;2;3\n"),
            "A1=a B1=b C1=c,d,e,f\nA2=1,5 B2=2 C2=3\n");
  EXPECT_EQ(ReadBytes("a\tb,c\td\n"), "A1=a B1=b,c C1=d\n");
  EXPECT_EQ(ReadBytes("a;b,c\n"), "A1=a;b B1=c\n");
}

TEST(CsvReaderTest, EncodingsOfSpreadsheetProgramsAreRead) {
  EXPECT_EQ(ReadBytes("编号,名称\n"), "A1=编号 B1=名称\n");
  EXPECT_EQ(ReadBytes("\xEF\xBB\xBF编号,名称\n"), "A1=编号 B1=名称\n");
  // 编号,柑橘 and, of four bytes, 㐀.
  EXPECT_EQ(ReadBytes("\xB1\xE0\xBA\xC5,\xB8\xCC\xE9\xD9\n\x81\x39\xEE\x39"),
            "A1=编号 B1=柑橘\nA2=㐀\n");
  EXPECT_EQ(ReadBytes(absl::string_view(
                "\xFF\xFE\x16\x7F\x0D\x00\x0A\x00\x41\x00", 10)),
            "A1=编\nA2=A\n");
  EXPECT_EQ(ReadBytes(absl::string_view(
                "\xFE\xFF\x7F\x16\x00\x2C\xD8\x42\xDF\xB7", 10)),
            "A1=编 B1=𠮷\n");
}

struct BrokenCsv {
  std::string name;
  std::string bytes;
  std::string status;
};

class BrokenCsvTest : public ::testing::TestWithParam<BrokenCsv> {};

TEST_P(BrokenCsvTest, IsRefusedWithItsReason) {
  EXPECT_THAT(ReadBytes(GetParam().bytes), HasSubstr(GetParam().status));
}

INSTANTIATE_TEST_SUITE_P(
    All, BrokenCsvTest,
    ::testing::ValuesIn(std::vector<BrokenCsv>{
        {"OpenQuote", "a,b\n\n1,\"x\ny\n",
         "INVALID_ARGUMENT: row 3, column B: a quote is opened and never"},
        {"TextAfterQuote", "a,b\n\"x\"y,1\n",
         "INVALID_ARGUMENT: row 2, column A: text follows a closing quote"},
        {"Nul", std::string("a,b\nx\0y,1\n", 10),
         "INVALID_ARGUMENT: line 2: a NUL byte; this is not a CSV or XLSX"},
        {"NeitherUtf8NorGb18030", "a\n\xB1\xE0\n\xFF\xFF,1",
         "INVALID_ARGUMENT: line 3: the text is not valid UTF-8 or GB18030"},
        {"Gb18030CutInACharacter", "\xB1\xE0\xBA",
         "INVALID_ARGUMENT: line 1: the text is not valid UTF-8 or GB18030"},
        {"MarkOfUtf8AndOtherBytes", "\xEF\xBB\xBF\xB1\xE0",
         "INVALID_ARGUMENT: the file says it is UTF-8 and is not valid"},
        {"OddUtf16", "\xFF\xFE\x41", "INVALID_ARGUMENT: line 1: the text is"},
        {"HalfASurrogatePair", std::string("\xFE\xFF\xD8\x42\x00\x41", 6),
         "INVALID_ARGUMENT: "},
        {"TooManyColumns", std::string(256, ',') + "x",
         "RESOURCE_EXHAUSTED: cell IW1: the sheet has more than 256 columns"},
        {"CellTooLong", std::string(32'768, 'x'),
         "RESOURCE_EXHAUSTED: cell A1: more than 32767 characters"}}),
    [](const auto& info) { return info.param.name; });

TEST(CsvReaderTest, RowsAndBytesAreLimited) {
  EXPECT_THAT(ReadBytes("a\nb\nc\n", {.max_rows = 2}),
              HasSubstr("RESOURCE_EXHAUSTED: the sheet has more than 2 rows"));
  EXPECT_THAT(ReadBytes("a\nb\n", {.max_file_bytes = 3}),
              HasSubstr("RESOURCE_EXHAUSTED: the file has 4 bytes; the most"));
  EXPECT_THAT(ReadBytes(std::string(2'000'000, '\n')),
              HasSubstr("RESOURCE_EXHAUSTED: the file has more than 1048576"));
}

TEST(CsvWriterTest, FormulasAreGuardedAndComeBack) {
  Sheet sheet;
  SheetRow row{.number = 1, .width = 0, .cells = {}};
  row.Add(1, CellKind::kText, "=1+1");
  row.Add(2, CellKind::kText, "'=1+1");
  row.Add(3, CellKind::kText, "'tis");
  row.Add(4, CellKind::kNumber, "-5");
  row.Add(5, CellKind::kText, "@x,y");
  sheet.rows = {row};
  const absl::StatusOr<std::string> bytes = WriteCsv(sheet);
  ASSERT_TRUE(bytes.ok());
  EXPECT_EQ(*bytes, "\xEF\xBB\xBF'=1+1,''=1+1,'tis,-5,\"'@x,y\"\r\n");
  EXPECT_EQ(ReadBytes(*bytes), "A1==1+1 B1='=1+1 C1='tis D1=-5 E1=@x,y\n");
}

TEST(CsvWriterTest, BrokenTextNamesItsCell) {
  Sheet sheet;
  SheetRow row{.number = 3, .width = 0, .cells = {}};
  row.Add(2, CellKind::kText, "\xFF");
  sheet.rows = {row};
  EXPECT_THAT(WriteCsv(sheet).status().ToString(),
              HasSubstr("INVALID_ARGUMENT: cell B3: the text is not valid"));
}

TEST(CsvWriterTest, RandomSheetsSurviveARoundTrip) {
  for (uint64_t seed = 1; seed <= 2'000; ++seed) {
    std::mt19937_64 random(seed);
    Sheet sheet = RandomSheet(random);
    const absl::StatusOr<std::string> utf8 = WriteCsv(sheet);
    const absl::StatusOr<std::string> gb18030 =
        WriteCsv(sheet, CsvEncoding::kGb18030);
    ASSERT_TRUE(utf8.ok());
    ASSERT_TRUE(gb18030.ok()) << gb18030.status();
    for (SheetRow& row : sheet.rows) {
      for (Cell& cell : row.cells) cell.kind = CellKind::kText;
    }
    ASSERT_EQ(ReadBytes(*utf8), SheetText(sheet)) << "seed " << seed;
    ASSERT_EQ(ReadBytes(*gb18030), SheetText(sheet)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace duikou
