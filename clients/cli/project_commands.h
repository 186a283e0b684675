// `duikou project search`: the catalogue by words, filters and facets.
#ifndef DUIKOU_CLIENTS_CLI_PROJECT_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_PROJECT_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds it to the noun `project`. `session` outlives `project`.
void AddProjectSearch(Session& session, CLI::App& project);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_PROJECT_COMMANDS_H_
