// What a question to the ledger may ask: it names what there is in its
// programme, and no end is before its beginning.
//
//   RETURN_IF_ERROR(CheckNamed(state, "area", request.area()));
//   RETURN_IF_ERROR(CheckFilter(state, request.filter()));
#ifndef DUIKOU_SERVICES_PROGRESS_QUESTION_RULES_H_
#define DUIKOU_SERVICES_PROGRESS_QUESTION_RULES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "duikou/progress/v1/progress_service.pb.h"
#include "services/progress/ledger_state.h"

namespace duikou {

// INVALID_ARGUMENT: `field: en`, with the Chinese words beside it.
absl::Status InvalidField(absl::string_view field, std::string zh,
                          absl::string_view en);

// INVALID_ARGUMENT naming the field where the resource is of another programme
// or does not exist; empty: nothing is named. REQUIRES: the name is of a
// collection that LedgerState::Knows().
absl::Status CheckNamed(const LedgerState& state, absl::string_view field,
                        const std::string& name);

// The same of every field of a request's `filter`; and INVALID_ARGUMENT naming
// the field where a fund kind is none of the programme's, a date is none, or
// the last period or date is before the first.
absl::Status CheckFilter(const LedgerState& state,
                         const progress::v1::LedgerFilter& filter);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_QUESTION_RULES_H_
