// Checks a solver's proof from the problem alone, sharing no code with it.
//
//   ASSIGN_OR_RETURN(int64_t bound,
//                    IndivisibleBound(problem, solution.certificate));
//   DUIKOU_CHECK(bound <= solution.certificate.bound);   // holds
//
// Problem: recompute floor((Σ prices + Σ agents' best knapsack at the prices) /
// scale), which no solution exceeds. Method: a textbook DP over each agent's
// loads; where an agent has no ceiling, what gains at any load is taken, and
// what gains at none is left, so that the table ends where it must. Complexity:
// O(choices · cells). Limits: 128-bit sums; with a `unit` above 1, loads are
// rounded down and penalties taken at their least, so it stays a bound.
// What it does not cover: the part below it that an exhausted search proved
// (IndivisibleSolution::bound_by_search).
// Reference: A. Geoffrion: Lagrangean relaxation for integer programming
// (1974).
#ifndef DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_CERTIFICATE_H_
#define DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_CERTIFICATE_H_

#include <cstdint>

#include "absl/status/statusor.h"
#include "matcher/assignment/indivisible/solver.h"

namespace duikou {

// INVALID_ARGUMENT where the certificate is malformed or a price of an item
// that may be left is negative. REQUIRES: the solver accepts the problem.
absl::StatusOr<int64_t> IndivisibleBound(
    const IndivisibleProblem& problem,
    const IndivisibleCertificate& certificate);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_INDIVISIBLE_CERTIFICATE_H_
