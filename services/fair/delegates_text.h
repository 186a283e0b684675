// A delegation in one cell of a sheet:
// `*王建国/副市长/13800000000/w@example.cn#wang-jianguo；李四/科长`: name,
// post, telephone and e-mail of each, the leader with a star before, who
// belongs to several delegations with the shared id behind.
#ifndef DUIKOU_SERVICES_FAIR_DELEGATES_TEXT_H_
#define DUIKOU_SERVICES_FAIR_DELEGATES_TEXT_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "duikou/fair/v1/fair_service.pb.h"
#include "services/table/column_spec.h"

namespace duikou {

std::string DelegatesText(const fair::v1::Participant& participant);

// Replaces the people of the participant, with the ids p1, p2 and so on. The
// problem where a name is missing, there is too much of a person, or a shared
// id is none.
std::optional<CellProblem> SetDelegates(absl::string_view text,
                                        fair::v1::Participant& participant);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_FAIR_DELEGATES_TEXT_H_
