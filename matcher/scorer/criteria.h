// The criteria of the product and their curves. All values are 0 … 10,000;
// quotients are rounded down.
//
// To add one: a row in Criterion, a struct here, a place in ProductCriteria and
// its reasons in reason.cc.
#ifndef DUIKOU_MATCHER_SCORER_CRITERIA_H_
#define DUIKOU_MATCHER_SCORER_CRITERIA_H_

#include <algorithm>
#include <cstdint>

#include "matcher/scorer/criterion.h"

namespace duikou {

// Declared strength (0 … 100) in the project's sector × 100. Not declared: 60
// times the greatest strength declared in the same area of work (for the area
// of work itself or any of its sectors). Nothing declared there: 0.
struct SectorCriterion {
  static constexpr Criterion kCriterion = Criterion::kSector;
  static constexpr Shape kShape = Shape::kBySector;
  static constexpr int32_t kPerPoint = 100;
  static constexpr int32_t kPerPointInFamily = 60;
  static int32_t Value(const PreparedSupporter& s, SectorIndex sector) {
    if (s.strength(sector) != kNone) return kPerPoint * s.strength(sector);
    const SectorIndex strongest = s.strongest_in_family(sector);
    return strongest == kNone ? 0 : kPerPointInFamily * s.strength(strongest);
  }
};

// The best of: 10,000 where the supporter is paired with the project's area or
// one around it; 8,000 where the area is in its home prefecture or in the
// prefecture of a paired area; 7,000 where it is in the group of a paired
// area; 60 times the greatest preference (0 … 100) declared for the area or
// one around it; 0.
struct RegionCriterion {
  static constexpr Criterion kCriterion = Criterion::kRegion;
  static constexpr Shape kShape = Shape::kByArea;
  static constexpr int32_t kPaired = kFull;
  static constexpr int32_t kSamePrefecture = 8'000;
  static constexpr int32_t kSameGroup = 7'000;
  static constexpr int32_t kPerPreferencePoint = 60;
  static int32_t Value(const PreparedSupporter& s, AreaIndex area) {
    // In the order of PreparedSupporter::Tie, which finds the first that holds.
    static_assert(kPaired > kSamePrefecture && kSamePrefecture > kSameGroup &&
                  kSameGroup > kPerPreferencePoint * kMaxStrength);
    constexpr int32_t kOfTie[] = {0, 0, kSameGroup, kSamePrefecture, kPaired};
    const PreparedSupporter::AreaTie& tie = s.area_tie(area);
    return kOfTie[static_cast<size_t>(tie.tie)] +
           kPerPreferencePoint * tie.strength;
  }
};

// See fund_curve.h; over the kinds that the supporter gives and that are open
// the best counts, of equal ones the first that passes the filters.
struct FundSizeCriterion {
  static constexpr Criterion kCriterion = Criterion::kFundSize;
  static constexpr Shape kShape = Shape::kOnePeakInAmount;
  static int32_t Value(const PreparedSupporter& s, FundKindIndex kind,
                       int64_t need_fen, int32_t log) {
    return s.curve(kind).Value(need_fen, log);
  }
  static const FundCurve& Curve(const PreparedSupporter& s,
                                FundKindIndex kind) {
    return s.curve(kind);
  }
};

// 10,000 × (other needs that the supporter offers) / (other needs); 5,000
// where the project has none.
struct CapabilityCriterion {
  static constexpr Criterion kCriterion = Criterion::kCapability;
  static constexpr Shape kShape = Shape::kSmallByNeed;
  static constexpr int32_t kNeutral = 5'000;
  static int32_t Value(const PreparedSupporter& s, NeedMask needs) {
    if (needs == 0) return kNeutral;
    const NeedMask met = needs & s.supporter().offers;
    if (met == 0) return 0;
    if (met == needs) return kFull;
    return kFull * __builtin_popcount(met) / __builtin_popcount(needs);
  }
  static int32_t MostOfAny(const PreparedSupporter& s) {
    return s.supporter().offers != 0 ? kFull : 0;
  }
};

// The sum of: 3,000 for a demonstration site; 2,000 for a resettlement
// community; for the people reached (helped, jobs and training places
// together) 200 for each doubling of 1 + people, at most 3,000, which is
// 32,767 people: 200 × Log2(1 + people) / 1024; 400 for each step of readiness.
struct StandingCriterion {
  static constexpr Criterion kCriterion = Criterion::kStanding;
  static constexpr Shape kShape = Shape::kStatic;
  static constexpr int32_t kDemonstrationSite = 3'000;
  static constexpr int32_t kResettlementCommunity = 2'000;
  static constexpr int32_t kPeoplePerOctave = 200;
  static constexpr int32_t kMostForPeople = 3'000;
  static constexpr int32_t kPerReadinessStep = 400;
  static int32_t Value(const Project& project);
  static int64_t PeopleReached(const Project& project);
  static int32_t PeoplePoints(const Project& project);
};

// The sum of: 2,000 for each cooperation that the supporter finished in the
// project's very area, at most 6,000; 1,000 for each in its very sector, at
// most 4,000.
struct RecordCriterion {
  static constexpr Criterion kCriterion = Criterion::kRecord;
  static constexpr Shape kShape = Shape::kBySectorAndArea;
  static constexpr int32_t kPerCooperationInArea = 2'000;
  static constexpr int32_t kMostForArea = 6'000;
  static constexpr int32_t kPerCooperationInSector = 1'000;
  static constexpr int32_t kMostForSector = 4'000;
  static int32_t ByArea(const PreparedSupporter& s, AreaIndex area) {
    constexpr int32_t kEnough = kMostForArea / kPerCooperationInArea;
    return kPerCooperationInArea *
           std::min(s.past_in_area(area).count, kEnough);
  }
  static int32_t BySector(const PreparedSupporter& s, SectorIndex sector) {
    constexpr int32_t kEnough = kMostForSector / kPerCooperationInSector;
    return kPerCooperationInSector *
           std::min(s.past_in_sector(sector).count, kEnough);
  }
  static int32_t Value(const PreparedSupporter& s, SectorIndex sector,
                       AreaIndex area) {
    return ByArea(s, area) + BySector(s, sector);
  }
};

using ProductCriteria =
    CriterionList<SectorCriterion, RegionCriterion, FundSizeCriterion,
                  CapabilityCriterion, StandingCriterion, RecordCriterion>;
static_assert(ProductCriteria::kCount == kCriterionCount);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_SCORER_CRITERIA_H_
