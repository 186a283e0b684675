// What the records of a programme say of choices, as weights are learned from
// them, and of past projects, as profiles are suggested from them.
//
//   std::vector<Chooser> choosers = ChoicesOf(state);
//   PastProjects past = PastProjectsOf(state, /*through_year=*/2013);
//
// Choices of a supporter with a profile:
//   wanted    a commitment or an accepted interest; with half the importance an
//             open interest, or a project on its shortlist
//   unwanted  a dismissed project, a declined share of an annual plan, or an
//             interest taken back
// A project is one choice, the most certain of these; what is promised in years
// that the profile was suggested from is left out, as the profile knows it.
// Passed over is every other project that was ever open, passes the supporter's
// filters by its whole need, and could have been given to in the years of what
// was wanted. Of more than kMostPassedOver every n-th is taken.
// Known limit: cooperation counts as it is now, also where it came of a choice.
#ifndef DUIKOU_SERVICES_MATCHING_CHOICE_RECORDS_H_
#define DUIKOU_SERVICES_MATCHING_CHOICE_RECORDS_H_

#include <cstdint>
#include <vector>

#include "absl/container/btree_map.h"
#include "matcher/learning/choices.h"
#include "matcher/learning/profile_suggestion.h"
#include "services/programme/programme_state.h"

namespace duikou {

inline constexpr int kMostPassedOver = 2'000;

// By the units' ids. Works on the state, some microseconds a project and unit.
std::vector<Chooser> ChoicesOf(const ProgrammeState& state);

struct PastProjects {
  std::vector<PastProject> projects;
  // Numbers of units, by id, as in `projects`.
  absl::btree_map<std::string, int32_t> units;
  // The years of a unit's own past projects, by number; 0: none.
  struct Years {
    int32_t first = 0;
    int32_t last = 0;
  };
  std::vector<Years> years;
};

// What all units have promised, by a commitment or an accepted interest, or
// finished up to `through_year`; 0: in any year.
PastProjects PastProjectsOf(const ProgrammeState& state, int32_t through_year);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_MATCHING_CHOICE_RECORDS_H_
