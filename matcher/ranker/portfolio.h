// Portfolio: the best set of projects that a supporter's means left can pay.
//
//   Portfolio best = FindPortfolio(index, supporter, {.most_projects = 8});
//   for (const PortfolioItem& item : best.items) …  // project, kind, amount
//   best.status == SolveStatus::kOptimal;  else best.bound, best.gap_bp
//
// Problem: choose at most `most_projects` of the candidates, for each one fund
// kind and an amount, so that the amounts of a kind stay within the means left
// of it, and the worth, Σ score × amount, is the greatest. The score is that of
// the pair in the chosen kind; an amount lies between
//   least = the larger of FundNeed::smallest and the least the supporter gives
//   most  = the smallest of the open need, the most it gives and the means left
// (pairs with least > most are left out; what is all or nothing or cannot be
// shared has least = the open need). A kind whose means are not stated is
// without a ceiling. Of several best sets the same one is returned on every
// machine.
// Method: depth-first branch and bound over projects. Bounds: the Lagrangian
// relaxation of means (one multiplier a kind) and of the number of projects,
// whose multipliers are found once by coordinate descent over integers, and at
// each node the continuous filling of what is left of each kind by the projects
// that still fit. For a given set the best amounts are exact: everyone's least,
// then the rest by score. Start: the best of a few greedy sets.
// Complexity: exponential in the worst case, so `most_nodes` limits the work;
// the bound that is then returned still holds.
// Limits: worth is a 128-bit integer; 10^4 × 9·10^15 fen × 10^8 projects stays
// below 10^28.
// Reference: Martello, Toth: Knapsack Problems (1990), chapters 2 and 6.
#ifndef DUIKOU_MATCHER_RANKER_PORTFOLIO_H_
#define DUIKOU_MATCHER_RANKER_PORTFOLIO_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/numeric/int128.h"
#include "matcher/base/money.h"
#include "matcher/index/candidate_filter.h"
#include "matcher/index/project_index.h"
#include "matcher/ranker/knapsack.h"
#include "matcher/scorer/prepared_supporter.h"
#include "matcher/scorer/scorer.h"
#include "matcher/scorer/weights.h"

namespace duikou {

// The search is as deep as the set is large.
inline constexpr int32_t kMaxPortfolioProjects = 1'000;

struct PortfolioQuery {
  // 1 … kMaxPortfolioProjects.
  int32_t most_projects = 10;
  int32_t year = 0;
  Weights weights = DefaultWeights();
  CandidateFilter filter;
  // Ids of projects that must be in the set.
  std::vector<std::string> required;
  // Bounds that the search computes; a few microseconds each at 714 projects.
  int64_t most_nodes = 100'000;
};

struct PortfolioItem {
  std::string id;
  ProjectSlot slot = kNone;
  FundKindIndex fund_kind = kNone;
  Money amount;
  // In the chosen kind.
  Breakdown breakdown;
  absl::int128 worth = 0;  // score × fen
};

struct Portfolio {
  // kLimitReached: `items` is the best set found; where there are required
  // projects it may be empty without being a set. kInfeasible: the required
  // projects do not fit together, or one of them is no candidate at all.
  // Nothing else is infeasible: an empty set is a set.
  SolveStatus status = SolveStatus::kInfeasible;
  // By worth, the greatest first, then by id.
  std::vector<PortfolioItem> items;
  // Σ worth of the items, and what no set can exceed.
  absl::int128 value = 0;
  absl::int128 bound = 0;
  // (bound − value) / bound in basis points, rounded up; 0 when optimal.
  int32_t gap_bp = 0;
  int64_t nodes = 0;
  // Of kInfeasible, where one was no candidate.
  std::string missing_id;
};

// REQUIRES: as RankProjects; query.most_projects in its range.
Portfolio FindPortfolio(const ProjectIndex& index,
                        const PreparedSupporter& supporter,
                        const PortfolioQuery& query);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_RANKER_PORTFOLIO_H_
