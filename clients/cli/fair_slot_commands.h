// `duikou fair slots`: when meetings can be held, from options or a CSV file.
#ifndef DUIKOU_CLIENTS_CLI_FAIR_SLOT_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_FAIR_SLOT_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds the verb to the noun `fair`. `session` outlives it.
void AddFairSlotCommands(Session& session, CLI::App& noun);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FAIR_SLOT_COMMANDS_H_
