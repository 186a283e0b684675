// Which entries of the ledger count.
//
//   const auto passed_over = PassedOver(entries, SourceOrder(assessment));
//   for (const LedgerEntry* entry : entries) {
//     if (Counts(*entry, passed_over)) sum +=
//     entry->disbursement().amount_fen();
//   }
//
// A confirmed entry counts, with its sign. One that was taken back after it was
// confirmed counts beside its reversal: together they are nothing. Of entries
// that state one figure by several sources, one alone counts.
#ifndef DUIKOU_SERVICES_PROGRESS_COUNTING_H_
#define DUIKOU_SERVICES_PROGRESS_COUNTING_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "duikou/progress/v1/settlement_service.pb.h"

namespace duikou {

// Whose figure counts, the first first: the assessment's, else statistics, the
// office, the county, the supporter, opening figures. Sources that it does not
// name come last, in that order.
std::vector<progress::v1::FigureSource> SourceOrder(
    const progress::v1::Assessment& assessment);

// The names of entries that another source's figure takes the place of. A group
// is the entries that name one and the same as `alternative_to`, and that one.
// Of its confirmed entries the one whose source comes first in `order` counts,
// of equal ones the first by name. Who takes no part, and is never passed over:
// a reversal, and what is reversed within its own period. What is reversed in a
// later one stays what it was, as its own year is settled.
absl::flat_hash_set<std::string> PassedOver(
    absl::Span<const progress::v1::LedgerEntry* const> entries,
    const std::vector<progress::v1::FigureSource>& order);

// Whether the entry is confirmed and not passed over.
bool Counts(const progress::v1::LedgerEntry& entry,
            const absl::flat_hash_set<std::string>& passed_over);

// `{unit}--{period}` of an entry's name or id.
absl::string_view AccountOf(absl::string_view entry);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_COUNTING_H_
