// `duikou explain`: why a project is recommended to a unit, or why not.
#ifndef DUIKOU_CLIENTS_CLI_EXPLAIN_COMMAND_H_
#define DUIKOU_CLIENTS_CLI_EXPLAIN_COMMAND_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// `session` outlives `app`.
void AddExplain(Session& session, CLI::App& app);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_EXPLAIN_COMMAND_H_
