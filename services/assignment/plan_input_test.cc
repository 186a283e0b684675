#include "services/assignment/plan_input.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "duikou/matching/v1/matching_service.pb.h"
#include "duikou/profiles/v1/profiles_service.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/assignment/problem.h"
#include "matcher/base/money.h"
#include "services/assignment/plan_problem.h"
#include "services/base/violation.h"
#include "services/programme/testing/small_programme.h"

namespace duikou {
namespace {

namespace pb = ::duikou::assignment::v1;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Parse;

class PlanInputTest : public ::testing::Test {
 protected:
  PlanInputTest() : view_("hubei") {
    view_.SetProgramme(std::make_shared<ProgrammeRecord>(
        ProgrammeRecord{testing::SmallProgrammeRecord(), 1}));
    view_.Apply(testing::SmallProgrammeChanges(), 1);
    plan_.set_year(2015);
  }

  // A further record; `@` stands for programmes/hubei/.
  template <typename T>
  void Put(const std::string& collection, const std::string& id,
           const std::string& text) {
    T message = Parse<T>(text);
    message.set_name(absl::StrCat("programmes/hubei/", collection, "/", id));
    Take({.collection = collection,
          .id = id,
          .value = message.SerializeAsString()});
  }

  void Take(Change change) {
    change.revision = ++revision_;
    view_.Apply({change}, revision_);
  }

  pb::PlanInput Make() {
    const auto input = MakePlanInput(view_, plan_, constraints_, nullptr);
    EXPECT_TRUE(input.ok()) << input.status();
    return input.ok() ? *input : pb::PlanInput();
  }
  // 1 more than the score; 0: not allowed.
  static uint32_t Entry(const pb::PlanInput& input, const std::string& unit,
                        const std::string& project, const std::string& kind) {
    const InputPlaces places(input);
    return input.supporters(places.Supporter(unit))
        .scores(places.Project(project) * input.fund_kinds_size() +
                places.FundKind(kind));
  }
  static const pb::InputOffer* OfferOf(const pb::PlanInput& input,
                                       const std::string& unit,
                                       const std::string& kind) {
    const InputPlaces places(input);
    for (const auto& offer :
         input.supporters(places.Supporter(unit)).offers()) {
      if (offer.fund_kind() == places.FundKind(kind)) return &offer;
    }
    return nullptr;
  }

