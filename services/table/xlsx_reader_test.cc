#include "services/table/xlsx_reader.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/table/testing/sheet_text.h"
#include "services/table/testing/zip_file.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

std::string Read(const std::string& bytes, absl::string_view sheet_name = "") {
  const absl::StatusOr<Sheet> sheet = ReadXlsx(bytes, ReadLimits(), sheet_name);
  return sheet.ok() ? SheetText(*sheet) : sheet.status().ToString();
}

constexpr char kDateStyles[] =
    "<numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy&quot;年&quot;m&quot;月"
    "&quot;\"/><numFmt numFmtId=\"171\" formatCode=\"[h]:mm:ss\"/>"
    "<numFmt numFmtId=\"172\" "
    "formatCode=\"[$-804]#,##0.00;[Red]-0\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/>"
    "<xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"172\"/>"
    "<xf numFmtId=\"10\"/><xf numFmtId=\"21\"/><xf numFmtId=\"31\"/></cellXfs>";

TEST(XlsxReaderTest, SharedStringsJoinRunsAndSkipPhoneticGuides) {
  EXPECT_EQ(Read(Workbook(
                {.sheet = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c>"
                          "<c r=\"B1\" t=\"s\"><v>0</v></c></row>",
                 .shared_strings =
                     "<si><t xml:space=\"preserve\"> 柑橘 </t></si>"
                     "<si><r><rPr><b/></rPr><t>资金</t></r><r><t>需求</t></r>"
                     "<rPh sb=\"0\" eb=\"1\"><t>zijin</t></rPh></si>"})),
            "A1=资金需求 B1= 柑橘 \n");
}

TEST(XlsxReaderTest, InlineStringsBooleansErrorsAndFormulas) {
  EXPECT_EQ(
      Read(Workbook(
          {.sheet =
               "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><r><t>a</t></r>"
               "<r><t>b</t></r><rPh><t>x</t></rPh></is></c>"
               "<c r=\"B1\" t=\"b\"><v>1</v></c><c r=\"C1\" t=\"e\">"
               "<f>1/0</f><v>#DIV/0!</v></c><c r=\"D1\"><f>SUM(1,2)</f>"
               "<v>3</v></c><c r=\"E1\" t=\"str\"><f>\"x\"</f><v>x_x000D_"
               "</v></c><c r=\"F1\"><f>A1</f></c></row>"})),
      "A1=ab B1=b:true C1=e:#DIV/0! D1=n:3 E1=x\r\n");
}

TEST(XlsxReaderTest, CellsAreWhereTheirReferencesSay) {
  EXPECT_EQ(Read(Workbook(
                {.sheet = "<row r=\"2\"><c r=\"C2\"><v>1</v></c><c><v>2</v></c>"
                          "</row><row/><row><c><v>3</v></c><c r=\"AA4\"><v>4"
                          "</v></c></row><row r=\"9\"><c/></row>"})),
            "C2=n:1 D2=n:2\nA4=n:3 AA4=n:4\n");
}

TEST(XlsxReaderTest, PrefixedNamespacesAreRead) {
  auto parts = PartsOf({});
  parts[2].second =
      "<x:worksheet xmlns:x=\"http://schemas.openxmlformats.org/"
      "spreadsheetml/2006/main\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\">"
      "<x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>";
  EXPECT_EQ(Read(ZipFile(parts)), "A1=n:5\n");
}

TEST(XlsxReaderTest, NumbersAreTheDecimalTheUserMeant) {
  EXPECT_EQ(
      Read(Workbook(
          {.sheet = "<row><c><v>0.30000000000000004</v></c>"
                    "<c><v>1.2E+3</v></c><c><v>-0</v></c>"
                    "<c><v>12345678901234567890</v></c><c><v>1E-7</v></c>"
                    "<c><v>1234.5600000000001</v></c><c><v>0.50</v></c></row>",
           .styles = kDateStyles})),
      "A1=n:0.3 B1=n:1200 C1=n:0 D1=n:12345678901234567890 E1=n:0.0000001 "
      "F1=n:1234.56 G1=n:0.5\n");
}

