// The annual assignment's model: what is to be shared out, and by which rules.
//
//   AssignmentProblem problem{.fund_kinds = 1};
//   problem.projects = {{.id = "tea-park"}};
//   problem.projects[0].funds[0] = {.open = Money::WanYuan(300)};
//   problem.supporters = {{.id = "yichang"}};
//   problem.supporters[0].funds[0] = {.gives = true,
//                                     .quota = Money::WanYuan(200)};
//   problem.pairs = {{.project = 0, .supporter = 0}};
//   problem.pairs[0].funds[0] = {.allowed = true, .score = 8'000};
//   RETURN_IF_ERROR(ValidateAssignmentProblem(problem));
//
// An amount a(p, s, k) is what supporter s gives to project p of fund kind k:
// 0, or at least ShareLimits::least and at most ShareLimits::most. Then
//   Σs a ≤ the open need of each project and kind, all of it or nothing where
//   it is all or nothing; a supporter is one partner of a project over all
//   kinds, however many it gives; partners of a project and projects of a
//   supporter are limited; Σp a ≤ the supporter's means; pins and bans hold.
// Of all plans the best has the greatest worth, in points × fen:
//   Σ score × a − quota_penalty × Σ (quota − given)⁺
//   − floor_penalty × Σ (floor − given)⁺ − split_penalty × Σ (partners − 1)⁺
//   − change_penalty × Σ |a − previous|
// Plain values; thread-compatible.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_PROBLEM_H_
#define DUIKOU_MATCHER_ASSIGNMENT_PROBLEM_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "matcher/base/money.h"
#include "matcher/base/project.h"
#include "matcher/base/score.h"
#include "matcher/base/taxonomy.h"

namespace duikou {

struct AssignmentProject {
  std::string id;
  AreaIndex area = kNone;
  bool demonstration_site = false;
  // By fund kind; `total` is not looked at. What is not shareable goes to one
  // supporter, all of it; what is all or nothing and shareable is covered in
  // full by one or several, or not at all.
  std::array<FundNeed, kMaxFundKinds> funds = {};
  // Supporters, each counted once over all kinds; 0: no limit.
  int32_t most_partners = 0;
};

// What a supporter gives of one kind.
struct AssignmentOffer {
  bool gives = false;
  // To one project; zero: not stated.
  Money least;
  Money most;
  // The hard ceiling of the year; nullopt: none.
  std::optional<Money> means;
  // What it owes in the year: a soft floor. Zero: nothing.
  Money quota;
};

struct AssignmentSupporter {
  std::string id;
  std::array<AssignmentOffer, kMaxFundKinds> funds = {};
  // Projects, each counted once over all kinds; 0: no limit.
  int32_t most_projects = 0;
};

// A pair's part in one kind.
struct PairFund {
  bool allowed = false;
  // 0 … 10,000, with all that the caller adds to it.
  Score score = 0;
  // In the version that is solved again, or the year that goes on.
  Money previous;
  // Of a pin: exactly this much. It may be less than the least that the
  // supporter gives, and not less than the project's least share.
  std::optional<Money> fixed;
  // Of a pin: no less than this.
  Money at_least;
};

// A supporter and a project that may come together. A pair that is not listed
// is not allowed.
struct AssignmentPair {
  int32_t project = kNone;
  int32_t supporter = kNone;
  std::array<PairFund, kMaxFundKinds> funds = {};
  // It must be a partner, with some amount of some kind.
  bool pinned = false;
  // It must not.
  bool banned = false;
};

// What some projects are to get at least, all together: those of an area with
// the areas within, or the demonstration sites.
struct AssignmentFloor {
  // Each once.
  std::vector<int32_t> projects;
  // kNone: of all kinds together.
  FundKindIndex kind = kNone;
  Money amount;
};

struct AssignmentSettings {
  // Points a fen short of a quota, 0 … kMaxPenalty: how much worse a project
  // may fit before a quota is rather missed.
  int32_t quota_penalty = 6'000;
  // Points a fen short of a floor, 0 … kMaxPenalty.
  int32_t floor_penalty = 8'000;
  // Points × fen a partner beyond the first, 0 … kMaxSplitPenalty: the worth it
  // has to add. The default is 1 万元 at the full score.
  int64_t split_penalty = 10'000'000'000;
  // Points a fen of difference to `previous`, 0 … kMaxPenalty: the higher, the
  // less changes when a plan is solved again.
  int32_t change_penalty = 500;
};

inline constexpr int32_t kMaxPenalty = 1'000'000;
inline constexpr int64_t kMaxSplitPenalty = 900'000'000'000'000'000;
inline constexpr int32_t kMaxAssignmentProjects = 100'000;
inline constexpr int32_t kMaxAssignmentSupporters = 10'000;
inline constexpr int32_t kMaxAssignmentFloors = 1'000;

struct AssignmentProblem {
  // 1 … kMaxFundKinds.
  int32_t fund_kinds = 1;
  std::vector<AssignmentProject> projects;
  std::vector<AssignmentSupporter> supporters;
  // At most one a project and supporter, in any order.
  std::vector<AssignmentPair> pairs;
  std::vector<AssignmentFloor> floors;
  AssignmentSettings settings;
};

// INVALID_ARGUMENT naming the field ("projects[3].funds[1].open: …") where a
// number is out of its range, an amount negative or over Money::kMaxFen, an id
// empty or repeated, an index unknown, a pair or a floor's project listed
// twice, a pair pinned and banned, an amount pinned without a pin, something
// stated of a kind that there is not, or where needs or quotas of a kind add up
// to more than Money::kMaxFen. Pins that cannot hold are no such error: they
// make the problem infeasible.
absl::Status ValidateAssignmentProblem(const AssignmentProblem& problem);

// Between what an amount that is not 0 lies, in fen; least > most: it is 0.
struct ShareLimits {
  int64_t least = 1;
  int64_t most = 0;
};

// Of one pair and kind, from need, offer and pin; {1, 0} where it is not
// allowed, not given, not needed or banned.
ShareLimits LimitsOf(const AssignmentProblem& problem,
                     const AssignmentPair& pair, FundKindIndex kind);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_PROBLEM_H_
