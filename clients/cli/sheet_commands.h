// `duikou import` and `duikou export`: collections as sheets; `duikou fair
// import|export` those of a fair.
#ifndef DUIKOU_CLIENTS_CLI_SHEET_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_SHEET_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// `session` outlives `app`.
void AddSheetCommands(Session& session, CLI::App& app);

// Adds the verbs to the noun `fair`. `session` outlives it.
void AddFairSheetCommands(Session& session, CLI::App& noun);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_SHEET_COMMANDS_H_
