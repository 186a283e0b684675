#include "services/programme/kept_answers.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

grpc::ByteBuffer Bytes(const std::string& text) {
  const grpc::Slice slice(text);
  return grpc::ByteBuffer(&slice, 1);
}

TEST(KeptAnswersTest, KeepsUntilTheStateChanges) {
  KeptAnswers kept;
  grpc::ByteBuffer answer;
  EXPECT_FALSE(kept.Find("a", answer));
  kept.Keep(kept.generation(), "a", Bytes("first"));
  ASSERT_TRUE(kept.Find("a", answer));
  EXPECT_EQ(answer.Length(), 5);
  EXPECT_FALSE(kept.Find("b", answer));
  kept.Clear();
  EXPECT_FALSE(kept.Find("a", answer));
  EXPECT_EQ(answer.Length(), 5) << "what was given out stays";
}

TEST(KeptAnswersTest, AnAnswerFromAStateThatIsGoneIsNotKept) {
  KeptAnswers kept;
  const KeptAnswers::Generation before = kept.generation();
  kept.Clear();
  kept.Keep(before, "a", Bytes("late"));
  grpc::ByteBuffer answer;
  EXPECT_FALSE(kept.Find("a", answer));
}

TEST(KeptAnswersTest, NeverHoldsMoreThanTheMost) {
  KeptAnswers kept(100);
  grpc::ByteBuffer answer;
  kept.Keep(kept.generation(), "big", Bytes(std::string(100, 'x')));
  EXPECT_FALSE(kept.Find("big", answer));
  for (int i = 0; i < 10; ++i) {
    kept.Keep(kept.generation(), absl::StrCat(i), Bytes(std::string(29, 'x')));
    int held = 0;
    for (int j = 0; j < 10; ++j) held += kept.Find(absl::StrCat(j), answer);
    EXPECT_EQ(held, i % 3 + 1);
  }
}

}  // namespace
}  // namespace duikou
