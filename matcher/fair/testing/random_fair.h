// Fairs made up: in the size and with the rules of a real one, for benches and
// tests.
//
//   TimetableProblem problem = RandomFair({.participants = 300, .seed = 1});
//
// A third of the participants put projects forward, the others come to see
// them, and a few are asked for by many. Slots are on two days with morning and
// afternoon; from hall to hall it is further than the pause between two slots
// for some; a few tables have a booth; some participants are there for part of
// the time; leaders go to several meetings.
#ifndef DUIKOU_MATCHER_FAIR_TESTING_RANDOM_FAIR_H_
#define DUIKOU_MATCHER_FAIR_TESTING_RANDOM_FAIR_H_

#include <cstdint>

#include "matcher/fair/timetable.h"

namespace duikou::testing {

struct FairShape {
  int32_t participants = 300;
  int32_t requests = 2'000;
  int32_t tables = 40;
  int32_t slots = 24;
  int32_t halls = 3;
  int32_t persons = 20;
  uint64_t seed = 1;
};

// Valid, the same for the same shape, on every machine.
TimetableProblem RandomFair(const FairShape& shape);

}  // namespace duikou::testing

#endif  // DUIKOU_MATCHER_FAIR_TESTING_RANDOM_FAIR_H_
