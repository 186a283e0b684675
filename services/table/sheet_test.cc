#include "services/table/sheet.h"

#include "gtest/gtest.h"

namespace duikou {
namespace {

TEST(SheetTest, ColumnsAreLettered) {
  EXPECT_EQ(ColumnLetters(1), "A");
  EXPECT_EQ(ColumnLetters(26), "Z");
  EXPECT_EQ(ColumnLetters(27), "AA");
  EXPECT_EQ(ColumnLetters(16'384), "XFD");
  EXPECT_EQ(CellReference(5, 3), "C5");
}

TEST(SheetTest, ReferencesAreParsedBack) {
  for (int column = 1; column <= kMaxSheetColumn; column += 7) {
    const auto position = ParseCellReference(CellReference(9, column));
    ASSERT_TRUE(position.has_value());
    EXPECT_EQ(position->column, column);
    EXPECT_EQ(position->row, 9);
  }
  for (const char* bad : {"", "A", "7", "A0", "7A", "A1B", "XFE1", "A1048577",
                          "A99999999999999", "a b", "A-1"}) {
    EXPECT_FALSE(ParseCellReference(bad).has_value()) << bad;
  }
}

TEST(SheetTest, CellsAreFoundWithAndWithoutGaps) {
  SheetRow row;
  row.Add(1, CellKind::kText, "a");
  row.Add(2, CellKind::kText, "");
  row.Add(4, CellKind::kText, "d");
  EXPECT_EQ(row.At(1)->text, "a");
  EXPECT_EQ(row.At(2), nullptr);
  EXPECT_EQ(row.At(4)->text, "d");
  EXPECT_EQ(row.At(5), nullptr);
  EXPECT_EQ((Sheet{"", {row}}).Width(), 4);
}

}  // namespace
}  // namespace duikou
