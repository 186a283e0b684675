#include "matcher/scorer/scorer.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "matcher/scorer/criteria.h"
#include "matcher/testing/instance.h"

namespace duikou {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using testing::Instance;
using ::testing::IsEmpty;

constexpr char kPlaces[] = R"(
  kinds policy grant
  sector industry
  sector tea parent=industry
  sector citrus parent=industry
  sector health
  area yichang-plain prefecture=yichang
  area zigui group=reservoir prefecture=yichang
  area village parent=zigui
  area badong group=reservoir prefecture=enshi
  area wufeng group=resettlement prefecture=enshi
  area far
)";

// The pair of the only supporter and project of kPlaces + `lines`.
class Pair {
 public:
  explicit Pair(absl::string_view lines)
      : in_(*testing::ParseInstance(absl::StrCat(kPlaces, lines))),
        supporter_(in_.Prepare(in_.MakeTaxonomy()).at(0)) {}

  Explanation Why(int32_t year = 0) const {
    return Explain(supporter_, in_.projects.at(0), in_.weights, year);
  }

  // The reasons of one criterion.
  std::vector<Reason> ReasonsOf(Criterion criterion) const {
    std::vector<Reason> reasons;
    for (const Reason& reason : Why().reasons) {
      if (reason.criterion == criterion) reasons.push_back(reason);
    }
    return reasons;
  }

  int32_t ValueOf(Criterion criterion) const {
    return Why().breakdown.values[criterion];
  }

 private:
  const Instance in_;
  const PreparedSupporter supporter_;
};

std::vector<FilterCode> Codes(const Explanation& why) {
  std::vector<FilterCode> codes;
  for (const FilterFailure& failure : why.failures) {
    codes.push_back(failure.code);
  }
  return codes;
}

TEST(ScorerTest, SectorIsDeclaredOrByItsAreaOfWork) {
  const std::string project = "project p area=far sector=tea\n";
  EXPECT_THAT(Pair(project + "supporter s strengths=tea:80,citrus:100")
                  .ReasonsOf(Criterion::kSector),
              ElementsAre(Reason{.code = ReasonCode::kSectorDeclared,
                                 .criterion = Criterion::kSector,
                                 .points = 8'000,
                                 .sector = 1,
                                 .count = 80}));
  EXPECT_THAT(Pair(project + "supporter s strengths=citrus:90,industry:90")
                  .ReasonsOf(Criterion::kSector),
              ElementsAre(Reason{.code = ReasonCode::kSectorByFamily,
                                 .criterion = Criterion::kSector,
                                 .points = 5'400,
                                 .sector = 0,
                                 .count = 90}));
  EXPECT_THAT(Pair(project + "supporter s strengths=health:90")
                  .ReasonsOf(Criterion::kSector),
              ElementsAre(Reason{.code = ReasonCode::kSectorNotDeclared,
                                 .criterion = Criterion::kSector,
                                 .sector = 1}));
  // Declared as nothing is not the same as not declared.
  EXPECT_EQ(Pair(project + "supporter s strengths=tea:0,citrus:90")
                .ValueOf(Criterion::kSector),
            0);
}

TEST(ScorerTest, RegionTakesTheClosestTie) {
  const std::string village = "project p area=village sector=tea\n";
  EXPECT_THAT(Pair(village + "supporter s paired=zigui prefers=village:100")
                  .ReasonsOf(Criterion::kRegion),
              ElementsAre(Reason{.code = ReasonCode::kPaired,
                                 .criterion = Criterion::kRegion,
                                 .points = 10'000,
                                 .area = 1}));
  EXPECT_THAT(Pair(village + "supporter s paired=yichang-plain")
                  .ReasonsOf(Criterion::kRegion),
              ElementsAre(Reason{.code = ReasonCode::kSamePrefecture,
                                 .criterion = Criterion::kRegion,
                                 .points = 8'000,
                                 .area = 0,
                                 .place = 0}));
  EXPECT_THAT(
      Pair(village + "supporter s home=yichang").ReasonsOf(Criterion::kRegion),
      ElementsAre(Reason{.code = ReasonCode::kSamePrefecture,
                         .criterion = Criterion::kRegion,
                         .points = 8'000,
                         .place = 0}));
  EXPECT_THAT(
      Pair(village + "supporter s paired=badong").ReasonsOf(Criterion::kRegion),
      ElementsAre(Reason{.code = ReasonCode::kSameGroup,
                         .criterion = Criterion::kRegion,
                         .points = 7'000,
                         .area = 3,
                         .place = 0}));
  EXPECT_THAT(Pair(village + "supporter s prefers=zigui:50,village:40")
                  .ReasonsOf(Criterion::kRegion),
              ElementsAre(Reason{.code = ReasonCode::kPreferredArea,
                                 .criterion = Criterion::kRegion,
                                 .points = 3'000,
                                 .area = 1,
                                 .count = 50}));
  EXPECT_THAT(Pair(village + "supporter s paired=far,wufeng")
                  .ReasonsOf(Criterion::kRegion),
              ElementsAre(Reason{.code = ReasonCode::kNoTieToArea,
                                 .criterion = Criterion::kRegion,
                                 .area = 2}));
}

