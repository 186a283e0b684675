// The command recommend-all: the lists of every supporter.
#ifndef DUIKOU_CLIENTS_CLI_RECOMMEND_ALL_COMMAND_H_
#define DUIKOU_CLIENTS_CLI_RECOMMEND_ALL_COMMAND_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds it to `app`; `session` outlives it.
void AddRecommendAll(Session& session, CLI::App& app);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_RECOMMEND_ALL_COMMAND_H_
