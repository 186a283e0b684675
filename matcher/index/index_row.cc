#include "matcher/index/index_row.h"

#include <algorithm>

#include "matcher/scorer/criteria.h"

namespace duikou {

IndexRow RowOf(const Project& project, ProjectSlot slot) {
  IndexRow row{.slot = slot, .other_needs = project.other_needs};
  row.standing = static_cast<uint16_t>(StandingCriterion::Value(project));
  if (project.open) {
    row.first_year = static_cast<uint8_t>(
        std::clamp(project.first_year - kYearZero, 0, 254));
    row.last_year = project.last_year == 0
                        ? 255
                        : static_cast<uint8_t>(std::clamp(
                              project.last_year - kYearZero, 0, 255));
  }
  row.marks = MarksOf(project);
  for (int kind = 0; kind < kMaxFundKinds; ++kind) {
    const FundNeed& need = project.funds[kind];
    row.open[kind] = AmountCode(need.open.fen());
    row.smallest[kind] = AmountCode(need.smallest().fen());
  }
  return row;
}

EntryRow EntryOf(const IndexRow& row, FundKindIndex kind, uint8_t place) {
  EntryRow entry{.slot = row.slot,
                 .other_needs = row.other_needs,
                 .standing = row.standing,
                 .open = row.open[kind],
                 .smallest = row.smallest[kind],
                 .first_year = row.first_year,
                 .last_year = row.last_year,
                 .marks = row.marks,
                 .place = place};
  for (FundKindIndex other = 0; other < kMaxFundKinds; ++other) {
    if (other == kind || row.open[other] == 0) continue;
    entry.marks |= EntryRow::kSeveral;
    if (other < kind) entry.marks |= EntryRow::kFurther;
  }
  return entry;
}

uint8_t MarksOf(const Project& project) {
  return static_cast<uint8_t>(
      static_cast<int>(project.readiness) << IndexRow::kReadinessShift |
      (project.demonstration_site ? IndexRow::kDemonstration : 0) |
      (project.resettlement_community ? IndexRow::kResettlement : 0));
}

}  // namespace duikou
