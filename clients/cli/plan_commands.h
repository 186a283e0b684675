// `duikou plan pin|ban|release|move|amend`: plans changed by hand.
#ifndef DUIKOU_CLIENTS_CLI_PLAN_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_PLAN_COMMANDS_H_

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace duikou::cli {

void AddPlanCommands(Session& session, CLI::App& plan);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_PLAN_COMMANDS_H_
