// Times that something is due, as people type them.
//
//   ParseDueTime("2015-03-31")         the end of that day, here
//   ParseDueTime("336h")               from now
//   ParseDueTime("2015-03-31T17:00:00+08:00")
#ifndef DUIKOU_CLIENTS_CLI_DUE_TIME_H_
#define DUIKOU_CLIENTS_CLI_DUE_TIME_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace duikou::cli {

// In whole seconds. INVALID_ARGUMENT where it is none of these.
absl::StatusOr<absl::Time> ParseDueTime(absl::string_view text);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_DUE_TIME_H_
