// `duikou call score|sheets|remove-sheet|rank|award`: what the office makes of
// applications.
#ifndef DUIKOU_CLIENTS_CLI_CALL_SCORE_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_CALL_SCORE_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

void AddCallScoreCommands(Session& session, CLI::App& call);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_CALL_SCORE_COMMANDS_H_
