// The instances that the assignment is measured on: files that others publish,
// or, where they are missing, instances made up in the same shape.
//
//   Instance year = ReadYear("../shared/data", 714, 100);
//   std::vector<Instance> known = ReadKnown("../shared/data");
#ifndef DUIKOU_TESTS_BENCH_ASSIGNMENT_INSTANCES_H_
#define DUIKOU_TESTS_BENCH_ASSIGNMENT_INSTANCES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "matcher/assignment/indivisible/solver.h"

namespace duikou::bench {

struct Instance {
  std::string name;
  IndivisibleProblem problem;
  // The proven best value, as our objective counts it; nullopt: not known.
  std::optional<int64_t> optimum;
  bool made_up = false;
};

// A year of whole projects: DATA/annual/{projects}x{supporters}-seed1.txt.
Instance ReadYear(const std::string& data, int32_t projects,
                  int32_t supporters);

// Generalised assignment problems with their optima: DATA/gap; where there are
// none, three made-up ones without.
std::vector<Instance> ReadKnown(const std::string& data);

}  // namespace duikou::bench

#endif  // DUIKOU_TESTS_BENCH_ASSIGNMENT_INSTANCES_H_
