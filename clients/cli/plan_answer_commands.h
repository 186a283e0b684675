// `duikou plan propose|shares|answer|confirm`: a plan on its way to hold.
#ifndef DUIKOU_CLIENTS_CLI_PLAN_ANSWER_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_PLAN_ANSWER_COMMANDS_H_

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace duikou::cli {

void AddPlanAnswerCommands(Session& session, CLI::App& plan);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_PLAN_ANSWER_COMMANDS_H_
