#include "services/base/clock.h"

#include "gtest/gtest.h"
#include "services/base/id_generator.h"

namespace duikou {
namespace {

TEST(SimulatedClockTest, MovesOnlyWhenTold) {
  SimulatedClock clock(absl::FromUnixSeconds(100));
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(100));
  clock.Advance(absl::Seconds(5));
  EXPECT_EQ(clock.Now(), absl::FromUnixSeconds(105));
}

TEST(IdGeneratorTest, RandomIdsAreResourceIdsAndDiffer) {
  RandomIdGenerator ids;
  const std::string id = ids.Next("x-");
  EXPECT_EQ(id.substr(0, 2), "x-");
  EXPECT_EQ(id.size(), 2 + 20);
  EXPECT_NE(id, ids.Next("x-"));
}

TEST(IdGeneratorTest, SequentialIdsCount) {
  SequentialIdGenerator ids;
  EXPECT_EQ(ids.Next("r-"), "r-1");
  EXPECT_EQ(ids.Next("r-"), "r-2");
}

}  // namespace
}  // namespace duikou
