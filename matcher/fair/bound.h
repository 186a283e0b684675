// The most importance that any timetable can have, found without making one.
//
//   int64_t bound = ImportanceBound(model);
//
// Problem: of the meetings that need not be held, the most important set such
// that nobody has more meetings than slots, nor than its limit, and no set of
// tables either, over all and within each session. Method: Lagrange: each such
// limit gets a price, and any prices prove a bound; they follow a subgradient,
// in integers, so that the bound is one. Complexity: some hundred rounds of
// O(meetings × limits of a meeting). Limits: importances as in timetable.h.
// Reference: M. Fisher: The Lagrangian relaxation method (1981). Internal to
// the folder.
#ifndef DUIKOU_MATCHER_FAIR_BOUND_H_
#define DUIKOU_MATCHER_FAIR_BOUND_H_

#include <cstdint>
#include <vector>

#include "matcher/fair/model.h"

namespace duikou {

// ≥ ImportanceOf any timetable that breaks nothing. `known` is the importance
// of one that is known; it guides the steps and bounds nothing.
int64_t ImportanceBound(const FairModel& model, int64_t known);

// Likewise of any worth, by meeting, 0 … kMaxImportance, where only slots from
// `first_slot` on are left. REQUIRES: no meeting has a place before it.
int64_t WorthBound(const FairModel& model, const std::vector<int64_t>& worth,
                   int32_t first_slot, int64_t known);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_BOUND_H_
