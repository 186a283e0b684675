#include "deploy/sample/programme.h"

#include <map>
#include <set>
#include <string>

#include "gtest/gtest.h"
#include "matcher/base/money.h"

namespace duikou::sample {
namespace {

constexpr uint64_t kSeed = 2014;

std::map<std::string, int64_t> TotalsByFundKind(const Programme& programme) {
  std::map<std::string, int64_t> totals;
  for (const auto& project : programme.projects) {
    for (const auto& need : project.fund_needs()) {
      totals[need.fund_kind()] += need.total_fen();
    }
  }
  return totals;
}

template <typename T>
void ExpectNamesDiffer(const std::vector<T>& resources) {
  std::set<std::string> names;
  for (const T& resource : resources) {
    EXPECT_TRUE(names.insert(resource.name()).second) << resource.name();
  }
}

TEST(SampleTest, HubeiAddsUpToThePlan) {
  const Programme hubei = MakeHubei(kSeed);
  EXPECT_EQ(hubei.projects.size(), 714);
  const std::map<std::string, int64_t> plan = {
      {"policy", 280 * Money::kFenPerYiYuan},
      {"grant", 5 * Money::kFenPerYiYuan},
      {"cooperation", 115 * Money::kFenPerYiYuan}};
  EXPECT_EQ(TotalsByFundKind(hubei), plan);
}

TEST(SampleTest, HubeiHasSupportersOfAllItsKinds) {
  std::map<int, int> supporters;
  int total = 0;
  for (const auto& unit : MakeHubei(kSeed).units) {
    if (unit.sides(0) != profiles::v1::SIDE_SUPPORTER) continue;
    ++supporters[unit.kind()];
    ++total;
  }
  EXPECT_GE(total, 60);
  EXPECT_EQ(supporters.size(), 5);
}

TEST(SampleTest, YichangAndEnshiAreOnBothSides) {
  for (const auto& unit : MakeHubei(kSeed).units) {
    const bool both = unit.name() == "programmes/hubei/units/yichang" ||
                      unit.name() == "programmes/hubei/units/enshi";
    EXPECT_EQ(unit.sides_size(), both ? 2 : 1) << unit.name();
  }
}

TEST(SampleTest, NamesAreUnique) {
  for (const Programme& programme : {MakeHubei(kSeed), MakeChongqing(kSeed)}) {
    ExpectNamesDiffer(programme.areas);
    ExpectNamesDiffer(programme.sectors);
    ExpectNamesDiffer(programme.projects);
    ExpectNamesDiffer(programme.units);
    ExpectNamesDiffer(programme.quotas);
    ExpectNamesDiffer(programme.cooperations);
    ExpectNamesDiffer(programme.commitments);
  }
}

TEST(SampleTest, OpenNeedAndLeastShareStayWithinTheNeed) {
  for (const auto& project : MakeHubei(kSeed).projects) {
    EXPECT_GT(project.fund_needs_size(), 0) << project.name();
    for (const auto& need : project.fund_needs()) {
      EXPECT_GT(need.total_fen(), 0) << project.name();
      EXPECT_LE(need.open_fen(), need.total_fen()) << project.name();
      EXPECT_LE(need.least_share_fen(), need.total_fen()) << project.name();
    }
  }
}

TEST(SampleTest, SomeFundsArePromisedAndSomethingIsFinished) {
  const Programme hubei = MakeHubei(kSeed);
  EXPECT_GE(hubei.commitments.size(), 10);
  EXPECT_GE(hubei.cooperations.size(), 50);
}

TEST(SampleTest, TheSeedDecidesEverything) {
  EXPECT_EQ(MakeHubei(kSeed).projects[400].SerializeAsString(),
            MakeHubei(kSeed).projects[400].SerializeAsString());
  EXPECT_NE(MakeHubei(kSeed).projects[400].SerializeAsString(),
            MakeHubei(kSeed + 1).projects[400].SerializeAsString());
}

}  // namespace
}  // namespace duikou::sample
