#include "clients/cli/csv_rows.h"

#include <gtest/gtest.h>

#include "clients/cli/errors.h"

namespace duikou::cli {
namespace {

std::string Refusal(const std::string& text) {
  const auto rows = ParseCsv(text, {"id", "date"}, {"session"}, "--file");
  EXPECT_EQ(ExitCode(rows.status()), 2) << text;
  return std::string(rows.status().message());
}

TEST(CsvRowsTest, CellsAreByHeading) {
  const auto rows =
      ParseCsv("date,id\r\n2016-05-10,d1\r\n", {"id", "date"}, {}, "--file");
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 1);
  EXPECT_EQ((*rows)[0].Cell("id"), "d1");
  EXPECT_EQ((*rows)[0].Cell("date"), "2016-05-10");
  EXPECT_EQ((*rows)[0].Cell("session"), "");
  EXPECT_EQ((*rows)[0].line, 2);
}

TEST(CsvRowsTest, QuotationsHoldCommasMarksAndLines) {
  const auto rows =
      ParseCsv("\xEF\xBB\xBFid,date\n\"a,b\",\"c\"\"d\ne\"\n\n,\nf, g \n",
               {"id", "date"}, {}, "--file");
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 2);
  EXPECT_EQ((*rows)[0].Cell("id"), "a,b");
  EXPECT_EQ((*rows)[0].Cell("date"), "c\"d\ne");
  EXPECT_EQ((*rows)[1].Cell("date"), "g");
  EXPECT_EQ((*rows)[1].line, 6);
}

TEST(CsvRowsTest, BadFilesAreNamedByTheirLine) {
  EXPECT_EQ(Refusal(""), "--file: line 1: there are no headings");
  EXPECT_EQ(Refusal("id\n"), "--file: line 1: the heading \"date\" is missing");
  EXPECT_EQ(Refusal("id,date,hall\n"),
            "--file: line 1: \"hall\" is none of the headings "
            "id,date,session");
  EXPECT_EQ(Refusal("id,date,id\n"),
            "--file: line 1: the heading \"id\" is there twice");
  EXPECT_EQ(Refusal("id,date\na,b\nc,d,e\n"),
            "--file: line 3: has more cells than there are headings");
  EXPECT_EQ(Refusal("id,date\na,\"b\n"),
            "--file: line 2: a quotation does not end");
}

}  // namespace
}  // namespace duikou::cli
