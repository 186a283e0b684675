// `duikou history`: what was done to a resource, field by field.
#ifndef DUIKOU_CLIENTS_CLI_HISTORY_COMMAND_H_
#define DUIKOU_CLIENTS_CLI_HISTORY_COMMAND_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// `session` outlives `app`.
void AddHistoryCommand(Session& session, CLI::App& app);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_HISTORY_COMMAND_H_
