#include "services/progress/agreement_filter.h"

#include <string>

#include "absl/container/flat_hash_set.h"
#include "gtest/gtest.h"

namespace duikou {
namespace {

namespace pb = ::duikou::progress::v1;
using pb::Agreement;

constexpr char kArea[] = "programmes/h/areas/a";
constexpr char kSector[] = "programmes/h/sectors/s";

Agreement Signed(const std::string& date) {
  Agreement agreement;
  agreement.set_sign_date(date);
  agreement.set_stage(Agreement::STAGE_NEGOTIATING);
  return agreement;
}

void Advance(Agreement::Stage stage, const std::string& date,
             Agreement& agreement) {
  agreement.set_stage(stage);
  pb::StageStep& step = *agreement.add_stage_steps();
  step.set_stage(stage);
  step.set_date(date);
}

void Place(const std::string& area, const std::string& sector, int parts,
           Agreement& agreement) {
  pb::Placement& placement = *agreement.add_placements();
  placement.set_area(area);
  placement.set_sector(sector);
  placement.set_parts(parts);
}

bool Matches(const Agreement& agreement, const pb::AgreementFilter& filter) {
  const absl::flat_hash_set<std::string> areas = {kArea};
  const absl::flat_hash_set<std::string> sectors = {kSector};
  return AgreementMatcher(filter, areas, sectors).Matches(agreement);
}

TEST(AgreementFilterTest, IsActiveFromItsFirstYearToItsEnd) {
  Agreement agreement = Signed("2003-11-02");
  EXPECT_FALSE(IsActiveIn(agreement, 2002));
  EXPECT_TRUE(IsActiveIn(agreement, 2003));
  EXPECT_TRUE(IsActiveIn(agreement, 2010));
  Advance(Agreement::STAGE_IN_PRODUCTION, "2005-01-31", agreement);
  EXPECT_TRUE(IsActiveIn(agreement, 2005));
  EXPECT_FALSE(IsActiveIn(agreement, 2006));
  agreement.set_first_year(2004);
  EXPECT_FALSE(IsActiveIn(agreement, 2003));
}

TEST(AgreementFilterTest, OneThatIsNotSignedIsActiveInNoYear) {
  EXPECT_FALSE(IsActiveIn(Signed(""), 2010));
}

TEST(AgreementFilterTest, IsNewInItsFirstYearAlone) {
  const Agreement agreement = Signed("2003-11-02");
  pb::AgreementFilter filter;
  filter.set_active_year(2003);
  filter.set_novelty(pb::NOVELTY_NEW);
  EXPECT_TRUE(Matches(agreement, filter));
  filter.set_novelty(pb::NOVELTY_CONTINUING);
  EXPECT_FALSE(Matches(agreement, filter));
  filter.set_active_year(2004);
  EXPECT_TRUE(Matches(agreement, filter));
}

TEST(AgreementFilterTest, AtAnyFairIsNotAtNone) {
  Agreement agreement = Signed("2004-05-01");
  pb::AgreementFilter filter;
  filter.set_signed_at(kAnyFair);
  EXPECT_FALSE(Matches(agreement, filter));
  agreement.set_signed_at("fair");
  EXPECT_TRUE(Matches(agreement, filter));
  filter.set_signed_at("other");
  EXPECT_FALSE(Matches(agreement, filter));
}

TEST(AgreementFilterTest, AreaAndSectorHoldOfOnePlacement) {
  Agreement agreement = Signed("2004-05-01");
  Place(kArea, "programmes/h/sectors/other", 5'000, agreement);
  Place("programmes/h/areas/other", kSector, 5'000, agreement);
  pb::AgreementFilter filter;
  filter.set_area(kArea);
  EXPECT_TRUE(Matches(agreement, filter));
  filter.set_sector(kSector);
  EXPECT_FALSE(Matches(agreement, filter));
}

TEST(AgreementFilterTest, APartOfItsMoneyLiesWithin) {
  Agreement agreement = Signed("2004-05-01");
  Place(kArea, kSector, 5'000, agreement);
  Place("programmes/h/areas/other", kSector, 5'000, agreement);
  const absl::flat_hash_set<std::string> areas = {kArea};
  pb::AgreementFilter filter;
  EXPECT_EQ(AgreementMatcher(filter, areas, {}).PartWithin(agreement, 7), 7);
  filter.set_area(kArea);
  EXPECT_EQ(AgreementMatcher(filter, areas, {}).PartWithin(agreement, 7), 4);
}

TEST(AgreementFilterTest, ARequestSaysTheSame) {
  pb::ListAgreementsRequest request;
  request.set_supporter("programmes/h/units/u");
  request.add_stages(Agreement::STAGE_BUILDING);
  request.set_least_total_fen(100);
  const pb::AgreementFilter filter = FilterOf(request);
  Agreement agreement = Signed("2004-05-01");
  agreement.set_supporter("programmes/h/units/u");
  agreement.set_stage(Agreement::STAGE_BUILDING);
  agreement.set_contract_total_fen(99);
  EXPECT_FALSE(Matches(agreement, filter));
  agreement.set_contract_total_fen(100);
  EXPECT_TRUE(Matches(agreement, filter));
  agreement.set_stage(Agreement::STAGE_UNSPECIFIED);
  EXPECT_FALSE(Matches(agreement, filter));
}

}  // namespace
}  // namespace duikou
