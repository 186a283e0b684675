#include "services/rpc/resource_name.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const char kProgramme[] = "programmes/{programme}";
const char kProjectPattern[] = "programmes/{programme}/projects/{project}";
const char kEntry[] = "programmes/{programme}/units/{unit}/shortlist/{project}";

TEST(ResourceNameTest, NamesAreTakenApartAndPutTogether) {
  const ResourcePattern pattern(kEntry);
  const std::string name = "programmes/hubei/units/u-1/shortlist/p-2";
  EXPECT_THAT(*pattern.Ids(name), ElementsAre("hubei", "u-1", "p-2"));
  EXPECT_EQ(pattern.Format({"hubei", "u-1", "p-2"}), name);
}

TEST(ResourceNameTest, RecordsLiveInTheProgrammesPartition) {
  EXPECT_EQ(*ResourcePattern(kProgramme).Key("programmes/hubei"),
            (ResourceKey{"-", "programmes", "hubei"}));
  EXPECT_EQ(
      *ResourcePattern(kProjectPattern).Key("programmes/hubei/projects/p-1"),
      (ResourceKey{"hubei", "projects", "p-1"}));
  EXPECT_EQ(
      *ResourcePattern(kEntry).Key("programmes/hubei/units/u/shortlist/p-1"),
      (ResourceKey{"hubei", "shortlist", "u/p-1"}));
}

TEST(ResourceNameTest, KeysGiveTheNameAgain) {
  for (const auto& [pattern, name] :
       {std::pair{kProgramme, "programmes/hubei"},
        std::pair{kProjectPattern, "programmes/hubei/projects/420527"},
        std::pair{kEntry, "programmes/hubei/units/u/shortlist/p-1"}}) {
    const ResourcePattern parsed(pattern);
    EXPECT_EQ(parsed.Name(*parsed.Key(name)), name);
  }
}

TEST(ResourceNameTest, OtherTextsAreNoNames) {
  const ResourcePattern pattern(kProjectPattern);
  for (const char* name : {"",
                           "/",
                           "programmes",
                           "programmes/",
                           "programmes/hubei",
                           "programmes/hubei/projects",
                           "programmes/hubei/projects/",
                           "programmes/hubei/projects/p/",
                           "programmes/hubei/projects/p/x/y",
                           "programmes/hubei/units/p",
                           "Programmes/hubei/projects/p",
                           "programmes//projects/p",
                           "/programmes/hubei/projects/p",
                           "programmes/hubei/projects/P",
                           "programmes/hubei/projects/a b",
                           "programmes/hubei/projects/-",
                           "programmes/-/projects/p",
                           "programmes/hubei/projects/p-",
                           "programmes/hubei/projects/宜昌",
                           "programmes/hubei/projects/.."}) {
    EXPECT_FALSE(pattern.Matches(name)) << name;
    EXPECT_FALSE(pattern.Key(name).has_value()) << name;
  }
}

TEST(ResourceNameTest, ErrorsNameFieldValueAndForm) {
  const auto parsed =
      ResourcePattern(kProjectPattern).Parse("projects/p", "name");
  EXPECT_EQ(parsed.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(parsed.status().message()),
              HasSubstr("name: \"projects/p\" is not of the form "
                        "programmes/{programme}/projects/{project}"));
}

TEST(ResourceNameTest, IdsAreDnsSafe) {
  for (const char* id : {"a", "1", "420527", "a-b", "yichang--2015--grant"}) {
    EXPECT_TRUE(IsResourceId(id)) << id;
  }
  for (const char* id : {"", "-a", "a-", "A", "a_b", "a.b", "a/b", "宜昌"}) {
    EXPECT_FALSE(IsResourceId(id)) << id;
  }
}

TEST(ResourceNameTest, IdsHaveALongest) {
  EXPECT_TRUE(IsResourceId(std::string(63, 'a')));
  EXPECT_FALSE(IsResourceId(std::string(64, 'a')));
  EXPECT_TRUE(IsResourceId(std::string(200, 'a'), kMaxCompositeIdLength));
  EXPECT_FALSE(IsResourceId(std::string(201, 'a'), kMaxCompositeIdLength));
}

TEST(ResourceNameTest, ParentIsTheFormWithoutTheLastId) {
  EXPECT_EQ(ResourcePattern(kEntry).Parent().text(),
            "programmes/{programme}/units/{unit}");
}

TEST(ResourceNameTest, LastIdIsWhatFollowsTheLastSlash) {
  EXPECT_EQ(LastId("programmes/hubei/projects/p-1"), "p-1");
  EXPECT_EQ(LastId("p-1"), "p-1");
}

}  // namespace
}  // namespace duikou
