// Sums over a ledger, and pages of it: each one pass over the columns.
//
//   const std::vector<LedgerGroup> sums =
//       SumLedger(state, scope, {pb::DIMENSION_AREA, pb::DIMENSION_MONTH});
//
// Only what counts is added up. What lies in several areas or sectors is split
// to the fen (placement_split.h), so sums by any dimension come to the same
// whole. Rates do not add up: of each group the latest one is its figure.
//
// Complexity: O(entries + placements), and O(groups log groups) to order them.
#ifndef DUIKOU_SERVICES_PROGRESS_LEDGER_SUMS_H_
#define DUIKOU_SERVICES_PROGRESS_LEDGER_SUMS_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "duikou/progress/v1/report_service.pb.h"
#include "services/progress/ledger_scope.h"
#include "services/progress/ledger_state.h"

namespace duikou {

inline constexpr size_t kMostDimensions = 4;

// What the entries of one combination come to.
struct LedgerGroup {
  // One a dimension, as DimensionText() reads it; 0 beyond them.
  std::array<uint32_t, kMostDimensions> keys = {};
  uint16_t measure = 0;  // in LedgerColumns::measures
  int64_t sum = 0;       // fen, a number, or hundredths of a percent
  int64_t entry_count = 0;
  // Confirmed entries within of which another source's figure is used.
  int64_t passed_over_count = 0;
  uint8_t sources = 0;  // bit 1 << FigureSource of what was added up
  uint32_t latest = 0;  // the latest entry, of rates
};

// All that a list says of what it lists.
struct LedgerSurvey {
  // A list of so few entries is kept, in the order they came.
  static constexpr size_t kFew = 20'000;

  int64_t entry_count = 0;  // all within, whether they count or not
  std::vector<uint32_t> few;
};

// By keys and measure. `survey`, if not null, is told of all within.
// REQUIRES: at most kMostDimensions, none unspecified.
std::vector<LedgerGroup> SumLedger(
    const LedgerState& state, const LedgerScope& scope,
    const std::vector<progress::v1::Dimension>& dimensions,
    LedgerSurvey* survey = nullptr);

// What all groups of a measure come to together. REQUIRES: `groups` are by
// dimensions of which an entry has one key each, so neither areas nor sectors.
std::vector<LedgerGroup> SumGroups(const LedgerState& state,
                                   const std::vector<LedgerGroup>& groups);

// A group's key in words: a name, an id, a number, or an enum value's name;
// empty where the entries name nothing.
std::string DimensionText(const LedgerState& state,
                          progress::v1::Dimension dimension, uint32_t key);

// A place in the list of entries: the latest date first, then by id.
struct LedgerPosition {
  int32_t day = 0;  // since 1970-01-01
  std::string id;
};

// Entries within that come after the position, at most `size`. `survey` is that
// of the same scope.
std::vector<uint32_t> PageOfLedger(const LedgerState& state,
                                   const LedgerScope& scope,
                                   const LedgerSurvey& survey,
                                   const std::optional<LedgerPosition>& after,
                                   size_t size);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_LEDGER_SUMS_H_
