// `duikou fair agenda|table-plan|screen|sign|board`: what people look at on the
// day, and what they sign.
#ifndef DUIKOU_CLIENTS_CLI_FAIR_DAY_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_FAIR_DAY_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds the verbs to the noun `fair`. `session` outlives it.
void AddFairDayCommands(Session& session, CLI::App& noun);
// Those of what is signed: sign and board.
void AddFairSigningCommands(Session& session, CLI::App& noun);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FAIR_DAY_COMMANDS_H_
