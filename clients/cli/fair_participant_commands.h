// `duikou fair participants|participant|register|…`: who takes part in a fair,
// with whom, and who has come.
#ifndef DUIKOU_CLIENTS_CLI_FAIR_PARTICIPANT_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_FAIR_PARTICIPANT_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds the verbs to the noun `fair`. `session` outlives it.
void AddFairParticipantCommands(Session& session, CLI::App& noun);
// `check-in`, which is of the day itself.
void AddFairCheckIn(Session& session, CLI::App& noun);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FAIR_PARTICIPANT_COMMANDS_H_
