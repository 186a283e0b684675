// Reasons (scorer.h), a function for each criterion.
#include "matcher/scorer/reason.h"

#include <vector>

#include "matcher/scorer/criteria.h"
#include "matcher/scorer/scorer.h"

namespace duikou {
namespace {

Reason SectorReason(const PreparedSupporter& s, const Project& p) {
  Reason reason{.criterion = Criterion::kSector,
                .points = SectorCriterion::Value(s, p.sector)};
  const SectorIndex strongest = s.strongest_in_family(p.sector);
  if (s.strength(p.sector) != kNone) {
    reason.code = ReasonCode::kSectorDeclared;
    reason.sector = p.sector;
    reason.count = s.strength(p.sector);
  } else if (strongest != kNone) {
    reason.code = ReasonCode::kSectorByFamily;
    reason.sector = strongest;
    reason.count = s.strength(strongest);
  } else {
    reason.code = ReasonCode::kSectorNotDeclared;
    reason.sector = p.sector;
  }
  return reason;
}

Reason RegionReason(const PreparedSupporter& s, const Project& p) {
  const PreparedSupporter::AreaTie& tie = s.area_tie(p.area);
  Reason reason{.criterion = Criterion::kRegion,
                .points = RegionCriterion::Value(s, p.area),
                .area = tie.area,
                .place = tie.place};
  switch (tie.tie) {
    case PreparedSupporter::Tie::kPaired:
      reason.code = ReasonCode::kPaired;
      break;
    case PreparedSupporter::Tie::kPrefecture:
      reason.code = ReasonCode::kSamePrefecture;
      break;
    case PreparedSupporter::Tie::kGroup:
      reason.code = ReasonCode::kSameGroup;
      break;
    case PreparedSupporter::Tie::kPreferred:
      reason.code = ReasonCode::kPreferredArea;
      reason.count = tie.strength;
      break;
    case PreparedSupporter::Tie::kNone:
      reason.code = ReasonCode::kNoTieToArea;
      reason.area = p.area;
      break;
  }
  return reason;
}

Reason FundSizeReason(const PreparedSupporter& s, const Project& p,
                      const Breakdown& breakdown) {
  const FundKindIndex kind = breakdown.fund_kind;
  Reason reason{.code = ReasonCode::kNoFundKind,
                .criterion = Criterion::kFundSize,
                .points = breakdown.values[Criterion::kFundSize],
                .fund_kind = kind};
  if (kind == kNone) return reason;
  const FundOffer& offer = s.supporter().funds[kind];
  reason.amount = p.funds[kind].open;
  if (reason.amount < offer.least) {
    reason.code = ReasonCode::kFundSizeBelowLeast;
    reason.reference = offer.least;
  } else if (offer.most > Money() && reason.amount > offer.most) {
    reason.code = ReasonCode::kFundSizeAboveMost;
    reason.reference = offer.most;
  } else if (offer.means_left.has_value() &&
             reason.amount > *offer.means_left) {
    reason.code = ReasonCode::kFundSizeBeyondMeans;
    reason.reference = *offer.means_left;
  } else if (s.curve(kind).flat()) {
    reason.code = ReasonCode::kFundSizeNotStated;
  } else {
    reason.code = reason.points >= kFundSizeFitsFrom ? ReasonCode::kFundSizeFits
                                                     : ReasonCode::kFundSizeFar;
    reason.reference = s.curve(kind).peak();
  }
  return reason;
}

void AddCapabilityReasons(const PreparedSupporter& s, const Project& p,
                          std::vector<Reason>& reasons) {
  const NeedMask met = p.other_needs & s.supporter().offers;
  const NeedMask unmet = p.other_needs & ~s.supporter().offers;
  Reason reason{.code = ReasonCode::kNoOtherNeeds,
                .criterion = Criterion::kCapability,
                .points = CapabilityCriterion::Value(s, p.other_needs),
                .count = __builtin_popcount(p.other_needs)};
  if (p.other_needs == 0) reasons.push_back(reason);
  if (met != 0) {
    reason.code = ReasonCode::kNeedsMet;
    reason.mask = met;
    reasons.push_back(reason);
  }
  if (unmet != 0) {
    reason.code = ReasonCode::kNeedsUnmet;
    reason.mask = unmet;
    reason.points = 0;
    reasons.push_back(reason);
  }
}

void AddStandingReasons(const Project& p, std::vector<Reason>& reasons) {
  const size_t before = reasons.size();
  auto add = [&](ReasonCode code, int32_t points, int64_t count) {
    if (points == 0 && code != ReasonCode::kNoStanding) return;
    reasons.push_back({.code = code,
                       .criterion = Criterion::kStanding,
                       .points = points,
                       .count = count});
  };
  using C = StandingCriterion;
  add(ReasonCode::kDemonstrationSite,
      p.demonstration_site ? C::kDemonstrationSite : 0, 0);
  add(ReasonCode::kResettlementCommunity,
      p.resettlement_community ? C::kResettlementCommunity : 0, 0);
  add(ReasonCode::kPeopleReached, C::PeoplePoints(p), C::PeopleReached(p));
  const auto readiness = static_cast<int32_t>(p.readiness);
  add(ReasonCode::kReadiness, C::kPerReadinessStep * readiness, readiness);
  if (reasons.size() == before) add(ReasonCode::kNoStanding, 0, 0);
}

void AddRecordReasons(const PreparedSupporter& s, const Project& p,
                      std::vector<Reason>& reasons) {
  const PreparedSupporter::Past in_area = s.past_in_area(p.area);
  const PreparedSupporter::Past in_sector = s.past_in_sector(p.sector);
  if (in_area.count > 0) {
    reasons.push_back({.code = ReasonCode::kRecordInArea,
                       .criterion = Criterion::kRecord,
                       .points = RecordCriterion::ByArea(s, p.area),
                       .area = p.area,
                       .count = in_area.count,
                       .amount = in_area.amount});
  }
  if (in_sector.count > 0) {
    reasons.push_back({.code = ReasonCode::kRecordInSector,
                       .criterion = Criterion::kRecord,
                       .points = RecordCriterion::BySector(s, p.sector),
                       .sector = p.sector,
                       .count = in_sector.count,
                       .amount = in_sector.amount});
  }
  if (in_area.count == 0 && in_sector.count == 0) {
    reasons.push_back(
        {.code = ReasonCode::kNoRecord, .criterion = Criterion::kRecord});
  }
}

}  // namespace

std::vector<Reason> Reasons(const PreparedSupporter& supporter,
                            const Project& project,
                            const Breakdown& breakdown) {
  std::vector<Reason> reasons;
  reasons.reserve(kCriterionCount + 4);
  reasons.push_back(SectorReason(supporter, project));
  reasons.push_back(RegionReason(supporter, project));
  reasons.push_back(FundSizeReason(supporter, project, breakdown));
  AddCapabilityReasons(supporter, project, reasons);
  AddStandingReasons(project, reasons);
  AddRecordReasons(supporter, project, reasons);
  return reasons;
}

}  // namespace duikou
