// ClosedProgramme: how nothing comes into a programme that is being deleted,
// and nothing that no longer fits into one that loses years or fund kinds.
//
// A programme is a record of another partition than what belongs to it, and no
// commit spans both. So who deletes or narrows it first closes its partition,
// then looks whether what is there allows it, and only then writes the
// programme; who writes something into it by the programme's rules has its
// commit check that the partition was not closed since it read the programme.
//
//   collection  closed
//   id          programme
//   value       the programme's revision, in decimal digits
//
// It is closed for the programme as of that revision. One that is written anew,
// or created again, is of a later one, and open.
#ifndef DUIKOU_SERVICES_RPC_CLOSED_PROGRAMME_H_
#define DUIKOU_SERVICES_RPC_CLOSED_PROGRAMME_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "services/rpc/call_context.h"
#include "services/store/store.h"

namespace duikou {

inline constexpr char kClosedCollection[] = "closed";
inline constexpr char kClosedProgramme[] = "programme";

// Closes the programme as of that revision. ABORTED or ALREADY_EXISTS where
// somebody else just closes it.
absl::Status CloseProgramme(const CallContext& call, Store& store,
                            absl::string_view programme, Revision revision);

// Whether the record closes the programme of that revision.
bool IsClosed(const Record& closed, Revision revision);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_CLOSED_PROGRAMME_H_
