// Prices to start from.
//
// Problem: the linear relaxation's dual, near which the best prices lie. Where
// an item's load is the same with all agents the relaxation is a transportation
// problem, and LEMON's network simplex solves it; else, or where its costs
// would overflow it, an item's price is its second best worth. Complexity: a
// network simplex over as many arcs as choices. Limits: worth a unit of load is
// rounded to 1/64; prices need not be exact, every one bounds.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_START_PRICES_H_
#define DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_START_PRICES_H_

#include <cstdint>
#include <vector>

#include "matcher/assignment/indivisible/model.h"

namespace duikou::indivisible {

// By item, scaled.
std::vector<int64_t> StartPrices(const Model& model);

}  // namespace duikou::indivisible

#endif  // DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_START_PRICES_H_
