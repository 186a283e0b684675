// `duikou fair no-show|late|lost|found`: when something goes wrong on the day,
// the fewest meetings move so that the rest can be held.
#ifndef DUIKOU_CLIENTS_CLI_FAIR_REPAIR_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_FAIR_REPAIR_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds the verbs to the noun `fair`. `session` outlives it.
void AddFairRepairCommands(Session& session, CLI::App& noun);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FAIR_REPAIR_COMMANDS_H_
