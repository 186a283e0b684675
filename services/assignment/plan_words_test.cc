#include "services/assignment/plan_words.h"

#include <limits>

#include "gtest/gtest.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;

TEST(PlanWordsTest, RoundsAwayFromWhatWouldPraiseThePlan) {
  EXPECT_EQ(FenDown(19'999), 1);
  EXPECT_EQ(FenUp(10'001), 2);
  EXPECT_EQ(FenDown(-1), -1);
  EXPECT_EQ(FenUp(-19'999), -1);
  EXPECT_EQ(FenUp(absl::Int128Max()), std::numeric_limits<int64_t>::max());
  EXPECT_EQ(FenDown(absl::Int128Min()), std::numeric_limits<int64_t>::min());
}

TEST(PlanWordsTest, GapIsInBasisPointsOfTheBoundRoundedUp) {
  EXPECT_EQ(GapBasisPoints(100, 100), 0);
  EXPECT_EQ(GapBasisPoints(99'999, 100'000), 1);
  EXPECT_EQ(GapBasisPoints(50, 100), 5'000);
  EXPECT_EQ(GapBasisPoints(-100, -50), 10'000);
  EXPECT_EQ(GapBasisPoints(-1, 0), 1'000'000);
}

TEST(PlanWordsTest, AmountsAreExact) {
  EXPECT_EQ(AmountZh(125'000'00), "12.5万元");
  EXPECT_EQ(AmountZh(1), "0.000001万元");
  EXPECT_EQ(AmountZh(-300'000'000), "-300万元");
  EXPECT_EQ(AmountEn(123'456'789), "1,234,567.89 yuan");
  EXPECT_EQ(AmountEn(-50), "-0.5 yuan");
}

TEST(PlanWordsTest, ARuleSaysWhatItIsAboutAndWhatItWouldHaveToBe) {
  pb::RuleCase rule;
  rule.set_rule(pb::RuleCase::RULE_MEANS);
  rule.set_supporter("programmes/hubei/units/fund");
  rule.set_fund_kind("grant");
  rule.set_limit(100'000'000);
  rule.set_relaxed(200'000'000);
  EXPECT_EQ(RuleText(rule).zh(),
            "fund · grant：支援方财力上限 100万元，须改为 200万元");
  EXPECT_EQ(RuleText(rule).en(),
            "fund · grant: the supporter's means, 1,000,000 yuan, would have "
            "to be 2,000,000 yuan");
}

TEST(PlanWordsTest, AMissedQuotaSaysWhatBinds) {
  pb::SupporterBalance balance;
  balance.set_fund_kind("grant");
  balance.set_quota_fen(300'000'000);
  balance.set_given_fen(100'000'000);
  balance.set_short_fen(200'000'000);
  balance.set_binding(pb::SupporterBalance::BINDING_MEANS);
  balance.set_quota_price(-6'000);
  EXPECT_EQ(BalanceText(balance).zh(),
            "grant：任务 300万元，安排 100万元，差 200万元：已达财力上限；"
            "任务每增加100万元，方案上限变化约 -60万元");
  balance.set_short_fen(0);
  EXPECT_EQ(BalanceText(balance).en(),
            "grant: owes 3,000,000 yuan, gives 1,000,000 yuan: the quota is "
            "met");
}

}  // namespace
}  // namespace duikou
