#include "services/programme/kept_answers.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "gtest/gtest.h"
#include "services/programme/programme_state.h"

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

// Right as long as none of the projects has this id.
LastingAnswer Without(const std::string& id, int64_t most_changes = 10) {
  return {.most_changes = most_changes,
          .holds = [id](const ProgrammeState&,
                        absl::Span<const ChangedProject> changed) {
            for (const ChangedProject& project : changed) {
              if (project.id == id) return false;
            }
            return true;
          }};
}

TEST(KeptAnswersTest, LastsWhileChangesLeaveItRight) {
  const ProgrammeState state("hubei");
  KeptAnswers kept;
  grpc::ByteBuffer answer;
  kept.Keep(kept.generation(), "a", Bytes("a"), Without("p-1"));
  kept.Keep(kept.generation(), "b", Bytes("b"));
  kept.NoteChanges({{.id = "p-2"}, {.id = "p-3"}});
  EXPECT_FALSE(kept.Find("a", answer));
  EXPECT_FALSE(kept.FindLasting("b", state, answer));
  ASSERT_TRUE(kept.FindLasting("a", state, answer));
  EXPECT_EQ(answer.Length(), 1);
  EXPECT_TRUE(kept.Find("a", answer)) << "until the next change";
  kept.NoteChanges({{.id = "p-4"}, {.id = "p-1"}});
  EXPECT_FALSE(kept.FindLasting("a", state, answer));
  EXPECT_FALSE(kept.FindLasting("a", state, answer)) << "and never again";
  kept.Keep(kept.generation(), "a", Bytes("new"), Without("p-1"));
  ASSERT_TRUE(kept.FindLasting("a", state, answer));
  EXPECT_EQ(answer.Length(), 3);
  kept.Clear();
  EXPECT_FALSE(kept.FindLasting("a", state, answer));
}

TEST(KeptAnswersTest, LastsForSoManyChangesAtMost) {
  const ProgrammeState state("hubei");
  KeptAnswers kept;
  grpc::ByteBuffer answer;
  kept.Keep(kept.generation(), "a", Bytes("a"), Without("p-1", 3));
  for (int i = 0; i < 3; ++i) {
    kept.NoteChanges({{.id = "p-2"}});
    EXPECT_TRUE(kept.FindLasting("a", state, answer));
  }
  kept.NoteChanges({{.id = "p-2"}});
  EXPECT_FALSE(kept.FindLasting("a", state, answer));
}

TEST(KeptAnswersTest, ChangesWhileItWasMadeAreAskedAbout) {
  const ProgrammeState state("hubei");
  KeptAnswers kept;
  grpc::ByteBuffer answer;
  const KeptAnswers::Generation before = kept.generation();
  kept.NoteChanges({{.id = "p-1"}});
  kept.Keep(before, "a", Bytes("a"), Without("p-1"));
  kept.Keep(before, "b", Bytes("b"), Without("p-2"));
  EXPECT_FALSE(kept.FindLasting("a", state, answer));
  EXPECT_TRUE(kept.FindLasting("b", state, answer));
}

TEST(KeptAnswersTest, ChangesAreNotKeptForever) {
  const ProgrammeState state("hubei");
  KeptAnswers kept;
  grpc::ByteBuffer answer;
  kept.Keep(kept.generation(), "a", Bytes("a"), Without("p-1", 1'000'000));
  kept.NoteChanges(std::vector<ChangedProject>(20'000, {.id = "p-2"}));
  EXPECT_FALSE(kept.FindLasting("a", state, answer));
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
