// The peer of the assignment bench: COIN-OR CBC on the plain integer program.
#ifndef DUIKOU_TESTS_BENCH_CBC_PEER_H_
#define DUIKOU_TESTS_BENCH_CBC_PEER_H_

#include "matcher/assignment/indivisible/solver.h"

namespace duikou::bench {

struct PeerResult {
  bool has_answer = false;
  double value = 0;
  double bound = 0;
};

// One thread, as CBC comes, ended after so many seconds.
PeerResult SolveWithCbc(const IndivisibleProblem& problem, double seconds);

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_CBC_PEER_H_
