#include "matcher/assignment/indivisible/certificate.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

using ::testing::HasSubstr;

// Two items of load 3 and 4, one agent with room for 5.
IndivisibleProblem OneFits() {
  return {.agents = {{.capacity = 5}},
          .items = {{.choices = {{.agent = 0, .worth = 10, .load = 3}}},
                    {.choices = {{.agent = 0, .worth = 12, .load = 4}}}}};
}

TEST(CertificateTest, BoundIsPricesAndBestKnapsack) {
  // At 0: the dearer item, 12. At 1 and 12: 13 + max(9, 0).
  EXPECT_EQ(*IndivisibleBound(OneFits(), {.prices = {0, 0}}), 12);
  EXPECT_EQ(*IndivisibleBound(OneFits(), {.prices = {1, 12}}), 22);
}

TEST(CertificateTest, ScaledBoundIsRoundedDown) {
  // (7 + max(40 − 7, 48)) / 4 = 13.75.
  EXPECT_EQ(*IndivisibleBound(OneFits(), {.prices = {7, 0}, .scale = 4}), 13);
  IndivisibleProblem must = OneFits();
  must.items[0].must_place = true;
  must.agents[0].under_penalty = 7;
  must.agents[0].quota = 5;
  // −9 + max(9 + 40 − 56, 48 − 28, −140) = 11, and 11 / 4 = 2.75.
  EXPECT_EQ(*IndivisibleBound(must, {.prices = {-9, 0}, .scale = 4}), 2);
}

TEST(CertificateTest, QuotaWithoutACeilingIsExact) {
  IndivisibleProblem problem = OneFits();
  problem.agents[0] = {.quota = 4, .under_penalty = 2, .over_penalty = 5};
  // Nothing −8, the first 10 − 2, the second 12, both 22 − 15.
  EXPECT_EQ(*IndivisibleBound(problem, {.prices = {0, 0}}), 12);
  problem.agents[0].over_penalty = 1;
  EXPECT_EQ(*IndivisibleBound(problem, {.prices = {0, 0}}), 22 - 3);
}

TEST(CertificateTest, CoarseUnitOnlyLoosens) {
  IndivisibleProblem problem = OneFits();
  problem.agents[0].capacity = 6;
  EXPECT_EQ(*IndivisibleBound(problem, {.prices = {0, 0}}), 12);
  // Loads 1 and 2 of room 3: both seem to fit.
  EXPECT_EQ(*IndivisibleBound(problem, {.prices = {0, 0}, .unit = 2}), 22);
}

TEST(CertificateTest, RefusesWhatProvesNothing) {
  const auto why = [](const IndivisibleCertificate& certificate) {
    return std::string(
        IndivisibleBound(OneFits(), certificate).status().message());
  };
  EXPECT_THAT(why({.prices = {0}}), HasSubstr("prices"));
  EXPECT_THAT(why({.prices = {0, -1}}), HasSubstr("prices[1]"));
  EXPECT_THAT(why({.prices = {0, 0}, .scale = 0}), HasSubstr("scale"));
  EXPECT_THAT(why({.prices = {0, 0}, .unit = 0}), HasSubstr("unit"));
}

}  // namespace
}  // namespace duikou
