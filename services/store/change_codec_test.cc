#include "services/store/change_codec.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace duikou {
namespace {

std::string Encoded() {
  std::string bytes;
  AppendChange("c", std::string("\0\xff", 2), false, std::string(300, 'v'),
               bytes);
  AppendChange("collection", "id", true, "ignored", bytes);
  AppendChange("c", "empty", false, "", bytes);
  return bytes;
}

TEST(ChangeCodecTest, DecodesWhatWasAppended) {
  std::vector<Change> changes;
  ASSERT_TRUE(DecodeChanges(Encoded(), 7, changes).ok());
  ASSERT_EQ(changes.size(), 3);
  EXPECT_EQ(changes[0].revision, 7);
  EXPECT_EQ(changes[0].collection, "c");
  EXPECT_EQ(changes[0].id, std::string("\0\xff", 2));
  EXPECT_EQ(changes[0].value, std::string(300, 'v'));
  EXPECT_FALSE(changes[0].deleted);
  EXPECT_EQ(changes[1].collection, "collection");
  EXPECT_TRUE(changes[1].deleted);
  EXPECT_EQ(changes[1].value, "");
  EXPECT_EQ(changes[2].id, "empty");
  EXPECT_FALSE(changes[2].deleted);
}

TEST(ChangeCodecTest, NoBytesAreNoChanges) {
  std::vector<Change> changes;
  ASSERT_TRUE(DecodeChanges("", 1, changes).ok());
  EXPECT_TRUE(changes.empty());
}

TEST(ChangeCodecTest, CutBytesAreDataLossOrWholeChanges) {
  const std::string bytes = Encoded();
  int whole = 0;
  for (size_t size = 0; size < bytes.size(); ++size) {
    std::vector<Change> changes;
    const absl::Status status =
        DecodeChanges(absl::string_view(bytes.data(), size), 1, changes);
    if (status.ok()) {
      ++whole;
    } else {
      EXPECT_TRUE(absl::IsDataLoss(status)) << status;
    }
  }
  EXPECT_EQ(whole, 3) << "nothing, one change, two changes";
}

TEST(ChangeCodecTest, WrongTagsAndEndlessLengthsAreDataLoss) {
  std::vector<Change> changes;
  EXPECT_TRUE(absl::IsDataLoss(DecodeChanges("\x02", 1, changes)));
  EXPECT_TRUE(absl::IsDataLoss(DecodeChanges(
      std::string("\x00\xff\xff\xff\xff\xff\xff\xff", 8), 1, changes)));
}

}  // namespace
}  // namespace duikou
