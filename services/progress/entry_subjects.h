// Reading what a new entry refers to, within the write that brings it.
//
//   ASSIGN_OR_RETURN(const EntrySubjects subjects,
//                    ReadSubjects(context, entry));   // and completes it
#ifndef DUIKOU_SERVICES_PROGRESS_ENTRY_SUBJECTS_H_
#define DUIKOU_SERVICES_PROGRESS_ENTRY_SUBJECTS_H_

#include "absl/status/statusor.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/progress/entry_rules.h"
#include "services/rpc/write_context.h"

namespace duikou {

// Completes the entry and answers with all that it then refers to. What it
// names and is not there is left out: references are checked elsewhere.
absl::StatusOr<EntrySubjects> ReadSubjects(WriteContext& context,
                                           progress::v1::LedgerEntry& entry);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_ENTRY_SUBJECTS_H_
