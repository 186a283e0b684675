#include "matcher/testing/instance.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/testing/random_instance.h"

namespace duikou::testing {
namespace {

using ::testing::HasSubstr;

TEST(InstanceTest, ReadsEveryKindOfLine) {
  const absl::StatusOr<Instance> instance = ParseInstance(R"(
    kinds policy grant   # two
    sector industry
    sector tea parent=industry
    area zigui group=reservoir prefecture=yichang
    area village parent=zigui
    project p1 area=village sector=tea years=2014-2016 demonstration people=50 grant=open:300w,least:50y,whole needs=experts,sales readiness=3
    supporter s1 strengths=tea:90 prefers=zigui:40 paired=zigui home=yichang grant=usual:200w,left:7f offers=sales record=tea@-:2:5w dismissed=p9
    year 2015
    weights 3 2 2 1 1 1
    curve region 4000 7000 9000
    expect s1 p1:123
  )");
  ASSERT_TRUE(instance.ok()) << instance.status();
  const Project& p = instance->projects.at(0);
  EXPECT_EQ(p.area, 1);
  EXPECT_EQ(p.last_year, 2016);
  EXPECT_EQ(p.funds[1].open, Money::WanYuan(300));
  EXPECT_EQ(p.funds[1].least_share, Money::Yuan(50));
  EXPECT_TRUE(p.funds[1].all_or_nothing);
  EXPECT_EQ(p.other_needs, 3u);
  const Supporter& s = instance->supporters.at(0);
  EXPECT_EQ(s.funds[1].means_left, Money::Fen(7));
  EXPECT_FALSE(s.funds[0].gives);
  EXPECT_EQ(s.offers, 2u);
  EXPECT_EQ(s.record.at(0).area, kNone);
  EXPECT_TRUE(s.dismissed.contains("p9"));
  EXPECT_EQ(instance->weights[Criterion::kSector], 3000);
  EXPECT_TRUE(instance->weights.curves[Criterion::kSector].straight());
  EXPECT_EQ(instance->weights.curves[Criterion::kRegion].At(2'500), 4'000);
  EXPECT_EQ(instance->expectations.at(0).projects.at(0).second, 123);
}

TEST(InstanceTest, ErrorsNameTheLine) {
  EXPECT_THAT(ParseInstance("kinds k\nsector s parent=t").status().message(),
              HasSubstr("line 2: cannot read unknown name t"));
  EXPECT_THAT(ParseInstance("kinds k\nyear 20x5").status().message(),
              HasSubstr("line 2: cannot read number 20x5"));
  EXPECT_FALSE(ParseInstance("curve people 1 2 3").ok());
  EXPECT_FALSE(ParseInstance("curve sector 1 2").ok());
  EXPECT_FALSE(ParseInstance("curve sector 2 1 3").ok());
  EXPECT_FALSE(ParseInstance("project p").ok());
  EXPECT_FALSE(ParseInstance("nonsense x").ok());
}

TEST(InstanceTest, TextParsesToTheSameText) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    const std::string text = ToText(RandomInstance({.seed = seed}));
    const absl::StatusOr<Instance> again = ParseInstance(text);
    ASSERT_TRUE(again.ok()) << again.status() << '\n' << text;
    // Need names are numbered by appearance, so compare from the second on.
    const absl::StatusOr<Instance> third = ParseInstance(ToText(*again));
    ASSERT_TRUE(third.ok());
    EXPECT_EQ(ToText(*again), ToText(*third)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace duikou::testing
