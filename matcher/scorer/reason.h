// Reason: why a part of a score is what it is, as a code and its figures.
//
// No texts: whoever shows a reason words it. Each criterion gives at least one
// reason, and the `points` of a criterion's reasons sum to its value.
#ifndef DUIKOU_MATCHER_SCORER_REASON_H_
#define DUIKOU_MATCHER_SCORER_REASON_H_

#include <cstdint>

#include "matcher/base/money.h"
#include "matcher/base/project.h"
#include "matcher/base/score.h"
#include "matcher/base/taxonomy.h"

namespace duikou {

// Beside each code: the fields of Reason that it fills.
enum class ReasonCode : uint8_t {
  // Criterion::kSector
  kSectorDeclared,  // sector, count: the strength declared in it
  kSectorByFamily,  // sector: the one nearby that is declared; count: strength
  kSectorNotDeclared,  // sector: the project's
  // Criterion::kRegion
  kPaired,          // area: the paired one, which is or holds the project's
  kSamePrefecture,  // place: prefecture; area: the paired one there, or kNone
                    // where it is the supporter's home
  kSameGroup,       // place: group; area: the paired one in the group
  kPreferredArea,   // area: the preferred one; count: strength
  kNoTieToArea,     // area: the project's
  // Criterion::kFundSize; fund_kind is always set except in the last
  kFundSizeFits,         // amount: open need; reference: usual size (the peak)
  kFundSizeFar,          // the same, at less than 8,000 points
  kFundSizeNotStated,    // amount: open need; no size to compare with
  kFundSizeBelowLeast,   // amount: open need; reference: least size
  kFundSizeAboveMost,    // amount: open need; reference: most
  kFundSizeBeyondMeans,  // amount: open need; reference: means left
  kNoFundKind,           // no fund kind in common
  // Criterion::kCapability
  kNeedsMet,      // mask: needs that are offered; count: of how many
  kNeedsUnmet,    // mask: needs that are not offered; count: of how many
  kNoOtherNeeds,  // neutral
  // Criterion::kStanding
  kDemonstrationSite,
  kResettlementCommunity,
  kPeopleReached,  // count: people helped, jobs and training places
  kReadiness,      // count: the Readiness
  kNoStanding,
  // Criterion::kRecord
  kRecordInArea,    // area; count and amount of what was finished there
  kRecordInSector,  // sector; count and amount of what was finished in it
  kNoRecord,
};

struct Reason {
  ReasonCode code = ReasonCode::kNoRecord;
  Criterion criterion = Criterion::kRecord;
  // What it adds to the criterion's value, 0 … 10,000.
  int32_t points = 0;
  SectorIndex sector = kNone;
  AreaIndex area = kNone;
  int32_t place = kNone;
  FundKindIndex fund_kind = kNone;
  int64_t count = 0;
  Money amount;
  Money reference;
  NeedMask mask = 0;

  friend bool operator==(const Reason&, const Reason&) = default;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_SCORER_REASON_H_
