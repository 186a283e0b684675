// Counterfactuals: what would bring a project onto the list that just missed
// it – "with 80 万元 more means it would be 7th".
//
//   for (const Counterfactual& c :
//        FindCounterfactuals(index, supporter, query, {.next = 10})) {
//     if (c.changes.empty()) …   // no single change does it
//   }
//
// Problem: for a project that ranks behind k, or that only the means left keep
// out, each single change to the supporter's profile that brings it to rank k
// or better, the smallest of its sort:
//   kMoreMeans    of one fund kind, more left for the year, to the fen
//   kStrength     the strength declared in the project's sector, 1 … 100
//   kPairing      with the project's area
//   kOffer        one more of the project's other needs
// and the rank it would have then, among all projects as the change moves them.
// Method: a project's score rises with its means only where they reach its
// smallest amount or its whole open need, and no other project's falls, so the
// smallest means that do it are one of the two: both are tried, in order. For
// strength every value that lifts the project's own score over the k-th is
// tried, in order. The others are single cases. The rank is that in the top k
// of the changed supporter. Complexity: a few retrievals for each project and
// change that lifts it over the k-th score of today; at most 100 for strength,
// in practice one or two.
#ifndef DUIKOU_MATCHER_RANKER_COUNTERFACTUAL_H_
#define DUIKOU_MATCHER_RANKER_COUNTERFACTUAL_H_

#include <cstdint>
#include <string>
#include <vector>

#include "matcher/base/money.h"
#include "matcher/base/score.h"
#include "matcher/index/project_index.h"
#include "matcher/ranker/query.h"
#include "matcher/scorer/filter.h"
#include "matcher/scorer/prepared_supporter.h"

namespace duikou {

enum class ChangeCode : uint8_t { kMoreMeans, kStrength, kPairing, kOffer };

struct ProfileChange {
  ChangeCode code = ChangeCode::kMoreMeans;
  // kMoreMeans: how much more of which kind, and what is left then.
  FundKindIndex fund_kind = kNone;
  Money more;
  Money means;
  // kStrength; `from` is kNone where none was declared.
  SectorIndex sector = kNone;
  int32_t from = kNone;
  int32_t to = 0;
  // kPairing.
  AreaIndex area = kNone;
  // kOffer: one bit.
  NeedMask need = 0;
  // The project's score and rank after the change; rank ≤ k.
  Score score = 0;
  int64_t rank = 0;

  friend bool operator==(const ProfileChange&, const ProfileChange&) = default;
};

struct Counterfactual {
  std::string id;
  ProjectSlot slot = kNone;
  // As things are; the rank is 0 where the means left keep it out.
  Score score = 0;
  int64_t rank = 0;
  std::vector<FilterFailure> failures;
  // At most one of each code (kMoreMeans: the kind that takes the least more
  // money, of equal ones the first; kOffer: the one that leads to the best
  // rank, of equal ones the lowest bit), in the order of ChangeCode. Empty: no
  // single change does it.
  std::vector<ProfileChange> changes;
};

struct CounterfactualOptions {
  // How many of the projects right behind the list to look at.
  int32_t next = 10;
  // How many of those that only the means left keep out, the best scores (as
  // if not filtered) first.
  int32_t kept_out = 10;
};

// First the projects behind the first query.k, by rank, then those kept out.
// Paging, diversity and the with_… switches of `query` do not count here.
// REQUIRES: as RankProjects.
std::vector<Counterfactual> FindCounterfactuals(
    const ProjectIndex& index, const PreparedSupporter& supporter,
    const ProjectQuery& query, const CounterfactualOptions& options);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_RANKER_COUNTERFACTUAL_H_