  ProgrammeView view_;
  Revision revision_ = 1;
  pb::AnnualPlan plan_;
  std::vector<pb::ShareConstraint> constraints_;
};

TEST_F(PlanInputTest, HoldsWhatIsOpenAndWhoGives) {
  const pb::PlanInput input = Make();
  std::vector<std::string> projects;
  for (const auto& project : input.projects()) projects.push_back(project.id());
  EXPECT_THAT(projects, ElementsAre("clinic", "hotel", "tea-1", "tea-2"));
  std::vector<std::string> supporters;
  for (const auto& unit : input.supporters()) supporters.push_back(unit.id());
  EXPECT_THAT(supporters, ElementsAre("city", "fund"));
  EXPECT_GT(Entry(input, "fund", "tea-1", "grant"), 1u);
  EXPECT_EQ(Entry(input, "fund", "tea-1", "coop"), 0u);
  // Policy funds are for departments alone.
  EXPECT_EQ(OfferOf(input, "city", "policy"), nullptr);
  EXPECT_TRUE(ValidateAssignmentProblem(ToProblem(input)).ok());
}

TEST_F(PlanInputTest, AYearOutsideOfAProjectsLeavesItOut) {
  plan_.set_year(2018);
  EXPECT_EQ(InputPlaces(Make()).Project("tea-1"), kNone);
}

TEST_F(PlanInputTest, AQuotaIsOwedAndNoCeilingNorAScore) {
  const uint32_t before = Entry(Make(), "city", "tea-2", "grant");
  Put<profiles::v1::Quota>("quotas", "q",
                           "unit: 'programmes/hubei/units/city' year: 2015 "
                           "fund_kind: 'grant' amount_fen: 100");
  const pb::PlanInput input = Make();
  EXPECT_EQ(OfferOf(input, "city", "grant")->quota_fen(), 100);
  EXPECT_FALSE(OfferOf(input, "city", "grant")->has_means_fen());
  EXPECT_EQ(Entry(input, "city", "tea-2", "grant"), before);
}

TEST_F(PlanInputTest, WhatIsPromisedIsTakenFromMeansQuotaAndNeed) {
  Put<profiles::v1::Quota>("quotas", "q",
                           "unit: 'programmes/hubei/units/fund' year: 2015 "
                           "fund_kind: 'grant' amount_fen: 300000000");
  Put<profiles::v1::Commitment>(
      "commitments", "m",
      "supporter: 'programmes/hubei/units/fund' project: "
      "'programmes/hubei/projects/tea-1' year: 2015 fund_kind: 'grant' "
      "amount_fen: 120000000");
  const pb::PlanInput input = Make();
  const pb::InputOffer& offer = *OfferOf(input, "fund", "grant");
  EXPECT_EQ(offer.means_fen(), 280'000'000);
  EXPECT_EQ(offer.quota_fen(), 180'000'000);
  const int tea = InputPlaces(input).Project("tea-1");
  EXPECT_EQ(input.projects(tea).needs(0).open_fen(), 180'000'000);
}

TEST_F(PlanInputTest, PairingsAreAPreferenceOrARule) {
  EXPECT_GT(Entry(Make(), "city", "hotel", "coop"), 0u);
  plan_.mutable_settings()->set_pairing_use(pb::PAIRING_USE_RULE);
  const pb::PlanInput input = Make();
  // City is paired with Zigui and what lies in it; fund with nobody.
  EXPECT_EQ(Entry(input, "city", "hotel", "coop"), 0u);
  EXPECT_GT(Entry(input, "city", "tea-2", "grant"), 0u);
  EXPECT_GT(Entry(input, "fund", "tea-1", "grant"), 0u);
}

TEST_F(PlanInputTest, WhatWasShortlistedAskedForOrGivenBeforeCountsMore) {
  plan_.mutable_settings()->set_shortlist_bonus(100);
  plan_.mutable_settings()->set_interest_bonus(20);
  plan_.mutable_settings()->set_continuation_bonus(3);
  const uint32_t before = Entry(Make(), "city", "tea-2", "grant");
  Take({.collection = "shortlist",
        .id = "city/tea-2",
        .value = matching::v1::ShortlistEntry().SerializeAsString()});
  EXPECT_EQ(Entry(Make(), "city", "tea-2", "grant"), before + 100);
  Put<matching::v1::Interest>(
      "interests", "city--tea-2",
      "supporter: 'programmes/hubei/units/city' project: "
      "'programmes/hubei/projects/tea-2' year: 2015 state: STATE_OPEN");
  EXPECT_EQ(Entry(Make(), "city", "tea-2", "grant"), before + 120);
  plan_.mutable_settings()->set_shortlist_bonus(10'000);
  EXPECT_EQ(Entry(Make(), "city", "tea-2", "grant"), 10'001u);
}

TEST_F(PlanInputTest, ThoseWhoGaveLastYearGoOn) {
  plan_.mutable_settings()->set_continuation_bonus(0);
  Put<profiles::v1::Commitment>(
      "commitments", "m",
      "supporter: 'programmes/hubei/units/city' project: "
      "'programmes/hubei/projects/tea-2' year: 2014 fund_kind: 'grant' "
      "amount_fen: 1");
  const uint32_t before = Entry(Make(), "city", "tea-2", "grant");
  plan_.mutable_settings()->set_continuation_bonus(7);
  EXPECT_EQ(Entry(Make(), "city", "tea-2", "grant"), before + 7);
}

// Continuations cannot go in a circle: a project refers to no other, and goes
// on from the commitments of the year before alone. The nearest to a circle is
// a pair that gave the year before and has promised for the year after.
TEST_F(PlanInputTest, WhatIsPromisedForLaterIsNoContinuation) {
  plan_.mutable_settings()->set_continuation_bonus(0);
  for (const int year : {2014, 2016}) {
    Put<profiles::v1::Commitment>(
        "commitments", absl::StrCat("m-", year),
        absl::StrCat("supporter: 'programmes/hubei/units/city' project: "
                     "'programmes/hubei/projects/tea-2' fund_kind: 'grant' "
                     "amount_fen: 1 year: ",
                     year));
  }
  const auto entry = [&](int year) {
    plan_.set_year(year);
    return Entry(Make(), "city", "tea-2", "grant");
  };
  const uint32_t before[] = {entry(2014), entry(2015), entry(2016),
                             entry(2017)};
  plan_.mutable_settings()->set_continuation_bonus(7);
  EXPECT_EQ(entry(2014), before[0]);
  EXPECT_EQ(entry(2015), before[1] + 7);
  EXPECT_EQ(entry(2016), before[2]);
  EXPECT_EQ(entry(2017), before[3] + 7);
}

TEST_F(PlanInputTest, APinOverridesTheLeastScoreAndADismissal) {
  Take({.collection = "dismissals",
        .id = "fund/tea-1",
        .value = matching::v1::Dismissal().SerializeAsString()});
  plan_.mutable_settings()->set_least_score(10'000);
  EXPECT_EQ(Entry(Make(), "fund", "tea-1", "grant"), 0u);
  EXPECT_EQ(Entry(Make(), "fund", "tea-2", "grant"), 0u);
  constraints_.push_back(Parse<pb::ShareConstraint>(
      "project: 'programmes/hubei/projects/tea-1' supporter: "
      "'programmes/hubei/units/fund' kind: KIND_PIN"));
  EXPECT_GT(Entry(Make(), "fund", "tea-1", "grant"), 0u);
  EXPECT_EQ(Entry(Make(), "fund", "tea-2", "grant"), 0u);
}

TEST_F(PlanInputTest, APinOnWhatIsNotOpenIsRefused) {
  constraints_.push_back(Parse<pb::ShareConstraint>(
      "project: 'programmes/hubei/projects/draft' supporter: "
      "'programmes/hubei/units/fund' kind: KIND_PIN"));
  const auto input = MakePlanInput(view_, plan_, constraints_, nullptr);
  EXPECT_EQ(input.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(input.status().ToString(),
              HasSubstr("draft is not open in 2015"));
}

TEST_F(PlanInputTest, AFloorCountsAGroupWithAllThatLiesInIt) {
  plan_.add_floors()->set_area("programmes/hubei/areas/reservoir");
  plan_.add_floors()->set_area("programmes/hubei/areas/yichang");
  plan_.add_floors()->set_demonstration_sites(true);
  const pb::PlanInput input = Make();
  EXPECT_THAT(input.floors(0).projects(), ElementsAre(0, 2, 3));
  EXPECT_THAT(input.floors(1).projects(), ElementsAre(1, 2, 3));
  EXPECT_THAT(input.floors(2).projects(), ElementsAre());
}

TEST_F(PlanInputTest, PricesAreMappedToWhatIsStillThere) {
  const pb::PlanInput before = Make();
  AssignmentPrices prices;
  for (int i = 0; i < 4 * kMaxFundKinds; ++i) prices.need.push_back(i);
  prices.supply.assign(2 * kMaxFundKinds, -5);
  prices.partner = {absl::int128(1) << 100, -1, 2, 3};
  prices.place = {4, 5};
  EXPECT_EQ(DecodePrices(EncodePrices(prices)).partner, prices.partner);
  Take({.collection = "projects", .id = "clinic", .deleted = true});
  const AssignmentPrices mapped = MapPrices(prices, before, Make());
  ASSERT_EQ(mapped.need.size(), 3u * kMaxFundKinds);
  EXPECT_EQ(mapped.need[0], kMaxFundKinds);
  EXPECT_THAT(mapped.partner, ElementsAre(-1, 2, 3));
  EXPECT_EQ(mapped.place, prices.place);
}

TEST_F(PlanInputTest, WhatIsTooMuchTogetherNamesUnitYearAndFundKind) {
  pb::PlanInput input = Make();
  EXPECT_TRUE(CheckSums("hubei", input).ok());
  const InputPlaces places(input);
  const int grant = places.FundKind("grant");
  for (auto& unit : *input.mutable_supporters()) {
    for (auto& offer : *unit.mutable_offers()) {
      if (offer.fund_kind() != grant) continue;
      offer.set_quota_fen(unit.id() == "city" ? 1 : Money::kMaxFen);
    }
  }
  EXPECT_EQ(ChineseTextOf(CheckSums("hubei", input)),
            "programmes/hubei/units/fund：2015 年“grant”任务 9000000000万元，"
            "为各单位中最多；各单位合计超过 9000000000万元，无法求解");
  for (auto& unit : *input.mutable_supporters()) {
    for (auto& offer : *unit.mutable_offers()) offer.set_quota_fen(0);
  }
  pb::InputProject& project = *input.mutable_projects(places.Project("tea-1"));
  project.mutable_needs(0)->set_open_fen(Money::kMaxFen);
  EXPECT_THAT(CheckSums("hubei", input).ToString(),
              HasSubstr("programmes/hubei/projects/tea-1: needs "
                        "90,000,000,000,000 yuan of \"grant\" in 2015"));
}

}  // namespace
}  // namespace duikou
