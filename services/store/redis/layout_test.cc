#include "services/store/redis/layout.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/store/redis/slot.h"

namespace duikou::redis {
namespace {

TEST(LayoutTest, KeysOfAPartitionShareASlot) {
  for (const char* partition : {"hubei", "-", "{a}b", "}", "a%b", "三峡"}) {
    const PartitionKeys keys("duikou", partition);
    const int slot = KeySlot(keys.Meta());
    EXPECT_EQ(KeySlot(keys.Feed()), slot);
    EXPECT_EQ(KeySlot(keys.Requests()), slot);
    EXPECT_EQ(KeySlot(keys.RequestOrder()), slot);
    EXPECT_EQ(KeySlot(keys.Collection("a{b}c")), slot);
  }
  EXPECT_EQ(PartitionKeys("x", "a{%}").Meta(), "x:{a%7b%25%7d}:meta");
}

TEST(LayoutTest, RecordComesBackFromItsMember) {
  const std::string member(
      "id\0"
      "12:a:b\0c",
      11);
  const auto record = DecodeRecord("c", member);
  ASSERT_TRUE(record.ok()) << record.status();
  EXPECT_EQ(record->id, "id");
  EXPECT_EQ(record->revision, 12);
  EXPECT_EQ(record->value, std::string("a:b\0c", 5));
  for (const char* bad : {"", "id", "id:1"}) {
    EXPECT_FALSE(DecodeRecord("c", bad).ok()) << bad;
  }
  EXPECT_FALSE(DecodeRecord("c", std::string("id\0x:v", 6)).ok());
}

TEST(LayoutTest, PageBoundsWithoutLimits) {
  const LexRange range = RangeOfPage(Page{});
  EXPECT_EQ(range.min, "-");
  EXPECT_EQ(range.max, "+");
}

TEST(LayoutTest, PageBoundsOfAPrefix) {
  EXPECT_EQ(RangeOfPage(Page{.prefix = "ab"}).min, "[ab");
  EXPECT_EQ(RangeOfPage(Page{.prefix = "ab"}).max, "(ac");
  EXPECT_EQ(RangeOfPage(Page{.prefix = "a\xff"}).max, "(b");
  EXPECT_EQ(RangeOfPage(Page{.prefix = "\xff\xff"}).max, "+");
  EXPECT_EQ(RangeOfPage(Page{.prefix = "b", .after = "a"}).min, "[b");
  EXPECT_EQ(RangeOfPage(Page{.prefix = "b", .after = "bc"}).min, "[bc\x01");
}

TEST(LayoutTest, PageAfterTextWithNulIsAfterWhatStandsBeforeIt) {
  EXPECT_EQ(RangeOfPage(Page{.after = std::string("a\0z", 3)}).min, "[a\x01");
}

TEST(LayoutTest, ChangesComeBackAsTheyWere) {
  const std::string value(70'000, 'v');
  const Mutation put =
      Mutation::Put("projects", "p-1", value, Expectation::Any());
  const Mutation deleted = Mutation::Delete("areas", "a", Expectation::Any());
  std::string bytes = EncodeChangeHead(put) + put.id + put.value;
  bytes += EncodeChangeHead(deleted) + deleted.id;
  std::vector<Change> changes;
  ASSERT_TRUE(DecodeChanges(7, bytes, changes).ok());
  ASSERT_EQ(changes.size(), 2);
  EXPECT_EQ(changes[0].revision, 7);
  EXPECT_EQ(changes[0].collection, "projects");
  EXPECT_EQ(changes[0].id, "p-1");
  EXPECT_EQ(changes[0].value, value);
  EXPECT_FALSE(changes[0].deleted);
  EXPECT_EQ(changes[1].collection, "areas");
  EXPECT_EQ(changes[1].id, "a");
  EXPECT_TRUE(changes[1].deleted);
}

TEST(LayoutTest, CutOrForeignChangesAreDamage) {
  const Mutation put = Mutation::Put("c", "a", "1", Expectation::Any());
  const std::string bytes = EncodeChangeHead(put) + "a1";
  for (size_t size = 1; size < bytes.size(); ++size) {
    std::vector<Change> changes;
    EXPECT_TRUE(
        absl::IsInternal(DecodeChanges(1, bytes.substr(0, size), changes)))
        << size;
  }
  std::vector<Change> changes;
  EXPECT_FALSE(DecodeChanges(1, "x" + bytes.substr(1), changes).ok());
}

}  // namespace
}  // namespace duikou::redis
