// What is learned from what supporters chose: `duikou weights propose` and
// `undo`, and `duikou profile suggest`.
#ifndef DUIKOU_CLIENTS_CLI_LEARNING_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_LEARNING_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Each adds to the noun given; `session` outlives it.
void AddWeightsLearning(Session& session, CLI::App& weights);
void AddProfileSuggest(Session& session, CLI::App& profile);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_LEARNING_COMMANDS_H_