TEST(XlsxReaderTest, DatesFollowTheFormatOfTheirCell) {
  EXPECT_EQ(Read(Workbook(
                {.sheet = "<row><c s=\"1\"><v>41765</v></c>"
                          "<c s=\"2\"><v>41765.354166666664</v></c>"
                          "<c s=\"3\"><v>60</v></c><c s=\"3\"><v>1</v></c>"
                          "<c s=\"4\"><v>1.5</v></c><c s=\"5\"><v>12.5</v></c>"
                          "<c s=\"6\"><v>0.125</v></c><c s=\"7\"><v>0.5</v></c>"
                          "<c s=\"8\"><v>61</v></c><c s=\"1\"><v>-3</v></c>"
                          "<c s=\"99\"><v>7</v></c>"
                          "<c t=\"d\"><v>2014-05-06T00:00:00</v></c></row>",
                 .styles = kDateStyles})),
            "A1=d:2014-05-06 B1=d:2014-05-06 08:30:00 C1=d:1900-02-29 "
            "D1=d:1900-01-01 E1=n:1.5 F1=n:12.5 G1=n:12.5% H1=d:12:00:00 "
            "I1=d:1900-03-01 J1=n:-3 K1=n:7 L1=d:2014-05-06\n");
}

TEST(XlsxReaderTest, DatesOf1904CountFromThere) {
  EXPECT_EQ(
      Read(Workbook({.sheet = "<row><c s=\"1\"><v>40303</v></c>"
                              "<c s=\"1\"><v>0</v></c></row>",
                     .styles = kDateStyles,
                     .workbook_properties = "<workbookPr date1904=\"1\"/>"})),
      "A1=d:2014-05-06 B1=d:1904-01-01\n");
}

TEST(XlsxReaderTest, OfMergedCellsOnlyTheFirstCounts) {
  EXPECT_EQ(
      Read(Workbook(
          {.sheet = "<row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>"
                    "<row><c><v>4</v></c><c><v>5</v></c><c><v>6</v></c></row>"
                    "<row><c><v>7</v></c></row>",
           .after_sheet = "<mergeCells><mergeCell ref=\"A1:B2\"/>"
                          "<mergeCell ref=\"C2:ZZ2\"/></mergeCells>"})),
      "A1=n:1 C1=n:3\nC2=n:6\nA3=n:7\n");
}

TEST(XlsxReaderTest, ASheetIsChosenByName) {
  const std::string bytes = Workbook({.sheet = "<row><c><v>1</v></c></row>"});
  EXPECT_EQ(Read(bytes), "A1=n:1\n");
  EXPECT_EQ(Read(bytes, "Second"), "A1=n:2\n");
  EXPECT_THAT(Read(bytes, "Third"),
              HasSubstr("NOT_FOUND: no sheet is named \"Third\"; the workbook "
                        "has: First, Second"));
}

TEST(XlsxReaderTest, TheFirstVisibleSheetIsTaken) {
  auto parts = PartsOf({});
  const size_t at = parts[1].second.find("r:id=\"r1\"");
  parts[1].second.insert(at, "state=\"hidden\" ");
  EXPECT_EQ(Read(ZipFile(parts)), "A1=n:2\n");
}

struct BrokenXlsx {
  std::string name;
  std::string bytes;
  std::string status;  // what its text contains
};

class BrokenXlsxTest : public ::testing::TestWithParam<BrokenXlsx> {};

TEST_P(BrokenXlsxTest, IsRefusedWithItsReason) {
  EXPECT_THAT(Read(GetParam().bytes), HasSubstr(GetParam().status));
}

std::string Cells(const std::string& cells) {
  return Workbook({.sheet = "<row>" + cells + "</row>"});
}

std::string Without(const std::string& part) {
  auto parts = PartsOf({.sheet = "<row/>", .shared_strings = "<si/>"});
  std::erase_if(parts, [&](const auto& entry) { return entry.first == part; });
  return ZipFile(parts);
}

