// Project (受援项目): what the matcher knows of what a recipient puts forward.
//
//   Project p{.id = "tea-park", .area = 3, .sector = 1};
//   p.funds[kGrant] = {.open = Money::WanYuan(300),
//                      .least_share = Money::WanYuan(50)};
//   RETURN_IF_ERROR(ValidateProject(p, *taxonomy));
#ifndef DUIKOU_MATCHER_BASE_PROJECT_H_
#define DUIKOU_MATCHER_BASE_PROJECT_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "matcher/base/money.h"
#include "matcher/base/taxonomy.h"

namespace duikou {

// What is needed or offered besides money: experts, technology, market access,
// admissions, … One bit a kind; the caller gives the bits their meaning.
using NeedMask = uint32_t;

// How far a project has come before anyone supports it.
enum class Readiness : uint8_t {
  kNotStated = 0,
  kIdea = 1,
  kProposal = 2,
  kFeasibilityStudy = 3,
  kApproved = 4,
  kSiteReady = 5,
};
inline constexpr int kMaxReadiness = 5;

// What a project needs of one fund kind.
struct FundNeed {
  // Still open: net of what is committed. Zero: nothing of this kind.
  Money open;
  // Including what is committed; carried for the reader, not scored.
  Money total;
  // The least one supporter may take; zero: any amount.
  Money least_share;
  // Whether several supporters may share the open need. If not, whoever takes
  // it takes all of it.
  bool shareable = true;
  // Funded in full or not at all.
  bool all_or_nothing = false;

  // The least amount that makes sense: all of `open` where it is all or
  // nothing or cannot be shared, else the least share, within 1 fen … `open`.
  // Zero where nothing is open.
  Money smallest() const;
};

struct Project {
  // The resource id. Ties of scores are broken by it, bytewise.
  std::string id;
  AreaIndex area = kNone;
  SectorIndex sector = kNone;
  // Years in which it can be supported, both inclusive; 0: no limit that side.
  int32_t first_year = 0;
  int32_t last_year = 0;
  // Whether its state lets it be matched at all.
  bool open = true;
  // Indexed by fund kind; the rest stays empty.
  std::array<FundNeed, kMaxFundKinds> funds = {};
  NeedMask other_needs = 0;
  Readiness readiness = Readiness::kNotStated;
  bool demonstration_site = false;
  bool resettlement_community = false;
  int64_t people_helped = 0;
  int64_t jobs = 0;
  int64_t training_places = 0;
  // The caller's number for it, carried for predicates; not scored.
  int32_t handle = 0;
};

// The last year a field accepts.
inline constexpr int32_t kMaxYear = 9999;
// The most people, jobs or places a field accepts.
inline constexpr int64_t kMaxPeople = 2'000'000'000;

// INVALID_ARGUMENT naming the field where one is out of range: an empty id, an
// unknown area or sector, amounts that are negative or over Money::kMaxFen,
// a need of a kind that the programme does not have, years out of order.
absl::Status ValidateProject(const Project& project, const Taxonomy& taxonomy);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_BASE_PROJECT_H_
