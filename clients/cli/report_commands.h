// `duikou report programme|bulletin|funnel|statement|year`: what it all comes
// to.
#ifndef DUIKOU_CLIENTS_CLI_REPORT_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_REPORT_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds `report` with its kinds to `app`. `session` outlives it.
void AddReportCommands(Session& session, CLI::App& app);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_REPORT_COMMANDS_H_