TEST(ScorerTest, FundSizeTakesTheKindThatFitsBest) {
  const std::string project =
      "project p area=far sector=tea policy=open:400w grant=open:100w\n";
  EXPECT_THAT(
      Pair(project + "supporter s policy=usual:100w grant=usual:110w")
          .ReasonsOf(Criterion::kFundSize),
      ElementsAre(AllOf(Field(&Reason::code, ReasonCode::kFundSizeFits),
                        Field(&Reason::fund_kind, 1),
                        Field(&Reason::amount, Money::WanYuan(100)),
                        Field(&Reason::reference, Money::WanYuan(110)))));
  EXPECT_THAT(Pair(project + "supporter s policy=usual:100w")
                  .ReasonsOf(Criterion::kFundSize),
              ElementsAre(Reason{.code = ReasonCode::kFundSizeFar,
                                 .criterion = Criterion::kFundSize,
                                 .points = 6'800,
                                 .fund_kind = 0,
                                 .amount = Money::WanYuan(400),
                                 .reference = Money::WanYuan(100)}));
}

TEST(ScorerTest, FundSizeSaysWhichLimitCutsItOff) {
  const std::string project = "project p area=far sector=tea grant=open:100w\n";
  auto code = [&](absl::string_view supporter) {
    return Pair(absl::StrCat(project, "supporter s ", supporter))
        .ReasonsOf(Criterion::kFundSize)
        .at(0)
        .code;
  };
  EXPECT_EQ(code("grant=least:101w"), ReasonCode::kFundSizeBelowLeast);
  EXPECT_EQ(code("grant=most:99w"), ReasonCode::kFundSizeAboveMost);
  EXPECT_EQ(code("grant=left:99w"), ReasonCode::kFundSizeBeyondMeans);
  EXPECT_EQ(code("grant=gives"), ReasonCode::kFundSizeNotStated);
  EXPECT_EQ(code("policy=gives"), ReasonCode::kNoFundKind);
}

