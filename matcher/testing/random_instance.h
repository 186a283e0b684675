// Random matching instances, the same from a seed on every machine.
//
//   RandomInstanceOptions options{.seed = 7, .projects = 40};
//   Instance instance = RandomInstance(options);
//
// Values are drawn from a few each, so that scores tie often.
#ifndef DUIKOU_MATCHER_TESTING_RANDOM_INSTANCE_H_
#define DUIKOU_MATCHER_TESTING_RANDOM_INSTANCE_H_

#include <cstdint>
#include <random>

#include "matcher/testing/instance.h"

namespace duikou::testing {

struct RandomInstanceOptions {
  uint64_t seed = 0;
  int projects = 20;
  int supporters = 3;
  int sectors = 6;
  int areas = 6;
  int kinds = 2;
  // Amounts are 1 … most_amount of this unit.
  int64_t unit_fen = Money::kFenPerWanYuan;
  int most_amount = 500;
  // How many distinct values an attribute takes; large: no ties to speak of.
  int distinct = 3;
  // Whether curves of criteria are bent, in every other instance; all else is
  // the same with them.
  bool bent = true;
};

Instance RandomInstance(const RandomInstanceOptions& options);

// Uniform in [low, high], the same on every machine.
int64_t Between(std::mt19937_64& random, int64_t low, int64_t high);

}  // namespace duikou::testing

#endif  // DUIKOU_MATCHER_TESTING_RANDOM_INSTANCE_H_
