// Violation: one rule that a resource breaks and that its proto's annotations
// cannot state, in the words of both languages. An RPC answers it as a status,
// an import as a problem of a row and column.
//
//   if (project.last_year() < project.first_year()) {
//     return Violation{"years_out_of_order", "last_year",
//                      "结束年份早于开始年份", "is before first_year"};
//   }
#ifndef DUIKOU_SERVICES_RPC_VIOLATION_H_
#define DUIKOU_SERVICES_RPC_VIOLATION_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace duikou {

struct Violation {
  std::string code;  // stable, lower_case
  std::string path;  // from the resource inwards, such as
                     // `fund_needs[1].open_fen`; empty: the resource
  std::string zh;
  std::string en;  // continues the path: "is before first_year"
};

// INVALID_ARGUMENT: `project.last_year: is before first_year`, for "project".
// OK where there is none.
absl::Status ToStatus(const std::optional<Violation>& violation,
                      absl::string_view resource);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_VIOLATION_H_
