// `duikou fair publish|versions|version|changes|compare|notices`: timetables as
// they were published, and what each of them changed.
#ifndef DUIKOU_CLIENTS_CLI_FAIR_VERSION_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_FAIR_VERSION_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds the verbs to the noun `fair`. `session` outlives it.
void AddFairVersionCommands(Session& session, CLI::App& noun);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_FAIR_VERSION_COMMANDS_H_
