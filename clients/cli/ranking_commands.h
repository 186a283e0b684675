// The commands that list recommendations: recommend, supporters-for,
// saved-search run; and seen, which tells what is new from then on.
#ifndef DUIKOU_CLIENTS_CLI_RANKING_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_RANKING_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Each adds one command to `app`; `session` outlives it.
void AddRecommend(Session& session, CLI::App& app);
void AddSupportersFor(Session& session, CLI::App& app);
void AddSeen(Session& session, CLI::App& app);
// Adds `run` to the noun `saved-search`.
void AddSavedSearchRun(Session& session, CLI::App& saved_search);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_RANKING_COMMANDS_H_
