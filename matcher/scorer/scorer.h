// The score of one supporter and one project, with its breakdown and reasons.
//
//   Explanation why = Explain(supporter, project, weights, /*year=*/2015);
//   if (!why.eligible()) …               // why.failures says why not
//   why.breakdown.score;                 // the sum of why.breakdown.parts
//   for (const Reason& reason : why.reasons) …
//
// Pure functions; thread-safe.
#ifndef DUIKOU_MATCHER_SCORER_SCORER_H_
#define DUIKOU_MATCHER_SCORER_SCORER_H_

#include <cstdint>
#include <vector>

#include "matcher/base/project.h"
#include "matcher/base/score.h"
#include "matcher/scorer/filter.h"
#include "matcher/scorer/prepared_supporter.h"
#include "matcher/scorer/reason.h"
#include "matcher/scorer/weights.h"

namespace duikou {

struct Breakdown {
  // The sum of `parts`.
  Score score = 0;
  // The kind whose size fits best; kNone where there is none in common.
  FundKindIndex fund_kind = kNone;
  // Criterion values, 0 … 10,000, before weighting.
  PerCriterion<int32_t> values = {};
  // What the values count as by the criteria's curves; with straight ones the
  // same.
  PerCriterion<int32_t> counted = {};
  // Weight × counted / 10,000.
  PerCriterion<int32_t> parts = {};

  friend bool operator==(const Breakdown&, const Breakdown&) = default;
};

struct Explanation {
  // Every filter that fails; empty: the pair can be recommended.
  std::vector<FilterFailure> failures;
  // As if no filter had failed.
  Breakdown breakdown;
  std::vector<Reason> reasons;

  bool eligible() const { return failures.empty(); }
};

// All the filters that fail (filter.h). `year` 0: any year.
std::vector<FilterFailure> Filter(const PreparedSupporter& supporter,
                                  const Project& project, int32_t year);

// The score, whether or not the pair passes the filters.
Breakdown ScorePair(const PreparedSupporter& supporter, const Project& project,
                    const Weights& weights);

// The same for one fund kind only, as a portfolio needs it.
// REQUIRES: the supporter gives of `kind` and the project has an open need.
Breakdown ScorePairInKind(const PreparedSupporter& supporter,
                          const Project& project, const Weights& weights,
                          FundKindIndex kind);

// The reasons for `breakdown`, in the order of the criteria.
// REQUIRES: `breakdown` is of this pair.
std::vector<Reason> Reasons(const PreparedSupporter& supporter,
                            const Project& project, const Breakdown& breakdown);

// All of the above for one pair: "why" and "why not".
Explanation Explain(const PreparedSupporter& supporter, const Project& project,
                    const Weights& weights, int32_t year);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_SCORER_SCORER_H_
