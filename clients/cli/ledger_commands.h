// `duikou ledger list|add|reverse|confirm|dispute|sums|verify`: money that
// arrived, and counts.
#ifndef DUIKOU_CLIENTS_CLI_LEDGER_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_LEDGER_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds them to the noun `ledger`. `session` outlives it.
void AddLedgerCommands(Session& session, CLI::App& ledger);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_LEDGER_COMMANDS_H_
