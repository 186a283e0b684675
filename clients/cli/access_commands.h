// The commands about people: signing in and out, who may do what, and the
// tokens of programs.
#ifndef DUIKOU_CLIENTS_CLI_ACCESS_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_ACCESS_COMMANDS_H_

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace duikou::cli {

// Adds `sign-in`, `sign-out`, `whoami`, `set-up`, `password`, `person`, `token`
// and `session`. `session` outlives `app`.
void AddAccessCommands(Session& session, CLI::App& app);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_ACCESS_COMMANDS_H_
