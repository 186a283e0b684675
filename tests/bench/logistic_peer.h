// What choices are compared with: logistic regression over what a donor did
// before, as a script of a few lines would have it.
//
//   std::vector<std::vector<size_t>> orders =
//   RankByLogisticRegression(country);
//
// Features of a pair of donor and project, all from the donor's training
// projects: its share of the project's sector and the logarithm of its lift
// over everybody's share, the same two of the area, and how far the amount lies
// from the donor's median in standard deviations of its logarithms.
// Fitted by Newton's method over all pairs of the donors measured with the
// training projects, without a penalty but 1e-6 that keeps it solvable.
#ifndef DUIKOU_TESTS_BENCH_LOGISTIC_PEER_H_
#define DUIKOU_TESTS_BENCH_LOGISTIC_PEER_H_

#include <cstddef>
#include <vector>

#include "tests/bench/choices_data.h"

namespace duikou::bench {

// For each donor measured, the test projects best first: positions in
// `country.projects`.
std::vector<std::vector<size_t>> RankByLogisticRegression(
    const Country& country);

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_LOGISTIC_PEER_H_
