// Why a timetable is impossible: a set of demands that cannot all be met.
//
//   FairClash clash = ClashOf(problem, &work);
//   if (clash.kind == FairClashKind::kSmallest) …
//
// Problem: of the demands, a set that clashes; best one without a demand that
// is not needed, or the smallest there is. Method: each demand is an
// assumption; what the SAT search's refutation used is shrunk by leaving out
// one after another; then smallest sets that meet every known way out are tried
// in turn, until one clashes (implicit hitting sets). Complexity: exponential,
// limited by `work`; what is known then is said. Reference: A. Ignatiev et al.:
// Smallest MUS extraction with minimal hitting set dualization (CP 2015).
// Internal to the folder.
#ifndef DUIKOU_MATCHER_FAIR_CLASH_H_
#define DUIKOU_MATCHER_FAIR_CLASH_H_

#include <vector>

#include "matcher/base/work.h"
#include "matcher/fair/timetable.h"

namespace duikou {

struct FairClash {
  // By kind, then index.
  std::vector<FairDemand> demands;
  FairClashKind kind = FairClashKind::kNotMinimal;
};

// REQUIRES: a valid problem that is infeasible.
FairClash ClashOf(const TimetableProblem& problem, Work* work);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_CLASH_H_
