// Violation: one rule that a resource breaks, in the words of both languages.
// It travels as a status: an RPC answers its text, an import takes the
// violation out again and shows it at its row and column.
//
//   if (project.last_year() < project.first_year()) {
//     return Violation{"years_out_of_order", "last_year",
//                      "结束年份早于开始年份", "is before first_year"};
//   }
//   …
//   std::optional<Violation> again = ViolationOf(status);
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
  std::string zh;    // empty: there are only English words for it
  std::string en;    // continues the path: "is before first_year"
};

// INVALID_ARGUMENT: `project.last_year: is before first_year`, for "project".
// OK where there is none.
absl::Status ToStatus(const std::optional<Violation>& violation,
                      absl::string_view resource);

// The same of the code given. REQUIRES: not OK.
absl::Status ToStatus(absl::StatusCode code, const Violation& violation,
                      absl::string_view resource);

// What ToStatus() was given; none where the status was made otherwise.
std::optional<Violation> ViolationOf(const absl::Status& status);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_RPC_VIOLATION_H_
