// Civil dates of requests and records: `YYYY-MM-DD`, Gregorian.
//
//   ASSIGN_OR_RETURN(const absl::CivilDay day, ParseDate("2016-03-01"));
//   DateText(day);                                    // 2016-03-01
//   RETURN_IF_ERROR(context.Invalid(
//       CheckDate(agreement.sign_date(), "sign_date")));
#ifndef DUIKOU_SERVICES_PROGRESS_CIVIL_DATE_H_
#define DUIKOU_SERVICES_PROGRESS_CIVIL_DATE_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/base/violation.h"

namespace duikou {

// The years that dates may lie in.
inline constexpr int kFirstDateYear = 1949;
inline constexpr int kLastDateYear = 2200;

// The day. INVALID_ARGUMENT, without a field, where the text is not exactly of
// that form, there is no such day, or its year is none of those above.
absl::StatusOr<absl::CivilDay> ParseDate(absl::string_view text);

// `YYYY-MM-DD`. REQUIRES: a year of four digits.
std::string DateText(absl::CivilDay day);

// `path`, which holds the text, must be a date as ParseDate() takes it.
std::optional<Violation> CheckDate(absl::string_view text,
                                   absl::string_view path);

}  // namespace duikou

#endif  // DUIKOU_SERVICES_PROGRESS_CIVIL_DATE_H_
