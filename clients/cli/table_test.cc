#include "clients/cli/table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_split.h"
#include "clients/cli/display_width.h"

namespace duikou::cli {
namespace {

using ::testing::ElementsAre;

TEST(DisplayWidthTest, ChineseCharactersTakeTwoColumns) {
  EXPECT_EQ(DisplayWidth("Yichang"), 7);
  EXPECT_EQ(DisplayWidth("宜昌 Yichang"), 12);
  EXPECT_EQ(DisplayWidth("（１）"), 6);
  EXPECT_EQ(DisplayWidth("e\xCC\x81"), 1);  // a combining accent
  EXPECT_EQ(DisplayWidth("\xFF"), 1);
  EXPECT_EQ(DisplayWidth(""), 0);
}

TEST(DisplayWidthTest, CuttingNeverHalvesACharacter) {
  EXPECT_EQ(CutToWidth("秭归县脐橙", 10), "秭归县脐橙");
  EXPECT_EQ(CutToWidth("秭归县脐橙", 9), "秭归县脐…");
  EXPECT_EQ(CutToWidth("秭归县脐橙", 8), "秭归县…");
  EXPECT_EQ(CutToWidth("abc", 1), "…");
}

TEST(DisplayWidthTest, WrapsAtSpacesAndBetweenChineseCharacters) {
  EXPECT_THAT(WrapToWidth("one two three", 8), ElementsAre("one two", "three"));
  EXPECT_THAT(WrapToWidth("秭归县脐橙基地", 6),
              ElementsAre("秭归县", "脐橙基", "地"));
  EXPECT_THAT(WrapToWidth("总额500万元", 6),
              ElementsAre("总额", "500万", "元"));
  EXPECT_THAT(WrapToWidth("脐橙，茶叶", 4), ElementsAre("脐", "橙，", "茶叶"));
  EXPECT_THAT(WrapToWidth("abcdefgh", 5), ElementsAre("abcde", "fgh"));
  EXPECT_THAT(WrapToWidth("", 5), ElementsAre(""));
}

Table Sample() {
  Table table({{.heading = "编号"},
               {.heading = "名称", .flexible = true},
               {.heading = "金额", .right = true},
               {.heading = "备注"}});
  table.AddRow({"p-1", "秭归县脐橙标准化种植基地", "500万元", ""});
  table.AddRow({"p-22", "Tea", "1.2亿元", ""});
  return table;
}

TEST(TableTest, ColumnsAreAlignedByWhatIsShown) {
  EXPECT_EQ(Sample().Render(0, false),
            "编号  名称                         金额\n"
            "p-1   秭归县脐橙标准化种植基地  500万元\n"
            "p-22  Tea                       1.2亿元\n");
}

TEST(TableTest, ARowFitsIntoTheTerminal) {
  const std::string text = Sample().Render(30, false);
  EXPECT_EQ(text,
            "编号  名称                金额\n"
            "p-1   秭归县脐橙标准…  500万元\n"
            "p-22  Tea              1.2亿元\n");
  for (const auto line : absl::StrSplit(text, '\n')) {
    EXPECT_LE(DisplayWidth(line), 30);
  }
}

TEST(TableTest, ACellGoesOnInFurtherLinesWhereItsColumnWraps) {
  Table table({{.heading = "准则"},
               {.heading = "理由", .flexible = true, .wraps = true}});
  table.AddRow({"行业", "在柑橘方面强度九十"});
  table.AddRow({"区域", "结对"});
  EXPECT_EQ(table.Render(18, false),
            "准则  理由\n"
            "行业  在柑橘方面强\n"
            "      度九十\n"
            "区域  结对\n");
}

TEST(TableTest, ColourMarksTheHeadingOnly) {
  EXPECT_THAT(Sample().Render(0, true),
              ::testing::MatchesRegex("\033\\[1m[^\033]*\033\\[0m\n[^\033]*"));
}

}  // namespace
}  // namespace duikou::cli
