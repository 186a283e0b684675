// Violation: one rule that a resource breaks, in the words of both languages.
// It travels as a status: an RPC answers its text, with the Chinese one beside
// it, an import takes the violation out again and shows it at its row and
// column.
//
//   if (project.last_year() < project.first_year()) {
//     return Violation{"years_out_of_order", "last_year",
//                      "结束年份早于开始年份", "is before first_year"};
//   }
//   …
//   std::optional<Violation> again = ViolationOf(status);
#ifndef DUIKOU_SERVICES_BASE_VIOLATION_H_
#define DUIKOU_SERVICES_BASE_VIOLATION_H_

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

// A refusal that is of no resource's rule, in both languages: `place: en`, the
// place being a field of the request or a resource's name, or empty. REQUIRES:
// the code is not OK.
absl::Status Refused(absl::StatusCode code, absl::string_view place,
                     std::string zh, absl::string_view en);

// NOT_FOUND: `name does not exist`, of the place if one is given.
absl::Status DoesNotExist(absl::string_view place, absl::string_view name);

// What a status of ToStatus() or Refused() says, in Chinese:
// `project.last_year：结束年份早于开始年份`. Empty where it says it in English
// alone.
std::string ChineseTextOf(const absl::Status& status);

// What ToStatus() was given; none where the status was made otherwise.
std::optional<Violation> ViolationOf(const absl::Status& status);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_BASE_VIOLATION_H_
