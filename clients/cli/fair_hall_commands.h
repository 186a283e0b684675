// `duikou fair halls|stands|assign-stands`: where meetings can be held and who
// has which stand, from options or CSV files.
#ifndef DUIKOU_CLIENTS_CLI_FAIR_HALL_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_FAIR_HALL_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds the verbs to the noun `fair`. `session` outlives it.
void AddFairHallCommands(Session& session, CLI::App& noun);
void AddFairStandCommands(Session& session, CLI::App& noun);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FAIR_HALL_COMMANDS_H_
