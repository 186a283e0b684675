// `duikou portfolio`: the best set of projects within a unit's means.
#ifndef DUIKOU_CLIENTS_CLI_PORTFOLIO_COMMAND_H_
#define DUIKOU_CLIENTS_CLI_PORTFOLIO_COMMAND_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// `session` outlives `app`.
void AddPortfolio(Session& session, CLI::App& app);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_PORTFOLIO_COMMAND_H_
