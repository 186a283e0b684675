// `duikou agreement advance|news|from-plan`, and what is to be done and new:
// `duikou work` and `duikou news`.
#ifndef DUIKOU_CLIENTS_CLI_AGREEMENT_COMMANDS_H_
#define DUIKOU_CLIENTS_CLI_AGREEMENT_COMMANDS_H_

#include <CLI/CLI.hpp>

#include "clients/cli/session.h"

namespace duikou::cli {

// Adds the verbs to the noun `agreement`. `session` outlives it.
void AddAgreementCommands(Session& session, CLI::App& agreement);

// Adds `work` and `news` to `app`. `session` outlives it.
void AddWorkAndNews(Session& session, CLI::App& app);

}  // namespace duikou::cli

#endif  // DUIKOU_CLIENTS_CLI_AGREEMENT_COMMANDS_H_
