// `duikou settlement sign|withdraw|settle`: closing the year of a unit.
#ifndef DUIKOU_CLIENTS_CLI_SETTLEMENT_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_SETTLEMENT_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds them to the noun `settlement`. `session` outlives it.
void AddSettlementCommands(Session& session, CLI::App& settlement);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_SETTLEMENT_COMMANDS_H_
