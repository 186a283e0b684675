// Years made up: an annual assignment in the size and with the rules of a real
// one, for benches and tests.
//
//   AssignmentProblem problem = RandomYear({.projects = 714, .seed = 1});
//
// Kinds differ in who gives; a supporter prefers some areas and sectors, so
// that scores are alike within them; quotas ask for about nine tenths of the
// needs, means allow a third more; some needs are all or nothing or not
// shareable.
#ifndef DUIKOU_MATCHER_ASSIGNMENT_TESTING_RANDOM_YEAR_H_
#define DUIKOU_MATCHER_ASSIGNMENT_TESTING_RANDOM_YEAR_H_

#include <cstdint>

#include "matcher/assignment/problem.h"

namespace duikou {

struct YearShape {
  int32_t projects = 714;
  int32_t supporters = 60;
  int32_t kinds = 3;
  int32_t areas = 9;
  int32_t sectors = 24;
  uint64_t seed = 1;
};

// The same for the same shape, on every machine.
AssignmentProblem RandomYear(const YearShape& shape);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_TESTING_RANDOM_YEAR_H_
