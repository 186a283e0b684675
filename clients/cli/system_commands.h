// Commands about the system itself: serve, status, version, completion, help,
// and `programme use`.
#ifndef DUIKOU_CLIENTS_CLI_SYSTEM_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_SYSTEM_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// `app` is the root of all commands; `session` outlives it.
void AddSystemCommands(Session& session, CLI::App& app);

// Adds `use` to the noun `programme`.
void AddProgrammeUse(Session& session, CLI::App& programme);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_SYSTEM_COMMANDS_H_
