#include "services/catalogue/containment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(ContainmentTest, ContainersReachOverParentsAndGroups) {
  Containment areas;
  areas.Put("zigui", {"yichang", "reservoir"});
  areas.Put("yichang", {"hubei", ""});
  areas.Put("hubei", {});
  EXPECT_THAT(areas.Containers("zigui"),
              ElementsAre("zigui", "hubei", "reservoir", "yichang"));
  EXPECT_THAT(areas.Containers("unknown"), ElementsAre("unknown"));
}

TEST(ContainmentTest, WithinReachesMembersOfMembers) {
  Containment areas;
  areas.Put("zigui", {"yichang", "reservoir"});
  areas.Put("village", {"zigui"});
  areas.Put("badong", {"enshi"});
  EXPECT_THAT(areas.Within({"reservoir"}),
              UnorderedElementsAre("reservoir", "zigui", "village"));
  EXPECT_THAT(areas.Within({"enshi", "village"}),
              UnorderedElementsAre("enshi", "badong", "village"));
  EXPECT_THAT(areas.Within({}), IsEmpty());
}

TEST(ContainmentTest, CyclesEnd) {
  Containment areas;
  areas.Put("a", {"b"});
  areas.Put("b", {"c"});
  areas.Put("c", {"a"});
  areas.Put("d", {"a"});
  EXPECT_THAT(areas.Containers("a"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(areas.Within({"a"}), UnorderedElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(areas.CycleThrough("a"), ElementsAre("a", "b", "c", "a"));
  EXPECT_THAT(areas.CycleThrough("d"), IsEmpty());
  areas.Put("d", {"d"});
  EXPECT_THAT(areas.CycleThrough("d"), ElementsAre("d", "d"));
}

TEST(ContainmentTest, RemovedNamesContainNothing) {
  Containment areas;
  areas.Put("zigui", {"yichang"});
  EXPECT_TRUE(areas.Knows("zigui"));
  areas.Remove("zigui");
  EXPECT_FALSE(areas.Knows("zigui"));
  EXPECT_THAT(areas.Within({"yichang"}), UnorderedElementsAre("yichang"));
  areas.Remove("zigui");
}

}  // namespace
}  // namespace duikou
