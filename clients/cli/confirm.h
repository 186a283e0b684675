// Whether what cannot be undone is meant.
//
//   ASSIGN_OR_RETURN(const bool meant,
//                    Confirmed("Delete project p-1", options.yes, session));
//   if (!meant) return absl::OkStatus();
#ifndef DUIKOU_CLIENTS_CLI_CONFIRM_H_
#define DUIKOU_CLIENTS_CLI_CONFIRM_H_

#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "clients/cli/session.h"

namespace duikou::cli {

// The flag -y, --yes.
void AddYes(CLI::App& command, bool& yes);

// True where `yes` says so or the answer on the terminal is yes. Else it tells
// what is `left` undone. A usage error where there is nobody to ask: a
// script has to say that it means it.
absl::StatusOr<bool> Confirmed(const std::string& what, bool yes,
                               Session& session,
                               const Words& left = {"未删除",
                                                    "Nothing was deleted"});

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_CONFIRM_H_
