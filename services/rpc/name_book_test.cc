#include "services/rpc/name_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

type::v1::LocalizedText Text(const char* zh, const char* en) {
  type::v1::LocalizedText text;
  text.set_zh(zh);
  text.set_en(en);
  return text;
}

TEST(NameBookTest, IdsAndNamesFindEachOther) {
  NameBook book;
  book.Put("a", Text("秭归县", "Zigui"));
  book.Put("b", Text("", "Badong"));
  book.Put("c", Text("秭归县", ""));
  EXPECT_EQ(book.DisplayOf("a"), "秭归县");
  EXPECT_EQ(book.DisplayOf("b"), "Badong");
  EXPECT_EQ(book.DisplayOf("x"), "");
  EXPECT_THAT(book.IdsOf("秭归县"), ElementsAre("a", "c"));
  EXPECT_THAT(book.IdsOf("Zigui"), ElementsAre("a"));
  EXPECT_THAT(book.IdsOf("x"), IsEmpty());
  EXPECT_THAT(book.IdsOf(""), IsEmpty());
}

TEST(NamesFromTest, AnOpenBookTakesIdsThatMayStillCome) {
  auto book = std::make_shared<NameBook>();
  book->Put("a", Text("甲", "one"));
  EXPECT_TRUE(NamesFrom(book, {}).exists("a"));
  EXPECT_FALSE(NamesFrom(book, {}).exists("later"));
  ResourceNames open = NamesFrom(book, {}, /*open=*/true);
  EXPECT_TRUE(open.exists("later"));
  // A known name is a name, what cannot be an id is none.
  EXPECT_FALSE(open.exists("one"));
  EXPECT_FALSE(open.exists("甲"));
}

TEST(NamesFromTest, WithoutABookEverythingIsTaken) {
  ResourceNames names = NamesFrom(nullptr, {.key = "k"});
  EXPECT_EQ(names.column.key, "k");
  EXPECT_FALSE(names.exists);
}

}  // namespace
}  // namespace duikou