std::vector<BrokenXlsx> BrokenFiles() {
  const std::string good = Cells("<c><v>1</v></c>");
  std::string flipped = good;
  // Within the deflated bytes of the sheet.
  flipped[flipped.find("sheet1.xml") + 30] ^= 0x55;
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "<extLst>";
  std::vector<std::pair<std::string, std::string>> many = PartsOf({});
  for (int i = 0; i < 2'000; ++i) many.emplace_back(std::to_string(i), "");
  return {
      {"Cut", good.substr(0, good.size() / 2),
       "INVALID_ARGUMENT: broken XLSX file"},
      {"OnlyMagic", "PK\x03\x04", "INVALID_ARGUMENT: broken XLSX file"},
      {"FlippedBytes", flipped, "INVALID_ARGUMENT: xl/worksheets/sheet1.xml"},
      {"Encrypted", ZipFile(PartsOf({}), "secret"),
       "INVALID_ARGUMENT: the XLSX file is encrypted; save it without"},
      {"NoWorkbook", ZipFile({{"word/document.xml", "<a/>"}}),
       "INVALID_ARGUMENT: the file is a zip file and not an XLSX workbook"},
      {"NoSheetPart", Without("xl/worksheets/sheet1.xml"),
       "INVALID_ARGUMENT: the XLSX file has no part xl/worksheets/sheet1.xml"},
      {"NoSharedStrings", Without("xl/sharedStrings.xml"),
       "INVALID_ARGUMENT: the XLSX file has no part xl/sharedStrings.xml"},
      {"NoRelationships", Without("xl/_rels/workbook.xml.rels"),
       "INVALID_ARGUMENT: the workbook has no sheet with cells"},
      {"TooManyParts", ZipFile(many),
       "RESOURCE_EXHAUSTED: the XLSX file has 2005 parts; the most is 2000"},
      {"BrokenXml", Cells("<c><v>1</c>"),
       "INVALID_ARGUMENT: xl/worksheets/sheet1.xml line 1: broken XML"},
      {"NestsTooDeep", Workbook({.after_sheet = deep}),
       "INVALID_ARGUMENT: xl/worksheets/sheet1.xml: nests too deep"},
      {"EntityBomb",
       Workbook({.sheet = "<row><c t=\"str\"><v>&b;</v></c></row>",
                 .prolog = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
                           "\"&a;&a;&a;&a;&a;\">]>"}),
       "INVALID_ARGUMENT: xl/worksheets/sheet1.xml: declares a document type"},
      {"ExternalEntity",
       Workbook({.sheet = "<row><c t=\"str\"><v>&b;</v></c></row>",
                 .prolog = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\">"}),
       "INVALID_ARGUMENT: xl/worksheets/sheet1.xml: declares a document type"},
      {"NotANumber", Cells("<c><v>12a</v></c>"),
       "INVALID_ARGUMENT: cell A1: \"12a\" is not a number"},
      {"Infinity", Cells("<c><v>1e999</v></c>"),
       "INVALID_ARGUMENT: cell A1: \"1e999\" is not a number"},
      {"NotABoolean", Cells("<c t=\"b\"><v>yes</v></c>"),
       "INVALID_ARGUMENT: cell A1: \"yes\" is not a boolean"},
      {"UnknownType", Cells("<c t=\"q\"><v>1</v></c>"),
       "INVALID_ARGUMENT: cell A1: \"1\" has an unknown type"},
      {"SharedStringBeyondTheLast", Cells("<c t=\"s\"><v>7</v></c>"),
       "INVALID_ARGUMENT: cell A1: \"7\" names a shared text that does not"},
      {"ReferenceInAnotherRow", Cells("<c r=\"B2\"><v>1</v></c>"),
       "INVALID_ARGUMENT: row 1: the cell reference \"B2\" is not one"},
      {"ReferenceGoesBack", Cells("<c r=\"B1\"/><c r=\"A1\"/>"),
       "INVALID_ARGUMENT: row 1: the cell reference \"A1\" is not one"},
      {"ReferenceBeyondAnySheet", Cells("<c r=\"ZZZZZZZZZZ1\"/>"),
       "INVALID_ARGUMENT: row 1: the cell reference \"ZZZZZZZZZZ1\" is not"},
      {"RowGoesBack", Workbook({.sheet = "<row r=\"5\"/><row r=\"5\"/>"}),
       "INVALID_ARGUMENT: row 6: its number \"5\" is not one that can follow"},
      {"RowBeyondAnySheet", Workbook({.sheet = "<row r=\"99999999999\"/>"}),
       "INVALID_ARGUMENT: row 1: its number \"99999999999\" is not one"},
      {"BadMergedRange",
       Workbook({.after_sheet = "<mergeCell ref=\"B2:A1\"/>"}),
       "INVALID_ARGUMENT: \"B2:A1\" is not a range of cells"},
      {"NulInText", Cells("<c t=\"str\"><v>a_x0000_b</v></c>"),
       "INVALID_ARGUMENT: cell A1: \"a_x0000_b\" contains a NUL character"},
      {"ColumnOverTheLimit", Cells("<c r=\"IW1\"><v>1</v></c>"),
       "RESOURCE_EXHAUSTED: cell IW1: the sheet has more than 256 columns"},
      {"CellTooLong",
       Cells("<c t=\"str\"><v>" + std::string(32'768, 'x') + "</v></c>"),
       "RESOURCE_EXHAUSTED: cell A1: more than 32767 characters"},
  };
}

INSTANTIATE_TEST_SUITE_P(All, BrokenXlsxTest,
                         ::testing::ValuesIn(BrokenFiles()),
                         [](const auto& info) { return info.param.name; });

TEST(XlsxLimitsTest, AHugeClaimIsRefusedBeforeInflating) {
  std::string bytes = Cells("<c><v>1</v></c>");
  ClaimInflatedSize(bytes, 0xFFFFFFF0);
  EXPECT_THAT(Read(bytes),
              HasSubstr("RESOURCE_EXHAUSTED: _rels/.rels inflates to more"));
}

TEST(XlsxLimitsTest, ABombThatClaimsToBeSmallIsStoppedWhileInflating) {
  std::string bytes = Workbook({.prolog = std::string(64 << 20, ' ')});
  ASSERT_LT(bytes.size(), 1 << 20);
  ClaimInflatedSize(bytes, 1'000);
  EXPECT_THAT(Read(bytes), HasSubstr("RESOURCE_EXHAUSTED: xl/worksheets/"
                                     "sheet1.xml inflates to more than 200 "
                                     "times"));
}

TEST(XlsxLimitsTest, BytesAreLimitedAPartAndAltogether) {
  const std::string bytes = Workbook(
      {.after_sheet = std::string(4'000, ' '),
       .shared_strings = "<si><t>" + std::string(4'000, ' ') + "</t></si>"});
  EXPECT_TRUE(ReadXlsx(bytes, ReadLimits()).ok());
  EXPECT_THAT(
      ReadXlsx(bytes, {.max_entry_inflated_bytes = 4'000}).status().ToString(),
      HasSubstr("RESOURCE_EXHAUSTED: xl/sharedStrings.xml inflates to more "
                "than 4000 bytes"));
  EXPECT_THAT(
      ReadXlsx(bytes, {.max_inflated_bytes = 8'000}).status().ToString(),
      HasSubstr("RESOURCE_EXHAUSTED: the XLSX file inflates to more than 8000 "
                "bytes"));
  EXPECT_THAT(ReadXlsx(bytes, {.max_file_bytes = 100}).status().ToString(),
              HasSubstr("RESOURCE_EXHAUSTED: the file has"));
}

TEST(XlsxLimitsTest, RowsCellsAndTextAreLimited) {
  const std::string bytes = Workbook(
      {.sheet = "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>0</v></c></row>"
                "<row><c t=\"s\"><v>0</v></c></row>",
       .shared_strings = "<si><t>abcdefghij</t></si>"});
  EXPECT_TRUE(
      ReadXlsx(bytes, {.max_rows = 2, .max_cells = 3, .max_text_bytes = 30})
          .ok());
  EXPECT_THAT(ReadXlsx(bytes, {.max_rows = 1}).status().ToString(),
              HasSubstr("RESOURCE_EXHAUSTED: the sheet has more than 1 rows"));
  EXPECT_THAT(ReadXlsx(bytes, {.max_cells = 2}).status().ToString(),
              HasSubstr("RESOURCE_EXHAUSTED: the sheet has more than 2 cells"));
  EXPECT_THAT(ReadXlsx(bytes, {.max_text_bytes = 29}).status().ToString(),
              HasSubstr("RESOURCE_EXHAUSTED: the sheet has more than 29 bytes "
                        "of text"));
}

}  // namespace
}  // namespace duikou
