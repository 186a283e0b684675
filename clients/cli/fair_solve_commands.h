// `duikou fair solve|watch|cancel-run|runs|check`: looking for the best
// timetable, and what the one at hand breaks.
#ifndef DUIKOU_CLIENTS_CLI_FAIR_SOLVE_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_FAIR_SOLVE_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds the verbs to the noun `fair`. `session` outlives it.
void AddFairSolveCommands(Session& session, CLI::App& noun);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FAIR_SOLVE_COMMANDS_H_
