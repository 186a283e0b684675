// `duikou interest show|express|change|withdraw|accept|decline|message`: what a
// supporter offers to a project, and the thread with the county about it.
#ifndef DUIKOU_CLIENTS_CLI_INTEREST_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_INTEREST_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds them to the noun `interest`. `session` outlives `interest`.
void AddInterestCommands(Session& session, CLI::App& interest);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_INTEREST_COMMANDS_H_
