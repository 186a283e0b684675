#include "clients/cli/due_time.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace duikou::cli {

absl::StatusOr<absl::Time> ParseDueTime(absl::string_view text) {
  absl::CivilDay day;
  if (absl::ParseCivilTime(text, &day)) {
    return absl::FromCivil(day + 1, absl::LocalTimeZone()) - absl::Seconds(1);
  }
  absl::Duration duration;
  if (absl::ParseDuration(text, &duration) && duration > absl::ZeroDuration()) {
    return absl::FromUnixSeconds(absl::ToUnixSeconds(absl::Now() + duration));
  }
  absl::Time time;
  std::string error;
  if (absl::ParseTime(absl::RFC3339_sec, text, &time, &error)) return time;
  return absl::InvalidArgumentError(
      absl::StrCat("\"", std::string(text),
                   "\" is no day such as 2015-03-31 and no duration such as "
                   "336h"));
}

}  // namespace duikou::cli