TEST(ScorerTest, CapabilityIsTheShareOfNeedsMet) {
  const std::string project =
      "project p area=far sector=tea needs=experts,sales,training\n";
  const Pair pair(project + "supporter s offers=sales,experts,housing");
  EXPECT_EQ(pair.ValueOf(Criterion::kCapability), 6'666);
  EXPECT_THAT(pair.ReasonsOf(Criterion::kCapability),
              ElementsAre(Reason{.code = ReasonCode::kNeedsMet,
                                 .criterion = Criterion::kCapability,
                                 .points = 6'666,
                                 .count = 3,
                                 .mask = 0b011},
                          Reason{.code = ReasonCode::kNeedsUnmet,
                                 .criterion = Criterion::kCapability,
                                 .count = 3,
                                 .mask = 0b100}));
  EXPECT_EQ(Pair("project p area=far sector=tea\nsupporter s")
                .ValueOf(Criterion::kCapability),
            5'000);
}

TEST(ScorerTest, StandingAddsUpToTenThousand) {
  auto value = [](absl::string_view fields) {
    return Pair(absl::StrCat("project p area=far sector=tea ", fields,
                             "\nsupporter s"))
        .ValueOf(Criterion::kStanding);
  };
  EXPECT_EQ(value(""), 0);
  EXPECT_EQ(value("people=1"), 200);
  EXPECT_EQ(value("people=1000 jobs=20 training=3"), 2'000);
  EXPECT_EQ(value("people=32767"), 3'000);
  EXPECT_EQ(value("people=2000000000"), 3'000);
  EXPECT_EQ(value("demonstration resettlement readiness=5 people=99999"),
            10'000);
  EXPECT_THAT(Pair("project p area=far sector=tea\nsupporter s")
                  .ReasonsOf(Criterion::kStanding),
              ElementsAre(Field(&Reason::code, ReasonCode::kNoStanding)));
}

TEST(ScorerTest, RecordCountsAreaAndSectorUpToALimit) {
  const std::string project = "project p area=zigui sector=tea\n";
  const Pair pair(project +
                  "supporter s record=tea@zigui:1:5w,tea@-:2:1w,-@zigui:9:2w");
  EXPECT_EQ(pair.ValueOf(Criterion::kRecord), 9'000);
  EXPECT_THAT(pair.ReasonsOf(Criterion::kRecord),
              ElementsAre(Reason{.code = ReasonCode::kRecordInArea,
                                 .criterion = Criterion::kRecord,
                                 .points = 6'000,
                                 .area = 1,
                                 .count = 10,
                                 .amount = Money::WanYuan(7)},
                          Reason{.code = ReasonCode::kRecordInSector,
                                 .criterion = Criterion::kRecord,
                                 .points = 3'000,
                                 .sector = 1,
                                 .count = 3,
                                 .amount = Money::WanYuan(6)}));
  // Counts that do not fit saturate.
  EXPECT_EQ(Pair(project + "supporter s record=tea@-:2147483647:1f,"
                           "tea@-:2147483647:9000000000000000f,"
                           "tea@-:1:9000000000000000f")
                .ValueOf(Criterion::kRecord),
            4'000);
}

TEST(ScorerTest, PartsSumToTheScoreWithinItsRange) {
  const Pair best(R"(
    project p area=zigui sector=tea grant=open:100w needs=experts demonstration resettlement readiness=5 people=99999
    supporter s strengths=tea:100 paired=zigui grant=usual:100w offers=experts record=tea@zigui:9:1w
  )");
  EXPECT_EQ(best.Why().breakdown.score, kFull);
  const Pair worst("project p area=far sector=tea needs=experts\nsupporter s");
  EXPECT_EQ(worst.Why().breakdown.score, 0);
}

TEST(ScorerTest, ValuesCountByTheirCurvesAndReasonsTellTheValues) {
  const Explanation why = Pair(R"(
    project p area=far sector=tea needs=experts,sales
    supporter s strengths=tea:80 offers=experts
    curve sector 1000 2000 3000
    curve capability 9000 9000 9000
  )")
                              .Why();
  const Breakdown& breakdown = why.breakdown;
  EXPECT_EQ(breakdown.values[Criterion::kSector], 8'000);
  EXPECT_EQ(breakdown.counted[Criterion::kSector], 4'400);
  EXPECT_EQ(breakdown.parts[Criterion::kSector], 1'320);
  EXPECT_EQ(breakdown.values[Criterion::kCapability], 5'000);
  EXPECT_EQ(breakdown.counted[Criterion::kCapability], 9'000);
  EXPECT_EQ(breakdown.parts[Criterion::kCapability], 900);
  EXPECT_EQ(breakdown.score, 2'220);
  EXPECT_EQ(why.reasons[0].points, 8'000);
}

TEST(ScorerTest, EveryFilterThatFailsIsNamedWithItsFigures) {
  const Explanation why =
      Pair(
          "project p area=far sector=tea years=2014-2016 closed "
          "grant=open:100w,whole\n"
          "supporter s dismissed=p grant=most:90w,left:80w")
          .Why(2017);
  EXPECT_FALSE(why.eligible());
  EXPECT_THAT(
      why.failures,
      ElementsAre(FilterFailure{.code = FilterCode::kNotOpen},
                  FilterFailure{.code = FilterCode::kOutsideYears,
                                .year = 2017,
                                .first_year = 2014,
                                .last_year = 2016},
                  FilterFailure{.code = FilterCode::kDismissed},
                  FilterFailure{.code = FilterCode::kAllOrNothingOverMeans,
                                .fund_kind = 1,
                                .needed = Money::WanYuan(100),
                                .limit = Money::WanYuan(80)},
                  FilterFailure{.code = FilterCode::kAllOrNothingOverMost,
                                .fund_kind = 1,
                                .needed = Money::WanYuan(100),
                                .limit = Money::WanYuan(90)}));
}

TEST(ScorerTest, OneKindThatPassesIsEnough) {
  const Pair pair(
      "project p area=far sector=tea policy=open:9w,least:5w "
      "grant=open:100w,least:50w\n"
      "supporter s policy=left:4w grant=left:50w");
  EXPECT_TRUE(pair.Why().eligible());
  // Both lie beyond the means, so the one that passes is proposed.
  EXPECT_EQ(pair.Why().breakdown.fund_kind, 1);
}

TEST(ScorerTest, FundsNotNeededOrNotGivenAreToldApart) {
  EXPECT_THAT(Codes(Pair("project p area=far sector=tea\n"
                         "supporter s grant=gives")
                        .Why()),
              ElementsAre(FilterCode::kNothingNeeded));
  EXPECT_THAT(Codes(Pair("project p area=far sector=tea policy=open:1w\n"
                         "supporter s grant=gives")
                        .Why()),
              ElementsAre(FilterCode::kNoFundKindInCommon));
  EXPECT_THAT(
      Codes(Pair("project p area=far sector=tea grant=open:9w,least:3w\n"
                 "supporter s grant=left:3w,most:2w")
                .Why()),
      ElementsAre(FilterCode::kLeastShareOverMost));
  EXPECT_THAT(Codes(Pair("project p area=far sector=tea grant=open:9w,alone\n"
                         "supporter s grant=left:8w")
                        .Why()),
              ElementsAre(FilterCode::kNotShareableOverMeans));
}

TEST(ScorerTest, YearsWithoutALimitAreOpenOnThatSide) {
  auto codes = [](absl::string_view years, int32_t year) {
    return Codes(
        Pair(absl::StrCat("project p area=far sector=tea years=", years,
                          " grant=open:1w\nsupporter s ", "grant=gives"))
            .Why(year));
  };
  EXPECT_THAT(codes("2014-", 9999), IsEmpty());
  EXPECT_THAT(codes("2014-", 2013), ElementsAre(FilterCode::kOutsideYears));
  EXPECT_THAT(codes("-2014", 2014), IsEmpty());
  EXPECT_THAT(codes("-2014", 2015), ElementsAre(FilterCode::kOutsideYears));
  EXPECT_THAT(codes("2014-2014", 0), IsEmpty());
}

}  // namespace
}  // namespace duikou
