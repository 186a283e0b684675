#include "services/catalogue/text_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace duikou {
namespace {

using ::testing::IsEmpty;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

class TextIndexTest : public ::testing::Test {
 protected:
  TextIndexTest() : index_(std::move(*TextIndex::Create())) {}

  void Add(int64_t key, TextDocument document) {
    ASSERT_TRUE(index_->Apply({{key, std::move(document)}}).ok());
  }
  absl::flat_hash_map<int64_t, int> Find(absl::string_view query) {
    absl::StatusOr<TextMatches> matches = index_->Find(query);
    EXPECT_TRUE(matches.ok()) << query << ": " << matches.status();
    return matches.ok() ? matches->relevance
                        : absl::flat_hash_map<int64_t, int>();
  }
  std::vector<int64_t> Keys(absl::string_view query) {
    std::vector<int64_t> keys;
    for (const auto& [key, unused] : Find(query)) keys.push_back(key);
    return keys;
  }

  std::unique_ptr<TextIndex> index_;
};

TEST_F(TextIndexTest, EveryTwoNeighbouringCharactersAreFound) {
  Add(1, {.title = "秭归县脐橙标准化种植园"});
  for (const char* query : {"秭归", "归县", "脐橙", "橙标", "种植", "植园"}) {
    EXPECT_THAT(Keys(query), UnorderedElementsAre(1)) << query;
  }
  EXPECT_THAT(Keys("秭县"), IsEmpty());
}

TEST_F(TextIndexTest, OneCharacterIsFoundAtTheEndToo) {
  Add(1, {.title = "巴东县茶园"});
  Add(2, {.title = "园区道路"});
  EXPECT_THAT(Keys("园"), UnorderedElementsAre(1, 2));
  EXPECT_THAT(Keys("巴"), UnorderedElementsAre(1));
}

TEST_F(TextIndexTest, LongWordsAreFoundAsAWhole) {
  Add(1, {.title = "安稳致富示范点"});
  Add(2, {.title = "安稳、致富的示范"});
  EXPECT_THAT(Keys("安稳致富"), UnorderedElementsAre(1));
  EXPECT_THAT(Keys("安稳 致富"), UnorderedElementsAre(1, 2));
}

TEST_F(TextIndexTest, PairsDoNotReachOverPunctuation) {
  Add(1, {.title = "甲乙丙，丙丁"});
  EXPECT_THAT(Keys("乙丙丁"), IsEmpty());
}

TEST_F(TextIndexTest, AllWordsMustOccurInAnyField) {
  Add(1, {.title = "Tea processing", .place = "恩施州\n巴东县"});
  Add(2, {.title = "Tea garden", .place = "宜昌市"});
  EXPECT_THAT(Keys("tea 巴东"), UnorderedElementsAre(1));
  EXPECT_THAT(Keys("TEA"), UnorderedElementsAre(1, 2));
  EXPECT_THAT(Keys("tea 武汉"), IsEmpty());
}

TEST_F(TextIndexTest, BeginningsOfWordsAreFoundFromThreeLettersOn) {
  Add(1, {.title = "Irrigation canal"});
  EXPECT_THAT(Keys("irrig"), UnorderedElementsAre(1));
  EXPECT_THAT(Keys("ir"), IsEmpty());
}

TEST_F(TextIndexTest, FullWidthMeetsHalfWidth) {
  Add(1, {.title = "２０１４年ＬＥＤ路灯"});
  EXPECT_THAT(Keys("led"), UnorderedElementsAre(1));
  EXPECT_THAT(Keys("2014"), UnorderedElementsAre(1));
}

TEST_F(TextIndexTest, IdsAreFoundWhole) {
  Add(1, {.id = "p-0012"});
  Add(2, {.id = "p-0013"});
  EXPECT_THAT(Keys("p-0012"), UnorderedElementsAre(1));
}

TEST_F(TextIndexTest, RelevanceSumsTheHeaviestFieldOfEachTerm) {
  Add(1, {.title = "茶叶", .description = "茶叶 巴东"});
  Add(2, {.place = "巴东", .description = "茶叶"});
  EXPECT_THAT(Find("茶叶 巴东"), UnorderedElementsAre(Pair(1, 9), Pair(2, 5)));
}

TEST_F(TextIndexTest, AnEmptyQueryMatchesEverything) {
  EXPECT_TRUE(index_->Find("")->all);
  EXPECT_TRUE(index_->Find(" ，\"* ")->all);
  EXPECT_FALSE(index_->Find("a")->all);
}

TEST_F(TextIndexTest, ReplacedAndRemovedTextsAreNoLongerFound) {
  Add(1, {.title = "旧名"});
  Add(1, {.title = "新称"});
  EXPECT_THAT(Keys("旧名"), IsEmpty());
  EXPECT_THAT(Keys("新称"), UnorderedElementsAre(1));
  ASSERT_TRUE(index_->Apply({{1, std::nullopt}}).ok());
  EXPECT_THAT(Keys("新称"), IsEmpty());
  Add(2, {.title = "新称"});
  ASSERT_TRUE(index_->Clear().ok());
  EXPECT_THAT(Keys("新称"), IsEmpty());
}

// Whatever is typed, nothing is a syntax error.
TEST_F(TextIndexTest, AnyTextIsAValidQuery) {
  Add(1, {.title = "茶叶 tea"});
  const std::vector<std::string> pieces = {
      "\"", "'",  "*",    "(",  ")",     "AND", "OR",   "NOT", "NEAR", "-",
      "+",  "^",  ":",    "{",  "}",     "茶",  "茶叶", "a",   " ",    "\\",
      ";",  "--", "\xff", "。", "title", "０",  "%",    "\t",  ",",    "`"};
  std::mt19937 random(20140901);
  for (int round = 0; round < 2000; ++round) {
    std::string query;
    for (int i = 0; i < 8; ++i) query += pieces[random() % pieces.size()];
    EXPECT_TRUE(index_->Find(query).ok()) << "seed 20140901: " << query;
  }
}

}  // namespace
}  // namespace duikou
