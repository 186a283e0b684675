// Who may say what of an entry: which side reports it, confirms it, takes it
// back.
//
//   RETURN_IF_ERROR(SetReporter(context, entry));
//   RETURN_IF_ERROR(CheckMayAnswer(context, entry));
#ifndef DUIKOU_SERVICES_PROGRESS_ENTRY_SIDES_H_
#define DUIKOU_SERVICES_PROGRESS_ENTRY_SIDES_H_

#include "absl/status/status.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/rpc/write_context.h"

namespace duikou {

// Says in the new entry who reports it, and in which state it therefore is:
// what the office enters is confirmed, what a side reports waits for the other.
// PERMISSION_DENIED where a side states the office's records or opening
// figures.
absl::Status SetReporter(WriteContext& context,
                         progress::v1::LedgerEntry& entry);

// Whether the caller speaks for the office.
bool IsOffice(const WriteContext& context);

// FAILED_PRECONDITION where the caller is neither the office nor, on the side
// that did not report the entry, somebody else than its author.
absl::Status CheckMayAnswer(WriteContext& context,
                            const progress::v1::LedgerEntry& entry);

// FAILED_PRECONDITION where the caller is neither the office nor on the side
// that reported the entry.
absl::Status CheckMayTakeBack(WriteContext& context,
                              const progress::v1::LedgerEntry& entry);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_ENTRY_SIDES_H_
