// `duikou plan solve|watch|cancel`.
#ifndef DUIKOU_CLIENTS_CLI_PLAN_SOLVE_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_PLAN_SOLVE_COMMANDS_H_

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace duikou::cli {

void AddPlanSolveCommands(Session& session, CLI::App& plan);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_PLAN_SOLVE_COMMANDS_H_
