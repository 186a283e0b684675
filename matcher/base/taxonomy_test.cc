#include "matcher/base/taxonomy.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

TEST(TaxonomyTest, FamilyIsTheAreaOfWork) {
  const auto taxonomy = *Taxonomy::Make({{}, {.parent = 0}, {}}, {}, 1);
  EXPECT_EQ(taxonomy->family(0), 0);
  EXPECT_EQ(taxonomy->family(1), 0);
  EXPECT_EQ(taxonomy->family(2), 2);
}

TEST(TaxonomyTest, AreasTakeGroupAndPrefectureFromAroundThem) {
  const auto taxonomy = *Taxonomy::Make(
      {},
      {{.group = 4, .prefecture = 7}, {.parent = 0, .group = 5}, {.parent = 1}},
      1);
  EXPECT_EQ(taxonomy->group(2), 5);
  EXPECT_EQ(taxonomy->prefecture(2), 7);
  EXPECT_TRUE(taxonomy->Within(2, 0));
  EXPECT_TRUE(taxonomy->Within(1, 1));
  EXPECT_FALSE(taxonomy->Within(0, 1));
}

TEST(TaxonomyTest, CyclesAndUnknownParentsAreNamed) {
  EXPECT_THAT(
      Taxonomy::Make({}, {{.parent = 1}, {.parent = 0}}, 1).status().message(),
      HasSubstr("areas[0].parent: lies in itself"));
  EXPECT_THAT(Taxonomy::Make({{.parent = 0}}, {}, 1).status().message(),
              HasSubstr("sectors[0].parent: lies in itself"));
  // A cycle that is only reached from outside of it.
  EXPECT_THAT(
      Taxonomy::Make({}, {{.parent = 1}, {.parent = 2}, {.parent = 1}}, 1)
          .status()
          .message(),
      HasSubstr("areas[1].parent: lies in itself"));
  EXPECT_THAT(Taxonomy::Make({{}, {.parent = 2}}, {}, 1).status().message(),
              HasSubstr("sectors[1].parent: no such entry"));
  EXPECT_EQ(Taxonomy::Make({{.parent = -2}}, {}, 1).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(TaxonomyTest, FundKindsAreOneToEight) {
  EXPECT_FALSE(Taxonomy::Make({}, {}, 0).ok());
  EXPECT_TRUE(Taxonomy::Make({}, {}, kMaxFundKinds).ok());
  EXPECT_FALSE(Taxonomy::Make({}, {}, kMaxFundKinds + 1).ok());
}

TEST(TaxonomyTest, LongChainsOfAreasAreFine) {
  std::vector<AreaNode> chain(5'000);
  for (int i = 1; i < 5'000; ++i) chain[i].parent = i - 1;
  EXPECT_TRUE((*Taxonomy::Make({}, chain, 1))->Within(4'999, 0));
}

}  // namespace
}  // namespace duikou
