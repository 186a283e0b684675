// The entry that takes another one back.
#ifndef DUIKOU_SERVICES_PROGRESS_REVERSAL_H_
#define DUIKOU_SERVICES_PROGRESS_REVERSAL_H_

#include <string>

#include "absl/status/statusor.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/progress/ledger_book.h"
#include "services/rpc/write_context.h"

namespace duikou {

// Appends the reversal of the entry to the book and marks the entry with it.
// The reversal has the entry's facts with the figure negated (a rate as it is:
// rates do not add up), in its period or, where that is settled, in the first
// open one, and then says what it corrects. Of a confirmed entry it is
// confirmed; one that is not confirmed never counts, nor does its reversal.
// FAILED_PRECONDITION where the entry is reversed or is a reversal, or does not
// count in its settled year.
absl::StatusOr<progress::v1::LedgerEntry> Reverse(
    WriteContext& context, LedgerBook& book, const std::string& reason,
    progress::v1::LedgerEntry& entry);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_REVERSAL_H_
