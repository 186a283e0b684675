// What of a fair's problem is looked at before it is worked on. Internal to the
// folder.
#ifndef DUIKOU_MATCHER_FAIR_VALIDATE_H_
#define DUIKOU_MATCHER_FAIR_VALIDATE_H_

#include "absl/status/status.h"
#include "matcher/fair/timetable.h"

namespace duikou {

enum class FixedPlaces : uint8_t {
  kMustBePossible,
  kMayBeLost,  // since they were fixed, somebody fell ill or a table was lost
};

// INVALID_ARGUMENT as ValidateTimetableProblem; that a fixed slot, hall or
// table cannot be is an error where it must be possible.
absl::Status ValidateFair(const TimetableProblem& problem, FixedPlaces fixed);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_VALIDATE_H_
