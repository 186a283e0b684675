// Supporter (支援方): what the matcher knows of a supporting unit.
//
//   Supporter s{.id = "health-commission"};
//   s.strengths = {{.sector = 12, .strength = 90}};
//   s.paired_areas = {3};
//   s.funds[kGrant] = {.gives = true, .usual = Money::WanYuan(200),
//                      .means_left = Money::WanYuan(900)};
#ifndef DUIKOU_MATCHER_BASE_SUPPORTER_H_
#define DUIKOU_MATCHER_BASE_SUPPORTER_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "matcher/base/money.h"
#include "matcher/base/project.h"
#include "matcher/base/taxonomy.h"

namespace duikou {

// How good a supporter is in a sector or an area of work, 0 … 100. Stated 0
// means: not at all.
struct SectorStrength {
  SectorIndex sector = kNone;
  int32_t strength = 0;
};

// How much a supporter would like to work in an area, 0 … 100.
struct AreaPreference {
  AreaIndex area = kNone;
  int32_t strength = 0;
};

// What a supporter gives of one fund kind, a project.
struct FundOffer {
  bool gives = false;
  // Least, usual and most it gives to one project; zero: not stated.
  Money least;
  Money usual;
  Money most;
  // What is left for the year; nullopt: not stated, so no ceiling.
  std::optional<Money> means_left;
};

// Cooperation that supporter and recipient have finished. `area` or `sector`
// may be kNone.
struct PastCooperation {
  SectorIndex sector = kNone;
  AreaIndex area = kNone;
  int32_t count = 0;
  Money amount;
};

struct Supporter {
  // The resource id. Ties of scores are broken by it, bytewise.
  std::string id;
  // The kind of unit (department, municipality, …), carried for filters.
  int32_t unit_kind = 0;
  // At most one entry a sector; one not listed is not stated.
  std::vector<SectorStrength> strengths;
  // At most one entry an area. It holds for the areas within, too.
  std::vector<AreaPreference> preferences;
  // Pairings (结对). They hold for the areas within, too.
  std::vector<AreaIndex> paired_areas;
  // In the numbering of AreaNode::prefecture.
  int32_t home_prefecture = kNone;
  // Indexed by fund kind.
  std::array<FundOffer, kMaxFundKinds> funds = {};
  NeedMask offers = 0;
  std::vector<PastCooperation> record;
  // Ids of projects that it does not want to see again.
  absl::flat_hash_set<std::string> dismissed;
};

inline constexpr int32_t kMaxStrength = 100;

// INVALID_ARGUMENT naming the field where one is out of range: an empty id,
// unknown or repeated sectors and areas, strengths outside 0 … 100, amounts
// that are negative, over Money::kMaxFen or not least ≤ usual ≤ most, an offer
// of a kind that the programme does not have.
absl::Status ValidateSupporter(const Supporter& supporter,
                               const Taxonomy& taxonomy);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_BASE_SUPPORTER_H_
