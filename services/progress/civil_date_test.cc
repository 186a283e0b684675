#include "services/progress/civil_date.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

TEST(CivilDateTest, ReadsAndWritesDaysOfTheGregorianCalendar) {
  for (const char* text :
       {"1949-01-01", "2004-12-31", "2016-02-29", "2000-02-29", "2200-12-31"}) {
    const absl::StatusOr<absl::CivilDay> day = ParseDate(text);
    ASSERT_TRUE(day.ok()) << day.status();
    EXPECT_EQ(DateText(*day), text);
  }
  EXPECT_EQ(ParseDate("2016-03-01").value(), absl::CivilDay(2016, 3, 1));
}

TEST(CivilDateTest, RefusesWhatIsNoDay) {
  for (const char* text :
       {"", "2016", "2016-2-29", "2016-02-30", "2015-02-29", "1900-02-29",
        "2016-13-01", "2016-00-10", "2016-01-00", "2016/01/01", "20160101",
        "2016-01-01 ", " 2016-01-01", "2016-01-1x", "+016-01-01", "1948-12-31",
        "2201-01-01", "２０１６-01-01", "2016-01-01T00:00"}) {
    EXPECT_EQ(ParseDate(text).status().code(),
              absl::StatusCode::kInvalidArgument)
        << text;
    EXPECT_TRUE(CheckDate(text, "date").has_value()) << text;
  }
}

TEST(CivilDateTest, AViolationNamesTheFieldInBothLanguages) {
  EXPECT_FALSE(CheckDate("2016-02-29", "sign_date").has_value());
  const std::optional<Violation> found = CheckDate("2015-02-29", "sign_date");
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->path, "sign_date");
  EXPECT_THAT(found->en, HasSubstr("\"2015-02-29\" is not a date"));
  EXPECT_THAT(found->zh, HasSubstr("不是日期"));
}

}  // namespace
}  // namespace duikou
