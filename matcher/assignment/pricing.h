// What prices prove: the Lagrangian bound of the annual assignment, in
// integers, and each pair's best amounts at these prices. Internal to the
// solver; the formula is in certificate.h.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_PRICING_H_
#define DUIKOU_MATCHER_ASSIGNMENT_PRICING_H_

#include <cstdint>
#include <vector>

#include "absl/numeric/int128.h"
#include "matcher/assignment/model.h"

namespace duikou {

// A pair's amounts, by its arcs, and what they earn more than nothing would.
struct PairAmounts {
  int32_t pair = 0;
  // In 1/kPriceScale points × fen.
  absl::int128 earns = 0;
  std::array<int64_t, kMaxFundKinds> amounts = {};
};

// Prices of 0, of the right sizes.
AssignmentPrices NoPrices(const Model& model);

// Prices to start from: as NoPrices, but exact where nothing can be given: a
// quota that nobody's need can meet, a floor that nobody can reach.
AssignmentPrices FirstPrices(const Model& model);

// Brings prices that come from elsewhere into their ranges and sizes, so that
// they prove something.
void Clamp(const Model& model, AssignmentPrices& prices);

// Bound of the plans whose amounts lie in `domains`, rounded down. With
// `earning`, also each pair's best amounts where they earn more than 0 or must
// be, by pair.
absl::int128 BoundOf(const Model& model, const std::vector<ArcDomain>& domains,
                     const AssignmentPrices& prices,
                     std::vector<PairAmounts>* earning);

// The pair's best amounts that are not all zero.
PairAmounts BestAmounts(const Model& model,
                        const std::vector<ArcDomain>& domains,
                        const AssignmentPrices& prices, int32_t pair);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_PRICING_H_
