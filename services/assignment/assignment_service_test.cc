// Plans as resources, what they say of themselves, and the factor method.
#include "services/assignment/assignment_service.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/assignment/testing/plan_test.h"
#include "services/rpc/resource_name.h"
#include "services/store/record_lookup.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AssignmentServiceTest : public testing::PlanTest {};

TEST_F(AssignmentServiceTest, SaysWhy) {
  Create();
  Solve();
  const auto supporter =
      Ok(Do(&Stub::ExplainSupporter,
            absl::StrCat(kName, "supporter: 'programmes/hubei/units/fund'")));
  ASSERT_EQ(supporter.balances_size(), 1);
  EXPECT_GE(supporter.balances(0).given_fen(), 300'000'000);
  EXPECT_THAT(supporter.reasons(0).en(), HasSubstr("the quota is met"));
  const auto project =
      Ok(Do(&Stub::ExplainProject,
            absl::StrCat(kName, "project: 'programmes/hubei/projects/hotel'")));
  ASSERT_EQ(project.supporters_size(), 1);
  EXPECT_EQ(LastId(project.supporters(0).supporter()), "city");
  EXPECT_EQ(project.supporters(0).why(), pb::SupporterReason::WHY_PARTNER);
  EXPECT_THAT(project.supporters(0).text().en(), HasSubstr("takes it on"));
}

TEST_F(AssignmentServiceTest, AYearIsOneOfTheProgrammes) {
  const auto create = [&](const std::string& id) {
    return Error(Do(&Stub::CreateAnnualPlan,
                    absl::StrCat("parent: 'programmes/hubei' annual_plan_id: '",
                                 id, "' annual_plan { }")));
  };
  EXPECT_THAT(create("2013"), HasSubstr("is not one of the programme's years"));
  EXPECT_THAT(create("02015"), HasSubstr("annual_plan_id"));
  Create();
  EXPECT_THAT(create("2015"), HasSubstr("ALREADY_EXISTS"));
}

TEST_F(AssignmentServiceTest, ADraftIsDeletedWithAllBelowIt) {
  Create();
  Solve();
  Ok(Do(&Stub::DeleteAnnualPlan, kName));
  for (const char* collection :
       {"annualPlans", "versions", "runs", "planEvidence"}) {
    EXPECT_THAT(*ListWholly(store_, "hubei", collection), IsEmpty())
        << collection;
  }
}

TEST_F(AssignmentServiceTest, SplitsAnAmountByFactors) {
  const std::string targets =
      "targets { subject: 'programmes/hubei/areas/zigui' values: 30 } "
      "targets { subject: 'programmes/hubei/areas/badong' values: 20 ";
  const auto split =
      Ok(Do(&Stub::ComputeFactorMethod,
            absl::StrCat("parent: 'programmes/hubei' amount_fen: 1001 "
                         "factors { weight: 1 } ",
                         targets, "cap_fen: 300 }")));
  ASSERT_EQ(split.shares_size(), 2);
  EXPECT_EQ(split.shares(0).amount_fen(), 701);
  EXPECT_EQ(split.shares(1).amount_fen(), 300);
  EXPECT_EQ(split.shares(1).bound(), pb::SplitShare::BOUND_CAP);
  EXPECT_EQ(split.shares(0).weighted_part(), 600'000);
  EXPECT_THAT(Ok(Do(&Stub::ComputeFactorMethod,
                    absl::StrCat("parent: 'programmes/hubei' amount_fen: 1001 "
                                 "factors { weight: 1 } ",
                                 targets, "floor_fen: 2000 }")))
                  .obstacle()
                  .en(),
              HasSubstr("the floors together"));
  EXPECT_THAT(
      Error(Do(&Stub::ComputeFactorMethod,
               absl::StrCat("parent: 'programmes/hubei' amount_fen: 1001 "
                            "factors { weight: 1 inverse: true } factors { "
                            "weight: 1 } ",
                            targets, "}"))),
      HasSubstr("targets[0].values: has 1 entries"));
}

}  // namespace
}  // namespace duikou
