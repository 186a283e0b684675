// `duikou audit`: who did what, and whether the trail of it is whole.
#ifndef DUIKOU_CLIENTS_CLI_AUDIT_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_AUDIT_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds `audit list|export|verify|checkpoint`. `session` outlives `app`.
void AddAuditCommands(Session& session, CLI::App& app);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_AUDIT_COMMANDS_H_
