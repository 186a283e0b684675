// Errors of the command line, and the one line that people see of any error.
//
//   return UsageError("--year: \"20x4\" is no number");
//   err << "duikou: " << DescribeError(status, language, server) << "\n";
//   return ExitCode(status);   // 2 for usage, 1 for what a server answered
#ifndef DUIKOU_CLIENTS_CLI_ERRORS_H_
#define DUIKOU_CLIENTS_CLI_ERRORS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"

namespace duikou::cli {

// INVALID_ARGUMENT marked as a mistake in the command line, made before any
// server was asked.
absl::Status UsageError(absl::string_view message);

// `status` as a mistake in the value of `option`, which it names.
absl::Status InOption(absl::string_view option, const absl::Status& status);

// 0, 2 for a UsageError, 1 for all else.
int ExitCode(const absl::Status& status);

// What went wrong in words: the kind of error in `language`, then what the
// server says of it, which may be in English alone. Where no server answers at
// `server` it tells how to start one.
std::string DescribeError(const absl::Status& status, Language language,
                          absl::string_view server);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_ERRORS_H_
