// `duikou fair partners|ask|accept|decline|suggest|review|…`: who suits whom,
// and who wants to meet whom.
#ifndef DUIKOU_CLIENTS_CLI_FAIR_REQUEST_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_FAIR_REQUEST_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds the verbs to the noun `fair`. `session` outlives it.
void AddFairRequestCommands(Session& session, CLI::App& noun);
// Those that look at all of a fair at once: partners, suggest, review.
void AddFairPairingCommands(Session& session, CLI::App& noun);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FAIR_REQUEST_COMMANDS_H_
