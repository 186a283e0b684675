// Which meetings to hold where limits and slots alone decide: what a search
// starts from, and what no timetable is worth more than.
//
//   const std::optional<FairSelection> selection = SelectMeetings(model);
//   if (selection.has_value()) selection->importance,
//   selection->taken[meeting];
//
// Problem: of the meetings that need not be held those of the greatest
// importance, so that no participant has more than its limit, or than there are
// slots for beside what must be held; a relaxation of timetable.h. Method: a
// flow of least cost from one side of the meetings to the other, by the network
// simplex of LEMON. Complexity: some ten thousand meetings in a tenth of a
// second. Limits: costs along a path of the flow fit 64 bits by far. Internal
// to the folder.
#ifndef DUIKOU_MATCHER_FAIR_SELECTION_H_
#define DUIKOU_MATCHER_FAIR_SELECTION_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "matcher/fair/model.h"

namespace duikou {

struct FairSelection {
  std::vector<bool> taken;  // by meeting; those that must be held are not
  int64_t importance = 0;   // Σ of those taken
};

// nullopt where meetings are not between two sides.
std::optional<FairSelection> SelectMeetings(const FairModel& model);

}  // namespace duikou

#endif  // DUIKOU_MATCHER_FAIR_SELECTION_H_
