// `duikou plan split`: quotas by the factor method.
#ifndef DUIKOU_CLIENTS_CLI_PLAN_SPLIT_COMMAND_H_
#define DUIKOU_CLIENTS_CLI_PLAN_SPLIT_COMMAND_H_

#include "CLI/CLI.hpp"
#include "clients/cli/session.h"

namespace duikou::cli {

void AddPlanSplit(Session& session, CLI::App& plan);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_PLAN_SPLIT_COMMAND_H_
