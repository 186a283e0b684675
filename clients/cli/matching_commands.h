// The commands of matching: recommend, supporters-for, explain, portfolio,
// seen, saved-search run, and the weights.
#ifndef DUIKOU_CLIENTS_CLI_MATCHING_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_MATCHING_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Each adds to the command given; `session` outlives it.
void AddMatchingCommands(Session& session, CLI::App& app);
void AddSavedSearchRun(Session& session, CLI::App& saved_search);
void AddWeightsCommands(Session& session, CLI::App& weights);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_MATCHING_COMMANDS_H_
