// Checks a solution against the problem alone, with code of its own.
//
//   CertificateCheck check = CheckSolution(problem, solution);
//   check.valid(); check.faults; check.value; check.bound;
//
// Problem: is the plan one that keeps every rule, worth what it says, and is no
// plan worth more than the stated bound?
// Method: rule by rule; the worth term by term; the bound by weak duality. For
// prices λ (need), θ (supply), φ (floor), ρ (partner), η (place), no plan is
// worth more than
//   Σ need: λ·open (where all or nothing, and no pin gives to it: max(0,
//   λ·open))
//   + Σ supply: the greatest of −Q·(quota − g)⁺ + θ·g, 0 ≤ g ≤ means
//   + Σ floor: −φ·amount
//   + Σ partners: ρ + max(0, ρ − split)·(most_partners − 1)
//   + Σ places: η·most_projects
//   + Σ pairs: the most that the pair can earn at these prices, in amounts that
//     are 0 or within its limits, less ρ and η where it is a partner.
// Complexity: O(pairs × kinds + plan). Limits: as problem.h.
// Reference: A. Geoffrion: Lagrangean relaxation for integer programming
// (1974).
#ifndef DUIKOU_MATCHER_ASSIGNMENT_CERTIFICATE_H_
#define DUIKOU_MATCHER_ASSIGNMENT_CERTIFICATE_H_

#include <string>
#include <vector>

#include "absl/numeric/int128.h"
#include "matcher/assignment/problem.h"
#include "matcher/assignment/solution.h"

namespace duikou {

struct CertificateCheck {
  // What does not hold, for people; empty: everything does.
  std::vector<std::string> faults;
  absl::int128 value = 0;
  // What the prices prove, rounded down. Where the solution's bound was found
  // by search it may be less, and is not checked.
  absl::int128 bound = 0;

  bool valid() const { return faults.empty(); }
};

// REQUIRES: the problem is valid; the solution may be anything.
CertificateCheck CheckSolution(const AssignmentProblem& problem,
                               const AssignmentSolution& solution);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_ASSIGNMENT_CERTIFICATE_H_
