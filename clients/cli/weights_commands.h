// `duikou weights get` and `set`: how much each criterion counts.
#ifndef DUIKOU_CLIENTS_CLI_WEIGHTS_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_WEIGHTS_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds them to the noun `weights`; `session` outlives it.
void AddWeightsCommands(Session& session, CLI::App& weights);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_WEIGHTS_COMMANDS_H_
