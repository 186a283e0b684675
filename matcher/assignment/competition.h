// Competition 竞争性分配: applications ranked by what assessors make of them,
// and an amount awarded by rank.
//
//   CompetitionProblem problem{
//       .amount = Money::WanYuan(1'000),
//       .criteria = {{.weight = 60, .most_points = 100},
//                    {.weight = 40, .most_points = 10}},
//       .entries = {{.id = "p-1", .asked = Money::WanYuan(700),
//                    .open = Money::WanYuan(900), .sheets = {{80, 7}}}}};
//   std::vector<CompetitionPlace> places = RankAndAward(problem);
//   places[0].score;      // 7600: 0.6 × 80/100 + 0.4 × 7/10
//   places[0].awarded;    // 700 万元
//
// Problem: given criteria c of weight w_c and most points M_c, and entries i,
// each with n_i sheets of points q_isc, find each entry's score
//   s_i = Σ_c w_c · Σ_s q_isc / (n_i · M_c) / Σ_c w_c,
// rank the entries by it, and award an amount A by rank.
//
// Method: scores are worked out exactly, in integers of any size over a common
// denominator, and rounded down once, to basis points. Equal scores are ranked
// by id, bytewise; entries without a sheet come last, likewise. A score's parts
// are what each criterion adds, in basis points: each rounded down, and the
// basis points left over go, one each, to the largest remainders, the earlier
// criterion first among equals, so that they sum to the score.
// An entry takes w_i = min(asked, most share, open), and nothing below
// m_i = max(least share, w_i where only all is of use, else min(least, w_i)).
// In order of rank an entry gets w_i if as much is left, else all that is left
// if that is at least m_i, else nothing; nothing too below the least score,
// without a sheet, or where w_i < m_i. Of all awards within A, in which each
// gets nothing or from m_i to w_i, this is the largest in lexicographic order
// by rank.
//
// Complexity: O(n log n) for n entries, besides a sum over all points.
//
// Limits: none of overflow; amounts up to Money::kMaxFen.
//
// Reference: largest remainders as in factor_method.h.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_COMPETITION_H_
#define DUIKOU_MATCHER_ASSIGNMENT_COMPETITION_H_

#include <cstdint>
#include <string>
#include <vector>

#include "matcher/base/money.h"
#include "matcher/base/score.h"

namespace duikou {

struct CompetitionCriterion {
  int32_t weight = 1;       // at least 1; counts against the other weights
  int32_t most_points = 1;  // at least 1
};

struct CompetitionEntry {
  std::string id;  // no two are the same
  Money asked;     // more than 0
  Money least;     // what is of use; zero: only all
  Money open;      // what it still needs
  // A sheet an assessor, each with the points of every criterion.
  std::vector<std::vector<int32_t>> sheets;
};

struct CompetitionProblem {
  Money amount;
  Money least_share;  // of one entry
  Money most_share = Money::Fen(Money::kMaxFen);
  Score least_score = 0;
  std::vector<CompetitionCriterion> criteria;
  std::vector<CompetitionEntry> entries;
};

// What decides what an entry gets.
enum class AwardReason {
  kAll,              // all that it asks for
  kMostShare,        // the most share, and it asks for more
  kOpenNeed,         // what it still needs, and it asks for more
  kRest,             // what is left
  kNothingLeft,      // nothing: others have taken all
  kRestTooSmall,     // nothing: what is left is of no use to it
  kBelowLeastScore,  // nothing
  kNothingNeeded,    // nothing: it needs none, or less than the least share
  kNotScored,        // nothing: there is no sheet
};

// The place of one entry in the ranking.
struct CompetitionPlace {
  int entry = 0;  // its place in the problem
  int rank = 0;   // from 1; 0 without a sheet
  Score score = 0;
  std::vector<Score> parts;  // by criterion; they sum to the score
  Money awarded;
  AwardReason reason = AwardReason::kNotScored;
  // Of an entry that is not kept out before: what is left of the amount when it
  // is its turn, and the least that is of use to it.
  Money left;
  Money least;
};

// By rank; entries without a sheet last.
// REQUIRES: at least one criterion; what the fields say; amount > 0; points
// from 0 to the most; as many a sheet as there are criteria; amounts ≥ 0.
std::vector<CompetitionPlace> RankAndAward(const CompetitionProblem& problem);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_COMPETITION_H_
