#include "services/matching/lasting_list.h"

#include <algorithm>

#include "matcher/scorer/filter.h"
#include "matcher/scorer/scorer.h"

namespace duikou {

bool LastingList::operator()(const ProgrammeState& state,
                             absl::Span<const ChangedProject> changed) const {
  const UnitFacts* unit = state.FindUnit(unit_id);
  // A unit that puts projects forward itself is prepared anew with each.
  if (unit == nullptr || state.index().cells() == nullptr ||
      unit->Prepare(state.taxonomy(), key) != prepared) {
    return false;
  }
  return std::all_of(
      changed.begin(), changed.end(),
      [&](const ChangedProject& one) { return IsLeftBy(one, state); });
}

bool LastingList::IsLeftBy(const ChangedProject& changed,
                           const ProgrammeState& state) const {
  if (listed.contains(changed.id)) return false;
  if (seen.has_value() && changed.published > *seen) return false;
  const Project* project = state.index().Find(changed.id);
  if (project == nullptr) return true;
  const Score score = ScorePair(*prepared, *project, weights).score;
  if (score < last.score || (score == last.score && project->id > last.id)) {
    return true;
  }
  return !Filter(*prepared, *project, key.year).empty();
}

}  // namespace duikou
