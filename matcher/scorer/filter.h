// The hard filters: what keeps a project from being recommended at all.
//
// A pair passes unless one of these holds; Explain (scorer.h) lists every one
// that does, with its figures.
//   kNotOpen           the project's state does not let it be matched
//   kOutsideYears      the year asked for lies outside of the project's years
//   kDismissed         the supporter dismissed the project
//   kNothingNeeded     no fund kind has an open need
//   kNoFundKindInCommon  the supporter gives no kind that is still needed
// and, where there are kinds in common but each one fails, per kind:
//   k…OverMeans        the smallest amount possible (FundNeed::smallest) is
//                      over the means left
//   k…OverMost         it is over the most the supporter gives to one project
// named by what makes it that large: the least share, that the project is all
// or nothing, or (if not that) that it cannot be shared.
#ifndef DUIKOU_MATCHER_SCORER_FILTER_H_
#define DUIKOU_MATCHER_SCORER_FILTER_H_

#include <cstdint>

#include "matcher/base/money.h"
#include "matcher/base/taxonomy.h"

namespace duikou {

enum class FilterCode : uint8_t {
  kNotOpen,
  kOutsideYears,
  kDismissed,
  kNothingNeeded,
  kNoFundKindInCommon,
  kLeastShareOverMeans,
  kLeastShareOverMost,
  kAllOrNothingOverMeans,
  kAllOrNothingOverMost,
  kNotShareableOverMeans,
  kNotShareableOverMost,
};

// Whether more means alone could lift the filter.
bool IsOverMeans(FilterCode code);

struct FilterFailure {
  FilterCode code = FilterCode::kNotOpen;
  // Of the k…OverMeans and k…OverMost.
  FundKindIndex fund_kind = kNone;
  Money needed;  // the smallest amount possible
  Money limit;   // means left, or the most given
  // Of kOutsideYears; 0: no limit that side.
  int32_t year = 0;
  int32_t first_year = 0;
  int32_t last_year = 0;

  friend bool operator==(const FilterFailure&, const FilterFailure&) = default;
};

}  // namespace duikou

#endif  // DUIKOU_MATCHER_SCORER_FILTER_H_
