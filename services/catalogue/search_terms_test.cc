#include "services/catalogue/search_terms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(IndexWordsTest, ChineseBecomesPairsAndTheLastCharacter) {
  EXPECT_EQ(IndexWords("茶叶加工"), "茶叶 叶加 加工 工");
  EXPECT_EQ(IndexWords("茶"), "茶");
}

TEST(IndexWordsTest, LatinWordsAreLowerCased) {
  EXPECT_EQ(IndexWords("Citrus PARK, phase 2"), "citrus park phase 2");
}

TEST(IndexWordsTest, ChineseAndLatinAreCutWhereTheyMeet) {
  EXPECT_EQ(IndexWords("5G基站建设"), "5g 基站 站建 建设 设");
}

TEST(IndexWordsTest, FullWidthAndCompatibilityFormsAreFolded) {
  EXPECT_EQ(IndexWords("ＡＢＣ１２３"), "abc123");
  EXPECT_EQ(IndexWords("㎡"), "m2");
}

TEST(IndexWordsTest, AccentsStayWithTheirLetters) {
  EXPECT_EQ(IndexWords("Café"), "café");
  EXPECT_EQ(IndexWords("Cafe\u0301"), "café");
}

TEST(IndexWordsTest, CharactersBeyondTheBasicPlaneAreWhole) {
  EXPECT_EQ(IndexWords("𠮷野"), "𠮷野 野");
}

TEST(IndexWordsTest, BytesThatAreNoUtf8AreLeftOut) {
  EXPECT_EQ(IndexWords("tea\xff\xfe park"), "tea park");
  EXPECT_EQ(IndexWords("\xe8\x8c"), "");
}

TEST(QueryTermsTest, NothingToFindInPunctuation) {
  EXPECT_THAT(QueryTerms(""), IsEmpty());
  EXPECT_THAT(QueryTerms("  。，、\"'*()^:-+ "), IsEmpty());
}

TEST(QueryTermsTest, OneCharacterIsABeginning) {
  EXPECT_THAT(QueryTerms("茶"), ElementsAre("\"茶\" *"));
}

TEST(QueryTermsTest, LongerChineseIsAPhraseOfPairs) {
  EXPECT_THAT(QueryTerms("茶叶"), ElementsAre("\"茶叶\""));
  EXPECT_THAT(QueryTerms("茶叶加工"), ElementsAre("\"茶叶 叶加 加工\""));
}

TEST(QueryTermsTest, OperatorsAndQuotesAreWords) {
  EXPECT_THAT(QueryTerms("tea OR NOT \"road*"),
              ElementsAre("\"tea\" *", "\"or\"", "\"not\" *", "\"road\" *"));
  EXPECT_THAT(
      QueryTerms("title:茶叶 NEAR(a b)"),
      ElementsAre("\"title\" *", "\"茶叶\"", "\"near\" *", "\"a\"", "\"b\""));
}

TEST(QueryTermsTest, JoinedWordsFollowOneAnother) {
  EXPECT_THAT(QueryTerms("p-0012"), ElementsAre("\"p 0012\" *"));
  EXPECT_THAT(QueryTerms("-a- b--c d-"),
              ElementsAre("\"a\"", "\"b\"", "\"c\"", "\"d\""));
}

TEST(QueryTermsTest, NoTermComesTwice) {
  EXPECT_THAT(QueryTerms("茶叶 茶叶 Ａ a"), ElementsAre("\"茶叶\"", "\"a\""));
}

TEST(SearchTermsTest, TitlesThatDifferInWritingAloneHaveTheSameLetters) {
  EXPECT_EQ(TitleLetters("高山茶园（一期）"), "高山茶园一期");
  EXPECT_EQ(TitleLetters(" 高山 茶园(一期) "), "高山茶园一期");
  EXPECT_EQ(TitleLetters("ＡＢ-1 Park"), "ab1park");
  EXPECT_EQ(TitleLetters("——"), "");
}

}  // namespace
}  // namespace duikou
