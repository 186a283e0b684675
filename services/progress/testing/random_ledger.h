// A small programme with a ledger in which everything happens: splits,
// reversals before and after confirmation and in later years, several sources
// of one figure, dates outside of the period, rates, labour forms.
//
//   const RandomLedger ledger = MakeRandomLedger(seed, 200);
//   LedgerState state = testing::StateOf(ledger);
#ifndef DUIKOU_SERVICES_PROGRESS_TESTING_RANDOM_LEDGER_H_
#define DUIKOU_SERVICES_PROGRESS_TESTING_RANDOM_LEDGER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/progress/ledger_state.h"
#include "services/store/store.h"

namespace duikou::testing {

inline constexpr char kRandomProgramme[] = "h";

struct RandomLedger {
  // Everything but the programme's record, in an order that a feed could have:
  // an entry that is reversed later is there twice.
  std::vector<Change> changes;
  // Its entries as they are in the end, by account and number.
  std::vector<progress::v1::LedgerEntry> entries;
  // The names of those that are passed over.
  absl::flat_hash_set<std::string> passed_over;
};

RandomLedger MakeRandomLedger(uint64_t seed, int entries);

// The programme's record: years 2014 to 2016, fund kinds k1 and k2, targets.
std::shared_ptr<const ProgrammeRecord> RandomProgramme();

std::unique_ptr<LedgerState> StateOf(const RandomLedger& ledger);

// Puts all of it into the store, the programme's record too.
void WriteLedger(const RandomLedger& ledger, Store& store);

// A filter that says a few things of such a ledger.
progress::v1::LedgerFilter RandomFilter(uint64_t seed);

// By definition, entry by entry: what the filter holds of one of the entry's
// placements (its only one where it has none).
bool HoldsPlacement(const LedgerState& state,
                    const progress::v1::LedgerFilter& filter,
                    const progress::v1::LedgerEntry& entry, int placement);
// Of everything but placements and counting.
bool HoldsEntry(const LedgerState& state,
                const progress::v1::LedgerFilter& filter,
                const progress::v1::LedgerEntry& entry);
// Whether the entry is added up, by definition.
bool CountsIn(const RandomLedger& ledger,
              const progress::v1::LedgerEntry& entry);

}  // namespace duikou::testing

#endif  // DUIKOU_SERVICES_PROGRESS_TESTING_RANDOM_LEDGER_H_
